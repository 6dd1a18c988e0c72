"""What Java puts into registries: by a declaration, or by an assignment.

Called through the tables of `java`, in the second pass.
"""

from parti.source.foreign import registry
from parti.source.foreign import scope as scopes
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node


def declared(reader: Reader, node: Node, scope: Scope) -> None:
    for each in node.field_children("declarator"):
        name = each.field("name")
        if name is not None:
            registry.declared(
                reader, scopes.joined(scope.prefix, name.text()), node, each.field("value"), scope
            )


def assigned(reader: Reader, node: Node, scope: Scope) -> None:
    """`X[at] = f`, and `this.x = …` with a literal."""
    left, right = node.field("left"), node.field("right")
    if left is None or right is None:
        return
    if left.kind() == "array_access":
        registry.item(reader, left.field("array"), left.field("index"), right, scope)
    elif left.kind() == "field_access":
        registry.declared(reader, reader.place(left, scope), node, right, scope)
