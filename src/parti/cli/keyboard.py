"""One answer from the keyboard, also when it was pasted and has several lines.

Called by `talk`. A terminal hands over one line at a time, so the second line of a pasted answer would be
taken for the answer to the next question. What waits behind a line is therefore read with it and shown, and
a person says whether all of it is one answer; until then nothing is recorded. Standard library only.
"""

import os
import select
import sys
from typing import Any

_AT_ONCE = 0.05
"""Seconds: what was pasted arrives together, and no hand types a line so soon after another."""

_MOST = 65_536


def line(prompt: str) -> str | None:
    """What a person typed, or pasted and confirmed; None when nothing can be taken, which is then said.

    Raises:
        EOFError: the terminal was closed.
    """
    try:
        typed = input(prompt)
        typed.encode()
    except UnicodeError:
        _waiting()
        print("That line holds a byte that is no text, so nothing was recorded. Type it once more.")
        return None
    rest = [one for one in _waiting().splitlines() if one.strip()]
    if not rest:
        return typed
    whole = " ".join(" ".join([typed, *rest]).split())
    print(f"{len(rest) + 1} lines came at once. As one answer they say: {_visible(whole)}")
    if yes(f"Take all {len(rest) + 1} lines as this one answer? [y/N] "):
        return whole
    print("Nothing was recorded.")
    return None


def yes(prompt: str) -> bool:
    """Whether a person said yes; what cannot be read is no yes."""
    try:
        return input(prompt).strip().lower() in ("y", "yes")
    except UnicodeError:
        return False


def _waiting() -> str:
    """What the terminal holds already, a line without its end too; nothing where there is no terminal."""
    try:
        terminal = sys.stdin.fileno()
        if not os.isatty(terminal):
            return ""
    except (OSError, ValueError):
        return ""
    import termios

    before = termios.tcgetattr(terminal)
    by_keys: list[Any] = [*before[:3], before[3] & ~termios.ICANON, *before[4:]]
    data = b""
    termios.tcsetattr(terminal, termios.TCSANOW, by_keys)
    try:
        while len(data) < _MOST and select.select([terminal], [], [], _AT_ONCE)[0]:
            if not (more := os.read(terminal, 4096)):
                break
            data += more
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
    return data.decode("utf-8", "replace")


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
