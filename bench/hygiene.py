"""How well the rules of hygiene agree with a reader: `python -m bench.hygiene [--texts FOLDER [--write]]`.

Recomputes the figures of docs/hygiene.md from docs/evaluations/hygiene.toml, which holds the addresses of
public issues, a reader's verdicts and what the rules said, and no sentence of anybody. Given a folder with
the texts, `<owner>/<repository>/<number>.txt` with one sentence a line, it runs the rules again and tells
where they now decide otherwise; `--write` puts that into the page. The exit code is 1 when the two differ.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from parti.design import hygiene
from parti.workflow import leaking

PAGE = Path(__file__).parents[1] / "docs" / "evaluations" / "hygiene.toml"
HALVES = ("tuning", "reporting")
_HEAD = """# What a reader and the rules said to public issues: addresses and verdicts, nobody's sentences.
# Read by bench/hygiene.py; docs/hygiene.md tells how the issues were found, cut and judged.
"""


class Issue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One issue: its title and the first sentences of its description, numbered from 1.

    Args:
        leaks: the sentences that hold a solution, as the reader says; none means clean.
        verdict, score, said: what the rules say today, and in which sentences.
        first: their verdict when they met the text for the first time.
    """

    address: str
    half: str
    sentences: int
    verdict: str
    score: int
    first: str
    leaks: tuple[int, ...] = ()
    said: tuple[int, ...] = ()


class Figures(msgspec.Struct, frozen=True):
    """Verdicts in a half: how many issues leak, and how often the rules say LEAK, or anything at all."""

    leaky: int
    clean: int
    leaky_leak: int
    leaky_any: int
    clean_leak: int
    clean_any: int
    sentences: int
    found: int
    missed: int
    alarms: int

    def row(self) -> str:
        """The figures as a row of the table in docs/hygiene.md."""
        total = self.leaky + self.clean
        cells = (
            str(total),
            _share(self.leaky_any + self.clean_any, total),
            _share(self.leaky_any, self.leaky_any + self.clean_any),
            _share(self.leaky_any, self.leaky),
            _share(self.leaky_leak, self.leaky_leak + self.clean_leak),
            _share(self.leaky_leak, self.leaky),
            _share(self.found, self.found + self.alarms),
            _share(self.found, self.found + self.missed),
        )
        return " | ".join(cells)


def load(path: Path = PAGE) -> tuple[Issue, ...]:
    """The issues of the page."""
    return msgspec.convert(tomllib.loads(path.read_text("utf-8"))["issue"], tuple[Issue, ...])


def figures(issues: Iterable[Issue], *, first: bool = False) -> Figures:
    """The figures of some issues, with today's verdicts or the first ones."""
    every = tuple(issues)
    leaky, clean = [i for i in every if i.leaks], [i for i in every if not i.leaks]
    verdicts = {i.address: i.first if first else i.verdict for i in every}
    return Figures(
        leaky=len(leaky),
        clean=len(clean),
        leaky_leak=sum(verdicts[i.address] == hygiene.LEAK for i in leaky),
        leaky_any=sum(verdicts[i.address] != hygiene.CLEAN for i in leaky),
        clean_leak=sum(verdicts[i.address] == hygiene.LEAK for i in clean),
        clean_any=sum(verdicts[i.address] != hygiene.CLEAN for i in clean),
        sentences=sum(i.sentences for i in every),
        found=sum(len({*i.leaks} & {*i.said}) for i in every),
        missed=sum(len({*i.leaks} - {*i.said}) for i in every),
        alarms=sum(len({*i.said} - {*i.leaks}) for i in every),
    )


def said(text: str) -> tuple[str, int, tuple[int, ...]]:
    """What the rules say to a text: the verdict, the score, the sentences that weigh something."""
    judged = hygiene.judge((text,), leaking.lexicon())
    return judged.verdict, judged.score, tuple(sorted({hit.number for hit in judged.hits if hit.weight}))


def again(issues: Iterable[Issue], folder: Path) -> Iterator[tuple[Issue, Issue]]:
    """(issue, the issue as the rules judge it now) for each text that is in the folder."""
    for issue in issues:
        owner, repository, _, number = issue.address.removeprefix("https://github.com/").split("/")
        path = folder / owner / repository / f"{number}.txt"
        if path.is_file():
            verdict, score, lines = said(path.read_text("utf-8"))
            yield issue, msgspec.structs.replace(issue, verdict=verdict, score=score, said=lines)


def page(issues: Iterable[Issue]) -> str:
    """The issues as the page holds them."""
    blocks = []
    for issue in issues:
        rows = [f'address = "{issue.address}"', f'half = "{issue.half}"', f"sentences = {issue.sentences}"]
        rows += [f"leaks = {list(issue.leaks)}", f'verdict = "{issue.verdict}"', f"score = {issue.score}"]
        rows += [f"said = {list(issue.said)}", f'first = "{issue.first}"']
        blocks.append("[[issue]]\n" + "\n".join(rows) + "\n")
    return "\n".join((_HEAD, *blocks))


def table(issues: Sequence[Issue]) -> Iterator[str]:
    """The rows of docs/hygiene.md."""
    for half in HALVES:
        part = [issue for issue in issues if issue.half == half]
        yield f"| {half}, when first met | {figures(part, first=True).row().rsplit(' | ', 2)[0]} | – | – |"
        yield f"| {half}, today | {figures(part).row()} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 when the rules decide otherwise than the page tells."""
    parser = argparse.ArgumentParser(prog="python -m bench.hygiene")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    issues = load()
    for row in table(issues):
        print(row)
    if given.texts is None:
        return 0
    now = {old.address: new for old, new in again(issues, given.texts)}
    differ = [issue for issue in issues if now.get(issue.address, issue) != issue]
    for issue in differ:
        print(f"{issue.address}: {issue.verdict} {list(issue.said)}, now {now[issue.address].verdict}")
    print(f"{len(now)} texts judged again, {len(differ)} otherwise than before")
    if given.write:
        PAGE.write_text(page(now.get(issue.address, issue) for issue in issues), "utf-8")
    return 1 if differ and not given.write else 0


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "–"


if __name__ == "__main__":
    sys.exit(main())
