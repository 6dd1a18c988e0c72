"""Follows a value through one Python function: by assignment, unpacking and the targets of loops.

Called by the `opaque` check. Statements are taken in order; branches are joined, so a name that holds the
value on one way holds it; a new value in a straight line lets it go. What a called function does with the
value is not followed, except for what gives the same text back (`str(x)`, `x.strip()`).
"""

import ast
from collections.abc import Callable, Iterable, Iterator

from parti.source import scopes

Held = frozenset[str]
Is = Callable[[ast.expr], bool]
Seen = Iterator[tuple[ast.AST, "Carrier"]]
Told = list[tuple[ast.AST, "Carrier"]] | None
"""Where expressions are told; None on the first of the two walks through a loop, which only carries."""

Known = dict[tuple[int, Held], Held]
"""What a statement held at its end, by the statement and what was held before it."""

_SAME = frozenset({"str", "repr", "copy", "deepcopy"})
_SAME_METHODS = frozenset({"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "encode", "decode"})
_MANY = frozenset({"list", "tuple", "set", "sorted", "reversed", "frozenset", "iter"})


class Carrier:
    """What holds the value at one place: names for it, and names for collections of it (with `[]`)."""

    def __init__(self, value: Is, held: Held = frozenset(), known: "Known | None" = None) -> None:
        self._value = value
        self.held = held
        self.known: Known = {} if known is None else known

    def has(self, node: ast.AST | None) -> bool:
        """Whether an expression is the value."""
        if not isinstance(node, ast.expr):
            return False
        if self._value(node) or _key(node) in self.held:
            return True
        match node:
            case ast.IfExp(body=one, orelse=other):
                return self.has(one) or self.has(other)
            case ast.BoolOp(values=values):
                return any(self.has(each) for each in values)
            case ast.NamedExpr(value=value) | ast.Await(value=value):
                return self.has(value)
            case ast.JoinedStr(values=[ast.FormattedValue(value=value)]):
                return self.has(value)
            case ast.Call(func=ast.Name(id=name), args=[value, *_]) if name in _SAME:
                return self.has(value)
            case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in _SAME_METHODS:
                return self.has(value)
            case _:
                return False

    def many(self, node: ast.expr) -> bool:
        """Whether an expression is a collection of the value."""
        if f"{_key(node)}[]" in self.held:
            return True
        match node:
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                return any(self.has(each) for each in elements)
            case ast.ListComp(elt=each) | ast.SetComp(elt=each) | ast.GeneratorExp(elt=each):
                return self.inside(node).has(each)
            case ast.Call(func=ast.Name(id=name), args=[inner, *_]) if name in _MANY:
                return self.many(inner)
            case _:
                return False

    def inside(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> "Carrier":
        """What holds the value inside a comprehension."""
        here = self
        for each in node.generators:
            here = here.taking(each.target, each.iter)
        return here

    def taking(self, target: ast.expr, source: ast.expr) -> "Carrier":
        """After `for target in source`."""
        return self._bound(target, self.many(source), False)

    def assigned(self, target: ast.expr, value: ast.expr) -> "Carrier":
        """After `target = value`."""
        if isinstance(target, ast.Tuple | ast.List):
            here = self
            parts = value.elts if isinstance(value, ast.Tuple | ast.List) else []
            for at, each in enumerate(target.elts):
                paired = len(parts) == len(target.elts)
                here = here.assigned(each, parts[at]) if paired else here._bound(each, False, False)
            return here
        return self._bound(target, self.has(value), self.many(value))

    def _bound(self, target: ast.expr, one: bool, many: bool) -> "Carrier":
        key = _key(target)
        if not key:
            return self
        held = self.held - {key, f"{key}[]"}
        return self.holding(held | ({key} if one else set()) | ({f"{key}[]"} if many else set()))

    def joined(self, *others: "Carrier") -> "Carrier":
        return self.holding(self.held.union(*(each.held for each in others)))

    def holding(self, held: Held) -> "Carrier":
        return Carrier(self._value, held, self.known)


def _key(node: ast.AST) -> str:
    """A name or a dotted name, as text; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def follow(tree: ast.Module, value: Is) -> Seen:
    """Every expression of a file, each with what holds the value there; functions one by one."""
    bodies = [tree.body]
    bodies += [n.body for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for body in bodies:
        told: list[tuple[ast.AST, Carrier]] = []
        _block(body, Carrier(value), told)
        yield from told


def given(function: scopes.Function, name: str) -> Seen:
    """Every expression of one function, each with what holds the value that a parameter was given."""
    told: list[tuple[ast.AST, Carrier]] = []
    _block(function.body, Carrier(lambda node: False, frozenset({name})), told)
    yield from told


def _block(body: Iterable[ast.stmt], here: Carrier, told: Told) -> Carrier:
    for statement in body:
        here = _carried(statement, here) if told is None else _statement(statement, here, told)
    return here


def _carried(node: ast.stmt, here: Carrier) -> Carrier:
    """What one statement leaves, without telling; nested loops would ask for it again and again."""
    key = (id(node), here.held)
    if key not in here.known:
        here.known[key] = _statement(node, here, None).held
    return here.holding(here.known[key])


def _statement(node: ast.stmt, here: Carrier, told: Told) -> Carrier:
    """One statement: what it says is told with what holds the value before it."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return here
        case ast.ClassDef(body=body):
            _block(body, here, told)
            return here
        case ast.For(target=target, iter=source) | ast.AsyncFor(target=target, iter=source):
            if told is not None:
                told.append((node, here))
            _tell([source], here, told)
            turn = here.joined(here.taking(target, source))
            again = _block(node.body, turn, None)
            out = _block(node.body, turn.joined(again), told)
            return _block(node.orelse, here.joined(out), told)
        case ast.While(test=test, body=body, orelse=orelse):
            again = here.joined(_block(body, here, None))
            _tell([test], again, told)
            return _block(orelse, again.joined(_block(body, again, told)), told)
        case ast.If(test=test, body=body, orelse=orelse):
            _tell([test], here, told)
            here = _walrus([test], here)
            return _block(body, here, told).joined(_block(orelse, here, told))
        case ast.Try() | ast.TryStar():
            done = here.joined(_block(node.body, here, told))
            ways = [_block(handler.body, done, told) for handler in node.handlers]
            ways.append(_block(node.orelse, done, told))
            return _block(node.finalbody, done.joined(*ways), told)
        case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
            _tell(items, here, told)
            return _block(body, _walrus(items, here), told)
        case ast.Match(subject=subject, cases=cases):
            _tell([subject], here, told)
            return here.joined(*(_block(case.body, here, told) for case in cases))
        case _:
            return _plain(node, here, told)


def _plain(node: ast.stmt, here: Carrier, told: Told) -> Carrier:
    _tell([node], here, told)
    here = _walrus([node], here)
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                here = here.assigned(target, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            here = here.assigned(target, value)
        case _:
            pass
    return here


def _walrus(nodes: Iterable[ast.AST], here: Carrier) -> Carrier:
    for each in scopes.own(nodes):
        if isinstance(each, ast.NamedExpr):
            here = here.assigned(each.target, each.value)
    return here


def _tell(nodes: Iterable[ast.AST], here: Carrier, told: Told) -> None:
    """Every expression below, comprehensions and lambdas with what they bind."""
    if told is None:
        return
    first = list(nodes)
    stack = [(node, _walrus(first, here)) for node in reversed(first)]
    while stack:
        node, inner = stack.pop()
        told.append((node, inner))
        below = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            inner = _walrus(below, inner.inside(node))
        stack.extend((child, inner) for child in reversed(below))
