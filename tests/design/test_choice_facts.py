"""A person's choice as facts: what is decided, what is borrowed, what is overridden, and what is offered.

`test_choosing` walks the verb; here are the words that end up in the record for years.
"""

import pytest

from parti.design import choice
from parti.design import state as states
from parti.records import debate, refusal
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.design.judged import made
from tests.fakes import panel


def received(key: str, number: int, **card: object) -> debate.ProposalReceived:
    return debate.ProposalReceived(
        key=key, lens="data-owner", model="oak-1", family="oak", call=f"proposal/{number}",
        card=panel.card(number, **card),
    )  # fmt: skip


def judged(key: str, verdict: str, card: str = "p-1") -> debate.DefeaterJudged:
    return debate.DefeaterJudged(
        key=key,
        card=card,
        criterion="N1",
        trace="1. a 2. b",
        basis="trace",
        verdict=verdict,
        confirmations=2,
        sessions=2,
        answer="",
    )


def compared(*more: facts.Fact, **card: object) -> states.DesignState:
    """Two designs that were compared, `cedar` and `slate`."""
    told = made(cards="p-1 p-2")
    told = debate.ComparisonMade(
        criteria=told.criteria, labels={"p-1": "cedar", "p-2": "slate"}, cells=(), calls=()
    )
    said = (received("p-1", 1, **card), received("p-2", 2), told, *more)
    return conversations.folded(conversations.said(*said))


# --- which design ----------------------------------------------------------------------


@pytest.mark.parametrize("named", ["p-1", "cedar", "CEDAR"])
def test_a_design_is_meant_by_its_key_or_its_label(named: str) -> None:
    assert choice.key_of(compared(), named) == "p-1"


@pytest.mark.parametrize("named", ["p-3", "oak", "", "P-1", "own"])
def test_a_name_of_no_design_is_refused_with_those_that_there_are(named: str) -> None:
    with pytest.raises(refusal.Misused) as caught:
        choice.key_of(compared(), named)
    assert caught.value.sentence == f"{named!r} is not a design here; there are: p-1, p-2."


def test_before_a_comparison_there_is_no_design_to_name() -> None:
    state = conversations.folded(conversations.said(received("p-1", 1)))
    assert choice.designs(state) == {}


# --- rows of other designs ----------------------------------------------------------------


@pytest.mark.parametrize("text", ["p-2:read_path", "slate : read path", "p-2:read-path"])
def test_a_row_is_borrowed_with_its_words(text: str) -> None:
    assert choice.borrowed(compared(), text) == debate.Borrowed(
        "p-2", "read_path", "the page reads the door"
    )


@pytest.mark.parametrize("text", ["p-2", "p-2:", "p-2:beauty", "p-2:states"])
def test_a_row_that_is_not_there_or_says_nothing_is_refused_with_those_that_do(text: str) -> None:
    with pytest.raises(refusal.Misused) as caught:
        choice.borrowed(compared(), text)
    assert caught.value.sentence.startswith(f"{text!r} names no row; p-2 has: shape, components, edges, ")
    assert "states" not in caught.value.sentence.partition("has: ")[2]
    assert caught.value.next_step == 'parti choose p-2 --because "…" --borrow p-2:shape'


# --- defeaters ---------------------------------------------------------------------------


def test_a_confirmed_defeater_is_overridden_by_a_reason_and_not_without() -> None:
    state = compared(judged("df-1", "confirmed"))
    assert choice.overridden(state, "p-1", ["df-1 =  we  accept it "]) == (
        debate.Overridden("df-1", "we accept it"),
    )
    with pytest.raises(refusal.NotAllowed) as caught:
        choice.overridden(state, "p-1", [])
    assert caught.value.sentence == "df-1 stands against p-1: it breaks N1, and no reason is given."
    assert caught.value.next_step == 'parti choose p-1 --because "…" --override "df-1=<reason>"'


def test_each_of_two_confirmed_defeaters_needs_a_reason_of_its_own() -> None:
    state = compared(judged("df-1", "confirmed"), judged("df-2", "confirmed"))
    with pytest.raises(refusal.NotAllowed, match="df-2 stands against p-1"):
        choice.overridden(state, "p-1", ["df-1=accepted"])


def test_a_defeater_of_another_design_stands_against_nothing_here() -> None:
    state = compared(judged("df-1", "confirmed", "p-2"))
    assert choice.overridden(state, "p-1", []) == ()
    with pytest.raises(refusal.Misused, match="p-1 has: none"):
        choice.overridden(state, "p-1", ["df-1=accepted"])


@pytest.mark.parametrize("text", ["df-1", "df-1=", "df-1= ", "=why", "df-9=why", ""])
def test_what_is_no_defeater_with_a_reason_is_refused(text: str) -> None:
    with pytest.raises(refusal.Misused) as caught:
        choice.overridden(compared(judged("df-1", "open")), "p-1", [text])
    assert caught.value.sentence == f"{text!r} is not <defeater>=<reason>; p-1 has: df-1."


def test_a_reason_may_hold_the_sign_that_parts_it_from_its_defeater() -> None:
    state = compared(judged("df-1", "open"))
    assert choice.overridden(state, "p-1", ["df-1=n=1 was too few"])[0].reason == "n=1 was too few"


def test_an_overridden_defeater_is_told_as_the_risk_that_it_now_is() -> None:
    state = compared(judged("df-1", "confirmed"))
    assert list(choice.risks(state, (debate.Overridden("df-1", "we accept it"),))) == [
        "risk      df-1 on N1: 1. a 2. b; accepted: we accept it"
    ]


# --- the decision ------------------------------------------------------------------------


def test_a_choice_is_the_decision_for_this_shape_over_those() -> None:
    fact, decided = choice.chosen(compared(), "p-1", "it is calm", (), ())
    assert fact == debate.DesignChosen(proposal="p-1", because="it is calm")
    assert decided == facts.Decided(
        key="",
        title="Shape of the design",
        choice="a log and readers",
        because="it is calm",
        rejected=(
            facts.Rejected("p-2: a call with a queue", "another design was chosen"),
            facts.Rejected("a cron job", "too late"),
            facts.Rejected("mail", "no order"),
        ),
    )


def test_what_was_borrowed_is_part_of_the_decision() -> None:
    rows = (debate.Borrowed("p-2", "read_path", "the page reads the door"),)
    fact, decided = choice.chosen(compared(), "p-1", "b", rows, ())
    assert fact.borrowed == rows
    assert decided.choice == "a log and readers; with read_path of p-2: the page reads the door"


def test_a_second_choice_takes_the_place_of_the_first_and_of_its_decision() -> None:
    first, decided = choice.chosen(compared(), "p-1", "b", (), ())
    kept = facts.Decided(key="D-0042", title=decided.title, choice="x", because="b", rejected=())
    state = compared(first, kept)
    again, over = choice.chosen(state, "p-2", "b", (), ())
    assert again.supersedes == (state.debate.chosen[-1].id,)
    assert over.key == "D-0042"


def test_a_long_shape_is_cut_in_the_decision_and_not_in_the_card() -> None:
    _, decided = choice.chosen(compared(shape="word " * 200), "p-1", "b", (), ())
    assert len(decided.choice) <= 300
    assert decided.choice.endswith(" …")


# --- offers -----------------------------------------------------------------------------------


def test_a_card_is_offered_as_commands_to_paste() -> None:
    offer = choice.offer(panel.card(1))
    assert offer.confirm == "parti kind confirm line=broker worker=consumer"
    assert offer.commands == (
        "parti data 'line rows' --shape '<its fields>' --owner line",
        "parti failure line 'line is down' --handling 'a time-out: park' "
        "--evidence '<kind>: <what shows it>'",
    )
    assert offer.unknown == ()


def test_a_component_whose_kind_its_words_do_not_tell_is_told_and_not_guessed() -> None:
    card = panel.card(1, components=(debate.Part("gizmo", "thing", "does it"),))
    offer = choice.offer(card)
    assert (offer.confirm, offer.unknown) == ("", ("gizmo (thing): does it",))


def test_a_component_without_a_name_is_confirmed_by_nobody() -> None:
    card = panel.card(
        1, components=(debate.Part("", "broker", "keeps"), debate.Part("line", "broker", "keeps"))
    )
    assert choice.offer(card).confirm == "parti kind confirm line=broker"


@pytest.mark.parametrize(
    ("failure", "at"),
    [
        ("the API is down", "api"),
        ("a rapid burst", "'<component>'"),
        ("api-gateway is down", "api"),
        ("nothing is known", "'<component>'"),
    ],
)
def test_a_failure_stands_at_the_component_that_its_words_name(failure: str, at: str) -> None:
    card = panel.card(
        1,
        components=(debate.Part("api", "http-endpoint", "answers"),),
        failure_policy=(debate.Handling(failure, "", "retry"),),
    )
    assert choice.offer(card).commands[-1].startswith(f"parti failure {at} ")


def test_a_failure_that_nobody_sees_is_handled_without_an_empty_sign() -> None:
    card = panel.card(1, failure_policy=(debate.Handling("line is down", "", "retry"),))
    assert "--handling retry --evidence" in choice.offer(card).commands[-1]
