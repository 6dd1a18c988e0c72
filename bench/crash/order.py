"""Reads from a trace whether what was acknowledged would have outlived a power cut.

A killed process loses nothing that the kernel has, so kills alone cannot tell a writer that calls `fsync`
from one that does not. Here every acknowledgement must find that each file written since was synced, that a
renamed file was synced before, and that the folder of each new name was synced too.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_PATH = re.compile(r"<(/[^>]*)>")
_TEXT = re.compile(r'"([^"]*)"')
_WRITES = ("write", "pwrite64", "writev", "ftruncate")


class Disk:
    """What would be lost if the power went now."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._known: set[str] = set()
        self._dirty: set[str] = set()
        self.faults: list[str] = []

    def take(self, call: str, words: str, result: str) -> None:
        """One successful call."""
        path = (_PATH.search(words) or [""] * 2)[1]
        texts = [text for text in _TEXT.findall(words) if text.startswith("/")]
        if call in _WRITES and "<pipe:" in words.split(",")[0]:
            self._acknowledged()
        elif call in _WRITES and self._counts(path):
            self._dirty.add(path)
        elif call in ("fsync", "fdatasync"):
            self._dirty.discard(path)
        elif (call == "openat" and "O_CREAT" in words and texts) or (
            call in ("mkdir", "mkdirat") and texts
        ):
            self._named(texts[-1])
        elif call.startswith("rename"):
            self._renamed(texts[0], texts[-1])

    def _counts(self, path: str) -> bool:
        return path.startswith(self._folder) and not path.endswith(".lock")

    def _named(self, path: str) -> None:
        if self._counts(path) and path not in self._known and not PurePosixPath(path).name.startswith("."):
            self._known.add(path)
            self._dirty.add(str(PurePosixPath(path).parent))

    def _renamed(self, old: str, new: str) -> None:
        if old in self._dirty:
            self.faults.append(f"{new} was renamed into place before it was synced")
        self._dirty.discard(old)
        self._dirty.add(str(PurePosixPath(new).parent))

    def _acknowledged(self) -> None:
        if self._dirty:
            self.faults.append(f"acknowledged before synced: {', '.join(sorted(self._dirty))}")
            self._dirty.clear()

    def rested(self, paths: Sequence[str]) -> None:
        """Names that were there, and synced, before the run."""
        self._known.update(paths)


def faults(lines: Sequence[str], folder: str, there: Sequence[str]) -> tuple[str, ...]:
    """What a power cut could have taken after it was acknowledged, one sentence an acknowledgement."""
    disk = Disk(folder)
    disk.rested(there)
    for line in lines:
        found = _CALL.match(line)
        if found and not found[3].startswith("-"):
            disk.take(found[1], found[2], found[3])
    return tuple(disk.faults)
