"""Spoils real source files and lets every eye look at them: `python -m bench.fuzz`.

    python -m bench.fuzz                              50,000 files, seed 1
    python -m bench.fuzz --files 2000 --seed 7
    python -m bench.fuzz --seed 7 --first 1200 --last 1200    one mutant again
    python -m bench.fuzz --from /usr/src --keep /tmp/found

Prints each finding when it is first seen, with the number of its mutant; at the end the counts by language
and by mutation, and each finding with its smallest input. Ctrl-C ends the run and shows what was found so
far. The exit code is 0 without a finding, 1 with one, 4 when not all was looked at, 130 after Ctrl-C.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.fuzz import corpus, eyes, minimise, mutants
from bench.fuzz.herd import Found, Herd, Tally, Task


def main(words: Sequence[str]) -> int:
    given = _arguments().parse_args(words)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="parti-fuzz-") as scratch:
        known = corpus.collect(given.only or (*corpus.folders(), *given.roots))
        listed = Path(scratch) / "corpus.json"
        corpus.write(known, listed)
        task = Task(listed, Path(scratch), given.seed, _numbers(given))
        tally = Herd(task, _first_seen).run(given.workers)
        seconds = time.monotonic() - start
        _show(known, tally)
        whole = not tally.stopped and not tally.broken
        if tally.found:
            small = whole if given.minimise is None else given.minimise
            _findings(known, tally, given.seed, given.keep, small)
    _sum(tally, task, seconds)
    if tally.stopped:
        return 130
    return 4 if tally.broken else 1 if tally.found else 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.fuzz", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--files", type=int, default=50_000, help="mutated source files (default 50000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, metavar="NUMBER", help="the mutant to begin with")
    parser.add_argument(
        "--last", type=int, metavar="NUMBER", help="the mutant to end with, itself included"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--from", dest="roots", type=Path, action="append", default=[], metavar="FOLDER",
                        help="a folder with more sources; can be given again")  # fmt: skip
    parser.add_argument("--only", type=Path, action="append", metavar="FOLDER", help="no other folders")
    parser.add_argument("--keep", type=Path, help="where the smallest inputs of findings go")
    parser.add_argument("--minimise", action=argparse.BooleanOptionalAction, default=None,
                        help="find the smallest inputs; unsaid: after a whole run only")  # fmt: skip
    return parser


def _numbers(given: argparse.Namespace) -> range:
    """The mutants that are asked for: four of five are source files."""
    first = given.first or 0
    return range(first, -(-given.files * 5 // 4) if given.last is None else given.last + 1)


def _first_seen(found: Found) -> None:
    said = found.said.strip().splitlines()
    print(f"mutant {found.number}: {found.signature}", flush=True)
    if said:
        print(f"    {said[-1]}", flush=True)


def _show(known: corpus.Corpus, tally: Tally) -> None:
    print(f"{'read as':<22} {'mutants':>8} {'from':>7} files")
    for group in (*corpus.SHARES, *corpus.ASIDE):
        print(f"{group:<22} {tally.groups[group]:>8} {len(known.get(group, ())):>7}")
    print(f"\n{'mutation':<22} {'times':>8}")
    for way, count in sorted(tally.ways.items(), key=lambda row: -row[1]):
        print(f"{way:<22} {count:>8}")
    slow, step, number = tally.slowest
    print(f"\nslowest look: {slow:.2f} s of processor time, {step} at mutant {number}")


def _sum(tally: Tally, task: Task, seconds: float) -> None:
    """The last line, and what makes it worth less than it says."""
    sources = sum(count for group, count in tally.groups.items() if group not in corpus.ASIDE)
    others = tally.groups.total() - sources
    if tally.broken:
        print(f"\nnot a whole run: {tally.broken}")
    if tally.stopped:
        print(f"\nstopped after {tally.done} of {len(task.numbers)} mutants")
    print(
        f"\n{sources} mutated source files and {others} other texts in {seconds:.0f} s"
        f" ({sources / seconds:.0f} files/s), seed {task.seed},"
        f" mutants {task.numbers.start} to {task.numbers.stop - 1}: {len(tally.found)} findings"
    )


def _findings(known: corpus.Corpus, tally: Tally, seed: int, keep: Path | None, small: bool) -> None:
    """Each finding once, the most frequent first, with its smallest input if that is wanted."""
    eyes.warm()
    for at, (name, rows) in enumerate(sorted(tally.found.items(), key=lambda row: -len(row[1]))):
        first = min(rows, key=lambda row: row.number)
        print(f"\n{name}   ({len(rows)} times; mutant {first.number} of seed {seed})")
        print(f"    {first.said or '(nothing was said)'}")
        if small and first.step in {*eyes.SOURCE, *eyes.ASIDE}:
            keep = keep or Path(tempfile.mkdtemp(prefix="parti-fuzz-found-"))
            _smallest(
                minimise.smallest(mutants.make(known, seed, first.number), first.step, name), keep, at
            )


def _smallest(small: mutants.Mutant, keep: Path, at: int) -> None:
    """Writes an input down and shows how it begins."""
    keep.mkdir(parents=True, exist_ok=True)
    path = keep / f"{at:02}-{Path(small.path).name}"
    path.write_bytes(small.data)
    print(f"    as {small.path} ({small.errors}), {len(small.data)} bytes in {path}: {small.data[:120]!r}")
    if small.was:
        path.with_name(f"{path.name}.before").write_bytes(small.was)
        print(f"    before: {small.was[:120]!r}")


if __name__ == "__main__":
    for ending in (signal.SIGINT, signal.SIGTERM):  # ignored in the background otherwise
        signal.signal(ending, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
