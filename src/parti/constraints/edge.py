"""One import, and what can be told of imports without looking at a tree.

Made and asked by `edges`, which knows the tree.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import msgspec

from parti.constraints import constraint
from parti.source import facts, hasty, imports

Wanted = Callable[[str], bool]


class Edge(msgspec.Struct, frozen=True):
    """One import, or a full name that is used without one, with what it brings in.

    In Rust, `test` is code that only tests are built with, and `guessed` a name that a star may bring in.
    """

    name: str
    line: int
    column: int
    level: int = 0
    test: bool = False
    guessed: bool = False


def last_word(name: str) -> str:
    """The word without which a name, as far as it is plain, cannot be written."""
    return name.split("*", 1)[0].rstrip(".").rsplit(".", 1)[-1]


def holders(each: facts.Import) -> tuple[str, ...]:
    """The modules that names are taken from; a star is told by its module, which another may hold."""
    if not each.names:
        return ()
    return (each.module, each.module.rpartition(".")[0]) if "*" in each.names else (each.module,)


def may_open(source: constraint.Source, near: Sequence[str], tops: Iterable[str]) -> bool:
    """Whether a name in one of the packages may be reached from above it, through a name for what holds it.

    A name that is imported from a package or below one is told by its import.
    """
    found = hasty.imported(source.text, source.path)
    if found is None or "getattr" in source.text or any(hasty.is_opened(source.text, top) for top in tops):
        return True  # what is written out is taken at its word, whatever binds its first name
    above = {imports.module_name(source.path), *(usable for _, usable in found)}
    whole = {usable for name, usable in found if name != usable}
    return not whole.isdisjoint(near) or any(each.startswith(f"{name}.") for each in near for name in above)


def behind(
    modules: Collection[str], calls: Iterable[facts.Call], handed: Callable[[str], str]
) -> Iterator[Edge]:
    """What a Python file names behind a module that it imports whole, each once a line: `shared.Page`.

    Args:
        modules: those that are imported.
        calls: what the file calls and mentions.
        handed: what a name is truly, where it is one that its module only hands on from inside.
    """
    told: set[tuple[int, str]] = set()
    for call in calls:
        parts = call.name.split(".") if call.certain else []
        for at in range(1, len(parts)):
            name = ".".join(parts[: at + 1])
            found = handed(name) if ".".join(parts[:at]) in modules else ""
            if found and (call.line, found) not in told:
                told.add((call.line, found))
                yield Edge(found, call.line, call.column)


def lies(name: str, among: Iterable[str]) -> bool:
    return any(imports.inside(name, each) for each in among)


def in_full(
    each: facts.Written, covering: set[str], told: set[tuple[int, str]], wanted: Wanted
) -> Iterator[Edge]:
    """A path of Rust that is used without a `use` of its own, once a line."""
    found = next((name for name in each.names if wanted(name)), "")
    place = (each.line, found.rpartition(".")[0])
    if found and place not in told and not lies(found, covering):
        told.add(place)
        guessed = len(each.names) > 1 and found == each.names[0]
        yield Edge(found, each.line, each.column, int(each.own), each.test, guessed)
