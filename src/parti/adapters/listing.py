"""What git lists of the work tree: the paths that are there, and one mark for all that they hold.

Called by `git` and `snapshot`. git is asked once. For a file that it finds unchanged, the id that it has
stands for the text; every other file is read: new and changed ones, links (what they lead to may change),
those at which git was told not to look, and those in the folders apart.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from parti.source import on_disk

ASKED = ("ls-files", "-z", "-v", "-s", "--cached", "--others", "--deleted", "--exclude-standard")
"""Every path with its state: `H`, `S`, `C` and `R` with mode, id and stage before a tab, `?` without.

A small letter stands before a file at which git was told not to look.
"""

_PLAIN = (b"H 100", b"H 120")
"""How git lists a file or a link that it has; what else it lists is looked at more closely."""

_KNOWN = b"H 100"
"""How it lists a file of which the id tells the text."""

_SHA1 = 40
"""Characters of an id of git's; where files are told by SHA-256 there are more."""

_LOGS = b".jsonl"
"""In the folders apart, what grows by every step and holds nothing to check: told by its name alone."""


def path_of(entry: bytes) -> bytes:
    """Of `? path`, `H 100644 <id> 0<tab>path` and `R 100644 …<tab>path`."""
    return entry[2:] if entry.startswith(b"? ") else entry.partition(b"\t")[2]


def paths(root: Path, told: bytes) -> tuple[str, ...]:
    """The paths that git tracks or would track and that are there, relative to the root, sorted."""
    return (
        tuple(sorted(os.fsdecode(b"\0".join(every)).split("\0"))) if (every := _there(root, told)) else ()
    )


def mark(root: Path, told: bytes, there: Sequence[str], apart: Sequence[str] = ()) -> str:
    """A digest of every path and of what can be read there; a commit does not change it.

    Args:
        root: the folder that git was asked in.
        told: what it said to `ASKED`, changed files included.
        there: its paths.
        apart: folders whose logs count by their names alone.
    """
    entries = _entries(told)
    inside = tuple(f"{folder}/".encode() for folder in apart)
    aside = any(b"\t" + folder in told for folder in inside)
    known = [each for each in entries if each.startswith(_KNOWN)]
    if aside or len(known) < len(entries):
        others = {path_of(each) for each in entries if not each.startswith(_KNOWN)}
        rows = [(path_of(each), each) for each in known]
        if aside:
            others.update(path for path, _ in rows if path.startswith(inside))
        size = len(known[0].split(b" ", 3)[2]) if known else _SHA1
        rows = [row for row in rows if row[0] not in others]
        for path in others.intersection(map(os.fsencode, there)):
            rows.append((path, _read(root, path, path.startswith(inside), size)))
        known = [row for _, row in sorted(rows)]
    return hashlib.sha256(b"\0".join(known)).hexdigest()


def _read(root: Path, path: bytes, aside: bool, size: int) -> bytes:
    """A file as git would list it if it had it as it is; what is read otherwise is told in other words."""
    if aside and path.endswith(_LOGS):
        return b"log\t" + path
    name = os.fsdecode(path)
    try:
        data = on_disk.data(root, name)
        mode = (root / name).lstat().st_mode
    except OSError as error:
        return f"unread {error}\t".encode("utf-8", "surrogateescape") + path
    make = hashlib.sha1 if size == _SHA1 else hashlib.sha256
    found = make(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest().encode()
    if stat.S_ISLNK(mode):
        return b"link %s\t%s" % (found, path)
    return b"H %s %s 0\t%s" % (b"100755" if mode & stat.S_IXUSR else b"100644", found, path)


def _entries(told: bytes) -> list[bytes]:
    return told.split(b"\0")[:-1]


def _there(root: Path, told: bytes) -> Iterable[bytes]:
    entries = _entries(told)
    plain = [each for each in entries if each.startswith(_PLAIN)]
    if len(plain) == len(entries):
        at = plain[0].index(b"\t") + 1 if plain else 0  # ids are of one length
        return [each[at:] for each in plain]
    others = [(each, path_of(each)) for each in entries if not each.startswith(_PLAIN)]
    gone = {path for each, path in others if each[:2] in (b"R ", b"r ")}
    return {path_of(each) for each in plain}.union(_present(root, others)) - gone


def _present(root: Path, entries: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    folder = os.fsencode(root)
    for entry, path in entries:
        submodule = entry[2:].startswith(b"160000 ") and not entry.startswith(b"? ")
        if path.endswith(b"/") or submodule or entry.startswith((b"R ", b"r ")):
            continue
        if entry[:2] not in (b"S ", b"s ", b"h ") or os.path.lexists(folder + b"/" + path):
            yield path
