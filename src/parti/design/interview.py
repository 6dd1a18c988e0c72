"""The interview: which question comes next, and how many at a time (D1, D2).

Called by `ask`. Blockers come one by one and are never defaulted; high ones come as one page a
concern, without a recommendation before the first answer (a shown recommendation moves picks from 60 % to
76 %); the rest may be accepted as defaults in one step and stay visible as such. Order: what changes all
else, then severity, then the concern with the most open blockers, then the cheapest to answer.
"""

from collections.abc import Collection, Mapping
from typing import Literal

import msgspec

from parti.design import coverage
from parti.design import state as states
from parti.library import load
from parti.records import vocabulary as facts

EFFORT = {"choice": 1, "owner": 2, "number": 2, "states": 2, "mechanism": 3}


class Page(msgspec.Struct, frozen=True):
    """What is asked now: one question, one concern's page, or the defaults to look over."""

    form: Literal["one", "page", "defaults", "done"]
    concern: str
    questions: tuple[facts.Drawn, ...]


def next_page(state: states.DesignState, skipped: Collection[str] = ()) -> Page:
    """The next page of what was not skipped; `done` when nothing is left."""
    waiting = tuple(question for question in ranked(state) if question.question not in skipped)
    if not waiting:
        return Page("done", "", ())
    head = waiting[0]
    if one_by_one(head):
        return Page("one", head.concern, (head,))
    if head.severity == "high":
        page = tuple(q for q in waiting if q.concern == head.concern and q.severity == "high")
        return Page("page", head.concern, page)
    return Page("defaults", "", waiting)


def one_by_one(question: facts.Drawn) -> bool:
    """Whether a question stands alone on its page."""
    return question.first or question.severity == "blocker"


def ranked(state: states.DesignState) -> tuple[facts.Drawn, ...]:
    """Open questions, the one worth most first; ties keep the order of the bank."""
    waiting = coverage.open_questions(state)
    blockers: dict[str, int] = {}
    for question in waiting:
        if question.severity == "blocker":
            blockers[question.concern] = blockers.get(question.concern, 0) + 1

    def worth(question: facts.Drawn) -> tuple[bool, int, int, str, int]:
        return (
            not question.first,
            coverage.RANK[question.severity],
            -blockers.get(question.concern, 0),
            question.concern,
            EFFORT[question.slot],
        )

    return tuple(sorted(waiting, key=worth))


def lines(page: Page, bank: Mapping[str, load.Question], left: int) -> tuple[str, ...]:
    """The page as a person reads it."""
    if page.form == "done":
        return ("Every obligation is closed.",)
    if page.form == "defaults":
        head = f"{len(page.questions)} questions of medium and low severity have a default answer:"
        rows = (f"  Q-{q.question}: {_oneline(bank[q.question].recommended)}" for q in page.questions)
        return (head, *rows)
    titles = {
        "one": f"One question ({left} open)",
        "page": f"{page.concern}: {len(page.questions)} questions",
    }
    rows_of = (row for q in page.questions for row in _question(q, bank[q.question]))
    return (titles[page.form], *rows_of)


def _question(drawn: facts.Drawn, question: load.Question) -> tuple[str, ...]:
    head = f"Q-{drawn.question}  [{drawn.severity}]  {drawn.concern} × {', '.join(drawn.components)}"
    options = (f"     {number}  {text}" for number, text in enumerate(question.options, start=1))
    return ("", head, f"  {_oneline(question.ask)}", f"  why: {_oneline(question.why)}", *options)


def _oneline(text: str) -> str:
    return " ".join(text.split())
