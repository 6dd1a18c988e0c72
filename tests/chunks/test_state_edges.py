"""The state by number, out of order: the latest brief and check, the lowest number, what is in conflict.

`test_state` holds the way of one chunk; here are several at once, and numbers that nobody planned.
"""

import pytest

from parti.chunks import state
from tests.chunks.planned import briefed, checked, chunk, folded
from tests.design.conversations import said


def test_the_latest_brief_of_each_chunk_is_known() -> None:
    records = said(chunk(), chunk(number=2), briefed(1), briefed(2), briefed(1))
    after = folded(*records)
    assert after.briefed == {1: records[4], 2: records[3]}
    assert (after.checked, sorted(after.planned)) == ({}, [1, 2])


def test_a_plan_anew_takes_the_brief_of_its_own_number_only() -> None:
    records = said(chunk(), chunk(number=2), briefed(1), briefed(2), checked(1, "pass"))
    anew = said(chunk(intent="Another", supersedes=(records[0].id,)), start=30)
    after = folded(*records, *anew)
    assert (set(after.briefed), set(after.checked)) == ({2}, set())


def test_the_next_chunk_is_the_lowest_number_whatever_was_planned_first() -> None:
    after = folded(*said(chunk(number=3), chunk(number=1), chunk(number=2), checked(1, "pass")))
    assert state.next_number(after) == 2


@pytest.mark.parametrize("verdict", ["fail", "", "PASS", "passed"])
def test_only_a_pass_has_passed(verdict: str) -> None:
    assert not state.passed(folded(*said(chunk(), checked(1, verdict))), 1)


def test_the_chunk_is_the_one_that_was_planned_last_and_the_check_the_latest() -> None:
    records = said(chunk(intent="One"), chunk(intent="Two"), checked(1, "fail"), checked(1, "pass"))
    after = folded(*records)
    assert after.chunk(1) == chunk(intent="Two")
    assert after.check(1) == checked(1, "pass")
    assert (after.chunk(2), after.check(2)) == (None, None)


def test_only_chunks_with_two_different_plans_are_in_conflict() -> None:
    after = folded(*said(chunk(), chunk(number=2), chunk(number=2, size=3), chunk(number=3)))
    assert {number: len(records) for number, records in state.conflicts(after).items()} == {2: 2}


def test_a_brief_and_a_check_of_a_chunk_that_is_not_planned_plan_nothing() -> None:
    after = folded(*said(briefed(4), checked(4, "pass")))
    assert (after.planned, state.next_number(after), after.chunk(4)) == ({}, None, None)
    assert after.check(4) == checked(4, "pass")
