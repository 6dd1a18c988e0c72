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

from parti.adapters import git_command, git_folder, listing


class Snapshot(msgspec.Struct, frozen=True):
    """A tree object, the variables with which git finds it, and the listing that it was made from."""

    tree: str
    variables: Mapping[str, str]
    listing: bytes


@contextmanager
def taken(root: Path, folder: git_folder.GitFolder, apart: Sequence[str]) -> Iterator[Snapshot]:
    """The work tree as git would store it now, less the folders apart; gone when left.

    A submodule counts by its commit. An embedded repository that git does not track is left out.
    """
    with tempfile.TemporaryDirectory(prefix="parti-") as scratch:
        variables = _scratch_variables(Path(scratch), folder)
        told = git_command.tell(root, *listing.ASKED, "--modified", variables=variables)
        inside = tuple(f"{folder}/".encode() for folder in apart)
        every = any(b"\t" + folder in told for folder in inside)  # else those that git has are as they were
        odd = (e for e in told.split(b"\0") if e and (every or not e.startswith(b"H")))
        entries = tuple((e[:1].upper(), listing.path_of(e)) for e in odd)
        gone, there = _told_apart(root, (each for each in entries if not each[1].startswith(inside)))
        gone.update(path for state, path in entries if state != b"?" and path.startswith(inside))
        _enter(root, gone, ("--force-remove",), variables)
        _enter(root, there, ("--add", "--remove", "--replace"), variables)
        tree = git_command.tell(root, "write-tree", "--missing-ok", variables=variables)
        yield Snapshot(tree.decode().strip(), variables, told)


def without(apart: Sequence[str]) -> tuple[str, ...]:
    """Pathspecs that leave folders out."""
    return tuple(f":(exclude,literal){path}" for path in apart)


def _told_apart(root: Path, entries: Iterable[tuple[bytes, bytes]]) -> tuple[set[bytes], set[bytes]]:
    """Paths to remove and paths to take in, from those that are new, changed and removed.

    A file in whose place a folder now stands is gone, too, though git calls it changed.
    """
    gone: set[bytes] = set()
    there: set[bytes] = set()
    for state, path in entries:
        if state not in b"?CR":
            continue
        here = root / os.fsdecode(path)
        folder = state == b"C" and here.is_dir() and not here.is_symlink()
        is_gone = state == b"R" or (folder and not (here / ".git").exists())
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
