"""`python -m bench.records`: what reading a log costs, and that appending to a long one costs no more.

Reading is everything: the bytes, each record's id derived again, the order, the live set. An append
is whole, too: lock, write, sync, read back; most of it is the disk, so its ratio counts, not its time.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from parti.records import fold, log
from parti.records import vocabulary as facts

READ_GOAL = 0.5
"""Seconds for ten thousand records."""
GROWTH_GOAL = 2.0
"""An append to the longest log may cost this much of one to an empty log."""
LENGTHS = (0, 1_000, 10_000, 50_000)


def records(count: int) -> list[facts.Record]:
    """A chain; each tenth record supersedes the one before."""
    made: list[facts.Record] = []
    for number in range(count):
        gone = (made[-1].id,) if number % 10 == 9 else ()
        text = f"The consumer acknowledges after the commit, so a crash repeats {number} and loses none."
        fact = facts.Answered(question=f"Q-{number}", text=text, how="own", supersedes=gone)
        at = f"2026-01-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.000000Z"
        made.append(
            log.make(fact, at=at, by="Ada <ada@example.org>", parents=[made[-1].id] if made else ())
        )
    return made


def fill(folder: Path, every: list[facts.Record]) -> None:
    """Appends a segment's worth at a time, so that the log has the files it would have grown."""
    for start in range(0, len(every), 500):
        log.append(folder, "c10e0000-main-0001", every[start : start + 500])


def median(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def reading(place: Path) -> bool:
    """Ten thousand records, folded to the live ones."""
    folder = place / "reading"
    fill(folder, records(10_000))
    count = len(tuple(fold.live(log.read(folder).records)))
    took = median(lambda: tuple(fold.live(log.read(folder).records)), 7)
    told = verdict(took <= READ_GOAL)
    size = sum(path.stat().st_size for path in folder.glob("*.jsonl"))
    print(f"read, verify, order and fold 10,000 records ({size / 1e6:.1f} MB, {count} live)")
    print(f"  median of 7: {took * 1000:.0f} ms   goal {READ_GOAL * 1000:.0f} ms   {told}")
    return took <= READ_GOAL


def appending(place: Path) -> bool:
    """One record at a time, to logs of growing length, taking turns so that the disk's moods are shared."""
    every = records(max(LENGTHS))
    folders = {length: place / f"log{length}" for length in LENGTHS}
    for length, folder in folders.items():
        fill(folder, every[:length])
    taken: dict[int, list[float]] = {length: [] for length in LENGTHS}
    for turn in range(200):
        for length, folder in folders.items():
            one = log.make(facts.FeatureClosed(reason=str(turn)), at="2026", by="Ada", parents=())
            start = time.perf_counter()
            log.append(folder, "c10e0000-main-0001", [one])
            taken[length].append(time.perf_counter() - start)
    first = statistics.median(taken[LENGTHS[0]])
    print("append one record to a log of")
    for length in LENGTHS:
        took = statistics.median(taken[length])
        print(f"  {length:>6} records: median of 200: {took * 1000:6.2f} ms   ratio {took / first:.2f}")
    ratio = statistics.median(taken[LENGTHS[-1]]) / first
    print(f"  longest to empty: {ratio:.2f}   goal ≤ {GROWTH_GOAL:.1f}   {verdict(ratio <= GROWTH_GOAL)}")
    return ratio <= GROWTH_GOAL


def verdict(good: bool) -> str:
    return "ok" if good else "MISSED"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="parti-records-") as scratch:
        good = [reading(Path(scratch)), appending(Path(scratch))]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
