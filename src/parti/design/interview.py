"""The interview: which question comes next, and how many at a time (D1, D2).

Called by `ask`. Blockers come one by one and are never defaulted; high ones come as one page a
concern, without a recommendation before the first answer (a shown recommendation moves picks from 60 % to
76 %); the rest may be accepted as defaults in one step and stay visible as such. Order: what changes all
else, then severity, then the concern with the most open blockers, then the cheapest to answer.
"""

import re
from collections.abc import Collection, Mapping
from typing import Literal

import msgspec

from parti.design import coverage
from parti.design import state as states
from parti.library import load
from parti.records import vocabulary as facts

EFFORT = {"choice": 1, "owner": 2, "number": 2, "states": 2, "mechanism": 3}

_MOST = 300
_WORD = re.compile(r"\d+(?:[.,]\d+)?|[A-Za-z][A-Za-z-]{5,}")
"""Numbers, and words that are long enough to mean something."""


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
    if _in_own_words(state, head):
        page = tuple(q for q in waiting if q.concern == head.concern and _in_own_words(state, q))
        return Page("page", head.concern, tuple(q for q in page if not one_by_one(q)))
    return Page("defaults", "", tuple(q for q in waiting if not _in_own_words(state, q)))


def _in_own_words(state: states.DesignState, question: facts.Drawn) -> bool:
    """Whether there is no default to accept: it is serious, was added, or its answer lacks something."""
    added_or_doubted = question.question in state.added or bool(state.settled.get(question.question))
    return question.severity in ("blocker", "high") or added_or_doubted


def one_by_one(question: facts.Drawn) -> bool:
    """Whether a question stands alone on its page."""
    return question.first or question.severity == "blocker"


def ranked(state: states.DesignState) -> tuple[facts.Drawn, ...]:
    """Open questions, the one worth most first; ties keep the order of the bank."""
    waiting = tuple(q for q in coverage.open_questions(state) if not _waits_for_another(state, q))
    blockers: dict[str, int] = {}
    for question in waiting:
        if question.severity == "blocker":
            blockers[question.concern] = blockers.get(question.concern, 0) + 1

    def worth(question: facts.Drawn) -> tuple[bool, int, bool, int, str, int]:
        return (
            not question.first,
            coverage.RANK[question.severity],
            not _asked_for(state, question),
            -blockers.get(question.concern, 0),
            question.concern,
            EFFORT[question.slot],
        )

    return tuple(sorted(waiting, key=worth))


def _waits_for_another(state: states.DesignState, question: facts.Drawn) -> bool:
    """A question about how an answer is read comes after that answer."""
    added = state.added.get(question.question)
    if added is None or added.origin != "disagreement":
        return False
    about = added.why.partition(" ")[0].removeprefix("Q-")
    return about in state.questions() and state.is_open(about)


def lines(
    page: Page, bank: Mapping[str, load.Question], left: int, missing: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """The page as a person reads it; `missing` tells why an answer does not stand, by its question's id."""
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
    lacks = missing or {}
    rows_of = (
        row
        for q in page.questions
        for row in (*_question(q, bank[q.question]), *_lacks(lacks.get(q.question, "")))
    )
    return (titles[page.form], *rows_of)


class Economy(msgspec.Struct, frozen=True):
    """What the conversation costs a person: questions that stand alone, on a page of their concern, shown
    with a default, added to the bank's, and answered by the repository.
    """

    one_by_one: int
    on_pages: int
    defaults: int
    added: int
    repository: int


def economy(state: states.DesignState) -> Economy:
    """How many of the questions a person meets in which way."""
    counts = {"one": 0, "page": 0, "defaults": 0, "repository": 0}
    for name, question in state.questions().items():
        body = state.settlement(name)
        if isinstance(body, facts.Answered) and body.how == "repository":
            counts["repository"] += 1
        elif one_by_one(question):
            counts["one"] += 1
        else:
            counts["page" if _asked_for(state, question) else "defaults"] += 1
    added = sum(name in state.added for name in state.questions())
    return Economy(counts["one"], counts["page"], counts["defaults"], added, counts["repository"])


def told(spent: Economy) -> str:
    """What the conversation costs, in a few words."""
    rows = {
        "one by one": spent.one_by_one,
        "on pages": spent.on_pages,
        "with a default": spent.defaults,
        "by the repository": spent.repository,
        "added": spent.added,
    }
    return ", ".join(f"{count} {how}" for how, count in rows.items() if count or how == "one by one")


def _asked_for(state: states.DesignState, question: facts.Drawn) -> bool:
    return question.severity in ("blocker", "high") or question.question in state.added


def difference(own: str, recommended: str) -> tuple[str, ...]:
    """After an own answer: what the bank would have said, and which of its words are not in the answer."""
    told = {word.casefold() for word in _WORD.findall(own)}
    words = (word for word in _WORD.findall(recommended) if word.casefold() not in load.plain_words())
    absent = [word for word in words if not _said(word.casefold(), told)]
    lines = (f"the bank would have said: {_oneline(recommended)}",)
    if not absent:
        return (*lines, "your answer speaks of all of it")
    return (*lines, f"your answer does not speak of: {', '.join(dict.fromkeys(absent))}"[:_MOST])


def _said(word: str, told: Collection[str]) -> bool:
    """The same word, or one that begins alike: `retry` and `retries`."""
    return any(word == other or (len(word) > 4 and word[:5] == other[:5]) for other in told)


def _question(drawn: facts.Drawn, question: load.Question) -> tuple[str, ...]:
    head = f"Q-{drawn.question}  [{drawn.severity}]  {drawn.concern} × {', '.join(drawn.components)}"
    options = (f"     {number}  {text}" for number, text in enumerate(question.options, start=1))
    return ("", head, f"  {_oneline(question.ask)}", f"  why: {_oneline(question.why)}", *options)


def _lacks(missing: str) -> tuple[str, ...]:
    return (f"  {missing}",) if missing else ()


def _oneline(text: str) -> str:
    return " ".join(text.split())
