"""What every test gets."""

import signal

import hypothesis


def pytest_configure() -> None:
    """No test fails by the clock, and interrupts arrive.

    Hypothesis measures how long its inputs take to make, which on a busy machine says nothing about a test.
    Tests started in the background of a shell ignore interrupts, and every child inherits that.
    """
    slow = (hypothesis.HealthCheck.too_slow,)
    hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=slow)
    hypothesis.settings.load_profile("untimed")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
