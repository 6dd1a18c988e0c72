"""What JavaScript and TypeScript do on the ways through a function, for the paired-effect check.

Called through the table of `pairs`. `process.exit` ends a way that is none out of the function. A function
that is kept in a field of a class is a method of it.
"""

import functools

import msgspec

from parti.source import flow
from parti.source.foreign import script_functions, ways
from parti.source.foreign.ways import Method, Speech, Ways, said
from parti.source.structure import Node

_FUNCTIONS = script_functions.FUNCTIONS | {
    "method_definition", "generator_function", "generator_function_declaration"
}  # fmt: skip
_FIELDS = frozenset({"field_definition", "public_field_definition"})
_LINKS = {"call_expression": "function", "member_expression": "object", "subscript_expression": "object"}
_EXITS = frozenset({"process.exit", "process.abort", "Deno.exit"})


def _while(here: Ways, node: Node) -> flow.Piece:
    labels, first = here.taken(), node.kind() == "do_statement"
    test = ways.turning(here, node.field("condition"))
    return ways.loop(test, here.piece(node.field("body")), labels, first=first)


def _for(here: Ways, node: Node) -> flow.Piece:
    labels = here.taken()
    asks = node.field("condition")
    asks = None if asks is None or asks.kind() in {";", "empty_statement"} else asks
    inner = (
        next(iter(said(asks)), None) if asks is not None and asks.kind() == "expression_statement" else asks
    )
    begun, test = here.piece(node.field("initializer")), ways.turning(here, inner)
    step = here.piece(node.field("increment"))
    return flow.steps([begun, ways.loop(test, here.piece(node.field("body")), labels, step=step)])


def _for_in(here: Ways, node: Node) -> flow.Piece:
    """Each turn gives its target a value, which may be an event by itself."""
    labels, over = here.taken(), here.piece(node.field("right"))
    turn = flow.steps([here.piece(node.field("left")), *here.own(node, node.kind())])
    body = flow.steps([turn, here.piece(node.field("body"))])
    return flow.steps([over, ways.loop(flow.NOTHING, body, labels)])


def _switch(here: Ways, node: Node) -> flow.Piece:
    here.taken()
    body = node.field("body")
    rows: list[flow.Row] = []
    given = said(body) if body is not None else []
    for case in given:
        value = case.field("value")
        inner = here.row(each for each in said(case) if each != value)
        rows.append(flow.Row(here.piece(value), inner, falls=True))
    cases = flow.Cases(tuple(rows), open=all(case.kind() != "switch_default" for case in given))
    return flow.steps([here.piece(node.field("value")), flow.Ends(cases, (flow.BREAK,))])


def _try(here: Ways, node: Node) -> flow.Piece:
    here.taken()
    return ways.caught(here, node, here.piece(node.field("body")))


def _grown(here: Ways, node: Node) -> flow.Piece:
    """`a += b`; what stands behind `||=`, `&&=` and `??=` may be passed over, and so may the giving."""
    operator = node.field("operator")
    if operator is None or operator.text() not in ("||=", "&&=", "??="):
        return here.plain(node)
    given = flow.steps([here.piece(node.field("right")), *here.own(node, node.kind())])
    return flow.steps([here.piece(node.field("left")), flow.perhaps(given)])


def _link(here: Ways, node: Node) -> flow.Piece:
    """`a.b(c)?.d(e)`: from the first `?.` on, all that follows in the chain may be passed over."""
    links = [node]
    while (inner := links[-1].field(_LINKS[links[-1].kind()])) is not None and inner.kind() in _LINKS:
        links.append(inner)
    always = [_run(here, link) for link in links if _settles(here, link)]
    parts: list[list[flow.Piece]] = [[*always, here.piece(inner)]]
    for link in reversed(links):
        below = link.field(_LINKS[link.kind()])
        if any(each.kind() in ("optional_chain", "?.") for each in link.children()):
            parts.append([])
        parts[-1].extend(here.piece(each) for each in said(link) if each != below)
        parts[-1].extend(here.own(link, link.kind()))
        if link.kind() == "call_expression" and below is not None and below.text() in _EXITS:
            parts[-1].append(flow.Leaves(flow.END))
    whole = flow.steps(parts[-1])
    for before in reversed(parts[:-1]):
        whole = flow.steps([*before, flow.perhaps(whole)])
    return whole


def _settles(here: Ways, call: Node) -> bool:
    """Whether a promise runs the function that this call gives it, whatever becomes of the promise.

    `p.finally(f)` always does; `p.then(f)` does where p is the call that the pair is about, for where
    that one failed there is nothing to pair.
    """
    function = call.field("function")
    if call.kind() != "call_expression" or function is None or function.kind() not in _LINKS:
        return False
    word, promise = script_functions.word(function), function.field("object")
    if word == "finally":
        return True
    return word == "then" and promise is not None and here.wanted(promise, promise.kind())


def _run(here: Ways, call: Node) -> flow.Piece:
    """What the function does that a call is given first, where it is written there."""
    given = call.field("arguments")
    first = next(iter(said(given)), None) if given is not None else None
    if first is None or first.kind() not in script_functions.FUNCTIONS:
        return flow.NOTHING
    return flow.Ends(here.piece(first.field("body")), (flow.RETURN,))


def _await(here: Ways, node: Node) -> flow.Piece:
    """What is called and awaited fails as one."""
    rows = said(node)
    if rows and rows[0].kind() == "call_expression":
        return flow.steps([here.piece(rows[0]), *here.own(node, "")])
    return here.plain(node)


def _label(node: Node) -> str:
    name = node.field("label")
    return name.text() if name is not None else ""


def _method(node: Node) -> Method | None:
    body = node.field("body")
    if body is None:
        return None
    holder = node.parent()
    kept = holder is not None and holder.kind() in _FIELDS
    told = holder if holder is not None and kept else node
    name = _name(told, holder)
    marked = any(
        each.kind() == "accessibility_modifier" and each.text() == "private" for each in said(told)
    )
    private = marked or name.startswith("#") or (name.startswith("_") and not name.startswith("__"))
    return Method(
        node=node, body=body, name=name, key=name if _home(node) is not None else "", private=private
    )


def _name(node: Node, holder: Node | None) -> str:
    """The name of a function, or of what it is put into where it is written."""
    if node.kind() not in script_functions.FUNCTIONS or node.field("name") is not None:
        named = node.field("name") or node.field("property")
        return named.text() if named is not None else ""
    for field in ("name", "key", "left") if holder is not None else ():
        named = holder.field(field) if holder is not None else None
        if named is not None:
            return named.text().rpartition(".")[2]
    return ""


def _home(node: Node) -> object:
    """The body of the class that a method, or a function in a field, belongs to."""
    holder = node.parent()
    if holder is not None and holder.kind() in _FIELDS:
        holder = holder.parent()
    elif node.kind() != "method_definition":
        return None
    return holder if holder is not None and holder.kind() == "class_body" else None


def _called(node: Node, method: Method) -> str:
    function = node.field("function")
    if function is None or function.kind() != "member_expression":
        return ""
    owner, name = function.field("object"), function.field("property")
    own = owner is not None and owner.kind() == "this" and name is not None
    return name.text() if own and name is not None and not function.field("optional_chain") else ""


@functools.cache
def speech() -> Speech:
    """JavaScript."""
    return Speech(
        functions=frozenset(_FUNCTIONS),
        stops=frozenset(_FUNCTIONS | {"class", "class_declaration", "class_static_block"}),
        acts={
            "if_statement": ways.plain_if,
            "ternary_expression": ways.ternary,
            "binary_expression": ways.short,
            "augmented_assignment_expression": _grown,
            "call_expression": _link,
            "member_expression": _link,
            "subscript_expression": _link,
            "await_expression": _await,
            "while_statement": _while,
            "do_statement": _while,
            "for_statement": _for,
            "for_in_statement": _for_in,
            "switch_statement": _switch,
            "try_statement": _try,
            "labeled_statement": ways.labelled(_label),
            "return_statement": ways.leaves(flow.RETURN),
            "throw_statement": ways.leaves(flow.RAISE),
            "break_statement": ways.leaves(flow.BREAK, _label),
            "continue_statement": ways.leaves(flow.CONTINUE, _label),
        },
        risky=frozenset({"call_expression", "new_expression", "await_expression", "yield_expression"}),
        method=_method,
        home=_home,
        called=_called,
        calls="call_expression",
        around=("async function* t() { ", " }"),
        simple=frozenset(
            {"lexical_declaration", "variable_declaration", "return_statement", "throw_statement"}
        ),
        told=frozenset(
            {"call_expression", "member_expression", "subscript_expression", "await_expression"}
            | {"augmented_assignment_expression"}
        ),
        assigns={
            "assignment_expression": ("left", "right"),
            "augmented_assignment_expression": ("left", "right"),
            "update_expression": ("argument", ""),
            "variable_declarator": ("name", "value"),
            "for_in_statement": ("left", ""),
        },
        parts=frozenset({"array_pattern", "parenthesized_expression", "rest_pattern"}),
        spared=";",
    )


@functools.cache
def typed() -> Speech:
    """TypeScript, which knows one more kind of class."""
    plain = speech()
    return msgspec.structs.replace(plain, stops=plain.stops | {"abstract_class_declaration"})
