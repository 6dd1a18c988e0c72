"""What of a test can run and fail: blocks that never run, and failures that are taken where they happen.

Called by `assertions` for each block. Only what the text itself settles counts: a condition that is written
out (`settled`), a handler, a context or a final block that takes the failure of an assertion.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence

from parti.chunks import settled, strength

SWALLOWED = frozenset({"", "AssertionError", "Exception", "BaseException"})
"""Classes by which the failure of an assertion is caught; the empty name is a bare `except`."""

_CONTEXTS = frozenset({"suppress", "raises", "assertRaises", "assertRaisesRegex"})
_LEAVES = ast.Return | ast.Break | ast.Continue


def blocks(node: ast.stmt) -> Iterator[Sequence[ast.stmt]]:
    """The blocks of a statement of a file or a class that run when the file is imported."""
    match node:
        case ast.If(test=test, body=body, orelse=orelse):
            known = settled.truth(test)
            yield from (
                each for each, runs in ((body, known is not False), (orelse, known is not True)) if runs
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
