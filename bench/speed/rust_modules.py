"""Rust's imports as a compiler finds them: from each crate's root along `mod`, read off the syntax tree.

Called by `bench.speed.compiled` as an independent reader: where the product goes by the places of files and
by lines, this goes by declarations and by nodes. Prints the edges, and which files are out of its sight.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ast_grep_py import SgNode, SgRoot

Name = tuple[str, ...]


class Use(NamedTuple):
    """One path of a `use`, and the module that it stands in."""

    file: str
    module: Name
    path: Name


class Crate(NamedTuple):
    """A crate from one root: the file of each module, written-out ones included, and what it uses."""

    old: bool
    files: dict[Name, str]
    uses: list[Use]
    renamed: dict[str, str]


SEEN: dict[str, list[tuple[str, Name, SgNode]]] = {}
MACROS: set[str] = set()
PLACED: set[str] = set()
TWICE: set[str] = set()


def main(folder: str) -> None:
    """Prints edges, files that are reached, files with `use` in a macro and files that `#[path]` placed."""
    base = Path(folder)
    libraries: dict[str, Crate] = {}
    crates: list[Crate] = []
    for manifest in sorted(base.rglob("Cargo.toml")):
        table = tomllib.loads(manifest.read_text("utf-8"))
        package = table.get("package", {})
        if not package:
            continue
        renamed = {
            key: row["package"]
            for rows in (table.get(each, {}) for each in ("dependencies", "dev-dependencies"))
            for key, row in rows.items()
            if isinstance(row, dict) and "package" in row
        }
        library = manifest.parent / table.get("lib", {}).get("path", "src/lib.rs")
        for root in roots(manifest.parent, table, library):
            crate = Crate(package.get("edition", "2015") == "2015", {}, [], renamed)
            visit(base, root, (), crate, root.parent)
            crates.append(crate)
            if root == library:
                libraries[package["name"]] = crate
                libraries[table.get("lib", {}).get("name", package["name"]).replace("-", "_")] = crate
    edges = {edge for crate in crates for edge in resolved(crate, libraries)}
    reached = sorted({file for crate in crates for file in crate.files.values()})
    said = {"edges": sorted(edges), "reached": reached, "macros": sorted(MACROS), "placed": sorted(PLACED)}
    said["twice"] = sorted(TWICE)
    print(json.dumps(said))


def roots(folder: Path, table: dict[str, list[dict[str, str]]], library: Path) -> Iterator[Path]:
    """The root files of a package's crates."""
    found = {library, folder / "src/main.rs", folder / "build.rs"}
    for place in ("src/bin", "tests", "examples", "benches"):
        found.update(folder.glob(f"{place}/*.rs"))
        found.update(folder.glob(f"{place}/*/main.rs"))
    for kind in ("bin", "test", "example", "bench"):
        found.update(folder / row["path"] for row in table.get(kind, []) if "path" in row)
    yield from sorted(path for path in found if path.is_file())


def visit(base: Path, path: Path, module: Name, crate: Crate, below: Path, moved: bool = False) -> None:
    """Reads one file as a module and goes on to those it declares."""
    file = path.resolve().relative_to(base.resolve()).as_posix()
    if crate.files.setdefault(module, file) != file or len(module) > 30:
        return
    if moved:
        PLACED.add(file)
    inlined: set[Name] = set()
    for kind, inner, node in items(file, path):
        here = (*module, *inner)
        if kind == "use":
            crate.uses.extend(Use(file, here, each) for each in paths(node.field("argument")))
        elif kind == "extern":
            name = node.field("name")
            crate.uses.append(Use(file, here, ("", name.text() if name else "")))
        elif kind == "inline":
            crate.files.setdefault(here, file)
            inlined.add(here)
        else:
            if here in inlined:
                TWICE.add(file)
            last = here[-1]
            given = placed(node)
            folder = below.joinpath(*inner[:-1])
            tries = [folder / f"{last}.rs", folder / last / "mod.rs"]
            if given:
                tries = [(path.parent if len(inner) == 1 else folder) / given]
            target = next((each for each in tries if each.is_file()), None)
            if target is not None and base.resolve() in target.resolve().parents:
                own = given or target.name == "mod.rs"
                next_below = target.parent if own else folder / last
                visit(base, target, here, crate, next_below, moved or bool(given))


def items(file: str, path: Path) -> list[tuple[str, Name, SgNode]]:
    """The uses and modules of a file, each with the modules written around it."""
    if file not in SEEN:
        rows: list[tuple[str, Name, SgNode]] = []
        root = SgRoot(path.read_text("utf-8", "replace"), "rust").root()
        for node in root.find_all(kind="mod_item"):
            name = node.field("name")
            inner = (*around(node), name.text().removeprefix("r#") if name else "")
            rows.append(("inline" if node.field("body") else "mod", inner, node))
        rows.extend(("use", around(node), node) for node in root.find_all(kind="use_declaration"))
        rows.extend(
            ("extern", around(node), node) for node in root.find_all(kind="extern_crate_declaration")
        )
        if any("use " in node.text() for node in root.find_all(kind="token_tree")):
            MACROS.add(file)
        SEEN[file] = rows
    return SEEN[file]


def around(node: SgNode) -> Name:
    """The names of the modules that a node stands in, the outermost first."""
    found = [each.field("name") for each in node.ancestors() if each.kind() == "mod_item"]
    return tuple(name.text().removeprefix("r#") for name in reversed(found) if name)


def placed(node: SgNode) -> str:
    """What `#[path]` before a declaration says."""
    before = node.prev()
    while before is not None and before.kind() in ("attribute_item", "line_comment", "block_comment"):
        text = before.text()
        if text.replace(" ", "").startswith('#[path="'):
            return text.split('"')[1]
        before = before.prev()
    return ""


def paths(node: SgNode | None) -> Iterator[Name]:
    """The paths of a `use` tree by its nodes."""
    if node is None:
        return
    kind = node.kind()
    named = [each for each in node.children() if each.is_named() and "comment" not in each.kind()]
    if kind == "use_as_clause":
        yield from paths(node.field("path"))
    elif kind == "use_wildcard":
        yield from paths(named[0]) if named else iter(((),))
    elif kind == "use_list":
        for each in named:
            yield from paths(each)
    elif kind == "scoped_use_list":
        fronts = list(paths(node.field("path"))) or [()]
        for rest in paths(node.field("list")):
            yield (*fronts[0], *(rest[1:] if rest[:1] == ("self",) else rest))
    elif kind == "scoped_identifier":
        front = node.field("path")
        name = node.field("name")
        for first in paths(front) if front else [("",)]:
            yield (*first, name.text().removeprefix("r#") if name else "")
    else:
        yield (node.text().removeprefix("r#"),)


def resolved(crate: Crate, libraries: dict[str, Crate]) -> Iterator[tuple[str, str]]:
    """The edges of a crate's uses."""
    for file, module, path in crate.uses:
        target = leads(crate, module, path, libraries)
        if target and target != file:
            yield file, target


def leads(crate: Crate, module: Name, path: Name, libraries: dict[str, Crate]) -> str:
    """The file of the longest part of a path that is a module."""
    first, rest = path[:1], path[1:]
    local: Name | None
    if first == ("crate",):
        return longest(crate, rest)
    if first in (("self",), ("super",)):
        at = module
        while path[:1] in (("self",), ("super",)):
            at, path = at[:-1] if path[0] == "super" else at, path[1:]
        return longest(crate, (*at, *path))
    if first == ("",):
        first, path, rest = rest[:1], rest, rest[1:]
        local = () if crate.old else None
    else:
        local = () if crate.old else module
    if local is not None and (*local, *first) in crate.files:
        return longest(crate, (*local, *path))
    if not first:
        return ""
    other = libraries.get(crate.renamed.get(first[0], first[0]))
    return longest(other, rest) if other else ""


def longest(crate: Crate, path: Name) -> str:
    """The file of the longest part."""
    return next(crate.files[path[:end]] for end in range(len(path), -1, -1) if path[:end] in crate.files)


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    main(sys.argv[1])
