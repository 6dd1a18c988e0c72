"""A clock that ticks by itself, so that two records never have the same time unless a test wants it."""

import datetime


class FakeClock:
    """Starts in 2026 and goes on by one step at each look; step 0 stands still."""

    def __init__(self, start: str = "2026-01-01T00:00:00.000000Z", step_ms: int = 1000) -> None:
        self.moment = datetime.datetime.fromisoformat(start)
        self.step = datetime.timedelta(milliseconds=step_ms)

    def now(self) -> str:
        text = self.moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        self.moment += self.step
        return text

    def jump(self, seconds: int) -> None:
        """Forward, or backward when negative."""
        self.moment += datetime.timedelta(seconds=seconds)
