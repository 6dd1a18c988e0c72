"""Finds what is registered where: map and list literals, item assignments, `add`-like calls.

Called by `python_facts` for each node; decorators are read by `python_facts` itself, which knows the
function they stand on. Values are resolved names, so a handler imported under another name is
still the handler.
"""

import ast
from collections.abc import Iterator, Sequence

import msgspec

from parti.source import facts, names, scopes
from parti.source.spelling import spelled

MAKING = frozenset({ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Call})
_ADDERS = frozenset({"append", "add", "register", "insert", "setdefault", "subscribe", "connect"})
_INSIDE = frozenset({"setdefault", "get", "__getitem__"})
_MERGERS = frozenset({"update", "extend"})
_COPIES = frozenset(
    {"dict", "list", "set", "tuple", "frozenset", "OrderedDict", "ChainMap", "MappingProxyType", "chain"}
)
"""What holds what it is given: `dict(BASE)` has the entries of `BASE`."""


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
            for registry in _registries(target, scope):
                yield from _entries(registry, value, scope, "method")
        case ast.Call(func=ast.Attribute(value=owner, attr=attr)) if attr in _ADDERS | _MERGERS:
            yield from _added(node, owner, attr, scope)
        case ast.Call(
            func=ast.Call(func=function), args=[ast.Name() | ast.Attribute() as value], keywords=[]
        ):
            for decorator in names.places(function, scope):
                yield from _entry(decorator, value, None, scope, "decorator")
        case _:
            pass


def standing(
    found: Sequence[facts.Registration], tree: ast.Module, scope: scopes.Scope
) -> Iterator[facts.Registration]:
    """The registrations without those that a later statement of the module itself takes away.

    `H = {f, g}` below which `H = {f}` stands, and `del H["b"]`. A statement under a condition, or in a
    function, may never run, and takes nothing away.
    """
    cut: dict[str, int] = {}
    items: dict[tuple[str, str], int] = {}
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name) as target], value=value)
                | ast.AnnAssign(target=ast.Name(id=name) as target, value=ast.expr() as value)
            ) if not any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(value)):
                cut[names.place(target, scope)] = node.lineno
            case ast.Delete(targets=targets):
                for each in targets:
                    match each:
                        case ast.Subscript(value=ast.Name() as owner, slice=ast.Constant(value=str(key))):
                            items[names.place(owner, scope), key] = node.lineno
                        case _:
                            pass
            case _:
                pass
    for entry in found:
        before = cut.get(entry.registry, 0) if entry.how == "literal" else 0
        before = max(before, items.get((entry.registry, entry.key), 0) if entry.key else 0)
        if entry.line >= before or entry.how == "decorator":
            yield entry


def _paired(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each target with what it is given: `a["x"], b["y"] = f, g` are two."""
    if not isinstance(target, ast.Tuple | ast.List):
        yield target, value
    elif isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
        for each, given in zip(target.elts, value.elts, strict=True):
            yield from _paired(each, given)


def _registries(node: ast.expr, scope: scopes.Scope) -> tuple[str, ...]:
    """The registry that a place lies in: `HANDLERS["a"]["b"]`, `HANDLERS.setdefault("a", [])`.

    A variable that is another name for a registry (`h = Bus.handlers`) is both.
    """
    while True:
        match node:
            case ast.Subscript(value=value):
                node = value
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in _INSIDE:
                node = value
            case _:
                return names.places(node, scope)


def _assigned(
    node: ast.AST, target: ast.expr, value: ast.expr | None, scope: scopes.Scope
) -> Iterator[facts.Registration]:
    if isinstance(target, ast.Subscript):
        for registry in _registries(target, scope):
            yield from _entry(registry, value, target.slice, scope, "item")
    elif scope.kind != "function" or isinstance(target, ast.Attribute):
        registry = names.place(target, scope)
        if registry:
            line = getattr(node, "lineno", 0)
            yield facts.Registration(registry=registry, value="", line=line, how="declared")
            yield from _entries(registry, value, scope, "literal")


def _added(node: ast.Call, owner: ast.expr, attr: str, scope: scopes.Scope) -> Iterator[facts.Registration]:
    for registry in _registries(owner, scope):
        for argument in node.args:
            if attr in _MERGERS:
                yield from _merged(registry, argument, scope, "method")
            else:
                yield from _entry(registry, argument, node.args[0], scope, "method")
        for keyword in node.keywords:
            yield from _entry(registry, keyword.value, None, scope, "method")


def _merged(
    registry: str, value: ast.expr, scope: scopes.Scope, how: facts.Way
) -> Iterator[facts.Registration]:
    """What one registry takes from another: the entries of a literal, or a name that stands for its own."""
    if not isinstance(value, ast.Name | ast.Attribute):
        yield from _entries(registry, value, scope, how)
        return
    for each in _entry(registry, value, None, scope, how):
        yield msgspec.structs.replace(each, key=facts.MERGED)


def _entries(
    registry: str, value: ast.expr | None, scope: scopes.Scope, how: facts.Way
) -> Iterator[facts.Registration]:
    match value:
        case ast.Dict(keys=keys, values=values):
            for key, each in zip(keys, values, strict=True):
                if key is None:
                    yield from _merged(registry, each, scope, how)
                else:
                    yield from _entry(registry, each, key, scope, how)
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            for each in elements:
                if isinstance(each, ast.Starred):
                    yield from _merged(registry, each.value, scope, how)
                    continue
                pair = each.elts if isinstance(each, ast.Tuple) else [each]
                for part in pair:
                    yield from _entry(registry, part, pair[0], scope, how)
        case ast.Call(func=function, args=args, keywords=keywords):
            copies = spelled(function).rpartition(".")[2] in _COPIES
            for argument in args:
                yield from (_merged if copies else _entries)(registry, argument, scope, how)
            for keyword in keywords:
                if keyword.arg is None:
                    yield from _merged(registry, keyword.value, scope, how)
                else:
                    yield from _entry(registry, keyword.value, None, scope, how)
        case ast.BinOp():
            for each in _terms(value):
                yield from _merged(registry, each, scope, how)
        case ast.IfExp(test=test, body=left, orelse=right):
            if not never(test):
                yield from _merged(registry, left, scope, how)
            if not never(ast.UnaryOp(ast.Not(), test)):
                yield from _merged(registry, right, scope, how)
        case ast.BoolOp(op=ast.And(), values=[*tests, _]) if any(map(never, tests)):
            pass
        case ast.BoolOp(values=values):
            for each in values:
                yield from _entries(registry, each, scope, how)
        case ast.NamedExpr(value=given):
            yield from _entries(registry, given, scope, how)
        case _:
            pass


def never(test: ast.expr) -> bool:
    """Whether a condition is written so that it never holds: `False`, `not __debug__`, `not 1`."""
    match test:
        case ast.Constant(value=value):
            return not value
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id="__debug__")):
            return True
        case ast.UnaryOp(op=ast.Not(), operand=ast.Constant(value=value)):
            return bool(value)
        case ast.UnaryOp(op=ast.Not(), operand=ast.UnaryOp(op=ast.Not(), operand=inner)):
            return never(inner)
        case ast.BoolOp(op=ast.And(), values=values):
            return any(map(never, values))
        case ast.BoolOp(op=ast.Or(), values=values):
            return all(map(never, values))
        case _:
            return False


def _terms(value: ast.BinOp) -> Sequence[ast.expr]:
    """The terms of a sum, in their order; one of thousands leans to the left, and is not recursed into."""
    left: ast.expr = value
    terms: list[ast.expr] = []
    while isinstance(left, ast.BinOp):
        terms.append(left.right)
        left = left.left
    return [left, *reversed(terms)]


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
