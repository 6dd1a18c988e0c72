"""What every clock does."""

import datetime
import re
import time

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

    def test_time_as_text_is_read_back_by_anybody(self, subject: ports.Clock) -> None:
        text = subject.now()
        moment = datetime.datetime.fromisoformat(text)
        assert moment.utcoffset() == datetime.timedelta(0)
        assert moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") == text


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

    def test_it_tells_the_machine_s_time(self, subject: ports.Clock) -> None:
        before = time.time()
        told = datetime.datetime.fromisoformat(subject.now()).timestamp()
        assert before - 0.001 <= told <= time.time() + 0.001

    @pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York", "UTC", "Asia/Kolkata"])
    def test_the_place_where_it_runs_does_not_count(
        self, subject: ports.Clock, zone: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Records of people in two zones stand in one order."""
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        try:
            told = datetime.datetime.fromisoformat(subject.now()).timestamp()
        finally:
            monkeypatch.undo()
            time.tzset()
        assert abs(told - time.time()) < 60

    def test_time_goes_on(self, subject: ports.Clock) -> None:
        first = subject.now()
        time.sleep(0.002)
        assert subject.now() > first
