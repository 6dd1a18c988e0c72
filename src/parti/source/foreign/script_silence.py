"""Where a failure ends in silence in JavaScript and TypeScript.

Called by the `told-error` check. The same judgement as `source.silence` gives of Python: a `catch` clause,
a handler of a promise, and a `finally` that leaves by itself. A `catch` takes every failure, whatever its
class.
"""

import re
from collections.abc import Iterable, Iterator

from parti.source import structure
from parti.source.silence import Silent
from parti.source.structure import Node

FUNCTIONS = frozenset({"arrow_function", "function_expression", "function_declaration"})
LOOPS = frozenset({"while_statement", "do_statement", "for_statement", "for_in_statement"})
_SCOPES = (
    FUNCTIONS
    | {"method_definition", "class_declaration", "class"}
    | {"generator_function", "generator_function_declaration"}
)
_WORDS = frozenset({"number", "string", "true", "false", "null", "undefined"})
_WRAPPERS = frozenset(
    {"as_expression", "satisfies_expression", "non_null_expression", "parenthesized_expression"}
)
_DOES = frozenset(
    {"call_expression", "new_expression", "await_expression", "yield_expression", "update_expression"}
    | {"assignment_expression", "augmented_assignment_expression", "import"}
)
_HANDLER = {"catch": 0, "then": 1}


def ends(text: str, language: str) -> Iterator[Silent]:
    """Every silent end of a file."""
    top = structure.tree(text, language)
    for node in structure.nodes(top, ("catch_clause",)):
        if _silent(node.field("body")):
            yield at(node, "`catch` does nothing with it")
    for node in structure.nodes(top, ("finally_clause",)):
        yield from _dropped(node)
    for node in structure.nodes(top, ("call_expression",), r"\b(catch|then)\b"):
        yield from _promised(node, top)


def at(node: Node, how: str) -> Silent:
    """A place with its words, counted from one."""
    start = node.range().start
    return Silent(start.line + 1, start.column + 1, how)


def _promised(node: Node, top: Node) -> Iterator[Silent]:
    """`.catch(…)` and the second handler of `.then(…)`."""
    called = handler(node)
    if called is not None and _silent_function(called, top):
        function = node.field("function")
        word = _word(function) if function is not None else ""
        yield at(called, f"the handler of `{word}` does nothing with it")


def handler(call: Node) -> Node | None:
    """The function that a call gives to a promise for its failure; None for any other call."""
    function, given = call.field("function"), call.field("arguments")
    place = _HANDLER.get(_word(function)) if function is not None else None
    if place is None or given is None:
        return None
    every = _said(given)
    return _bare(every[place]) if len(every) > place else None


def _word(function: Node) -> str:
    """The last word of what is called: `catch` of `f().catch` and of `f()["catch"]`."""
    name = function.field("property") or function.field("index")
    return name.text().strip("'\"`") if name is not None else ""


def _said(node: Node) -> list[Node]:
    return [each for each in node.named_children() if each.kind() != "comment"]


def _bare(node: Node) -> Node:
    """An expression without what stands around it and changes nothing: `(x)`, `x as T`, `x!`."""
    while node.kind() in _WRAPPERS and _said(node):
        node = _said(node)[0]
    return node


def defined(name: str, top: Node) -> Node | None:
    """The one function of a file that a name is declared as; None when there is none, or several."""
    found = [
        each
        for each in structure.nodes(top, ("function_declaration", "variable_declarator"), re.escape(name))
        if (word := each.field("name")) is not None and word.text() == name
    ]
    value = found[0].field("value") or found[0] if len(found) == 1 else None
    return value if value is not None and value.kind() in FUNCTIONS else None


def _silent_function(node: Node, top: Node) -> bool:
    if node.kind() == "identifier":
        known = defined(node.text(), top)
        return known is not None and _silent(known.field("body"))
    return node.kind() in FUNCTIONS and _silent(node.field("body"))


def _silent(body: Node | None) -> bool:
    """Whether a block, or the expression of an arrow function, does nothing."""
    if body is None:
        return False
    if body.kind() != "statement_block":
        return _constant(body)
    return all(map(_does_nothing, body.named_children()))


def _does_nothing(statement: Node) -> bool:
    kind, given = statement.kind(), _said(statement)
    if kind in {"comment", "empty_statement", "continue_statement", "break_statement"}:
        return True
    if kind == "return_statement":
        return all(map(_constant, given))
    # What `const` and `let` bind here ends with the block, and nothing else in it reads anything.
    if kind in {"expression_statement", "lexical_declaration"}:
        return all(map(_plain, given))
    if kind == "if_statement":
        return all(_plain(each) or _does_nothing(each) for each in given)
    return kind in {"statement_block", "else_clause"} and all(map(_does_nothing, given))


def _plain(node: Node) -> bool:
    """An expression or a declaration that does nothing when it is reckoned out."""
    stack = [node]
    while stack:
        each = stack.pop()
        kind = each.kind()
        if kind in _DOES or kind.endswith(("statement", "statement_block", "clause")):
            return False
        if kind == "unary_expression" and each.text().startswith("delete"):
            return False
        stack.extend(each.named_children())
    return True


def _constant(node: Node) -> bool:
    """An answer that does not tell one failure from another: `null`, `-1`, `[]`, `{ ok: false }`."""
    node = _bare(node)
    kind, inner = node.kind(), _said(node)
    if kind == "template_string":
        return all(each.kind() != "template_substitution" for each in inner)
    if kind == "unary_expression":
        operator = node.field("operator")
        void = operator is not None and operator.text() == "void"
        return all(map(_plain if void else _constant, inner))
    if kind == "type_assertion":
        return all(map(_constant, inner[-1:]))
    if kind in {"array", "object"}:
        return all(map(_constant, inner))
    if kind == "pair":
        return all(map(_constant, inner[-1:])) and inner[0].kind() != "computed_property_name"
    return kind in _WORDS or node.text() == "undefined"


def own(nodes: Iterable[Node], stop: frozenset[str] = _SCOPES) -> Iterator[Node]:
    """Every node below, without what other functions and classes hold; those stop the way and are told."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if node.kind() not in stop:
            stack.extend(node.named_children()[::-1])


def _dropped(clause: Node) -> Iterator[Silent]:
    """A `finally` that leaves by itself: whatever was on its way ends there."""
    stack: list[tuple[Node, frozenset[str]]] = [(each, frozenset()) for each in clause.named_children()]
    while stack:
        node, stays = stack.pop()
        kind = node.kind()
        leaves = kind in {"break_statement", "continue_statement"} and _target(node) not in stays
        if kind == "return_statement" or leaves:
            yield at(node, f"`{kind.partition('_')[0]}` in `finally` drops whatever was thrown")
        elif kind not in _SCOPES:
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
