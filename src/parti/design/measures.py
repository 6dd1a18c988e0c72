"""Quantities that say what they count: `40 orders per second`, `10,000 tasks`, with their values.

Called by what compares the numbers of two statements. A number without a noun may be anything's, so it is
no quantity here; a range is none either.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from parti.design import elements
from parti.design import quantities as q

_NOUN = r"((?:[a-z][a-z-]{1,30}\s+){0,2}?)([a-z][a-z-]{2,30})"
_RATE = re.compile(
    rf"(?<![\w.,–-])({q.NUMBER})\s+{_NOUN}\s*(?:/\s*|\s(?:per|a|an|each|every)\s+)"
    r"(?:seconds?|secs?|s|minutes?|mins?|min|hours?|h|days?|d)(?![a-zA-Z])",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<![\w.,–-])({q.NUMBER})\s+((?:[a-z][a-z-]{{2,30}}\s+)?)([a-z]{{3,30}}s)\b", re.IGNORECASE
)
_NO_THING = re.compile(
    r"second|sec|minute|min|hour|hr|day|night|week|month|year|time|per|percent|of|at|in|byte|us|its|this|"
    r"always|process|less|plus|as|is|was|has|does",
    re.IGNORECASE,
)
_MANY = 100
"""Counts below it stand beside too many other things to say which is meant."""


class Measure(msgspec.Struct, frozen=True):
    """How much of what: a rate in things a second, or a count.

    Args:
        shown: as it is written. at: where it stands in the text. which: words that narrow the noun down.
    """

    sort: str
    noun: str
    amount: float
    shown: str
    at: int
    which: frozenset[str] = frozenset()

    @property
    def thing(self) -> tuple[str, str]:
        return self.sort, self.noun


@lru_cache(maxsize=512)
def of(text: str) -> tuple[Measure, ...]:
    """The quantities of a text, in their order; a small count is left out, as it may be anything's."""
    rates = tuple(_found(text, _RATE, "rate"))
    taken = [(one.at, one.at + len(one.shown)) for one in rates]
    counts = (one for one in _found(text, _COUNT, "count") if not any(a <= one.at < b for a, b in taken))
    return tuple(sorted((*rates, *counts), key=lambda one: one.at))


def _found(text: str, pattern: re.Pattern[str], sort: str) -> Iterator[Measure]:
    for match in pattern.finditer(text):
        noun = elements.plain(match[3])
        if _NO_THING.fullmatch(noun) or q.RANGE_BEFORE.search(
            text[max(0, match.start() - 8) : match.start()]
        ):
            continue
        amount = a_second(match[0]) if sort == "rate" else q.number(match[1])
        if sort == "count" and amount < _MANY:
            continue
        which = frozenset(match[2].casefold().split())
        yield Measure(sort, noun, round(amount, 6), match[0], match.start(), which)


def a_second(shown: str) -> float:
    """Things a second of a rate as it stands in a text: `40 orders per second`."""
    number = re.match(q.NUMBER, shown, re.IGNORECASE)
    unit = re.search(r"[a-z]+$", shown, re.IGNORECASE)
    return q.rate(f"{number[0]} / {unit[0]}" if number and unit else shown)
