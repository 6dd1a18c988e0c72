"""The one way to the database: a connection with the shop's deadlines."""

import os
from contextlib import contextmanager

import psycopg

STATEMENT_TIMEOUT_MS = 5_000
CONNECT_TIMEOUT_S = 3


@contextmanager
def transaction():
    """A connection in a transaction: committed at the end, rolled back on any error."""
    with psycopg.connect(
        os.environ["SHOP_DATABASE"],
        connect_timeout=CONNECT_TIMEOUT_S,
        options=f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
    ) as connection:
        yield connection
