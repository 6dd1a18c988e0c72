"""The chunks' state: the next one, a plan anew, two plans that do not know each other."""

from parti.chunks import state
from parti.records import vocabulary as facts
from tests.chunks.planned import briefed, checked, chunk, folded
from tests.design.conversations import said


def test_the_next_chunk_is_the_first_that_has_not_passed() -> None:
    records = said(chunk(), chunk(number=2), chunk(number=3), checked(1, "pass"), checked(2, "fail"))
    assert state.next_number(folded(*records[:1])) == 1
    assert state.next_number(folded(*records)) == 2


def test_there_is_no_next_chunk_without_a_plan_and_after_the_last_pass() -> None:
    assert state.next_number(state.ChunksState()) is None
    assert state.next_number(folded(*said(chunk(), checked(1, "pass")))) is None


def test_a_later_failure_takes_an_earlier_pass_back() -> None:
    after = folded(*said(chunk(), checked(1, "pass"), checked(1, "fail")))
    assert not state.passed(after, 1)
    assert state.next_number(after) == 1


def test_a_chunk_planned_anew_loses_its_brief_and_its_pass_and_the_others_keep_theirs() -> None:
    records = said(chunk(), chunk(number=2), briefed(1), checked(1, "pass"), checked(2, "pass"))
    anew = said(chunk(intent="Read orders", supersedes=(records[0].id,)), start=30)
    after = folded(*records, *anew)
    assert state.next_number(after) == 1
    assert after.briefed == {}
    assert state.passed(after, 2)
    found = after.chunk(1)
    assert found is not None
    assert found.intent == "Read orders"


def test_two_plans_of_one_chunk_are_a_conflict_unless_their_words_agree() -> None:
    one, two = said(chunk(intent="Write a"))[0], said(chunk(intent="Write b"), start=1)[0]
    both = folded(one, two)
    assert [len(records) for records in both.planned.values()] == [2]
    assert set(state.conflicts(both)) == {1}
    same = folded(one, said(chunk(intent="Write a", supersedes=("r:before",)), start=2)[0])
    assert state.conflicts(same) == {}


def test_a_check_and_a_chunk_that_are_not_there_are_none() -> None:
    assert state.ChunksState().chunk(4) is None
    assert state.ChunksState().check(4) is None


def test_facts_of_other_phases_leave_the_state_as_it_was() -> None:
    before = folded(*said(chunk()))
    assert state.evolve(before, said(facts.FeatureClosed(reason="done"))[0]) is before
