"""State machines: rows as they are typed, and what is wrong in a life that somebody tells."""

import pytest

from parti.design import clashes, hindrances, machines
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from tests.design import conversations

WHOLE = (
    "new, pay -> paid: charge the card",
    "new, cancel -> cancelled",
    "paid, ship -> shipped",
    "*, * -> refused",
)


def machine(
    *rows: str, initial: str = "new", final: tuple[str, ...] = ("shipped", "cancelled"), **more: str
):  # type: ignore[no-untyped-def]  # a literal
    return facts.StateMachineNamed(
        key=more.get("key", "SM-0001"),
        name=more.get("name", "order"),
        initial=initial,
        final=final,
        transitions=tuple(machines.transition(row) for row in rows),
    )


def rules(*rows: str, **more: object) -> set[str]:
    return {fault.rule for fault in machines.faults(machine(*rows, **more))}  # type: ignore[arg-type]  # literals


@pytest.mark.parametrize(
    ("typed", "state", "event", "target", "effect"),
    [
        ("new, pay -> paid", "new", "pay", "paid", ""),
        ("new,pay->paid:charge", "new", "pay", "paid", "charge"),
        (
            "  new ,  the customer pays  →  paid : charge: the card ",
            "new",
            "the customer pays",
            "paid",
            "charge: the card",
        ),
        ("new, pay -> refused", "new", "pay", "", ""),
        ("new, pay -> Refused: tell the caller", "new", "pay", "", "tell the caller"),
        ("*, reset -> new", "*", "reset", "new", ""),
        ("waiting for money, ×, y -> paid", "waiting for money", "×, y", "paid", ""),
    ],
)
def test_a_row_is_read_as_it_is_typed(typed: str, state: str, event: str, target: str, effect: str) -> None:
    assert machines.transition(typed) == facts.Transition(state, event, target, effect)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "new",
        "new -> paid",
        "new, -> paid",
        ", pay -> paid",
        "new, pay ->",
        "new, pay",
        "a, b -> c -> d",
        "a, b -> *",
    ],
)
def test_what_is_no_row_is_refused_with_the_form_of_one(typed: str) -> None:
    with pytest.raises(refusal.Misused) as caught:
        machines.transition(typed)
    assert "<state>, <event> -> <state>" in caught.value.next_step


@pytest.mark.parametrize(
    "typed", ["new, pay -> paid", "new, pay -> paid: charge", "new, pay -> refused", "*, * -> refused"]
)
def test_a_row_is_written_as_it_was_read(typed: str) -> None:
    assert machines.row(machines.transition(typed)) == typed


def test_a_whole_machine_has_no_fault() -> None:
    assert machines.faults(machine(*WHOLE)) == ()


def test_a_state_that_nothing_leads_to_is_found() -> None:
    (fault,) = machines.faults(machine(*WHOLE, "lost, find -> paid"))
    assert fault.rule == "unreachable"
    assert "No way leads from new to lost" in fault.message


def test_a_state_without_a_way_out_that_is_not_final_is_found() -> None:
    assert rules("new, pay -> paid", "new, cancel -> cancelled", "*, * -> refused") == {
        "dead-end",
        "unreachable",
    }
    found = machines.faults(machine("new, pay -> paid", "*, * -> refused", final=()))
    assert [fault.rule for fault in found] == ["dead-end"]
    assert "paid" in found[0].message


def test_two_states_that_only_lead_to_one_another_are_no_way_out() -> None:
    found = rules(
        "new, a -> x",
        "x, b -> y",
        "y, c -> x",
        "new, done -> shipped",
        "*, * -> refused",
        final=("shipped",),
    )
    assert found == {"dead-end"}


def test_staying_is_no_way_out() -> None:
    assert "dead-end" in rules("new, go -> stuck", "stuck, go -> stuck", final=())


def test_a_pair_of_which_nothing_is_said_is_found_and_named() -> None:
    found = machines.faults(machine("new, pay -> paid", "paid, ship -> shipped", final=("shipped",)))
    assert [fault.rule for fault in found] == ["missing-transition"]
    assert "4 pair(s)" in found[0].message
    assert "new, ship" in found[0].message
    assert '--on "new, ship -> refused"' in found[0].fix


def test_a_row_for_every_state_spares_the_final_ones_and_gives_way_to_closer_rows() -> None:
    made = machine(
        "new, pay -> paid", "*, cancel -> cancelled", "*, * -> refused", final=("paid", "cancelled")
    )
    table = machines.table(made)
    assert [row.target for row in table["new", "cancel"]] == ["cancelled"]
    assert [row.target for row in table["paid", "cancel"]] == [""]
    assert machines.faults(made) == ()


def test_one_event_that_leads_two_ways_is_found() -> None:
    assert "two-ways" in rules(*WHOLE, "new, pay -> shipped")
    assert "two-ways" in rules(*WHOLE, "new, pay -> refused")
    assert "two-ways" not in rules(*WHOLE, "new, pay -> paid: charge the card")


def test_a_final_state_that_is_left_is_found() -> None:
    assert "final-left" in rules(*WHOLE, "shipped, return -> new")


@pytest.mark.parametrize("row", ["lost, find -> paid", "new, pay -> shipped", "shipped, return -> new"])
def test_a_broken_machine_stands_between_the_design_and_its_lock(row: str) -> None:
    said = conversations.settled()
    whole = conversations.folded(conversations.said(*said, machine(*WHOLE)))
    broken = conversations.folded(conversations.said(*said, machine(*WHOLE, row)))
    words = load.vocabulary()
    assert hindrances.of(whole, words) == ()
    assert {one.place.path for one in hindrances.of(broken, words)} == {"SM-0001"}


def test_two_machines_of_one_thing_are_a_contradiction() -> None:
    other = machine(*WHOLE, key="SM-0002", name="Order")
    state = conversations.folded(conversations.said(*conversations.settled(), machine(*WHOLE), other))
    (found,) = clashes.findings(state)
    assert (found.code, found.place.path) == ("design/two-machines", "SM-0002")
