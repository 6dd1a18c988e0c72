"""Holds a change to the chunk: only its files, no more lines than planned, no test file deleted.

Called by `check`, and by the hooks with one path at a time through `covers`. Parti's own state does
not count, what judges the chunk is closed to it, `CONSTRAINTS.md` is always open because a new invariant
and its line come in one change, and the lines of lock files are not counted because no person wrote them.
"""

import shlex
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Protocol

from parti.chunks import testfiles
from parti.constraints.constraint import Scope
from parti.constraints.finding import Finding, Place
from parti.records.vocabulary import ChunkPlanned

DOCUMENT = "CONSTRAINTS.md"
OURS = Scope(
    include=(
        ".parti/features/**", ".parti/.gitignore", ".parti/.gitattributes", ".parti/dismissed.toml",
    )
)  # fmt: skip
JUDGES = Scope(
    include=(
        ".parti", ".parti/config.toml", ".parti/baseline.json", ".parti/allowed_signers", ".parti/kinds/**",
    )
)  # fmt: skip
LOCK_FILES = frozenset(
    {
        "uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "package-lock.json", "yarn.lock",
        "pnpm-lock.yaml", "Cargo.lock", "go.sum", "Gemfile.lock", "composer.lock",
    }
)  # fmt: skip


class Changed(Protocol):
    """What is read of a changed path; `ports.Change` is one, which a pure module may not name."""

    @property
    def path(self) -> str: ...
    @property
    def added(self) -> int: ...
    @property
    def removed(self) -> int: ...
    @property
    def status(self) -> str: ...


def covers(chunk: ChunkPlanned, path: str) -> bool:
    """Whether the chunk may touch a path."""
    return path == DOCUMENT or (declared(chunk.files, path) and not is_judge(path))


def declared(files: Sequence[str], path: str) -> bool:
    """Whether a list of paths and globs names a path; `app/[id].tsx` is first a plain path."""
    return path in files or (bool(files) and Scope(include=tuple(files)).covers(path))


def is_ours(path: str) -> bool:
    """Whether a path is Parti's own state, which no chunk answers for."""
    return OURS.covers(path)


def is_judge(path: str) -> bool:
    """Whether a path decides what is checked, accepted or asked; no chunk may change it."""
    return JUDGES.covers(path)


def findings(
    chunk: ChunkPlanned, changes: Iterable[Changed], moved: Collection[str] = (), base: str = ""
) -> tuple[Finding, ...]:
    """What in a change goes beyond the chunk.

    Args:
        moved: deleted test files whose tests all live on elsewhere, as `oracle.moved` found.
        base: the commit that the change is measured from, where what it undoes is brought back from.
    """
    known = tuple(change for change in changes if not is_ours(change.path))
    counted = tuple(change for change in known if not is_judge(change.path))
    return (
        *(_judge(chunk, change.path) for change in known if is_judge(change.path)),
        *_outside(chunk, counted, base[:12] or "HEAD"),
        *_too_large(chunk, counted),
        *_deleted(counted, moved, base[:12] or "HEAD"),
    )


def lines(changes: Iterable[Changed]) -> int:
    """Added and removed lines that count."""
    return sum(c.added + c.removed for c in changes if not _is_lock_file(c))


def _is_lock_file(change: Changed) -> bool:
    return PurePosixPath(change.path).name in LOCK_FILES


def _judge(chunk: ChunkPlanned, path: str) -> Finding:
    return Finding(
        code="chunk/judge",
        level="error",
        message=f"A chunk may not change what judges it, and {path} does.",
        place=Place(path=path),
        fix="a person changes it in a commit of its own, before the chunk; "
        f"then parti brief {chunk.number} again",
    )


def _outside(chunk: ChunkPlanned, changes: Sequence[Changed], base: str) -> Iterator[Finding]:
    """A change counts from the base on, staged and committed or not, and so does what undoes it."""
    for change in changes:
        if not covers(chunk, change.path):
            path = shlex.quote(change.path)
            undo = f"undo it: git checkout {base} -- {path}"
            if change.status == "added":
                undo = f"take it out of this change: git rm -f -- {path}, or move it away if git has it not"
            yield Finding(
                code="chunk/scope",
                level="error",
                message=f"{change.path} is not among the files of chunk {chunk.number}.",
                place=Place(path=change.path),
                fix=f"{undo}; or plan it: parti plan",
            )


def _too_large(chunk: ChunkPlanned, changes: Sequence[Changed]) -> Iterator[Finding]:
    size = lines(changes)
    if size > chunk.size:
        written = (change for change in changes if not _is_lock_file(change))
        largest = max(written, key=lambda change: change.added + change.removed)
        yield Finding(
            code="chunk/size",
            level="error",
            message=f"The change has {size} lines; chunk {chunk.number} was planned with {chunk.size}.",
            place=Place(path=largest.path),
            fix="split the chunk in two: parti plan",
        )


def _deleted(changes: Sequence[Changed], moved: Collection[str], base: str) -> Iterator[Finding]:
    for change in changes:
        if change.status == "deleted" and testfiles.is_test(change.path) and change.path not in moved:
            yield Finding(
                code="chunk/scope",
                level="error",
                message=f"The test file {change.path} is deleted.",
                place=Place(path=change.path),
                fix=f"bring it back: git checkout {base} -- {shlex.quote(change.path)}",
            )
