"""What git ignores and a test needs all the same: installed packages, linked into a checkout.

Called by `worktree`. Installing them once more would take minutes and a network; a copy is as dear. So a
folder that is named becomes a link. A package of the repository itself, which a workspace links into its
`node_modules`, leads to the checkout and not to the work tree: else red would see the code of the change.
"""

import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from parti.adapters import git_command

_SHELVES = ("@", ".bin")
"""Folders of `node_modules` that hold packages or their commands themselves: scopes, and `.bin`."""


def put(root: Path, checkout: Path, names: Collection[str]) -> tuple[Path, ...]:
    """Links what is named, ignored and there in the work tree; what was made, for `take_away`.

    Args:
        names: a name is looked for in every folder, `/name` in the root alone. What the commit of the
            checkout holds itself stays as it is.
    """
    made = []
    for path in sorted(_ignored(root, names)):
        source, target = root / path, checkout / path
        if os.path.lexists(target) or not _is_in(target.parent, checkout):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(source, target, _Home(root, checkout, frozenset(names)))
        made.append(target)
    return tuple(made)


def take_away(made: Collection[Path]) -> None:
    """Removes the links, and the folders of links, and nothing that they lead to."""
    for path in made:
        if path.is_symlink():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)


class _Home:
    """The repository that packages may belong to, and where the same place is in the checkout."""

    def __init__(self, root: Path, checkout: Path, names: frozenset[str]) -> None:
        self._root, self._checkout = root.resolve(), checkout
        self._names = {name.strip("/") for name in names}

    def of(self, link: Path) -> Path | None:
        """The place in the checkout that stands for what a link leads to; None when it leads elsewhere."""
        try:
            inside = link.resolve().relative_to(self._root)
        except (OSError, RuntimeError, ValueError):
            return None
        installed = any(part in self._names for part in inside.parts)
        return None if installed or not link.is_symlink() else self._checkout / inside


def _ignored(root: Path, names: Collection[str]) -> Iterator[str]:
    if not names:
        return
    words = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    for entry in git_command.ask(root, *words).output.split(b"\0"):
        path = os.fsdecode(entry).rstrip("/")
        if path and (path.rpartition("/")[2] in names or f"/{path}" in names):
            yield path


def _is_in(folder: Path, checkout: Path) -> bool:
    """Whether a folder that may not be there yet is in the checkout, and behind no link of the commit's."""
    return folder.resolve().is_relative_to(checkout.resolve())


def _link(source: Path, target: Path, home: _Home) -> None:
    """One link for the whole; a folder of links when something in it belongs to the repository."""
    if not _leads_home(source, home):
        target.symlink_to(home.of(source) or source)
        return
    target.mkdir()
    for entry in sorted(source.iterdir()):
        if _is_shelf(entry):
            _link(entry, target / entry.name, home)
        else:
            (target / entry.name).symlink_to(home.of(entry) or entry)


def _leads_home(source: Path, home: _Home) -> bool:
    if source.is_symlink() or not source.is_dir():
        return False
    return any(
        home.of(entry) is not None or (_is_shelf(entry) and _leads_home(entry, home))
        for entry in source.iterdir()
    )


def _is_shelf(entry: Path) -> bool:
    return entry.name.startswith(_SHELVES) and entry.is_dir() and not entry.is_symlink()
