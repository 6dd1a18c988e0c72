"""`python -m bench.crash [--quick] [--victim naive]`: prints one table; exits 1 if anything was lost."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import filelock  # noqa: F401 (before the fork, so that its import is not among the calls)
import msgspec

from bench.crash import crowd, judge, kill, order, victim


class Tally(msgspec.Struct):
    """One row of the table."""

    name: str
    runs: int = 0
    lost: int = 0
    half: int = 0
    stuck: int = 0
    kept: int = 0
    note: str = ""
    seconds: float = 0.0
    examples: list[str] = msgspec.field(default_factory=list)

    @property
    def is_red(self) -> bool:
        return bool(self.lost or self.half or self.stuck)


class Bench:
    """One way to write, in a folder of its own."""

    def __init__(self, way: victim.Way, place: Path, stride: int) -> None:
        self.way = way
        self.stride = stride
        self._template = place / "template"
        self._folder = place / "run"
        victim.prepare(self._template, way)
        victim.copy(self._template, self._folder)
        self.traced, self.lines = kill.trace(way, self._folder, place / "trace")
        self.there = [
            str(self._folder / path.relative_to(self._template)) for path in self._template.rglob("*")
        ]

    def at_calls(self, name: str, what: str, only: Sequence[str] = ()) -> Tally:
        """Something happens at every call of a kind."""
        chosen = [point for point in kill.points(self.lines) if not only or point[0] in only]
        runs = (
            (f"{call} #{number}", lambda c=call, n=number: kill.at_call(self.way, self._folder, c, n, what))
            for call, number in chosen[:: self.stride]
        )
        return self._sweep(name, runs, must_die="KILL" in what)

    def at_bytes(self, name: str) -> Tally:
        """The process dies inside a write, after each number of bytes."""
        line = len(judge.log.line_of(victim.PLAN[0].records[0]))
        before = (self._template / "log/own.jsonl").stat().st_size
        page = len(victim.page_of(self.way, victim.NEW_PAGE))
        chosen = [(victim.PLAN[0], before + number) for number in range(line)]
        chosen += [(victim.Step("page.md"), number) for number in range(0, page, 101)]
        runs = (
            (f"{step.file} byte {size}", lambda s=step, z=size: kill.at_byte(self.way, self._folder, s, z))
            for step, size in chosen[:: self.stride * 2 if self.stride > 1 else 1]
        )
        return self._sweep(name, runs, must_die=True)

    def unsynced(self) -> Tally:
        """Acknowledgements that a power cut could have taken back."""
        tally = Tally("acknowledged only when synced (trace)", runs=len(victim.PLAN))
        found = order.faults(self.lines, str(self._folder), self.there)
        tally.lost, tally.examples = len(found), list(found[:3])
        return tally

    def _sweep(
        self, name: str, runs: Iterator[tuple[str, Callable[[], kill.Ended]]], *, must_die: bool
    ) -> Tally:
        tally = Tally(name)
        start, missed = time.perf_counter(), 0
        for point, run in runs:
            victim.copy(self._template, self._folder)
            ended = run()
            if must_die and not ended.signal:
                missed += 1
                continue
            left = judge.look(self.way, self._folder, ended.said)
            tally.runs += 1
            tally.lost += bool(left.lost)
            tally.half += bool(left.half)
            tally.stuck += bool(left.stuck or ended.code)
            tally.kept += bool(left.kept)
            if left.lost or left.half or left.stuck or ended.code:
                tally.examples.append(
                    f"{point}: {(*left.half, *left.lost, *left.stuck, f'code {ended.code}')[0]}"
                )
        tally.seconds = time.perf_counter() - start
        tally.note = f"{missed} not reached" if missed else ""
        return tally


def sweep(way: victim.Way, place: Path, stride: int) -> list[Tally]:
    """Every kind of end for one way to write."""
    bench = Bench(way, place, stride)
    undisturbed = judge.look(way, place / "run", bench.traced.said)
    rows = [Tally("nothing happens", runs=1, lost=len(undisturbed.lost), half=len(undisturbed.half))]
    rows.append(bench.at_calls("kill -9 at every system call", "signal=SIGKILL"))
    rows.append(bench.at_bytes("kill -9 inside a write, at each byte"))
    rows.append(
        bench.at_calls("disk full at every write and open", "error=ENOSPC", ("write", "openat", "mkdir"))
    )
    rows.append(
        bench.at_calls("I/O error at every sync and rename", "error=EIO", ("fsync", "rename", "ftruncate"))
    )
    rows.append(
        bench.at_calls("I/O error at every write and read", "error=EIO", ("write", "pread64", "close"))
    )
    rows.append(bench.unsynced())
    return rows


def crowds(place: Path, records: int) -> list[Tally]:
    """Eight writers at once."""
    rows = []
    for name, one_file, killed in (
        ("8 writers, a file each", False, 0),
        ("8 writers, all one file", True, 0),
        ("8 writers, all one file, 4 killed", True, 4),
    ):
        done = crowd.write(place / name, writers=8, records=records, one_file=one_file, kill=killed)
        rate = f"{done.acknowledged} acknowledged, {done.acknowledged / done.seconds:.0f}/s"
        tally = Tally(name, runs=8, lost=done.lost, half=done.broken + done.twins, note=rate)
        tally.stuck, tally.seconds = done.refused, done.seconds
        rows.append(tally)
    return rows


def show(title: str, rows: Sequence[Tally]) -> None:
    print(f"\n{title}")
    print(f"  {'':<40} {'runs':>6} {'lost':>5} {'half':>5} {'stuck':>5} {'kept':>5} {'s':>6}")
    for row in rows:
        counts = (
            f"{row.runs:>6} {row.lost:>5} {row.half:>5} {row.stuck:>5} {row.kept:>5} {row.seconds:>6.1f}"
        )
        print(f"  {row.name:<40} {counts}  {row.note}".rstrip())
        for example in row.examples[:3]:
            print(f"      e.g. {example}")


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="every fifth point, fewer records, in memory; under 20 s"
    )
    parser.add_argument("--victim", choices=sorted(victim.WAYS), default="careful")
    given = parser.parse_args(words)
    reason = kill.can_trace()
    if reason:
        print(f"SKIP: bench.crash: {reason}")
        return 77
    memory = Path("/dev/shm")
    place = memory if given.quick and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="parti-crash-", dir=place) as scratch:
        return _judged(Path(scratch), given.victim, given.quick)


def _judged(place: Path, name: str, quick: bool) -> int:
    rows = sweep(victim.WAYS[name], place / name, 5 if quick else 1)
    show(f"{name} writer", rows)
    control: list[Tally] = []
    if name == "careful":
        many = crowds(place / "crowd", 300 if quick else 500)
        show("many writers at once", many)
        rows += many
        control = sweep(victim.NAIVE, place / "naive", 12 if quick else 4)
        show("control: a naive writer, which must come out red", control)
    kills = sum(row.runs for row in rows if row.name.startswith("kill"))
    lost, half, stuck = (sum(getattr(row, what) for row in rows) for what in ("lost", "half", "stuck"))
    faults = sum(row.runs for row in rows if row.name.startswith(("disk", "I/O")))
    kept = sum(row.kept for row in rows if row.name.startswith(("disk", "I/O error at every sync")))
    kept = kept if name == "careful" else 0
    red = sum(row.lost + row.half for row in control)
    blind = name == "careful" and not all(
        row.is_red for row in control if row.name.startswith(("kill", "ack"))
    )
    tail = f"; control: {red} torn or lost{', BUT NOT EVERYWHERE' if blind else ''}" if control else ""
    print(
        f"\n{kills} kill points, {lost} lost, {half} half-written, "
        f"{stuck} stuck, {faults} failed calls{tail}"
    )
    if kept:
        print(f"{kept} were refused for a full disk or a failed sync, and are there all the same")
    return 1 if lost or half or stuck or kept or blind else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
