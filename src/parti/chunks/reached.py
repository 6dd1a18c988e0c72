"""What of a test can run and fail: blocks that never run, and failures that are taken where they happen.

Called by `assertions` for each block. Only what the text itself settles counts: a condition that is written
out, a loop over nothing, a handler, a context or a final block that takes the failure of an assertion.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence

from parti.chunks import strength

SWALLOWED = frozenset({"", "AssertionError", "Exception", "BaseException"})
"""Classes by which the failure of an assertion is caught; the empty name is a bare `except`."""

_CONTEXTS = frozenset({"suppress", "raises", "assertRaises", "assertRaisesRegex"})
_EMPTY = frozenset({"list", "tuple", "set", "dict", "frozenset", "str", "range"})
_LEAVES = ast.Return | ast.Break | ast.Continue


def truth(test: ast.expr) -> bool | None:
    """Whether a condition always or never holds; None where that is not written out."""
    match test:
        case ast.Constant(value=value):
            return bool(value)
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return False
        case ast.Name(id="__debug__"):
            return True
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            found = truth(operand)
            return None if found is None else not found
        case ast.BoolOp(op=op, values=values):
            settles = isinstance(op, ast.Or)
            found_all = [truth(each) for each in values]
            if settles in found_all:
                return settles
            return None if None in found_all else not settles
        case ast.Compare(left=ast.Name(id="__name__"), ops=[ast.Eq()]):
            return False
        case ast.Compare() | ast.List() | ast.Tuple() | ast.Dict() | ast.Set():
            return _reckoned(test)
        case _:
            return None


def _reckoned(test: ast.expr) -> bool | None:
    """The truth of literals, alone or two compared for being equal."""
    try:
        match test:
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                return bool(ast.literal_eval(left) == ast.literal_eval(right))
            case ast.Compare(left=left, ops=[ast.NotEq()], comparators=[right]):
                return bool(ast.literal_eval(left) != ast.literal_eval(right))
            case ast.Compare():
                return None
            case _:
                return bool(ast.literal_eval(test))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def turns(over: ast.expr) -> bool:
    """Whether a loop may turn at all: not over `[]`, `()`, `""` or `range(0)`."""
    match over:
        case ast.Constant() | ast.List() | ast.Tuple() | ast.Set() | ast.Dict():
            return truth(over) is not False
        case ast.Call(func=ast.Name(id=name), args=[]):
            return name not in _EMPTY
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=0)]):
            return False
        case _:
            return True


def blocks(node: ast.stmt) -> Iterator[Sequence[ast.stmt]]:
    """The blocks of a statement of a file or a class that run when the file is imported."""
    match node:
        case ast.If(test=test, body=body, orelse=orelse):
            settled = truth(test)
            yield from (
                each for each, runs in ((body, settled is not False), (orelse, settled is not True)) if runs
            )
        case ast.Try() | ast.TryStar():
            yield from (node.body, *(each.body for each in node.handlers), node.orelse, node.finalbody)
        case ast.With(body=body):
            yield body
        case _:
            pass


def may_return(node: ast.stmt) -> bool:
    """Whether a test may end inside a statement without a failure; a plain `return` ends it for certain."""
    stack: list[ast.AST] = [node] if not isinstance(node, ast.Return) else []
    while stack:
        each = stack.pop()
        if isinstance(each, ast.Return):
            return True
        if not isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr):
            stack.extend(ast.iter_child_nodes(each))
    return False


def swallows(node: ast.Try | ast.TryStar) -> bool:
    """Whether the failure of an assertion in a `try` ends there."""
    return leaves(node.finalbody) or any(map(_takes, node.handlers))


def leaves(final: Iterable[ast.stmt]) -> bool:
    """Whether a final block leaves by itself, which drops what was raised."""
    return any(isinstance(each, _LEAVES) for each in final)


def _takes(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {strength.last_name(kind) if kind is not None else "" for kind in kinds}
    again = any(isinstance(node, ast.Raise | ast.Assert) for node in ast.walk(handler))
    fails = any(any(strength.of_call(n)) for n in ast.walk(handler) if isinstance(n, ast.Call))
    return not again and not fails and not names.isdisjoint(SWALLOWED)


def suppresses(item: ast.withitem) -> bool:
    """Whether a context takes the failure of an assertion: `suppress`, and `raises` that expects it."""
    call = item.context_expr
    if not isinstance(call, ast.Call):
        return False
    name = strength.last_name(call.func)
    if name not in _CONTEXTS:
        return False
    given = call.args if name == "suppress" else call.args[:1]
    kinds = [each for one in given for each in (one.elts if isinstance(one, ast.Tuple) else [one])]
    kinds += [each.value for each in call.keywords if each.arg in {"expected_exception", "exception"}]
    return any(strength.last_name(kind) in SWALLOWED for kind in kinds)
