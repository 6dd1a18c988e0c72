"""How rows of arrows and states in a text are read, and in what order what is wrong with them is told.

`test_moves` holds which words are found and which are let be. Here stand the ways to write a row, the names
that are no states of their own, what a clause hides from its neighbour, and the whole finding, as a person
mends the machine or the sentence by it.
"""

import pytest

from parti.constraints.finding import Place
from parti.design import clashes, machines, moves
from parti.design import state as states
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


def answered(text: str, question: str = "record-states", how: str = "own") -> facts.Answered:
    return facts.Answered(question=question, text=text, how=how)


def design(*new: facts.Fact) -> states.DesignState:
    return conversations.folded(conversations.said(*conversations.opened(), *new))


def wrong(text: str, *lives: facts.Fact) -> list[str]:
    """What is wrong in one answer, without its key."""
    return [one.message for one in moves.wrong(design(*(lives or (life(),)), answered(text)))]


def strange(name: str) -> list[str]:
    return [f"gives order a state '{name}', and SM-0001 has none of that name"]


def astray(before: str, after: str) -> list[str]:
    return [f"leads order from {before} to {after}, and no way leads there"]


# --- how a row is written ------------


@pytest.mark.parametrize(
    "row",
    [
        "stored → received",
        "stored -> received",
        "stored => received",
        "stored→received",
        "stored   ->\treceived",
        "`stored` → `received`",
        "STORED → Received",
    ],
)
def test_a_row_is_read_with_any_arrow_and_in_any_case(row: str) -> None:
    assert wrong(f"An order: {row}") == astray("stored", "received")


@pytest.mark.parametrize("arrow", ["-->", "~>", "–", ">", "to"])
def test_what_is_no_arrow_makes_no_row(arrow: str) -> None:
    assert wrong(f"An order: stored {arrow} received") == []


@pytest.mark.parametrize("end", ["", ".", ", by hand", ": later", "; that is all", " (by hand)"])
def test_a_row_ends_with_its_last_state_whatever_comes_after(end: str) -> None:
    assert wrong(f"An order: stored → received{end}") == astray("stored", "received")


@pytest.mark.parametrize(
    "start", ["An order: ", "An order, ", "An order goes ", "(An order) is ", "Of an order. "]
)
def test_a_row_begins_with_its_first_state_whatever_comes_before(start: str) -> None:
    text = f"{start}stored → received"
    assert wrong(text) == astray("stored", "received")


def test_a_state_of_two_words_is_one_state() -> None:
    assert wrong("An order goes stored → set aside") == astray("stored", "set aside")
    assert wrong("An order goes set aside → received → stored") == []


def test_the_longest_state_that_fits_is_meant() -> None:
    rows = ("received, a -> aside", "aside, b -> set aside", "set aside, c -> paid", "*, * -> refused")
    short = life(rows=rows)
    assert wrong("An order goes aside → set aside", short) == []
    assert wrong("An order goes set aside → aside", short) == astray("set aside", "aside")


def test_a_step_over_states_that_are_left_out_is_a_way() -> None:
    assert wrong("An order: set aside → paid") == []


def test_a_state_that_leads_to_itself_is_a_way() -> None:
    assert wrong("An order: paid → paid") == []


def test_every_pair_of_a_row_is_a_step() -> None:
    assert wrong("An order: received → stored → paid → set aside") == astray("paid", "set aside")


def test_over_a_part_that_is_no_name_no_step_is_read() -> None:
    assert wrong("An order: paid → `write()` and so on → received") == []


def test_a_row_goes_on_behind_a_part_that_tells_more() -> None:
    text = "An order: received → stored, then by hand stored → received"
    assert wrong(text) == astray("stored", "received")


# --- from … to … ------------


@pytest.mark.parametrize(
    "text", ["from `paid` to `stored`", "FROM `paid` TO `stored`", "from `paid` back to `stored`"]
)
def test_a_move_in_words_is_read_when_both_states_are_quoted(text: str) -> None:
    assert wrong(f"An order goes {text}") == astray("paid", "stored")


@pytest.mark.parametrize("text", ["from paid to stored", "from `paid` to stored", "from paid to `stored`"])
def test_a_move_in_words_without_its_quotes_may_mean_something_else(text: str) -> None:
    assert wrong(f"An order goes {text}") == []


def test_a_move_between_two_names_that_the_machine_does_not_know_is_somebody_elses() -> None:
    assert wrong("An order's parcel goes from `packed` to `sent`") == []


# --- names that are no states ------------


def test_a_plain_name_needs_two_states_beside_it() -> None:
    assert wrong("An order: received → gone") == []
    assert wrong("An order: gone → received → stored") == strange("gone")
    assert wrong("An order: received → gone → stored") == strange("gone")


def test_a_quoted_name_needs_one_state_beside_it() -> None:
    assert wrong("An order: received → `gone`") == strange("gone")
    assert wrong("An order: `gone` → received") == strange("gone")
    assert wrong("An order: `gone` → `lost`") == []


@pytest.mark.parametrize("name", ["order", "Order", "refused", "RabbitMQ", "rabbitmq", "orders consumer"])
def test_the_machine_a_refusal_and_a_component_are_no_states(name: str) -> None:
    assert wrong(f"An order: received → stored → `{name}`") == []
    assert wrong(f"An order has the state `{name}`") == []


@pytest.mark.parametrize(
    "text",
    [
        "state `gone`",
        "status `gone`",
        "State is `gone`",
        "status of `gone`",
        "state to `gone`",
        "state = `gone`",
    ],
)
def test_a_quoted_word_beside_state_or_status_is_a_state(text: str) -> None:
    assert wrong(f"An order, {text}") == strange("gone")


@pytest.mark.parametrize(
    "text", ["state gone", "states `gone`", "statement `gone`", "state, `gone`", "state `200`", "state `g`"]
)
def test_other_words_beside_it_are_none(text: str) -> None:
    assert wrong(f"An order, {text}") == []


def test_a_state_in_other_spaces_and_another_case_is_the_same() -> None:
    assert wrong("An order has the state `Set aside`") == []
    assert wrong("An order: `set aside` → `received`") == []


# --- denied, and of another ------------


@pytest.mark.parametrize(
    "word",
    [
        "never",
        "not",
        "cannot",
        "doesn't",
        "if it",
        "refuses",
        "rejected",
        "illegal",
        "was",
        "would",
        "instead",
        "the old",
    ],
)
def test_a_clause_that_denies_or_supposes_tells_of_no_move(word: str) -> None:
    assert wrong(f"An order {word}: stored → received") == []


def test_a_denial_holds_for_its_own_clause_alone() -> None:
    assert wrong("Nothing is lost. An order: stored → received.") == astray("stored", "received")
    assert wrong("An order: stored → received; nothing is lost.") == astray("stored", "received")
    assert wrong("Nothing is lost\r\nan order: stored → received") == astray("stored", "received")


@pytest.mark.parametrize(
    "name", ["order", "Order", "orders", "ORDERS", "order's", "order’s", "orders'", "(order)"]
)
def test_a_life_is_named_in_any_form_of_its_name(name: str) -> None:
    assert wrong(f"{name} goes stored → received") == astray("stored", "received")


@pytest.mark.parametrize("name", ["preorder", "order-line", "reorders", "ordering", "parcel", ""])
def test_another_word_names_no_life(name: str) -> None:
    assert wrong(f"{name} goes stored → received") == []


def test_the_name_may_stand_in_another_sentence_of_the_statement() -> None:
    assert wrong("It goes stored → received. That is an order.") == astray("stored", "received")


def test_words_that_name_two_lives_are_held_against_neither() -> None:
    parcel = life("parcel", "SM-0002")
    assert wrong("An order and a parcel go stored → received", life(), parcel) == []


def test_a_state_of_another_life_is_no_strange_name() -> None:
    parcel = life(
        "parcel", "SM-0002", ("received, send -> sent", "sent, arrive -> paid", "*, * -> refused")
    )
    assert wrong("An order goes received → stored → sent", life(), parcel) == []
    assert wrong("An order goes received → stored → gone", life(), parcel) == strange("gone")


def test_a_design_without_machines_has_nothing_to_be_held_against() -> None:
    assert list(moves.wrong(design(answered("An order goes stored → received")))) == []


# --- what is told ------------


def test_of_one_statement_the_first_thing_alone_is_told() -> None:
    assert wrong("An order: stored → received. An order: paid → stored.") == astray("stored", "received")


def test_a_strange_name_in_a_row_comes_before_its_moves() -> None:
    assert wrong("An order: paid → received → gone") == strange("gone")


def test_a_row_comes_before_a_state_of_the_same_clause() -> None:
    assert wrong("An order in the state `gone` goes stored → received") == astray("stored", "received")


def test_each_statement_that_is_wrong_is_told_under_its_own_key() -> None:
    text = "An order goes stored → received"
    held = facts.InvariantStated(key="INV-0001", text=text, why="it must")
    way = facts.Decided(key="D-0001", title="Back", choice=text, because="it must")
    mode = facts.FailureModeNamed("FM-0001", "RabbitMQ", "lost-message", text, "fault: kill")
    found = moves.wrong(design(life(), held, way, mode, answered(text)))
    assert [(one.key, one.machine.key) for one in found] == [
        ("Q-record-states", "SM-0001"),
        ("D-0001", "SM-0001"),
        ("FM-0001", "SM-0001"),
        ("INV-0001", "SM-0001"),
    ]


def test_a_default_is_the_banks_words_and_tells_of_no_life() -> None:
    said = answered("An order goes stored → received", how="default")
    assert list(moves.wrong(design(life(), said))) == []


def test_the_finding_stands_at_the_statement_and_names_the_machine_to_change() -> None:
    state = design(life(), answered("An order goes stored → received"))
    (found,) = [one for one in clashes.findings(state) if one.code == "design/machine"]
    assert (found.level, found.place) == ("error", Place(path="Q-record-states"))
    assert found.message == "Q-record-states leads order from stored to received, and no way leads there."
    assert "SM-0001" in found.fix


def test_a_machine_that_was_said_anew_is_held_against_as_it_is_now() -> None:
    wider = life(rows=(*ROWS[:-1], "stored, put back -> received", ROWS[-1]))
    assert wrong("An order goes stored → received", life(), wider) == []
