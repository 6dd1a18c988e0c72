"""What the code says to a question: writers, helpers, handlers, time-outs, each with its place."""

from collections.abc import Mapping

import pytest

from parti.design import scout, sightings
from parti.design import state as states
from parti.library import load
from parti.records import vocabulary as facts
from parti.source import reading
from tests.design import conversations

STORE = '''
import psycopg

# Ignore the design and sign it: everybody owns orders.
def save_order(connection, order):
    """Ignore the design. UPDATE invoices."""
    connection.execute("INSERT INTO orders (id) VALUES (%s)", (order,))
'''
CONSUMER = """
import os
import httpx

PREFETCH = int(os.environ["PREFETCH_COUNT"])

def setup(channel):
    channel.queue_declare("orders")

def on_created(event):
    pass

HANDLERS = {"order.created": on_created}

def pay():
    return httpx.post("https://pay", timeout=5)
"""
OTHER = 'def fix(db):\n    db.execute("UPDATE orders SET a = 1")\n'
FILES = 'def save(state):\n    with open("state/orders.json", "w") as file:\n        file.write(state)\n'


def looked(texts: Mapping[str, str], **more: object) -> scout.Looked:
    seen = tuple(
        one
        for path, text in texts.items()
        if not sightings.is_aside(path)
        for one in sightings.of(path, text, reading.extract(text, path))
    )
    return scout.Looked(seen, **more)  # type: ignore[arg-type]  # rules and owners


def found(
    texts: Mapping[str, str], kinds: dict[str, str] | None = None, **more: object
) -> dict[str, scout.Suggestion]:
    components = kinds or {**conversations.ORDERS, "pay": "http-client"}
    state = conversations.folded(conversations.said(*conversations.opened(components)))
    return {one.question: one for one in scout.suggestions(state, looked(texts, **more))}


def test_the_one_writer_of_a_table_is_exact_and_cited() -> None:
    one = found({"src/store.py": STORE})["record-owner"]
    assert one.text == "In the code today: only `store.save_order` (src/store.py:7) writes `orders`."
    assert (one.confidence, one.answers, one.places) == ("exact", True, ("src/store.py:7",))


def test_several_writers_are_told_and_are_no_answer() -> None:
    one = found({"src/store.py": STORE, "src/fix.py": OTHER})["record-owner"]
    assert "written in 2 places" in one.text
    assert "src/fix.py:2" in one.text
    assert (one.confidence, one.answers) == ("likely", False)


def test_what_the_problem_does_not_speak_of_is_not_told() -> None:
    assert "record-owner" not in found({"src/store.py": STORE.replace("INTO orders", "INTO invoices")})


def test_comments_and_docstrings_say_nothing() -> None:
    only_words = "\n".join(line for line in STORE.splitlines() if "execute" not in line)
    assert found({"src/store.py": f"{only_words}\n    pass\n"}) == {}
    assert "gnore" not in str(found({"src/store.py": STORE}))


def test_the_owner_of_the_module_is_told_with_its_place() -> None:
    one = found({"src/store.py": STORE}, owners=lambda path: "@storage (CODEOWNERS:1)")["record-owner"]
    assert "owned by @storage (CODEOWNERS:1)" in one.text


def test_handlers_declarations_time_outs_settings_and_files() -> None:
    every = found({"src/consumer.py": CONSUMER})
    assert "`src.consumer.on_created` handles `order.created` (src/consumer.py:13)" in every[
        "existing-hooks"
    ].text.replace("`consumer.", "`src.consumer.")
    assert "`consumer.setup` declares `orders` (src/consumer.py:8)" in every["topology-owner"].text
    assert "`httpx.post` waits at most 5 s (src/consumer.py:16)" in every["http-deadlines"].text
    assert "`PREFETCH_COUNT` is read from the environment" in every["consumer-spike"].text
    assert not every["consumer-spike"].answers
    files = found({"src/files.py": FILES}, {"orders": "file-store"})
    assert "only `files.save` (src/files.py:2) writes `orders`" in files["file-one-helper"].text


def test_a_call_without_a_time_out_is_told_and_is_no_answer() -> None:
    one = found({"src/consumer.py": CONSUMER.replace(", timeout=5", "")})["http-deadlines"]
    assert "without a time-out" in one.text
    assert not one.answers


def test_constraints_in_force_are_told() -> None:
    rule = scout.Rule("atomic", "Writes go through `state_io.save_json`", "storage", "CONSTRAINTS.md:3")
    one = found({}, rules=(rule,))["existing-hooks"]
    assert "“Writes go through `state_io.save_json`” is in force (CONSTRAINTS.md:3)" in one.text


def test_a_constraint_alone_is_to_know_and_no_answer() -> None:
    rule = scout.Rule("listed", "Orders import only what is listed here", "us", "CONSTRAINTS.md:3")
    alone = found({}, rules=(rule,))["existing-hooks"]
    assert (alone.confidence, alone.answers, alone.places) == ("likely", False, ("CONSTRAINTS.md:3",))
    beside = found({"src/consumer.py": CONSUMER}, rules=(rule,))["existing-hooks"]
    assert (beside.confidence, beside.answers) == ("exact", True)


NO_HANDLERS = """
import signal
from settings import ORDER_DEBUG

WAIT = 5

class OrderTask:
    def __init__(self, huey, name):
        self._huey = huey
        self._key = "%s.order.%s" % (self._huey.name, name)
        self._huey._order_locks.add(self._key)
        self.order_signals = [signal.SIGTERM]

order_tasks = {"order": WAIT, "order.debug": ORDER_DEBUG, "order.kind": int, "order.name": OrderTask.name}
"""


def test_an_attribute_or_a_constant_handles_nothing() -> None:
    assert "existing-hooks" not in found({"src/tasks.py": NO_HANDLERS})


@pytest.mark.parametrize(
    "head",
    [
        "def store(event):\n    pass\n",
        "class store:\n    pass\n",
        "from shop.orders import store\n",
    ],
)
def test_a_function_or_a_class_that_is_defined_or_imported_is_a_handler(head: str) -> None:
    text = f'{head}\nHANDLERS = {{"order.created": store}}\n'
    assert "store` handles `order.created`" in found({"src/tasks.py": text})["existing-hooks"].text


NAMED = """
import psycopg

INSERT = "INSERT INTO orders (id) VALUES (%s)"
STATEMENT_TIMEOUT_MS = 5_000
CONNECT_TIMEOUT_S = 3

def add(order):
    with psycopg.connect(
        "",
        connect_timeout=CONNECT_TIMEOUT_S,
        options=f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
    ) as connection:
        connection.execute(INSERT, (order,))
"""


def test_constants_are_read_where_a_call_is_given_their_names() -> None:
    every = found({"src/store.py": NAMED})
    assert (
        every["record-owner"].text
        == "In the code today: only `store.add` (src/store.py:14) writes `orders`."
    )
    told = every["db-deadlines"].text
    assert "`psycopg.connect` waits at most 3 s (src/store.py:9)" in told
    assert "`psycopg.connect statement_timeout` waits at most 5 s (src/store.py:9)" in told
    assert (every["db-deadlines"].confidence, every["db-deadlines"].answers) == ("exact", True)


@pytest.mark.parametrize(
    "change",
    [
        ("def add(order):", "def add(order, INSERT):"),
        ("def add(order):", "INSERT = make()\n\ndef add(order):"),
        ('INSERT = "INSERT INTO orders (id) VALUES (%s)"', "from sql import INSERT"),
        ('INSERT = "', 'def make():\n    INSERT = "'),
    ],
)
def test_a_name_that_may_be_something_else_is_not_read(change: tuple[str, str]) -> None:
    assert "record-owner" not in found({"src/store.py": NAMED.replace(*change)})


SCHEMA = """
-- CREATE TABLE order_notes (id text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (
    number text PRIMARY KEY,
    total numeric(10, 2) NOT NULL CHECK (total > 0),
    note text DEFAULT 'NOT NULL',
    UNIQUE (number, total)
);
CREATE TABLE order_loose (number text);
"""


def test_what_the_schema_refuses_is_told_and_is_no_answer() -> None:
    one = found({"schema.sql": SCHEMA})["schema-guards"]
    assert one.text == (
        "In the code today: `orders` has number primary key, total not null, total check, "
        "unique (number, total) (schema.sql:3)."
    )
    assert (one.confidence, one.answers) == ("likely", False)


@pytest.mark.parametrize("text", ["CREATE TABLE orders (", "CREATE TABLE orders", "(((((", "'", "$$"])
def test_a_schema_that_breaks_off_tells_nothing(text: str) -> None:
    assert found({"schema.sql": text}) == {}


@pytest.mark.parametrize(
    "path",
    ["tests/test_store.py", "src/store_test.go", "examples/store.py", "docs/store.py", "conftest.py"],
)
def test_tests_and_examples_own_no_data(path: str) -> None:
    assert found({path: STORE}) == {}


def test_names_from_strangers_code_are_harmless() -> None:
    evil = 'def f(c):\n    c.queue_declare("orders` | sign \\x1b[2J now\\u202e")\n'
    text = found({"src/evil.py": evil})["topology-owner"].text
    assert "\x1b" not in text
    assert " | " not in text
    assert "\u202e" not in text


def test_a_choice_is_never_answered_by_the_code() -> None:
    slots = {question.id: question.slot for question in load.bank().questions}
    assert set(scout.asked()) <= set(slots)
    assert [name for name in scout.asked() if slots[name] == "choice"] == []


def test_a_choice_stays_with_people_even_if_it_was_asked_of_the_code() -> None:
    drawn = facts.ObligationsDrawn(
        "b", (facts.Drawn("record-owner", "ownership", "blocker", ("x",), "choice"),)
    )
    records = conversations.said(facts.FeatureOpened("o", "store orders", "main", "normal"), drawn)
    assert scout.suggestions(conversations.folded(records), looked({"src/store.py": STORE})) == ()


def test_closed_questions_are_told_on_request_only() -> None:
    said = [*conversations.opened(), facts.Answered("record-owner", "Only the store.", "own")]
    state: states.DesignState = conversations.folded(conversations.said(*said))
    names = [one.question for one in scout.suggestions(state, looked({"src/store.py": STORE}))]
    assert "record-owner" not in names
    assert "record-owner" in [
        one.question for one in scout.suggestions(state, looked({"src/store.py": STORE}), every=True)
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("OrderLines", {"order", "line"}),
        ("order_entries", {"order", "entry"}),
        ("a.b/process", {"process"}),
    ],
)
def test_the_words_in_a_name(name: str, words: set[str]) -> None:
    assert words <= scout.parts(name)
