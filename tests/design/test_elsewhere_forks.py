"""Logs that fork and join in many ways: which answers lost their problem, and which only look as if."""

import msgspec
import pytest

from parti.design import elsewhere
from parti.records import vocabulary as facts
from tests.design.test_elsewhere import DECIDED, FIRST, Talk, instead

MORE = ("stored once", "archived")


def decided(key: str) -> facts.Decided:
    return msgspec.structs.replace(DECIDED, key=key)


def test_without_a_problem_nothing_was_given_for_one() -> None:
    talk = Talk()
    said = talk.say(DECIDED)
    talk.say(decided("D-2"))
    assert talk.state().elsewhere == {}
    talk.say(FIRST, said)
    assert talk.state().elsewhere == {}


def test_an_answer_from_before_the_first_problem_was_given_for_none() -> None:
    talk = Talk()
    early = talk.say(DECIDED)
    first = talk.say(FIRST, early)
    talk.say(instead(first, needed=("archived",)), first)
    talk.say(decided("D-2"), first)
    assert list(talk.state().elsewhere) == ["D-2"]


def test_a_fork_without_a_new_problem_loses_nothing() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    talk.say(decided("D-1"), first)
    talk.say(decided("D-2"), first)
    assert talk.state().elsewhere == {}


@pytest.mark.parametrize(
    ("field", "row"),
    [("needed", "stored once"), ("never", "lost"), ("quantities", "5 orders/s"), ("given", "a queue")],
)
def test_a_row_in_another_part_of_the_problem_is_another_row(field: str, row: str) -> None:
    whole = facts.ProblemStated(
        situation="Orders arrive.",
        needed=("stored once",),
        never=("lost",),
        quantities=("5 orders/s",),
        given=("a queue",),
    )
    other = "never" if field != "never" else "needed"
    talk = Talk()
    first = talk.say(whole)
    talk.say(DECIDED, first)
    talk.say(instead(first, **{field: (), other: (*getattr(whole, other), row)}), first)
    assert list(talk.state().elsewhere) == ["D-1"]


@pytest.mark.parametrize(
    ("situation", "is_lost"),
    [
        ("Orders arrive. They are paid.", False),
        ("ORDERS  arrive.", False),
        ("Orders are paid.", True),
        ("Orders", True),
    ],
)
def test_a_situation_alone_goes_on_in_a_longer_one(situation: str, is_lost: bool) -> None:
    talk = Talk()
    first = talk.say(facts.ProblemStated(situation="Orders arrive."))
    talk.say(DECIDED, first)
    talk.say(instead(first, situation=situation), first)
    assert bool(talk.state().elsewhere) is is_lost


def test_an_answer_for_the_problem_of_today_stands_beside_one_that_is_lost() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    talk.say(decided("D-1"), first)
    second = talk.say(instead(first, needed=("archived",)), first)
    talk.say(decided("D-2"), second)
    assert talk.state().elsewhere == {"D-1": FIRST}


def test_two_problems_in_a_row_lose_what_was_said_beside_the_first() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    talk.say(decided("D-1"), first)
    second = talk.say(instead(first, needed=("archived",)), first)
    talk.say(decided("D-2"), second)
    third = talk.say(instead(second, needed=("counted",)), second)
    talk.say(decided("D-3"), third)
    assert list(talk.state().elsewhere) == ["D-1", "D-2"]


def test_a_row_that_came_back_brings_its_answers_back() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    talk.say(DECIDED, first)
    second = talk.say(instead(first, needed=("archived",)), first)
    assert list(talk.state().elsewhere) == ["D-1"]
    talk.say(instead(second, needed=MORE), second)
    assert talk.state().elsewhere == {}


def test_what_was_written_after_both_branches_was_given_for_the_newer_problem() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    aside = talk.say(decided("D-1"), first)
    second = talk.say(instead(first, needed=("archived",)), first)
    talk.say(decided("D-2"), aside, second)
    assert list(talk.state().elsewhere) == ["D-1"]


def test_an_answer_seen_by_whoever_stated_the_problem_stands_through_many_records() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    said = talk.say(decided("D-1"), first)
    left, right = talk.say(decided("D-2"), said), talk.say(decided("D-3"), said)
    joined = talk.say(decided("D-4"), left, right)
    talk.say(instead(first, needed=("archived",)), joined)
    assert talk.state().elsewhere == {}


def test_one_who_saw_only_one_side_of_a_fork_loses_the_other() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    said = talk.say(decided("D-1"), first)
    left = talk.say(decided("D-2"), said)
    talk.say(decided("D-3"), said)
    talk.say(instead(first, needed=("archived",)), left)
    assert talk.state().elsewhere == {"D-3": FIRST}


def test_an_answer_given_under_both_problems_stands_with_the_one_that_stands() -> None:
    talk = Talk()
    both = [talk.say(FIRST), talk.say(msgspec.structs.replace(FIRST, needed=("archived",)))]
    said = talk.say(DECIDED, *both)
    talk.say(instead(both[0], both[1], needed=("stored once",)), said)
    assert list(talk.state().elsewhere) == []


def test_an_answer_given_under_both_problems_is_lost_with_both() -> None:
    talk = Talk()
    both = [talk.say(FIRST), talk.say(msgspec.structs.replace(FIRST, needed=("archived",)))]
    said = talk.say(DECIDED, *both)
    talk.say(instead(both[0], both[1], needed=("counted",)), said)
    assert list(talk.state().elsewhere) == ["D-1"]


@pytest.mark.parametrize("rows", [MORE, ("archived", "stored once")])
def test_a_problem_that_takes_the_rows_of_two_loses_no_answer_of_either(rows: tuple[str, ...]) -> None:
    talk = Talk()
    both = [talk.say(FIRST), talk.say(msgspec.structs.replace(FIRST, needed=("archived",)))]
    named = [talk.say(decided(f"D-{number}"), one) for number, one in enumerate(both)]
    talk.say(instead(both[0], both[1], needed=rows), *named)
    assert talk.state().elsewhere == {}


@pytest.mark.parametrize("missing", [0, 1])
def test_a_parent_that_is_not_in_the_log_keeps_everything(missing: int) -> None:
    talk = Talk()
    first = talk.say(FIRST)
    other = talk.say(decided("D-9"), first)
    talk.say(decided("D-1"), first)
    talk.say(instead(first, needed=("archived",)), first, other)
    assert list(talk.state().elsewhere) == ["D-1"]
    del talk.records[missing]
    assert talk.state().elsewhere == {}


@pytest.mark.parametrize(
    ("situation", "told"),
    [
        ("x" * 60, "x" * 60),
        ("x" * 61, f"{'x' * 59}…"),
        ("", ""),
        ("  Orders\n  arrive.\t", "Orders arrive."),
    ],
)
def test_first_words_fill_sixty_signs_on_one_line(situation: str, told: str) -> None:
    assert elsewhere.told(facts.ProblemStated(situation=situation)) == told
