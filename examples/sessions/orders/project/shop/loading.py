"""What the clerk runs over the mailed file of orders; the only writer of `orders` so far."""

from shop import db

INSERT = "INSERT INTO orders (number, placed_at, lines) VALUES (%s, %s, %s)"


def add(number, placed_at, lines):
    """Stores one order; the primary key on the number refuses a second one."""
    with db.transaction() as connection:
        connection.execute(INSERT, (number, placed_at, lines))
