"""What Rust puts into registries: by a constant or a static, or by an assignment.

Called through the tables of `rust`, in the second pass.
"""

from parti.source.foreign import registry
from parti.source.foreign import scope as scopes
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node


def declared(reader: Reader, node: Node, scope: Scope) -> None:
    name = node.field("name")
    if name is not None and not scope.lazy():
        registry.declared(
            reader, scopes.joined(scope.prefix, name.text()), node, node.field("value"), scope
        )


def assigned(reader: Reader, node: Node, scope: Scope) -> None:
    left, right = node.field("left"), node.field("right")
    if left is None or right is None:
        return
    if left.kind() == "index_expression":
        rows = left.named_children()
        registry.item(reader, rows[0], rows[-1], right, scope)
    elif left.kind() == "field_expression":
        registry.declared(reader, reader.place(left, scope), node, right, scope)
