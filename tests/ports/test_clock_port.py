"""What every clock does."""

import re

import pytest

from parti import ports
from parti.adapters import clock
from tests.fakes.clock import FakeClock


class ClockCase:
    @pytest.fixture
    def subject(self) -> ports.Clock:
        raise NotImplementedError

    def test_time_is_utc_with_microseconds(self, subject: ports.Clock) -> None:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", subject.now())

    def test_time_as_text_sorts_as_time(self, subject: ports.Clock) -> None:
        times = [subject.now() for _ in range(100)]
        assert times == sorted(times)


class TestFake(ClockCase):
    @pytest.fixture
    def subject(self) -> ports.Clock:
        return FakeClock()

    def test_ticks_and_jumps(self) -> None:
        subject = FakeClock(step_ms=1)
        first = subject.now()
        subject.jump(-60)
        assert (first, subject.now()) == ("2026-01-01T00:00:00.000000Z", "2025-12-31T23:59:00.001000Z")


class TestSystem(ClockCase):
    @pytest.fixture
    def subject(self) -> ports.Clock:
        return clock.SystemClock()
