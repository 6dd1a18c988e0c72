"""Runs the daily jobs that are due: `STATE_DIR=state python -m scripts.schedule`.

Cron calls this once an hour. A job is done for a day when that day's report exists, so an early, a
late or a second call is harmless, and days that were missed are made up, oldest first.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from jobs.counts import counts
from state_io import Unreadable, only_writer, save_json

JOBS: dict[str, Callable[[Path, date], dict[str, Any]]] = {
    "counts": counts,
}
MOST_DAYS = 7


def due(folder: Path, job: str, today: date) -> list[date]:
    """The days up to yesterday without a report, at most a week of them; the first time, yesterday."""
    yesterday = today - timedelta(days=1)
    last = max((path.stem for path in (folder / "reports" / job).glob("*.json")), default=None)
    if last is None:
        return [yesterday]
    after = date.fromisoformat(last)
    days = [after + timedelta(days=n + 1) for n in range((yesterday - after).days)]
    return days[:MOST_DAYS]


def run(folder: Path, today: date) -> list[str]:
    """Runs what is due and names the jobs that failed; one job's trouble is not another's."""
    failed = []
    for name, job in JOBS.items():
        try:
            for day in due(folder, name, today):
                save_json(folder / "reports" / name / f"{day}.json", job(folder, day))
        except Unreadable as error:
            failed.append(name)
            print(f"{name} failed: {error}", file=sys.stderr)
    return failed


def main() -> int:
    folder = Path(os.environ.get("STATE_DIR", "state"))
    with only_writer(folder):
        failed = run(folder, datetime.now(UTC).date())
    print(f"{len(JOBS) - len(failed)} jobs up to date, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
