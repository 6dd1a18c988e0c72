"""Whether a JavaScript or TypeScript loop is left: when its attempt succeeds, and when it fails.

Called by `script_retries` for each attempt. How a loop ends is half of what tells a retry: one that each
failure leaves makes no second attempt.
"""

from parti.source.foreign import script_loops
from parti.source.foreign.script_functions import own
from parti.source.structure import Node

_OUT = frozenset({"break_statement", "return_statement"})
LEAVING = _OUT | {"throw_statement"}


def leaves_on_success(loop: Node, tried: Node, clause: Node) -> bool:
    """Whether the loop ends when the attempt succeeds: by itself, or because its condition is changed."""
    if any(each.kind() in _OUT for each in own([tried], script_loops.STOPS)):
        return True
    condition = loop.field("condition")
    asked = script_loops.names([condition]) if condition is not None else set()
    if asked & {name for name, _ in script_loops.changed([tried])}:
        return True
    on = [each for each in script_loops.statements(clause.field("body")) if each.kind() != "comment"][-1:]
    goes_on = any(each.kind() == "continue_statement" for each in on)
    later = [
        each
        for each in script_loops.around(loop, clause)
        if each.range().start.index > clause.range().end.index
    ]
    return goes_on and any(each.kind() in _OUT for each in later)


def always_leaves(statement: Node) -> bool:
    """Whether every way through a statement leaves the loop."""
    kind = statement.kind()
    if kind == "if_statement":
        ways = [statement.field("consequence"), statement.field("alternative")]
        return all(each is not None and always_leaves(each) for each in ways)
    if kind in {"statement_block", "else_clause"}:
        for each in statement.named_children():
            if each.kind() == "continue_statement":
                return False
            if always_leaves(each):
                return True
    return kind in LEAVING


def has_no_next(loop: Node, clause: Node) -> bool:
    """Whether a failure comes to a statement behind the `try` that leaves the loop."""
    if any(each.kind() == "continue_statement" for each in own([clause], script_loops.STOPS)):
        return False
    end = clause.range().end.index
    later = [
        each for each in script_loops.statements(loop.field("body")) if each.range().start.index >= end
    ]
    return any(map(always_leaves, later))
