"""The problem is stated field by field; what it lacks is a gap that stands before the lock."""

import msgspec
import pytest

from parti.design import problem, state
from parti.records import refusal
from parti.records import vocabulary as facts
from tests.design import conversations

FULL = facts.ProblemStated(
    situation="s",
    needed=("n",),
    never=("v",),
    quantities=("q",),
    given=("g",),
    unknown=("u",),
    out_of_scope=("o",),
)
FIELDS = ["situation", "needed", "never", "quantities", "given", "unknown", "out_of_scope"]


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_said_again_replaces_its_field_and_no_other(field: str) -> None:
    records = conversations.said(FULL)
    said = {} if field == "situation" else {field: ("new", "x")}
    fresh = facts.ProblemStated(situation="new" if field == "situation" else "", **said)
    made = problem.restated(conversations.folded(records), fresh)
    for name in FIELDS:
        assert getattr(made, name) == getattr(fresh if name == field else FULL, name), name
    assert made.supersedes == (records[0].id,)


def test_the_first_statement_is_taken_whole_and_supersedes_nothing() -> None:
    assert problem.restated(state.DesignState(), FULL) == FULL


def test_saying_a_disputed_problem_again_supersedes_both_sides() -> None:
    rival = facts.ProblemStated(situation="other", needed=("m",))
    both = [*conversations.said(FULL), *conversations.said(rival, start=50)]
    made = problem.restated(conversations.folded(both), facts.ProblemStated(situation="one"))
    assert set(made.supersedes) == {record.id for record in both}
    assert made.needed == (*FULL.needed, "m"), "no row of either is lost"
    assert made.never == FULL.never
    said = problem.restated(
        conversations.folded(both), facts.ProblemStated(situation="one", needed=("m",), never=("n",))
    )
    assert (said.needed, said.never) == (("m",), ("n",))


def test_of_two_situations_one_has_to_be_said() -> None:
    rival = facts.ProblemStated(situation="other", needed=("m",))
    both = [*conversations.said(FULL), *conversations.said(rival, start=50)]
    with pytest.raises(refusal.Misused, match="two situations") as refused:
        problem.restated(conversations.folded(both), facts.ProblemStated(situation="", needed=("m",)))
    assert refused.value.next_step == 'parti problem "<the situation>"'
    alike = [*conversations.said(FULL), *conversations.said(msgspec.structs.replace(FULL, needed=("m",)))]
    made = problem.restated(conversations.folded(alike), facts.ProblemStated(situation="", never=("n",)))
    assert (made.situation, made.never) == (FULL.situation, ("n",))


GAPS = [
    (None, ["problem.needed", "problem.never"]),
    (facts.ProblemStated(situation="s"), ["problem.needed", "problem.never"]),
    (facts.ProblemStated(situation="s", needed=("a",)), ["problem.never"]),
    (facts.ProblemStated(situation="s", never=("a",)), ["problem.needed"]),
    (facts.ProblemStated(situation="", needed=("a",), never=("b",)), []),
]


@pytest.mark.parametrize(("stated", "places"), GAPS)
def test_a_gap_is_what_must_hold_or_what_must_never_happen(
    stated: facts.ProblemStated | None, places: list[str]
) -> None:
    folded = conversations.folded(conversations.said(*([stated] if stated else [])))
    assert [str(f.place) for f in problem.gaps(folded)] == places
