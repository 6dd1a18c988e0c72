"""How long is waited: jitter under a cap that doubles, what a server asks for, and calls in a minute."""

import datetime
import email.utils
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parti import ports
from parti.adapters.models import pace, patience

SURE = patience.Patience(chance=lambda: 1.0)


def test_waits_double_up_to_a_cap() -> None:
    waits = [patience.wait(SURE, failed, None) for failed in range(1, 9)]
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]


def test_a_wait_may_be_anything_below_its_bound() -> None:
    assert patience.wait(patience.Patience(chance=lambda: 0.0), 5, None) == 0.0
    drawn = {patience.wait(patience.Patience(), 5, None) for _ in range(20)}
    assert len(drawn) == 20
    assert all(wait is not None and 0 <= wait <= 16 for wait in drawn)


def test_what_a_server_asks_for_is_waited_for_and_a_little_more() -> None:
    assert patience.wait(SURE, 1, 7.0) == 8.0
    assert patience.wait(patience.Patience(chance=lambda: 0.0), 1, 7.0) == 7.0
    assert patience.wait(SURE, 1, 120.5) is None


def test_a_server_asks_in_seconds_or_by_a_date() -> None:
    now = datetime.datetime(2026, 11, 21, 8, 0, tzinfo=datetime.UTC)
    later = email.utils.format_datetime(now + datetime.timedelta(seconds=90), usegmt=True)
    at = now.timestamp()
    assert [patience.asked_for(value, at) for value in ("3", " 0.5 ", later)] == [3.0, 0.5, 90.0]
    assert patience.asked_for(email.utils.format_datetime(now, usegmt=True), at + 9) == 0.0


@pytest.mark.parametrize("value", ["", "soon", "-1", "1e9", "nan", "٣", "1.2.3"])
def test_what_is_neither_is_no_wish(value: str) -> None:
    assert patience.asked_for(value, 0.0) is None


def oak(a_minute: int) -> ports.ModelAddress:
    return ports.ModelAddress(name="oak", via="openai", a_minute=a_minute)


class Watch:
    """A clock that goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


def test_no_more_calls_than_allowed_in_any_minute(tmp_path: Path) -> None:
    watch, calls = Watch(), []
    for _ in range(10):
        pace.take(oak(3), tmp_path, watch.now, watch.sleep)
        calls.append(watch.at)
        watch.at += 1
    assert all(later - earlier >= 60 for earlier, later in zip(calls, calls[3:], strict=False))
    assert calls[2] == 1002, "the first are not held up"


def test_without_a_limit_nothing_is_kept(tmp_path: Path) -> None:
    pace.take(oak(0), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("held", [b"", b"{", b'["x"]', b"[99999999999.0]"])
def test_a_file_that_holds_nonsense_holds_nobody_up(tmp_path: Path, held: bytes) -> None:
    watch = Watch()
    pace.take(oak(1), tmp_path, watch.now, watch.sleep)
    (path,) = (tmp_path / "pace").glob("*.json")
    path.write_bytes(held)
    pace.take(oak(1), tmp_path, watch.now, watch.sleep)
    assert watch.slept == []


def test_the_times_are_private(tmp_path: Path) -> None:
    pace.take(oak(1), tmp_path)
    (path,) = (tmp_path / "pace").glob("*.json")
    assert path.stat().st_mode & 0o777 == 0o600


def test_processes_share_the_limit(tmp_path: Path) -> None:
    """Four processes that each call five times, with room for six calls in a minute: six get through."""
    code = (
        "import sys, pathlib\n"
        "from parti import ports\n"
        "from parti.adapters.models import pace\n"
        "address = ports.ModelAddress(name='oak', via='openai', a_minute=6)\n"
        "def stop(seconds): sys.exit(0)\n"
        "for _ in range(5):\n"
        "    pace.take(address, pathlib.Path(sys.argv[1]), sleep=stop)\n"
        "    print('called', flush=True)\n"
    )
    began = time.monotonic()
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    calls = sum(process.communicate(timeout=50)[0].count("called") for process in processes)
    assert time.monotonic() - began < 60, "the minute of the first call is not over"
    assert calls == 6
