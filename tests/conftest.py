"""What every test gets."""

import signal


def pytest_configure() -> None:
    """Tests started in the background of a shell ignore interrupts, and every child inherits that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
