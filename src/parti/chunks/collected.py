"""Which functions of a Python file a runner takes for tests, and which it no longer does.

Called by `assertions`. A test that is still written down but not run any more says nothing, and reads as if
nothing had happened: it was made a fixture, its name was bound anew, it or its class is told not to be one.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence

from parti.chunks import strength

NOT_A_TEST = "__test__ = False"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def bound_anew(body: Sequence[ast.stmt]) -> frozenset[str]:
    """The functions and classes of a body whose names are deleted or bound anew behind them."""
    defined: set[str] = set()
    gone: set[str] = set()
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                defined.add(name)
                gone.discard(name)
            case ast.Assign(targets=targets) | ast.Delete(targets=targets):
                gone |= defined.intersection(map(_bare, targets))
            case _:
                pass
    return frozenset(gone)


def told_not(body: Iterable[ast.stmt]) -> frozenset[str]:
    """The names of which a body says `name.__test__ = False`; the empty one is the body's own."""
    return frozenset(_told_not(body))


def _told_not(body: Iterable[ast.stmt]) -> Iterator[str]:
    for node in body:
        match node:
            case ast.Assign(targets=targets, value=ast.Constant(value=value)) if not value:
                for target in targets:
                    if isinstance(target, ast.Name) and target.id == "__test__":
                        yield ""
                    elif isinstance(target, ast.Attribute) and target.attr == "__test__":
                        yield _bare(target.value)
            case _:
                pass


def _bare(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def is_fixture(node: Function) -> bool:
    """Whether a function is a fixture, whatever its name."""
    plain = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return any(strength.last_name(each) in {"fixture", "yield_fixture"} for each in plain)


def yields(node: Function) -> bool:
    """Whether a function is a generator, whose body no runner goes through."""
    stack: list[ast.AST] = list(node.body)
    while stack:
        each = stack.pop()
        if isinstance(each, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(each, Function | ast.ClassDef | ast.Lambda):
            stack.extend(ast.iter_child_nodes(each))
    return False


def is_class(node: ast.ClassDef) -> bool:
    """Whether pytest collects a class by default: by its name and without `__init__`, or for its bases."""
    made = any(isinstance(each, Function) and each.name == "__init__" for each in node.body)
    return bool(node.bases) or (node.name.startswith("Test") and not made)
