"""All benchmarks, one after the other: `./dev bench`, or `python -m bench`.

Prints each table and ends with one line; the exit code is 1 when a goal was missed.
"""

import sys

from bench import chunk_check, growth, proportions, start_up, taint
from bench import records as record_times
from bench.crash import __main__ as crash
from bench.debate import __main__ as debate


def main() -> int:
    """Runs every benchmark; 0 when all goals were reached."""
    results = {
        "start-up": start_up.main(),
        "chunk check": chunk_check.main(),
        "growth": growth.main(),
        "records": record_times.main() == 0,
        "crash": crash.main([]) == 0,
        "taint": taint.main([]) == 0,
        "test to code": proportions.main(),
        "simulated debate": debate.main([]),
    }
    missed = [name for name, good in results.items() if not good]
    print(
        f"\n{len(results) - len(missed)} of {len(results)} goals reached"
        + (f"; missed: {missed}" if missed else "")
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
