"""Whether a JavaScript or TypeScript loop's own condition takes the next thing to work on.

Called by `script_attempts`; what takes something on is said in `source.onward`. A condition that is turned
round, as in `while (!(ok = attempt()))`, asks whether it worked, and takes nothing.
"""

import re
from collections.abc import Iterable, Iterator

from parti.source import onward
from parti.source.foreign import script_functions, script_loops
from parti.source.structure import Node

_NOTHING = re.compile(r"null|undefined|-1|0|''|\"\"")
_ENDS = frozenset({"!==", "!=", ">"})


def is_given(loop: Node, used: Iterable[str], around: Iterable[Node]) -> bool:
    """Whether the condition of a loop gives the attempt something new each turn, straight or in parts."""
    condition = loop.field("condition")
    given = set(_taken(condition)) if condition is not None else set()
    if not given:
        return False
    made = list(_made(around))
    for _ in made:
        given |= {name for name, value in made if given & script_loops.names([value])}
    return not given.isdisjoint(used)


def _made(nodes: Iterable[Node]) -> Iterator[tuple[str, Node]]:
    """(name, what it is made of) for each declaration and assignment of one name."""
    for each in nodes:
        name = each.field("name") if each.kind() == "variable_declarator" else each.field("left")
        value = each.field("value") or each.field("right")
        if name is not None and value is not None and name.kind() == "identifier":
            yield name.text(), value


def _taken(condition: Node) -> Iterator[str]:
    node = script_functions.bare(condition)
    if node.kind() == "expression_statement":
        yield from (name for each in node.named_children()[:1] for name in _taken(each))
    elif node.kind() == "assignment_expression":
        yield from _name(node, ())
    elif node.kind() == "unary_expression":
        yield from _until_done(node)
    elif node.kind() == "binary_expression":
        left, right, how = node.field("left"), node.field("right"), node.field("operator")
        word = how.text() if how is not None else ""
        if left is None or right is None:
            return
        if word == "&&":
            yield from (*_taken(left), *_taken(right))
        elif word in _ENDS and (given := script_functions.bare(left)).kind() == "assignment_expression":
            yield from _name(given, () if _NOTHING.fullmatch(right.text()) else (word,))


def _name(node: Node, by_mark: tuple[str, ...]) -> Iterator[str]:
    """What an assignment names when its value is the next thing; a mark of ours ends only some."""
    target, value = node.field("left"), node.field("right")
    if target is None or value is None or target.kind() != "identifier":
        return
    word = _word(value)
    if word and (not by_mark or (by_mark != (">",) and onward.ends_by_a_mark(word))):
        yield target.text()


def _until_done(node: Node) -> Iterator[str]:
    """The step of `!(step = it.next()).done`."""
    inner = node.field("argument")
    what = inner.field("object") if inner is not None else None
    step = script_functions.bare(what) if what is not None else None
    if inner is None or step is None or step.kind() != "assignment_expression":
        return
    if node.text().startswith("!") and script_functions.word(inner) == "done":
        yield from _name(step, ())


def _word(value: Node) -> str:
    """The last word of the call that takes; empty for all that takes nothing on."""
    call = script_functions.bare(value)
    if call.kind() == "await_expression" and call.named_children():
        call = script_functions.bare(call.named_children()[0])
    function, given = call.field("function"), call.field("arguments")
    if call.kind() != "call_expression" or function is None or given is None:
        return ""
    on_something = function.kind() in {"member_expression", "subscript_expression"}
    word = script_functions.word(function) if on_something else function.text()
    return word if onward.takes(word, len(script_functions.said(given)), on_something) else ""
