"""The crates of a Rust tree and the module that each file is, told by where it lies.

Called by `graph.rust`. A library's modules lie below the folder of its root file; every file of `tests`,
`examples`, `benches` and `src/bin` begins a crate of its own, as Cargo has it.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from posixpath import normpath
from typing import NamedTuple

_OWN = ("src/bin", "tests", "examples", "benches")
_NEEDS = ("dependencies", "dev-dependencies", "build-dependencies")

Table = Mapping[str, object]
Modules = Mapping[tuple[str, tuple[str, ...]], str]


class Crate(NamedTuple):
    """A crate's folder, its name as code writes it, its root file, and the names it gives to others.

    In an `old` one, of the edition of 2015, the paths of `use` begin at the crate's root.
    """

    folder: str
    name: str
    root: str
    renamed: Mapping[str, str]
    old: bool

    @property
    def base(self) -> str:
        """The folder below which its modules lie."""
        return self.root.rpartition("/")[0]


class Home(NamedTuple):
    """Where the modules of a file's crate begin, which of them it is, and its names for other crates.

    A file that is `alone` is the root of a crate among others in one folder, such as those of `tests`.
    """

    base: str
    module: tuple[str, ...]
    renamed: Mapping[str, str] = {}
    alone: bool = False
    old: bool = False


def crates(paths: Sequence[str], read: Callable[[str], str]) -> list[Crate]:
    """Every crate that a `Cargo.toml` of the tree names, those of the deepest folders first."""
    files = frozenset(paths)
    manifests = (path for path in paths if path.rpartition("/")[2] == "Cargo.toml")
    tables = {path.rpartition("/")[0]: _table(read(path)) for path in manifests}
    roots = {
        folder: _root(folder, table, files)
        for folder, table in tables.items()
        if _text(table, "package", "name")
    }
    places = {
        _text(tables[folder], "package", "name"): root.rpartition("/")[0] for folder, root in roots.items()
    }
    shared = [pair for table in tables.values() for pair in _renamed(_inner(table, "workspace"))]
    found = []
    for folder, root in roots.items():
        table = tables[folder]
        name = _text(table, "lib", "name") or _text(table, "package", "name")
        own = {
            _written(key): places[package] for key, package in _renamed(table, shared) if package in places
        }
        old = _inner(table, "package").get("edition", "2015") == "2015"
        found.append(Crate(folder, _written(name), root, own, old))
    return sorted(found, key=lambda crate: (-len(crate.folder), crate.folder))


def homes(paths: Sequence[str], known: Sequence[Crate]) -> Mapping[str, Home]:
    """The home of each Rust file."""
    files = frozenset(paths)
    return {path: _home(path, _crate(path, known), files) for path in paths if path.endswith(".rs")}


def modules(found: Mapping[str, Home]) -> Modules:
    """The file of each module; a library's root goes before a program's in the same folder."""
    every: dict[tuple[str, tuple[str, ...]], str] = {}
    for path in sorted(found, key=lambda path: (path.endswith("main.rs"), path)):
        home = found[path]
        every.setdefault((home.base, (_stem(path),) if home.alone else home.module), path)
    return every


def _crate(path: str, known: Sequence[Crate]) -> Crate | None:
    return next((each for each in known if _below(path, each.folder) is not None), None)


def _home(path: str, crate: Crate | None, files: frozenset[str]) -> Home:
    found = _placed(path, crate, files)
    return found._replace(old=True) if crate and crate.old else found


def _placed(path: str, crate: Crate | None, files: frozenset[str]) -> Home:
    folder, renamed = (crate.folder, crate.renamed) if crate else ("", {})
    for own in _OWN:
        base = _joined(folder, own)
        rest = _below(path, base)
        if rest is not None and rest[1:] and _joined(base, f"{rest[0]}/main.rs") in files:
            return Home(_joined(base, rest[0]), _module(rest[1:]), renamed)
        if rest is not None:
            return Home(base, _module(rest) if rest[1:] else (), renamed, alone=not rest[1:])
    base = crate.base if crate else "src"
    rest = _below(path, base)
    if crate and path == crate.root:
        return Home(base, (), renamed)
    if rest is not None:
        return Home(base, _module(rest), renamed)
    rest = _below(path, folder) or [path]
    return Home(folder, _module(rest), renamed, alone=not rest[1:] and crate is not None)


def _module(parts: Sequence[str]) -> tuple[str, ...]:
    """The module of a file by its place below a crate's first folder."""
    if parts[-1] == "mod.rs" or (len(parts) == 1 and parts[0] in ("lib.rs", "main.rs")):
        return tuple(parts[:-1])
    return (*parts[:-1], parts[-1].removesuffix(".rs"))


def _root(folder: str, table: Table, files: frozenset[str]) -> str:
    """The file that a crate begins with, as it says or as Cargo guesses."""
    said = _text(table, "lib", "path")
    if said:
        return normpath(_joined(folder, said))
    library, program = _joined(folder, "src/lib.rs"), _joined(folder, "src/main.rs")
    return program if library not in files and program in files else library


def _renamed(table: Table, shared: Sequence[tuple[str, str]] = ()) -> Iterator[tuple[str, str]]:
    """(name in code, package) of each dependency that is called other than its package."""
    targets = _inner(table, "target")
    for place in (table, *(_inner(targets, key) for key in targets)):
        for need in _NEEDS:
            rows = _inner(place, need)
            yield from ((key, _text(rows, key, "package")) for key in rows if _text(rows, key, "package"))
            yield from ((key, name) for key, name in shared if _inner(rows, key).get("workspace"))


def _table(text: str) -> Table:
    """A manifest's tables; none when it is not one."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {}


def _inner(table: Table, key: str) -> Table:
    found = table.get(key)
    return found if isinstance(found, dict) else {}


def _text(table: Table, key: str, inner: str) -> str:
    found = _inner(table, key).get(inner)
    return found if isinstance(found, str) else ""


def _written(name: str) -> str:
    return name.replace("-", "_")


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".rs")


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _below(path: str, folder: str) -> list[str] | None:
    """The parts of a path below a folder; None when it lies elsewhere."""
    if folder and not path.startswith(f"{folder}/"):
        return None
    return path[len(folder) + 1 if folder else 0 :].split("/")
