"""The one way to the database file: connections that wait for one another, and every writing statement."""

import sqlite3
from contextlib import contextmanager

PATH = "ledgerline.sqlite3"
BUSY_TIMEOUT_S = 5

SCHEMA = """
CREATE TABLE IF NOT EXISTS invoices (
    number TEXT PRIMARY KEY,
    payment TEXT UNIQUE,
    state TEXT NOT NULL DEFAULT 'open',
    state_at TEXT NOT NULL DEFAULT ''
);
"""


@contextmanager
def writing():
    """A connection that holds the write lock from its first statement; committed at the end."""
    connection = sqlite3.connect(PATH, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    finally:
        connection.close()


def mark(number, state, at):
    """Sets an invoice's state; the only writer of `invoices.state`."""
    with writing() as connection:
        connection.execute(
            "UPDATE invoices SET state = ?, state_at = ? WHERE number = ?", (state, at, number)
        )
