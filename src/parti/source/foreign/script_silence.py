"""Where a failure ends in silence in JavaScript and TypeScript.

Called by the `told-error` check. The same judgement as `source.silence` gives of Python: a `catch` clause,
a handler of a promise, and a `finally` that leaves by itself. A `catch` takes every failure, whatever its
class.
"""

from collections.abc import Iterator, Mapping

from parti.source import structure
from parti.source.foreign import script_functions, script_heard, script_idle, script_mended
from parti.source.foreign.script_functions import FUNCTIONS, LOOPS, SCOPES
from parti.source.silence import Silent
from parti.source.structure import Node


def ends(text: str, language: str) -> Iterator[Silent]:
    """Every silent end of a file."""
    top = script_mended.tree(text, language)
    for node in structure.nodes(top, ("catch_clause",)):
        if script_idle.is_idle(node.field("body")):
            yield at(node, "`catch` does nothing with it")
    for node in structure.nodes(top, ("finally_clause",)):
        yield from _dropped(node)
    calls = structure.nodes(top, ("call_expression",), r"\b(catch|then)\b")
    known = script_functions.defined(top) if calls else {}
    for node in calls:
        yield from _promised(node, known)


def at(node: Node, how: str) -> Silent:
    """A place with its words, counted from one."""
    start = node.range().start
    return Silent(start.line + 1, start.column + 1, how)


def _promised(node: Node, known: Mapping[str, Node]) -> Iterator[Silent]:
    """`.catch(…)` and the second handler of `.then(…)`."""
    called = script_functions.handler(node)
    if called is not None and _silent_function(called, known) and not script_heard.is_heard(node):
        function = node.field("function")
        word = script_functions.word(function) if function is not None else ""
        yield at(called, f"the handler of `{word}` does nothing with it")


def _silent_function(node: Node, known: Mapping[str, Node]) -> bool:
    if node.kind() == "identifier":
        found = known.get(node.text())
        return found is not None and script_idle.is_idle(found.field("body"))
    return node.kind() in FUNCTIONS and script_idle.is_idle(node.field("body"))


def _dropped(clause: Node) -> Iterator[Silent]:
    """A `finally` that leaves by itself: whatever was on its way ends there."""
    stack: list[tuple[Node, frozenset[str]]] = [(each, frozenset()) for each in clause.named_children()]
    while stack:
        node, stays = stack.pop()
        kind = node.kind()
        leaves = kind in {"break_statement", "continue_statement"} and _target(node) not in stays
        if kind == "return_statement" or leaves:
            yield at(node, f"`{kind.partition('_')[0]}` in `finally` drops whatever was thrown")
        elif kind not in SCOPES:
            inside = stays | _targets(node)
            stack.extend((each, inside) for each in node.named_children())


def _target(statement: Node) -> str:
    """Where a `break` or `continue` goes: to a label, or to what it may leave without one."""
    label = statement.field("label")
    return f":{label.text()}" if label is not None else statement.kind().partition("_")[0]


def _targets(node: Node) -> frozenset[str]:
    """What a statement takes from the `break` and `continue` inside it."""
    kind = node.kind()
    label = node.field("label") if kind == "labeled_statement" else None
    if label is not None:
        return frozenset({f":{label.text()}"})
    return frozenset(
        {"break", "continue"} if kind in LOOPS else {"break"} if kind == "switch_statement" else ()
    )
