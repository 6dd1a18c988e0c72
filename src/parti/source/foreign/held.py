"""What a name of a file in another language holds, and which names that speaks of, without following any.

Called by `reader`, which answers the names that are given to one another together.
"""

from collections.abc import Iterator, Sequence

from parti.source.foreign import scope as scopes
from parti.source.foreign.grammar import Grammar
from parti.source.foreign.scope import Scope, Value

Key = tuple[Scope, str]
"""A name where it is bound."""

OWN = "this."
"""What stands before an attribute that a class keeps, so that it is no name of the class's body."""


def values(key: Key) -> Sequence[tuple[Value, Scope]]:
    """The values of a name or of an attribute, each with where it was written."""
    home, name = key
    if name.startswith(OWN):
        return home.members[name.removeprefix(OWN)]
    return [(value, home) for value in home.bindings[name]]


def names(grammar: Grammar, key: Key) -> Iterator[Key]:
    """The names that the values speak of; one that is asked for by a class or a type may be missed."""
    for value, home in values(key):
        here = value.here if isinstance(value, scopes.Within) else home
        plain = value.value if isinstance(value, scopes.Within) else value
        stack = [plain.node if isinstance(plain, scopes.Typed | scopes.Piece) else plain]
        while stack:
            node = stack.pop()
            if node is None or isinstance(node, str):
                continue
            kind = node.kind()
            if kind in grammar.words:
                found = here.home(node.text(), grammar.sees_class, node)
                if found is not None:
                    yield found, node.text()
            elif kind in grammar.parts:
                stack.extend(node.named_children())
