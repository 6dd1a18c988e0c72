"""Clean checkouts of a commit, for `ports.Worktree` and `ports.Checkout`.

Made by `bootstrap`; the proof of a chunk runs its test on the base in one of them. Each lies in
a folder of its own below the cache, under a lock that the operating system lets go when the process dies:
so a checkout whose lock is free is a dead one's, and the next process takes it away. One spare is kept
and put back to the commit by git each time, because making and removing a large tree costs seconds.
"""

import hashlib
import os
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from parti.adapters import git_command, linked
from parti.records import refusal

if TYPE_CHECKING:
    from filelock import FileLock

EMPTY_TREES = (
    "",
    "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
)
"""What stands for the base before the first commit; the second and third are git's, by object format."""


SPARE = "spare"

_EXACT = ("-c", "core.trustctime=true", "-c", "core.checkStat=default", "-c", "core.fsmonitor=false")


class GitWorktree:
    """Checkouts of one repository."""

    def __init__(self, root: Path, cache: Path) -> None:
        self._root = root
        mark = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:12]
        self._folder = cache / "checkouts" / mark

    def at(self, commit: str) -> "GitCheckout":
        """A clean checkout of a commit, made when entered; an empty folder for the empty tree."""
        return GitCheckout(self._root, self._folder, commit)

    def prune(self) -> int:
        """Takes away what dead processes left; the number of checkouts."""
        return _prune(self._root, self._folder)


class GitCheckout:
    """One checkout, at `path` between entering and leaving."""

    path: Path

    def __init__(self, root: Path, folder: Path, commit: str) -> None:
        self._root = root
        self._folder = folder
        self._commit = commit
        self._linked: tuple[Path, ...] = ()

    def __enter__(self) -> "GitCheckout":
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _prune(self._root, self._folder)
            self.path, self._lock = self._place()
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        try:
            if not (self.path.name == SPARE and _refreshed(self.path, self._commit)):
                self._make()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        linked.take_away(self._linked)
        if self.path.name != SPARE and _take_away(self._root, self.path):
            Path(os.fspath(self._lock.lock_file)).unlink(missing_ok=True)
        self._lock.release(force=True)

    def _place(self) -> "tuple[Path, FileLock]":
        """The spare when nobody has it, else a folder of our own; both locked."""
        lock = _lock(self._folder / f"{SPARE}.lock")
        if self._commit not in EMPTY_TREES:
            try:
                lock.acquire(timeout=0)
            except TimeoutError:
                pass
            else:
                return self._folder / SPARE, lock
        path = self._folder / f"{os.getpid()}-{os.urandom(4).hex()}"
        lock = _lock(path.with_name(f"{path.name}.lock"))
        lock.acquire()
        return path, lock

    def link(self, names: Collection[str]) -> None:
        """Links what is installed in the work tree and ignored by git, such as `node_modules`.

        Args:
            names: of folders or files, each in every folder; `/name` in the root alone.
        """
        try:
            self._linked += linked.put(self._root, self.path, names)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def put(self, path: str, source: Path | None) -> None:
        """Copies a file of the work tree into the checkout, or removes it there when None."""
        parts = Path(path).parts
        if not parts or Path(path).is_absolute() or ".." in parts:
            raise refusal.Misused(
                f"{path!r} is not a path inside the repository.",
                next_step="give a path relative to the repository's root",
                place=path,
            )
        try:
            self._put(self.path.joinpath(*parts), source)
        except OSError as error:
            raise _unwritable(self.path / path, error) from error

    def _make(self) -> None:
        if self.path.exists():
            _take_away(self._root, self.path)
        if self._commit in EMPTY_TREES:
            self.path.mkdir()
            return
        words = ("worktree", "add", "--quiet", "--force", "--detach", "--", str(self.path), self._commit)
        answer = git_command.ask(self._root, *words)
        if answer.code == 0:
            return
        if "invalid reference" in answer.complaint or "not a commit" in answer.complaint:
            raise refusal.Misused(
                f"There is no commit {self._commit!r} in this repository.",
                next_step="git log --oneline",
                place=self._commit,
            )
        raise git_command.failed(self._root, "worktree add", answer)

    def _put(self, target: Path, source: Path | None) -> None:
        for folder in reversed(target.relative_to(self.path).parents[:-1]):
            _clear(self.path / folder, keep_folder=True)
        _clear(target)
        if source is None:
            _remove_empty(target.parent, self.path)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target, follow_symlinks=False)


def _refreshed(path: Path, commit: str) -> bool:
    """Puts the spare back to a commit; False when it is not there or git cannot vouch for it.

    A test may have told git to look away from a file (assume-unchanged, skip-worktree); such a spare
    is not trusted and made anew.
    """
    if not (path / ".git").is_file():
        return False
    flags = git_command.ask(path, "ls-files", "-v", "-z")
    if flags.code or any(entry[:2] != b"H " for entry in flags.output.split(b"\0") if entry):
        return False
    steps = (("checkout", "--quiet", "--force", "--detach", commit), ("clean", "-ffdxq"))
    return all(git_command.ask(path, *_EXACT, *words).code == 0 for words in steps)


def _lock(path: Path) -> "FileLock":
    from filelock import FileLock  # a third of the start-up time of `parti status`, so only here

    return FileLock(path)


def _prune(root: Path, folder: Path) -> int:
    stale = 0
    for path in sorted(folder.glob("[0-9]*.lock")):
        lock = _lock(path)
        try:
            lock.acquire(timeout=0)
        except TimeoutError:
            continue
        with lock:
            if _take_away(root, path.with_suffix("")):
                path.unlink(missing_ok=True)
                stale += 1
        lock.release(force=True)
    return stale


def _clear(path: Path, *, keep_folder: bool = False) -> None:
    """Makes room: a link that leads out of the checkout must not be written through."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir() and not keep_folder:
        shutil.rmtree(path)


def _remove_empty(folder: Path, stop: Path) -> None:
    """As git does, which keeps no empty folders."""
    while folder != stop and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _take_away(root: Path, path: Path) -> bool:
    """Removes a checkout and what git knows of it; False when something stays, for the next to try."""
    shutil.rmtree(path, ignore_errors=True)
    if path.exists():
        _make_writable(path)
        shutil.rmtree(path, ignore_errors=True)
    git_command.ask(root, "worktree", "remove", "--force", "--force", str(path))
    return not path.exists()


def _make_writable(path: Path) -> None:
    """A test may leave folders that nobody may write."""
    path.chmod(0o700)
    for folder, names, _ in os.walk(path):
        for name in names:
            inner = Path(folder, name)
            if not inner.is_symlink():
                inner.chmod(0o700)


def _unwritable(path: Path, error: OSError) -> refusal.Unready:
    return refusal.Unready(
        f"{path} could not be written: {error.strerror or error}.",
        next_step=f"check the permissions of {path.parent} and the room on its disk",
        place=str(path),
    )
