"""Finds what is registered where: map and list literals, item assignments, `add`-like calls.

Called by `python_facts` for each node; decorators are read by `python_facts` itself, which knows the
function they stand on. Values are resolved names, so a handler imported under another name is
still the handler.
"""

import ast
from collections.abc import Iterator

from parti.source import facts, names, scopes

MAKING = frozenset({ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Call})
_ADDERS = frozenset({"append", "add", "register", "insert", "setdefault", "subscribe", "connect"})
_INSIDE = frozenset({"setdefault", "get", "__getitem__"})
_MERGERS = frozenset({"update", "extend"})


def found(node: ast.AST, scope: scopes.Scope) -> Iterator[facts.Registration]:
    """The registrations that one node makes."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for each in targets:
                for target, given in _paired(each, value):
                    yield from _assigned(node, target, given, scope)
        case ast.AnnAssign(target=target, value=value):
            yield from _assigned(node, target, value, scope)
        case ast.AugAssign(target=target, value=value):
            yield from _entries(_registry(target, scope), value, scope, "method")
        case ast.Call(func=ast.Attribute(value=owner, attr=attr)) if attr in _ADDERS | _MERGERS:
            yield from _added(node, owner, attr, scope)
        case _:
            pass


def _paired(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each target with what it is given: `a["x"], b["y"] = f, g` are two."""
    if not isinstance(target, ast.Tuple | ast.List):
        yield target, value
    elif isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
        for each, given in zip(target.elts, value.elts, strict=True):
            yield from _paired(each, given)


def _registry(node: ast.expr, scope: scopes.Scope) -> str:
    """The registry that a place lies in: `HANDLERS["a"]["b"]`, `HANDLERS.setdefault("a", [])`."""
    while True:
        match node:
            case ast.Subscript(value=value):
                node = value
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in _INSIDE:
                node = value
            case _:
                return names.place(node, scope)


def _assigned(
    node: ast.AST, target: ast.expr, value: ast.expr | None, scope: scopes.Scope
) -> Iterator[facts.Registration]:
    if isinstance(target, ast.Subscript):
        registry = _registry(target, scope)
        yield from _entry(registry, value, target.slice, scope, "item")
    elif scope.kind != "function" or isinstance(target, ast.Attribute):
        registry = names.place(target, scope)
        if registry:
            line = getattr(node, "lineno", 0)
            yield facts.Registration(registry=registry, value="", line=line, how="declared")
            yield from _entries(registry, value, scope, "literal")


def _added(node: ast.Call, owner: ast.expr, attr: str, scope: scopes.Scope) -> Iterator[facts.Registration]:
    registry = _registry(owner, scope)
    for argument in node.args:
        if attr in _MERGERS:
            yield from _entries(registry, argument, scope, "method")
        else:
            yield from _entry(registry, argument, node.args[0], scope, "method")
    for keyword in node.keywords:
        yield from _entry(registry, keyword.value, None, scope, "method")


def _entries(
    registry: str, value: ast.expr | None, scope: scopes.Scope, how: facts.Way
) -> Iterator[facts.Registration]:
    match value:
        case ast.Dict(keys=keys, values=values):
            for key, each in zip(keys, values, strict=True):
                if key is not None:
                    yield from _entry(registry, each, key, scope, how)
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            for each in elements:
                pair = each.elts if isinstance(each, ast.Tuple) else [each]
                for part in pair:
                    yield from _entry(registry, part, pair[0], scope, how)
        case ast.Call(args=args, keywords=keywords):
            for argument in args:
                yield from _entries(registry, argument, scope, how)
            for keyword in keywords:
                if keyword.arg:
                    yield from _entry(registry, keyword.value, None, scope, how)
        case ast.BinOp(left=left, right=right):
            yield from _entries(registry, left, scope, how)
            yield from _entries(registry, right, scope, how)
        case _:
            pass


def _entry(
    registry: str, value: ast.expr | None, key: ast.expr | None, scope: scopes.Scope, how: facts.Way
) -> Iterator[facts.Registration]:
    """One entry; a value may be a function, a class, an instance, a partial, or a list of those."""
    if not registry or value is None:
        return
    if isinstance(value, ast.List | ast.Tuple | ast.Set | ast.Dict):
        yield from _entries(registry, value, scope, how)
        return
    if not isinstance(value, ast.Name | ast.Attribute | ast.Call):
        return
    label = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
    for name in names.resolve(value, scope):
        text = names.called(name)
        if text:
            yield facts.Registration(registry=registry, value=text, line=value.lineno, key=label, how=how)
