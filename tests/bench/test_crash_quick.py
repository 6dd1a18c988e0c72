"""The crash benchmark, in its quick form: our writer is green, the naive one is red."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench.crash import kill, order

ROOT = Path(__file__).parents[2]
LAST = re.compile(r"(\d+) kill points, (\d+) lost, (\d+) half-written, (\d+) stuck, (\d+) failed calls")


@pytest.fixture(autouse=True, scope="module")
def _tracing() -> None:
    reason = kill.can_trace()
    if reason:
        pytest.skip(f"SKIP bench.crash: no kill points at system calls: {reason}")


def bench(*words: str) -> tuple[int, list[int], str]:
    """The code, the numbers of the last line, everything printed."""
    command = [sys.executable, "-m", "bench.crash", "--quick", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    found = LAST.match(done.stdout.splitlines()[-1])
    assert found, done.stdout + done.stderr
    return done.returncode, [int(number) for number in found.groups()], done.stdout + done.stderr


def test_nothing_acknowledged_is_lost_and_the_control_is_red() -> None:
    start = time.monotonic()
    code, (kills, lost, half, stuck, failed), text = bench()
    assert (code, lost, half, stuck) == (0, 0, 0, 0), text
    assert kills >= 60, text
    assert failed >= 20, text
    assert re.search(r"control: [1-9]\d* torn or lost$", text.splitlines()[-1]), text
    if os.getloadavg()[0] < (os.cpu_count() or 1):
        assert time.monotonic() - start < 30, "the quick form is for every day"


def test_the_naive_writer_is_seen_through() -> None:
    code, (_, lost, half, _, _), text = bench("--victim", "naive")
    assert code == 1, text
    assert lost > 0, text
    assert half > 0, text


def test_order_sees_an_acknowledgement_before_its_sync() -> None:
    opened = '1 openat(AT_FDCWD</>, "/t/log/a.jsonl", O_RDWR|O_CREAT|O_APPEND, 0644) = 7</t/log/a.jsonl>'
    wrote = '1 write(7</t/log/a.jsonl>, "{}", 2) = 2'
    synced = "1 fsync(7</t/log/a.jsonl>) = 0"
    folder = "1 fsync(8</t/log>) = 0"
    said = '1 write(5<pipe:[77]>, "+r", 2) = 2'
    assert order.faults([opened, folder, wrote, synced, said], "/t", []) == ()
    assert order.faults([opened, folder, wrote, said, synced], "/t", [])
    assert order.faults([opened, wrote, synced, said], "/t", [])
    assert order.faults([wrote, synced, said], "/t", ["/t/log/a.jsonl"]) == ()


def test_order_sees_a_rename_before_its_sync() -> None:
    wrote = '1 write(7</t/.a.1.tmp>, "x", 1) = 1'
    synced = "1 fsync(7</t/.a.1.tmp>) = 0"
    renamed = '1 rename("/t/.a.1.tmp", "/t/a") = 0'
    folder = "1 fsync(8</t>) = 0"
    said = '1 write(5<pipe:[77]>, "+a", 2) = 2'
    assert order.faults([wrote, synced, renamed, folder, said], "/t", []) == ()
    assert order.faults([wrote, renamed, folder, said], "/t", [])
    assert order.faults([wrote, synced, renamed, said], "/t", [])
    assert order.faults([wrote, synced, renamed.replace("= 0", "= -1 EIO"), said], "/t", []) == ()
