"""The work tree as a tree object, untracked files included, without touching the repository.

Called by `git` for changes, diffs and digests. A copy of the index takes in what differs from it, and
new objects go to a folder that is thrown away; so the user's index and object store stay
as they are, half-finished merges and embedded repositories do no harm, and only changed files are read.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from parti.adapters import git_command, git_folder


class Snapshot(msgspec.Struct, frozen=True):
    """A tree object, and the variables with which git finds it."""

    tree: str
    variables: Mapping[str, str]


@contextmanager
def taken(root: Path, folder: git_folder.GitFolder, apart: Sequence[str]) -> Iterator[Snapshot]:
    """The work tree as git would store it now, less the folders apart; gone when left.

    A submodule counts by its commit. An embedded repository that git does not track is left out.
    """
    with tempfile.TemporaryDirectory(prefix="parti-") as scratch:
        variables = _scratch_variables(Path(scratch), folder)
        listed = ("ls-files", "-z", "-t", "--others", "--modified", "--deleted", "--exclude-standard")
        listing = git_command.tell(root, *listed, "--", ".", *without(apart), variables=variables)
        gone, there = _told_apart(root, listing.split(b"\0"))
        _enter(root, gone, ("--force-remove",), variables)
        _enter(root, there, ("--add", "--remove", "--replace"), variables)
        if apart:
            within = (f":(literal){path}" for path in apart)
            standing = git_command.tell(
                root, "ls-files", "-z", "--cached", "--", *within, variables=variables
            )
            _enter(root, standing.split(b"\0"), ("--force-remove",), variables)
        tree = git_command.tell(root, "write-tree", "--missing-ok", variables=variables)
        yield Snapshot(tree.decode().strip(), variables)


def without(apart: Sequence[str]) -> tuple[str, ...]:
    """Pathspecs that leave folders out."""
    return tuple(f":(exclude,literal){path}" for path in apart)


def _told_apart(root: Path, entries: Iterable[bytes]) -> tuple[set[bytes], set[bytes]]:
    """Paths to remove and paths to take in, from `? new`, `C changed` and `R removed`.

    A file in whose place a folder now stands is gone, too, though git calls it changed.
    """
    gone: set[bytes] = set()
    there: set[bytes] = set()
    for entry in entries:
        path = entry[2:]
        here = root / os.fsdecode(path)
        folder = entry.startswith(b"C ") and here.is_dir() and not here.is_symlink()
        is_gone = entry.startswith(b"R ") or (folder and not (here / ".git").exists())
        (gone if is_gone else there).add(path)
    return gone, there - gone


def _enter(root: Path, paths: Iterable[bytes], how: tuple[str, ...], variables: Mapping[str, str]) -> None:
    lines = [path + b"\0" for path in sorted(paths) if path and not path.endswith(b"/")]
    if lines:
        words = ("update-index", "-z", *how, "--stdin")
        git_command.tell(root, *words, stdin=b"".join(lines), variables=variables)


def _scratch_variables(scratch: Path, folder: git_folder.GitFolder) -> Mapping[str, str]:
    objects = scratch / "objects"
    objects.mkdir()
    with suppress(FileNotFoundError):
        # With its time: git mistrusts files as young as the index, and a younger copy would hide them.
        shutil.copy2(folder.own / "index", scratch / "index")
    return {
        "GIT_INDEX_FILE": str(scratch / "index"),
        "GIT_OBJECT_DIRECTORY": str(objects),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": _quoted(folder.shared / "objects"),
    }


def _quoted(path: Path) -> str:
    text = os.fspath(path).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'
