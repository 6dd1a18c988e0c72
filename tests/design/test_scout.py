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
