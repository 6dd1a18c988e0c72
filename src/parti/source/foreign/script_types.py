"""What the types of TypeScript say of the class of a value: aliases, limits, and types made of others.

Called through the tables of `script`. A type has a name of its own in its scope, since a value may have the
same (`const User = …; type User = …`).
"""

from parti.source.foreign import scope as scopes
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_CLASSES = frozenset({"type_identifier", "nested_type_identifier", "generic_type", "union_type"})
"""Kinds of a type that may be the class of something."""
_SAME = frozenset({"Readonly", "Required", "Partial", "NonNullable"})
"""What gives a type that has the methods of the type that it is given."""


def alias(reader: Reader, node: Node, scope: Scope) -> None:
    """`type C = Channel`: what is a C has the class that stands behind it."""
    name, value = node.field("name"), node.field("value")
    if name is not None and value is not None and value.kind() in _CLASSES:
        scope.bind(_as_type(name), value)


def bounded(reader: Reader, node: Node, scope: Scope) -> None:
    """`<T extends Channel>`: a T has at least what a Channel has."""
    name, limit = node.field("name"), node.field("constraint")
    first = next(iter(limit.named_children()), None) if limit is not None else None
    if name is not None and first is not None and first.kind() in _CLASSES:
        scope.bind(_as_type(name), first)


def _as_type(name: Node) -> str:
    """The name of a type in its scope, where a value may have the same."""
    return f"type {name.text()}"


def type_(reader: Reader, node: Node, scope: Scope, depth: int) -> scopes.Names:
    """A type by its name, which an alias or a limit of this file explains."""
    known = scope.home(_as_type(node), reader.grammar.sees_class) is not None
    return reader.named(_as_type(node) if known else node.text(), scope, depth + 1, None if known else node)


def generic(reader: Reader, node: Node, scope: Scope, depth: int) -> scopes.Names:
    """`Readonly<T>` is a T; any other class says nothing of what it is made for."""
    name, given = node.field("name"), node.field("type_arguments")
    if (
        name is not None
        and given is not None
        and name.text() in _SAME
        and scope.home(name.text(), False) is None
    ):
        return reader.resolve(given, scope, depth + 1)
    return reader.resolve(name, scope, depth + 1)
