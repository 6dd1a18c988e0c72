"""A guess at the components is easy to explain: the longest words win, and verbs are no components."""

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
