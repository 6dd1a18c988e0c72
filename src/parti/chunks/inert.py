"""Tests that only look at imported names: red because a name is missing, whatever the code does.

Called by `assertions` for each test. Doubt speaks for the test: a call, a fixture, an operator could do
something.
"""

import ast
import builtins

from parti.chunks import hollow

_LOOKS = frozenset({"isinstance", "issubclass", "hasattr", "callable", "type"})
_BUILTINS = frozenset(dir(builtins))
_INERT = (
    ast.Assert, ast.Expr, ast.Assign, ast.Name, ast.Attribute, ast.Constant, ast.Compare, ast.BoolOp,
    ast.UnaryOp, ast.unaryop, ast.boolop, ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.Lt, ast.LtE, ast.Gt,
    ast.GtE, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Load, ast.Store, ast.Call, ast.keyword,
    ast.Import, ast.ImportFrom, ast.alias, ast.Pass,
)  # fmt: skip


def is_inert(function: ast.FunctionDef | ast.AsyncFunctionDef, names: frozenset[str]) -> bool:
    """Whether a test does nothing but look at imported names: no call, no fixture, no operator."""
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    if function.decorator_list or {arg.arg for arg in given} - {"self", "cls"}:
        return False
    inside = [node for statement in function.body for node in ast.walk(statement)]
    calls = [node for node in inside if isinstance(node, ast.Call)]
    selves = {id(call.func.value) for call in calls if isinstance(call.func, ast.Attribute)}
    local = {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    used = [n for n in inside if isinstance(n, ast.Name) and id(n) not in selves]
    return (
        all(isinstance(node, _INERT) for node in inside)
        and not any(isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) for n in inside)
        and all(map(_only_looks, calls))
        and all(name.id in names | local | _BUILTINS for name in used)
        and any(name.id in names for name in used)
    )


def _only_looks(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id=name):
            return name in _LOOKS
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attr):
            return bool(hollow.COMPARES.match(attr)) and not attr.endswith("In")
        case _:
            return False
