"""A machine as a line of the page, and what may be the name of a state: what is written is read back.

A name that the page cannot hold would turn into another machine when somebody edits the page, so each sign
that parts a line is tried where a person could type it.
"""

import pytest

from parti.design import machines
from parti.records import refusal
from parti.records import vocabulary as facts

BEFORE = facts.StateMachineNamed(
    key="SM-0003", name="order", initial="new", final=("shipped",), transitions=(), supersedes=("r1",)
)


def refused(initial: str, *final: str) -> refusal.Misused:
    """What a person is told who gives these names."""
    with pytest.raises(refusal.Misused) as caught:
        machines.refuse_no_states(initial, final)
    return caught.value


def test_a_machine_is_one_line_with_its_rows_in_the_order_in_which_they_were_said() -> None:
    rows = tuple(machines.transition(text) for text in ("new, pay -> paid: charge", "*, * -> refused"))
    made = facts.StateMachineNamed(
        key="SM-0001", name="order", initial="new", final=("paid", "lost"), transitions=rows
    )
    assert machines.words(made) == (
        "order | initial: new | final: paid, lost | on: new, pay -> paid: charge | on: *, * -> refused"
    )


def test_a_machine_without_an_end_has_an_empty_one_on_its_line() -> None:
    made = facts.StateMachineNamed(key="SM-0001", name="order", initial="new", final=(), transitions=())
    assert machines.words(made) == "order | initial: new | final: "


def test_a_line_is_read_under_the_key_of_the_machine_that_it_was() -> None:
    read = machines.read(BEFORE, "parcel", "packed", "gone, lost", ("packed, send -> gone",))
    assert read == facts.StateMachineNamed(
        key="SM-0003",
        name="parcel",
        initial="packed",
        final=("gone", "lost"),
        transitions=(facts.Transition("packed", "send", "gone", ""),),
        supersedes=("r1",),
    )


@pytest.mark.parametrize(
    ("typed", "final"),
    [
        ("", ()),
        (" ", ()),
        (",", ()),
        ("gone,", ("gone",)),
        (" gone ,  lost at sea ", ("gone", "lost at sea")),
        (",gone,,lost", ("gone", "lost")),
    ],
)
def test_ends_are_parted_by_commas_and_nothing_between_two_is_none(
    typed: str, final: tuple[str, ...]
) -> None:
    assert machines.read(BEFORE, "order", "new", typed, ()).final == final


def test_a_line_with_one_malformed_row_is_not_read_at_all() -> None:
    with pytest.raises(refusal.Misused) as caught:
        machines.read(BEFORE, "order", "new", "", ("new, pay -> paid", "paid -> shipped"))
    assert caught.value.sentence == "'paid -> shipped' is no row of a state machine."


@pytest.mark.parametrize("initial", ["", "*", "a,b", "a: b", "a -> b", "a→b"])
def test_a_line_whose_beginning_is_no_name_of_a_state_is_not_read(initial: str) -> None:
    with pytest.raises(refusal.Misused):
        machines.read(BEFORE, "order", initial, "", ())


@pytest.mark.parametrize("name", ["", "*", "a,b", "a:b", "a->b", "a → b"])
def test_what_would_not_be_read_back_is_no_name_of_a_state(name: str) -> None:
    for told in (refused(name), refused("new", "shipped", name)):
        assert told.sentence == f"{name!r} is no name of a state."
        assert told.next_step == "a word or two, without `,`, `:`, `->` and `*`"


@pytest.mark.parametrize("name", ["refused", "Refused", "REFUSED"])
def test_no_state_is_called_refused_since_a_row_to_it_says_that_nothing_changes(name: str) -> None:
    """`new, deny -> refused` would never lead there, and the state would be told to be out of reach."""
    for told in (refused(name), refused("new", name)):
        assert told.sentence == (
            f"{name!r} is no name of a state: `-> refused` says that an event changes nothing."
        )
        assert told.next_step == "another word for the state, as `declined` or `turned down`"


@pytest.mark.parametrize("typed", ["refused, appeal -> new", "Refused, appeal -> new"])
def test_no_row_leads_out_of_refused(typed: str) -> None:
    with pytest.raises(refusal.Misused) as caught:
        machines.transition(typed)
    assert caught.value.sentence == f"{typed!r} is no row of a state machine."


@pytest.mark.parametrize(
    "name", ["refused by the bank", "not refused", "* starred", "a|b", "über-fällig", "a.b"]
)
def test_a_name_that_only_holds_such_a_word_or_sign_is_a_name(name: str) -> None:
    machines.refuse_no_states(name, (name,))


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("new\tpay\n, at once -> paid", facts.Transition("new pay", "at once", "paid", "")),
        ("new, pay ->paid", facts.Transition("new", "pay", "paid", "")),
        ("new, pay -> paid:", facts.Transition("new", "pay", "paid", "")),
        ("new, pay: by card -> paid", facts.Transition("new", "pay: by card", "paid", "")),
        ("new, pay -> refused by hand", facts.Transition("new", "pay", "refused by hand", "")),
        ("new, * -> *paid", facts.Transition("new", "*", "*paid", "")),
        ("new, pay -> paid: 1 -- 2", facts.Transition("new", "pay", "paid", "1 -- 2")),
    ],
)
def test_a_row_is_parted_at_its_first_comma_its_arrow_and_the_colon_behind_it(
    typed: str, row: facts.Transition
) -> None:
    assert machines.transition(typed) == row
    assert machines.transition(machines.row(row)) == row


def test_an_effect_with_an_arrow_is_refused_rather_than_cut() -> None:
    with pytest.raises(refusal.Misused):
        machines.transition("new, pay -> paid: move stock -> reserve")


def test_a_row_to_every_state_says_what_is_wrong_with_it() -> None:
    with pytest.raises(refusal.Misused) as caught:
        machines.transition("new, reset -> *: all")
    assert caught.value.sentence == "'new, reset -> *: all' leads to every state at once."
