"""Whether a pattern is code at all: called by the `pattern` check, which is blind with one that is not.

The engine takes any text for a pattern, and one that its parser could not read matches nothing, ever. A
pattern may be any piece of code, so it is tried in each place where such a piece stands in its language:
a file, a body, a class, a type, the parameters of a function. Only what is broken in all of them is none.
"""

import itertools
import re
from collections.abc import Iterator

from parti.source import structure

_MANY = re.compile(r"\$\$\$\w*")
_ONE = re.compile(r"\$\$?\w+")
_FILLINGS = ("x", "", "x;", "x: x", "_ => {}", "x x;")
"""What `$$$` may stand for: one thing, nothing, a statement, a field, a branch, a declaration."""

_PLACES = {
    "go": (
        "%s",
        "package p\nfunc f() {\n%s\n}\n",
        "package p\nvar x = %s\n",
        "package p\ntype t %s\n",
        "package p\ntype t struct {\n%s\n}\n",
        "package p\ntype t interface {\n%s\n}\n",
        "package p\nfunc f(%s) {}\n",
        "package p\nfunc f() { x = t{%s} }\n",
        "package p\nfunc f() {\nswitch x {\n%s\n}\n}\n",
        "package p\nfunc f() {\nselect {\n%s\n}\n}\n",
        "package p\nimport (\n%s\n)\n",
        "package p\n%s {}\n",
    ),
    "java": (
        "%s",
        "class A { void f() { %s } }",
        "class A { void f() { %s; } }",
        "class A { %s }",
        "class A { %s {} }",
        "%s class A {}",
        "class A { %s void f() {} }",
        "class A { %s x; }",
        "class A { void f(%s) {} }",
        "class A %s {}",
        "class A { void f() %s {} }",
        "class A { void f() { try {} %s } }",
        "class A { void f() { switch (x) { %s } } }",
        "enum A { %s }",
        "interface A { %s }",
    ),
    "rust": (
        "%s",
        "fn f() { %s }",
        "fn f() { %s; }",
        "fn f() { let x = %s; }",
        "fn f() { let %s = x; }",
        "fn f(x: %s) {}",
        "fn f(%s) {}",
        "impl A { %s }",
        "trait A { %s }",
        "struct A { %s }",
        "enum A { %s }",
        "%s fn f() {}",
        "%s {}",
        "fn f() { match x { %s } }",
        "fn f() { x = A { %s }; }",
        "fn f<%s>() {}",
        "fn f() where %s {}",
        "fn f() %s {}",
    ),
}
_SCRIPT = (
    "%s",
    "%s;",
    "x = %s;",
    "x = { %s };",
    "class A { %s }",
    "class A { %s {} }",
    "%s class A {}",
    "function f(%s) {}",
    "async function f() { %s }",
    "function* f() { %s }",
    "try {} %s",
    "switch (x) { %s }",
    "if (x) {} %s",
    "for (;;) { %s }",
)
_TYPED = (
    "let x: %s;",
    "interface A { %s }",
    "abstract class A { %s }",
    "enum A { %s }",
    "function f<%s>() {}",
    "%s;\nfunction f() {}",
)
_TAGGED = ("x = <A %s />;", "x = <A>{%s}</A>;")


def is_code(pattern: str, language: str) -> bool:
    """Whether a pattern can be read in any place of its language; True for languages not known here."""
    places = tuple(_places(language))
    return not places or any(
        not structure.fault(structure.tree(place.replace("%s", text), language), _spared(language))
        for text in _filled(pattern)
        for place in places
    )


def _places(language: str) -> Iterator[str]:
    yield from _PLACES.get(language, ())
    if language in {"javascript", "typescript", "tsx"}:
        yield from _SCRIPT
    if language in {"typescript", "tsx"}:
        yield from _TYPED
    if language in {"javascript", "tsx"}:
        yield from _TAGGED


def _filled(pattern: str) -> Iterator[str]:
    """The pattern with its variables filled in; `$$$` in each way that it may be meant."""
    pieces = _MANY.split(_one(pattern))
    yield from dict.fromkeys(
        "".join(itertools.chain.from_iterable(zip(pieces, (*filling, ""), strict=True)))
        for filling in _fillings(len(pieces) - 1)
    )


def _one(pattern: str) -> str:
    return "".join(
        piece if _MANY.fullmatch(piece) else _ONE.sub("x", piece)
        for piece in re.split(rf"({_MANY.pattern})", pattern)
    )


def _fillings(number: int) -> Iterator[tuple[str, ...]]:
    """Fillings of each `$$$`, each by itself while they are few, and all alike beyond."""
    if number <= 3:
        return itertools.product(_FILLINGS, repeat=number)
    return iter([(each,) * number for each in _FILLINGS])


def _spared(language: str) -> str:
    return ";" if language in {"javascript", "typescript", "tsx"} else ""
