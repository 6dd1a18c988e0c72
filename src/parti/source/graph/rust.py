"""Where the `use` lines of a Rust file lead: the modules of its own crate and of others in the tree.

Called by `graph.read`. A path leads to the longest part of it that is a module's file. `mod x;` is a
declaration and no edge, nor is a path that code writes out without `use`; `use` inside a macro's body
counts, because the compiler will see it. Modules are told by where files lie; `#[path]` is not followed.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from parti.source.graph import rust_crates

_USE = re.compile(
    r"use\s++((?:[^;/]++|//[^\n]*+|(?>/\*.*?\*/))++);|extern[ \t]++crate[ \t]++(?:r#)?(\w++)[^;\n]*;",
    re.DOTALL,
)
_BEFORE = re.compile(r"(?:[^\n]*[;{}\]])?[ \t\ufeff]*(?:pub(?:[ \t]*\([^)\n]*\))?[ \t]+)?\Z")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_AS = re.compile(r"\sas\s")
_MOD = re.compile(r"mod(?<!\wmod)\s+(?:r#)?(\w+)\s*\{")
_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|\br(#*)\".*?(?:\"\1|\Z)|\"(?:[^\"\\]|\\.)*+\"?"
    r"|'(?:[^'\\\n]|\\[^'\n]+|\\')'|[{}]",
    re.DOTALL,
)
_DEEP = 12
_FAR = 2_000


def targets(paths: Sequence[str], read: Callable[[str], str]) -> Callable[[str, str], Iterator[str]]:
    """A function that gives the files which a Rust file uses."""
    crates = rust_crates.crates(paths, read)
    homes = rust_crates.homes(paths, crates)
    modules = rust_crates.modules(homes)
    names = {crate.name: crate.base for crate in crates}

    def of(path: str, text: str) -> Iterator[str]:
        if "use" not in text and "extern" not in text:
            return
        home = homes[path]
        known = {**names, **home.renamed} if home.renamed else names
        inside = _inside(text)
        for at, tree in _statements(text):
            module = (*home.module, *inside(at))
            for parts in used(tree):
                found = _found(parts, home, module, known, modules)
                if found:
                    yield found

    return of


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """(place, tree) of each `use` and `extern crate`, comments left out."""
    for word in ("use", "extern"):
        at = text.find(word)
        while at >= 0:
            match = _USE.match(text, at) if _begins(text, at) else None
            if match:
                yield at, _COMMENT.sub("", match[1]) if match[1] else f"::{match[2]}"
            at = text.find(word, match.end() if match else at + len(word))


def _begins(text: str, at: int) -> bool:
    """Whether a statement begins here: before it on its line is nothing but `pub` or the end of another."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return not before.strip() or ("//" not in before and len(before) < _FAR and bool(_BEFORE.match(before)))


def used(tree: str, prefix: tuple[str, ...] = (), depth: int = 0) -> Iterator[tuple[str, ...]]:
    """The paths of a `use` tree: `a::{b, c::d as e}` is `a::b` and `a::c::d`; `::a` begins empty."""
    head, bracket, inner = tree.partition("{")
    names = tuple(_AS.split(part.strip())[0].strip().removeprefix("r#") for part in head.split("::"))
    path = (*prefix, *(name for name in names if name and name not in ("*", "self")))
    if not prefix and names[0] == "self":
        path = ("self", *path)
    elif not prefix and len(names) > 1 and not names[0]:
        path = ("", *path)
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


def _inside(text: str) -> Callable[[int], tuple[str, ...]]:
    """A function that gives the modules written out in the text around a place, the outermost first."""
    first = _MOD.search(text)
    if first is None:
        return lambda at: ()
    opened = {match.end() - 1: match[1] for match in _MOD.finditer(text, first.start())}
    spans: list[tuple[int, int, str]] = []
    stack: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(text, text.rfind("\n", 0, first.start()) + 1):
        if token[0] == "{":
            stack.append((token.start(), opened.get(token.start(), "")))
        elif token[0] == "}" and stack:
            start, name = stack.pop()
            if name:
                spans.append((start, token.start(), name))
    spans.extend((start, len(text), name) for start, name in stack if name)
    spans.sort()
    return lambda at: tuple(name for start, end, name in spans if start <= at < end)


def _is_own(
    base: str, module: tuple[str, ...], parts: tuple[str, ...], modules: rust_crates.Modules
) -> bool:
    """Whether a path begins with a module below this one; one written out may hold those of files."""
    return any((base, (*module, *parts[:end])) in modules for end in range(1, len(parts) + 1))


def _found(
    parts: tuple[str, ...],
    home: rust_crates.Home,
    module: tuple[str, ...],
    crates: Mapping[str, str],
    modules: rust_crates.Modules,
) -> str:
    """The file of the longest part of a path that is a module; a crate's root does not lead to itself."""
    base, least = home.base, 0 if home.module else 1
    first, rest = parts[:1], parts[1:]
    plain = rest if first == ("",) else parts
    if first in (("crate",), ("$crate",)):
        where, path = base, rest
    elif first in (("self",), ("super",)):
        above = module if first == ("self",) else module[:-1]
        while rest[:1] == ("super",):
            above, rest = above[:-1], rest[1:]
        where, path = base, (*above, *rest)
    elif home.old and (base, plain[:1]) in modules:
        where, path = base, plain
    elif first != ("",) and _is_own(base, module, parts, modules):
        where, path = base, (*module, *parts)
    else:
        if not plain or plain[0] not in crates:
            return ""
        where, path, least = crates[plain[0]], plain[1:], 0
    ends = range(len(path), least - 1, -1)
    return next(filter(None, (modules.get((where, path[:end])) for end in ends)), "")
