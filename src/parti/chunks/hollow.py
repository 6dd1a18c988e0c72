"""Assertions that hold as soon as a name exists: they say nothing of what the code does.

Called by `strength` for one assertion; `inert` looks at a whole test. Only what the file imports is
judged, because what a test makes itself (a decorated function, an instance) can well be another thing.
"""

import ast
import re
from collections.abc import Iterable

_PURE = frozenset({"len", "str", "int", "float", "bool", "list", "tuple", "set", "dict"})
COMPARES = re.compile(
    r"assert(Not)?(Equals?|AlmostEquals?|In|Is|IsInstance|Regex)\Z|assertIs(Not)?None\Z|assertIsNot\Z"
    r"|assert(Greater|Less)(Equal)?\Z|assert(Count|List|Tuple|Set|Dict|Sequence|MultiLine)Equal\Z"
    r"|assert(True|False)\Z"
)
_TEXTS = frozenset({"__doc__", "__module__"})
_NAMES = frozenset({"__name__", "__qualname__"})


def imported(tree: ast.AST) -> frozenset[str]:
    """The names that a file gets by importing and by nothing else."""
    return taken(tree).difference(binds(ast.walk(tree)))


def brought(tree: ast.Module) -> frozenset[str]:
    """The names that a file gets by importing and does not bind anew on its own level."""
    top = (each for node in tree.body for each in ([node] if isinstance(node, _MAKES) else _targets(node)))
    return taken(tree).difference(binds(top))


def bound(test: ast.AST) -> frozenset[str]:
    """The names that a test binds itself: by a parameter, an assignment or a definition."""
    return frozenset(binds(ast.walk(test)))


def taken(tree: ast.AST) -> frozenset[str]:
    """The names that the imports anywhere in a tree bind."""
    return frozenset(
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    )


_MAKES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _targets(node: ast.stmt) -> Iterable[ast.AST]:
    """What an assignment binds, as nodes; other statements of a file bind nothing here."""
    if isinstance(node, ast.Assign):
        return (each for target in node.targets for each in ast.walk(target))
    return ast.walk(node.target) if isinstance(node, ast.AnnAssign) else ()


def binds(nodes: Iterable[ast.AST]) -> Iterable[str]:
    """The names that nodes bind in any way but by importing, each as often as they do."""
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                yield name
            case _:
                pass


def is_hollow(node: ast.expr, names: frozenset[str]) -> bool:
    """Whether an assertion cannot fail once the names that it imports are there.

    Args:
        names: what the file imports, see `imported`.
    """
    match node:
        case ast.Compare(left=left, comparators=[right]):
            return _both(left, right, names)
        case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[one, other]):
            return _of_its_class(one, other, names)
        case ast.Call(func=ast.Attribute(attr="assertIsInstance"), args=[one, other, *_]):
            return _of_its_class(one, other, names)
        case ast.Call(func=ast.Attribute(attr="assertIsNone" | "assertIsNotNone"), args=[one, *_]):
            return is_literal(one) or _is_text(one, names)
        case ast.Call(func=ast.Attribute(attr=attr), args=[one, other, *_]) if COMPARES.match(attr):
            return _both(one, other, names)
        case _:
            return _is_text(node, names)


def says_nothing(left: ast.expr, right: ast.expr) -> bool:
    """Two literals, or a value and itself; `run() == run()` does say something."""
    same = ast.dump(left) == ast.dump(right) and not any(isinstance(n, ast.Call) for n in ast.walk(left))
    return same or (is_literal(left) and is_literal(right))


def is_literal(node: ast.expr) -> bool:
    """A value that is written down: nothing in it depends on the code under test; `len([1, 2])` too."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute | ast.Await):
            return False
        if isinstance(inner, ast.Name) and inner.id not in _PURE:
            return False
    called = {id(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call)}
    return all(id(inner) in called for inner in ast.walk(node) if isinstance(inner, ast.Name))


def _both(left: ast.expr, right: ast.expr, names: frozenset[str]) -> bool:
    return says_nothing(left, right) or _is_settled(left, right, names) or _is_settled(right, left, names)


def _is_settled(side: ast.expr, other: ast.expr, names: frozenset[str]) -> bool:
    """`X.__name__ == "X"`, `X.__doc__` beside a literal, `type(X()) is X`, `X.__class__ is type`."""
    match side:
        case ast.Attribute(value=ast.Attribute(value=whose, attr="__class__"), attr="__name__"):
            return bool(_own(whose, names)) and _is_constant(other, "type")
        case ast.Attribute(value=whose, attr=attr) if attr in _NAMES:
            return _is_constant(other, _own(whose, names))
        case (
            ast.Attribute(attr="__class__", value=whose) | ast.Call(func=ast.Name(id="type"), args=[whose])
        ):
            return _of_its_class(whose, other, names)
        case _:
            return _is_text(side, names) and is_literal(other)


def _of_its_class(one: ast.expr, other: ast.expr, names: frozenset[str]) -> bool:
    """`X()` and `X`, `X` and `type`, `X` and `X`: true of any class."""
    if isinstance(one, ast.Call):
        return bool(_own(one.func, names)) and ast.dump(one.func) == ast.dump(other)
    is_type = isinstance(other, ast.Name) and other.id == "type"
    return bool(_own(one, names)) and (is_type or ast.dump(one) == ast.dump(other))


def _is_text(node: ast.expr, names: frozenset[str]) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in _TEXTS and bool(_own(node.value, names))


def _is_constant(node: ast.expr, text: str) -> bool:
    """Whether it is a text inside this one."""
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(text) and node.value in text
    )


def _own(node: ast.expr, names: frozenset[str]) -> str:
    """`queue.DeadLetters` when the file imports `queue`; else empty."""
    root = node
    while isinstance(root, ast.Attribute):
        root = root.value
    return ast.unparse(node) if isinstance(root, ast.Name) and root.id in names else ""
