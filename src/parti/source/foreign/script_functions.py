"""Functions of JavaScript and TypeScript as nodes: their kinds, what is their own, which takes a failure.

Called by all that judges failures in these languages: `script_silence` and `script_idle`, `script_retries`
and `script_attempts`, and by `script_telling` for its facts. One place says what a function is to them all.
"""

from collections.abc import Iterable, Iterator

from parti.source import structure
from parti.source.structure import Node

FUNCTIONS = frozenset({"arrow_function", "function_expression", "function_declaration"})
LOOPS = frozenset({"while_statement", "do_statement", "for_statement", "for_in_statement"})
SCOPES = (
    FUNCTIONS
    | {"method_definition", "class_declaration", "class"}
    | {"generator_function", "generator_function_declaration"}
)
_WRAPPERS = frozenset(
    {"as_expression", "satisfies_expression", "non_null_expression", "parenthesized_expression"}
)
_HANDLER = {"catch": 0, "then": 1}


def handler(call: Node) -> Node | None:
    """The function that a call gives to a promise for its failure; None for any other call."""
    function, given = call.field("function"), call.field("arguments")
    place = _HANDLER.get(word(function)) if function is not None else None
    if place is None or given is None:
        return None
    every = said(given)
    return bare(every[place]) if len(every) > place else None


def word(function: Node) -> str:
    """The last word of what is called: `catch` of `f().catch` and of `f()["catch"]`."""
    name = function.field("property") or function.field("index")
    return name.text().strip("'\"`") if name is not None else ""


def key(node: Node) -> str:
    """The word of a key: of `a`, `"a"` and `["a"]`; empty where it is put together at run time."""
    text = node.text()
    if node.kind() == "computed_property_name":
        text = text[1:-1].strip()
        return text[1:-1] if text[:1] in {"'", '"', "`"} and text[-1:] == text[:1] else ""
    return text.strip("'\"")


def said(node: Node) -> list[Node]:
    """What stands directly below a node, comments left out."""
    return [each for each in node.named_children() if each.kind() != "comment"]


def bare(node: Node) -> Node:
    """An expression without what stands around it and changes nothing: `(x)`, `x as T`, `x!`."""
    while node.kind() in _WRAPPERS and said(node):
        node = said(node)[0]
    return node


def defined(top: Node) -> dict[str, Node]:
    """The functions of a file by the names that they are declared as; a name declared twice is none's."""
    found: dict[str, list[Node]] = {}
    for each in structure.nodes(top, ("function_declaration", "variable_declarator")):
        name = each.field("name")
        if name is not None:
            found.setdefault(name.text(), []).append(each.field("value") or each)
    return {name: row[0] for name, row in found.items() if len(row) == 1 and row[0].kind() in FUNCTIONS}


def own(nodes: Iterable[Node], stop: frozenset[str] = SCOPES) -> Iterator[Node]:
    """Every node below, without what other functions and classes hold; those stop the way and are told."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if node.kind() not in stop:
            stack.extend(node.named_children()[::-1])
