"""Runs the project's own commands (tests, builds, checks), for `ports.Runner`.

Made by `bootstrap`. A command gets a process group of its own, ended with all its children when the
time is up, when the command ends and leaves children behind, when Parti is interrupted, and, by
`mourner`, when Parti is killed. Its output is bounded: a test that prints without end must not take
Parti's memory with it.
"""

import os
import select
import shlex
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from parti import ports
from parti.adapters import bounded, mourner

TIMED_OUT = 124
NOT_STARTED = 127
LONGEST_OUTPUT = 2 * 1024 * 1024

WORK_TREE = "PARTI_WORK_TREE"
CHECKOUT = "PARTI_CHECKOUT"
"""Where `checkout_start` reads which place stands for which."""

_TICK = 0.05
_GRACE = 1.0
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


class ProcessRunner:
    """Runs a command line, split but without a shell.

    Args:
        root: where a first word such as `.venv/bin/python` lies when the folder that the command runs in
            has none: a clean checkout holds no virtual environment.
        environment: what every command gets to see.
    """

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        self._root = root
        self._environment = {name: text for name, text in environment.items() if name not in _OF_A_HOOK}

    def run(
        self, command: str, *, cwd: Path, timeout: int, environment: Mapping[str, str] | None = None
    ) -> ports.Ran:
        """Runs a command line and returns its combined output; `timeout` in seconds."""
        start = time.monotonic()
        try:
            words = self._words(command, cwd)
            process = subprocess.Popen(
                words,
                cwd=cwd,
                env=self._surroundings(cwd, environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            return ports.Ran(command, NOT_STARTED, f"The command could not be started: {error}\n", 0)
        output = bounded.Bounded(LONGEST_OUTPUT)
        try:
            with mourner.beside(process.pid):
                in_time = _follow(process, output, start + timeout)
        finally:
            code = _end(process, output)
        took = int((time.monotonic() - start) * 1000)
        return ports.Ran(command, code if in_time else TIMED_OUT, output.text(), took)

    def _words(self, command: str, cwd: Path) -> Sequence[str]:
        words = shlex.split(command)
        if not words:
            raise ValueError("there is no command")
        first = words[0]
        if os.sep in first and not (cwd / first).exists() and (self._root / first).exists():
            return [os.path.normpath(self._root / first), *words[1:]]
        return words

    def _surroundings(self, cwd: Path, more: Mapping[str, str]) -> Mapping[str, str]:
        """An editable install points to the work tree; the checkout's own code must come first.

        In a checkout `checkout_start` takes care of what comes through such an install nevertheless.
        """
        merged = {**self._environment, "PYTHONDONTWRITEBYTECODE": "1", **more}
        own = [cwd / "src", cwd]
        if cwd.resolve() != self._root.resolve():
            merged.update({WORK_TREE: str(self._root), CHECKOUT: str(cwd)})
            own.insert(0, Path(__file__).with_name("checkout_start"))
        places = [str(place) for place in own if os.pathsep not in str(place)]
        places += filter(None, [merged.get("PYTHONPATH")])
        return {**merged, "PYTHONPATH": os.pathsep.join(places)}


def _follow(process: subprocess.Popen[bytes], output: bounded.Bounded, deadline: float) -> bool:
    """Reads until the command has ended; False when the time was up first."""
    assert process.stdout is not None
    handle = process.stdout.fileno()
    is_open = True
    while not _has_ended(process):
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        wait = min(left, _TICK)
        if not is_open:
            time.sleep(min(wait, 0.005))
        elif select.select([handle], [], [], wait)[0]:
            is_open = _take(handle, output)
    return True


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Without reaping it: as long as it is not reaped, its group's number cannot be given to another."""
    options = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, process.pid, options) is not None


def _end(process: subprocess.Popen[bytes], output: bounded.Bounded) -> int:
    """Ends the whole group, takes what it still said, and returns the command's code."""
    assert process.stdout is not None
    if not _has_ended(process):
        _signal(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE
        while not _has_ended(process) and time.monotonic() < deadline:
            if select.select([process.stdout], [], [], _TICK)[0] and not _take(
                process.stdout.fileno(), output
            ):
                time.sleep(_TICK)
    _signal(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + _GRACE  # a child in a session of its own may go on printing
    while select.select([process.stdout], [], [], _TICK)[0] and time.monotonic() < deadline:
        if not _take(process.stdout.fileno(), output):
            break
    process.stdout.close()
    code = process.wait()
    return 128 - code if code < 0 else code


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _take(handle: int, output: bounded.Bounded) -> bool:
    """One piece of output; False at its end."""
    data = os.read(handle, 65536)
    output.add(data)
    return bool(data)
