"""Makes text from anywhere safe to show on one line: nothing hidden, nothing that steers a terminal.

Called by every form. Control characters, colour codes, line ends, lone surrogates and the marks that
turn the reading direction (Boucher and Anderson, "Trojan Source", 2021) are shown as escapes.
"""

import unicodedata

from parti.constraints.finding import Place


def one_line(text: str) -> str:
    """The text with everything that does not print as itself written as `\\n`, `\\x1b`, `\\u202e`."""
    return text if text.isprintable() else "".join(map(_shown, text))


def valid(text: str) -> str:
    """The text as it is, lone surrogates excepted, which no encoding can hold."""
    return text.encode("utf-8", "backslashreplace").decode()


def place(where: Place) -> str:
    """`path:line:column`, as far as it is known."""
    column = f":{where.column}" if where.line and where.column else ""
    return f"{one_line(where.path)}{f':{where.line}' if where.line else ''}{column}"


def middle(text: str, width: int) -> str:
    """The text cut in its middle to a width in terminal cells: a path's two ends say the most."""
    if cells(text) <= width:
        return text
    left, right = 0, len(text)
    used = 1
    while used < width:
        take_right = right == len(text) or len(text) - right <= left
        used += cells(text[right - 1] if take_right else text[left])
        if used > width:
            break
        left, right = (left, right - 1) if take_right else (left + 1, right)
    return f"{text[:left]}…{text[right:]}"


def cells(text: str) -> int:
    """How many columns a terminal gives this text; wide characters take two."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]
