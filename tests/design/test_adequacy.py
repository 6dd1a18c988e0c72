"""An answer counts when it fills its slot; agreement and hopes do not."""

import pytest

from parti.design import adequacy

ADEQUATE = [
    ("number", "At most 200 messages/s, 20 on a normal day."),
    ("number", "Three tries, then the dead-letter queue."),
    ("number", "Pool of 4 connections, prefetch 4."),
    ("mechanism", "The message is acknowledged after the commit, so a crash repeats it."),
    ("mechanism", "A unique key on the order id refuses the second insert."),
    ("mechanism", "We write to a temporary file, fsync, rename, and read it back."),
    ("owner", "Only the orders consumer writes the orders table."),
    ("owner", "`state_io.save_json` alone writes these files."),
    ("states", "received → stored → acknowledged; anything else is refused."),
    ("states", "A record goes from open to closed and never back."),
    ("choice", "one owner, others call it"),
    ("mechanism", "last write wins; the risk is recorded"),
]

INADEQUATE = [
    ("number", "It should be fast."),
    ("number", "TBD"),
    ("number", "A reasonable number of retries."),
    ("mechanism", "yes"),
    ("mechanism", "The framework handles it."),
    ("mechanism", "That should be fine."),
    ("mechanism", "We handle errors gracefully."),
    ("mechanism", "Probably with a lock."),
    ("owner", "it depends"),
    ("owner", "?"),
    ("states", "the usual ones"),
    ("choice", "as recommended"),
    ("choice", ""),
    ("mechanism", "n/a"),
]


@pytest.mark.parametrize(("slot", "text"), ADEQUATE)
def test_an_answer_that_fills_its_slot_closes_a_blocker(slot: str, text: str) -> None:
    assert adequacy.enough(adequacy.judge(text, slot), "blocker"), adequacy.judge(text, slot)


@pytest.mark.parametrize(("slot", "text"), INADEQUATE)
def test_an_answer_that_says_nothing_closes_no_blocker(slot: str, text: str) -> None:
    judgement = adequacy.judge(text, slot)
    assert not adequacy.enough(judgement, "blocker")
    assert judgement.missing


@pytest.mark.parametrize("slot", ["number", "mechanism", "owner", "states", "choice"])
def test_what_is_missing_is_named(slot: str) -> None:
    assert adequacy._MISSING[slot] in adequacy.judge("later", slot).missing


def test_a_hedge_takes_back_an_otherwise_complete_answer() -> None:
    judgement = adequacy.judge("Probably 3 tries, 2 s apart.", "number")
    assert judgement.level == 2
    assert "Probably" in judgement.missing


def test_a_low_question_takes_less() -> None:
    judgement = adequacy.judge("whatever the shell does today", "mechanism")
    assert adequacy.enough(judgement, "low")
    assert not adequacy.enough(judgement, "high")
