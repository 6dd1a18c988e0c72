"""Whole journeys as Markdown: the commands of a page are run, and what they print must be as it says.

A line `$ …` in a `console` block is a command in a fresh repository; the lines below it are what it
prints, where `…` stands for anything. A line `# exit N` names another exit code than 0. The pages are
the promises of the documentation in a form that cannot drift (D9, C2).
"""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli import houses

PAGES = sorted(Path(__file__).parent.glob("*.md"))
BLOCK = re.compile(
    r"^(?P<fence>`{3,})(console|file (?P<path>\S+))\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)


class Step(NamedTuple):
    """One command with what it prints, or one file to write."""

    words: tuple[str, ...]
    printed: str
    code: int
    path: str = ""


def steps(text: str) -> list[Step]:
    """The steps of a page, in its order."""
    found: list[Step] = []
    for block in BLOCK.finditer(text):
        if block["path"]:
            found.append(Step((), block["body"], 0, block["path"]))
            continue
        for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
            command, _, rest = part.partition("\n")
            code = re.search(r"^# exit (\d+)\n", rest, re.MULTILINE)
            printed = re.sub(r"^# exit \d+\n", "", rest, flags=re.MULTILINE)
            found.append(Step(tuple(shlex.split(command)), printed, int(code[1]) if code else 0))
    return found


def fits(printed: str, wanted: str) -> bool:
    """Whether what was printed is what the page says; `…` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in wanted.strip().split("…"))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_page_is_true(page: Path, tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    done = steps(page.read_text("utf-8"))
    assert len(done) > 3
    for step in done:
        if step.path:
            (home.root / step.path).write_text(step.printed)
            continue
        assert step.words[0] == "parti"
        said = home.parti(*step.words[1:])
        shown = said.out + said.err
        assert said.code == step.code, (step.words, shown)
        assert fits(shown, step.printed), (step.words, shown)


def test_a_page_that_lies_is_seen() -> None:
    assert not fits("ok\nthree", "ok\n…four")
    assert fits("ok 12 s\nthree", "ok … s\nthree")
    (step,) = steps("```console\n$ parti gate\n# exit 1\nFAIL …\n```\n")
    assert step == Step(("parti", "gate"), "FAIL …\n", 1)
