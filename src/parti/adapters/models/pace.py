"""At most so many calls in a minute, across all processes of the user on one feature.

Called by the ways that reach a server, before each attempt. The times of the last calls lie in a small
private file under a lock; who finds it full waits outside the lock until the oldest is a minute old.
"""

import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from parti import ports
from parti.records import canonical, files

MINUTE = 60.0


def take(
    address: ports.ModelAddress,
    home: Path,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Returns when this call may be made, and counts it."""
    if address.a_minute < 1:
        return
    mark = canonical.digest("pace", f"{address.via} {address.address} {address.key}".encode())
    path = home / "pace" / f"{mark.partition(':')[2][:16]}.json"
    while (wait := _wait(path, address.a_minute, now)) > 0:
        sleep(wait)


def _wait(path: Path, most: int, clock: Callable[[], float]) -> float:
    """Zero when the call was counted, else the seconds until there is room."""
    from filelock import FileLock

    files.make_folder(path.parent)
    with FileLock(path.with_name(f"{path.name}.lock"), timeout=30):
        now = clock()  # under the lock: the times of those who had it before are not in the future
        recent = [at for at in _times(path) if now - MINUTE < at <= now]  # a clock that was set back
        if len(recent) < most:
            files.write_private(path, msgspec.json.encode([*recent, now]))
            return 0.0
        return max(0.01, recent[-most] + MINUTE - now)


def _times(path: Path) -> list[float]:
    try:
        return sorted(msgspec.json.decode(path.read_bytes(), type=list[float]))
    except (OSError, msgspec.DecodeError):
        return []
