"""Where an expression of Python names a type and calls nothing: `isinstance(x, Popen)`, `Popen | None`.

Asked by `python_facts`, which keeps such a mention as one of a type. Without it a test of a class that
starts a process would be told as the start of one. Annotations are not asked about: they are no facts.
"""

import ast
from collections.abc import Iterator

from parti.source import names, scopes

_FROM = {"isinstance": 1, "issubclass": 1, "cast": 0, "NewType": 1, "TypeVar": 1}
"""The first argument that is a type, by the last word of the function."""

_TYPING = ("typing.", "typing_extensions.", "collections.abc.")
_BUILT_IN = frozenset({"list", "dict", "set", "frozenset", "tuple", "type"})


def given(node: ast.Call, scope: scopes.Scope) -> frozenset[ast.expr]:
    """The arguments of a call that are types; none where the function is not known for it."""
    function = node.func
    word = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    found = names.resolve(function, scope) if word in _FROM or isinstance(function, ast.Name) else ()
    for name in found:
        last = name.removeprefix("typing.").removeprefix("typing_extensions.")
        if last in _FROM and (last != name or last.startswith("is")):
            after = node.args[_FROM[last] :]
            bounds = [each.value for each in node.keywords if each.arg == "bound"]
            return frozenset(after[:1] if last != "TypeVar" else [*after, *bounds])
    return frozenset()


def is_generic(node: ast.expr, scope: scopes.Scope) -> bool:
    """Whether what is subscripted takes types: `Union[…]`, `dict[…]`."""
    return any(
        name in _BUILT_IN or name.startswith(_TYPING)
        for name in names.resolve(node, scope)
        if name[:1] != "="
    )


def is_union(node: ast.BinOp) -> bool:
    """Whether a chain of `|` is a type: one part of it is `None`."""
    return any(isinstance(each, ast.Constant) and each.value is None for each in parts(node))


def parts(node: ast.BinOp) -> Iterator[ast.expr]:
    """The parts of a chain of `|`, from the right; a long one leans to the left, hence no recursion."""
    left: ast.expr = node
    while isinstance(left, ast.BinOp) and isinstance(left.op, ast.BitOr):
        yield left.right
        left = left.left
    yield left


def asks_for_class(node: ast.Compare) -> bool:
    """Whether a comparison is about the class of something: `type(x) is Popen`, `x.__class__ == Popen`."""
    return any(
        (isinstance(each, ast.Attribute) and each.attr == "__class__")
        or (isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "type")
        for each in (node.left, *node.comparators)
    )
