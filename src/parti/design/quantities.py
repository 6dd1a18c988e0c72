"""Numbers with their units in the words of an answer: durations, rates, counts.

Called by `contradictions`. A number counts only with its unit, and a label only next to the number; where
two values could be meant the answer is None, because a wrong alarm about somebody's arithmetic is worse
than none.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping

Converter = Callable[[str], float]

_SECONDS: Mapping[str, float] = {
    "ms": 0.001, "millisecond": 0.001, "s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60,
    "h": 3600, "hr": 3600, "hour": 3600, "d": 86400, "day": 86400, "night": 86400, "week": 604800,
    "month": 2592000, "year": 31536000,
}  # fmt: skip
_WORDS: Mapping[str, float] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "sixty": 60, "half a": 0.5, "half an": 0.5,
}  # fmt: skip
_EVERY: Mapping[str, float] = {"hourly": 3600, "nightly": 86400, "daily": 86400, "weekly": 604800}

_BY_LENGTH = sorted(_WORDS, key=len, reverse=True)
_LITERAL = r"(?<!\d)\d{1,3}(?:[,_ ]\d{3}){1,3}(?!\d)(?:\.\d{1,9})?|(?<!\d)\d{1,12}(?!\d)(?:\.\d{1,9})?"
NUMBER = rf"(?:{_LITERAL})\s*(?:k(?![a-zA-Z])|million|thousand)?|\b(?:{'|'.join(_BY_LENGTH)})\b"
_UNIT = (
    r"(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|min|hours?|hrs?|h|days?|d|nights?|weeks?|"
    r"months?|years?)(?![a-zA-Z])"
)
DURATION = rf"(?:{NUMBER})[\s-]*{_UNIT}"
RATE = (
    rf"(?:{NUMBER})\s*(?:[a-z-]++\s*+){{0,2}}?(?:/\s*|per\s+|a\s+|an\s+|each\s+|every\s+)"
    r"(?:seconds?|secs?|s|minutes?|mins?|min|hours?|h|days?|d)(?![a-zA-Z])"
    rf"|(?:{NUMBER})\s*(?:rps|tps|msgs?/s|hz)\b"
)
_RANGE = re.compile(rf"({_LITERAL})\s*(?:-|–|to)\s*(?={_LITERAL})")
RANGE_BEFORE = re.compile(r"\d\s*(?:-|–|to|or)\s*\Z")
_CLAUSE = re.compile(r"(?<=[a-z)0-9`])[.;!?](?:\s+|$)|\n+|;\s*")


_TEXTS = 4096
"""How many texts are remembered: each sum reads all answers, and each answer is followed by all sums."""


@functools.lru_cache(_TEXTS)
def clauses(text: str, unless: str = "") -> tuple[str, ...]:
    """The parts of a text within which a label and a number belong together; not those with `unless`."""
    parts = tuple(part.strip() for part in _CLAUSE.split(text) if part.strip())
    but = re.compile(unless, re.IGNORECASE) if unless else None
    return tuple(part for part in parts if but is None or not but.search(part))


def number(text: str) -> float:
    """The value of a number as it is written: `2,000`, `1.5`, `10k`, `three`."""
    plain = " ".join(text.casefold().split())
    if plain in _WORDS:
        return _WORDS[plain]
    scale = 1.0
    for word, times in (("million", 1e6), ("thousand", 1e3), ("k", 1e3)):
        if plain.endswith(word):
            plain, scale = plain.removesuffix(word).strip(), times
            break
    return float(re.sub(r"[,_ ]", "", plain)) * scale


def duration(text: str) -> float:
    """Seconds of a number with its unit."""
    found = re.fullmatch(rf"({NUMBER})[\s-]*({_UNIT})", text.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError(text)
    return number(found[1]) * _seconds(found[2])


def rate(text: str) -> float:
    """Things a second."""
    amount = re.match(NUMBER, text.strip(), re.IGNORECASE)
    if amount is None:
        raise ValueError(text)
    unit = re.search(r"(?:/|per|an?|each|every)\s*([a-z]+)\s*$", text.strip(), re.IGNORECASE)
    return number(amount[0]) / (_seconds(unit[1]) if unit and _known(unit[1]) else 1)


def every(text: str) -> float | None:
    """The interval of `every 6 hours`, `nightly`, `once a day`; None when there is none, or two."""
    found = [
        _EVERY[word.casefold()] for word in re.findall(r"\b(?:hourly|nightly|daily|weekly)\b", text, re.I)
    ]
    found += [duration(one) for one in re.findall(rf"\bevery\s+({DURATION})", text, re.I)]
    found += [
        _seconds(unit)
        for unit in re.findall(
            r"\b(?:every|each|once an?)\s+(minute|hour|day|night|week|month)\b", text, re.I
        )
    ]
    return one_of(found)


def labelled(texts: Iterable[str], pattern: str, convert: Converter, unless: str = "") -> float | None:
    """The one value that a pattern finds: its group `v`, converted; None when there is none, or several.

    A clause that holds `unless` says something else and is passed over, as is one with a range.
    """
    return one_of(value for text in texts for value in _values(text, pattern, convert, unless))


@functools.lru_cache(16 * _TEXTS)
def _values(text: str, pattern: str, convert: Converter, unless: str) -> tuple[float, ...]:
    look, made = re.compile(pattern, re.IGNORECASE), []
    for clause in _with(text, convert, unless):
        for found in look.finditer(clause):
            group = next(number for number, value in enumerate(found.groups(), start=1) if value)
            ahead = _RANGE.search(clause[found.start(group) : found.end(group) + 12])
            if not ahead and not RANGE_BEFORE.search(clause[: found.start(group)]):
                made.append(convert(found[group]))
    return tuple(made)


@functools.lru_cache(16 * _TEXTS)
def has(text: str, pattern: str, unless: str = "", convert: Converter | None = None) -> bool:
    """Whether a pattern stands anywhere in a text, its value plain or not; `convert` tells its sort."""
    look = re.compile(pattern, re.IGNORECASE)
    return any(look.search(clause) for clause in _with(text, convert, unless))


@functools.lru_cache(4 * _TEXTS)
def _with(text: str, convert: Converter | None, unless: str) -> tuple[str, ...]:
    """The clauses in which a value of the sort stands at all: few, and the patterns of labels are dear."""
    parts, sort = clauses(text, unless), _SORTS.get(convert) if convert else None
    return tuple(part for part in parts if sort.search(part)) if sort else parts


_SORTS: Mapping[Converter, re.Pattern[str]] = {
    duration: re.compile(DURATION, re.IGNORECASE),
    rate: re.compile(RATE, re.IGNORECASE),
    number: re.compile(NUMBER, re.IGNORECASE),
}


def one_of(found: Iterable[float]) -> float | None:
    """The value that all agree on."""
    distinct = {round(value, 6) for value in found}
    return distinct.pop() if len(distinct) == 1 else None


def told(seconds: float) -> str:
    """A duration as people write it."""
    for size, unit in ((86400, "days"), (3600, "h"), (60, "min"), (1, "s")):
        if seconds >= size and seconds % size == 0:
            return f"{counted(seconds / size)} {unit}" if seconds > size or unit != "days" else "day"
    thousandths = round(seconds * 1000, 6)
    fine = thousandths == int(thousandths) and thousandths % 10 != 0
    return f"{counted(thousandths)} ms" if seconds < 1 or fine else f"{counted(seconds)} s"


def counted(value: float) -> str:
    """A number without needless zeros."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _known(unit: str) -> bool:
    return _stem(unit) in _SECONDS


def _seconds(unit: str) -> float:
    return _SECONDS[_stem(unit)]


def _stem(unit: str) -> str:
    plain = unit.casefold()
    return plain if plain in _SECONDS else plain.removesuffix("s")
