"""What a text must begin with, as steps that are followed without `re`: for a hook that has no time for it.

`phrases` reads the steps off a structural rule's regular expression, `arguments` follows them at the start
of each argument of a call. Only plain characters, plain sets of them and `*`, `+`, `?` are read; at
anything else the steps end, or nothing is said, so that they never ask for more than the expression does.
"""

Step = tuple[bytes, bool, bool]
"""The characters that may stand here, whether one must, and whether there may be many."""

Steps = tuple[Step, ...]

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_ '\"=,:;<>@%/!-&~`")
_ENDING = frozenset("$.(")
_MARKS = frozenset("*+?")


def word(letters: str) -> Steps:
    """The steps of a plain word."""
    return tuple((letter.encode(), True, False) for letter in letters)


def steps(expression: str) -> Steps:
    """What every text that an expression matches begins with; empty where nothing can be said.

    Args:
        expression: one that begins with `^`; any other may match anywhere in a text.
    """
    if not expression.startswith("^") or "|" in expression or "{" in expression:
        return ()
    found: list[Step] = []
    at = 1
    while at < len(expression):
        letters, behind = _one(expression, at)
        if not letters:
            if expression[at] in _ENDING or expression[at] == "\\":
                break
            return ()
        mark = expression[behind : behind + 1]
        if mark not in _MARKS:
            mark = ""
        at = behind + len(mark)
        if expression[at : at + 1] in _MARKS and mark:
            return ()
        found.append((letters.encode(), mark in {"", "+"}, mark in {"*", "+"}))
    return tuple(found) if any(must for _, must, _ in found) else ()


def _one(expression: str, at: int) -> tuple[str, int]:
    """(the characters that may stand for one piece, where the next begins); none where it is not plain."""
    letter = expression[at]
    if letter in _PLAIN:
        return letter, at + 1
    if letter == "\\":
        escaped = expression[at + 1 : at + 2]
        return (escaped, at + 2) if escaped and escaped in ".*+?()[]^$" else ("", at)
    end = expression.find("]", at + 1)
    return (_set(expression[at + 1 : end]), end + 1) if letter == "[" and end > 0 else ("", at)


def _set(inner: str) -> str:
    """The characters of a set; none where it holds more than characters and plain ranges."""
    if any(twice in inner for twice in ("&&", "~~", "--")):
        return ""
    letters = ""
    at = 0
    while at < len(inner):
        first, last = inner[at], inner[at + 2 : at + 3]
        if inner[at + 1 : at + 2] == "-" and last:
            if not (first.isalnum() and last.isalnum() and (first + last).isascii()):
                return ""
            letters += "".join(map(chr, range(ord(first), ord(last) + 1)))
            at += 3
        elif first in _PLAIN or first in "+*?.()$":
            letters += first
            at += 1
        else:
            return ""
    return letters


def begins(data: bytes, at: int, wanted: Steps) -> bool:
    """Whether the bytes from a place on follow the steps."""
    places = {at}
    for letters, must, many in wanted:
        there = set() if must else set(places)
        for place in places:
            while data[place : place + 1] and data[place] in letters:
                place += 1
                there.add(place)
                if not many:
                    break
        places = there
        if not places:
            return False
    return True
