"""Which question comes next, on which page, and how the page reads (D1, D2).

Guards `interview` with small draws whose order is worked out by hand.
"""

import pytest

from parti.design import interview, state
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations


def drawn(
    name: str, severity: str, concern: str = "load", slot: str = "choice", first: bool = False
) -> facts.Drawn:
    return facts.Drawn(name, concern, severity, ("box", "store"), slot, first)


def waiting(*questions: facts.Drawn) -> state.DesignState:
    return conversations.folded(conversations.said(facts.ObligationsDrawn(bank="", questions=questions)))


ORDERS = [
    (
        "severity",
        [drawn("l", "low"), drawn("m", "medium"), drawn("h", "high"), drawn("b", "blocker")],
        "b h m l",
    ),
    ("what changes all others comes first", [drawn("b", "blocker"), drawn("f", "low", first=True)], "f b"),
    (
        "the concern with more open blockers",
        [drawn("a", "blocker", "load"), drawn("s", "blocker", "states"), drawn("t", "blocker", "states")],
        "s t a",
    ),
    ("then the concern by name", [drawn("s", "high", "states"), drawn("l", "high", "load")], "l s"),
    (
        "high questions of a concern with blockers",
        [drawn("l", "high", "load"), drawn("s", "high", "states"), drawn("b", "blocker", "states")],
        "b s l",
    ),
    (
        "then what is cheap to answer",
        [
            drawn("m", "high", slot="mechanism"),
            drawn("s", "high", slot="states"),
            drawn("n", "high", slot="number"),
            drawn("o", "high", slot="owner"),
            drawn("c", "high", slot="choice"),
        ],
        "c s n o m",
    ),
    ("then the order of the bank", [drawn("z", "low"), drawn("a", "low")], "z a"),
]


@pytest.mark.parametrize(("why", "questions", "expected"), ORDERS, ids=[row[0] for row in ORDERS])
def test_the_question_that_is_worth_most_comes_first(
    why: str, questions: list[facts.Drawn], expected: str
) -> None:
    assert [q.question for q in interview.ranked(waiting(*questions))] == expected.split(), why


MIXED = [
    drawn("b", "blocker", "load"),
    drawn("c", "blocker", "load"),
    drawn("h", "high", "load"),
    drawn("i", "high", "load"),
    drawn("j", "high", "states"),
    drawn("m", "medium", "load"),
    drawn("n", "low", "states"),
    drawn("f", "low", "states", first=True),
]
PAGES = [
    ("", "one", "states", "f"),
    ("f", "one", "load", "b"),
    ("f b", "one", "load", "c"),
    ("f b c", "page", "load", "h i"),
    ("f b c h", "page", "load", "i"),
    ("f b c h i", "page", "states", "j"),
    ("f b c h i j", "defaults", "", "m n"),
    ("f b c h i j m", "defaults", "", "n"),
    ("f b c h i j m n", "done", "", ""),
]


@pytest.mark.parametrize(
    ("gone", "form", "concern", "names"), PAGES, ids=[row[3] or "done" for row in PAGES]
)
def test_blockers_come_alone_high_ones_by_concern_and_the_rest_at_once(
    gone: str, form: str, concern: str, names: str
) -> None:
    skipped = interview.next_page(waiting(*MIXED), gone.split())
    answers = [facts.Answered(question=name, text="x", how="own") for name in gone.split()]
    draw = facts.ObligationsDrawn(bank="", questions=tuple(MIXED))
    settled = interview.next_page(conversations.folded(conversations.said(draw, *answers)))
    for page in (skipped, settled):
        assert (page.form, page.concern) == (form, concern)
        assert [q.question for q in page.questions] == names.split()


def test_a_skipped_blocker_still_draws_its_concern_forward() -> None:
    questions = [drawn("b", "blocker", "states"), drawn("h", "high", "load"), drawn("i", "high", "states")]
    assert interview.next_page(waiting(*questions), ["b"]).concern == "states"


def question(name: str) -> load.Question:
    return load.Question(
        id=name,
        concern="load",
        kinds=("cache",),
        severity="high",
        slot="choice",
        modes=(),
        ask=f"What of\n  {name}?",
        why=f"Because\n  {name}.",
        recommended=f"Take\n  {name}.",
        options=("the first way", "the second way"),
        evidence=(),
        drill=load.Drill(fault="", target=(), when="", expect=()),
    )


BANK = {name: question(name) for name in ("b", "h")}
READS = [
    (interview.Page("done", "", ()), ["Every obligation is closed."]),
    (
        interview.Page("one", "load", (drawn("b", "blocker"),)),
        [
            "One question (7 open)",
            "",
            "Q-b  [blocker]  load × box, store",
            "  What of b?",
            "  why: Because b.",
            "     1  the first way",
            "     2  the second way",
        ],
    ),
    (
        interview.Page("page", "load", (drawn("b", "high"), drawn("h", "high"))),
        [
            "load: 2 questions",
            "",
            "Q-b  [high]  load × box, store",
            "  What of b?",
            "  why: Because b.",
            "     1  the first way",
            "     2  the second way",
            "",
            "Q-h  [high]  load × box, store",
            "  What of h?",
            "  why: Because h.",
            "     1  the first way",
            "     2  the second way",
        ],
    ),
    (
        interview.Page("defaults", "", (drawn("b", "medium"), drawn("h", "low"))),
        [
            "2 questions of medium and low severity have a default answer:",
            "  Q-b: Take b.",
            "  Q-h: Take h.",
        ],
    ),
]


@pytest.mark.parametrize(("page", "expected"), READS, ids=[row[0].form for row in READS])
def test_a_page_reads_like_this(page: interview.Page, expected: list[str]) -> None:
    assert list(interview.lines(page, BANK, 7)) == expected


def test_beside_an_answer_words_that_say_nothing_are_left_out() -> None:
    said = "Accept nothing before the complete current version; within 5 seconds write through the outbox."
    (_, absent) = interview.difference("We use a queue.", said)
    assert absent == "your answer does not speak of: version, 5, outbox"


def test_an_answer_that_lacks_plain_words_alone_speaks_of_all() -> None:
    (_, whole) = interview.difference(
        "The outbox.", "Before anything, someone completely decides on the outbox."
    )
    assert whole == "your answer speaks of all of it"
