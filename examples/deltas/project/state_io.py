"""Reads and writes the flat files; the one place that opens a file for writing.

A crash in a raw write leaves half a file, and the next reader takes it for the truth. After a
crash in `save_json` there is the old file or the new one.
"""

import fcntl
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Unreadable(Exception):
    """A file that is there and makes no sense. It is never taken for empty, and never overwritten."""


def save_json(path: Path, value: Any) -> None:
    """Replaces a file at once: write beside it, fsync, read back, rename, fsync the folder.

    Raises:
        OSError: the disk is full or failing; the old file is still whole.
    """
    data = (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    _make_folder(path.parent)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        if Path(name).read_bytes() != data:
            raise OSError(f"{path}: what came back is not what was written")
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def load_json(path: Path, missing: Any = None) -> Any:
    """Gives a file's value, or `missing` when there is no file.

    Raises:
        Unreadable: the file is torn, not UTF-8, or holds another type than `missing` has.
    """
    try:
        value = json.loads(path.read_bytes().decode())
    except FileNotFoundError:
        return missing
    except ValueError as error:
        raise Unreadable(f"{path}: {error}") from error
    if missing is not None and type(value) is not type(missing):
        raise Unreadable(f"{path}: expected {type(missing).__name__}, found {type(value).__name__}")
    return value


def file_name(record_id: str) -> str:
    """A safe file name for an id that is opaque: the same id always gets the same name."""
    return hashlib.sha256(record_id.encode()).hexdigest()[:32] + ".json"


def move(path: Path, folder: Path) -> None:
    """Moves a file to another folder in one step."""
    _make_folder(folder)
    os.replace(path, folder / path.name)
    _sync_folder(folder)


@contextmanager
def only_writer(folder: Path, wait: float = 10.0) -> Iterator[None]:
    """Holds the state folder alone. The lock ends with its process, however that ends.

    Raises:
        TimeoutError: another process kept the folder for longer than `wait` seconds.
    """
    _make_folder(folder)
    with open(folder / ".lock", "a") as lock:
        _take(lock.fileno(), folder, time.monotonic() + wait)
        for leftover in folder.rglob(".*.tmp"):
            leftover.unlink()
        yield


def _take(handle: int, folder: Path, deadline: float) -> None:
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise TimeoutError(f"{folder} is in use by another process") from None
            time.sleep(0.05)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
