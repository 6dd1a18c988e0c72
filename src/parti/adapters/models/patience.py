"""How often a call is tried again, and how long is waited before.

Called by `calls` and `google`. The wait before an attempt is drawn from zero to a bound that doubles up
to a cap (full jitter): many callers that failed together do not come back together. A server that says
how long to wait is waited for, unless it asks for longer than anybody would sit there.
"""

import email.utils
import random
import time
from collections.abc import Callable

import msgspec


class Patience(msgspec.Struct, frozen=True):
    """Times in seconds; tests give their own sleep and chance."""

    tries: int = 5
    first: float = 1.0
    cap: float = 30.0
    longest: float = 120.0
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    now: Callable[[], float] = time.time


def wait(patience: Patience, failed: int, asked: float | None) -> float | None:
    """The seconds before the next attempt after `failed` ones; None when the server asks for too many."""
    jitter = min(patience.cap, patience.first * 2.0 ** (failed - 1)) * patience.chance()
    if asked is None:
        return jitter
    if asked > patience.longest:
        return None
    return asked + min(jitter, 1.0)


def asked_for(value: str, now: float) -> float | None:
    """What a Retry-After header asks for: seconds, or a date; None when it says neither."""
    text = value.strip()
    if text.replace(".", "", 1).isdecimal() and text.isascii():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return None
