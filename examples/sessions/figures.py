"""What a session came to, in figures that are read out of its repository after the last command.

Called by `__main__` for the table of docs/sessions.md, and by the test that holds that table to the replay.
"""

import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from examples.sessions import play

SAID, BUILT = "said", "built"
"""How a bare reply settles a question: in words, or in its code alone."""


class Bare(NamedTuple):
    """The verdicts on the bare reply to the same wish, by hand: one for each blocking question."""

    said: int
    built: int
    questions: int


class Figures(NamedTuple):
    """One session in numbers."""

    calls: int
    proposals: int
    cells: int
    agreed: int
    defeaters: str
    asked: int
    one_by_one: int
    on_pages: int
    defaults: int
    added: int
    doubted: int
    offered: int
    agreement: str
    locked: bool
    bare: Bare


def of(session: play.Session, work: Path, steps: Sequence[play.Step]) -> Figures:
    """The figures of a session that was played to its end."""
    root = work / session.folder.name

    def data(*words: str) -> Any:
        return play.data(root, work, session, *words)["data"]

    compared, status = data("compare"), data("status")
    standing = Counter(field["standing"] for field in compared["matrix"])
    verdicts = Counter(one["verdict"] for one in compared["defeaters"])
    economy = status["economy"]
    return Figures(
        calls=compared["calls"],
        proposals=sum(key.startswith("p-") for key in compared["labels"]),
        cells=sum(standing.values()),
        agreed=standing["agreed"],
        defeaters=", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())) or "none",
        asked=status["asked"],
        one_by_one=economy["one_by_one"],
        on_pages=economy["on_pages"],
        defaults=economy["defaults"],
        added=economy["added"],
        doubted=_rows(steps, "consult", "again "),
        offered=_rows(steps, "scout", "Q-"),
        agreement=_agreement(steps),
        locked=status["locked"],
        bare=_bare(session),
    )


def row(session: play.Session, found: Figures) -> str:
    """The session as a row of the table on its conversation."""
    cells = (
        session.title,
        found.calls,
        f"{found.proposals} + own",
        f"{found.agreed} of {found.cells}",
        found.defeaters,
        f"{found.asked}: {found.one_by_one} / {found.on_pages} / {found.defaults}",
        found.offered,
        found.added,
        found.doubted,
        found.agreement,
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def beside(session: play.Session, found: Figures) -> str:
    """The session as a row of the table that sets it beside a bare conversation."""
    bare = found.bare
    left = bare.questions - bare.said - bare.built
    cells = (session.title, bare.questions, bare.said, bare.built, left, bare.questions)
    return "| " + " | ".join(map(str, cells)) + " |"


def _rows(steps: Sequence[play.Step], verb: str, begin: str) -> int:
    """How many lines of what a verb printed begin so."""
    printed = (step.printed for step in steps if step.words[0] == verb)
    return sum(line.startswith(begin) for text in printed for line in text.splitlines())


def _agreement(steps: Sequence[play.Step]) -> str:
    """What was measured last, as the verb says it."""
    lines = [
        line.partition(" ")[2].partition(" over ")[0].strip()
        for step in steps
        if step.words[0] == "agree"
        for line in step.printed.splitlines()
        if line.startswith("agree ")
    ]
    return lines[-1] if lines else "not measured"


def _bare(session: play.Session) -> Bare:
    verdicts = tomllib.loads((session.folder / "bare/verdict.toml").read_text("utf-8"))["question"]
    counted = Counter(verdicts.values())
    if set(counted) - {SAID, BUILT, "absent"}:
        raise ValueError(f"{session.folder.name}: a verdict is none of said, built and absent")
    return Bare(counted[SAID], counted[BUILT], len(verdicts))
