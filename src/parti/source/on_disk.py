"""Reads a source file from the disk: a regular file of a size that people write, inside its tree.

Called by whoever fills a tree from a folder. A pipe or a device is never waited for, a link that leads out
of the repository is not followed, and what machines wrote in bulk is not read into memory. Each of these is
`Unread` with a sentence, so that it becomes a finding; a file that is not there is `FileNotFoundError`.
"""

import os
import stat
from pathlib import Path

LARGEST = 2_000_000
"""Bytes of the largest file that is read; a person's file is smaller by far."""

_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


class Unread(OSError):
    """Why a file that is there is left out, as the end of a sentence that begins with `not checked`."""


def text(root: Path, path: str) -> str:
    """A file's text, with bytes that are not UTF-8 replaced.

    Raises:
        Unread: it is there and is left out.
        FileNotFoundError: it is not there, or a link to it leads nowhere.
    """
    return data(root, path).decode("utf-8", "replace")


def data(root: Path, path: str) -> bytes:
    """A file's bytes; raises what `text` raises."""
    target = os.path.join(root, path)  # noqa: PTH118 -- once a file, and paths are slow
    try:
        if os.path.islink(target) and not _inside(root, target):  # noqa: PTH114
            raise Unread("it is a link that leads out of the repository")
        return _read(target)
    except (FileNotFoundError, Unread):
        raise
    except OSError as error:
        raise Unread(f"it cannot be read: {error.strerror or error}") from error


def _inside(root: Path, target: str) -> bool:
    """Whether a link ends inside the tree; one that leads nowhere ends nowhere."""
    home = os.path.realpath(root)
    return os.path.realpath(target, strict=True).startswith(f"{home}{os.sep}")


def _read(target: str) -> bytes:
    handle = os.open(target, _FLAGS)  # parti: allow writes-through-files -- _FLAGS opens for reading
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise Unread("it is no regular file")
        if about.st_size > LARGEST:
            raise Unread(oversize(about.st_size))
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(LARGEST + 1)
    finally:
        os.close(handle)
    if len(data) > LARGEST:
        raise Unread(oversize(len(data)))
    return data


def oversize(size: int) -> str:
    """The sentence about a file that is too large."""
    return f"it is larger than {LARGEST // 1_000_000} MB ({size / 1_000_000:.1f} MB), as machines write it"
