"""An answer counts when it fills its slot; agreement and hopes do not."""

import pytest

from parti.design import adequacy
from parti.library import load

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
    ("number", "id 1 to 64 characters, error 1 to 4,000 characters"),
    ("number", "A name has 1–200 chars."),
    ("number", "≤ 64 code points, checked by the schema"),
    ("number", "at most 5, then it gives up"),
    ("number", "12 digits and 3 levels of nesting"),
    ("number", "8 partitions, one consumer for each"),
    ("number", "20k per day on the worst day"),
    ("number", "about 95 percent are done by noon"),
    ("number", "prefetch = 8 on each channel"),
    ("number", "4 open connections in each pool"),
    ("number", "The limit is safe at 200 messages/s."),
    ("mechanism", "`Serializer` turns it into bytes for `SqliteStorage`."),
    ("mechanism", "`Queue` hands each row over to `Worker`."),
    ("mechanism", "The worker takes one row and gives it back after a failure."),
    ("mechanism", "The handler inserts the row, then marks it done."),
    ("mechanism", "A failed statement rolls back, and the row stays open for the next worker."),
    ("mechanism", "To be safe, the row is locked before the update and released after the commit."),
    ("owner", "the billing service writes it"),
    ("owner", "schema.py declares every table"),
    ("owner", "The Payments people decide."),
    ("owner", "orders-service"),
    ("mechanism", "the gateway checks as well as the service"),
    ("owner", "the backend developers"),
    ("states", "a single transaction, so no such state exists"),
    ("choice", "being killed is safe, since every write is one transaction"),
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
    ("owner", "We use best practices and make sure it is safe."),
    ("number", "Close connections and exit 0. A second signal stops it."),
    ("owner", "We use it as usual. It works fine."),
    ("owner", "The system owns it. I think."),
    ("owner", "We only follow best practices for quality."),
    ("number", "All limits are set correctly to 100%."),
    ("number", "We make sure that 100% of it is secure."),
    ("number", "We have no time for it."),
    ("number", "Version 2 of the design says so."),
    ("mechanism", "We use best practices for locking and transactions."),
    ("mechanism", "We make sure it is logged correctly and safely."),
    ("mechanism", "It uses what everyone else uses in such cases."),
    ("mechanism", "We update it when we need to."),
    ("states", "We make sure that it goes from good to fine."),
    ("choice", "We use best practices and make sure it is safe."),
    ("choice", "the optimal solution, as usual"),
    ("mechanism", "It is nothing that anyone would ever notice during normal days."),
    ("owner", "Each developer takes care of it."),
    ("owner", "The whole system writes it."),
    ("owner", "the responsible service"),
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


def test_a_vague_word_is_named() -> None:
    judgement = adequacy.judge("We use best practices and make sure it is safe.", "owner")
    assert judgement.level == 1
    assert "best practices" in judgement.missing


def test_a_low_question_takes_less() -> None:
    judgement = adequacy.judge("whatever the shell does today", "mechanism")
    assert adequacy.enough(judgement, "low")
    assert not adequacy.enough(judgement, "high")


@pytest.mark.parametrize(
    "text",
    [
        "row by row, once",
        "Tried once per second.",
        "It is tried twice.",
        "at a delivery count of 10",
        "To the dead-letter queue on the first attempt.",
        "Deleted in the same step that moves it.",
        "A row is kept until its move.",
        "nothing is deleted, only superseded",
    ],
)
def test_a_count_in_words_and_an_event_that_ends_it_are_numbers(text: str) -> None:
    assert adequacy.judge(text, "number").level == 3


@pytest.mark.parametrize(
    "text",
    [
        "Once the row is stored it goes.",
        "All of them at once.",
        "Delivery is at least once.",
        "We keep trying until it works.",
        "It is kept properly for ever.",
        "The second time to be sure.",
        "We keep it.",
    ],
)
def test_once_as_a_conjunction_and_an_effort_without_end_are_none(text: str) -> None:
    assert adequacy.judge(text, "number").level < 3


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("number", "Never, and nobody needs to, because it is all fine in 5 s."),
        ("number", "30 days; no one really cares."),
        ("mechanism", "A lock would do it, but everything is fine without one and nobody would notice."),
        ("owner", "The storage team, though nobody has to."),
    ],
)
def test_an_answer_that_waves_the_question_off_is_none(slot: str, text: str) -> None:
    judgement = adequacy.judge(text, slot)
    assert judgement.level == 1
    assert "waves it off" in judgement.missing


def test_no_option_and_no_recommendation_of_the_bank_waves_a_question_off() -> None:
    for asked in load.bank().questions:
        for text in (asked.recommended, *asked.options):
            assert "waves it off" not in adequacy.judge(text, asked.slot).missing


def test_a_risk_that_is_recorded_may_say_that_nobody_minds() -> None:
    assert adequacy.judge("Nobody needs to; the risk is recorded.", "number").level == 3


def test_that_nobody_has_to_do_one_thing_is_an_answer() -> None:
    text = "10 s: the lock goes with its process, and nobody has to remove anything."
    assert adequacy.judge(text, "number").level == 3


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        (
            "mechanism",
            "The path is the settings folder plus a constant; `Settings.ensure` makes the folder.",
        ),
        ("mechanism", "On a spike `Widget.grow` spawns two more connections for new callers."),
        ("owner", "No layer retries: 1 try for each start."),
        ("owner", "No background worker sends anything; a request is all there is."),
    ],
)
def test_a_name_that_does_something_and_a_part_that_does_not_are_answers(slot: str, text: str) -> None:
    assert adequacy.judge(text, slot) == adequacy.Judgement(3, "")


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("mechanism", "`Widget` is this or that one, whatever it was before."),
        ("mechanism", "`Widget` works."),
        ("owner", "No one decides it yet."),
    ],
)
def test_a_name_that_does_nothing_and_nobody_are_none(slot: str, text: str) -> None:
    assert adequacy.judge(text, slot).level < 3
