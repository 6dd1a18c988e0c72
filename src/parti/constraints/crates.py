"""What the manifests of a Rust tree say of its crates: which are our own, which come from outside.

Called by `edges` and `outside`. A crate of the tree is known by the name that code writes; a dependency
that is told by its path is our own as well, whether or not the tree holds it.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from parti.source import imports
from parti.source.graph import rust_crates

_NEEDS = ("dependencies", "build-dependencies", "dev-dependencies")


class Crates(msgspec.Struct, frozen=True):
    """The crates that the manifests of a tree speak of, each as code writes it.

    Args:
        own: of the tree itself, and those that a manifest tells by their path.
        needed: from outside, for the program itself.
        tried: from outside, for tests and examples.
        told: whether there is a manifest at all.
    """

    own: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    tried: frozenset[str] = frozenset()
    told: bool = False

    def only_for_tests(self, name: str) -> bool:
        """Whether what a path begins with is needed by tests alone."""
        top = name.split(".", 1)[0]
        return top in self.tried and top not in self.needed

    def may_be(self, name: str) -> bool:
        """Whether a path may begin with a crate from outside; without a manifest, any may."""
        top = name.split(".", 1)[0]
        return not self.told or top in self.needed or top in self.tried


def of(paths: Sequence[str], read: Callable[[str], str]) -> Crates:
    """The crates of a tree."""
    manifests = [path for path in paths if path.rpartition("/")[2] == "Cargo.toml"]
    found: dict[str, set[str]] = {"own": set(), "needed": set(), "tried": set()}
    found["own"].update(each.name for each in rust_crates.crates(paths, read) if manifests)
    tables = [_table(read(path)) for path in manifests]
    shared = {key: value for table in tables for key, value in _shared(table)}
    for key, value, dev in (row for table in tables for row in _rows(table)):
        given = shared.get(key, value) if _is_told(value, "workspace") else value
        where = "own" if _is_told(given, "path") else "tried" if dev else "needed"
        found[where].add(key.replace("-", "_"))
    sets = {key: frozenset(names) for key, names in found.items()}
    return Crates(**sets, told=bool(manifests))


def folders(paths: Sequence[str], read: Callable[[str], str]) -> Mapping[str, str]:
    """The folder below which each crate of a tree has its modules, by the name that code writes.

    A crate that holds a module of its own name is left out: a path does not say which of them it means.
    """
    if not any(path.rpartition("/")[2] == "Cargo.toml" for path in paths):
        return {}
    found = {each.name: each.base for each in rust_crates.crates(paths, read)}
    return {name: base for name, base in found.items() if not _holds(f"{base}/{name}", paths)}


def modules(paths: Sequence[str], read: Callable[[str], str]) -> dict[str, str]:
    """The file of each module of a crate of the tree, by the name that other crates write.

    What may as well be a module of another crate, which has such a place below its root, is left out.
    """
    bases = folders(paths, read)
    if not bases:
        return {}
    found: dict[str, str] = {}
    ending: dict[str, set[str]] = {}
    for path in sorted(path for path in paths if path.endswith(".rs")):
        found.setdefault(place(path, bases), path)
        parts = imports.placed(path).split(".")
        for at in range(len(parts)):
            ending.setdefault(".".join(parts[at:]), set()).add(path)
    return {name: path for name, path in found.items() if name and ending.get(name, {path}) == {path}}


def _holds(stem: str, paths: Sequence[str]) -> bool:
    return any(path.startswith((f"{stem}.rs", f"{stem}/")) for path in paths)


def place(path: str, bases: Mapping[str, str]) -> str:
    """The dotted place of a Rust file below the name of its crate; empty when it is in none."""
    inside = (name for name, base in bases.items() if path.startswith(f"{base}/"))
    name = max(inside, key=lambda each: len(bases[each]), default="")
    rest = imports.placed(path[len(bases[name]) + 1 :]) if name else ""
    return f"{name}.{rest}".strip(".")


def _table(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {}


def _inner(table: object, key: str) -> Mapping[str, object]:
    found = table.get(key) if isinstance(table, dict) else None
    return found if isinstance(found, dict) else {}


def _is_told(value: object, key: str) -> bool:
    return isinstance(value, dict) and bool(value.get(key))


def _shared(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """What members of a workspace take over by `workspace = true`."""
    yield from _inner(_inner(table, "workspace"), "dependencies").items()


def _rows(table: Mapping[str, object]) -> Iterator[tuple[str, object, bool]]:
    """(name in code, what is said of it, whether only tests need it) of each dependency."""
    targets = _inner(table, "target")
    for place in (table, *(_inner(targets, key) for key in targets)):
        for need in _NEEDS:
            for key, value in _inner(place, need).items():
                yield key, value, need.startswith("dev")
