"""The functions that a `written-once` constraint names, each as it is looked for in other files.

Called by that check alone. A helper is named by its dotted name, or counts because a glob names its file.
Only files that are named are read, and only when a file is judged that could hold a repeat of anything.
"""

import ast
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import block, constraint, globs
from parti.constraints import tree as trees
from parti.source import facts, imports, languages, passages, python_facts, statements
from parti.source.foreign import script_imports, script_statements

Parse = Callable[[str], ast.Module | facts.Problem]

LANGUAGES = frozenset({"python", *languages.SCRIPTS})
_MAKERS = re.compile(r"__|constructor\Z")
"""Functions that only fill what was made: those of two classes may well be alike."""


LEAST = 4
"""Statements of a helper that are not written twice by chance."""


class Helper(msgspec.Struct, frozen=True):
    """One function that is not to be written again.

    Args:
        name: its dotted name; `function` is the name inside its file.
        wanted: what is looked for; None when it is too small to be told from others.
        words: groups of words, one of which every file with a repeat holds whole.
    """

    name: str
    path: str
    function: str
    line: int
    wanted: passages.Pattern | None
    words: tuple[frozenset[str], ...] = ()

    @property
    def last(self) -> str:
        return self.function.rpartition(".")[2]


class Entry(msgspec.Struct, frozen=True):
    """What one line of `helpers` names: files, and the functions in them."""

    written: str
    paths: tuple[str, ...]
    helpers: tuple[Helper, ...]


def is_glob(written: str) -> bool:
    """Whether a line names files and not one function."""
    return "*" in written or written.endswith("/") or languages.language(written) in LANGUAGES


def entries(rule: constraint.Constraint, tree: constraint.Tree) -> tuple[tuple[Entry, ...], passages.Place]:
    """What each line of `helpers` names, and how files are read that may repeat it."""
    modules = _modules(tree)
    ours = _ours(modules)
    found = [(each, _named(each, modules, tree)) for each in block.texts(rule.options, "helpers")]
    parse = functools.cache(python_facts.parse)
    constants: dict[str, str] = {}
    for path in dict.fromkeys(path for _, (paths, _) in found for path in paths):
        constants |= dict(_constants(path, tree, passages.Place(ours), parse))
    place = passages.Place(ours, constants)

    def reading(path: str) -> list[passages.Passage]:
        try:
            return read(path, tree.text(path), tree, place, parse)
        except RecursionError:
            if not isinstance(tree, trees.Lazy):
                raise
            tree.leave_out(path, "it is nested too deeply")
            return []

    least = rule.options.get("statements", LEAST)
    size = least if isinstance(least, int) else LEAST
    made = tuple(
        Entry(each, paths, tuple(_helpers(paths, name, size, reading))) for each, (paths, name) in found
    )
    return made, place


def settled(
    rule: constraint.Constraint, tree: constraint.Tree
) -> tuple[tuple[frozenset[str], ...], tuple[str, ...], tuple[str, ...]] | None:
    """What of other files decides which files a rule concerns, for a look that does not see those.

    Returns:
        Groups of words, one of which every file with a repeat holds; the files of the helpers; and what
        shows that these have changed or that one has come: themselves, and the folders of globs. None
        where a file that is not there yet may be anywhere.
    """
    found, _ = entries(rule, tree)
    folders: list[str] = []
    for entry in found:
        folder, _, name = entry.written.rpartition("/")
        if (
            not (entry.helpers or is_glob(entry.written))
            or not entry.paths
            or globs.is_open(folder)
            or "**" in name
            or not name
        ):
            return None
        folders += [folder] if globs.is_open(name) and is_glob(entry.written) else []
    groups = tuple(group for entry in found for helper in entry.helpers for group in helper.words)
    paths = tuple(dict.fromkeys(path for entry in found for path in entry.paths))
    return tuple(dict.fromkeys(groups)), paths, (*paths, *folders)


def read(
    path: str,
    text: str,
    tree: constraint.Tree,
    place: passages.Place,
    parse: Parse = python_facts.parse,
) -> list[passages.Passage]:
    """The passages of a file; one that does not parse is noted by the tree and has none."""
    language = languages.language(path)
    known = trees.facts(tree, path) if language != "python" else None
    if known is not None:
        return [] if known.problem else list(script_statements.of(text, path, known.definitions, place))
    parsed = parse(text)
    if isinstance(parsed, facts.Problem):
        trees.facts(tree, path)
        return []
    return list(statements.of(parsed, path, place))


def _constants(
    path: str, tree: constraint.Tree, place: passages.Place, parse: Parse
) -> Iterable[tuple[str, str]]:
    text = tree.text(path)
    if languages.language(path) != "python":
        return script_statements.constants(text, path, place)
    parsed = parse(text)
    return () if isinstance(parsed, facts.Problem) else statements.constants(parsed, path, place)


def _helpers(
    paths: Sequence[str], name: str, least: int, reading: Callable[[str], list[passages.Passage]]
) -> Iterator[Helper]:
    for path in paths:
        for passage in reading(path):
            last = passage.name.rpartition(".")[2]
            if passage.name and (passage.name == name if name else not _MAKERS.match(last)):
                wanted = passages.pattern(passage, least)
                words = passages.groups(wanted) if wanted else ()
                yield Helper(
                    f"{placed(path)}.{passage.name}", path, passage.name, passage.line, wanted, words
                )


def placed(path: str) -> str:
    """The dotted name of the module that a file is."""
    return (
        imports.module_name(path) if languages.language(path) == "python" else script_imports.of_path(path)
    )


def _modules(tree: constraint.Tree) -> Mapping[str, tuple[str, ...]]:
    """The files of the languages that are read, by the dotted name of each."""
    found: dict[str, tuple[str, ...]] = {}
    for path in tree.paths():
        if languages.language(path) in LANGUAGES:
            name = placed(path)
            found[name] = (*found.get(name, ()), path)
    return found


def _named(
    written: str, modules: Mapping[str, tuple[str, ...]], tree: constraint.Tree
) -> tuple[tuple[str, ...], str]:
    """The files that a line names, and the function in them that it means; empty for all."""
    if is_glob(written):
        only = constraint.Scope((written,))
        meant = (path for path in tree.paths() if languages.language(path) in LANGUAGES)
        return tuple(path for path in meant if only.covers(path)), ""
    parts = (imports.dotted(written) if "/" in written else written).split(".")
    for at in range(len(parts) - 1, 0, -1):
        module = ".".join(parts[:at])
        near = (each for each in modules if each == module or each.endswith(f".{module}"))
        paths = tuple(path for name in sorted(near) for path in modules[name])
        if paths:
            return paths, ".".join(parts[at:])
    return (), ""


def _ours(modules: Iterable[str]) -> Callable[[str], str]:
    """Takes the module of ours away from a dotted name: a function has one name wherever it comes from."""
    known: set[str] = set()
    for name in modules:
        parts = name.split(".")
        known.add(name)
        known.update(".".join(parts[at:]) for at in range(1, len(parts) - 1))

    def ours(name: str) -> str:
        parts = name.split(".")
        for at in range(len(parts) - 1, 0, -1):
            if ".".join(parts[:at]) in known:
                return f".{'.'.join(parts[at:])}"
        return name

    return ours
