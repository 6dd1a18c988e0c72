"""What it takes to speak against a design: a claim with a basis, an answer to it, and fresh confirmations.

A claim that becomes a defeater too easily kills a good design; one that never can protects a bad one.
"""

import pytest

from parti.design import comparison, defeaters
from parti.design.defeaters import Candidate, Ruling
from parti.design.verdicts import DefenceReply
from parti.library import load
from parti.records import debate
from tests.design.judged import cell, made, twice
from tests.fakes import panel

STEPS = "1. it writes at 10:00; 2. it dies at 10:01"
WORDS = "the worker writes to the line"


def lane(*, defeaters: int = 3, confirmations: int = 2, families: int = 1, calls: int = 40) -> load.Lane:
    return load.Lane(2, 2, 2, defeaters, confirmations, families, calls)


def claims(*cells: debate.Cell, criteria: str = "N1 V1 V2", cards: str = "p-1 p-2") -> list[Candidate]:
    return list(defeaters.candidates(made(*cells, criteria=criteria, cards=cards)))


def fails(criterion: str = "N1", card: str = "p-1", **more: object) -> debate.Cell:
    given = {"reason": STEPS, "basis": "trace", "criterion": criterion, "card": card, **more}
    return cell("fails", **given)  # type: ignore[arg-type]  # by name


# --- which claims there are ------------------------------------------------------------


def test_a_claim_names_its_card_criterion_trace_and_basis() -> None:
    assert claims(fails()) == [Candidate("df-1", "p-1", "N1", STEPS, "trace", 1)]


@pytest.mark.parametrize("basis", ["given", "measured", "documented"])
def test_a_hard_basis_needs_no_sequence_of_events(basis: str) -> None:
    (one,) = claims(fails(basis=basis, reason="it says so there"))
    assert one.basis == basis


@pytest.mark.parametrize(
    "reason",
    [
        "1. it writes 2. it dies",
        "1) it writes 2) it dies",
        "(1. it writes; 2: it dies",
        "the write → the crash → the loss",
        "write -> crash -> loss",
        "1. it writes → it dies",
        "first:\n1. it writes\n2. it dies",
    ],
)
def test_two_steps_of_events_are_a_trace(reason: str) -> None:
    (one,) = claims(fails(basis="reasoned", reason=reason))
    assert one.basis == "trace"


@pytest.mark.parametrize(
    "reason",
    ["", "it may be lost", "1. it is lost", "a → b", "version 1.2.3 loses it", "at 10:00 and 10:01"],
)
@pytest.mark.parametrize("basis", ["reasoned", "trace", ""])
def test_reasoning_without_a_sequence_is_no_claim_whatever_it_calls_itself(reason: str, basis: str) -> None:
    assert claims(fails(basis=basis, reason=reason)) == []


@pytest.mark.parametrize("verdict", ["meets", "meets_if", "unknown", ""])
def test_only_a_failure_is_a_claim(verdict: str) -> None:
    assert claims(cell(verdict, reason=STEPS, basis="trace")) == []


@pytest.mark.parametrize("criterion", ["Q1", "load", "N", "N1x", "xN1"])
def test_only_needs_and_prohibitions_can_be_broken(criterion: str) -> None:
    assert claims(fails(criterion), criteria=criterion) == []
    assert len(claims(fails("V12"), criteria="V12")) == 1


def test_a_claim_is_counted_over_judges_and_orders_and_told_in_its_first_words() -> None:
    first, again = fails(reason="1. a 2. b"), fails(order=2, reason="1. c 2. d")
    assert claims(first, again) == [Candidate("df-1", "p-1", "N1", "1. a 2. b", "trace", 2)]


def test_a_cell_without_a_basis_does_not_count_for_a_claim() -> None:
    (one,) = claims(fails(reason="it just does", basis="reasoned"), fails(order=2))
    assert (one.said, one.trace) == (1, STEPS)


def test_what_is_said_most_often_comes_first_then_what_was_asked_first_then_the_label() -> None:
    cells = (
        fails("V2", "p-2"),
        fails("V1", "p-2"),
        fails("V1", "p-1"),
        fails("V2", "p-1"),
        fails("V2", "p-1", order=2),
    )
    assert [(one.key, one.card, one.criterion) for one in claims(*cells)] == [
        ("df-1", "p-1", "V2"),
        ("df-2", "p-1", "V1"),
        ("df-3", "p-2", "V1"),
        ("df-4", "p-2", "V2"),
    ]


# --- how many are examined -----------------------------------------------------------------


def some(count: int) -> list[Candidate]:
    return [Candidate(f"df-{n}", "p-1", "N1", STEPS, "trace", 1) for n in range(count)]


def test_all_claims_are_examined_that_the_lane_and_its_calls_allow() -> None:
    assert defeaters.examined(some(2), lane(), 0) == 2
    assert defeaters.examined(some(9), lane(defeaters=3), 0) == 3


def test_each_claim_costs_an_advocate_and_its_confirmations() -> None:
    plan = lane(defeaters=9, confirmations=2, calls=40)
    assert defeaters.examined(some(9), plan, 31) == 3
    assert defeaters.examined(some(9), plan, 32) == 2
    assert defeaters.examined(some(9), plan, 38) == 0


def test_calls_beyond_the_cap_leave_none() -> None:
    assert defeaters.examined(some(9), lane(calls=40), 55) == 0


# --- who answers ------------------------------------------------------------------------------


def design(key: str, number: int, family: str = "oak") -> comparison.Design:
    return comparison.design(key, family, panel.card(number), ())


CLAIM = Candidate("df-1", "p-1", "N1", STEPS, "trace", 1)


def test_the_advocate_is_the_proposal_nearest_to_the_design() -> None:
    designs = (design("p-1", 1), design("p-2", 2), design("p-3", 1))
    found = defeaters.advocate(CLAIM, designs)
    assert found is not None
    assert found.key == "p-3"


def test_of_two_that_are_as_near_the_first_by_name_answers() -> None:
    found = defeaters.advocate(CLAIM, (design("p-1", 1), design("p-9", 1), design("p-3", 1)))
    assert found is not None
    assert found.key == "p-3"


def test_a_person_s_design_is_no_advocate_and_may_have_one() -> None:
    own = design("own", 1, "")
    assert defeaters.advocate(CLAIM, (design("p-1", 1), own)) is None
    found = defeaters.advocate(Candidate("df-1", "own", "N1", "", "given", 1), (own, design("p-1", 2)))
    assert found is not None
    assert found.key == "p-1"


# --- what counts of an answer -------------------------------------------------------------------

SHOWN = comparison.design("p-1", "oak", panel.card(1), ()).shown


def test_an_answer_refutes_by_a_step_and_words_of_the_card() -> None:
    reply = DefenceReply("refuted", "step 2\n cannot happen", WORDS)
    assert defeaters.defence(reply, SHOWN) == f"step 2 cannot happen — “{WORDS}”"


@pytest.mark.parametrize(
    "reply",
    [
        None,
        DefenceReply("confirmed", "step 2", WORDS),
        DefenceReply("unknown", "step 2", WORDS),
        DefenceReply("refuted", "step 2", "words of no card"),
        DefenceReply("refuted", "step 2", ""),
    ],
)
def test_an_answer_that_refutes_nothing_by_the_card_is_none(reply: DefenceReply | None) -> None:
    assert defeaters.defence(reply, SHOWN) == ""


def test_a_long_answer_is_cut() -> None:
    reply = DefenceReply("refuted", "x" * 900, WORDS)
    assert defeaters.defence(reply, SHOWN) == f"{'x' * 600} — “{WORDS}”"


@pytest.mark.parametrize(
    ("reply", "counts"),
    [
        (DefenceReply("confirmed", "", WORDS), "confirmed"),
        (DefenceReply("refuted", "", WORDS), "refuted"),
        (DefenceReply("unknown", "", WORDS), ""),
        (DefenceReply("CONFIRMED", "", WORDS), ""),
        (DefenceReply("confirmed", "", "words of no card"), ""),
        (None, ""),
    ],
)
def test_a_ruling_counts_with_words_of_the_card(reply: DefenceReply | None, counts: str) -> None:
    assert defeaters.ruling(reply, "elm", SHOWN) == Ruling("elm", counts)


# --- when it stands -----------------------------------------------------------------------------


def verdict(said: str, families: str = "", *, wanted: int = 1) -> str:
    """The outcome of rulings: `c`, `r` and `-` for one that holds nothing; families as letters."""
    words = {"c": "confirmed", "r": "refuted", "-": ""}
    who = families or "abcdefgh"
    return defeaters.verdict(
        [Ruling(who[n], words[sign]) for n, sign in enumerate(said)], lane(families=wanted)
    )


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("", "open"),
        ("c", "open"),
        ("cc", "confirmed"),
        ("c-", "open"),
        ("ccr", "confirmed"),
        ("cr", "open"),
        ("ccrr", "open"),
        ("r", "open"),
        ("rr", "refuted"),
        ("crr", "refuted"),
        ("rr--", "refuted"),
        ("ccrrr", "refuted"),
        ("cccrr", "confirmed"),
        ("----", "open"),
    ],
)
def test_a_claim_stands_or_falls_by_two_sessions_and_more_than_speak_otherwise(
    said: str, outcome: str
) -> None:
    assert verdict(said) == outcome


def test_confirmations_of_one_family_are_too_few_where_the_lane_wants_two() -> None:
    assert verdict("cc", "aa", wanted=2) == "open"
    assert verdict("cc", "ab", wanted=2) == "confirmed"
    assert verdict("ccr", "aab", wanted=2) == "open"


def test_one_family_may_refute_alone() -> None:
    assert verdict("rr", "aa", wanted=2) == "refuted"


# --- what is said of every design --------------------------------------------------------------


def judged(key: str, card: str, outcome: str) -> debate.DefeaterJudged:
    return debate.DefeaterJudged(
        key=key,
        card=card,
        criterion="N1",
        trace=STEPS,
        basis="trace",
        verdict=outcome,
        confirmations=2,
        sessions=2,
        answer="",
    )


def test_every_design_is_spoken_of_in_the_same_words() -> None:
    labels = {"p-2": "slate", "own": "amber", "p-1": "cedar"}
    rows = (
        judged("df-1", "p-1", "confirmed"),
        judged("df-2", "p-1", "confirmed"),
        judged("df-3", "own", "open"),
    )
    assert defeaters.displacement(labels, rows) == (
        "own: No evidence-backed reason to drop design amber was found.",
        "p-1: df-1, df-2 stands against it",
        "p-2: No evidence-backed reason to drop design slate was found.",
    )


def test_a_refuted_claim_stands_against_nobody() -> None:
    (line,) = defeaters.displacement({"p-1": "cedar"}, (judged("df-1", "p-1", "refuted"),))
    assert line == "p-1: No evidence-backed reason to drop design cedar was found."


def test_nothing_is_claimed_where_all_agree_that_needs_are_met() -> None:
    assert claims(*twice("meets"), *twice("meets", "judge-2")) == []
