"""What the document means for a first look, as plain data: scopes, words, forbidden imports.

Made by `workflow` after a full run, for `first_look`. A kind is listed in `_HOW` only when its words follow
from the document alone; any other kind, and any that is new, is asked about in every file of its scope. A
finding that one file's text cannot tell, because it hangs on other files, is never promised away.
"""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from parti.constraints import block, checks, constraint, edges, globs
from parti.constraints import tree as trees
from parti.constraints.checks import allowed_dependencies, command
from parti.source import adjacent, imports, languages, phrases, standard, structure

Row = tuple[object, object, object, str, object]

_EVERY = tuple(sorted({*languages.NAMES, ""}))
_ALWAYS = ((),)
_SEVERAL = 3


Handed = Sequence[tuple[str, tuple[str, ...]]]
"""Modules outside some layers, each with the names that it hands on from inside them."""


def rows(
    rules: Iterable[constraint.Constraint], handed: Callable[[Sequence[str]], Handed] = lambda layers: ()
) -> tuple[Row, ...]:
    """One row a constraint that a machine checks, in their order; see `first_look.clean`.

    Args:
        handed: asked for each rule about layers; a module that it does not name may hand on anything.
    """
    found = (_row(rule, handed) for rule in rules)
    return tuple(row for row in found if row is not None)


def _row(rule: constraint.Constraint, handed: Callable[[Sequence[str]], Handed]) -> Row | None:
    if rule.kind in {checks.JUDGED, command.KIND}:
        return None
    check = checks.load(rule.kind)
    where = scope(rule.scope)
    if not isinstance(check, constraint.FileCheck):
        own = rule.kind == allowed_dependencies.KIND
        return (where, _EVERY, _ALWAYS, "ask", ()) if own else (_everywhere(), _EVERY, _ALWAYS, "ask", ())
    look = check.look(rule, _anywhere())
    spoken = tuple(sorted(look.languages))
    how = _HOW.get(rule.kind)
    if how is None:
        return where, spoken, _ALWAYS, "ask", ()
    words = _bytes(look.words)
    if words is None:
        return where, spoken, _ALWAYS, "ask", ()
    kind, told = how(rule)
    if rule.kind == "layers":
        told = (*told, tuple(sorted(handed([name for name, _ in told[0]]))))
    return where, spoken, look.phrases if look.phrases != _ALWAYS else words, kind, told


def scope(given: constraint.Scope) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """A scope as tokens; where a glob is not plain it speaks of more paths, never of fewer."""
    return _globs(given.include, wide=True), _globs(given.exclude, wide=False)


def _everywhere() -> tuple[tuple[()], tuple[()]]:
    return (), ()


@functools.cache
def _anywhere() -> trees.Texts:
    """A tree in which every language is spoken, so that the words of all of them are watched."""
    return trees.Texts({f"a first look.{languages.extension(name)}": "" for name in standard.LANGUAGES})


def _bytes(groups: Iterable[Sequence[str]]) -> adjacent.Groups | None:
    """Groups of words as they lie in a file; None for a word that bytes cannot tell."""
    every = tuple(tuple(group) for group in groups)
    if any("\ufffd" in word for group in every for word in group):
        return None
    return phrases.lying(tuple(tuple((word,) for word in group) for group in every))


How = tuple[str, tuple[Any, ...]]


def _asked(rule: constraint.Constraint) -> How:
    del rule
    return "ask", ()


def _pattern(rule: constraint.Constraint) -> How:
    """What may be searched for by structure alone; what is required is searched for by the full check."""
    raw = rule.options.get("rule")
    language = languages.canonical(block.text(rule.options, "language") or "python")
    forbidden = block.texts(rule.options, "forbid")
    if "require" in rule.options or not (isinstance(raw, dict) or forbidden):
        return "ask", ()
    rules = [raw] if isinstance(raw, dict) else [structure.configured(each, language) for each in forbidden]
    try:
        return "pattern", tuple(msgspec.json.decode(msgspec.json.encode(rules)))
    except (TypeError, ValueError, msgspec.MsgspecError):
        return "ask", ()


def _forbidden(rule: constraint.Constraint) -> How:
    names = (imports.dotted(name) for name in block.texts(rule.options, "modules"))
    return "forbidden", tuple((name, edges.last_word(name).encode()) for name in names)


def _layers(rule: constraint.Constraint) -> How:
    return "layers", (_levels(rule),)


def _levels(rule: constraint.Constraint) -> tuple[tuple[str, int], ...]:
    return tuple(
        (imports.dotted(name), rank)
        for rank, line in enumerate(block.texts(rule.options, "layers"))
        for name in line.split("|")
        if name.strip()
    )


def _independent(rule: constraint.Constraint) -> How:
    """Siblings of one layer; what a star stands for is told by the tree alone."""
    names = [imports.dotted(name) for name in block.texts(rule.options, "modules")]
    return ("ask", ()) if any(name.endswith(".*") for name in names) else ("layers", (_level(names), None))


def _level(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, 0) for name in names)


_HOW: Mapping[str, Callable[[constraint.Constraint], How]] = {
    "append-only": _asked,
    "forbidden-call": _asked,
    "forbidden-import": _forbidden,
    "independent": _independent,
    "layers": _layers,
    "location": _asked,
    "opaque": _asked,
    "paired-effect": _asked,
    "pattern": _pattern,
    "signature": _asked,
    "spaced-retry": _asked,
    "stdlib-only": _asked,
    "told-error": _asked,
}
"""Kinds whose words hang on the document alone, and what else can be said about each."""


def _globs(patterns: Iterable[str], *, wide: bool) -> tuple[tuple[str, ...], ...]:
    """Globs as tokens; one that is not plain matches everything when `wide`, and else is left out."""
    found = [_tokens(each) for each in patterns]
    return tuple(each or ("**",) for each in found if each is not None or wide)


def _tokens(glob: str) -> tuple[str, ...] | None:
    """The pieces of a glob with stars alone; None for any other."""
    glob = globs.plain(glob)
    if any(mark in glob for mark in "?[]") or glob.count("**") > _SEVERAL or not glob:
        return None
    pieces = globs.pieces(glob)
    merged: list[str] = []
    for each in pieces:
        if merged and "*" not in each and "*" not in merged[-1]:
            merged[-1] += each
        else:
            merged.append(each)
    return tuple(merged)
