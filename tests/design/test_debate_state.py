"""The folded conversation with models: what the last word is, and what is kept because nobody may lose it.

Two branches may say two things at once. Then both stay, a look-up tells it, and in whatever order they are
merged the names are the same.
"""

from itertools import permutations

import pytest

from parti.design import debate as debates
from parti.records import debate
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.design.judged import made
from tests.fakes import panel


def folded(*new: facts.Fact) -> debates.Debate:
    state = debates.Debate()
    for record in conversations.said(*new):
        state = debates.evolve(state, record)
    return state


def received(key: str = "p-1", number: int = 1, **more: object) -> debate.ProposalReceived:
    fields: dict[str, object] = {
        "lens": "data-owner", "model": "oak-1", "family": "oak", "call": "proposal/1", **more,
    }  # fmt: skip
    return debate.ProposalReceived(key=key, card=panel.card(number), **fields)  # type: ignore[arg-type]


def leak(words: str, how: str) -> debate.LeakSettled:
    return debate.LeakSettled(words=words, rule="L0", how=how, because="x", late=False)


def called(key: str, cost: int = 0, reply: str = "r") -> debate.ModelCalled:
    return debate.ModelCalled(
        key=key, template="t", model="oak-1", family="oak", prompt="p", reply=reply, outcome="ok",
        tokens_in=1, tokens_out=1, cost=cost, tries=1, session=key, note="",
    )  # fmt: skip


def test_before_anything_is_said_there_is_nothing() -> None:
    state = debates.Debate()
    assert (state.seal, state.neutral, state.comparison, state.choice) == (None, None, None, None)
    assert (dict(state.leaks), dict(state.defeaters), list(state.received()), state.spent()) == (
        {},
        {},
        [],
        0,
    )


def test_a_fact_of_another_part_of_the_method_changes_nothing() -> None:
    record = conversations.said(facts.InvariantStated(key="INV-0001", text="t", why="w"))[0]
    assert debates.evolve(debates.Debate(), record) == debates.Debate()


# --- the last word, and all words -----------------------------------------------------


def test_the_last_of_two_seals_comparisons_and_choices_counts_and_both_are_kept() -> None:
    one, other = (
        debate.DesignSealed(seal=f"s-{n}", commit="c", size=n, problem="p", tag="before") for n in (1, 2)
    )
    chosen = [debate.DesignChosen(proposal=key, because="b") for key in ("p-1", "p-2")]
    state = folded(one, other, made(cards="p-1"), made(cards="p-2"), *chosen)
    assert (state.seal, state.comparison, state.choice) == (other, made(cards="p-2"), chosen[1])
    assert (len(state.seals), len(state.comparisons), len(state.chosen)) == (2, 2, 2)


def test_the_last_confirmed_wording_counts() -> None:
    rows = [
        debate.NeutralConfirmed(of="x", call="c", situation=text, needed=(), never=(), quantities=())
        for text in ("first", "second")
    ]
    state = folded(*rows)
    assert state.neutral == rows[1]
    assert len(state.neutrals) == 2


def test_a_call_that_is_tried_again_under_its_key_holds_the_last() -> None:
    state = folded(called("a", 5), called("b", 7), called("a", 9))
    assert [getattr(record.body, "cost", 0) for record in state.calls.values()] == [9, 7]
    assert state.spent() == 16


def test_a_call_without_a_known_price_costs_nothing_that_can_be_told() -> None:
    assert folded(called("a", -1), called("b", 3)).spent() == 3


def test_evidence_is_replaced_under_its_key_and_objections_are_kept_as_raised() -> None:
    first, second = (
        debate.EvidenceFiled(key="E-1", text=text, kind="fact", status="claimed", ref="", bears_on=())
        for text in ("a", "b")
    )
    objection = debate.ObjectionRaised(
        key="O-1", claim="D-1", text="no", kind="conviction", relayed="no", evidence=""
    )
    state = folded(first, objection, second, objection)
    assert (dict(state.evidence), state.objections) == ({"E-1": second}, (objection, objection))


def test_outcomes_of_challenges_stand_in_one_row_in_the_order_told() -> None:
    held = debate.PositionHeld(
        claim="D-1", objection="O-1", option="a", fresh=3, fresh_of=3, turned=0, turned_of=1, label="held"
    )
    moved = debate.PositionMoved(claim="D-1", objection="O-2", before="a", after="b", evidence="E-1")
    assert folded(held, moved, held).outcomes == (held, moved, held)


# --- leaks ------------------------------------------------------------------------------


def test_what_words_are_is_found_whatever_their_capitals() -> None:
    assert folded(leak("Kafka", "given")).leaks["kafka"].how == "given"


def test_the_same_ruling_twice_counts_and_the_last_is_shown() -> None:
    state = folded(leak("Kafka", "given"), leak("KAFKA", "given"))
    assert state.leaks["kafka"].words == "KAFKA"


def test_words_that_two_people_settle_differently_are_not_settled() -> None:
    state = folded(leak("Kafka", "given"), leak("kafka", "preference"), leak("pg", "given"))
    assert list(state.leaks) == ["pg"]
    assert len(state.leaked["kafka"]) == 2


# --- defeaters ----------------------------------------------------------------------------


def judged(key: str, verdict: str) -> debate.DefeaterJudged:
    return debate.DefeaterJudged(
        key=key, card="p-1", criterion="N1", trace="t", basis="trace", verdict=verdict, confirmations=0,
        sessions=2, answer="",
    )  # fmt: skip


def test_where_two_branches_judged_one_defeater_the_later_counts_and_both_are_kept() -> None:
    state = folded(judged("df-1", "confirmed"), judged("df-1", "open"), judged("df-2", "refuted"))
    assert {key: one.verdict for key, one in state.defeaters.items()} == {"df-1": "open", "df-2": "refuted"}
    assert len(state.judged["df-1"]) == 2


# --- proposals, and twins -------------------------------------------------------------------


def test_proposals_come_by_number_and_not_by_letter() -> None:
    state = folded(received("p-10", 1), received("p-2", 2), received("p-1", 3))
    assert [one.key for one in state.received()] == ["p-1", "p-2", "p-10"]
    assert state.twins() == {}


def test_one_design_recorded_on_two_branches_is_one() -> None:
    state = folded(received(), received())
    assert [one.key for one in state.received()] == ["p-1"]
    assert folded(received(), received(supersedes=("x",))).twins() == {}


def test_two_designs_under_one_key_go_by_the_beginning_of_their_records_ids() -> None:
    records = conversations.said(received("p-1", 1), received("p-1", 2))
    state = folded(received("p-1", 1), received("p-1", 2))
    digits = [record.id.rpartition(":")[2][:4] for record in records]
    names = [f"p-1-{four}" for four in digits]
    assert sorted(one.key for one in state.received()) == sorted(names)
    assert state.twins() == {"p-1": tuple(sorted(names))}
    assert {state.proposals[name].id for name in names} == {record.id for record in records}


def test_a_twin_is_told_by_its_design_under_the_name_it_goes_by() -> None:
    state = folded(received("p-1", 1), received("p-1", 2))
    shapes = {one.key: one.card.shape for one in state.received()}
    for name, record in state.proposals.items():
        assert isinstance(record.body, debate.ProposalReceived)
        assert shapes[name] == record.body.card.shape
        assert record.body.key == "p-1"


def test_three_designs_under_one_key_have_three_names_and_leave_others_alone() -> None:
    state = folded(*(received("p-1", n) for n in range(3)), received("p-2", 4))
    assert len(state.twins()["p-1"]) == 3
    assert "p-2" in state.proposals
    assert list(state.twins()) == ["p-1"]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_in_whatever_order_branches_are_merged_the_names_are_the_same(order: tuple[int, ...]) -> None:
    records = [conversations.said(received("p-1", number))[0] for number in range(3)]
    state = debates.Debate()
    for at in order:
        state = debates.evolve(state, records[at])
    assert sorted(state.proposals) == sorted(
        f"p-1-{record.id.rpartition(':')[2][:4]}" for record in records
    )


def test_a_dropped_proposal_is_kept_by_its_key() -> None:
    dropped = debate.ProposalDropped(key="p-3", call="c", why="the reply is empty")
    assert dict(folded(dropped).dropped) == {"p-3": dropped}
