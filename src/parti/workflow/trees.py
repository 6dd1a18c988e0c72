"""The work tree as the constraints room wants to see it.

Called by the verbs that check. Texts are read when a check asks for them; bytes that are not UTF-8 are
replaced, never a reason to leave a file out in silence.
"""

import functools
import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from parti import ports
from parti.constraints import document
from parti.source import kept, on_disk, reading

if TYPE_CHECKING:
    from parti.constraints import tree as trees
    from parti.source import shape


def of(
    repository: ports.Repository,
    changed: Iterable[str] | None = None,
    store: kept.Kept | None = None,
    listed: Sequence[str] | None = None,
) -> "trees.Lazy":
    """Every file that git tracks or would track, unless `listed`; `changed` limits per-file checks.

    What is read out of the files is kept in a store, where one is given.
    """
    from parti.constraints import tree as trees  # a tree that did not change is not asked for its texts

    read = functools.partial(on_disk.text, repository.root)
    paths = repository.files() if listed is None else listed
    if store is None:
        return trees.Lazy(paths, read, changed)
    return trees.Lazy(paths, read, changed, store.facts, store.imported)


def remembered(world: ports.World) -> kept.Kept:
    """What this repository keeps in the cache folder of what was read out of its texts."""
    mark = hashlib.sha256(os.fsencode(world.repository.root)).hexdigest()[:12]
    return kept.Kept(world.cache / "facts" / mark, reading.extract, reading.imported)


def changed(
    repository: ports.Repository, base: str, changes: Iterable[ports.Change]
) -> tuple["shape.FileChange", ...]:
    """The texts of changed files in judged languages, and of the constraint document, at the base and now.

    None where a file is not there.
    """
    from parti.chunks import testfiles

    judged = [c for c in changes if testfiles.is_in_judged_language(c.path) or c.path == document.PATH]
    return texts(repository, base, judged)


def texts(
    repository: ports.Repository, base: str, changes: Iterable[ports.Change]
) -> tuple["shape.FileChange", ...]:
    """The texts of changed files, at the base and now; None where a file is not there."""
    from parti.source import languages, shape

    paths = [c.path for c in changes if languages.language(c.path) or c.path == document.PATH]
    before = repository.texts(base, paths) if base else {}
    return tuple(shape.FileChange(path, before.get(path), now(repository.root, path)) for path in paths)


def now(root: Path, path: str) -> str | None:
    """A file's text in the work tree; None where there is none, and where the eyes leave it out."""
    try:
        return on_disk.text(root, path)
    except OSError:
        return None
