"""A terminal for tests: the program as a person starts it, keys sent, the screen read."""

import os
import pty
import select
import signal
import sys
import time

from tests.cli import houses


def spawn(home: houses.Home, *words: str) -> tuple[int, int]:
    """Starts `parti` at a terminal of its own."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(home.root)
        os.execve(sys.executable, [sys.executable, "-m", "parti", *words], home.environment())
    _LEFT.pop(terminal, None)
    return child, terminal


_LEFT: dict[int, bytes] = {}
"""What a terminal showed behind the words that were waited for; the next wait begins there."""


def wait_for(terminal: int, wanted: bytes) -> bytes:
    """Reads the terminal until the words are there; what it showed up to their end."""
    seen = _LEFT.pop(terminal, b"")
    deadline = time.monotonic() + 20
    while wanted not in seen:
        assert time.monotonic() < deadline, seen
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            seen += os.read(terminal, 4096)
        except OSError as error:
            raise AssertionError(seen) from error
    end = seen.index(wanted) + len(wanted)
    _LEFT[terminal] = seen[end:]
    return seen[:end]


def end_of(child: int) -> int:
    """The exit code of a program that ends by itself; one that does not is ended, and the test fails."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("the program did not end")
