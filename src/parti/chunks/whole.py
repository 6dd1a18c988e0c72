"""What the chunks of a feature are together: every changed file was planned, and stayed as it was checked.

Called by the gate, which looks at all that the feature changed. A check sees the change since its own base
alone, and whoever chooses the base chooses what it sees. Pure; the world comes in as values.
"""

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from parti.chunks import scope
from parti.chunks.scope import Changed
from parti.constraints.finding import Finding, Place
from parti.records.vocabulary import ChunkPlanned


def unplanned(chunks: Collection[ChunkPlanned], changes: Iterable[Changed], base: str) -> Iterator[Finding]:
    """Changed files that no chunk may touch. What judges the code is told as such, by other findings.

    Args:
        base: the commit before the feature's first chunk, for the way back.
    """
    for change in changes:
        path = change.path
        if scope.is_ours(path) or scope.is_judge(path) or any(scope.covers(each, path) for each in chunks):
            continue
        back = f"git checkout {base[:12]} -- {shlex.quote(path)}"
        out = f"take {path} out" if change.status == "added" else f"take it out: {back}"
        yield _finding(
            "gate/unplanned",
            f"{path} changed since the feature's first chunk began, and no chunk was planned with it.",
            path,
            f"{out}; or plan it in a chunk: parti plan <file>",
        )


def stale(
    changed: Mapping[int, Sequence[str]], unseen: Mapping[int, Sequence[str]], base: str
) -> Iterator[Finding]:
    """Files that a passed chunk answers for, and that are not what was checked.

    Args:
        changed: files that are not as the check saw them, by chunk.
        unseen: changed files that no check saw, by the chunk that may touch them.
        base: the commit before the feature's first chunk.
    """
    for number, paths in sorted(changed.items()):
        for path in paths:
            message = f"Chunk {number} passed its check, and {path} has changed since."
            yield _finding("gate/chunk-stale", message, path, f"parti check {number}")
    for number, paths in sorted(unseen.items()):
        for path in paths:
            message = (
                f"Chunk {number} passed its check without {path}, which changed and which no check saw."
            )
            yield _finding("gate/chunk-stale", message, path, f"parti check {number} --base {base[:12]}")


def _finding(code: str, message: str, path: str, fix: str) -> Finding:
    return Finding(code=code, level="error", message=message, place=Place(path=path), fix=fix)
