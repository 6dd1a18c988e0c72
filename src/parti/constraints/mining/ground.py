"""Where names lie in a tree: the module of a file, the file or folder of a module, what is ours.

Made by `mine` from paths alone, before any fact is read; asked by every miner. Roots that are no packages
(`backend/app/x.py` is imported as `app.x`) and the prefix of a Go module are taken off here, so that a
name in an import and the name of a file meet.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from parti.constraints.mining import samples, subjects
from parti.constraints.mining.proposal import Sample
from parti.source import imports, languages
from parti.source.declaring import go

_INDEX = frozenset({"__init__", "index", "mod", "lib", "main"})
_ASKED = 100


class Ground:
    """The names of one tree.

    Args:
        paths: every path of the tree.
        read: a file's text.
    """

    def __init__(self, paths: Sequence[str], read: Callable[[str], str]) -> None:
        self.paths = tuple(paths)
        self.files = subjects.mined(paths)
        self._asides: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._strip = _prefixes(self.paths, read)
        self._places: dict[str, str] = {}
        self._known: dict[str, str] = {}

    @cached_property
    def tops(self) -> frozenset[str]:
        """The first words of the names that the tree itself provides."""
        return imports.first_party(self.paths) | {name.split(".", 1)[0] for name in self._places}

    def plain(self, name: str) -> str:
        """A name as imports write it: without the folders in front of its root."""
        for prefix in self._strip:
            if name.startswith(prefix):
                return name[len(prefix) :]
        return name

    def enter(self, path: str, module: str) -> str:
        """Notes a file; its module's plain name."""
        plain = self.plain(module or imports.module_name(path))
        stem, _, _ = path.rpartition(".")
        here = stem.split("/")
        folder = here[-1] in _INDEX or languages.language(path) == "go"
        here = here[:-1] if folder else here
        parts = plain.split(".") if plain else []
        for depth in range(1, len(parts) + 1):
            name = ".".join(parts[:depth])
            whole = depth == len(parts) and not folder
            if name not in self._places or (not whole and not self._places[name].endswith("/**")):
                up = len(here) - (len(parts) - depth)
                self._places[name] = path if whole else "/".join([*here[:up], "**"])
        return plain

    def glob(self, module: str) -> str:
        """The glob of a module: its file, or everything in its folder; empty for an unknown one."""
        return self._places.get(module, "")

    def globs(self, module: str) -> tuple[str, ...]:
        """The glob of a module, alone; none for an unknown one."""
        return tuple(filter(None, (self.glob(module),)))

    def written(self, name: str) -> str:
        """A name as Python writes it."""
        return name

    def samples(self, inside: str, allowed: str, forbidden: str) -> tuple[Sample, Sample] | None:
        """Python in a package that imports what it may (its own package when empty), and what not."""
        return samples.imports(self.glob(inside), inside, allowed, forbidden)

    def module(self, target: str) -> str:
        """The module of ours that an imported name is or lies in; empty when it is not ours."""
        if target not in self._known:
            name = self.plain(target)
            while name and name not in self._places:
                name = name.rpartition(".")[0]
            self._known[target] = name
        return self._known[target]

    def is_ours(self, name: str) -> bool:
        """Whether a dotted name begins in the tree."""
        return self.plain(name).split(".", 1)[0] in self.tops

    @cached_property
    def include(self) -> tuple[str, ...]:
        """Globs of all that is mined: the top folders, and the files beside them."""
        folders = sorted({path.split("/", 1)[0] for path in self.files if "/" in path})
        loose = sorted({f"*.{path.rsplit('.', 1)[-1]}" for path in self.files if "/" not in path})
        return (*(f"{folder}/**" for folder in folders), *loose)

    def aside(self, include: tuple[str, ...]) -> tuple[str, ...]:
        """What a scope must leave out to speak of mined files only."""
        if include not in self._asides:
            self._asides[include] = subjects.aside(include, self.paths)
        return self._asides[include]


def _prefixes(paths: Iterable[str], read: Callable[[str], str]) -> tuple[str, ...]:
    """What stands in front of plain names, longest first, each with its dot."""
    found: set[str] = set()
    asked: set[str] = set()
    known = tuple(paths)
    python = sorted(path for path in known if path.endswith(".py"))
    packages = frozenset(p.rpartition("/")[0] for p in known if imports.is_package(p))
    for package in packages:
        parent = package.rpartition("/")[0]
        if parent and parent not in packages and parent not in asked:
            asked.add(parent)
            prefix = imports.module_name(f"{parent}/x.py").removesuffix("x")
            if prefix and not _is_imported(prefix, parent, python, read):
                found.add(prefix)
    for path in known:
        if path == "go.mod" or path.endswith("/go.mod"):
            module = go.module(read(path))
            if module:
                found.add(module.replace("/", ".") + ".")
    return tuple(sorted((prefix for prefix in found if prefix.strip(".")), key=len, reverse=True))


def _is_imported(prefix: str, folder: str, paths: Sequence[str], read: Callable[[str], str]) -> bool:
    """Whether files in a folder without `__init__` import one another through it: a namespace package.

    Args:
        paths: the files of Python, in their order.
    """
    first, last = bisect_left(paths, f"{folder}/"), bisect_left(paths, f"{folder}0")
    words = (f"from {prefix}", f"import {prefix}")
    return any(word in read(path) for path in paths[first:last][:_ASKED] for word in words)
