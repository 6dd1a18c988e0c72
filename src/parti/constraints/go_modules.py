"""What a Go package is called: its folder below a `go.mod`, and the import path that this comes to.

Made by `edges` and by the kinds that name a helper or a map. A file of Go says neither its own import path
nor its module, so both forms of a name are brought together here. The path of a module itself is the name
of the package in its root alone, since everything else that the module holds lies below that path, too.
"""

import re
from collections.abc import Iterable, Mapping

from parti.constraints import constraint
from parti.source import imports, languages
from parti.source.declaring import go

_PACKAGE = re.compile(r"^[^\S\n]*package[^\S\n]+(\w+)", re.MULTILINE)


class Modules:
    """The Go modules of one tree, the longest path first."""

    def __init__(self, tree: constraint.Tree) -> None:
        self._tree = tree
        found = [
            (imports.dotted(said), _folder(path).replace("/", "."))
            for path in tree.paths()
            if path.rpartition("/")[2] == "go.mod" and (said := go.module(tree.text(path)))
        ]
        self.paths = tuple(sorted(found, key=lambda pair: -len(pair[0])))
        self._roots = frozenset(path for path, _ in found)
        self._called: Mapping[str, str] | None = None

    def full(self, place: str) -> str:
        """The import path, dotted, of a folder; empty for one that lies in no module."""
        held = [(len(folder), module, folder) for module, folder in self.paths if _below(place, folder)]
        if not held:
            return ""
        _, module, folder = max(held)
        return f"{module}.{place[len(folder) :].strip('.')}".rstrip(".")

    def short(self, name: str) -> str:
        """The dotted folder of an import path of ours, empty for the root; any other name as it is."""
        for module, folder in self.paths:
            if imports.inside(name, module):
                return f"{folder}.{name[len(module) + 1 :]}".strip(".")
        return name

    def holds(self, package: str, name: str) -> bool:
        """Whether an import path is the package or lies in it; a root stands for itself alone."""
        return name == package or (package not in self._roots and imports.inside(name, package))

    def ours(self, name: str) -> bool:
        """Whether an import path belongs to one of the modules."""
        return any(imports.inside(name, module) for module, _ in self.paths)

    def canonical(self, name: str) -> str:
        """The full path of a function or a variable that is named by its path or as `package.name`.

        Returns:
            Empty where the name tells no module of the tree: it is then found by its folder.
        """
        if self.ours(name):
            return name
        package, _, rest = name.partition(".")
        module = self._packages().get(package, "") if rest else ""
        return f"{module}.{rest}" if module else ""

    def _packages(self) -> Mapping[str, str]:
        """What the packages in the roots are called in code, each with its import path."""
        if self._called is None:
            roots = {folder: module for module, folder in self.paths}
            self._called = {}
            for path in self._tree.paths():
                module = roots.get(_folder(path).replace("/", ".")) if path.endswith(".go") else None
                if module and not path.endswith("_test.go"):
                    said = _PACKAGE.search(self._tree.text(path))
                    self._called |= {said[1]: module} if said else {}
        return self._called

    def named(self, place: str, name: str) -> str:
        """The full path of what a file in a folder calls by the name of its folder."""
        module = self.full(place)
        own = name[len(place) :].lstrip(".") if place and imports.inside(name, place) else name
        return f"{module}.{own}" if module else name


def around(paths: Iterable[str], tree: constraint.Tree) -> Mapping[str, str]:
    """What of a tree an example is judged with: the name of each Go module, and nothing that it needs."""
    found = ((path, go.module(tree.text(path))) for path in paths if path.endswith("go.mod"))
    return {path: f"module {said}\n" for path, said in found if said}


def is_go(path: str) -> bool:
    return languages.language(path) == "go"


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _below(place: str, folder: str) -> bool:
    return not folder or imports.inside(place, folder)
