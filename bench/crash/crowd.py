"""Many processes append at once, each to a file of its own or all to one, and some are killed meanwhile."""

import os
import signal
import time
from collections import Counter
from pathlib import Path

import msgspec

from bench.crash import victim
from parti.records import log


class Crowd(msgspec.Struct, frozen=True):
    """What came of it."""

    acknowledged: int
    lost: int
    twins: int
    broken: int
    refused: int
    seconds: float


def write(folder: Path, *, writers: int, records: int, one_file: bool, kill: int = 0) -> Crowd:
    """Lets the writers go, kills the first `kill` of them on the way, and counts."""
    wait, go = os.pipe()
    children = [_start(folder, number, records, one_file, (wait, go)) for number in range(writers)]
    os.close(wait)
    start = time.perf_counter()
    os.close(go)
    for pid, _ in children[:kill]:
        time.sleep(0.05)
        os.kill(pid, signal.SIGKILL)
    acknowledged = [word for child in children for word in _outcome(child)]
    seconds = time.perf_counter() - start
    found: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl")):
        lines = (log.read_line(line) for line in path.read_bytes().splitlines(keepends=True))
        found.update(one.id for one in lines if one is not None)
    broken = sum(damage.kind != "torn" for damage in log.read(folder).damage)
    refused = 0 if kill else writers * records - len(acknowledged)
    lost = len(set(acknowledged) - found.keys())
    twins = sum(count > 1 for count in found.values())
    return Crowd(len(acknowledged), lost, twins, broken, refused, seconds)


def _start(
    folder: Path, number: int, records: int, one_file: bool, gate: tuple[int, int]
) -> tuple[int, int]:
    """A writer that waits at the gate, a pipe that opens for all when its last end is closed."""
    hear, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(gate[1])
            os.read(gate[0], 1)
            _append(folder, "all" if one_file else f"writer{number}", number, records, say)
        finally:
            os._exit(0)
    os.close(say)
    return pid, hear


def _append(folder: Path, writer: str, number: int, records: int, say: int) -> None:
    for count in range(records):
        one = victim.record(f"{number} {count}")
        log.append(folder, writer, (one,))
        os.write(say, f"{one.id}\n".encode())


def _outcome(child: tuple[int, int]) -> list[str]:
    pid, hear = child
    said = b"".join(iter(lambda: os.read(hear, 65536), b""))
    os.close(hear)
    os.waitpid(pid, 0)
    return said.decode().split()
