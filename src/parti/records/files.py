"""The only place in the package that opens a file for writing (S1).

Called by the log, the projections and `init`. `write` replaces a whole file: temporary file in the same
folder, fsync, rename, fsync of the folder, read back; a reader sees the old bytes or the new ones
and nothing between. `append` adds whole lines to a log: lock, set a torn tail aside, one write,
fsync, read back. A raw write elsewhere would undo all of this and look right in review, so
`CONSTRAINTS.md` forbids it.
"""

import errno
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from parti.records import refusal

_COUNTER = itertools.count()


def write(path: Path, data: bytes) -> None:
    """Replaces the file's content at once, making its folders.

    Raises:
        refusal.Unready: the disk is full, the folder is read-only, or what came back differs.
    """
    with _explained(path):
        make_folder(path.parent)
        temporary, handle = _open_temporary(path)
        try:
            try:
                _keep_mode(path, handle)
                _write_all(handle, data)
                os.fsync(handle)
            finally:
                os.close(handle)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
        if path.read_bytes() != data:
            raise _changed_underneath(path)


def write_private(path: Path, data: bytes) -> None:
    """Like `write`, for the user's eyes alone: the file and the folder that holds it are closed to others.

    Raises:
        refusal.Unready: as `write`; nothing is readable by others in between.
    """
    with _explained(path):
        make_folder(path.parent)
        path.parent.chmod(0o700)
        if not path.exists():
            path.touch(mode=0o600)
        path.chmod(0o600)
    write(path, data)


def append(path: Path, lines: bytes) -> bytes:
    """Appends whole lines to a file under its lock.

    Args:
        path: the file; it and its folders are made when missing.
        lines: one or more lines, each ending in a newline.

    Returns:
        The torn tail that was set aside in `<name>.torn`; empty when there was none.

    Raises:
        refusal.Unready: the disk is full, the folder is read-only, or what came back differs.
    """
    if not lines.endswith(b"\n"):
        raise ValueError("an append is made of whole lines")
    with _explained(path):
        make_folder(path.parent)
        with _locked(path):
            return _append_locked(path, lines)


def size(path: Path) -> int:
    """The file's size in bytes; 0 when it is not there."""
    with _explained(path):
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return 0


def make_folder(path: Path) -> None:
    """Makes a folder and those above it, each synced into the one above."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with _explained(path):
        path.mkdir(exist_ok=True)
        _sync_folder(path.parent)


def _open_temporary(path: Path) -> tuple[Path, int]:
    """A new file beside the path. A killed process may have left one of this number: in a container
    the process ids are the same after each start.
    """
    while True:
        temporary = path.with_name(f".{path.name}.{os.getpid()}.{next(_COUNTER)}.tmp")
        try:
            return temporary, os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        except FileExistsError:
            continue


def _append_locked(path: Path, lines: bytes) -> bytes:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    try:
        size, torn = _set_aside_torn_tail(path, handle)
        if size == 0:  # before the first line, so that a file that holds lines is known to be in its folder
            _sync_folder(path.parent)
        try:
            _write_all(handle, lines)
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
        if os.pread(handle, len(lines), size) != lines:
            raise _changed_underneath(path)
    finally:
        os.close(handle)
    return torn


def _set_aside_torn_tail(path: Path, handle: int) -> tuple[int, bytes]:
    """A writer that died in mid-write left a line without an end; it was never acknowledged."""
    size = os.fstat(handle).st_size
    if size == 0 or os.pread(handle, 1, size - 1) == b"\n":
        return size, b""
    start = _start_of_last_line(handle, size)
    torn = os.pread(handle, size - start, start)
    aside = path.with_name(f"{path.name}.torn")
    before = aside.read_bytes() if aside.exists() else b""
    if not (b"\n" + before).endswith(b"\n" + torn + b"\n"):
        write(aside, before + torn + b"\n")
    os.ftruncate(handle, start)
    os.fsync(handle)
    return start, torn


def _start_of_last_line(handle: int, size: int, step: int = 65536) -> int:
    end = size
    while end > 0:
        start = max(0, end - step)
        found = os.pread(handle, end - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep_mode(path: Path, handle: int) -> None:
    """The mode of the file that is replaced, whole: the process's mask is for new files."""
    with suppress(FileNotFoundError):
        mode = path.stat().st_mode & 0o777
        if os.fstat(handle).st_mode & 0o777 != mode:
            os.fchmod(handle, mode)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    from filelock import FileLock  # a third of the start-up time of `parti status`, so only here

    with FileLock(path.with_name(f"{path.name}.lock"), timeout=30):
        yield


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise refusal.Unready(
            f"Another process has held the lock of {path} for 30 seconds.",
            next_step="wait for it to end, then run the same command again",
            place=str(path),
        ) from error
    except OSError as error:
        raise _unready(path, error) from error


def _unready(path: Path, error: OSError) -> refusal.Unready:
    sentences = {
        errno.ENOSPC: (f"The disk is full; {path} was left as it was.", "make room, then run it again"),
        errno.EDQUOT: (f"Your disk quota is used up; {path} was left as it was.", "make room"),
        errno.EROFS: (f"{path} is on a read-only file system.", "use a writable checkout"),
        errno.EACCES: (f"You may not write {path}.", f"check the permissions of {path.parent}"),
        errno.EPERM: (f"You may not write {path}.", f"check the permissions of {path.parent}"),
    }
    sentence, next_step = sentences.get(
        error.errno or 0,
        (f"{path} could not be written: {error.strerror or error}.", "parti doctor"),
    )
    return refusal.Unready(sentence, next_step=next_step, place=str(path))


def _changed_underneath(path: Path) -> refusal.Unready:
    return refusal.Unready(
        f"{path} does not read back as it was written; somebody else changed it or the disk is failing.",
        next_step="parti doctor",
        place=str(path),
    )
