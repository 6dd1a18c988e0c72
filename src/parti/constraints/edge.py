"""One import, and what can be told of imports without looking at a tree.

Made and asked by `edges`, which knows the tree.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import constraint, listed
from parti.source import facts, hasty, imports

Wanted = Callable[[str], bool]


class Edge(msgspec.Struct, frozen=True):
    """One import, or a full name that is used without one, with what it brings in.

    `exact` keeps the dots of a package apart, see `listed`.
    In Rust, `test` is code that only tests are built with, and `guessed` a name that a star may bring in.
    """

    name: str
    line: int
    column: int
    level: int = 0
    test: bool = False
    guessed: bool = False
    exact: str = ""


def of(each: facts.Import, exact: str) -> Edge:
    """An import in another language than Python, by the exact name of what it brings in."""
    return Edge(listed.plain(exact), each.line, each.column, each.level, each.test, exact=exact)


def last_word(name: str) -> str:
    """The word without which a name, as far as it is plain, cannot be written."""
    return name.split("*", 1)[0].rstrip(".").rsplit(".", 1)[-1]


def found(each: facts.Import, targets: Iterable[str], wanted: Wanted, *, as_written: bool) -> str:
    """The first thing that an import brings in and that is wanted; empty for none.

    Args:
        each: the import.
        targets: what it brings in, by the names that it has in the tree.
        wanted: asked for each exact name.
        as_written: whether the name counts, too, that a script writes for what a setting leads elsewhere.
    """
    plain = (name if each.said else listed.exact(name, each) for name in targets if name)
    written = (listed.exact(name, each) for name in each.written() if as_written)
    return next(filter(wanted, (*plain, *written)), "")


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


def whole(told: Iterable[facts.Import], bringing: Wanted) -> dict[str, bool]:
    """The modules that a Python file imports as they are, each with whether it takes all their names.

    Args:
        told: its imports.
        bringing: whether a module may hand on what matters.
    """
    found: dict[str, bool] = {}
    for each in told:
        star = "*" in each.names
        for name in filter(bringing, each.targets()):
            found[name] = star or found.get(name, False)
    return found


def may_be_behind(text: str, modules: Mapping[str, bool], words: Callable[[str], Iterable[str]]) -> bool:
    """Whether a text may name something behind one of the modules that it imports; told without a parse.

    Args:
        modules: those that are imported, by `whole`.
        words: the names that a module hands on.
    """
    return any(
        word in text if star else hasty.is_reached(text, word)
        for module, star in modules.items()
        for word in words(module)
    )


def behind(
    modules: Mapping[str, bool], calls: Iterable[facts.Call], handed: Callable[[str], str]
) -> Iterator[Edge]:
    """What a Python file names behind a module that it imports whole, each once a line: `shared.Page`.

    A name that nothing in the file binds is one of a module whose names it takes all (`import *`).

    Args:
        modules: those that are imported, by `whole`.
        calls: what the file calls and mentions.
        handed: what a name is truly, where it is one that its module only hands on from inside.
    """
    told: set[tuple[int, str]] = set()
    for call in calls:
        parts = call.name.split(".")
        for at in range(1, len(parts)):
            name, module = ".".join(parts[: at + 1]), ".".join(parts[:at])
            known = module in modules and (
                call.certain or (modules[module] and not parts[at].startswith("_"))
            )
            found = handed(name) if known else ""
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
