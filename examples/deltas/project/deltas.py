"""What a delta is: one change to the forum, as the platform puts it into the inbox.

    {"id": "…", "kind": "post", "at": "2026-03-01T09:30:00Z", …fields of the kind…}

The `id` belongs to the platform. It can be compared and hashed; it is never taken apart.
"""

from datetime import date, datetime
from typing import Any

Delta = dict[str, Any]

_TIME = "%Y-%m-%dT%H:%M:%SZ"


class Refused(Exception):
    """A delta that can never be applied. It is set aside with the reason, and the rest goes on."""


def check(value: object) -> Delta:
    """Gives the value back when it is a delta.

    Raises:
        Refused: it is empty, a field is missing, or the time is not UTC to the second.
    """
    if not isinstance(value, dict):
        raise Refused("a delta is a JSON object")
    for name in ("id", "kind", "at"):
        text(value, name)
    day_of(value)
    return value


def text(delta: Delta, name: str) -> str:
    """A field that must hold some text."""
    value = delta.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"{name!r} is missing or empty")
    return value


def day_of(delta: Delta) -> date:
    """The UTC day of a delta; times in this one form also sort as text."""
    at = delta["at"]
    try:
        moment = datetime.strptime(at, _TIME)
    except ValueError:
        raise Refused(f"'at' is not a UTC time: {at!r}") from None
    if moment.strftime(_TIME) != at:
        raise Refused(f"'at' is not padded: {at!r}")
    return moment.date()
