"""Parti on real projects, from `parti init` to a gate that holds: `./dev tour`, or `./dev tour huey`.

It lies with the examples and not with the benchmarks, because it shows and asserts what happens and has no
goal for a time; the times are there to be read. Every command shown is run as it stands there. Ends with 1
when something is not as the tour says, and with 4 when a stop was skipped because it cannot be reached.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from examples.tour.journey import Row, Stop, stops, travel
from examples.tour.show import Absent, Differs, say, title

HEAD = (
    "project",
    "lines",
    "init s",
    "check s",
    "gate s",
    "old places accepted",
    "errors found in the wrong chunk",
)


def main(words: Sequence[str]) -> int:
    """Travels to each stop that is asked for; the exit code of the tour."""
    known = {stop.name: stop for stop in stops()}
    parser = argparse.ArgumentParser(prog="./dev tour", description="Parti on real projects.")
    parser.add_argument("project", nargs="*", help=f"only these: {', '.join(known)}")
    parser.add_argument("--keep", action="store_true", help="leave the projects for you to explore")
    asked = parser.parse_args(words)
    if strangers := [name for name in asked.project if name not in known]:
        parser.error(f"no such project: {', '.join(strangers)}; there are {', '.join(known)}")
    if os.environ.get("PARTI_AGENT"):
        say("The tour plays a person who answers and signs, and PARTI_AGENT says that an agent is at work.")
        say("next: a person runs the same command")
        return 3
    start = time.monotonic()
    work = Path(tempfile.mkdtemp(prefix="parti-tour-"))
    keep = asked.keep
    try:
        rows, skipped, failed = visit([known[name] for name in dict.fromkeys(asked.project or known)], work)
        keep = keep or bool(failed)
    finally:
        if not keep:
            shutil.rmtree(work, ignore_errors=True)
    summary(rows, skipped, failed)
    say(
        f"{time.monotonic() - start:.0f} s, no model used."
        + (f" The projects are in {work}" if keep else "")
    )
    return 1 if failed else 4 if skipped else 0


def visit(journey: Sequence[Stop], work: Path) -> tuple[list[Row], dict[str, str], dict[str, str]]:
    """One stop after the other; a stop that fails or is skipped does not end the tour."""
    rows, skipped, failed = [], {}, {}
    for stop in journey:
        try:
            rows.append(travel(stop, work))
        except Absent as reason:
            say(f"\nSKIP: {stop.name}: {reason}")
            skipped[stop.name] = str(reason)
        except Differs as reason:
            say(f"\nNOT AS SAID: {stop.name}: {reason}")
            failed[stop.name] = str(reason).partition("\n")[0].rstrip(":")
    return rows, skipped, failed


def summary(rows: Sequence[Row], skipped: Mapping[str, str], failed: Mapping[str, str]) -> None:
    """One table, and a line for each stop that is not in it."""
    title(f"{len(rows)} as said, {len(skipped)} skipped, {len(failed)} not as said")
    cells = [HEAD, *(shown(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    for line in cells if rows else ():
        first, *others = (
            cell.ljust(w) if n == 0 else cell.rjust(w)
            for n, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        say("  ".join([first, *others]))
    for name, reason in skipped.items():
        say(f"skipped: {name}: {reason}")
    for name, reason in failed.items():
        say(f"not as said: {name}: {reason}")


def shown(row: Row) -> tuple[str, ...]:
    times = (f"{seconds:.1f}" for seconds in (row.init, row.check, row.gate))
    return (row.project, f"{row.lines:,}", *times, str(row.accepted), str(row.found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
