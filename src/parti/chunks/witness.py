"""Which files a passing check saw, which no check saw, and which are another chunk's business.

Called by the check, which records the first, and by the gate. How a file is compared is in `content`.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from parti.chunks import content, scope
from parti.chunks import state as states
from parti.chunks.scope import Changed
from parti.records.vocabulary import ChunkPlanned, FileChecked

MOST_FILES = 500
"""Files that one record names; a chunk of the size that the method asks for has a handful."""


def of(chunk: ChunkPlanned, changes: Iterable[Changed], root: Path) -> tuple[FileChecked, ...]:
    """The chunk's changed files as they are now, sorted by path, `MOST_FILES` of them.

    The constraint document is left out: every chunk may add to it, and the gate watches it by itself.
    """
    paths = sorted(c.path for c in changes if follows(c.path) and scope.covers(chunk, c.path))
    return tuple(FileChecked(path, content.now(root, path)) for path in paths[:MOST_FILES])


def follows(path: str) -> bool:
    """Whether a file is followed: not Parti's own, and with a name that a record holds as it is."""
    if path == scope.DOCUMENT or scope.is_ours(path) or scope.is_judge(path):
        return False
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return unicodedata.is_normalized("NFC", path)


def unseen(state: states.ChunksState, paths: Iterable[str]) -> Mapping[int, Sequence[str]]:
    """Changed files that no passing check ever saw, by the first chunk that may touch them.

    A chunk that has not passed is told otherwise. A pass of an older Parti does not say what it saw.
    """
    found: dict[int, list[str]] = {}
    for path in sorted(path for path in paths if path not in state.seen and follows(path)):
        owners = content.touching(state, path)
        checks = [state.check(number) for number in owners]
        if owners and all(
            check is not None and check.verdict == "pass" and check.files for check in checks
        ):
            found.setdefault(owners[0], []).append(path)
    return found


def settled(state: states.ChunksState, chunk: ChunkPlanned, root: Path, path: str) -> bool:
    """Whether a file is another chunk's business, and as that chunk's passing check saw it."""
    seen = state.seen.get(path)
    other = seen is not None and seen.number in state.planned and states.passed(state, seen.number)
    return bool(other and seen and not scope.covers(chunk, path) and content.now(root, path) == seen.digest)
