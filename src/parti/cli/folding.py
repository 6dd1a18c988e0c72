"""Breaks a line for a terminal: between words, never inside one, under the column that it belongs to.

Called by `screen` for what is printed and by `app` for refusals, when a person sits at a terminal; a pipe
gets whole lines. Standard library only, and pure but for the question how wide the terminal is.
"""

import re
import shutil
import textwrap
from collections.abc import Iterator

LEAST = 72
"""A terminal that is narrower is taken for one of this width."""

_LABEL = re.compile(r" *\S+(?: \S+)* {2,}(?=\S)")
_CELLS = re.compile(r" {3,}")


def width() -> int:
    """The terminal's width, or the least."""
    return max(LEAST, shutil.get_terminal_size().columns)


def folded(text: str, most: int) -> Iterator[str]:
    """The line as lines of at most so many characters, unless one word has more.

    What goes on stands under the words that follow a label (`claim     …`), else under the line's own
    indent and four more. Cells, which three blanks set apart, go whole to the next line before one of them
    is broken.

    Args:
        most: the terminal's width; 0 leaves the line whole.
    """
    if not most or len(text) <= most:
        yield text
        return
    label = _LABEL.match(text)
    start = label.end() if label and label.end() * 3 <= most else 0
    under = start or len(text) - len(text.lstrip()) + 4
    body = text[start:]
    cells = _CELLS.split(body) if start else [body]
    if len(cells) == 1:
        yield from _wrapped(text, most, under)
        return
    row = text[:start]
    empty = True
    for cell in cells:
        if not empty and len(row) + 3 + len(cell) > most:
            yield from _wrapped(row, most, under)
            row, empty = " " * under, True
        row += cell if empty else f"   {cell}"
        empty = False
    yield from _wrapped(row, most, under)


def _wrapped(text: str, most: int, under: int) -> list[str]:
    after = " " * under
    pieces = textwrap.wrap(
        text, most, subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    )
    return pieces or [""]
