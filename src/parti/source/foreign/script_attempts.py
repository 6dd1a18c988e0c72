"""What a JavaScript or TypeScript loop does around a `try`: leaves on success, or has something new to try.

Called by `script_retries` for each attempt. The questions are those that `source.retries` asks of Python:
whether success ends the loop, whether failure always does, and whether the next turn is another attempt.
"""

import re
from collections.abc import Iterable, Iterator

from parti.source.foreign.script_functions import FUNCTIONS, LOOPS, own
from parti.source.structure import Node

_STOPS = FUNCTIONS | LOOPS | {"method_definition", "class_declaration"}
_OUT = frozenset({"break_statement", "return_statement"})
_LEAVING = _OUT | {"throw_statement"}
_CHANGES = frozenset({"assignment_expression", "augmented_assignment_expression", "update_expression"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier"})
_CONSTANT = frozenset({"number", "string", "true", "false", "null", "undefined"})
_FRESH = re.compile(r"\b(?:next|shift|pop)\(|random|uuid|nanoid", re.IGNORECASE)
_LOOSE = re.compile(
    r"sleep|wait|delay|backoff|select|poll|get|pop|accept|recv|receive|acquire|join|shift|next"
)


def leaves_on_success(loop: Node, tried: Node, clause: Node) -> bool:
    """Whether the loop ends when the attempt succeeds: by itself, or because its condition is changed."""
    if any(each.kind() in _OUT for each in own([tried], _STOPS)):
        return True
    condition = loop.field("condition")
    asked = _names([condition]) if condition is not None else set()
    if asked & {name for name, _ in _changed([tried])}:
        return True
    on = [each for each in _statements(clause.field("body")) if each.kind() != "comment"][-1:]
    goes_on = any(each.kind() == "continue_statement" for each in on)
    later = [each for each in _around(loop, clause) if each.range().start.index > clause.range().end.index]
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
    return kind in _LEAVING


def has_no_next(loop: Node, clause: Node) -> bool:
    """Whether a failure comes to a statement behind the `try` that leaves the loop."""
    if any(each.kind() == "continue_statement" for each in own([clause], _STOPS)):
        return False
    end = clause.range().end.index
    later = [each for each in _statements(loop.field("body")) if each.range().start.index >= end]
    return any(map(always_leaves, later))


def is_other(loop: Node, tried: Node, clause: Node) -> bool:
    """Whether the next attempt works on something else: by the handler, or because each turn moves on."""
    used = _names([tried])
    parameter = clause.field("parameter")
    error = parameter.text() if parameter is not None else ""
    for name, value in _changed([clause]):
        kept = value is not None and (value.kind() in _CONSTANT or value.text() == error)
        if name in used and not kept:
            return True
    if _is_through(loop, used, clause):
        return True
    around = list(_around(loop, clause))
    if any(name in used and _moves_on(name, value) for name, value in _changed(around)):
        return True
    return any(_FRESH.search(each.text()) and _declared(each) in used for each in around)


def is_given_work(loop: Node, clause: Node) -> bool:
    """Whether a loop waits for something to work on outside its `try`, or by a call that says so."""
    if any(each.kind() == "await_expression" for each in _around(loop, clause)):
        return True
    calls = (each.field("function") for each in own([loop]) if each.kind() == "call_expression")
    words = (".".join(each.text().split(".")[-2:]) for each in calls if each is not None)
    return any(_LOOSE.search(word) for word in words)


def _is_through(loop: Node, used: set[str], clause: Node) -> bool:
    """Whether a `for` goes through things: by a place among them, or from each one to the next."""
    start, step = loop.field("initializer"), loop.field("increment")
    if start is None:
        return False
    places = {name.text() for each in own([start]) if (name := each.field("name")) is not None}
    if step is not None and step.kind() == "assignment_expression":
        return any(name in used for name, _ in _changed([step]))
    body = [each for each in (loop.field("body"),) if each is not None]
    indexes = (each.field("index") for each in _without(body, clause))
    return any(each is not None and each.text() in places for each in indexes)


def _moves_on(name: str, value: Node | None) -> bool:
    """Whether a change gives another value each time: from itself, or from a source of new ones."""
    return value is None or name in _names([value]) or bool(_FRESH.search(value.text()))


def _changed(nodes: Iterable[Node]) -> Iterator[tuple[str, Node | None]]:
    """(name, new value) of each change; None where it is the old value and something more."""
    for each in own(nodes):
        target = each.field("left") or each.field("argument") if each.kind() in _CHANGES else None
        if target is not None and target.kind() == "identifier":
            yield target.text(), each.field("right") if each.kind() == "assignment_expression" else None


def _declared(node: Node) -> str:
    name = node.field("name") if node.kind() == "variable_declarator" else None
    return name.text() if name is not None else ""


def _names(nodes: Iterable[Node]) -> set[str]:
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


def _around(loop: Node, clause: Node) -> Iterator[Node]:
    """What a loop does outside one of its `try` statements, inner loops and functions left out."""
    attempt, body = clause.parent(), loop.field("body")
    return _without(_statements(body), attempt) if attempt is not None else iter(())


def _without(nodes: Iterable[Node], left_out: Node) -> Iterator[Node]:
    span = left_out.range().start.index, left_out.range().end.index
    for each in own(nodes, _STOPS):
        if not span[0] <= each.range().start.index < span[1]:
            yield each


def _statements(body: Node | None) -> list[Node]:
    return body.named_children() if body is not None else []
