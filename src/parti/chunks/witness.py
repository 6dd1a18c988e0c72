"""What a passing check saw of the chunk's files, and whether they are still so.

Called by the check, which records it, and by `status`, `plan` and the gate, which compare it with the disk.
A pass speaks of the content that it saw. Of several, the newest counts, whichever chunk it was of, so a
later chunk may go on in a file of an earlier one. Only files are read, and git is asked nothing.
"""

import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from parti.chunks import scope
from parti.chunks import state as states
from parti.chunks.scope import Changed
from parti.records import canonical
from parti.records.vocabulary import ChunkPlanned, FileChecked

MOST_FILES = 500
"""Files that one record names; a chunk of the size that the method asks for has a handful."""


def of(chunk: ChunkPlanned, changes: Iterable[Changed], root: Path) -> tuple[FileChecked, ...]:
    """The chunk's changed files as they are now, sorted by path, `MOST_FILES` of them.

    The constraint document is left out: every chunk may add to it, and the gate watches it by itself.
    """
    paths = sorted(c.path for c in changes if follows(c.path) and scope.covers(chunk, c.path))
    return tuple(FileChecked(path, now(root, path)) for path in paths[:MOST_FILES])


def follows(path: str) -> bool:
    """Whether a file is followed: not Parti's own, and with a name that a record holds as it is."""
    if path == scope.DOCUMENT or scope.is_ours(path) or scope.is_judge(path):
        return False
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return unicodedata.is_normalized("NFC", path)


def now(root: Path, path: str) -> str:
    """The digest of a file's content; empty where there is none. The ends of lines do not count.

    Git may write other ends of lines in another clone, and they would then look like a change.
    """
    target = root / path
    try:
        if target.is_symlink():
            data = os.fsencode(target.readlink())
        elif target.is_file():
            data = target.read_bytes().replace(b"\r\n", b"\n")
        else:
            return ""
    except OSError as error:
        return f"unread: {error.strerror}"
    return canonical.digest("file", data)


def changed(state: states.ChunksState, root: Path) -> Mapping[int, Sequence[str]]:
    """The files of each passed chunk that are not as they were seen, by the chunk's number.

    A file belongs to the chunk that saw it last; where that is not planned any more, to each passed one
    that may touch it.
    """
    found: dict[int, list[str]] = {}
    for path, seen in sorted(state.seen.items()):
        if now(root, path) == seen.digest:
            continue
        owners = [seen.number] if seen.number in state.planned else touching(state, path)
        for number in owners:
            if states.passed(state, number):
                found.setdefault(number, []).append(path)
    return found


def unseen(state: states.ChunksState, paths: Iterable[str]) -> Mapping[int, Sequence[str]]:
    """Changed files that no passing check ever saw, by the first chunk that may touch them.

    A chunk that has not passed is told otherwise. A pass of an older Parti does not say what it saw.
    """
    found: dict[int, list[str]] = {}
    for path in sorted(path for path in paths if path not in state.seen and follows(path)):
        owners = touching(state, path)
        checks = [state.check(number) for number in owners]
        if owners and all(
            check is not None and check.verdict == "pass" and check.files for check in checks
        ):
            found.setdefault(owners[0], []).append(path)
    return found


def touching(state: states.ChunksState, path: str) -> list[int]:
    """The numbers of the planned chunks that may touch a file."""
    chunks = ((number, state.chunk(number)) for number in sorted(state.planned))
    return [number for number, chunk in chunks if chunk is not None and scope.covers(chunk, path)]


def settled(state: states.ChunksState, chunk: ChunkPlanned, root: Path, path: str) -> bool:
    """Whether a file is another chunk's business, and as that chunk's passing check saw it."""
    seen = state.seen.get(path)
    other = seen is not None and seen.number in state.planned and states.passed(state, seen.number)
    return bool(other and seen and not scope.covers(chunk, path) and now(root, path) == seen.digest)
