"""Where a failure ends in silence in JavaScript and TypeScript.

Called by the `told-error` check. The same judgement as `source.silence` gives of Python: a `catch` clause,
a handler of a promise, and a `finally` that leaves by itself. A `catch` takes every failure, whatever its
class.
"""

from collections.abc import Iterable, Iterator

from parti.source import structure
from parti.source.silence import Silent
from parti.source.structure import Node

FUNCTIONS = frozenset({"arrow_function", "function_expression", "function_declaration"})
LOOPS = frozenset({"while_statement", "do_statement", "for_statement", "for_in_statement"})
_SCOPES = FUNCTIONS | {"method_definition", "class_declaration", "class", "generator_function"}
_WORDS = frozenset({"number", "string", "true", "false", "null", "undefined", "template_string"})
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
        name = node.field("function")
        word = name.field("property") if name is not None else None
        yield at(called, f"the handler of `{word.text() if word else 'catch'}` does nothing with it")


def handler(call: Node) -> Node | None:
    """The function that a call gives to a promise for its failure; None for any other call."""
    function, given = call.field("function"), call.field("arguments")
    name = function.field("property") if function is not None else None
    place = _HANDLER.get(name.text()) if name is not None else None
    if place is None or given is None:
        return None
    every = [each for each in given.named_children() if each.kind() != "comment"]
    return every[place] if len(every) > place else None


def defined(name: str, top: Node) -> Node | None:
    """The one function of a file that a name is declared as; None when there is none, or several."""
    found = [
        each
        for each in structure.nodes(top, ("function_declaration", "variable_declarator"), rf"\b{name}\b")
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
    kind = statement.kind()
    if kind in {"comment", "empty_statement", "continue_statement", "break_statement"}:
        return True
    given = [each for each in statement.named_children() if each.kind() != "comment"]
    if kind == "return_statement":
        return all(map(_constant, given))
    if kind == "expression_statement":
        return all(_constant(each) or each.kind() == "identifier" for each in given)
    return kind == "statement_block" and all(map(_does_nothing, given))


def _constant(node: Node) -> bool:
    """An answer that does not tell one failure from another."""
    kind, inner = node.kind(), node.named_children()
    if kind == "template_string":
        return not inner
    if kind == "unary_expression":
        return all(each.kind() == "identifier" or _constant(each) for each in inner)
    if kind in {"parenthesized_expression", "array", "as_expression"}:
        return all(map(_constant, inner[:1] if kind == "as_expression" else inner))
    if kind == "object":
        return not inner
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
    stack = [(each, False) for each in clause.named_children()]
    while stack:
        node, inside = stack.pop()
        kind = node.kind()
        if kind == "return_statement" or (kind in {"break_statement", "continue_statement"} and not inside):
            yield at(node, f"`{kind.partition('_')[0]}` in `finally` drops whatever was thrown")
        elif kind not in _SCOPES:
            deeper = inside or kind in LOOPS or kind == "switch_statement"
            stack.extend((each, deeper) for each in node.named_children())
