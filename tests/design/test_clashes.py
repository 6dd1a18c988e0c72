"""Logic over statements: two owners, two values, a second message that nothing knows."""

import pytest

from parti.design import clashes, contradictions
from parti.records import vocabulary as facts
from tests.design import conversations


def codes(*new: facts.Fact, settled: bool = True) -> list[str]:
    before = conversations.settled() if settled else conversations.opened()
    names = {one.question for one in new if isinstance(one, facts.Answered)}
    kept = [one for one in before if getattr(one, "question", "") not in names]
    found = clashes.findings(conversations.folded(conversations.said(*kept, *new)))
    assert all(one.fix and one.place.path for one in found)
    return [one.code.removeprefix("design/") for one in found]


def answered(text: str, question: str = "record-owner") -> facts.Answered:
    return facts.Answered(question=question, text=text, how="own")


@pytest.mark.parametrize(
    "text",
    [
        "Only the billing service writes orders.",
        "`orders` is written by billing.",
        "Only billing owns `order`.",
        "The orders table is only written by billing.",
    ],
)
def test_two_owners_of_one_datum_are_found(text: str) -> None:
    """The settled design gives `order` to the orders consumer."""
    assert codes(answered(text)) == ["two-owners"]


@pytest.mark.parametrize(
    "text",
    [
        "Only the orders consumer writes orders.",
        "`orders` is written by the consumer.",
        "Only billing writes invoices.",
        "Only one process writes it.",
        "Billing reads orders.",
        "Orders are written once.",
    ],
)
def test_one_owner_in_other_words_is_no_contradiction(text: str) -> None:
    assert codes(answered(text)) == []


def test_one_name_given_to_two_owners_is_found() -> None:
    other = facts.DataNamed(key="DATA-0002", name="Orders", shape="id", owner="billing")
    assert codes(other) == ["two-owners"]


@pytest.mark.parametrize(
    ("name", "shape", "owner", "found"),
    [
        ("order", "id, customer", "orders consumer", ["two-data"]),
        ("Order", "id, customer", "the consumer", ["two-data"]),
        ("order", "id, total", "orders consumer", []),
        ("order", "id, customer", "billing", ["two-owners"]),
        ("order list", "id, customer", "orders consumer", []),
    ],
)
def test_one_name_of_data_has_one_shape(name: str, shape: str, owner: str, found: list[str]) -> None:
    """Two branches may name it twice; the settled design holds `order: id, total`."""
    assert codes(facts.DataNamed(key="DATA-0002", name=name, shape=shape, owner=owner)) == found


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("max_connections = 100.", "`max_connections` is 200.", 1),
        ("prefetch_count: 10", "prefetch_count is set to 50.", 1),
        ("statement_timeout = 5 s", "statement_timeout = 5000 ms", 0),
        ("max_connections = 100.", "max_connections = 100, as said.", 0),
        ("max_connections = 100.", "In staging max_connections = 20.", 0),
        ("max_connections = 100.", "It was max_connections = 50.", 0),
        ("We have 100 connections.", "We have 200 connections.", 0),
    ],
)
def test_one_setting_with_two_values(one: str, other: str, count: int) -> None:
    assert codes(answered(one, "pool-size"), answered(other, "replica-count")).count("two-values") == count


PAIR = {"api": "http-endpoint", "payments": "http-client", "orders consumer": "consumer", "Rows": "cache"}


def settings(*said: tuple[str, str]) -> list[str]:
    """The codes of a design of several components in which these answers were given."""
    new = [answered(text, question) for question, text in said]
    state = conversations.folded(conversations.said(*conversations.opened(PAIR), *new))
    assert len(contradictions.said(state)) == len(said), "each of the questions is asked"
    return [one.code.removeprefix("design/") for one in clashes.findings(state)]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("http-down", "pool_size = 10."), ("consumer-spike", "pool_size = 5."), []),
        (("http-down", "pool_size = 10."), ("breaker", "pool_size = 5."), ["two-values"]),
        (
            ("http-down", "pool_size = 10."),
            ("consumer-spike", "For payments, pool_size = 5."),
            ["two-values"],
        ),
        (("http-down", "In the api pool_size = 10."), ("breaker", "In payments pool_size = 5."), []),
        (("http-down", "pool_size = 10."), ("http-down", "pool_size = 10."), []),
    ],
)
def test_a_setting_of_two_components_has_two_values(
    one: tuple[str, str], other: tuple[str, str], found: list[str]
) -> None:
    said = (one, other) if one != other else (one,)
    assert settings(*said) == found


def test_a_third_value_is_held_against_each_of_its_own_component() -> None:
    mine, his = ("http-down", "pool_size = 10."), ("consumer-spike", "pool_size = 5.")
    assert settings(mine, his, ("soak", "pool_size = 10.")) == ["two-values"]


@pytest.mark.parametrize(
    ("owner", "text", "found"),
    [
        ("src/store.py", "Only the billing service writes orders.", []),
        ("`store.save()`", "Only billing writes orders.", []),
        ("src/store.py", "`orders` is written by `src/billing.py`.", []),
        ("the store", "Only billing writes orders.", ["two-owners"]),
    ],
)
def test_a_file_and_a_component_may_be_one_owner(owner: str, text: str, found: list[str]) -> None:
    before = [one for one in conversations.settled() if not isinstance(one, facts.DataNamed)]
    kept = [one for one in before if getattr(one, "question", "") != "record-owner"]
    data = facts.DataNamed(key="DATA-0001", name="order", shape="id", owner=owner)
    state = conversations.folded(conversations.said(*kept, data, answered(text)))
    assert [one.code.removeprefix("design/") for one in clashes.findings(state)] == found


@pytest.mark.parametrize(
    "said", ["Delivery is at least once.", "The message is acknowledged after the commit."]
)
@pytest.mark.parametrize(
    ("known", "found"),
    [
        ("It is stored.", ["no-key"]),
        ("A unique key on the order number.", []),
        ("An upsert by id.", []),
        ("The insert is idempotent.", []),
        ("One row an order.", []),
    ],
)
def test_what_may_come_twice_needs_something_that_knows_it_again(
    said: str, known: str, found: list[str]
) -> None:
    before = [
        one for one in conversations.settled() if not isinstance(one, facts.InvariantStated | facts.Decided)
    ]
    names = ("consumer-db-away", "broker-blip")
    kept = [one for one in before if getattr(one, "question", "") not in names]
    records = conversations.said(*kept, answered(said, names[0]), answered(known, names[1]))
    assert [one.code for one in clashes.findings(conversations.folded(records))] == [
        f"design/{code}" for code in found
    ]


EARLY = [
    "We acknowledge first, then commit.",
    "Acknowledged before the row is stored.",
    "The commit follows; it is inserted after the ack.",
    "auto_ack is on.",
    "Acknowledge on receipt.",
]
LATE = [
    "A message is acknowledged only after the COMMIT that holds its row has returned.",
    "Never acknowledged before the commit.",
    "Nothing is acknowledged until it is stored.",
    "We commit. Then we acknowledge.",
    "Once the row is stored we ack.",
    "It is stored before it is acknowledged.",
]
NEITHER = [
    "A crash after the acknowledgement and before the commit loses it.",
    "Publishers get their confirm, an ack, before the row is stored.",
    "If we acknowledged before the commit, a crash would lose the message.",
    "Telemetry is acknowledged on receipt.",
    "auto_ack=False.",
    "It is acknowledged before the next one is stored.",
    "It is written to the log after it was acknowledged.",
    "Metrics are acknowledged on receipt; orders are acknowledged after the commit.",
]


def ordered(text: str, invariant: str, question: str = "consumer-db-away") -> list[str]:
    """The codes of a design that holds this answer and this invariant, with nothing else named."""
    held = facts.InvariantStated(key="INV-0001", text=invariant, why="orders")
    before = [
        one
        for one in conversations.settled()
        if not isinstance(one, facts.InvariantStated | facts.Decided | facts.FailureModeNamed)
        and getattr(one, "question", "") != question
    ]
    records = conversations.said(*before, held, answered(text, question))
    every = clashes.findings(conversations.folded(records))
    found = [one for one in every if one.code == "design/two-orders"]
    assert all("INV-0001" in one.message and f"Q-{question}" in one.message for one in found)
    return [one.code.removeprefix("design/") for one in found]


@pytest.mark.parametrize("early", EARLY)
@pytest.mark.parametrize("late", LATE)
def test_acknowledging_before_storing_contradicts_acknowledging_after_it(early: str, late: str) -> None:
    assert ordered(early, late) == ["two-orders"]


@pytest.mark.parametrize("text", [*LATE, *NEITHER])
@pytest.mark.parametrize("late", LATE)
def test_the_same_side_in_other_words_is_no_contradiction(text: str, late: str) -> None:
    assert ordered(text, late) == []


def test_an_answer_on_acknowledging_need_not_name_it() -> None:
    assert ordered("Automatically, before the commit.", LATE[0], "ack-strategy") == ["two-orders"]
    assert ordered("Never before the commit.", LATE[0], "ack-strategy") == []


def test_an_option_that_was_rejected_is_on_no_side() -> None:
    """The settled design rejects to acknowledge on receipt."""
    assert "two-orders" not in codes(answered(LATE[0], "ack-strategy"))
    assert "two-orders" in codes(answered(EARLY[0], "ack-strategy"))


TWO = {**{f"{name} consumer": "consumer" for name in ("order", "telemetry")}, "Rows": "relational-database"}


def flows(*texts: str, components: dict[str, str] | None = None) -> list[str]:
    """Whether two orders are found in these words: `INV …`, `FM <component>: …` or an answer's."""
    new: list[facts.Fact] = []
    for number, text in enumerate(texts):
        sort, _, rest = text.partition(" ")
        if sort == "INV":
            new.append(facts.InvariantStated(key=f"INV-000{number}", text=rest, why="it must"))
        elif sort == "FM":
            component, _, handling = rest.partition(": ")
            new.append(
                facts.FailureModeNamed(
                    f"FM-000{number}", component, "lost-message", handling, "fault: kill"
                )
            )
        else:
            new.append(answered(text, ("consumer-db-away", "consumer-spike", "ack-strategy")[number]))
    state = conversations.folded(conversations.said(*conversations.opened(components), *new))
    assert len(contradictions.said(state)) == len(texts), "each of the words is looked at"
    found = clashes.findings(state)
    return [one.code.removeprefix("design/") for one in found if one.code == "design/two-orders"]


@pytest.mark.parametrize(
    "texts",
    [
        ("Telemetry is acknowledged on receipt.", "Orders are acknowledged after the commit."),
        ("We acknowledge telemetry before it is stored.", "A message is acknowledged after the commit."),
        ("On the telemetry queue we ack first, then commit.", "For orders, we commit, then acknowledge."),
        (
            "FM RabbitMQ: telemetry messages are acknowledged on receipt",
            "INV Orders: committed, then acked.",
        ),
        (
            "Orders are acknowledged after the commit.",
            "Parcels are acknowledged on receipt.",
            "We commit, then acknowledge.",
        ),
    ],
)
def test_two_things_by_their_names_may_be_acknowledged_differently(texts: tuple[str, ...]) -> None:
    assert flows(*texts) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("An order is acknowledged on receipt.", "Each paid order is acknowledged after the commit."),
        ("Orders are acknowledged on receipt.", "We commit, then we acknowledge."),
        ("Manual ack after the commit.", "An order is acknowledged before it is stored."),
        (
            "Metrics are acknowledged on receipt; orders are acknowledged after the commit.",
            "INV Orders are acknowledged before they are stored.",
        ),
        ("FM RabbitMQ: ack after the commit", "FM orders consumer: acks first, then commits"),
    ],
)
def test_two_orders_of_one_thing_are_found_however_it_is_named(texts: tuple[str, ...]) -> None:
    assert flows(*texts) == ["two-orders"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("FM order consumer: ack after the commit", "FM telemetry consumer: ack before the commit"), []),
        (("FM order consumer: ack after the commit", "We ack before the commit."), []),
        (
            ("The order consumer acks after the commit.", "The telemetry consumer acks before it writes."),
            [],
        ),
        (("INV We ack after the commit.", "FM telemetry consumer: ack before the commit"), []),
        (
            ("INV Nothing is acked before the commit.", "FM telemetry consumer: ack before the commit"),
            ["two-orders"],
        ),
        (
            ("FM order consumer: ack after the commit", "FM order consumer: ack before the commit"),
            ["two-orders"],
        ),
        (
            ("The order consumer acks after the commit.", "FM order consumer: ack before the commit"),
            ["two-orders"],
        ),
    ],
)
def test_two_consumers_may_acknowledge_differently_and_one_may_not(
    texts: tuple[str, ...], found: list[str]
) -> None:
    assert flows(*texts, components=TWO) == found


def test_what_an_endpoint_acknowledges_is_not_what_a_consumer_does() -> None:
    both = {"door": "http-endpoint", "consumer": "consumer"}
    early = "FM door: the upload is acknowledged before it is stored"
    assert flows(early, "FM consumer: the upload is acked after the commit", components=both) == []
    assert flows(early, "FM door: the upload is acked after the commit", components=both) == ["two-orders"]


def test_a_thousand_clauses_about_acknowledging_are_compared_in_no_time() -> None:
    things = [f"part{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600)]
    early = [f"INV {thing} is acknowledged on receipt." for thing in things]
    late = [f"INV {thing} is acknowledged after the commit." for thing in reversed(things)]
    assert flows(*early, *late[:-1]) == ["two-orders"]


def test_while_questions_are_open_nothing_is_said_about_what_they_may_answer() -> None:
    assert codes(answered("Delivery is at least once.", "consumer-db-away"), settled=False) == []
