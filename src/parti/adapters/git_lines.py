"""Which lines of append-only files commits have and the work tree has no more.

Called by `git` for `gone`. What a commit has is read with `git grep` and not from a comparison with the
work tree: the index can be told not to look at a file. What the branch wrote is what its commits added,
merges apart, so that whatever a merge dropped is found too, and what the main branch took away on purpose
is not. Every question is bounded in time.
"""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic

from parti import ports
from parti.adapters import git_command

COMMITS = 5_000
SECONDS = 4.0

_LOGS = "**/*.jsonl"
_ALL = (
    "-a",
    "-z",
    "--full-name",
    "--no-line-number",
    "--no-column",
    "--no-color",
    "--no-recurse-submodules",
)
_PLAIN = ("--text", "--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/")
_ONLY_HERE = {"GIT_NO_LAZY_FETCH": "1"}
_COMMIT = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")


class _Silent(Exception):
    """Git did not answer: it failed, or the time has passed."""


def gone(root: Path, folder: str, since: str | None) -> ports.Gone:
    """Lines of the logs below a folder that HEAD, and what came since, have and the same files have not.

    Args:
        since: None for HEAD alone; a commit for it and all that came after; empty for all that git tells.
    """
    until = monotonic() + SECONDS
    here = _Here(root)
    found: dict[tuple[str, bytes], ports.Written] = {}
    try:
        for each in _had(root, folder, since, until):
            if not here.has(each):
                found.setdefault((each.path, each.line), each)
        lines = tuple(found.values())
        away = _left_out(root, {each.path for each in lines if here.lacks(each.path)}, until)
    except _Silent as silent:
        return ports.Gone(tuple(found.values()), str(silent))
    return ports.Gone(tuple(each for each in lines if each.path not in away))


class _Here:
    """The lines that files have now, each file read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, frozenset[bytes] | None] = {}

    def has(self, one: ports.Written) -> bool:
        return one.line in (self._lines(one.path) or ())

    def lacks(self, path: str) -> bool:
        """Whether there is no such file."""
        return self._lines(path) is None

    def _lines(self, path: str) -> frozenset[bytes] | None:
        if path not in self._files:
            try:
                self._files[path] = frozenset((self._root / path).read_bytes().split(b"\n"))
            except OSError:
                self._files[path] = None
        return self._files[path]


def _had(root: Path, folder: str, since: str | None, until: float) -> Iterator[ports.Written]:
    yield from _lines_of(root, folder, ("HEAD", *((since,) if since else ())), until)
    if since is None:
        return
    oldest = since or _tell(root, until, "rev-list", f"--skip={COMMITS}", "--max-count=1", "HEAD").strip()
    known = os.fsdecode(oldest)
    scope = ("HEAD", *((f"^{known}",) if known else ()), "--", _spec(folder))
    commits = _tell(root, until, "rev-list", "--no-merges", "--full-history", *scope)
    if commits:
        show = ("diff-tree", "--stdin", "-r", "--root", "-p", "-U0", "--no-renames", *_PLAIN)
        yield from _added(_tell(root, until, *show, "--", _spec(folder), stdin=commits))


def _lines_of(root: Path, folder: str, commits: Sequence[str], until: float) -> Iterator[ports.Written]:
    """Every line that the logs have in these commits: one call of git."""
    told = _tell(root, until, "grep", *_ALL, "-e", "", *commits, "--", _spec(folder), fine=(0, 1))
    for row in told.split(b"\n"):
        place, parted, line = row.partition(b"\0")
        commit, _, path = os.fsdecode(place).partition(":")
        if parted:
            yield ports.Written(commit, path, line)


def _added(patch: bytes) -> Iterator[ports.Written]:
    """What commits added, from their patches, the latest commit first."""
    commit = path = ""
    inside = False
    for row in patch.split(b"\n"):
        if _COMMIT.match(row):
            commit, inside = row.decode(), False
        elif row.startswith(b"diff --git "):
            path, inside = "", False
        elif row.startswith(b"+++ b/") and not inside:
            path = os.fsdecode(row.removeprefix(b"+++ b/"))
        elif row.startswith(b"@@"):
            inside = True
        elif inside and row.startswith(b"+") and path:
            yield ports.Written(commit, path, row[1:])


def _left_out(root: Path, paths: set[str], until: float) -> set[str]:
    """Of files that are not there, those that a sparse checkout leaves out."""
    if not paths:
        return set()
    told = _tell(
        root, until, "ls-files", "-z", "-t", "--", *sorted(f":(top,literal){path}" for path in paths)
    )
    return {entry[2:] for entry in os.fsdecode(told).split("\0") if entry.startswith("S ")}


def _spec(folder: str) -> str:
    return f":(top,glob){folder}/{_LOGS}"


def _tell(root: Path, until: float, *words: str, stdin: bytes = b"", fine: Sequence[int] = (0,)) -> bytes:
    left = max(until - monotonic(), 0.01)
    answer = git_command.ask(root, *words, stdin=stdin, variables=_ONLY_HERE, seconds=left)
    if answer.code == git_command.STOPPED:
        raise _Silent(f"git looked through the history of the logs longer than {SECONDS:g} s")
    if answer.code not in fine:
        raise _Silent(f"git {words[0]} failed: {answer.complaint.splitlines()[-1:] or ['it said nothing']}")
    return answer.output
