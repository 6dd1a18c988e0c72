"""What statements tell of a declared life, held against its machine; and the words that tell of another."""

import pytest

from parti.design import clashes, machines
from parti.records import vocabulary as facts
from tests.design import conversations

ROWS = (
    "received, check -> stored",
    "received, check fails -> set aside",
    "set aside, put back -> received",
    "stored, pay -> paid",
    "*, * -> refused",
)


def life(name: str = "order", key: str = "SM-0001", rows: tuple[str, ...] = ROWS) -> facts.Fact:
    every = tuple(machines.transition(row) for row in rows)
    return facts.StateMachineNamed(key, name, "received", ("paid",), every)


def wrong(text: str, *more: facts.Fact) -> list[str]:
    said = facts.Answered(question="record-states", text=text, how="own")
    lives = more or (life(),)
    records = conversations.said(*conversations.opened(), *lives, said)
    found = [one for one in clashes.findings(conversations.folded(records)) if one.code == "design/machine"]
    assert all(one.place.path == "Q-record-states" and "SM-" in one.fix for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An order goes received → stored → archived.", "archived"),
        ("An order: received -> lost -> paid.", "lost"),
        ("The order's life: new → received → stored.", "new"),
        ("An order goes `received` → `archived`.", "archived"),
        ("Orders go from `stored` to `shipped`.", "shipped"),
        ("An order has the state `archived` for a year.", "archived"),
        ("The order's status is `on hold` then.", "on hold"),
    ],
)
def test_a_state_that_the_machine_does_not_have_is_found(text: str, name: str) -> None:
    assert wrong(text) == [
        f"Q-record-states gives order a state '{name}', and SM-0001 has none of that name."
    ]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("An order goes paid → received.", "paid", "received"),
        ("An order goes stored → set aside, by a person.", "stored", "set aside"),
        ("Orders go from `paid` back to `stored`.", "paid", "stored"),
        ("An order: received → stored → received.", "stored", "received"),
    ],
)
def test_a_move_that_no_way_leads_along_is_found(text: str, before: str, after: str) -> None:
    assert wrong(text) == [f"Q-record-states leads order from {before} to {after}, and no way leads there."]


@pytest.mark.parametrize(
    "text",
    [
        "An order goes received → stored → paid.",
        "An order goes received → paid.",
        "An order goes received → set aside → received, then received → stored.",
        "An order stays received → received.",
        "A parcel goes received → stored → archived.",
        "An order never goes paid → received.",
        "If it went paid → received, an order would be paid twice.",
        "An order that is paid → received is refused.",
        "An order: received → refused.",
        "An order is read: consumer → stored → billing.",
        "An order is stored → `write()` → the log.",
        "orders consumer → RabbitMQ → stored, for each order.",
        "The order's row has a column `archived`.",
        "The order's HTTP status `200`.",
        "An order, from here to there.",
        "An order → stored.",
        "→ → order → →",
    ],
)
def test_words_that_agree_or_speak_of_something_else_are_let_be(text: str) -> None:
    assert wrong(text) == []


def test_of_two_lives_the_one_that_is_named_is_meant() -> None:
    parcel = life(
        "parcel", "SM-0002", ("received, send -> sent", "sent, arrive -> paid", "*, * -> refused")
    )
    both = (life(), parcel)
    assert wrong("An order goes received → stored → paid.", *both) == []
    assert wrong("A parcel goes received → stored → paid.", *both) == [], "stored is a state of the other"
    assert len(wrong("A parcel goes received → sent → gone.", *both)) == 1
    assert wrong("An order and its parcel go received → sent → gone.", *both) == []


def test_a_hostile_row_is_read_in_no_time() -> None:
    assert wrong("order " + "received → " * 20_000) == []
    assert wrong("order `" + "a → `" * 20_000) == []
