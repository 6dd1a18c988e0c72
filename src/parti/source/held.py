"""What a name of a Python file holds, and which names that speaks of, without following any.

Called by `names`, which answers the names that are given to one another together.
"""

import ast
from collections.abc import Iterator, Sequence

from parti.source import scopes

Key = tuple[scopes.Scope, str]
"""A name where it is bound."""

_OWN = "self."
"""What stands before an attribute that a class keeps, so that it is no name of the class's body."""


def values(key: Key) -> list[tuple[scopes.Binding, scopes.Scope]]:
    """The values of a name or of `self.x`, each with where it was written."""
    home, name = key
    if name.startswith(_OWN):
        held = home.members[name.removeprefix(_OWN)]
        return [(v, _inside(home, method)) for v, method in held if not isinstance(v, str)]
    return [(value, home) for value in home.bindings[name]]


def names(key: Key) -> Iterator[Key]:
    """The names that the values of a name speak of, without following any; one or another may be missed."""
    for value, here in values(key):
        stack: list[ast.expr] = [value] if isinstance(value, ast.expr) else []
        while stack:
            node = stack.pop()
            if isinstance(node, ast.Name):
                found = scopes.lookup(here, node.id)
                if found is not None:
                    yield found[0], node.id
            elif isinstance(node, ast.Attribute):
                own = _own(node, here)
                if own is not None:
                    yield own
            stack.extend(_followed(node))


def _followed(node: ast.expr) -> Sequence[ast.expr]:
    """The parts of an expression that say what it means."""
    match node:
        case ast.Attribute(value=value) | ast.Await(value=value) | ast.NamedExpr(value=value):
            return [value]
        case scopes.Element(value=value) | scopes.Several(value=value):
            return [value]
        case ast.Call(func=func, args=args, keywords=named):
            return [func, *args[:2], *(each.value for each in named)]
        case ast.Subscript(value=value, slice=key) if may_be_namespace(value):
            return [value, key]
        case ast.BinOp(left=left, op=ast.Div()):
            return [left]
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.BoolOp(values=values):
            return values
        case _:
            return []


def _own(node: ast.Attribute, here: scopes.Scope) -> Key | None:
    """`self.x` as a name of its class, where the class puts something there."""
    found = scopes.lookup(here, node.value.id) if isinstance(node.value, ast.Name) else None
    match found:
        case _, [str(text)] if text.endswith("()"):
            owner = scopes.class_of(here, text[:-2])
            return kept(owner, node.attr) if owner is not None else None
        case _:
            return None


def kept(owner: scopes.Scope, attr: str) -> Key | None:
    """An attribute as a name of its class; None where the class has nothing there to follow."""
    held = owner.members.get(attr, ())
    return (owner, _OWN + attr) if any(not isinstance(value, str) for value, _ in held) else None


def _inside(owner: scopes.Scope, method: scopes.Function | None) -> scopes.Scope:
    """Where an attribute's value was written: in a method, or near enough around the class."""
    return scopes.nested(method, owner) if method is not None else owner.parent or owner


def may_be_namespace(node: ast.expr) -> bool:
    """Whether it holds things by name, of a module, of a class or of all: `vars(json)`, `sys.modules`."""
    if isinstance(node, ast.Attribute):
        return node.attr in {"__dict__", "modules"}
    if isinstance(node, ast.Name):
        return node.id == "modules"
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "vars"
