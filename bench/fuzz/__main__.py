"""Spoils real source files and lets every eye look at them: `python -m bench.fuzz`.

    python -m bench.fuzz                              50,000 files, seed 1
    python -m bench.fuzz --files 2000 --seed 7
    python -m bench.fuzz --from /usr/src --keep /tmp/found

Prints the counts by language and by mutation and each finding with its smallest input; the exit code is 1
when there is a finding.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.fuzz import corpus, eyes, minimise, mutants
from bench.fuzz.herd import Herd, Tally


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=50_000, help="mutated source files (default 50000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--from", dest="roots", type=Path, action="append", default=[], metavar="FOLDER",
                        help="a folder with more sources; can be given again")  # fmt: skip
    parser.add_argument("--only", type=Path, action="append", metavar="FOLDER", help="no other folders")
    parser.add_argument("--keep", type=Path, help="where the smallest inputs of findings go")
    given = parser.parse_args(words)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="parti-fuzz-") as scratch:
        known = corpus.collect(given.only or (*corpus.folders(), *given.roots))
        listed = Path(scratch) / "corpus.json"
        corpus.write(known, listed)
        end = -(-given.files * 5 // 4)
        tally = Herd(listed, Path(scratch), given.seed, end).run(given.workers)
        seconds = time.monotonic() - start
        _show(known, tally, seconds)
        keep = given.keep or Path(tempfile.mkdtemp(prefix="parti-fuzz-found-")) if tally.found else None
        if keep is not None:
            _findings(known, tally, given.seed, keep)
    sources = _sources(tally)
    others = tally.groups.total() - sources
    print(
        f"\n{sources} mutated source files and {others} other texts in {seconds:.0f} s"
        f" ({sources / seconds:.0f} files/s), seed {given.seed}: {len(tally.found)} findings"
    )
    return 1 if tally.found else 0


def _sources(tally: Tally) -> int:
    return sum(count for group, count in tally.groups.items() if group not in corpus.ASIDE)


def _show(known: corpus.Corpus, tally: Tally, seconds: float) -> None:
    print(f"{'read as':<22} {'mutants':>8} {'from':>7} files")
    for group in (*corpus.SHARES, *corpus.ASIDE):
        print(f"{group:<22} {tally.groups[group]:>8} {len(known.get(group, ())):>7}")
    print(f"\n{'mutation':<22} {'times':>8}")
    for way, count in sorted(tally.ways.items(), key=lambda row: -row[1]):
        print(f"{way:<22} {count:>8}")
    slow, step, number = tally.slowest
    print(f"\nslowest look: {slow:.2f} s of processor time, {step} at mutant {number}")


def _findings(known: corpus.Corpus, tally: Tally, seed: int, keep: Path) -> None:
    """Each finding once, with how often it came up and the smallest input."""
    keep.mkdir(parents=True, exist_ok=True)
    eyes.warm()
    counts: Counter[str] = Counter({name: len(rows) for name, rows in tally.found.items()})
    for at, (name, times) in enumerate(counts.most_common()):
        first = min(tally.found[name], key=lambda row: row.number)
        print(f"\n{name}   ({times} times; mutant {first.number} of seed {seed})")
        print(f"    {first.said or '(nothing was said)'}")
        if first.step not in {*eyes.SOURCE, *eyes.ASIDE}:
            continue
        small = minimise.smallest(mutants.make(known, seed, first.number), first.step, name)
        path = keep / f"{at:02}-{first.step.replace(' ', '-')}-{Path(small.path).name}"
        path.write_bytes(small.data)
        print(
            f"    as {small.path} ({small.errors}), {len(small.data)} bytes in {path}: {small.data[:120]!r}"
        )
        if small.was:
            path.with_name(f"{path.name}.before").write_bytes(small.was)
            print(f"    before: {small.was[:120]!r}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
