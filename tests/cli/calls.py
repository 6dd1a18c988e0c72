"""The door called in this process: what it prints and how it ends, without the cost of a new Python."""

import contextlib
import io
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from parti.cli import app
from tests.cli import houses


class Called(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def envelope(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


class Stream(io.StringIO):
    """A stream that a test looks at; a terminal when it says so."""

    def __init__(self, *, terminal: bool = False, text: str = "") -> None:
        super().__init__(text)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def parti(*words: str, typed: str = "", terminal: bool = False) -> Called:
    """Calls the door with these words; what is typed counts at a terminal only."""
    out, err = Stream(terminal=terminal), Stream()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("sys.stdin", Stream(terminal=terminal, text=typed))
        try:
            code = app.main(list(words))
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Called(code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def inside(home: houses.Home, **more: str) -> Iterator[None]:
    """The surroundings of a process in this home: its folder and its environment."""
    before = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(environment(home, more))
        with contextlib.chdir(home.root):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def environment(home: houses.Home, more: Mapping[str, str]) -> dict[str, str]:
    return home.environment(**more)


def nowhere(folder: Path) -> houses.Home:
    """A folder that is no repository."""
    return houses.Home(folder, folder)
