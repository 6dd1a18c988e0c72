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

_TURNS = 20
"""Names through which a value may wander, one each turn; more would take the square of their number."""

_SAME = frozenset({"str", "repr", "copy", "deepcopy"})
_SAME_METHODS = frozenset({"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "encode", "decode"})
_ONE_OF = frozenset({"next", "min", "max"})
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
            case ast.Call(func=ast.Name(id=name), args=[inner, *_]) if name in _ONE_OF:
                return self.many(inner)
            case ast.Subscript(value=inner, slice=place) if not isinstance(place, ast.Slice):
                return self.many(inner)
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
            case ast.Subscript(value=inner, slice=ast.Slice()):
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
        match target, source:
            case ast.Tuple(elts=[count, each]), ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]):
                return self.without(count)._bound(each, self.many(inner), False)
            case ast.Tuple(elts=targets), ast.Call(func=ast.Name(id="zip"), args=sources) if len(
                targets
            ) == len(sources):
                here = self
                for each, inner in zip(targets, sources, strict=True):
                    here = here._bound(each, self.many(inner), False)
                return here
            case _:
                return self._bound(target, self.many(source), False)

    def assigned(self, target: ast.expr, value: ast.expr) -> "Carrier":
        """After `target = value`."""
        return self._assigning(self, target, value)

    def _assigning(self, here: "Carrier", target: ast.expr, value: ast.expr) -> "Carrier":
        """Binds in `here` what the value is before anything is bound, as in `a, b = b, a`."""
        if not isinstance(target, ast.Tuple | ast.List):
            return here._bound(target, self.has(value), self.many(value))
        parts = value.elts if isinstance(value, ast.Tuple | ast.List) else []
        if len(parts) == len(target.elts):
            for each, part in zip(target.elts, parts, strict=True):
                here = self._assigning(here, each, part)
            return here
        one = self.many(value)
        for each in target.elts:
            rest = isinstance(each, ast.Starred)
            here = here._bound(
                each.value if isinstance(each, ast.Starred) else each, one and not rest, rest and one
            )
        return here

    def without(self, target: ast.AST | None) -> "Carrier":
        """After something else was put into a target."""
        names = {_key(each) for each in ast.walk(target)} if target is not None else set()
        return self.holding(self.held - names - {f"{name}[]" for name in names})

    def _bound(self, target: ast.expr, one: bool, many: bool) -> "Carrier":
        key = _key(target)
        if not key:
            return self.without(target) if isinstance(target, ast.Tuple | ast.List | ast.Starred) else self
        held = self.held - {key, f"{key}[]"}
        return self.holding(held | ({key} if one else set()) | ({f"{key}[]"} if many else set()))

    def dropping(self, name: str | None) -> "Carrier":
        """After something else was bound to a name."""
        return self.holding(self.held - {name or "", f"{name}[]"})

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


def _turning(body: Iterable[ast.stmt], here: Carrier, head: Callable[[Carrier], Carrier]) -> Carrier:
    """What any turn of a loop may begin with, its head taken: turn by turn until nothing new comes."""
    statements = list(body)
    turn = head(here)
    for _ in range(_TURNS):
        again = turn.joined(head(_block(statements, turn, None)))
        if again.held == turn.held:
            break
        turn = again
    return turn


def _carried(node: ast.stmt, here: Carrier) -> Carrier:
    """What one statement leaves, without telling; nested loops would ask for it again and again."""
    key = (id(node), here.held)
    if key not in here.known:
        here.known[key] = _statement(node, here, None).held
    return here.holding(here.known[key])


def _statement(node: ast.stmt, here: Carrier, told: Told) -> Carrier:
    """One statement: what it says is told with what holds the value before it."""
    match node:
        case ast.FunctionDef(args=args) | ast.AsyncFunctionDef(args=args):
            _tell(
                [*node.decorator_list, *args.defaults, *(each for each in args.kw_defaults if each)],
                here,
                told,
            )
            return here.dropping(node.name)
        case ast.ClassDef(body=body):
            _tell([*node.decorator_list, *node.bases, *node.keywords], here, told)
            _block(body, here, told)
            return here
        case ast.For(target=target, iter=source) | ast.AsyncFor(target=target, iter=source):
            if told is not None:
                told.append((node, here))
            _tell([source], here, told)
            turn = _turning(node.body, here, lambda each: each.taking(target, source))
            out = _block(node.body, turn, told)
            return _block(node.orelse, here.joined(out), told)
        case ast.While(test=test, body=body, orelse=orelse):
            turn = _turning(body, here, lambda each: _walrus([test], each))
            _tell([test], here.joined(_block(body, turn, None)), told)
            return _block(orelse, turn.joined(_block(body, turn, told)), told)
        case ast.If(test=test, body=body, orelse=orelse):
            _tell([test], here, told)
            here = _walrus([test], here)
            return _block(body, here, told).joined(_block(orelse, here, told))
        case ast.Try() | ast.TryStar():
            done = here.joined(_block(node.body, here, told))
            ways = [_block(each.body, done.dropping(each.name), told) for each in node.handlers]
            ways.append(_block(node.orelse, done, told))
            return _block(node.finalbody, done.joined(*ways), told)
        case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
            _tell(items, here, told)
            here = _walrus(items, here)
            for each in items:
                here = here.without(each.optional_vars)
            return _block(body, here, told)
        case ast.Match(subject=subject, cases=cases):
            _tell([subject], here, told)
            here = _walrus([subject], here)
            return here.joined(*(_case(each, _caught(each.pattern, subject, here), told) for each in cases))
        case _:
            return _plain(node, here, told)


def _case(case: ast.match_case, here: Carrier, told: Told) -> Carrier:
    """One case, what it asks beside its pattern first."""
    asked = [] if case.guard is None else [case.guard]
    _tell(asked, here, told)
    return _block(case.body, _walrus(asked, here), told)


def _caught(pattern: ast.pattern, subject: ast.expr, here: Carrier) -> Carrier:
    """After a case matched: its own name is the subject, the names inside it are something else."""
    found = here
    for each in ast.walk(pattern):
        if isinstance(each, ast.MatchAs | ast.MatchStar):
            found = found.dropping(each.name)
        elif isinstance(each, ast.MatchMapping):
            found = found.dropping(each.rest)
    if isinstance(pattern, ast.MatchAs) and pattern.name and here.has(subject):
        return found.holding(found.held | {pattern.name})
    return found


def _plain(node: ast.stmt, here: Carrier, told: Told) -> Carrier:
    _tell([node], here, told)
    here = _walrus([node], here)
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                here = here.assigned(target, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            here = here.assigned(target, value)
        case ast.Delete(targets=targets):
            for target in targets:
                here = here.without(target if _key(target) else None)
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
        elif isinstance(node, ast.Lambda):
            for each in ast.walk(node.args):
                inner = inner.dropping(each.arg) if isinstance(each, ast.arg) else inner
        stack.extend((child, inner) for child in reversed(below))
