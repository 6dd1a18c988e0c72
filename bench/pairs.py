"""Paired timing: two commands in turn, A B A B …, whole processes, medians and the median of ratios.

Used by every benchmark here. These machines are noisy; a pair that ran one after the other shares
the noise, so ratios hold where single times do not.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Timing(NamedTuple):
    """Seconds of wall clock and of processor time for one run of a whole process."""

    wall: float
    cpu: float


def once(command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None) -> Timing:
    """Runs a command and reads its cost from the operating system's own accounting."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)  # to the microsecond; `os.times` counts hundredths
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout.decode()[-2000:]}")
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Timing(wall, cpu)


def paired(
    one: Sequence[str], other: Sequence[str], cwd: Path, runs: int = 15
) -> tuple[Timing, Timing, float]:
    """Medians of both commands and the median ratio one ÷ other, by wall clock, after a warm-up."""
    once(one, cwd), once(other, cwd)
    rows = [(once(one, cwd), once(other, cwd)) for _ in range(runs)]
    ratio = statistics.median(a.wall / b.wall for a, b in rows)
    return _median([a for a, _ in rows]), _median([b for _, b in rows]), ratio


def median(command: Sequence[str], cwd: Path, runs: int = 7) -> Timing:
    """The median of several runs after a warm-up."""
    once(command, cwd)
    return _median([once(command, cwd) for _ in range(runs)])


def _median(rows: Sequence[Timing]) -> Timing:
    return Timing(statistics.median(r.wall for r in rows), statistics.median(r.cpu for r in rows))
