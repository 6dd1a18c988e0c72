"""A runner that knows its lines: it answers commands as a test told it to, and remembers what was run.

A command that nobody told it about fails the test, since a stage that runs something unexpected is
what such a test is there to notice.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from parti import ports

Act = Callable[[Path], None]


class Call(msgspec.Struct, frozen=True):
    """One command as it was run."""

    command: str
    cwd: Path
    timeout: int
    environment: Mapping[str, str]


class FakeRunner:
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._answers: dict[str, list[tuple[ports.Ran, Act | None]]] = {}

    def answers(
        self, part: str, *, code: int = 0, output: str = "", seconds_ms: int = 10, act: Act | None = None
    ) -> "FakeRunner":
        """Answers commands that hold `part`; several answers come in turn, and the last one stays.

        `act` is done in the folder where the command runs, before the answer.
        """
        ran = ports.Ran(part, code, output, seconds_ms)
        self._answers.setdefault(part, []).append((ran, act))
        return self

    def run(
        self, command: str, *, cwd: Path, timeout: int, environment: Mapping[str, str] | None = None
    ) -> ports.Ran:
        self.calls.append(Call(command, cwd, timeout, environment or {}))
        parts = [part for part in self._answers if part in command]
        if not parts:
            raise AssertionError(f"nobody told the fake runner about {command!r}")
        queue = self._answers[max(parts, key=len)]
        ran, act = queue.pop(0) if len(queue) > 1 else queue[0]
        if act is not None:
            act(cwd)
        return ports.Ran(command, ran.code, ran.output, ran.seconds_ms)
