"""Answers that say there is none yet, in the words in which people say so: none of them closes a question.

A blocker that closes on “we do not know yet” lets the one thing be built that nobody thought about. The
other half counts as much: a sentence that only begins like this and goes on to say something is an answer.
"""

import pytest

from parti.design import adequacy, settlement
from parti.records import refusal
from tests.design import conversations

SLOTS = ("number", "mechanism", "owner", "states", "choice")

NONE_YET = [
    "don't know",
    "don’t know",
    "I don't know",
    "I don’t know.",
    "We really do not know",
    "we still don't know that yet",
    "We do not know yet!",
    "idk",
    "dunno",
    "no idea",
    "I have no idea yet",
    "no clue",
    "not decided",
    "Not decided yet.",
    "not yet decided",
    "It is not decided yet",
    "that's still not clear",
    "This is undecided",
    "unclear",
    "not known yet",
    "to be decided",
    "to be decided later",
    "will be decided later on",
    "It must be discussed",
    "has to be determined",
    "this needs to be confirmed soon",
    "TBD",
    "???",
    "…",
]


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("text", NONE_YET)
def test_an_answer_that_there_is_none_yet_is_a_placeholder_in_every_slot(text: str, slot: str) -> None:
    judged = adequacy.judge(text, slot)
    assert judged.level == 0
    assert judged.missing.startswith("It is a placeholder; the answer needs ")
    assert not adequacy.enough(judged, "low")


LEFT_TO_OTHERS = [
    "up to you",
    "It's up to you.",
    "it’s up to you",
    "as you like",
    "as you think best",
    "you choose",
    "whatever",
    "whatever you want",
    "ditto",
    "same as above",
    "the same as before",
    "see above",
    "as above",
]


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("text", LEFT_TO_OTHERS)
def test_an_answer_that_leaves_it_to_others_is_no_more_than_assent(text: str, slot: str) -> None:
    judged = adequacy.judge(text, slot)
    assert judged.level == 1
    assert judged.missing.startswith("It only agrees; ")
    assert not adequacy.enough(judged, "medium")


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("We do not know the customer's zone, so every time is stored in UTC.", "choice"),
        ("Not decided by us: the broker's limit of 30 minutes holds.", "number"),
        ("It will be decided by the lock: whoever holds it writes.", "mechanism"),
        ("No idea is stored twice: the key is unique.", "mechanism"),
        ("Same as the orders table: the consumer alone.", "owner"),
        ("Up to you and no further: 3 attempts, then it is rejected.", "number"),
        ("unclear → clear, on the second reading", "states"),
        ("Whatever arrives twice is dropped by its key.", "mechanism"),
    ],
)
def test_a_sentence_that_goes_on_to_say_something_is_an_answer(text: str, slot: str) -> None:
    assert adequacy.judge(text, slot) == adequacy.Judgement(3, "")


@pytest.mark.parametrize("quote", ["'", "’"])
def test_a_hedge_is_a_hedge_with_either_apostrophe(quote: str) -> None:
    judged = adequacy.judge(f"we{quote}ll see, and the worker retries it by its key", "mechanism")
    assert judged == adequacy.Judgement(
        2, f"“we{quote}ll see” takes back what the rest says; say what holds."
    )


@pytest.mark.parametrize(
    "text",
    ["someone from the team", "Somebody owns it", "anyone who runs the service", "some one in the team"],
)
def test_nobody_in_particular_is_no_owner(text: str) -> None:
    judged = adequacy.judge(text, "owner")
    assert (judged.level, judged.missing) == (
        2,
        "The answer needs a name: which component, file, team or person.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "No one else writes it: the consumer alone.",
        "nobody else",
        "Someone from Billing, by turns",
        "Nobody has restored it yet. The storage owner restores one copy.",
        "Someone must hold the key: the storage team does.",
        "somebody who may merge into `src/orders.py`",
        "The storage team, so that someone is always on call",
    ],
)
def test_a_name_beside_somebody_or_the_exclusion_of_others_is_an_owner(text: str) -> None:
    assert adequacy.judge(text, "owner").level == 3


@pytest.mark.parametrize("reason", ["I don’t know", "not decided yet", "up to you", "to be decided later"])
def test_such_words_are_no_reason_to_waive_a_question(reason: str) -> None:
    state = conversations.folded(conversations.said(*conversations.opened()))
    with pytest.raises(refusal.Misused) as caught:
        settlement.waive(state, "pool-size", reason, "May", conversations.JANE)
    assert caught.value.sentence == f"“{reason}” is no reason to leave Q-pool-size."
    with pytest.raises(refusal.Misused):
        settlement.rule_out(state, "pool-size", reason, conversations.JANE)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("number", "At most a day."),
        ("number", "Within an hour, by the next run."),
        ("number", "It is cut off after half an hour."),
        ("number", "Half a gigabyte."),
        ("number", "A dozen connections."),
        ("number", "Credit from 0 to 1000000; name 1 to 200."),
        ("number", "Normally 5 messages a second, 60 at the peak."),
        ("number", "Refused from 100. Usually about 20 rows."),
        ("number", "It shuts down gracefully within 20 s."),
        ("mechanism", "The day is computed from the calendar, not by subtracting 24 h."),
        ("mechanism", "Everything in a query goes through bind parameters."),
        ("mechanism", "Each room has a counter, and a message gets the next number."),
        ("mechanism", "systemd starts it again after 5 seconds."),
        ("states", "sent then delivered then read"),
    ],
)
def test_plain_words_of_an_engineer_fill_the_slot(slot: str, text: str) -> None:
    assert adequacy.judge(text, slot).level == 3


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("number", "A few minutes."),
        ("number", "In a day or two."),
        ("number", "For a time, and then a second one."),
        ("number", "The time-out is normally 5 s."),
        ("number", "Normally it is enough."),
        ("number", "It stops gracefully after all 5 workers."),
        ("number", "Since 2026-10-03."),
        ("mechanism", "It starts."),
        ("states", "It checks, then writes."),
    ],
)
def test_words_beside_them_leave_it_open(slot: str, text: str) -> None:
    assert adequacy.judge(text, slot).level < 3
