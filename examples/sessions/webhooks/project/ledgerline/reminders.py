"""The nightly job that reminds of open invoices."""

from ledgerline import store


def due():
    """The numbers of the invoices that are still open."""
    with store.writing() as connection:
        return [number for (number,) in connection.execute("SELECT number FROM invoices WHERE state = 'open'")]
