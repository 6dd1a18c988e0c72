"""Runs a command as it would be typed, shows what it said, and stops the tour when that is not as expected.

Called by `journey` and `fetch`. Nothing is faked or rewritten: the words shown are the words run.
"""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FOUND = re.compile(r"^FAIL +([^\s:]+)\S*  .*  \[(\S+)\]$", re.MULTILINE)


class Differs(Exception):
    """Something is not as the tour says."""


class Absent(Exception):
    """Something that a stop needs is not there: the index, a program, a package."""


class Ran(NamedTuple):
    """A command that ended: what it said, and the seconds that it took."""

    said: str
    seconds: float

    def findings(self) -> list[str]:
        """What `parti check` refused, as `code path`, without line numbers."""
        return [f"{code} {path}" for path, code in FOUND.findall(self.said)]


def run(
    folder: Path,
    *words: str,
    expect: Sequence[int] = (0,),
    says: Sequence[str] = (),
    show: int = 12,
    typed: str = "",
) -> Ran:
    """Runs the words in a folder, shows the first lines, and holds the end to what is expected."""
    start = time.monotonic()
    try:
        done = subprocess.run(
            list(words),
            cwd=folder,
            env=surroundings(folder),
            input=typed,
            encoding="utf-8",
            errors="replace",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise Absent(f"{words[0]} is missing") from error
    seconds = time.monotonic() - start
    pipe = f"echo {typed.strip()} | " if typed else ""
    shown = pipe + shlex.join(words)
    lines = done.stdout.rstrip("\n").split("\n") if done.stdout else []
    say(f"\n$ {shown}")
    for line in lines[:show]:
        say(f"  {line}")
    if (more := len(lines) - show) > 0:
        say(f"  … {more} more line{'s' if more > 1 else ''}")
    say(f"  [exit {done.returncode}, {seconds:.2f} s]")
    missing = [text for text in says if text not in done.stdout]
    if done.returncode not in expect or missing:
        wanted = f"exit {' or '.join(map(str, expect))}" + "".join(f" and “{text}”" for text in missing)
        raise Differs(f"`{shown}` was to give {wanted}, and ended with {done.returncode}:\n{done.stdout}")
    return Ran(done.stdout, seconds)


def surroundings(folder: Path) -> dict[str, str]:
    """The project's own programs first, as when its environment is activated, then Parti's."""
    paths = [folder / ".venv/bin", Path(sys.executable).parent]
    places = os.pathsep.join([*map(str, paths), os.environ["PATH"]])
    return {**os.environ, "PATH": places, "PYTHONDONTWRITEBYTECODE": "1"}


def title(text: str) -> None:
    say(f"\n── {text}")


def say(text: str) -> None:
    print(text, flush=True)
