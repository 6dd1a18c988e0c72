"""What every test gets."""

import gc
import signal

import hypothesis


def pytest_configure() -> None:
    """No test fails by the clock, and interrupts arrive.

    Hypothesis measures how long its inputs take to make, which on a busy machine says nothing about a test.
    Tests started in the background of a shell ignore interrupts, those started with `nohup` ignore that the
    terminal closes, and every child inherits that.
    """
    slow = (hypothesis.HealthCheck.too_slow,)
    hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=slow)
    hypothesis.settings.load_profile("untimed")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """Thirty thousand tests are no garbage, and need not be looked through each time it is collected."""
    gc.collect()
    gc.freeze()
