"""Where JavaScript and TypeScript try again what failed: loops around a `try`, and functions that go again.

Called by the `spaced-retry` check; what a retry is stands in `source.retries`.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from parti.source import structure
from parti.source.foreign import (
    script_attempts,
    script_functions,
    script_leaving,
    script_loops,
    script_mended,
)
from parti.source.foreign.script_functions import FUNCTIONS, own
from parti.source.retries import Again
from parti.source.structure import Node

_LOOPS = ("while_statement", "do_statement", "for_statement")
_WAIT = re.compile(r"setTimeout|sleep|wait|delay|back_?off|pause", re.IGNORECASE)
_AT_ONCE = frozenset({"setImmediate", "nextTick", "queueMicrotask", "setTimeout", "then"})
_NAMED = FUNCTIONS | {"method_definition", "generator_function_declaration"}


def found(text: str, language: str, words: Collection[str]) -> Iterator[Again]:
    """Every retry of a file; `words` are further calls that wait."""
    top = script_mended.tree(text, language)
    for loop in structure.nodes(top, _LOOPS, "catch"):
        yield from _in_loop(loop, words)
    for clause in structure.nodes(top, ("catch_clause",)):
        yield from _by_calling(clause, clause.field("body"), words)
    for call in structure.nodes(top, ("call_expression",), r"\b(catch|then)\b"):
        handler = script_functions.handler(call)
        if handler is not None and handler.kind() in FUNCTIONS | {"identifier"}:
            yield from _by_calling(handler, handler.field("body") or handler, words)


def _in_loop(loop: Node, words: Collection[str]) -> Iterator[Again]:
    body = loop.field("body")
    for each in own(body.named_children() if body is not None else (), script_loops.STOPS):
        clause, tried = each.field("handler"), each.field("body")
        failed = clause.field("body") if clause is not None else None
        if each.kind() != "try_statement" or clause is None or tried is None or failed is None:
            continue
        over = script_leaving.has_no_next(loop, clause)
        if not over and not script_attempts.is_other(loop, tried, clause):
            yield from _judged(loop, tried, clause, words)


def _judged(loop: Node, tried: Node, clause: Node, words: Collection[str]) -> Iterator[Again]:
    """One attempt in a loop; nothing when there is no second one, or when each turn has new work."""
    failed = [each for each in (clause.field("body"),) if each is not None]
    waits = [each for each in _calls([loop]) if _waits(each, words)]
    gives_up = any(node.kind() in script_leaving.LEAVING for node in own(failed))
    endless = _endless(loop)
    ends = gives_up or not endless
    if script_leaving.leaves_on_success(loop, tried, clause):
        ends = ends or not all(map(_is_constant, waits))
        again = not ends if waits else not any(map(script_leaving.always_leaves, failed))
    else:
        again = not (gives_up or waits or script_attempts.is_given_work(loop, clause))
    if again:
        start = clause.range().start
        yield Again(start.line + 1, start.column + 1, bool(waits), ends)


def _endless(loop: Node) -> bool:
    condition = loop.field("condition")
    if loop.kind() == "for_statement":
        return condition is None or condition.kind() == "empty_statement"
    return condition is not None and condition.text().strip("() ") in {"true", "1"}


def _calls(nodes: Iterable[Node]) -> Iterator[Node]:
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if node.kind() == "call_expression":
            yield node
        stack.extend(node.named_children())


def _called(call: Node) -> str:
    function = call.field("function")
    return function.text() if function is not None else ""


def _given(call: Node) -> list[Node]:
    given = call.field("arguments")
    return [] if given is None else [each for each in given.named_children() if each.kind() != "comment"]


def _waits(call: Node, words: Collection[str]) -> bool:
    name = _called(call)
    last = name.rpartition(".")[2]
    given = _lengths(call)
    nothing = [each.text() for each in given] == ["0"] or (last == "setTimeout" and not given)
    return bool(_WAIT.search(name) or {name, last} & set(words)) and not nothing


def _lengths(call: Node) -> list[Node]:
    """What says how long a call waits: all that it is given beside what it calls afterwards."""
    given, parent = _given(call), call.parent()
    if _called(call).rpartition(".")[2] == "setTimeout":
        # The one of `timers/promises` is awaited, and is given its time first.
        return given[:1] if parent is not None and parent.kind() == "await_expression" else given[1:2]
    return [each for each in given if each.kind() not in FUNCTIONS]


def _is_constant(call: Node) -> bool:
    """Whether a wait is the same each time: all that says how long it is, is numbers."""
    given = _lengths(call)
    return bool(given) and all(re.fullmatch(r"[\d_.\s*+]+", each.text()) for each in given)


def _by_calling(clause: Node, body: Node | None, words: Collection[str]) -> Iterator[Again]:
    """A handler that goes into its own function again, now or as soon as the engine is free."""
    outer = _outer(clause)
    if body is None or not outer:
        return
    calls = list(_calls([body]))
    if any(_waits(each, words) for each in calls):
        return
    again = body.kind() == "identifier" and body.text() in outer
    again = again or any(_again(each, outer) for each in calls)
    if again:
        start = clause.range().start
        yield Again(start.line + 1, start.column + 1, False, False)


def _again(call: Node, outer: Collection[str]) -> bool:
    name = _called(call).removeprefix("this.")
    given = _given(call)
    if name in outer:
        return all(
            each.kind() in {"identifier", "number", "binary_expression", "spread_element"} for each in given
        )
    at_once = name.rpartition(".")[2] in _AT_ONCE
    return at_once and any(each.text().removeprefix("this.") in outer for each in given)


def _outer(node: Node) -> frozenset[str]:
    """The names of the functions around a node."""
    found: set[str] = set()
    for each in node.ancestors():
        kind = each.kind()
        holder = each.parent() if kind in {"arrow_function", "function_expression"} else each
        if holder is None or kind not in _NAMED:
            continue
        name = holder.field("name") or holder.field("left") or holder.field("key")
        if name is not None:
            found.add(name.text().removeprefix("this."))
    return frozenset(found)
