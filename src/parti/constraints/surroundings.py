"""What a first look may rest on in files that it does not see, and which files those are.

Made by `workflow.glancing` from the whole tree. Whatever is told here is told together with the files that
say it, so that a hook can see whether they are as they were; what hangs on more of them than can be looked
at, or on a file that is not there yet, is not told at all.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from parti.constraints import compiled, constraint, edges, named_helpers
from parti.constraints import tree as trees
from parti.constraints.checks import only_through, registered_in
from parti.source import imports, languages

STAMPED = 300
"""Files whose time and size a hook compares; each costs a microsecond or two."""

_PACKAGES = 50
"""Packages that a first look knows as the tree's own."""


class Surroundings:
    """The answers about one tree.

    Args:
        tree: every file.
        most: how many files a hook may look at beside the one that was edited.
    """

    def __init__(self, tree: trees.Lazy, most: int = STAMPED) -> None:
        self._tree = tree
        self._most = most
        self._edges = edges.Edges(tree)
        self.beyond: set[str] = set()
        self.ours = _packages(tree.paths())

    def around(self) -> compiled.Around:
        """What the rows of a first look are made with; `beyond` holds what they rest on afterwards."""
        asked = self._handed, self._renamed, self._read, tuple(self.ours), self._repeated
        return compiled.Around(*asked, self._scripts())

    def _scripts(self) -> Mapping[str, str] | None:
        """The scripts of the tree, and the settings that say where their imports lead."""
        settings = self._tree.leads.settings()
        if not self._rests_on(settings):
            return None
        spoken = (path for path in self._tree.paths() if languages.language(path) in languages.SCRIPTS)
        return {**dict.fromkeys(spoken, ""), **{path: self._tree.text(path) for path in settings}}

    def _handed(self, layers: Sequence[str]) -> compiled.Handed:
        """What modules outside some layers hand on."""
        outside = self._edges.outside(layers)
        if not self._rests_on(outside):
            return ()
        return [(imports.module_name(path), tuple(sorted(names))) for path, names in outside.items()]

    def _renamed(self, rule: constraint.Constraint) -> Sequence[str] | None:
        """The new names of the primitives of an `only-through`."""
        settled = only_through.settled(rule, self._tree)
        return settled[0] if settled is not None and self._rests_on(settled[1]) else None

    def _read(self, rule: constraint.Constraint) -> Collection[str] | None:
        """The files that a `registered-in` reads to learn what stands in its map."""
        read, naming = registered_in.settled(rule, self._tree)
        return read if self._rests_on(naming) else None

    def _repeated(self, rule: constraint.Constraint) -> compiled.Repeated | None:
        """The words of the helpers of a `written-once`, and their files."""
        settled = named_helpers.settled(rule, self._tree)
        return settled[:2] if settled is not None and self._rests_on(settled[2]) else None

    def _rests_on(self, paths: Mapping[str, object] | Sequence[str]) -> bool:
        """Whether there is room for these files too; then they are among those that count."""
        every = self.beyond.union(paths)
        if len(every) > self._most:
            return False
        self.beyond = every
        return True


def _packages(paths: Sequence[str]) -> Mapping[str, str]:
    """Top-level packages of the tree, each with the file that makes it one."""
    every = ((imports.module_name(path), path) for path in paths if imports.is_package(path))
    return dict(islice(((name, path) for name, path in every if name and "." not in name), _PACKAGES))
