"""Whether the arguments of one Python call may be what a rule wants, told from their bytes without a parse.

Asked by `adjacent` for the phrases whose last piece speaks of arguments. It reads from an opening bracket
to the one that closes it, apart from texts, and looks at how each argument begins. In code that parses this
is what a parser sees; whatever is not plain (a comment, a format text, a lambda, a bracket of the wrong
kind, a letter beyond ASCII) is answered with *perhaps*, and then the file is parsed.
"""

from parti.source import beginnings

Wanted = tuple[tuple[int, beginnings.Steps], ...]
"""Alternatives: which argument, counted from 0 or -1 for any, and what it begins with."""

_LONGEST = 2_000
"""Bytes of arguments that are read; nobody writes longer ones, and many brackets would take long."""

_CLOSING = {41: 40, 93: 91, 125: 123}
_OPENING = b"([{"
_BLANK = b" \t\n\r\f"
_QUOTES = b"\"'"
_COMMA, _COLON, _END = b",:)"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789"
_OTHERS = b".*+-/%@&|^~<>=!"
_ODD = frozenset((b"for", b"lambda", b"async"))
"""Words that let commas stand where no argument ends."""


def may_be(data: bytes, place: int, wanted: Wanted) -> bool:
    """Whether any alternative may hold for the call whose opening bracket ends before a place.

    Args:
        data: the bytes of the file.
        place: where the arguments begin.
        wanted: the alternatives.
    """
    starts = _starts(data, place)
    if starts is None:
        return True
    return any(
        beginnings.begins(data, start, steps)
        for index, steps in wanted
        for at, start in enumerate(starts)
        if index in (-1, at)
    )


def _starts(data: bytes, place: int) -> list[int] | None:
    """Where each argument begins; None where that is not plain."""
    starts: list[int] = []
    opened: list[int] = []
    fresh = True
    last = min(len(data), place + _LONGEST)
    while place < last:
        letter = data[place]
        if letter in _BLANK:
            place += 1
            continue
        if letter == _END and not opened:
            return starts
        if letter == _COMMA and not opened:
            fresh, place = True, place + 1
            continue
        if fresh:
            starts.append(place)
            fresh = False
        place = _over(data, place, opened)
        if not place:
            return None
    return None


def _over(data: bytes, place: int, opened: list[int]) -> int:
    """The place behind the next token; 0 where that is not plain."""
    letter = data[place]
    if letter in _LETTERS:
        end = place + 1
        while data[end : end + 1] and data[end] in _LETTERS:
            end += 1
        name = data[place:end]
        if data[end : end + 1] and data[end] in _QUOTES:
            return _behind_text(data, end, formatted=b"f" in name.lower() or b"t" in name.lower())
        return 0 if name in _ODD and not opened else end
    if letter in _QUOTES:
        return _behind_text(data, place, formatted=False)
    if letter in _OPENING:
        opened.append(letter)
        return place + 1
    if letter in _CLOSING:
        return place + 1 if opened and opened.pop() == _CLOSING[letter] else 0
    if letter == _COLON and not opened:
        return place + 1 if data[place + 1 : place + 2] == b"=" else 0
    return place + 1 if letter in _OTHERS or letter in b",:" else 0


def _behind_text(data: bytes, place: int, *, formatted: bool) -> int:
    """The place behind a text that begins with a quote; 0 where it does not end, or holds code."""
    quote = data[place : place + 1]
    mark = quote * 3 if data.startswith(quote * 3, place) else quote
    at = place + len(mark)
    while True:
        end = data.find(mark, at, place + _LONGEST)
        slash = data.find(b"\\", at, end) if end >= 0 else -1
        if end < 0 or slash < 0:
            break
        at = slash + 2
    inner = data[place + len(mark) : end]
    if end < 0 or (formatted and b"{" in inner):
        return 0
    if len(mark) == 1 and b"\n" in inner.replace(b"\\\r\n", b"").replace(b"\\\n", b""):
        return 0
    return end + len(mark)
