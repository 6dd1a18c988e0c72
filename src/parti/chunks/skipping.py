"""How a test of Python skips itself, and what it waits for when it does.

Called by `assertions`. A skip that waits for the machine (`if sys.platform == "win32"`) is another matter
than one that waits for what the code under test did: the second turns a failure into a skip.
"""

import ast
import re
from collections.abc import Iterator

from parti.chunks import hollow, strength

_SKIP_CALL = re.compile(r"(skip|skipTest|xfail|importorskip)\Z")
_REASON_ONLY = frozenset({"skip", "skipTest"})
_MACHINE = frozenset({"platform", "sys", "os", "shutil", "sysconfig"})
_OF_A_CLASS = ("__name__", "__qualname__")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def calls(node: ast.AST) -> Iterator[str]:
    """The calls below a node by which a test skips itself, without their reasons."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and _SKIP_CALL.match(strength.last_name(inner.func)):
            yield without_reason(inner)
        elif (
            isinstance(inner, ast.Raise) and inner.exc is not None and "SkipTest" in ast.unparse(inner.exc)
        ):
            yield "SkipTest"


def waits(node: Function) -> frozenset[str]:
    """The conditions of `if x: pytest.skip(…)` in a test; none when one of its skips has no condition."""
    return frozenset(ast.unparse(each) for each in _conditions(node))


def apart(node: Function) -> bool:
    """Whether a test skips itself for what is settled before it does anything.

    The conditions speak of names that it does not bind, or of a parameter or its class by name (a row can
    be told by that; what a fixture brought may be an outcome), and ask nobody but the machine. There is at
    least one, and each has a name in it.
    """
    conditions = _conditions(node)
    made = frozenset(hollow.binds(each for line in node.body for each in ast.walk(line)))
    given = frozenset(hollow.binds(ast.walk(node.args)))
    return bool(conditions) and all(_is_apart(each, made, given) for each in conditions)


def _is_apart(condition: ast.expr, made: frozenset[str], given: frozenset[str]) -> bool:
    names: set[str] = set()
    for each in ast.walk(condition):
        match each:
            case ast.Name(id=name):
                names.add(name)
            case ast.Call(func=called) if not _is_machine(called):
                return False
            case (
                ast.Attribute(value=ast.Name(id=name), attr=attribute)
                | ast.Subscript(value=ast.Name(id=name), slice=attribute)
            ) if name in given and attribute not in _OF_A_CLASS:
                return False
            case _:
                pass
    return bool(names) and names.isdisjoint(made)


def _is_machine(called: ast.expr) -> bool:
    """Whether a function is one of the standard library's that tell of the machine: `os.environ.get`."""
    while isinstance(called, ast.Attribute):
        called = called.value
    return isinstance(called, ast.Name) and called.id in _MACHINE


def _conditions(node: Function) -> list[ast.expr]:
    found: list[ast.expr] = []
    for inner in ast.walk(node):
        if isinstance(inner, ast.If) and len(inner.body) == 1 and not inner.orelse:
            found += [inner.test for _ in calls(inner.body[0])]
    every = sum(1 for statement in node.body for _ in calls(statement))
    return found if len(found) == every else []


def without_reason(node: ast.expr) -> str:
    """A mark or a call that skips, as text without its reason."""
    if not isinstance(node, ast.Call):
        return strength.last_name(node)
    name = strength.last_name(node.func)
    kept = [a for a in node.args if not (isinstance(a, ast.Constant) and isinstance(a.value, str))]
    return f"{name}({'' if name in _REASON_ONLY else ', '.join(map(ast.unparse, kept))})"
