"""How many lines of test there are for each line of product code (goal: 1.6 to 2.2).

Run by `./dev bench`. Physical lines of Python; the question bank and the other data count for neither.
"""

from pathlib import Path

LOW, HIGH = 1.6, 2.2


def main() -> bool:
    """Prints the figures; returns whether the ratio lies in the goal."""
    top = Path(__file__).parents[1]
    code, tests = lines(top / "src"), lines(top / "tests")
    ratio = tests / code
    verdict = "ok" if LOW <= ratio <= HIGH else "MISSED"
    print(f"test to code: {tests:,} lines to {code:,}, ratio {ratio:.2f} (goal {LOW}–{HIGH})   {verdict}")
    return LOW <= ratio <= HIGH


def lines(folder: Path) -> int:
    """Physical lines of every Python file below a folder."""
    return sum(len(path.read_text("utf-8").splitlines()) for path in folder.rglob("*.py"))
