"""A terminal for tests: the program as a person starts it, keys sent, the screen read."""

import os
import pty
import sys
import time

from tests.cli import houses


def spawn(home: houses.Home, *words: str) -> tuple[int, int]:
    """Starts `parti` at a terminal of its own."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(home.root)
        os.execve(sys.executable, [sys.executable, "-m", "parti", *words], home.environment())
    return child, terminal


def wait_for(terminal: int, wanted: bytes) -> bytes:
    """Reads the terminal until the words are there."""
    seen = b""
    deadline = time.monotonic() + 20
    while wanted not in seen:
        assert time.monotonic() < deadline, seen
        try:
            seen += os.read(terminal, 4096)
        except OSError as error:
            raise AssertionError(seen) from error
    return seen


def end_of(child: int) -> int:
    """The exit code of a program that ends by itself."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
