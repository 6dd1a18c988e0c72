"""Rows of states as people write them in a clause: drawn with arrows, or told as `from x to y`.

Called by `moves`. A part between two arrows that is neither a state of the machine nor one plain name ends
a row, so that an arrow of another meaning is read as no step.
"""

import re
from collections.abc import Iterator, Mapping

_ARROW = re.compile(r"\s*(?:->|→|=>)\s*")
_NEXT_TO = r"`[a-z][a-z _-]{0,38}`|[a-z][a-z_-]{1,30}"
_LEFT = re.compile(rf"(?:^|[:,;(.]\s*)({_NEXT_TO})$", re.IGNORECASE)
_RIGHT = re.compile(rf"({_NEXT_TO})(?=\s*(?:[,;:).]|$))", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\bfrom\s+(`[a-z][a-z _-]{0,38}`)\s+(?:back\s+)?to\s+(`[a-z][a-z _-]{0,38}`)", re.IGNORECASE
)


def told(clause: str, spelled: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The names of every row in a clause, those drawn with arrows first.

    Args:
        spelled: the states that are known, by their plain names.
    """
    yield from _drawn(clause, spelled)
    yield from (match.groups() for match in _FROM_TO.finditer(clause))


def _drawn(clause: str, spelled: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The rows of arrows in a clause; a part that is neither a state nor one plain name ends a row."""
    parts = _ARROW.split(clause)
    row: list[str] = []
    for number, part in enumerate(parts):
        first, last = number == 0, number == len(parts) - 1
        name = _last(part, spelled) if first else _first(part, spelled)
        whole = name and not first and not last and plain(part) == plain(name)
        row = [*row, name] if name else row
        if not first and not whole:
            if len(row) > 1:
                yield tuple(row)
            name = "" if last else _last(part, spelled)
            row = [name] if name else []


def _last(part: str, spelled: Mapping[str, str]) -> str:
    """The state that a text ends with, else the one name that it ends with; empty for anything else."""
    ending = plain(part)
    found = [name for name in spelled if ending == name or ending.endswith(f" {name}")]
    match = _LEFT.search(part.strip())
    return max(found, key=len) if found else match[1] if match else ""


def _first(part: str, spelled: Mapping[str, str]) -> str:
    """The state that a text begins with, else the one name that it begins with."""
    beginning = plain(re.split(r"[,;:().]", part)[0])
    found = [name for name in spelled if beginning == name or beginning.startswith(f"{name} ")]
    match = _RIGHT.match(part.strip())
    return max(found, key=len) if found else match[1] if match else ""


def plain(name: str) -> str:
    """A name as it is compared: without backquotes and capitals, one space between its words."""
    return " ".join(name.replace("`", " ").casefold().split())
