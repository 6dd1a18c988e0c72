"""What is wrong in a machine, told so that the row which is missing can be typed at once.

`test_machines` says which rules there are; here are their words, their edges, and the states that are not
to be blamed.
"""

import pytest

from parti.design import agreement, machines
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations


def machine(
    *rows: str, initial: str = "new", final: tuple[str, ...] = ("done",)
) -> facts.StateMachineNamed:
    """The life of a parcel, as a person types it."""
    typed = tuple(machines.transition(row) for row in rows)
    return facts.StateMachineNamed(
        key="SM-0002", name="small parcel", initial=initial, final=final, transitions=typed
    )


def faults(*rows: str, initial: str = "new", final: tuple[str, ...] = ("done",)) -> list[machines.Fault]:
    return list(machines.faults(machine(*rows, initial=initial, final=final)))


def targets(made: facts.StateMachineNamed) -> dict[tuple[str, str], list[str]]:
    """Where each pair of state and event leads; an empty word stands for a refusal."""
    return {pair: [row.target for row in rows] for pair, rows in machines.table(made).items()}


REST = "*, * -> refused"


def test_a_state_out_of_reach_is_told_with_the_row_that_would_lead_there() -> None:
    assert faults("new, go -> done", "lost, find -> done", REST) == [
        machines.Fault(
            rule="unreachable",
            message="No way leads from new to lost.",
            fix="parti machine 'small parcel' --key SM-0002 … --on \"<state>, <event> -> lost\"",
        )
    ]


def test_a_final_state_that_no_row_names_is_out_of_reach() -> None:
    (fault,) = faults("new, go -> done", REST, final=("done", "torn"))
    assert (fault.rule, fault.message) == ("unreachable", "No way leads from new to torn.")


def test_only_four_are_named_and_the_rest_is_counted() -> None:
    rows = [f"lost{number}, find -> done" for number in range(6)]
    (fault,) = faults("new, go -> done", *rows, REST)
    assert fault.message == "No way leads from new to lost0, lost1, lost2, lost3 and 2 more."


def test_four_are_all_named() -> None:
    rows = [f"lost{number}, find -> done" for number in range(4)]
    (fault,) = faults("new, go -> done", *rows, REST)
    assert fault.message == "No way leads from new to lost0, lost1, lost2, lost3."


def test_a_state_in_which_something_waits_for_ever_is_told_with_the_row_that_would_lead_out() -> None:
    assert faults("new, go -> done", "new, hold -> held", REST) == [
        machines.Fault(
            rule="dead-end",
            message="Nothing leads from held to an end, and it is no final state.",
            fix="parti machine 'small parcel' --key SM-0002 … --on \"held, <event> -> <state>\"",
        )
    ]


def test_a_final_state_needs_no_way_out() -> None:
    assert faults("new, go -> done", REST) == []


def test_without_a_final_state_every_state_needs_a_way_out_and_a_round_has_one() -> None:
    assert faults("on, press -> off", "off, press -> on", initial="on", final=()) == []


def test_a_final_state_that_is_left_says_where_to() -> None:
    assert faults(
        "new, go -> done", "done, undo -> new", "done, lose -> gone", "gone, find -> done", REST
    ) == [
        machines.Fault(
            rule="final-left",
            message="done is final and is left for gone, new.",
            fix="say it again without --final 'done', or without that row",
        )
    ]


def test_a_final_state_that_stays_where_it_is_is_not_left() -> None:
    assert faults("new, go -> done", "done, go -> done: say so again", REST) == []


def test_a_final_state_may_be_left_by_no_row_for_every_event() -> None:
    (fault,) = faults("new, go -> done", "done, * -> new", "new, * -> refused")
    assert fault.rule == "final-left"


def test_the_first_four_pairs_of_which_nothing_is_said_are_named_and_the_first_can_be_typed() -> None:
    (fault,) = faults("new, go -> half", "half, end -> done")
    assert fault.message == (
        "Nothing is said of 4 pair(s) of state and event: new, end; half, go; done, go; done, end."
    )
    (fault,) = faults("new, go -> half", "half, end -> done", "half, tear -> done")
    assert fault.message == (
        "Nothing is said of 6 pair(s) of state and event: "
        "new, end; new, tear; half, go; done, go and 2 more."
    )
    assert fault.fix == "parti machine 'small parcel' --key SM-0002 … --on \"new, end -> refused\""


def test_one_event_that_leads_two_ways_names_both_and_the_pair() -> None:
    assert faults("new, go -> done", "new, go -> refused", REST) == [
        machines.Fault(
            rule="two-ways",
            message="In new, go leads to done, refused; which of them is left to chance.",
            fix="say it again with one row for new, go",
        )
    ]


def test_two_effects_of_one_move_are_no_choice() -> None:
    assert faults("new, go -> done: stamp it", "new, go -> done: weigh it", REST) == []


def test_two_rows_for_every_state_that_part_are_told_for_each_state() -> None:
    ends = ("*, end -> done", "*, end -> new")
    found = faults("new, go -> done", "new, hold -> held", "held, go -> done", *ends, REST)
    assert [fault.message.split(";")[0] for fault in found] == [
        "In new, end leads to done, new",
        "In held, end leads to done, new",
    ]


def test_a_machine_of_which_only_the_ends_are_told_has_no_way_at_all() -> None:
    assert [fault.rule for fault in faults()] == ["unreachable", "dead-end"]


def test_a_beginning_that_is_an_end_is_whole() -> None:
    assert faults(initial="done") == []


def test_capitals_make_another_state() -> None:
    assert faults("New, go -> done", REST)[0].message == "No way leads from new to New, done."


# --- rows for every state, and for every event ------------------------------


def test_the_closest_row_counts_and_a_state_is_closer_than_an_event() -> None:
    made = machine("a, x -> b", "a, * -> c", "*, x -> d", "*, * -> refused", initial="a", final=())
    found = targets(made)
    assert found["a", "x"] == ["b"]
    assert found["b", "x"] == ["d"]
    made = machine("a, y -> b", "a, * -> c", "*, x -> d", "*, * -> refused", initial="a", final=())
    found = targets(made)
    assert (found["a", "x"], found["b", "x"], found["b", "y"]) == (["c"], ["d"], [""])


def test_a_row_for_every_state_that_refuses_holds_for_a_final_one_too() -> None:
    assert targets(machine("new, go -> done", "*, go -> refused"))["done", "go"] == [""]


def test_a_row_for_every_state_that_moves_gives_a_final_one_over_to_the_next_row() -> None:
    found = targets(machine("new, go -> done", "*, stop -> done", "*, * -> refused"))
    assert found == {
        ("new", "go"): ["done"],
        ("new", "stop"): ["done"],
        ("done", "go"): [""],
        ("done", "stop"): [""],
    }


def test_a_machine_that_names_no_event_moves_by_any() -> None:
    """What happens first ends it, whatever it is."""
    made = machine("new, * -> done", "done, * -> refused")
    assert targets(made) == {("new", "*"): ["done"], ("done", "*"): [""]}
    assert machines.faults(made) == ()


def test_a_machine_that_names_an_event_has_no_pair_for_any_other() -> None:
    assert list(machines.table(machine("new, go -> done", REST))) == [("new", "go"), ("done", "go")]


def test_states_are_listed_as_they_are_mentioned_each_once_and_neither_refusals_nor_every_state() -> None:
    made = machine("b, x -> a", "a, y -> refused", "*, z -> c", initial="b", final=("d", "a"))
    assert machines.names(made) == ("b", "a", "c", "d")


# --- in a design -------------------------------------------------------------


def test_the_machines_of_a_design_come_by_key_and_as_they_were_said_last() -> None:
    two = machine("new, go -> done", REST)
    one = facts.StateMachineNamed(key="SM-0001", name="order", initial="a", final=(), transitions=())
    later = machine("new, go -> done", "new, stop -> done", REST)
    records = conversations.said(*conversations.opened(), two, one, later)
    assert list(machines.in_design(conversations.folded(records))) == [one, later]


@pytest.mark.parametrize(("row", "what"), [("new, go -> done", "“go”"), ("new, * -> done", "anything")])
def test_builders_are_asked_what_comes_next_in_words(row: str, what: str) -> None:
    records = conversations.said(*conversations.opened(), machine(row, "done, * -> refused"))
    asked = agreement.drawn(conversations.folded(records), load.bank().by_id())
    texts = [one.text for one in asked if one.name.startswith("SM-0002/new/")]
    assert texts == [
        f"small parcel is in the state “new” and {what} happens. Which state comes next, or is it refused?"
    ]
