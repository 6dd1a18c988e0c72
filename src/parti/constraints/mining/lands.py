"""Where names lie in the code of other languages than Python, as the import kinds compare them.

Made by `mine`, one land for each language and each Rust crate, and asked by the miner of directions. A
name that a check would not find again is no rule, so files are placed and imports are named as
`constraints.edges` does it, and what cannot be said that way has no place here: Rust outside a `src`, and
Go packages that nobody can import.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from posixpath import relpath

import msgspec

from parti.constraints import constraint, edges
from parti.constraints.mining import subjects
from parti.constraints.mining.proposal import Sample
from parti.source import imports, languages
from parti.source.declaring import go

_GO_PACKAGE = re.compile(r"(?m)^package\s+(\w+)")
_ROOTS = frozenset({"lib", "main", "mod", "index"})
_PLAIN = {
    "go": 'import "errors"\n\nvar errNothing = errors.New("nothing")\n',
    "java": "import java.util.List;\n\nclass Example {\n  List<String> names;\n}\n",
    "rust": "use std::collections::HashMap;\n\npub type Names = HashMap<String, String>;\n",
    "script": "export const names = [];\n",
}


class Home(msgspec.Struct, frozen=True):
    """One file: its folder's parts, how many of them stand in front of names, its module."""

    path: str
    above: int
    module: tuple[str, ...]

    @property
    def is_file(self) -> bool:
        """Whether the module is the file itself and no folder."""
        return self.above + len(self.module) > self.path.count("/")


class Land:
    """The names of one language, or of one crate.

    Args:
        language: `go`, `java`, `rust` or `script`.
        tree: the whole tree.
        homes: the files, each with its module.
        include: the globs of all these files.
    """

    def __init__(
        self, language: str, tree: constraint.Tree, homes: Sequence[Home], include: tuple[str, ...]
    ) -> None:
        self.include = include
        self.homes = tuple(homes)
        self._language = language
        self._tree = tree
        self._there = frozenset(tree.paths())
        self._edges = edges.Edges(tree)
        self._globs: dict[str, dict[str, None]] = {}
        self._first: dict[str, Home] = {}
        for home in sorted(homes, key=lambda home: (len(home.module), home.path)):
            self._enter(home)

    def _enter(self, home: Home) -> None:
        folders = home.path.split("/")[:-1]
        importable = self._language != "go" or self._package(home) != "main"
        for depth in range(1, len(home.module) + 1):
            name = ".".join(home.module[:depth])
            whole = home.is_file and depth == len(home.module)
            folder = "/".join((*folders[: home.above + depth], "**"))
            self._globs.setdefault(name, {})[home.path if whole else folder] = None
            if importable:
                self._first.setdefault(name, home)

    def imported(self, path: str) -> Iterator[list[str]]:
        """What each import of a file names that is ours."""
        source = constraint.Source(path, self._tree.text(path))
        for each in self._edges.of(source, lambda name: bool(self.module(self._placed(name)))):
            yield [self._placed(each.name)]

    def _placed(self, name: str) -> str:
        """An imported name by its folder; in Go it comes by the path of its module."""
        return self._edges.go().short(name) if self._language == "go" else name

    def globs(self, module: str) -> tuple[str, ...]:
        """The globs of a module: its file, its folders, or both; none for an unknown one."""
        return tuple(self._globs.get(module, ()))

    def module(self, target: str) -> str:
        """The module of ours that an imported name is or lies in; empty when it is not ours."""
        name = target
        while name and name not in self._globs:
            name = name.rpartition(".")[0]
        return name

    def aside(self, include: tuple[str, ...]) -> tuple[str, ...]:
        """What a scope must leave out to speak of mined files only."""
        return subjects.aside(include, self._tree.paths())

    def written(self, name: str) -> str:
        """A name as people write it in this language."""
        if self._language == "java":
            return name
        return f"crate::{name.replace('.', '::')}" if self._language == "rust" else name.replace(".", "/")

    def samples(self, inside: str, allowed: str, forbidden: str) -> tuple[Sample, Sample] | None:
        """Code in a module that imports what it may, and code that imports what it may not.

        Args:
            inside: the module that the code lies in.
            allowed: what it may import; something of the standard library when empty.
            forbidden: what it may not.
        """
        home, other = self._first.get(inside), self._first.get(forbidden)
        if home is None or other is None:
            return None
        itself = home.is_file and len(home.module) == inside.count(".") + 1
        stem = "Example" if self._language == "java" else "example"
        path = home.path if itself else str(PurePosixPath(home.path).with_stem(stem))
        head = self._head(home)
        near = self._first.get(allowed)
        kept = self._import(path, near) if near else _PLAIN[self._language]
        broken = self._import(path, other)
        if not kept or not broken:
            return None
        language = languages.language(path)
        return Sample(path, language, head + kept), Sample(path, language, head + broken)

    def _package(self, home: Home) -> str:
        found = _GO_PACKAGE.search(self._tree.text(home.path))
        return found[1] if found else home.module[-1]

    def _head(self, home: Home) -> str:
        if self._language == "go":
            return f"package {self._package(home)}\n\n"
        return f"package {'.'.join(home.module)};\n\n" if self._language == "java" else ""

    def _import(self, path: str, home: Home) -> str:
        """The statement in a file that imports a module; empty when there is none."""
        if self._language == "go":
            full = self._go_path(home)
            return f'import _ "{full}"\n' if full else ""
        if self._language == "java":
            name = PurePosixPath(home.path).stem
            return f"import {'.'.join(home.module)}.{name};\n\nclass Example {{\n  {name} other;\n}}\n"
        if self._language == "rust":
            return f"use crate::{'::'.join(home.module)};\n"
        there = relpath(home.path.rpartition(".")[0], path.rpartition("/")[0] or ".")
        return f"import * as other from '{there if there[:1] == '.' else f'./{there}'}';\n"

    def _go_path(self, home: Home) -> str:
        """A package's path as Go imports it: behind the path of the module that it lies in."""
        folder = PurePosixPath(home.path).parent
        for above in (folder, *folder.parents):
            path = str(above / "go.mod")
            found = go.module(self._tree.text(path)) if path in self._there else ""
            if found:
                return "/".join((found, *folder.relative_to(above).parts))
        return ""


def of(tree: constraint.Tree, files: Iterable[str], modules: Mapping[str, str]) -> Iterator[Land]:
    """The lands of a tree.

    Args:
        tree: the whole tree.
        files: the files that are mined.
        modules: what each file's facts call its module, which Java writes in the file itself.
    """
    grown: dict[tuple[str, str], list[Home]] = {}
    for path in files:
        language = languages.language(path)
        kind = "script" if language in languages.SCRIPTS else language
        root, home = _home(path, kind, modules.get(path, ""))
        if home is not None:
            grown.setdefault((kind, root), []).append(home)
    for (kind, root), homes in grown.items():
        endings = sorted({home.path.rpartition(".")[2] for home in homes})
        yield Land(kind, tree, homes, tuple(f"{root}**/*.{ending}" for ending in endings))


def _home(path: str, kind: str, module: str) -> tuple[str, Home | None]:
    """The root that a file's names begin at, with its slash, and its home; none for what has no name."""
    parts = path.split("/")
    folders, stem = parts[:-1], parts[-1].split(".", 1)[0]
    if kind == "go":
        return "", _named(path, 0, folders)
    if kind == "java":
        names = module.split(".") if module else []
        above = len(folders) - len(names)
        return "", _named(path, above, names) if folders[above:] == names else None
    leaf = [] if stem in _ROOTS else [stem]
    if kind == "script":
        settings = not folders and "." in imports.placed(path)  # `next.config.mjs` is no module `next`
        return "", None if settings else _named(path, 0, [*folders, *leaf])
    if kind != "rust" or "src" not in folders:
        return "", None
    above = folders.index("src") + 1
    inside = [*folders[above:], *leaf]
    root = "/".join((*folders[:above], ""))
    return root, _named(path, above, inside) if inside[:1] != ["bin"] else None


def _named(path: str, above: int, module: Sequence[str]) -> Home | None:
    """A home, when each part is a name of its own: a dot in one would be read as two."""
    if above < 0 or not module or any("." in part for part in module):
        return None
    placed = imports.placed(path)
    name = ".".join(module)
    return Home(path, above, tuple(module)) if imports.within(placed, name) else None
