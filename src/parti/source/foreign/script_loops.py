"""What a JavaScript or TypeScript loop does around one of its `try` statements: statements, names, changes.

Called by `script_leaving` and `script_attempts`, which judge by it whether a loop tries again. Inner loops
and functions have turns of their own, so what lies around an attempt leaves them out.
"""

from collections.abc import Iterable, Iterator

from parti.source.foreign.script_functions import FUNCTIONS, LOOPS, own
from parti.source.structure import Node

STOPS = FUNCTIONS | LOOPS | {"method_definition", "class_declaration"}
"""What has turns or an end of its own."""

_CHANGES = frozenset({"assignment_expression", "augmented_assignment_expression", "update_expression"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier"})


def changed(nodes: Iterable[Node]) -> Iterator[tuple[str, Node | None]]:
    """(name, new value) of each change; None where it is the old value and something more."""
    for each in own(nodes):
        target = each.field("left") or each.field("argument") if each.kind() in _CHANGES else None
        if target is not None and target.kind() == "identifier":
            yield target.text(), each.field("right") if each.kind() == "assignment_expression" else None


def names(nodes: Iterable[Node]) -> set[str]:
    """The names that are read."""
    given = set()
    for each in own(nodes):
        left = each.field("left") if each.kind() == "assignment_expression" else None
        if left is not None and left.kind() == "identifier":
            given.add(left.range().start.index)
    return {
        each.text()
        for each in own(nodes)
        if each.kind() in _NAMES and each.range().start.index not in given
    }


def around(loop: Node, clause: Node) -> Iterator[Node]:
    """What a loop does outside one of its `try` statements, inner loops and functions left out."""
    attempt, body = clause.parent(), loop.field("body")
    return without(statements(body), attempt) if attempt is not None else iter(())


def without(nodes: Iterable[Node], left_out: Node) -> Iterator[Node]:
    """Every node below that does not begin inside the one that is left out."""
    span = left_out.range().start.index, left_out.range().end.index
    for each in own(nodes, STOPS):
        if not span[0] <= each.range().start.index < span[1]:
            yield each


def statements(body: Node | None) -> list[Node]:
    """The statements of a block; none where there is no block."""
    return body.named_children() if body is not None else []
