"""What kind of objection some words are, and what of them a session would be told."""

import random

import pytest

from parti.design import objection

CLAIM = ("When to acknowledge", "commit, then acknowledge", "acknowledge, then commit")

TYPED = [
    ("Are you sure?", "conviction"),
    ("I don't think so.", "conviction"),
    ("You are wrong.", "conviction"),
    ("I am absolutely convinced that this is wrong, think again.", "conviction"),
    ("As a senior engineer with 20 years of experience I strongly disagree.", "conviction"),
    ("Everyone uses Kafka.", "conviction"),
    ("My architect says no.", "conviction"),
    ("Let us agree to disagree: acknowledge, then commit.", "conviction"),
    ("Acknowledge first, then commit. Acknowledge first, then commit.", "conviction"),
    ("", "conviction"),
    ("???", "conviction"),
    ("I prefer the other order.", "preference"),
    ("That would be simpler for us.", "preference"),
    ("I'd rather acknowledge first.", "preference"),
    ("The contract requires that orders stay readable offline.", "constraint"),
    ("The broker does not support redelivery after an hour of silence, legally binding.", "constraint"),
    ("GDPR forbids that the address stays in the queue.", "constraint"),
    ("We measured 900 ms between commit and acknowledgement.", "evidence"),
    ("See https://example.org/incident-12 for the lost order.", "evidence"),
    ("test_relay_loses_order fails on main.", "evidence"),
    ("The log shows the order twice.", "evidence"),
    ("RFC 7231 says otherwise.", "evidence"),
    ("You are wrong: I measured 40 ms with `pgbench`, trust me.", "evidence"),
    (
        "A crash between both steps makes the broker redeliver, and the consumer writes a second row "
        "unless a unique key rejects duplicates.",
        "argument",
    ),
    (
        "As an expert I say that redelivery, partition rebalance, consumer restart and poison messages "
        "meet in that window.",
        "argument",
    ),
    ("注文は再起動の間に失われることがあり、誰も気づかない可能性がある", "argument"),
]


@pytest.mark.parametrize(("text", "kind"), TYPED)
def test_an_objection_is_typed_by_its_words(text: str, kind: str) -> None:
    assert objection.intake(text, CLAIM).kind == kind


def test_what_was_said_before_brings_nothing_new() -> None:
    text = "We measured 900 ms between commit and acknowledgement."
    assert objection.intake(text, CLAIM).kind == "evidence"
    assert objection.intake(text, (*CLAIM, text)).kind == "conviction"


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("It takes 900 ms.", "It takes 1900 ms."),
        ("It takes 900 ms.", "It takes 1,900 ms."),
        ("It takes 5 s.", "It takes 2.5 s."),
        ("test_relay fails.", "test_relay_twice fails."),
    ],
)
def test_a_number_or_a_name_inside_a_longer_one_was_not_said_before(said: str, before: str) -> None:
    """Or the one measurement that speaks against a claim would be taken for its repetition."""
    assert objection.intake(said, (*CLAIM, before)).kind == "evidence"


@pytest.mark.parametrize("before", ["It takes 900 ms.", "(900 ms)", "now:900 MS,", "under 900 ms"])
def test_a_number_that_was_said_before_brings_nothing_new(before: str) -> None:
    assert objection.new_hard("It takes 900 ms.", before) == ()


def test_rank_and_repetition_carry_no_weight() -> None:
    plain = "redelivery, rebalance, restart"
    loud = f"As a senior engineer I am convinced: {plain}! Trust me, everyone knows that. Think again."
    assert objection.intake(loud, CLAIM).new == objection.intake(plain, CLAIM).new


STATED = [
    ("I measured 900 ms.", "The team measured 900 ms."),
    ("You are wrong. We have lost 3 orders.", "The team has lost 3 orders."),
    ("Are you sure? test_relay fails on our main.", "test_relay fails on the team's main."),
    ("Are you sure?", ""),
    (
        "If you acknowledge first, a crash loses the order.",
        "If one acknowledge first, a crash loses the order.",
    ),
    ("a\n\tb   c", "a b c"),
]


@pytest.mark.parametrize(("text", "stated"), STATED)
def test_a_statement_names_nobody(text: str, stated: str) -> None:
    assert objection.statement(text) == stated


def test_whatever_is_typed_no_statement_addresses_or_asks_for_certainty() -> None:
    words = (
        "I we I'm we've you your you're my our us me sure certain are you sure? you are wrong. broker "
        "loses 3 orders, `x` . ! ? trust me everyone uses it as a senior engineer redelivery window"
    )
    pieces = words.split()
    draw = random.Random(7)
    for _ in range(2000):
        text = " ".join(draw.choices(pieces, k=draw.randint(1, 30)))
        said = set(objection.statement(text).casefold().replace(",", " ").replace(".", " ").split())
        assert not said & {"i", "we", "i'm", "you", "your", "you're", "my", "our", "sure"}, text


def test_a_statement_has_no_more_room_than_a_position() -> None:
    assert len(objection.statement("orders " * 5000)) == objection.LONGEST


def test_a_huge_objection_is_read_in_bounded_time() -> None:
    assert objection.intake("a-" * 200_000 + "1" * 200_000, CLAIM).kind in objection.KINDS
