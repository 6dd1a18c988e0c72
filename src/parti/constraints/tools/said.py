"""One thing that a tool said, and how JSON is found in an output that holds more than JSON.

Used by every form. Warnings of an interpreter, progress and deprecation notices stand before the document
and behind it, because a command's two streams are read as one. A value of an unexpected type reads as
missing, so a tool's next version gives a poorer sentence and no crash.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints.finding import Level

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")
_START = re.compile(r"^[ \t\ufeff]*(?=[\[{])", re.MULTILINE)
_TRIES = 200


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a tool said.

    Args:
        message: its words.
        rule: its own name for the rule; empty when it has none.
        path: the file as it writes it; empty when it names none.
        module: the dotted module, for tools that name modules and no files.
    """

    message: str
    rule: str = ""
    level: Level = "error"
    path: str = ""
    module: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0


def plain(output: str) -> str:
    """The output without colours, with one kind of line end."""
    return _ANSI.sub("", output).replace("\r\n", "\n")


def document(output: str, fits: Callable[[object], bool]) -> object | None:
    """The longest JSON value that begins a line and fits; None when there is none."""
    best: tuple[int, object] | None = None
    for length, value in _values(output):
        if fits(value) and (best is None or length > best[0]):
            best = (length, value)
    return best[1] if best else None


def rows(output: str, fits: Callable[[object], bool]) -> list[object]:
    """Every JSON value that begins a line and fits: for tools that print one a line."""
    return [value for _, value in _values(output) if fits(value)]


def _values(output: str) -> Iterator[tuple[int, object]]:
    decoder = json.JSONDecoder()
    at = failed = 0
    while failed < _TRIES and (start := _START.search(output, at)):
        try:
            value, at = decoder.raw_decode(output, start.end())
        except (ValueError, RecursionError):
            failed += 1
            end = output.find("\n", start.end())
            at = len(output) if end < 0 else end + 1
        else:
            yield at - start.end(), value


def at(value: object, *keys: str | int) -> object:
    """What lies below these keys and positions; None when anything on the way is missing."""
    for key in keys:
        if isinstance(value, Mapping) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, Sequence) and not isinstance(value, str) and isinstance(key, int):
            value = value[key] if len(value) > key else None
        else:
            return None
    return value


def text(value: object, *keys: str | int) -> str:
    found = at(value, *keys)
    return found if isinstance(found, str) else ""


def number(value: object, *keys: str | int) -> int:
    found = at(value, *keys)
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0


def many(value: object, *keys: str | int) -> Sequence[object]:
    found = at(value, *keys)
    return found if isinstance(found, list) else ()


def each_has(value: object, *keys: str) -> bool:
    """Whether a value is a list of mappings that all have these keys; an empty list is one."""
    return isinstance(value, list) and all(has(row, *keys) for row in value)


def has(value: object, *keys: str) -> bool:
    return isinstance(value, dict) and all(key in value for key in keys)


def level(word: str, warnings: Iterable[str], notes: Iterable[str]) -> Level:
    """A tool's severity in ours; a word that nobody expected counts as an error."""
    lower = word.lower()
    return "warning" if lower in warnings else "note" if lower in notes else "error"
