"""The lines of a text as parsers count them: ended by LF, CR LF or CR, and by nothing else.

Called wherever a place is turned into a line of text. `str.splitlines` also ends lines at form feeds and at
five other characters, so behind one of those every number would point at a wrong line.
"""

import functools


@functools.lru_cache(maxsize=4)
def of(text: str) -> tuple[str, ...]:
    """The lines without their ends; remembered, since many findings may lie in one file."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(text.split("\n"))


def at(text: str, number: int) -> str:
    """One line by its number from one; empty when there is no such line."""
    found = of(text)
    return found[number - 1] if 0 < number <= len(found) else ""
