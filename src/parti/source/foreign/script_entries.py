"""What JavaScript and TypeScript put into registries: by a declaration, an assignment, an export.

Called through the tables of `script`, in the second pass.
"""

from parti.source.foreign import (
    registry,
    script_bindings,
    script_exports,
    script_imports,
    script_names,
    script_telling,
)
from parti.source.foreign import scope as scopes
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.foreign.script_names import FUNCTIONS, NAMED
from parti.source.structure import Node


def declared(reader: Reader, node: Node, scope: Scope) -> None:
    name, value = node.field("name") or node.field("property"), node.field("value")
    script_telling.unpacked(reader, node, scope)
    for word in script_bindings.names(name) if name is not None else ():
        script_exports.declared(reader, word, scope)
    at_home = not scope.lazy() and (value is None or value.kind() not in FUNCTIONS)
    if at_home and name is not None and name.kind() in NAMED:
        registry.declared(reader, scopes.joined(scope.prefix, name.text()), node, value, scope)


def assigned(reader: Reader, node: Node, scope: Scope) -> None:
    left, right = node.field("left"), node.field("right")
    if left is None or right is None:
        return
    script_exports.assigned(reader, left, right, scope)
    if left.kind() == "subscript_expression":
        registry.item(reader, left.field("object"), left.field("index"), right, scope)
    elif left.text() in {"module.exports", "exports"}:
        registry.declared(reader, scopes.joined(reader.module, "default"), node, right, scope)
    elif left.kind() == "member_expression":
        owner, name = left.field("object"), left.field("property")
        if right.kind() not in FUNCTIONS:
            registry.declared(reader, _place(reader, left, scope), node, right, scope)
        if owner is not None and name is not None and _may_be_map(owner):
            registry.item(reader, owner, name.text(), right, scope)


def assigned_if(reader: Reader, node: Node, scope: Scope) -> None:
    """`X.a ??= f`: f may stand in X from then on."""
    if script_names.is_choice(node):
        assigned(reader, node, scope)


def _may_be_map(owner: Node) -> bool:
    """Whether `X.a = f` may put f into X: what a file exports is no map, nor is a prototype."""
    text = owner.text() if owner.kind() in {"identifier", "member_expression"} else ""
    return bool(text) and text != "module.exports" and not text.endswith(".prototype")


def _place(reader: Reader, left: Node, scope: Scope) -> str:
    """Where others find what is assigned; `exports.H` is `H` of this module."""
    exported = left.text().removeprefix("module.")
    if exported.startswith("exports.") and scope.home("exports", False) is None:
        return scopes.joined(reader.module, exported.removeprefix("exports."))
    return reader.place(left, scope)


def exported(reader: Reader, node: Node, scope: Scope) -> None:
    if node.field("source") is not None:
        script_imports.exported(reader, node, scope)
    else:
        script_exports.exported(reader, node, scope)
    value = node.field("value")
    if value is not None:
        registry.declared(reader, scopes.joined(reader.module, "default"), node, value, scope)
