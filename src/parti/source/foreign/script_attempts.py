"""Whether the next turn of a JavaScript or TypeScript loop is the same attempt again, or has something new.

Called by `script_retries` for each attempt. The questions are those that `source.retries` asks of Python:
whether each turn works on something else, and whether the loop only waits for work.
"""

import re

from parti.source.foreign import script_loops, script_onward
from parti.source.foreign.script_functions import own
from parti.source.structure import Node

_CONSTANT = frozenset({"number", "string", "true", "false", "null", "undefined"})
_FRESH = re.compile(r"\b(?:next|shift|pop)\(|random|uuid|nanoid", re.IGNORECASE)
_LOOSE = re.compile(
    r"sleep|wait|delay|backoff|select|poll|get|pop|accept|recv|receive|acquire|join|shift|next"
)


def is_other(loop: Node, tried: Node, clause: Node) -> bool:
    """Whether the next attempt works on something else: by the handler, or because each turn moves on."""
    used = script_loops.names([tried])
    parameter = clause.field("parameter")
    error = parameter.text() if parameter is not None else ""
    for name, value in script_loops.changed([clause]):
        kept = value is not None and (value.kind() in _CONSTANT or value.text() == error)
        if name in used and not kept:
            return True
    if _is_through(loop, used, clause):
        return True
    around = list(script_loops.around(loop, clause))
    if script_onward.is_given(loop, used, around):
        return True
    if any(name in used and _moves_on(name, value) for name, value in script_loops.changed(around)):
        return True
    return any(_FRESH.search(each.text()) and _declared(each) in used for each in around)


def is_given_work(loop: Node, clause: Node) -> bool:
    """Whether a loop waits for something to work on outside its `try`, or by a call that says so."""
    if any(each.kind() == "await_expression" for each in script_loops.around(loop, clause)):
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
        return any(name in used for name, _ in script_loops.changed([step]))
    body = [each for each in (loop.field("body"),) if each is not None]
    indexes = (each.field("index") for each in script_loops.without(body, clause))
    return any(each is not None and each.text() in places for each in indexes)


def _moves_on(name: str, value: Node | None) -> bool:
    """Whether a change gives another value each time: from itself, or from a source of new ones."""
    return value is None or name in script_loops.names([value]) or bool(_FRESH.search(value.text()))


def _declared(node: Node) -> str:
    name = node.field("name") if node.kind() == "variable_declarator" else None
    return name.text() if name is not None else ""
