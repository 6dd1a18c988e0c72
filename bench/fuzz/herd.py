"""Keeps workers going over all mutants, and notes how each of them ends.

Called by `__main__`. A worker that dies costs one mutant: the next begins behind it. A worker that says
nothing for a minute though it has time is ended and counts as hanging.
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
from collections.abc import Iterator
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


class Tally(msgspec.Struct):
    """What has been looked at so far."""

    groups: Counter[str] = msgspec.field(default_factory=Counter)
    ways: Counter[str] = msgspec.field(default_factory=Counter)
    found: dict[str, list[Found]] = msgspec.field(default_factory=dict)
    slowest: tuple[float, str, int] = (0.0, "", 0)

    def note(self, found: Found) -> None:
        self.found.setdefault(found.signature, []).append(found)

    def take(self, row: dict[str, Any]) -> None:
        self.groups[row["group"]] += 1
        self.ways.update(row["ways"])
        for said in row["wrong"]:
            self.note(Found(said[0], row["number"], said[0].split(":", 1)[0], said[1]))
        if row["slow"][0] > self.slowest[0]:
            self.slowest = (row["slow"][0], row["slow"][1], row["number"])


class Herd:
    """Workers over a range of mutants.

    Args:
        listed: the corpus as a file.
        scratch: a folder for what workers keep.
        seed: the seed of the mutants.
        end: how many mutants there are.
    """

    def __init__(self, listed: Path, scratch: Path, seed: int, end: int) -> None:
        self._listed, self._scratch, self._seed = listed, scratch, seed
        self._batches = iter(range(0, end, _BATCH))
        self._end = end
        self._lock = threading.Lock()
        self._told = time.monotonic()
        self.tally = Tally()

    def run(self, workers: int) -> Tally:
        """Looks at everything; returns what was found."""
        threads = [threading.Thread(target=self._work, args=(at,), daemon=True) for at in range(workers)]
        for each in threads:
            each.start()
        while any(each.is_alive() for each in threads):
            time.sleep(0.5)
            self._tell()
        return self.tally

    def _tell(self) -> None:
        """How far it is, on the error stream, now and then."""
        if time.monotonic() - self._told > _TOLD:
            self._told = time.monotonic()
            with self._lock:
                done, found = self.tally.groups.total(), sorted(self.tally.found)
            sys.stderr.write(f"{done} of {self._end} mutants; {len(found)} findings: {'; '.join(found)}\n")

    def _work(self, at: int) -> None:
        place = self._scratch / f"worker-{at}"
        place.mkdir(parents=True, exist_ok=True)
        while (first := self._next()) is not None:
            last = min(first + _BATCH, self._end)
            while first < last:
                first = self._range(place, first, last)

    def _next(self) -> int | None:
        with self._lock:
            return next(self._batches, None)

    def _range(self, place: Path, first: int, last: int) -> int:
        """Lets one process look at a range; returns where the next must begin."""
        status = place / "status"
        status.unlink(missing_ok=True)
        words = [str(self._listed), str(place), str(self._seed), str(first), str(last)]
        child = subprocess.Popen(
            [sys.executable, "-m", "bench.fuzz.worker", *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        hanging = False
        for line in _lines(child):
            if line is None:
                hanging = True
                child.kill()
                break
            with self._lock:
                self.tally.take(json.loads(line))
        _, complaint = child.communicate()
        if child.returncode == 0:
            return last
        if not status.exists():
            raise RuntimeError(f"a worker did not start: {complaint.decode('utf-8', 'replace')[-2000:]}")
        number, _, step = status.read_text().strip().partition(" ")
        with self._lock:
            self.tally.note(_death(child.returncode, hanging, int(number), step, complaint))
        return int(number) + 1


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


def _death(code: int, hanging: bool, number: int, step: str, complaint: bytes) -> Found:
    said = complaint.decode("utf-8", "replace").strip()[-300:]
    return Found(f"{step}: {how(code, hanging)}", number, step, said)


def how(code: int, hanging: bool = False) -> str:
    """How a process ended, in words."""
    if hanging:
        return "hangs without using the processor"
    if code == -signal.SIGPROF:
        return "takes more than 5 s of processor time"
    if code < 0:
        return f"kills the process ({signal.Signals(-code).name})"
    return f"ends the process with code {code}"
