"""What the variables of a test are made from: `error = json.loads(result.output)`.

Called by `assertions`, so that `loosening` knows an assertion about `error` for one about the output. Only
a variable that a test gives one value counts, and none that is less than what it is made from: a length,
a truth, a text in lower case.
"""

import ast
import re
from collections.abc import Mapping

_NARROWING = re.compile(
    r"(?<![\w.])(?:round|int|abs|bool|sorted|set|frozenset|len|any|all|type|str|repr|min|max|sum)(?=\()"
    r"|(?<=\.)(?:lower|upper|casefold|[lr]?strip)(?=\()"
)
_PARTS = ast.Name | ast.Attribute | ast.Subscript | ast.Call


def made(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Mapping[str, frozenset[str]]:
    """The expressions inside the one value of each variable, as texts."""
    values: dict[str, list[ast.expr]] = {}
    bound: list[str] = []
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Assign)
            and len(node.targets) == 1
            and isinstance(node.targets[0], ast.Name)
        ):
            values.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.append(node.id)
    return {
        name: frozenset(ast.unparse(each) for each in ast.walk(value) if isinstance(each, _PARTS))
        for name, (value, *others) in values.items()
        if not others and bound.count(name) == 1 and not _NARROWING.search(ast.unparse(value))
    }
