"""What a clause says is acknowledged, by whom, and when two clauses certainly speak of one flow.

`test_clashes` holds the findings that come of it; here each step stands by itself: the components that a
clause is about, the words that tell one message from another, and the comparison, which says yes only where
no other words could make it a no.
"""

import pytest

from parti.design import flows
from parti.design.contradictions import Said
from parti.design.flows import Flow
from parti.records import vocabulary as facts
from tests.design import conversations

ONE = {"orders consumer": "consumer", "RabbitMQ": "broker"}
MANY = {"order consumer": "consumer", "mail consumer": "consumer", "door": "http-endpoint", "Rows": "cache"}


def known(components: dict[str, str], *new: facts.Fact) -> flows.Flows:
    return flows.Flows(conversations.folded(conversations.said(*conversations.opened(components), *new)))


def spoken(clause: str, key: str = "INV-0001", components: dict[str, str] | None = None) -> Flow:
    """The flow of a clause that is the whole of its statement."""
    return known(components or ONE).of(Said(key, clause), clause)


def things(clause: str, key: str = "INV-0001") -> set[str]:
    return set(spoken(clause, key).things)


def flow(homes: str, told: str = "", *, every: bool = False) -> Flow:
    return Flow(frozenset(homes.split()), frozenset(told.split()), every)


# --- whose messages ------------


def failing(key: str, component: str) -> facts.FailureModeNamed:
    return facts.FailureModeNamed(key, component, "lost-message", "tried again", "fault: kill")


def homes(text: str, key: str = "INV-0001", *new: facts.Fact) -> set[str]:
    return set(known(MANY, *new).of(Said(key, text), text).homes)


def test_a_clause_that_names_nobody_is_about_all_consumers() -> None:
    assert homes("We ack late") == {"order consumer", "mail consumer"}


def test_a_clause_is_about_the_one_that_it_names() -> None:
    assert homes("The mail consumer acks late") == {"mail consumer"}
    assert homes("The door acks late") == {"door"}


def test_a_clause_that_names_two_is_about_both() -> None:
    assert homes("The door and the mail consumer ack late") == {"door", "mail consumer"}


def test_a_component_that_acknowledges_nothing_is_not_meant_by_its_name() -> None:
    assert homes("Rows is written before we ack") == {"order consumer", "mail consumer"}


def test_a_handling_is_about_the_component_of_its_failure_mode() -> None:
    assert homes("We ack late", "FM-0001", failing("FM-0001", "mail consumer")) == {"mail consumer"}


def test_a_name_in_the_words_counts_before_the_component_of_the_statement() -> None:
    assert homes("The door acks late", "FM-0001", failing("FM-0001", "mail consumer")) == {"door"}


def test_a_failure_mode_of_what_acknowledges_nothing_is_about_all_consumers() -> None:
    assert homes("We ack late", "FM-0001", failing("FM-0001", "Rows")) == {
        "order consumer",
        "mail consumer",
    }


def test_the_whole_statement_says_who_is_meant_and_not_its_clause_alone() -> None:
    one = Said("INV-0001", "The mail consumer stores the mail. Then it acks.")
    assert known(MANY).of(one, "Then it acks").homes == frozenset({"mail consumer"})


def test_without_a_consumer_the_endpoints_are_meant() -> None:
    both = {"door": "http-endpoint", "gate": "http-endpoint", "Rows": "cache"}
    assert spoken("We ack late", components=both).homes == frozenset({"door", "gate"})


def test_without_anything_that_takes_messages_all_statements_share_one_nameless_home() -> None:
    assert spoken("We ack late", components={"Rows": "cache"}).homes == frozenset({""})


# --- which of them ------------


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("Orders are acknowledged after the commit.", {"order"}),
        ("An order is acked late.", {"order"}),
        ("Paid orders were only then acked.", {"paid", "order"}),
        ("`Orders` get acked late.", {"order"}),
        ("ORDERS ARE ACKED LATE.", {"order"}),
        ("Every order's message is acked.", {"order"}),
        ("An order that came late is acked.", {"came", "late"}),
        ("Заказы are acked late.", {"заказы"}),
    ],
)
def test_what_is_acknowledged_is_told_by_the_words_before_the_verb(clause: str, found: set[str]) -> None:
    assert things(clause) == found


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("We acknowledge telemetry before it is stored.", {"telemetry"}),
        ("It acknowledges telemetry before it is stored.", {"telemetry"}),
        ("Then ack telemetry, always.", {"telemetry"}),
        ("It acks late orders once stored.", {"late", "order"}),
        ("Acknowledging parcels after the commit.", {"parcel"}),
        ("It acks parcels.", set()),
    ],
)
def test_what_is_acknowledged_is_told_by_the_words_after_the_verb(clause: str, found: set[str]) -> None:
    """Only up to a word that goes on with the time: the end of a clause may be anything's."""
    assert things(clause) == found


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("On the telemetry queue we ack first, then commit.", {"telemetry"}),
        ("We ack late in the parcel stream.", {"parcel"}),
        ("We commit and ack from mail topics.", {"mail"}),
        ("For parcels, we commit, then ack.", {"parcel"}),
        ("With parcels, ack late.", {"parcel"}),
        ("After the commit comes the ack of parcels.", {"parcel"}),
        ("The ack of parcels is late.", {"parcel"}),
        ("The ack for big orders comes after the commit.", {"big", "order"}),
        ("We wait with parcels, then ack.", set()),
    ],
)
def test_what_is_acknowledged_is_told_by_the_place_that_it_comes_from(clause: str, found: set[str]) -> None:
    assert things(clause) == found


def test_a_label_before_a_colon_tells_what_is_acknowledged() -> None:
    assert things("Telemetry: ack first, then commit.") == {"telemetry"}
    assert things("- Sensor telemetry: ack first.") == {"sensor", "telemetry"}


def test_a_colon_without_a_space_or_after_four_words_is_no_label() -> None:
    assert things("telemetry:ack first") == set()
    assert things("Sensors send old telemetry: ack first") == set()


def test_the_title_of_a_decision_is_no_label() -> None:
    assert things("Telemetry: ack first, then commit.", key="D-0001") == set()


@pytest.mark.parametrize(
    "clause",
    [
        "The message is acked late.",
        "Each delivery is acknowledged after the commit.",
        "Messages are acked when processed.",
        "It is acked late.",
        "Receipts are acked.",
        "Stored rows are acked.",
        "Committed inserts are acked.",
        "x is acked.",
        "We ack.",
        "",
    ],
)
def test_words_that_fit_every_message_tell_nothing(clause: str) -> None:
    assert things(clause) == set()


def test_what_stands_before_a_joining_word_belongs_to_something_else() -> None:
    assert things("Mails wait while orders are acked.") == {"order"}
    assert things("Mails come and orders are acked.") == {"order"}


# --- whether all of them are meant ------------


@pytest.mark.parametrize(
    "word", ["Nothing", "No order", "None", "Every order", "Each order", "ALL orders", "Any"]
)
def test_a_clause_that_says_so_is_about_all_of_them(word: str) -> None:
    assert spoken(f"{word} is acked early").every is True


@pytest.mark.parametrize("clause", ["Orders are acked", "Small orders are acked", "We allow an early ack"])
def test_a_clause_that_does_not_say_so_is_not_about_all(clause: str) -> None:
    assert spoken(clause).every is False


# --- whether two are one ------------


def one(first: Flow, second: Flow, *, several: bool = False) -> bool:
    """The answer for two flows, which is the same whichever comes first."""
    found = known(ONE).are_one(first, second, several)
    assert known(ONE).are_one(second, first, several) is found
    return found


def test_two_without_telling_words_at_one_home_are_one_flow() -> None:
    assert one(flow("a"), flow("a")) is True


def test_two_at_different_homes_are_not_one_flow() -> None:
    assert one(flow("a", every=True), flow("b", every=True)) is False
    assert one(flow("a", "order"), flow("b", "order")) is False


def test_one_that_may_be_about_either_of_two_homes_is_compared_with_none() -> None:
    assert one(flow("a b", "order"), flow("a", "order")) is False


def test_one_that_is_about_all_of_two_homes_is_compared_with_each() -> None:
    assert one(flow("a b", "order", every=True), flow("a", "order")) is True
    assert one(flow("a b", every=True), flow("b")) is True


def test_two_that_are_about_all_need_one_home_in_common() -> None:
    assert one(flow("a b", every=True), flow("b c", every=True)) is True
    assert one(flow("a b", every=True), flow("c d", every=True)) is False


def test_things_that_share_a_word_are_one_flow_even_where_there_are_several() -> None:
    assert one(flow("a", "paid order"), flow("a", "order"), several=True) is True


def test_things_that_share_no_word_are_two_flows() -> None:
    assert one(flow("a", "order"), flow("a", "parcel")) is False


def test_a_thing_of_the_problem_is_what_a_clause_without_a_thing_is_about() -> None:
    """The problem says: orders arrive, stored once, lost."""
    assert one(flow("a", "order"), flow("a")) is True


def test_a_thing_that_the_problem_does_not_know_may_be_another_one() -> None:
    assert one(flow("a", "telemetry"), flow("a")) is False


def test_a_thing_that_its_home_is_called_after_is_known() -> None:
    home = Flow(frozenset({"Telemetry consumers"}), frozenset({"telemetry"}), every=False)
    assert one(home, msg := Flow(home.homes, frozenset(), every=False)) is True
    assert one(home, msg, several=True) is False


def test_where_there_are_several_flows_a_clause_without_a_thing_is_compared_with_none() -> None:
    assert one(flow("a", "order"), flow("a"), several=True) is False
    assert one(flow("a"), flow("a"), several=True) is False


def test_the_words_of_the_problem_are_known_without_their_endings() -> None:
    problem = facts.ProblemStated(situation="Parcels' labels", needed=("Mails",), never=("`Ducks` lost",))
    found = flows.Flows(conversations.folded(conversations.said(problem)))
    assert [
        word
        for word in ("parcel", "mail", "duck", "goose")
        if found.are_one(flow("a", word), flow("a"), False)
    ] == [
        "parcel",
        "mail",
        "duck",
    ]


def test_quantities_and_givens_of_the_problem_make_nothing_known() -> None:
    problem = facts.ProblemStated(situation="It runs.", quantities=("40 ducks a day",), given=("geese",))
    found = flows.Flows(conversations.folded(conversations.said(problem)))
    assert found.are_one(flow("a", "duck"), flow("a"), several=False) is False
    assert found.are_one(flow("a", "geese"), flow("a"), several=False) is False


def test_before_a_problem_is_stated_no_thing_is_known() -> None:
    found = flows.Flows(conversations.folded(()))
    assert found.are_one(flow("a", "order"), flow("a"), several=False) is False
    assert found.are_one(flow("a"), flow("a"), several=False) is True


# --- whether there are several ------------


@pytest.mark.parametrize(
    ("every", "apart"),
    [
        ((), False),
        (("order",), False),
        (("order", "order"), False),
        (("order", ""), False),
        (("order", "paid order"), False),
        (("order", "parcel"), True),
        (("paid order", "order", "paid"), True),
        (("", "", "order", "parcel"), True),
    ],
)
def test_flows_are_several_when_two_of_them_share_no_word(every: tuple[str, ...], apart: bool) -> None:
    assert flows.told_apart(flow("a", told) for told in every) is apart
