"""D04: a state marker is not set on one of the ways through a function."""

import ast
import random
from collections.abc import Callable, Iterator

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import spots
from bench.plumb.operators.edit import Draft

Change = Callable[[str, str], list[str]]
"""(indent, statement) to the lines that take its place."""


def _on_mark(change: Change, *, behind: bool = False) -> Callable[[Ground, random.Random], Made | None]:
    """A mark in some function but the constructor, which sets first values and marks nothing.

    Args:
        behind: only marks before which something is done; a return before that would skip both.
    """

    def make(ground: Ground, rng: random.Random) -> Made | None:
        found = [
            (mark.path, node)
            for mark in ground.habits.mark
            for node, first in _simple(spots.parsed(ground, mark.path))
            if ast.unparse(node) == mark.statement and not (behind and first)
        ]
        if not found:
            return None
        path, node = rng.choice(found)
        draft = Draft(path, ground.texts[path])
        draft.replace(node.lineno, node.lineno, change(" " * node.col_offset, ast.unparse(node)))
        new, places = draft.done()
        return Made({path: new}, places)

    return make


def _simple(module: ast.Module) -> Iterator[tuple[ast.stmt, bool]]:
    """The one-line assignments and calls of a module, each with whether nothing is done before it."""
    made = {
        each
        for node in ast.walk(module)
        if isinstance(node, spots.Function) and node.name == "__init__"
        for each in ast.walk(node)
    }
    for node in ast.walk(module):
        if node in made:
            continue
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, [])
            for number, each in enumerate(block if isinstance(block, list) else []):
                if isinstance(each, ast.Assign | ast.Expr) and each.lineno == each.end_lineno:
                    yield each, not any(map(_does, block[:number]))


def _does(statement: ast.stmt) -> bool:
    """Whether a statement does anything; one that only decides whether to go on does not."""
    match statement:
        case ast.If(body=[ast.Return() | ast.Raise() | ast.Continue() | ast.Break()], orelse=[]):
            return False
        case ast.Expr(value=ast.Constant()):
            return False
    inside = tuple(ast.walk(statement))
    stored = (each for each in inside if isinstance(each, ast.Attribute | ast.Subscript))
    return any(isinstance(each, ast.Call) for each in inside) or any(
        isinstance(each.ctx, ast.Store | ast.Del) for each in stored
    )


def _gone(indent: str, statement: str) -> list[str]:
    return [f"{indent}pass"]


def _conditional(indent: str, statement: str) -> list[str]:
    return [f"{indent}if getattr(self, 'careful', False):", f"{indent}    {statement}"]


def _returned_before(indent: str, statement: str) -> list[str]:
    return [
        f"{indent}if getattr(self, 'quick', False):",
        f"{indent}    return None",
        f"{indent}{statement}",
    ]


def _one_branch(indent: str, statement: str) -> list[str]:
    return [
        f"{indent}if getattr(self, 'slow', False):",
        f"{indent}    {statement}",
        f"{indent}else:",
        f"{indent}    pass",
    ]


def _in_nested(indent: str, statement: str) -> list[str]:
    return [f"{indent}def mark_later():", f"{indent}    {statement}"]


def _in_empty_loop(indent: str, statement: str) -> list[str]:
    return [f"{indent}for _ in ():", f"{indent}    {statement}"]


def _other_receiver(indent: str, statement: str) -> list[str]:
    return [f"{indent}other = type('Other', (), {{}})()", f"{indent}{statement.replace('self.', 'other.')}"]


def _swallowed(indent: str, statement: str) -> list[str]:
    return [
        f"{indent}try:",
        f"{indent}    self.prepare_mark()",
        f"{indent}    {statement}",
        f"{indent}except AttributeError:",
        f"{indent}    pass",
    ]


def _in_lambda(indent: str, statement: str) -> list[str]:
    target, _, value = statement.partition(" = ")
    head, _, last = target.rpartition(".")
    return [f"{indent}mark = lambda: setattr({head or 'self'}, '{last}', {value or 'None'})"]


def _short_circuit(indent: str, statement: str) -> list[str]:
    target, _, value = statement.partition(" = ")
    head, _, last = target.rpartition(".")
    return [
        f"{indent}getattr(self, 'slow', False) and setattr({head or 'self'}, '{last}', {value or 'None'})"
    ]


SHAPES = (
    Shape("deleted", False, _on_mark(_gone)),
    Shape("under-condition", False, _on_mark(_conditional)),
    Shape("returned-before", False, _on_mark(_returned_before, behind=True)),
    Shape("in-one-branch", False, _on_mark(_one_branch)),
    Shape("in-uncalled-function", True, _on_mark(_in_nested)),
    Shape("in-empty-loop", True, _on_mark(_in_empty_loop)),
    Shape("on-another-object", True, _on_mark(_other_receiver)),
    Shape("behind-a-swallowed-failure", True, _on_mark(_swallowed)),
    Shape("in-uncalled-lambda", True, _on_mark(_in_lambda)),
    Shape("behind-and", True, _on_mark(_short_circuit)),
)
