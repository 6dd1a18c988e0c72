"""Definitions by description: `function handle_*`, `class *Handler`, `class *(Base)`, `method Store.put*`.

Called by the kinds that speak of *every* such definition: `registered-in`, `signature`, `location`. Java
has no function outside a class, so there a function is a method of a class at the top of its file.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial

import msgspec

from parti.constraints import block, constraint, origins
from parti.constraints import tree as trees
from parti.source import facts, imports, languages, standard

LANGUAGES = standard.LANGUAGES
FORM = re.compile(r"(function|class|method)\s+([\w*?\[\].]+)\s*(?:\(([\w.*:/]+)\))?\Z")
_OPEN = re.compile(r"\[!?\]?[^\]]*\]|[*?]")
_OUTLINE = re.compile(r"\b(?:interface|trait|abstract)\b")
_OUTLINES = frozenset({"typing.Protocol", "typing_extensions.Protocol", "abc.ABC"})
_SAYS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "python": {"function": ("def ",), "class": ("class ",), "method": ("def ",)},
    "go": {"function": ("func ",), "class": ("type ",), "method": ("func ",)},
    "rust": {"function": ("fn ",), "class": ("struct ", "enum ", "trait ", "type "), "method": ("fn ",)},
}


_DERIVING = frozenset({"python", "javascript", "typescript", "tsx", "java"})
"""Languages in which a class has a base through another; Go and Rust name what they embed or promise."""


class Description(msgspec.Struct, frozen=True):
    """What a definition must be: its kind, its name with `*`, and for a class a base."""

    kind: str
    name: str
    base: str = ""


class Subject(msgspec.Struct, frozen=True):
    """One definition that is spoken of, with the file that it stands in and its full name."""

    source: constraint.Source
    full: str
    definition: facts.Definition


def described(raw: Mapping[str, object], key: str) -> tuple[Description, ...]:
    """The descriptions of an option."""
    found = (FORM.match(each) for each in block.texts(raw, key))
    return tuple(Description(m[1], m[2], imports.dotted(m[3] or "")) for m in found if m)


def wrong(raw: Mapping[str, object], key: str, *, methods: bool = True) -> list[str]:
    """A sentence for each description that cannot be read."""
    return [
        f"`{key}: {each}` must read like `function handle_*` or `class *Handler(Base)`"
        for each in block.texts(raw, key)
        if not (form := FORM.match(each)) or (form[1] == "method" and not methods)
    ]


def words(descriptions: Sequence[Description]) -> tuple[tuple[str, ...], ...]:
    """A word group for each description: the longest plain piece of its name."""
    return tuple((_piece(each.name),) if _piece(each.name) else () for each in descriptions)


def subjects(
    rule: constraint.Constraint, tree: constraint.Tree, descriptions: Sequence[Description]
) -> Iterator[Subject]:
    """The definitions in scope that are spoken of, whether or not their files changed."""
    origin = origins.Origins(tree)
    for path in tree.paths():
        if languages.language(path) in LANGUAGES and rule.scope.covers(path):
            yield from of(constraint.Source(path, tree.text(path)), tree, descriptions, origin)


def of(
    source: constraint.Source,
    tree: constraint.Tree,
    descriptions: Sequence[Description],
    origin: origins.Origins,
    nested: bool = False,
) -> Iterator[Subject]:
    """The definitions of one file that are spoken of; a parse only where one can stand.

    Args:
        origin: what knows of bases that stand several classes up, in other files.
        nested: whether a class inside another one, or inside a function, is spoken of too.
    """
    language = languages.language(source.path)
    if not any(_may_hold(source.text, language, each) for each in descriptions):
        return
    known = trees.facts(tree, source.path)
    classes = frozenset(each.name for each in known.definitions if each.kind == "class")
    for each in known.definitions:
        above = partial(origin.above, each.name, source.path)
        if any(fits(each, one, language, classes, above, nested) for one in descriptions):
            yield Subject(source, f"{known.module}.{each.name}".lstrip("."), each)


def fits(
    each: facts.Definition,
    wanted: Description,
    language: str,
    classes: frozenset[str],
    above: Callable[[], Iterable[str]],
    nested: bool = False,
) -> bool:
    """Whether a definition is what a description speaks of.

    Args:
        each: the definition.
        wanted: what it must be.
        language: the one that it is written in.
        classes: the names of the classes of its file.
        above: tells what a class derives from through others, where what it names itself is not enough.
        nested: whether a class at any depth is meant.
    """
    owner, _, last = each.name.rpartition(".")
    kind = "class" if wanted.kind == "class" else "function"
    if each.kind != kind:
        return False
    if wanted.kind == "method":
        method = bool(owner) and (owner in classes or language == "go" or language == "rust")
        full = "." in wanted.name
        return method and fnmatchcase(each.name if full else last, wanted.name)
    top = not owner or (language == "java" and "." not in owner) or (nested and kind == "class")
    if not top or not fnmatchcase(last, wanted.name):
        return False
    if not wanted.base or wanted.base.rsplit(".", 1)[-1] == last:
        return not wanted.base
    if any(_is_base(have, wanted.base) for have in each.bases):
        return True
    through = each.bases and language in _DERIVING
    return bool(through) and any(_is_base(have, wanted.base) for have in above())


def _is_base(name: str, wanted: str) -> bool:
    return imports.same(name, wanted) or fnmatchcase(name, wanted)


def is_outline(subject: Subject, known: facts.Facts) -> bool:
    """Whether a class only says what others must have, so that nobody makes one of it.

    A protocol, an interface, a trait, a class that says itself that it is abstract, or one whose own
    methods are.
    """
    each = subject.definition
    if each.kind != "class":
        return False
    if languages.language(subject.source.path) != "python":
        return _OUTLINE.search(each.signature) is not None
    methods = (one for one in known.definitions if one.name.rpartition(".")[0] == each.name)
    return not _OUTLINES.isdisjoint(each.bases) or any(
        "abstractmethod" in mark.split(".") for one in methods for mark in one.decorators
    )


def piece(pattern: str) -> str:
    """The longest plain piece of a pattern, which each text that matches it holds; a choice is none."""
    return max(_OPEN.split(pattern), key=len)


def _piece(name: str) -> str:
    return max(piece(name).split("."), key=len)


def _may_hold(text: str, language: str, wanted: Description) -> bool:
    """A scan before the parse: the longest plain piece of the name, behind its keyword."""
    says = _SAYS[language][wanted.kind] if language in _SAYS else ("",)
    return _piece(wanted.name) in text and any(word in text for word in says)
