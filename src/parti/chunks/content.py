"""The content of files as passing checks saw it, and whether it is still so.

Called by `status`, `plan` and the gate; `witness` says which files a check sees. A pass speaks of the
content that it saw. Of several, the newest counts, whichever chunk it was of, so a later chunk may go on
in a file of an earlier one. Only files are read: git is asked nothing, and `status` stays quick.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from parti.chunks import state as states
from parti.records import canonical


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


def touching(state: states.ChunksState, path: str) -> Sequence[int]:
    """The numbers of the planned chunks that may touch a file."""
    from parti.chunks import scope  # `status` comes here in a rare case, and does else without it

    chunks = ((number, state.chunk(number)) for number in sorted(state.planned))
    return [number for number, chunk in chunks if chunk is not None and scope.covers(chunk, path)]
