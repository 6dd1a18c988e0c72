"""What the variables of a test are made from: `error = json.loads(result.output)`.

Called by `assertions`, so that `loosening` knows an assertion about `error` for one about the output. Only
a variable that a test gives one value counts, and none that is less than what it is made from: a length,
a truth, a text in lower case.
"""

import ast
import re
from collections.abc import Mapping

from parti.chunks import hollow

_NARROWING = re.compile(
    r"(?<![\w.])(?:round|int|abs|bool|sorted|set|frozenset|len|any|all|type|str|repr|min|max|sum)(?=\()"
    r"|(?<=\.)(?:lower|upper|casefold|[lr]?strip|startswith|endswith)(?=\()"
)
_PARTS = ast.Name | ast.Attribute | ast.Subscript | ast.Call


def made(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Mapping[str, frozenset[str]]:
    """The expressions inside the one value of each variable, as texts."""
    values: dict[str, list[ast.expr]] = {}
    bound, taken = list(hollow.binds(ast.walk(function))), hollow.taken(function)
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Assign)
            and len(node.targets) == 1
            and isinstance(node.targets[0], ast.Name)
        ):
            values.setdefault(node.targets[0].id, []).append(node.value)
    return {
        name: frozenset(ast.unparse(each) for each in ast.walk(value) if isinstance(each, _PARTS))
        for name, (value, *others) in values.items()
        if not others and bound.count(name) == 1 and name not in taken and not _is_less(value)
    }


def _is_less(value: ast.expr) -> bool:
    return _is_truth(value) or _NARROWING.search(ast.unparse(value)) is not None


def _is_truth(value: ast.expr) -> bool:
    match value:
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.BoolOp(values=values):
            return all(map(_is_truth, values))
        case _:
            return False
