"""What Java does on the ways through a function, for the paired-effect check.

Called through the table of `pairs`. What a `try` opens in its head it closes on every way out. Methods of
one name are told apart by how many values they take. The end of the process is no way out.
"""

import functools

from parti.source import flow
from parti.source.foreign import ways
from parti.source.foreign.ways import Method, Speech, Ways, said
from parti.source.structure import Node

_METHODS = frozenset({"method_declaration", "constructor_declaration", "compact_constructor_declaration"})
_FUNCTIONS = _METHODS | {"lambda_expression"}
_STATEMENTS = frozenset(
    {
        "block",
        "constructor_body",
        "switch_block_statement_group",
        "if_statement",
        "while_statement",
        "do_statement",
    }
    | {"for_statement", "enhanced_for_statement", "labeled_statement", "synchronized_statement"}
)
_ENDING = (flow.BREAK, flow.YIELD)
_EXITS = frozenset({"System.exit", "Runtime.getRuntime().halt", "Runtime.getRuntime().exit"})


def _if(here: Ways, node: Node) -> flow.Piece:
    return ways.chain(
        here,
        node,
        lambda each: (each.field("condition"), each.field("consequence"), each.field("alternative")),
    )


def _while(here: Ways, node: Node) -> flow.Piece:
    labels, first = here.taken(), node.kind() == "do_statement"
    test = ways.turning(here, node.field("condition"))
    return ways.loop(test, here.piece(node.field("body")), labels, first=first)


def _for(here: Ways, node: Node) -> flow.Piece:
    labels = here.taken()
    begun, test = here.row(node.field_children("init")), ways.turning(here, node.field("condition"))
    step = here.row(node.field_children("update"))
    return flow.steps([begun, ways.loop(test, here.piece(node.field("body")), labels, step=step)])


def _for_each(here: Ways, node: Node) -> flow.Piece:
    labels, over = here.taken(), here.piece(node.field("value"))
    body = flow.steps([*here.own(node, node.kind()), here.piece(node.field("body"))])
    return flow.steps([over, ways.loop(flow.NOTHING, body, labels)])


def _switch(here: Ways, node: Node) -> flow.Piece:
    """Both forms; one that gives a value has a case for each value."""
    here.taken()
    holder, body = node.parent(), node.field("body")
    given = (
        holder is not None and holder.kind() not in _STATEMENTS and holder.kind() != "expression_statement"
    )
    cases = said(body) if body is not None else []
    rows = tuple(_case(here, case) for case in cases)
    inner = flow.Ends(flow.Cases(rows, open=not given and not any(map(_is_default, cases))), _ENDING)
    return flow.steps([here.piece(node.field("condition")), inner])


def _case(here: Ways, case: Node) -> flow.Row:
    """One case; the old form goes on in the next where nothing leaves it."""
    rows = said(case)
    labels = [each for each in rows if each.kind() == "switch_label"]
    body = here.row(each for each in rows if each.kind() != "switch_label")
    guards = here.row(each for label in labels for each in said(label))
    test = flow.NOTHING if guards is flow.NOTHING else flow.Every((flow.NOTHING, guards))
    return flow.Row(test, body, falls=case.kind() == "switch_block_statement_group")


def _is_default(case: Node) -> bool:
    labels = [each.text() for each in said(case) if each.kind() == "switch_label"]
    return any(each.split()[-1] == "default" for each in labels)


def _try(here: Ways, node: Node) -> flow.Piece:
    here.taken()
    opened = here.piece(node.field("resources"))
    return ways.caught(here, node, flow.steps([opened, here.piece(node.field("body"))]))


def _resource(here: Ways, node: Node) -> flow.Piece:
    """What is opened here, or was opened before and is only named, is closed at the end."""
    value = node.field("value")
    return flow.steps([here.piece(value), *here.own(node, node.kind())])


def _assert(here: Ways, node: Node) -> flow.Piece:
    """Asked only where the one who runs it wants so."""
    return flow.perhaps(here.row(said(node)))


def _call(here: Ways, node: Node) -> flow.Piece:
    done = here.plain(node)
    owner, name = node.field("object"), node.field("name")
    full = f"{owner.text()}.{name.text()}" if owner is not None and name is not None else ""
    return flow.steps([done, flow.Leaves(flow.END)]) if full in _EXITS else done


def _label(node: Node) -> str:
    return ways.first(node, "identifier")


def _method(node: Node) -> Method | None:
    body, word = node.field("body"), ways.name_of(node)
    if body is None:
        return None
    marks = next((each.text().split() for each in said(node) if each.kind() == "modifiers"), [])
    given = node.field("parameters")
    taken = [each for each in said(given) if each.kind() == "formal_parameter"] if given is not None else []
    key = f"{word}/{len(taken)}" if node.kind() == "method_declaration" else ""
    return Method(node=node, body=body, name=word, key=key, private="private" in marks)


def _home(node: Node) -> object:
    """The body of the class that a method belongs to."""
    holder = node.parent()
    if node.kind() not in _METHODS or holder is None:
        return None
    return holder if holder.kind() in {"class_body", "enum_body_declarations", "interface_body"} else None


def _called(node: Node, method: Method) -> str:
    del method
    owner, name, given = node.field("object"), node.field("name"), node.field("arguments")
    own = owner is None or owner.kind() == "this"
    return f"{name.text()}/{len(said(given))}" if own and name is not None and given is not None else ""


@functools.cache
def speech() -> Speech:
    """Java."""
    return Speech(
        functions=_FUNCTIONS,
        stops=_FUNCTIONS
        | {"class_body", "class_declaration", "record_declaration", "enum_declaration"}
        | {"interface_declaration"},
        acts={
            "if_statement": _if,
            "ternary_expression": ways.ternary,
            "binary_expression": ways.short,
            "while_statement": _while,
            "do_statement": _while,
            "for_statement": _for,
            "enhanced_for_statement": _for_each,
            "switch_expression": _switch,
            "try_statement": _try,
            "try_with_resources_statement": _try,
            "resource": _resource,
            "assert_statement": _assert,
            "method_invocation": _call,
            "labeled_statement": ways.labelled(_label),
            "return_statement": ways.leaves(flow.RETURN),
            "throw_statement": ways.leaves(flow.RAISE),
            "yield_statement": ways.leaves(flow.YIELD),
            "break_statement": ways.leaves(flow.BREAK, _label),
            "continue_statement": ways.leaves(flow.CONTINUE, _label),
        },
        risky=frozenset(
            {"method_invocation", "object_creation_expression", "explicit_constructor_invocation"}
        ),
        method=_method,
        home=_home,
        called=_called,
        calls="method_invocation",
        around=("class T { void t() { ", "; } }"),
        simple=frozenset({"local_variable_declaration", "return_statement", "throw_statement"}),
        told=frozenset({"method_invocation"}),
        assigns={
            "assignment_expression": ("left", "right"),
            "update_expression": ("", ""),
            "variable_declarator": ("name", "value"),
            "resource": ("name", "value"),
            "enhanced_for_statement": ("name", ""),
        },
        parts=frozenset({"parenthesized_expression"}),
        closed=("resource", "name"),
    )
