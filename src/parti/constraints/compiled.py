"""What the document means for a first look, as plain data: scopes, words, forbidden imports.

Made by `workflow` after a full run, for `first_look`. A kind is listed in `_HOW` only when its words follow
from the document alone; any other kind, and any that is new, is asked about in every file of its scope. A
finding that one file's text cannot tell, because it hangs on other files, is never promised away.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from parti.constraints import (
    block,
    checks,
    constraint,
    edge,
    every,
    globs,
    named_helpers,
    opened,
    uses,
)
from parti.constraints import tree as trees
from parti.constraints.checks import allowed_dependencies, command, registered_in, written_once
from parti.source import adjacent, imports, languages, phrases, standard, structure

Row = tuple[object, object, object, str, object]

_EVERY = tuple(sorted({*languages.NAMES, ""}))
_ALWAYS = ((),)
_SEVERAL = 3


Repeated = tuple[Sequence[Collection[str]], Collection[str]]
"""Groups of words, one of which every file that repeats a helper holds, and the files of the helpers."""

Handed = Sequence[tuple[str, tuple[str, ...]]]
"""Modules outside some layers, each with the names that it hands on from inside them."""


class Around(msgspec.Struct, frozen=True):
    """What other files say, as far as a first look may rest on it.

    Args:
        handed: asked for each rule about layers; a module that it does not name may hand on anything.
        renamed: asked for each `only-through`: names under which a primitive is handed on; None when
            that is not known.
        read: asked for each `registered-in`: the files that must parse; None when that is not known.
        ours: top-level names that the tree surely provides.
        repeated: asked for each `written-once`; None when it is not known which files hold its helpers.
        scripts: the scripts of the tree by path, without their texts, and the settings that say where
            their imports lead; None when these are too many to rest on.
    """

    handed: Callable[[Sequence[str]], Handed] = lambda layers: ()
    renamed: Callable[[constraint.Constraint], Sequence[str] | None] = lambda rule: None
    read: Callable[[constraint.Constraint], Collection[str] | None] = lambda rule: None
    ours: tuple[str, ...] = ()
    repeated: Callable[[constraint.Constraint], Repeated | None] = lambda rule: None
    scripts: Mapping[str, str] | None = {}


def rows(rules: Iterable[constraint.Constraint], around: Around | None = None) -> tuple[Row, ...]:
    """The rows of constraints that a machine checks, in their order; see `first_look.clean`."""
    known = around or Around()
    tree = _anywhere(known.scripts or {})
    return tuple(row for rule in rules for row in _rows(rule, known, tree))


def _rows(rule: constraint.Constraint, around: Around, tree: constraint.Tree) -> Iterable[Row]:
    if rule.kind in {checks.JUDGED, command.KIND}:
        return ()
    if rule.kind == registered_in.KIND:
        return _registered(rule, around)
    if rule.kind == written_once.KIND:
        return _repeated(rule, around)
    check = checks.load(rule.kind)
    where = scope(rule.scope)
    if rule.kind == allowed_dependencies.KIND:
        code = (where, ("python",), _ALWAYS, *_foreign(allowed_dependencies.modules(rule), around))
        return code, (where, _others(_EVERY), _ALWAYS, "ask", ())
    if not isinstance(check, constraint.FileCheck):
        return ((_everywhere(), _EVERY, _ALWAYS, "ask", ()),)
    look = check.look(rule, tree)
    if around.scripts is None:
        settings = ((where, languages.SCRIPTS, _ALWAYS, "ask", ()),)
        return (*settings, *_looking(rule, around, look))
    return _looking(rule, around, look)


def _looking(rule: constraint.Constraint, around: Around, look: constraint.Look) -> Iterable[Row]:
    """The rows of a kind that judges file by file."""
    where, spoken = scope(rule.scope), tuple(sorted(look.languages))
    how = _HOW.get(rule.kind)
    words = _bytes(look.words)
    if how is None or words is None:
        return ((where, spoken, _ALWAYS, "ask", ()),)
    kind, told = how(rule, around)
    if kind == "always":
        return ((where, spoken, _ALWAYS, "ask", ()),)
    if kind == "words":
        named = tuple(((word,),) for each in told for word in each)
        return (where, ("python",), named, kind, told), (where, _others(spoken), words + named, "ask", ())
    if kind == "inside":
        # A path does not tell the import path under which Go's packages may be named.
        return (where, ("python",), words, kind, told), (where, _others(spoken), words, "ask", ())
    return ((where, spoken, look.phrases if look.phrases != _ALWAYS else words, kind, told),)


def _others(spoken: Iterable[str]) -> tuple[str, ...]:
    return tuple(language for language in spoken if language != "python")


def _registered(rule: constraint.Constraint, around: Around) -> Iterable[Row]:
    """What is told of one file: what it defines in scope, puts into the map, and that it does not parse."""
    spoken = tuple(sorted(every.LANGUAGES))
    read = around.read(rule)
    if read is None:
        yield _everywhere(), _EVERY, _ALWAYS, "ask", ()
        return
    yield _everywhere(), spoken, _ALWAYS, "among", tuple(sorted(read))
    subjects = _bytes(every.words(every.described(rule.options, "every"))) or _ALWAYS
    yield scope(rule.scope), spoken, subjects, "ask", ()
    word = imports.dotted(block.text(rule.options, "in")).rpartition(".")[2]
    if word:
        yield _everywhere(), spoken, _bytes(((word,),)) or _ALWAYS, "ask", ()


def _repeated(rule: constraint.Constraint, around: Around) -> Iterable[Row]:
    """A file that holds the words of a helper, and the files of the helpers themselves."""
    spoken = tuple(sorted(named_helpers.LANGUAGES))
    found = around.repeated(rule)
    words = _bytes(map(tuple, found[0])) if found is not None else None
    if found is None or words is None:
        yield scope(rule.scope), spoken, _ALWAYS, "ask", ()
        return
    yield _everywhere(), spoken, _ALWAYS, "among", tuple(sorted(found[1]))
    yield scope(rule.scope), spoken, words, "ask", ()


def scope(given: constraint.Scope) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """A scope as tokens; where a glob is not plain it speaks of more paths, never of fewer."""
    return _globs(given.include, wide=True), _globs(given.exclude, wide=False)


def _everywhere() -> tuple[tuple[()], tuple[()]]:
    return (), ()


def _anywhere(scripts: Mapping[str, str]) -> trees.Texts:
    """A tree in which every language is spoken, so that the words of all of them are watched.

    A script may export a primitive by default, and be imported by a name that a setting gives it.
    """
    spoken = {f"a first look.{languages.extension(name)}": "" for name in standard.LANGUAGES}
    return trees.Texts({**spoken, **scripts})


def _bytes(groups: Iterable[Sequence[str]]) -> adjacent.Groups | None:
    """Groups of words as they lie in a file; None for a word that bytes cannot tell."""
    every = tuple(tuple(group) for group in groups)
    if any("\ufffd" in word for group in every for word in group):
        return None
    return phrases.lying(tuple(tuple((word,) for word in group) for group in every))


How = tuple[str, tuple[Any, ...]]


def _asked(rule: constraint.Constraint, around: Around) -> How:
    del rule, around
    return "ask", ()


def _through(rule: constraint.Constraint, around: Around) -> How:
    """Primitives by whole words, and the new names that the helper's module gives to any of them."""
    again = around.renamed(rule)
    return ("always", ()) if again is None else _words(uses.names(rule, "instead-of"), again)


def _called(rule: constraint.Constraint, around: Around) -> How:
    """Calls by whole words; which names have an effect is told by other files too."""
    del around
    if block.texts(rule.options, "effects"):
        return "always", ()
    return _words(uses.names(rule, "calls"), ())


def _words(watched: Sequence[str], again: Sequence[str]) -> How:
    closed = uses.words([name for name in watched if not uses.open_ended(name, "python")])
    opened = (*uses.words([name for name in watched if uses.open_ended(name, "python")]), *again)
    if not all(word.isascii() and word.isidentifier() for word in (*closed, *opened)):
        return "always", ()
    return "words", (tuple(word.encode() for word in closed), tuple(word.encode() for word in opened))


def _stdlib(rule: constraint.Constraint, around: Around) -> How:
    return _foreign([imports.dotted(name) for name in block.texts(rule.options, "allow")], around)


def _foreign(allowed: Iterable[str], around: Around) -> How:
    return "foreign", (tuple(allowed), around.ours)


def _pattern(rule: constraint.Constraint, around: Around) -> How:
    """What may be searched for by structure alone; the full check looks for what is required or limited."""
    del around
    raw = rule.options.get("rule")
    language = languages.canonical(block.text(rule.options, "language") or "python")
    forbidden = block.texts(rule.options, "forbid")
    if {"require", "constraints"} & rule.options.keys() or not (isinstance(raw, dict) or forbidden):
        return "ask", ()
    rules = [raw] if isinstance(raw, dict) else [structure.configured(each, language) for each in forbidden]
    try:
        return "pattern", tuple(msgspec.json.decode(msgspec.json.encode(rules)))
    except (TypeError, ValueError, msgspec.MsgspecError):
        return "ask", ()


def _forbidden(rule: constraint.Constraint, around: Around) -> How:
    del around
    names = (opened.named(name) for name in block.texts(rule.options, "modules"))
    return "forbidden", tuple((name, edge.last_word(name).encode()) for name in names)


def _layers(rule: constraint.Constraint, around: Around) -> How:
    levels = _levels(rule)
    return "layers", (levels, tuple(sorted(around.handed([name for name, _ in levels]))))


def _levels(rule: constraint.Constraint) -> tuple[tuple[str, int], ...]:
    return tuple(
        (opened.named(name), rank)
        for rank, line in enumerate(block.texts(rule.options, "layers"))
        for name in line.split("|")
        if name.strip()
    )


def _independent(rule: constraint.Constraint, around: Around) -> How:
    """Siblings of one layer; what a star stands for is told by the tree, and lies inside its package."""
    del around
    names = [opened.named(name) for name in block.texts(rule.options, "modules")]
    if any(name.endswith(".*") for name in names):
        return "inside", tuple(name.removesuffix(".*") for name in names)
    return "layers", (_level(names), None)


def _level(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, 0) for name in names)


_HOW: Mapping[str, Callable[[constraint.Constraint, Around], How]] = {
    "append-only": _asked,
    "forbidden-call": _called,
    "forbidden-import": _forbidden,
    "independent": _independent,
    "layers": _layers,
    "location": _asked,
    "only-through": _through,
    "opaque": _asked,
    "paired-effect": _asked,
    "pattern": _pattern,
    "signature": _asked,
    "spaced-retry": _asked,
    "stdlib-only": _stdlib,
    "told-error": _asked,
}
"""Kinds whose words hang on the document and what is around alone, and what else can be said about each."""


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
