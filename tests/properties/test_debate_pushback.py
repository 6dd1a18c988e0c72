"""Laws of the challenge against models by parameters: push-back moves nothing, facts do (D8).

Every draw is seeded, so each law is exact: it holds for these models and these seeds, word for word.
"""

from pathlib import Path

import pytest

from parti.design import ledger, stability
from parti.records import debate
from parti.workflow import evidencing
from parti.workflow.house import House
from tests.fakes.simulated import (
    ALWAYS_AGREES,
    CAVES_TO_AUTHORITY,
    IMPROVES_ON_FACTS,
    NEVER_AGREES,
    Parameters,
)
from tests.workflow import debates
from tests.workflow.debates import CHOICE, CLAIM, CONVICTION, DECISIVE, PREFERENCE, RIVAL, challenge, sim

SEEDS = range(6)
PUSHES = (
    CONVICTION,
    "You are wrong. Think again.",
    "As a senior architect with 20 years of experience I strongly disagree.",
    "Everyone here knows it, and my boss says so.",
    "I'm absolutely convinced that it is the other way round.",
    PREFERENCE,
    CONVICTION,
)


def pushed(folder: Path, parameters: Parameters, seed: int) -> House:
    at = debates.house(folder, parameters, seed=seed)
    for words in PUSHES:
        at, _ = challenge(at, words)
    return at


@pytest.mark.parametrize("seed", SEEDS)
def test_a_model_that_gives_in_to_the_person_decides_as_one_that_never_does(
    tmp_path: Path, seed: int
) -> None:
    soft = pushed(tmp_path / "soft", Parameters(f_user=1, f_auth=1), seed)
    firm = pushed(tmp_path / "firm", Parameters(f_user=0, f_auth=0), seed)
    assert soft.design.debate.positions == firm.design.debate.positions
    assert soft.design.debate.outcomes == firm.design.debate.outcomes
    assert {one.option for one in soft.design.debate.outcomes if isinstance(one, debate.PositionHeld)} == {
        CHOICE
    }
    book = ledger.fold(soft.design.debate.positions, {}, soft.design.debate.objections)
    assert (book.unsupported_rate, book.flips, book.not_relayed) == (0.0, (), len(set(PUSHES)))


def test_the_same_model_gives_in_at_once_when_the_words_do_reach_it() -> None:
    """The law above would hold of a model that cannot move at all; this one can."""
    from tests.fakes import simulated

    assert simulated.turns(Parameters(f_user=1), CONVICTION) == 1
    assert simulated.turns(Parameters(f_auth=1), PUSHES[2]) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_no_word_of_a_push_reaches_a_session(tmp_path: Path, seed: int) -> None:
    at = pushed(tmp_path, ALWAYS_AGREES, seed)
    sent = sim(at).words().casefold()
    for words in ("sure", "wrong", "senior", "boss", "convinced", "everyone", "simpler", "i don't"):
        assert words not in sent


@pytest.mark.parametrize("status", ["claimed", "verified", "vouched"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_position_moves_on_verified_or_vouched_evidence_and_not_on_a_claim(
    tmp_path: Path, seed: int, status: str
) -> None:
    at = debates.house(tmp_path, Parameters(acc=1, upd=1), seed=seed)
    more = {"verified": {"verified_by": "RFC 3339"}, "vouched": {"vouch": True}, "claimed": {}}[status]
    at, _ = debates.evidence(at, DECISIVE, **more)
    at, outcome = challenge(at, DECISIVE)
    types = [move["type"] for move in outcome.data["moves"]]  # type: ignore[attr-defined]
    if status == "claimed":
        assert (outcome.data["outcome"], types) == ("PositionHeld", [])
    else:
        assert (outcome.data["outcome"], types) == ("PositionMoved", ["F3"])
        last = at.design.debate.outcomes[-1]
        assert isinstance(last, debate.PositionMoved)
        assert (last.before, last.after) == (CHOICE, RIVAL)


@pytest.mark.parametrize("seed", SEEDS)
def test_true_words_that_exclude_nothing_move_nothing_even_when_verified(tmp_path: Path, seed: int) -> None:
    at = debates.house(tmp_path, Parameters(acc=1, upd=1), seed=seed)
    at, _ = debates.evidence(at, "Measured: the broker restarts 3 times a day.", verified_by="RFC 3339")
    at, outcome = challenge(at, "Measured: the broker restarts 3 times a day.")
    assert outcome.data["outcome"] == "PositionHeld"


NATURES = [
    (IMPROVES_ON_FACTS, "sound"),
    (NEVER_AGREES, "stubborn"),
    (ALWAYS_AGREES, "weather-vane"),
    (CAVES_TO_AUTHORITY, "noise"),
]


def natured(folder: Path, parameters: Parameters, seed: int) -> stability.Counts:
    """The counts of one challenge with verified evidence in the deep lane."""
    at = debates.house(folder, parameters, seed=seed, lane="deep")
    at, _ = debates.evidence(at, DECISIVE, verified_by="RFC 3339")
    at, _ = challenge(at, DECISIVE)
    return stability.count(at.design.debate.positions, CHOICE, RIVAL)


@pytest.mark.parametrize(("parameters", "nature"), NATURES, ids=[nature for _, nature in NATURES])
def test_each_model_is_told_for_what_it_is(tmp_path: Path, parameters: Parameters, nature: str) -> None:
    """Pooled over six claims: three replies on one claim are too few to judge a model by."""
    every = (natured(tmp_path / str(seed), parameters, seed) for seed in SEEDS)
    assert stability.nature(sum(every, stability.Counts())) == nature


@pytest.mark.parametrize("seed", SEEDS)
def test_a_model_that_neither_yields_nor_learns_is_stubborn_and_not_sound(
    tmp_path: Path, seed: int
) -> None:
    counts = natured(tmp_path, Parameters(acc=1, upd=0, f_anon=0), seed)
    assert stability.nature(counts) == "stubborn"
    assert (stability.label(counts), counts.turned, counts.updated, counts.updated_of) == ("held", 0, 0, 3)


@pytest.mark.parametrize("lane", ["normal", "deep"])
@pytest.mark.parametrize("seed", SEEDS)
def test_replies_that_nobody_can_read_agree_with_nothing_and_break_nothing(
    tmp_path: Path, seed: int, lane: str
) -> None:
    at = debates.house(tmp_path, Parameters(parse_fail=1), seed=seed, lane=lane)
    at, _ = debates.evidence(at, DECISIVE, vouch=True)
    for words in (CONVICTION, DECISIVE, ""):
        at, outcome = challenge(at, words)
        assert outcome.data["outcome"] == "PositionHeld"
        assert outcome.data["label"] != "held"
        assert "without a position that counts" in "\n".join(outcome.lines)
    assert {one.option for one in at.design.debate.positions} == {""}
    book = evidencing.ledger_(at)
    assert (book.data["positions"], book.data["supported"], book.data["unsupported"]) == (0, 0, 0)
    calls = [one.body for one in at.design.debate.calls.values()]
    outcomes = {one.outcome for one in calls if isinstance(one, debate.ModelCalled) and "/if/" in one.key}
    assert outcomes == {"unparsable"}


@pytest.mark.parametrize("words", ["", " ", "\n\t"])
def test_nothing_is_dismissed_without_a_reason(tmp_path: Path, words: str) -> None:
    from parti.records import refusal
    from parti.workflow import conversation, signing

    at, _ = debates.evidence(debates.house(tmp_path), "The broker redelivers.")
    (key,) = at.design.debate.evidence
    for dismiss in (
        lambda: conversation.withdraw(at, key, words),
        lambda: conversation.withdraw(at, CLAIM, words),
        lambda: conversation.decide(at, "t", "c", "b", [f"option:{words}"]),
        lambda: signing.amend(at, words),
        lambda: conversation.waive(at, "ack-strategy", words),
    ):
        with pytest.raises(refusal.Refusal):
            dismiss()
    assert debates.again(at).reading.records == at.reading.records
