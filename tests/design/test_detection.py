"""A guess at the components is easy to explain: the longest words win, and verbs are no components."""

import time

import pytest

from parti.design import detection
from parti.library import load

WISH = "Record each moderation action as it happens and let the scheduled digest read them in order"


def found(text: str) -> dict[str, str]:
    """The name of what was found, by kind."""
    rows = detection.detect(text, load.vocabulary(), load.technologies())
    return {row.kind: row.name for row in rows}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Failed rows move to a dead-letter table.", {"relational-database"}),
        ("They end in the dead letter table.", {"relational-database"}),
        ("It is a queue of rows with a lease.", {"relational-database"}),
        ("They end in the dead-letter queue.", {"broker"}),
        ("Workers cache the schema for a minute.", set()),
        ("It may cache its answers.", set()),
        ("Cache the price list.", set()),
        ("The cache the workers share may be lost.", {"cache"}),
        ("a cache in front of it", {"cache"}),
        ("It cached the schema in a shared cache.", {"cache"}),
        (WISH, {"scheduler"}),
        ("A scheduled report goes out.", {"scheduler"}),
        ("A scheduled flight and a scheduled meeting.", set()),
        ("The Flask admin lists them.", {"http-endpoint"}),
        ("A Flask app shows them.", {"http-endpoint"}),
        ("The chemist fills a flask.", set()),
        ("It reads from the queue.", {"consumer", "broker"}),
        ("A queue worker does it.", {"consumer", "broker"}),
        ("It goes into a Redis stream.", {"broker"}),
        ("The worker threads share one list.", set()),
        ("Plain files, no Redis.", set()),
        ("Plain files instead of PostgreSQL, and without RabbitMQ.", set()),
    ],
)
def test_a_text_has_these_kinds(text: str, kinds: set[str]) -> None:
    assert set(found(text)) == kinds


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Save the orders in SQLite.", "SQLite"),
        ("Save the orders to PostgreSQL.\nSQLite is the only store we may run.", "SQLite"),
        ("Save the orders to sqlite.\nPostgres is in production.", "Postgres"),
        ("SQLite is fixed, reached through SQLAlchemy.", "SQLite"),
        ("SQLite, not PostgreSQL.", "SQLite"),
        ("SQLAlchemy is in use.", "SQLAlchemy"),
        ("SQL Server is in use.", "SQL Server"),
        ("Save the orders in a database.", "relational database"),
    ],
)
def test_the_last_technology_in_the_text_names_the_component(text: str, name: str) -> None:
    assert found(text)["relational-database"] == name


def test_the_words_that_gave_it_away_are_named_once() -> None:
    rows = detection.detect("SQL Server, and SQL Server again", load.vocabulary(), load.technologies())
    assert [row.words for row in rows] == [("SQL Server",)]


WORDS = load.Vocabulary(
    kinds={
        "broker": load.Kind("Broker", "", ("queue", "message bus")),
        "relational-database": load.Kind("Database", "", ("table", "queue of rows")),
        "consumer": load.Kind("Consumer", "", ("reads from the queue",)),
        "cache": load.Kind("Cache", "", ("cache",)),
    },
    concerns={},
    severities={},
    modes={},
    faults={},
    oracles={},
    evidence={},
)
PRODUCTS = (
    load.Technology(("RabbitMQ",), ("broker",)),
    load.Technology(("Redis", "Redis Cluster"), ("cache", "broker")),
    load.Technology(("psycopg", "Postgres"), ("relational-database",)),
)

GUESSES: list[tuple[str, list[tuple[str, str, tuple[str, ...]]]]] = [
    ("", []),
    ("nothing of the sort", []),
    ("A Queue and two queues.", [("broker", "broker", ("Queue", "queues"))]),
    ("queued, enqueue, queue-like, my-queue, queue_x", []),
    ("the message\n  bus", [("broker", "broker", ("message bus",))]),
    ("a queue of rows", [("relational-database", "relational database", ("queue of rows",))]),
    (
        "it reads from the queue",
        [("broker", "broker", ("queue",)), ("consumer", "consumer", ("reads from the queue",))],
    ),
    ("Redis", [("broker", "Redis", ("Redis",)), ("cache", "Redis", ("Redis",))]),
    (
        "Redis\nCluster",
        [("broker", "Redis Cluster", ("Redis Cluster",)), ("cache", "Redis Cluster", ("Redis Cluster",))],
    ),
    (
        "RabbitMQ or rather Redis",
        [("broker", "Redis", ("RabbitMQ", "Redis")), ("cache", "Redis", ("Redis",))],
    ),
    ("Postgres through psycopg", [("relational-database", "Postgres", ("psycopg", "Postgres"))]),
    ("psycopg and a table", [("relational-database", "psycopg", ("psycopg", "table"))]),
]


@pytest.mark.parametrize(("text", "expected"), GUESSES, ids=[repr(row[0]) for row in GUESSES])
def test_each_guess_has_a_kind_a_name_and_the_words_that_gave_it_away(
    text: str, expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    rows = detection.detect(text, WORDS, PRODUCTS)
    assert [(row.kind, row.name, row.words) for row in rows] == expected


DENIED = [
    "not",
    "no",
    "without",
    "instead of",
    "rather than",
    "neither",
    "nor",
    "NOT",
    "not a",
    "without the",
]


@pytest.mark.parametrize("word", DENIED)
@pytest.mark.parametrize(
    "end", ["", ".", ", please", " and so on", " or so", " nor that", ";", ")", "!", "?"]
)
def test_a_product_that_is_ruled_out_is_not_guessed(word: str, end: str) -> None:
    assert detection.detect(f"It is done {word} RabbitMQ{end}", WORDS, PRODUCTS) == ()


@pytest.mark.parametrize(
    "text", ["not RabbitMQ alone", "nothing RabbitMQ", "RabbitMQ, not", "not that RabbitMQ", "not a queue"]
)
def test_only_the_product_itself_is_ruled_out(text: str) -> None:
    assert [row.kind for row in detection.detect(text, WORDS, PRODUCTS)] == ["broker"]


DETERMINERS = "the|a|an|its|our|their|his|her|this|that|these|those|each|every|all|it|them"


@pytest.mark.parametrize("word", DETERMINERS.split("|"))
def test_to_cache_a_thing_is_no_cache_but_a_cache_is_one(word: str) -> None:
    assert detection.detect(f"workers cache {word} row", WORDS, ()) == ()
    assert [row.kind for row in detection.detect(f"workers use {word} cache", WORDS, ())] == ["cache"]
    assert [row.kind for row in detection.detect(f"{word} cache the row", WORDS, ())] == ["cache"]


@pytest.mark.parametrize("word", ["shared", "local", "in-memory"])
def test_a_cache_with_an_adjective_is_one(word: str) -> None:
    assert [row.kind for row in detection.detect(f"{word} cache the row", WORDS, ())] == ["cache"]


def test_a_text_full_of_signs_is_read_in_no_time() -> None:
    """Each sign was compared with every other: twenty thousand took minutes."""
    started = time.process_time()
    assert set(found("queue of rows, queue " * 10_000)) == {"broker", "relational-database"}
    assert time.process_time() - started < 20
