"""Where the `use` lines of a Rust file lead: the modules of its own crate and of others in the tree.

Called by `graph.read`. A path leads to the longest part of it that is a module's file. `mod x;` is a
declaration and no edge; a path inside a macro's body counts, because the compiler will see it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

_USE = re.compile(r"^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?use\s+([^;]+);", re.MULTILINE)
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_NAME = re.compile(r'^\s*name\s*=\s*"([^"]+)"', re.MULTILINE)
_LIB = re.compile(r"\[lib\](.*?)(?=^\s*\[|\Z)", re.MULTILINE | re.DOTALL)
_DEEP = 12


def targets(paths: Sequence[str], read: Callable[[str], str]) -> Callable[[str, str], Iterator[str]]:
    """A function that gives the files which a Rust file uses."""
    crates = _crates(paths, read)
    homes = {path: _home(path, crates) for path in paths if path.endswith(".rs")}
    modules = {(root, module): path for path, (root, module) in homes.items()}

    def of(path: str, text: str) -> Iterator[str]:
        if "use" not in text:
            return
        root, module = homes[path]
        for match in _USE.finditer(text):
            for parts in used(_COMMENT.sub("", match[1])):
                found = _found(parts, root, module, crates, modules)
                if found:
                    yield found

    return of


def used(tree: str, prefix: tuple[str, ...] = (), depth: int = 0) -> Iterator[tuple[str, ...]]:
    """The paths of a `use` tree: `a::{b, c::d as e}` is `a::b` and `a::c::d`."""
    head, bracket, inner = tree.partition("{")
    names = tuple(part.strip().split(" as ")[0].strip() for part in head.split("::"))
    path = (*prefix, *(name for name in names if name and name not in ("*", "self")))
    path = (*prefix, "self", *path[len(prefix) :]) if names[:1] == ("self",) and not prefix else path
    if not bracket or depth > _DEEP:
        yield path
        return
    for piece in _pieces(inner.rpartition("}")[0]):
        yield from used(piece, path, depth + 1)


def _pieces(inner: str) -> Iterator[str]:
    """The parts of a list between its commas, brackets kept whole."""
    depth, start = 0, 0
    for at, mark in enumerate(inner):
        depth += (mark == "{") - (mark == "}")
        if mark == "," and not depth:
            yield inner[start:at]
            start = at + 1
    if inner[start:].strip():
        yield inner[start:]


def _found(
    parts: tuple[str, ...],
    root: str,
    module: tuple[str, ...],
    crates: Mapping[str, str],
    modules: Mapping[tuple[str, tuple[str, ...]], str],
) -> str:
    """The file of the longest part of a path that is a module."""
    first, rest = parts[:1], parts[1:]
    if first == ("crate",):
        where, path = root, rest
    elif first in (("self",), ("super",)):
        above = module if first == ("self",) else module[:-1]
        while rest[:1] == ("super",):
            above, rest = above[:-1], rest[1:]
        where, path = root, (*above, *rest)
    elif first and first[0] in crates:
        where, path = crates[first[0]], rest
    else:
        where, path = root, (*module, *parts)
        if (where, (*module, *first)) not in modules:
            return ""
    for end in range(len(path), -1, -1):
        found = modules.get((where, path[:end]))
        if found:
            return found
    return ""


def _crates(paths: Sequence[str], read: Callable[[str], str]) -> Mapping[str, str]:
    """The folder of each crate by its name as code writes it."""
    found = {}
    for path in paths:
        if path.rpartition("/")[2] == "Cargo.toml":
            text = read(path)
            library = _LIB.search(text)
            match = (_NAME.search(library[1]) if library else None) or _NAME.search(text)
            if match:
                found[match[1].replace("-", "_")] = path.rpartition("/")[0]
    return found


def _home(path: str, crates: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """(folder of the crate, module path) of a file."""
    within = [root for root in crates.values() if not root or path.startswith(f"{root}/")]
    root = max(within, key=len, default="")
    inner = path[len(root) :].strip("/").removesuffix(".rs").split("/")
    inner = inner[1:] if inner[:1] == ["src"] else inner
    if inner and inner[-1] in ("lib", "main", "mod"):
        inner = inner[:-1]
    return root, tuple(inner)
