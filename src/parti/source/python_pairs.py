"""Finds a *when* that is left without its *then*, in Python.

Called by the paired-effect check, as `foreign.pairs` is for the other languages. Patterns are matched on
the tree that is walked, by `match`.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.source import match, paired, paths, scopes
from parti.source.spelling import spelled

_Pattern = tuple[str, ast.AST]
_VARIABLE = re.compile(r"(?<!\$)\$(\w+)")


class _Sides(msgspec.Struct, frozen=True):
    """The compiled patterns of both sides, the text of each, and the variables that *then* names."""

    when: tuple[_Pattern, ...]
    then: tuple[_Pattern, ...]
    named: frozenset[str]


def is_code(text: str) -> bool:
    """Whether a pattern is one Python statement or call."""
    return match.compiled(text) is not None


def left(
    parsed: ast.Module, when: Iterable[str], then: Iterable[str], exempt: frozenset[str]
) -> Iterator[paired.Left]:
    """Each place in a file that is left without its pair; patterns of other languages are none."""
    second = _compiled(then)
    named = frozenset(name for text, _ in second for name in _VARIABLE.findall(text))
    sides = _Sides(_compiled(when), second, named)
    for owner, functions in _groups(parsed):
        rows = [_function(each, owner, sides) for each in functions]
        events = {id(function): nodes for function, nodes in rows}
        places: dict[int, set[paths.Place]] = {}
        for function, event in paired.left([each for each, _ in rows], exempt, alike=False):
            places.setdefault(id(function), set()).add(paths.place(events[id(function)][event]))
        for function, _ in rows:
            for line, column in sorted(places.get(id(function), ())):
                yield paired.Left(line, column, function.name)


def _compiled(texts: Iterable[str]) -> tuple[_Pattern, ...]:
    return tuple((text, node) for text in texts if (node := match.compiled(text)) is not None)


def _groups(parsed: ast.Module) -> Iterator[tuple[str, list[scopes.Function]]]:
    """The methods of each class, and every other function on its own."""
    methods: set[ast.AST] = set()
    for node in ast.walk(parsed):
        if isinstance(node, ast.ClassDef):
            own = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
            methods.update(own)
            yield node.name, own
    for node in ast.walk(parsed):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node not in methods:
            yield "", [node]


def _function(
    node: scopes.Function, owner: str, sides: _Sides
) -> tuple[paired.Function, Sequence[ast.AST]]:
    """One function in pieces, with its events."""

    def wanted(each: ast.AST) -> bool:
        return _any(sides.when, each) or _any(sides.then, each) or bool(owner and _self_call(each))

    body, events = paths.pieces(node, wanted)
    known: dict[paired.Binding, frozenset[int]] = {}

    def does(bound: paired.Binding) -> frozenset[int]:
        if bound not in known:
            pairs = _compiled(_fill(text, bound) for text, _ in sides.then) if bound else sides.then
            known[bound] = frozenset(at for at, each in enumerate(events) if _any(pairs, each))
        return known[bound]

    function = paired.Function(
        name=node.name,
        key=node.name,
        private=node.name.startswith("_") and not node.name.startswith("__"),
        body=body,
        whens={at: _bound(each, sides) for at, each in enumerate(events) if _any(sides.when, each)},
        calls={at: name for at, each in enumerate(events) if owner and (name := _self_call(each))},
        mentions=frozenset(name for each in ast.walk(node) if (name := _self_call(each))),
        does=does,
    )
    return function, events


def _self_call(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name)):
            return name
        case _:
            return ""


def _any(patterns: Sequence[_Pattern], node: ast.AST) -> bool:
    return any(match.matches(pattern, node) for _, pattern in patterns)


def _bound(node: ast.AST, sides: _Sides) -> paired.Binding:
    """What the variables that *then* names too stand for in a node that matches a *when*."""
    for text, pattern in sides.when:
        names = [name for name in dict.fromkeys(_VARIABLE.findall(text)) if name in sides.named]
        if names and match.matches(pattern, node):
            return _found(text, names, node)
    return ()


def _found(text: str, names: Sequence[str], node: ast.AST) -> paired.Binding:
    """The expressions that the variables of a pattern stand for, tried one after another."""
    bound: list[tuple[str, str]] = []
    for name in names:
        for each in ast.walk(node):
            said = spelled(each) if isinstance(each, ast.expr) else ""
            filled = _fill(text, ((name, said),)) if said else text
            pattern = match.compiled(filled) if said else None
            if pattern is not None and match.matches(pattern, node):
                text = filled
                bound.append((name, said))
                break
    return tuple(bound)


def _fill(text: str, bound: paired.Binding) -> str:
    known: Mapping[str, str] = dict(bound)
    return _VARIABLE.sub(lambda found: known.get(found[1], found[0]), text)
