"""Where the imports of a Go file lead: the packages of the modules in the tree, each told by its files.

Called by `graph.read`. A package is a folder; an import of it leads to the first of its files that is no
test, so that one edge stands for the package. What no module of the tree has is looked for in `vendor`. Go
wants imports before everything else, so a text is read up to its first declaration; a file that the build
leaves out counts like any other.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from parti.source.declaring import go

_TOKEN = re.compile(
    r"(?:[\s;\ufeff]++|//[^\n]*|/\*.*?\*/)*+(?:\"([^\"\n]*)\"|`([^`]*)`|([\w.]+)|(\()|(\)))", re.DOTALL
)


def targets(paths: Sequence[str], read: Callable[[str], str]) -> Callable[[str, str], Iterator[str]]:
    """A function that gives one file of each package which a Go file imports."""
    modules = _modules(paths, read)
    kept_here = _vendored(paths)
    packages: dict[str, str] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if name.endswith(".go"):
            kept = packages.get(folder)
            if kept is None or (kept.endswith("_test.go") and not name.endswith("_test.go")):
                packages[folder] = path

    def of(path: str, text: str) -> Iterator[str]:
        for name in imported(text):
            for folder in _places(name, path, modules, kept_here):
                if folder in packages:
                    yield packages[folder]
                    break

    return of


def _places(
    name: str, path: str, modules: Sequence[tuple[str, str]], vendored: Sequence[str]
) -> Iterator[str]:
    """The folders that an import path may mean: one of a module here, else a copy that is kept here."""
    for module, folder in modules:
        if name == module or name.startswith(f"{module}/"):
            yield "/".join(filter(None, (folder, name[len(module) + 1 :])))
            break
    for base in vendored:
        if path.startswith(base.removesuffix("vendor/")):
            yield base + name


def _vendored(paths: Sequence[str]) -> Sequence[str]:
    """The `vendor` folders, each with a slash behind it, the deepest first."""
    found = set()
    for path in paths:
        before, folder, _ = f"/{path}".rpartition("/vendor/")
        if folder and path.endswith(".go"):
            found.add(f"{before}{folder}"[1:])
    return sorted(found, key=lambda base: (-len(base), base))


def imported(text: str) -> Iterator[str]:
    """Every import path of a file, in order."""
    listed, due, at = False, False, _clause(text)
    while match := _TOKEN.match(text, at):
        at = match.end()
        path, raw, word, opening, closing = match.groups()
        if path or raw:
            if not due:
                return
            yield path or raw
            due = listed
        elif opening and due and not listed:
            listed = True
        elif closing and listed:
            listed = due = False
        elif word == "import" and not due:
            due = True
        elif not word or not due:
            return


def _clause(text: str) -> int:
    """Where the text goes on after `package name`; at its end when there is no such clause."""
    first = _TOKEN.match(text)
    name = _TOKEN.match(text, first.end()) if first and first[3] == "package" else None
    return name.end() if name and name[3] else len(text)


def _modules(paths: Sequence[str], read: Callable[[str], str]) -> Sequence[tuple[str, str]]:
    """(module path, folder) of each `go.mod`, the longest first."""
    found: list[tuple[str, str]] = []
    for path in paths:
        if path.rpartition("/")[2] == "go.mod":
            name = go.module(read(path))
            if name:
                found.append((name, path.rpartition("/")[0]))
    return sorted(found, key=lambda row: (-len(row[0]), row))
