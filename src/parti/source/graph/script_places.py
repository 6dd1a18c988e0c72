"""Where a specifier of TypeScript or JavaScript leads: a file or folder, by an alias, into a package.

Called by `graph.script` for each specifier, with what `script_settings` read. `exports` maps of packages
are not followed; what a package has in `src` is found without.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from posixpath import normpath

_ENDINGS = (".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".json")
_WRITTEN = {".js": (".ts", ".tsx", ".d.ts"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}

Aliases = Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]], str]]
"""(folder that they hold in, (pattern, what it stands for), folder that this is told from), each."""

Workspaces = Mapping[str, tuple[str, Sequence[str]]]
"""The folder of each package by its name, and what it begins with."""


def below(folder: str, place: str) -> str:
    """A place told from a folder, as a path of the tree; empty for its top."""
    path = normpath(f"{folder}/{place}" if folder else place)
    return "" if path == "." else path


def leads(said: str, folder: str, files: frozenset[str], aliases: Aliases, workspaces: Workspaces) -> str:
    """The file of the tree that a specifier means; empty when it leads to none.

    Args:
        said: the specifier as it is written.
        folder: where the file lies that says it.
        files: every path of the tree.
        aliases: what `script_settings` found of them, the nearest first.
        workspaces: the packages of the tree.
    """
    found = (file(place, files) for place in _places(said, folder, aliases, workspaces))
    return next(filter(None, found), "")


def _places(specifier: str, folder: str, aliases: Aliases, workspaces: Workspaces) -> Iterator[str]:
    """Where a specifier may lead, the likeliest first, without an ending."""
    if specifier.startswith("."):
        yield below(folder, specifier)
        return
    for base, patterns, root in aliases:
        if not folder.startswith(base) or (base and folder[len(base) :][:1] not in ("", "/")):
            continue
        for pattern, outs in patterns:
            rest = _rest(pattern, specifier)
            if rest is not None:
                yield from (
                    normpath(f"{root}/{out.replace('*', rest)}" if root else out.replace("*", rest))
                    for out in outs
                )
    for name, (place, mains) in workspaces.items():
        if specifier == name:
            yield from (below(place, each) for each in (*mains, "src/index", "index"))
        elif specifier.startswith(f"{name}/"):
            rest = specifier[len(name) + 1 :]
            yield from (below(place, rest), below(place, f"src/{rest}"))


def _rest(pattern: str, specifier: str) -> str | None:
    """What `*` stands for; None when the pattern does not fit."""
    if "*" not in pattern:
        return "" if pattern == specifier else None
    head, _, tail = pattern.partition("*")
    fits = specifier.startswith(head) and specifier.endswith(tail)
    return specifier[len(head) : len(specifier) - len(tail)] if fits else None


def file(place: str, files: frozenset[str]) -> str:
    """The file that a place without an ending means: itself, with an ending, or a folder's index."""
    if place in files:
        return place
    for ending, others in _WRITTEN.items():
        if place.endswith(ending):
            stem = place.removesuffix(ending)
            found = next((stem + other for other in others if stem + other in files), "")
            if found:
                return found
    index = f"{place}/index" if place else "index"
    tried = chain((place + end for end in _ENDINGS), (index + end for end in _ENDINGS))
    return next((path for path in tried if path in files), "")
