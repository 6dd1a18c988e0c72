"""The clock of the machine, for `ports.Clock`.

Made by `bootstrap`. Records are ordered by parents before time, so a clock that jumps can make a log
look odd but never changes what is live.
"""

import datetime


class SystemClock:
    """UTC from the operating system."""

    def now(self) -> str:
        """UTC, ISO 8601 with microseconds, ending in `Z`."""
        moment = datetime.datetime.now(datetime.UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
