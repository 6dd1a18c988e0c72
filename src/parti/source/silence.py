"""Where a failure ends in silence in a Python file: nobody raises it, tells of it, or uses it.

Called by the `told-error` check. A handler is silent when nothing in it does anything: `pass`, a constant
that is returned, a variable that nobody reads. Whatever calls, raises, or keeps something is taken to
tell, because what a call does is not known here.
"""

import ast
import functools
from collections.abc import Callable, Iterable, Iterator

import msgspec

from parti.source import bodies, names, scopes
from parti.source.spelling import shown

Loud = Callable[[str], bool]
"""Whether a class of errors, by its dotted name, is one that may not end in silence."""

_SUPPRESS = "contextlib.suppress"
_PARTIAL = "functools.partial"
_IDLE_CALLS = frozenset({"str", "repr", "type", "id", "bool", "len", "hash", "isinstance", "issubclass"})
_EMPTY = frozenset({"list", "dict", "set", "tuple", "frozenset", "str", "bytes", "bytearray"})
_LEAVING = frozenset({"__exit__", "__aexit__"})
_LOOPS = ast.For | ast.AsyncFor | ast.While


class Silent(msgspec.Struct, frozen=True):
    """One place where a failure ends, and how."""

    line: int
    column: int
    how: str


def ends(tree: ast.Module, path: str, loud: Loud) -> Iterator[Silent]:
    """Every silent end of a file, body by body."""
    for body in bodies.of(tree, path):
        yield from _left_by_context(body)
        for node in scopes.own(body.statements):
            match node:
                case ast.Try(handlers=handlers) | ast.TryStar(handlers=handlers):
                    yield from _handlers(handlers, body, loud)
                    yield from _dropped(node)
                case ast.Call() if _suppresses(node, body.scope, loud):
                    yield _at(node, f"`{shown(node)}` drops it")
                case _:
                    pass


def _at(node: ast.stmt | ast.expr | ast.ExceptHandler, how: str) -> Silent:
    return Silent(node.lineno, node.col_offset + 1, how)


def _handlers(handlers: Iterable[ast.ExceptHandler], body: bodies.Body, loud: Loud) -> Iterator[Silent]:
    for handler in handlers:
        kinds = (handler.type, *_by_default(handler.type, body))
        if any(_catches(each, body.scope, loud) for each in kinds) and _idle(handler.body, body):
            caught = f"except {shown(handler.type)}" if handler.type else "except"
            yield _at(handler, f"`{caught}` does nothing with it")


def _by_default(kind: ast.expr | None, body: bodies.Body) -> Iterator[ast.expr]:
    """What a clause takes that names a parameter, where nobody gives another class."""
    if not isinstance(kind, ast.Name):
        return
    for function in body.outer:
        given = function.args
        plain = [*given.posonlyargs, *given.args]
        start = len(plain) - len(given.defaults)
        values = [*[None] * start, *given.defaults, *given.kw_defaults]
        for each, value in zip([*plain, *given.kwonlyargs], values, strict=True):
            if each.arg == kind.id:
                yield from [] if value is None else [value]
                return


def _catches(kind: ast.expr | None, scope: scopes.Scope, loud: Loud) -> bool:
    """Whether a clause takes one of the classes; a bare one takes all."""
    return kind is None or any(
        loud(name) for part in bodies.parts(kind, scope) for name in names.resolve(part, scope)
    )


def _suppresses(call: ast.Call, scope: scopes.Scope, loud: Loud) -> bool:
    """`suppress(Exception)` under any name, also prepared by `partial`."""
    functions = names.resolve(call.func, scope)
    given = call.args
    if _PARTIAL in functions and given:
        functions, given = names.resolve(given[0], scope), given[1:]
    return _SUPPRESS in functions and any(_catches(each, scope, loud) for each in given)


def _dropped(node: bodies.Tried) -> Iterator[Silent]:
    """A `finally` that leaves by itself: whatever was on its way ends there."""
    stack: list[tuple[ast.AST, bool]] = [(each, False) for each in reversed(node.finalbody)]
    while stack:
        each, looping = stack.pop()
        if isinstance(each, ast.Return) or (isinstance(each, ast.Break | ast.Continue) and not looping):
            word = type(each).__name__.lower()
            yield _at(each, f"`{word}` in `finally` drops whatever was raised")
        elif isinstance(each, ast.stmt | ast.ExceptHandler | ast.match_case) and not _own_scope(each):
            beyond = each.orelse if isinstance(each, _LOOPS) else []
            for child in ast.iter_child_nodes(each):
                stack.append((child, looping or (isinstance(each, _LOOPS) and child not in beyond)))


def _own_scope(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def _left_by_context(body: bodies.Body) -> Iterator[Silent]:
    """An `__exit__` that always says `True`, or what counts for it, and never looks at what it is given."""
    function = body.function
    if function is None or function.name not in _LEAVING:
        return
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs][1:]
    given = {each.arg for each in every} | {each.arg for each in (function.args.vararg,) if each}
    if given & _read(function):
        return
    for each in function.body:
        if isinstance(each, ast.Return) and isinstance(each.value, ast.Constant) and each.value.value:
            yield _at(each, f"`{function.name}` says that every failure is dealt with")


def _idle(statements: Iterable[ast.stmt], body: bodies.Body) -> bool:
    return all(_does_nothing(each, body) for each in statements)


def _does_nothing(node: ast.stmt, body: bodies.Body) -> bool:
    match node:
        case ast.Pass() | ast.Continue() | ast.Break() | ast.Delete():
            return True
        case ast.Return(value=value):
            return value is None or _constant(value)
        case ast.Expr(value=value):
            return _plain(value)
        case ast.Assign(targets=targets, value=value):
            return _plain(value) and all(_unread(each, body) for each in targets)
        case ast.AnnAssign(target=target, value=value):
            return (value is None or _plain(value)) and _unread(target, body)
        case ast.AugAssign(target=target, value=value):
            return _plain(value) and _unread(target, body)
        case ast.If(test=test, body=yes, orelse=no):
            return _plain(test) and _idle(yes, body) and _idle(no, body)
        case _:
            return False


def _constant(node: ast.expr) -> bool:
    """An answer that does not tell one failure from another: `None`, `False`, `-1`, `[]`, `set()`."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(operand=operand):
            return _constant(operand)
        case ast.Call(func=ast.Name(id=name), args=[], keywords=[]):
            return name in _EMPTY
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            return all(map(_constant, elements))
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and _constant(key) for key in keys) and all(map(_constant, values))
        case _:
            return False


def _plain(node: ast.expr) -> bool:
    """An expression that does nothing when it is reckoned out."""
    for each in ast.walk(node):
        if isinstance(each, ast.Await | ast.Yield | ast.YieldFrom | ast.NamedExpr | ast.Lambda):
            return False
        if isinstance(each, ast.Call):
            idle = isinstance(each.func, ast.Name) and each.func.id in _IDLE_CALLS
            if not idle:
                return False
    return True


def _unread(target: ast.expr, body: bodies.Body) -> bool:
    """A variable of this function that nobody in it reads."""
    if isinstance(target, ast.Tuple | ast.List):
        return all(_unread(each, body) for each in target.elts)
    if body.function is None or not isinstance(target, ast.Name):
        return False
    return target.id not in _read(body.function) and target.id not in _shared(body.function)


@functools.lru_cache(maxsize=1)
def _shared(function: scopes.Function) -> frozenset[str]:
    """The names that a function gives to others; asked again for each assignment of one function."""
    told = (each for each in scopes.own(function.body) if isinstance(each, ast.Global | ast.Nonlocal))
    return frozenset(name for each in told for name in each.names)


@functools.lru_cache(maxsize=1)
def _read(function: scopes.Function) -> frozenset[str]:
    return frozenset(
        each.id
        for each in ast.walk(function)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    )
