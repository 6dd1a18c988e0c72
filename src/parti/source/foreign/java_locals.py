"""Where the names of Java's variables are seen: fields everywhere, locals in their block from there on.

Called through the tables of `java`, in the first pass. A local variable hides a field, or a name that is
imported statically, where it is seen and nowhere else.
"""

import re

from parti.source.foreign import scope as scopes
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_DENIED = re.compile(r"!(?!=)")


def declared(reader: Reader, node: Node, scope: Scope) -> None:
    """Fields and local variables: by the written type, and by the value."""
    annotation = node.field("type")
    inferred = annotation is None or annotation.text() == "var"
    for each in node.field_children("declarator"):
        name, value = each.field("name"), each.field("value")
        if name is None:
            continue
        values: list[scopes.Value] = [value] if value is not None else []
        if annotation is not None and not inferred:
            values.append(scopes.Typed(annotation))
        field = node.kind() == "field_declaration"
        seen = None if field else _from(each)
        for known in values or [None]:
            scope.bind(name.text(), known, seen)
            if field:
                scope.hold(name.text(), known, scope)


def _from(node: Node) -> scopes.Seen:
    """A local variable is seen from its own declaration on, which knows it."""
    return scopes.Seen(node.range().start.index)


def typed(reader: Reader, node: Node, scope: Scope) -> None:
    """`try (FileWriter w = …)`, `x instanceof File f`, `catch (E e)`; for `for (File f : …)` see `loop`."""
    name, annotation, value = node.field("name"), node.field("type"), node.field("value")
    if node.kind() == "instanceof_expression":
        annotation = node.field("right")
    if name is None:
        return
    seen = _from(name)
    if node.kind() == "catch_formal_parameter":
        annotation = next((each for each in node.named_children() if each.kind() == "catch_type"), None)
        scope.bind(name.text(), "java.lang.Throwable()", seen)  # whatever else it is
    if annotation is not None and annotation.text() != "var":
        scope.bind(name.text(), scopes.Typed(annotation), seen)
    if value is not None or annotation is None:
        scope.bind(name.text(), value if node.kind() == "resource" else None, seen)


def loop(reader: Reader, node: Node, scope: Scope) -> Scope:
    """`for (File f : files) …`: f is not known to what is gone through."""
    inner, value = scope.block(), node.field("value")
    name, annotation = node.field("name"), node.field("type")
    if name is not None and value is not None:
        known = annotation is not None and annotation.text() != "var"
        written = scopes.Typed(annotation) if annotation is not None and known else None
        inner.bind(name.text(), written, scopes.behind(value, name, value))
    return inner


def tried(reader: Reader, node: Node, scope: Scope) -> Scope:
    """`try (FileWriter w = …) { … } finally { … }`: w is not known behind the first block."""
    inner, body = scope.block(), node.field("body")
    inner.end = body.range().end.index if body is not None else 0
    return inner


def asked(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    """`if (x instanceof File f) { … } else { … }`: f is known to the first branch, if nothing is denied."""
    condition, taken = node.field("condition"), node.field("consequence")
    if condition is None or taken is None or _DENIED.search(condition.text()):
        return None
    inner = scope.block()
    inner.end = taken.range().end.index
    return inner


def matched(reader: Reader, node: Node, scope: Scope) -> None:
    """`case File f` and `instanceof Pair(File f, var n)`."""
    rows = node.named_children()
    if len(rows) == 2:
        written = scopes.Typed(rows[0]) if rows[0].text() != "var" else None
        scope.bind(rows[1].text(), written, _from(node))
