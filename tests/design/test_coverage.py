"""Counting what is settled and what is open, by question, by obligation, by severity (D1).

Guards `coverage`: the conversation stops by these numbers, so each is held against a count by hand.
"""

import pytest

from parti.design import coverage, state
from parti.records import vocabulary as facts
from tests.design import conversations

DRAWN = (
    facts.Drawn("a", "states", "low", ("box", "store"), "states"),
    facts.Drawn("b", "states", "blocker", ("box",), "states"),
    facts.Drawn("c", "load", "high", ("store",), "number"),
    facts.Drawn("d", "states", "medium", ("box",), "states"),
    facts.Drawn("e", "load", "low", (), "number"),
)
SETTLED: dict[str, facts.Fact] = {
    "own": facts.Answered(question="a", text="x", how="own"),
    "option": facts.Answered(question="b", text="x", how="option"),
    "default": facts.Answered(question="d", text="x", how="default"),
    "waived": facts.Waived(question="c", reason="x", until=""),
    "ruled out": facts.RuledOut(question="e", reason="x"),
}


def after(*said: facts.Fact) -> state.DesignState:
    draw = facts.ObligationsDrawn(bank="", questions=DRAWN)
    return conversations.folded(conversations.said(draw, *said))


NOTHING = coverage.Tally(0, 0, 0, 0, 0, {"blocker": 0, "high": 0, "medium": 0, "low": 0})
TALLIES = [
    ((), coverage.Tally(5, 0, 0, 0, 0, {"blocker": 1, "high": 1, "medium": 1, "low": 2})),
    (("own",), coverage.Tally(5, 1, 0, 0, 0, {"blocker": 1, "high": 1, "medium": 1, "low": 1})),
    (("option",), coverage.Tally(5, 1, 0, 0, 0, {"blocker": 0, "high": 1, "medium": 1, "low": 2})),
    (("default",), coverage.Tally(5, 0, 1, 0, 0, {"blocker": 1, "high": 1, "medium": 0, "low": 2})),
    (("waived",), coverage.Tally(5, 0, 0, 1, 0, {"blocker": 1, "high": 0, "medium": 1, "low": 2})),
    (("ruled out",), coverage.Tally(5, 0, 0, 0, 1, {"blocker": 1, "high": 1, "medium": 1, "low": 1})),
    (("own", "own"), coverage.Tally(5, 1, 0, 0, 0, {"blocker": 1, "high": 1, "medium": 1, "low": 1})),
    (tuple(SETTLED), coverage.Tally(5, 2, 1, 1, 1, {"blocker": 0, "high": 0, "medium": 0, "low": 0})),
]


@pytest.mark.parametrize(
    ("said", "expected"), TALLIES, ids=[", ".join(row[0]) or "nothing" for row in TALLIES]
)
def test_each_outcome_is_counted_once(said: tuple[str, ...], expected: coverage.Tally) -> None:
    found = coverage.tally(after(*(SETTLED[name] for name in said)))
    assert found == expected
    assert found.left == 5 - len(set(said))


def test_a_design_without_questions_has_nothing_to_count() -> None:
    assert coverage.tally(state.DesignState()) == NOTHING
    assert coverage.tally(state.DesignState()).left == 0
    assert coverage.matrix(state.DesignState()) == ()
    assert coverage.open_questions(state.DesignState()) == ()


def test_an_answer_to_a_question_that_was_not_drawn_counts_for_nothing() -> None:
    stray = facts.Answered(question="elsewhere", text="x", how="own")
    assert coverage.tally(after(stray)) == TALLIES[0][1]


def test_open_questions_keep_the_order_of_the_draw() -> None:
    assert [q.question for q in coverage.open_questions(after(SETTLED["option"]))] == ["a", "c", "d", "e"]


CELLS = [
    (
        (),
        [
            ("box", "states", 3, 0, "blocker"),
            ("store", "load", 1, 0, "high"),
            ("store", "states", 1, 0, "low"),
        ],
    ),
    (
        ("option",),
        [
            ("box", "states", 3, 1, "medium"),
            ("store", "load", 1, 0, "high"),
            ("store", "states", 1, 0, "low"),
        ],
    ),
    (
        ("own", "option", "waived"),
        [("box", "states", 3, 2, "medium"), ("store", "load", 1, 1, ""), ("store", "states", 1, 1, "")],
    ),
    (
        tuple(SETTLED),
        [("box", "states", 3, 3, ""), ("store", "load", 1, 1, ""), ("store", "states", 1, 1, "")],
    ),
]


@pytest.mark.parametrize(("said", "expected"), CELLS, ids=[", ".join(row[0]) or "nothing" for row in CELLS])
def test_an_obligation_is_as_open_as_its_worst_open_question(
    said: tuple[str, ...], expected: list[tuple[str, str, int, int, str]]
) -> None:
    found = coverage.matrix(after(*(SETTLED[name] for name in said)))
    assert found == tuple(coverage.Cell(*row) for row in expected)


def test_severities_rank_from_the_worst() -> None:
    assert sorted(coverage.RANK, key=coverage.RANK.__getitem__) == ["blocker", "high", "medium", "low"]
