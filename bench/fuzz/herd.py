"""Keeps workers going over all mutants, and notes how each of them ends.

Called by `__main__`. A worker that dies costs one mutant: the next begins behind it. A worker that says
nothing for two minutes is ended and counts as hanging. Ctrl-C ends the workers, and what was found so far
is there; a worker that does not start ends the run, since it would look at nothing.
"""

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

_BATCH = 400
_SILENT = 120.0
_TOLD = 60.0


class Found(NamedTuple):
    """Something that went wrong: its signature, the mutant and step, and what was said."""

    signature: str
    number: int
    step: str
    said: str


class Task(msgspec.Struct, frozen=True):
    """Which mutants are looked at, and by what.

    Args:
        listed: the corpus as a file.
        scratch: a folder for what workers keep.
        seed: the seed of the mutants.
        numbers: which of them.
        eyes: the module that knows the steps.
        seconds: processor time that a step may take.
    """

    listed: Path
    scratch: Path
    seed: int
    numbers: range
    eyes: str = "bench.fuzz.eyes"
    seconds: float = 5.0


class Tally(msgspec.Struct):
    """What has been looked at so far; `stopped` by a person, `broken` with the reason in words."""

    groups: Counter[str] = msgspec.field(default_factory=Counter)
    ways: Counter[str] = msgspec.field(default_factory=Counter)
    found: dict[str, list[Found]] = msgspec.field(default_factory=dict)
    slowest: tuple[float, str, int] = (0.0, "", 0)
    deaths: int = 0
    stopped: bool = False
    broken: str = ""

    def note(self, found: Found) -> bool:
        """Keeps a finding; whether it is the first of its kind."""
        rows = self.found.setdefault(found.signature, [])
        rows.append(found)
        return len(rows) == 1

    def take(self, row: dict[str, Any]) -> list[Found]:
        """Counts a mutant that was looked at; the findings that are the first of their kind."""
        self.groups[row["group"]] += 1
        self.ways.update(row["ways"])
        if row["slow"][0] > self.slowest[0]:
            self.slowest = (row["slow"][0], row["slow"][1], row["number"])
        wrong = [Found(said, row["number"], said.split(":", 1)[0], words) for said, words in row["wrong"]]
        return [each for each in wrong if self.note(each)]

    @property
    def done(self) -> int:
        return self.groups.total() + self.deaths


class _NotStarted(Exception):
    """A worker that ended before it looked at anything."""


class Herd:
    """Workers over a range of mutants.

    Args:
        task: what is to be done.
        first_seen: called with each finding that is the first of its kind, as it comes.
    """

    def __init__(self, task: Task, first_seen: Callable[[Found], None]) -> None:
        self._task, self._first_seen = task, first_seen
        self._batches = iter(range(task.numbers.start, task.numbers.stop, _BATCH))
        self._lock = threading.Lock()
        self._children: set[subprocess.Popen[bytes]] = set()
        self._ending = False
        self._told = time.monotonic()
        self.tally = Tally()

    def run(self, workers: int) -> Tally:
        """Looks at everything; returns what was found, also when Ctrl-C comes in between."""
        threads = [threading.Thread(target=self._work, args=(at,), daemon=True) for at in range(workers)]
        try:
            for each in threads:
                each.start()
            while any(each.is_alive() for each in threads):
                time.sleep(0.1)
                self._tell()
        except KeyboardInterrupt:
            self.tally.stopped = True
            self._end()
        for each in threads:
            each.join()
        if not self.tally.stopped and not self.tally.broken and self.tally.done != len(self._task.numbers):
            self.tally.broken = f"{len(self._task.numbers) - self.tally.done} mutants were not looked at"
        return self.tally

    def _end(self) -> None:
        """No new worker begins, and those that there are end."""
        with self._lock:
            self._ending = True
            for child in self._children:
                child.kill()

    def _tell(self) -> None:
        """How far it is, on the error stream, now and then."""
        if time.monotonic() - self._told > _TOLD:
            self._told = time.monotonic()
            with self._lock:
                done, found = self.tally.done, len(self.tally.found)
            sys.stderr.write(f"{done} of {len(self._task.numbers)} mutants; {found} findings\n")

    def _work(self, at: int) -> None:
        place = self._task.scratch / f"worker-{at}"
        place.mkdir(parents=True, exist_ok=True)
        try:
            while (first := self._next()) is not None:
                last = min(first + _BATCH, self._task.numbers.stop)
                while first < last:
                    first = self._range(place, first, last)
        except (_NotStarted, OSError) as error:
            self.tally.broken = str(error)
            self._end()

    def _next(self) -> int | None:
        with self._lock:
            return None if self._ending else next(self._batches, None)

    def _range(self, place: Path, first: int, last: int) -> int:
        """Lets one process look at a range; returns where the next must begin."""
        status = place / "status"
        status.unlink(missing_ok=True)
        child = self._started(place, first, last)
        if child is None:
            return last
        hanging = False
        for line in _lines(child):
            if line is None:
                hanging = True
                child.kill()
                break
            with self._lock:
                self._show(self.tally.take(json.loads(line)))
        _, complaint = child.communicate()
        with self._lock:
            self._children.discard(child)
            if child.returncode == 0 or self._ending:
                return last
            if not status.exists():
                said = complaint.decode("utf-8", "replace")[-2000:]
                raise _NotStarted(f"a worker did not start: {said}")
            number, _, step = status.read_text().strip().partition(" ")
            found = _death(how(child.returncode, self._task.seconds, hanging), int(number), step, complaint)
            self.tally.deaths += 1
            self._show([found] if self.tally.note(found) else [])
        return int(number) + 1

    def _started(self, place: Path, first: int, last: int) -> "subprocess.Popen[bytes] | None":
        """A process that looks at a range; None once the run is to end."""
        task = self._task
        words = (task.listed, place, task.seed, first, last, task.eyes, task.seconds)
        with self._lock:
            if self._ending:
                return None
            child = subprocess.Popen(
                [sys.executable, "-m", "bench.fuzz.worker", *map(str, words)],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
            )  # fmt: skip
            self._children.add(child)
        return child

    def _show(self, new: list[Found]) -> None:
        for each in new:
            self._first_seen(each)


def _lines(child: "subprocess.Popen[bytes]") -> Iterator[bytes | None]:
    """Whole lines as they come; None when none has come for too long."""
    if child.stdout is None:
        return
    handle, rest = child.stdout.fileno(), b""
    while True:
        ready, _, _ = select.select([handle], [], [], _SILENT)
        if not ready:
            yield None
            return
        data = os.read(handle, 1 << 16)
        if not data:
            return
        *whole, rest = (rest + data).split(b"\n")
        yield from whole


def _death(end: str, number: int, step: str, complaint: bytes) -> Found:
    said = complaint.decode("utf-8", "replace").strip()[-300:]
    return Found(f"{step}: {end}", number, step, said)


def how(code: int, seconds: float, hanging: bool = False) -> str:
    """How a process ended, in words."""
    if hanging:
        return "hangs without using the processor"
    if code == -signal.SIGPROF:
        return f"takes more than {seconds:g} s of processor time"
    if code < 0:
        return f"kills the process ({signal.Signals(-code).name})"
    return f"ends the process with code {code}"
