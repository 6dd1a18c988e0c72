"""What Go does on the ways through a function, for the paired-effect check.

Called through the table of `pairs`. What is deferred runs on every way out that follows, so it counts where
it is deferred, be it a call or a function that is written there. `panic` is a way out, the end of the
process is none. A jump by `goto` is not followed. Where the next step asks for the error of a step, that
step failed on the way of the error: its *when* has not happened there.
"""

import functools
from collections.abc import Iterator, Sequence

from parti.source import flow
from parti.source.foreign import ways
from parti.source.foreign.ways import Method, Speech, Ways, said
from parti.source.structure import Node

_FUNCTIONS = frozenset({"function_declaration", "method_declaration", "func_literal"})
_EXITS = frozenset(
    {"os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln", "panic"}
)
_GIVES = frozenset({"short_var_declaration", "assignment_statement"})
_ORDER = frozenset({"expression_case", "type_case", "communication_case", "default_case"})


def _block(here: Ways, node: Node) -> flow.Piece:
    """Statements in a row, where a step and the question for its error belong together."""
    rows = _statements(node)
    parts: list[flow.Piece] = []
    for at, each in enumerate(rows):
        error = _error(each)
        asks = rows[at + 1] if error and at + 1 < len(rows) else None
        if asks is not None and asks.kind() == "if_statement" and asks.field("initializer") is None:
            failing = _failing(asks, error)
            if failing is not None:
                parts.append(_attempted(here, each, failing))
                continue
        parts.append(here.piece(each))
    return flow.steps(parts)


def _statements(node: Node | None) -> list[Node]:
    """The statements of a block, which may stand in a list of their own."""
    rows = said(node) if node is not None else []
    inner = [each for each in rows if each.kind() == "statement_list"]
    return said(inner[0]) if inner else rows


def _error(step: Node | None) -> str:
    """The last name that a step gives what one call returns: its error, if the call may fail."""
    if step is None or step.kind() not in _GIVES:
        return ""
    left, right = step.field("left"), step.field("right")
    values = said(right) if right is not None else []
    names = said(left) if left is not None else []
    alone = len(values) == 1 and values[0].kind() == "call_expression"
    return names[-1].text() if alone and names and names[-1].kind() == "identifier" else ""


def _failing(asks: Node, error: str) -> bool | None:
    """Whether a condition holds when there is such an error; None when it asks for something else."""
    condition = asks.field("condition")
    text = "".join(condition.text().split()) if condition is not None else ""
    return {f"{error}!=nil": True, f"{error}==nil": False}.get(text)


def _attempted(here: Ways, step: Node, failing: bool) -> flow.Piece:
    """A step whose error is asked for behind it; which way that goes is kept for the question."""
    body = here.piece(step)
    here.attempt = (body, failing) if body is not flow.NOTHING else None
    return flow.NOTHING if here.attempt is not None else body


def _if(here: Ways, node: Node) -> flow.Piece:
    tried, here.attempt = here.attempt, None
    begun = node.field("initializer")
    before: flow.Piece = flow.NOTHING
    if tried is None and begun is not None:
        failing = _failing(node, _error(begun)) if _error(begun) else None
        before = here.piece(begun)
        if failing is not None and before is not flow.NOTHING:
            tried, before = (before, failing), flow.NOTHING
    test = ways.asked(here, node.field("condition"))
    yes, no = here.piece(node.field("consequence")), here.piece(node.field("alternative"))
    if tried is None:
        return flow.steps([before, flow.branch(test, yes, no)])
    step, failing = tried
    failed = flow.steps([flow.Tried(step), yes if failing else no])
    return flow.branch(flow.NOTHING, failed, flow.steps([step, no if failing else yes]))


def _for(here: Ways, node: Node) -> flow.Piece:
    labels = here.taken()
    head = next((each for each in said(node) if each.kind() in ("for_clause", "range_clause")), None)
    if head is not None and head.kind() == "range_clause":
        over, turn = here.piece(head.field("right")), flow.steps([*here.own(head, head.kind())])
        inner = flow.steps([here.piece(head.field("left")), turn, here.piece(node.field("body"))])
        return flow.steps([over, ways.loop(flow.NOTHING, inner, labels)])
    begun = here.piece(head.field("initializer")) if head is not None else flow.NOTHING
    step = here.piece(head.field("update")) if head is not None else flow.NOTHING
    body = node.field("body")
    alone = next((each for each in said(node) if each != body), None)
    test = ways.turning(here, head.field("condition") if head is not None else alone)
    return flow.steps([begun, ways.loop(test, here.piece(body), labels, step=step)])


def _switch(here: Ways, node: Node) -> flow.Piece:
    """Each form of `switch`, and `select`, of which one case runs as soon as one can."""
    labels = here.taken()
    cases = [each for each in said(node) if each.kind() in _ORDER]
    rows = [
        flow.Row(
            here.row(each for each in said(case) if each.kind() != "statement_list"), *_case(here, case)
        )
        for case in cases
    ]
    before = here.row(each for each in said(node) if each.kind() not in _ORDER)
    chosen = any(case.kind() == "default_case" for case in cases) or node.kind() == "select_statement"
    inner = flow.Cases(tuple(rows), open=not chosen)
    names = (flow.BREAK, *(f"{flow.BREAK}:{each}" for each in labels))
    return flow.steps([before, flow.Ends(inner, names)])


def _case(here: Ways, case: Node) -> tuple[flow.Piece, bool]:
    body = next((each for each in said(case) if each.kind() == "statement_list"), None)
    rows = _statements(body)
    return here.piece(body), bool(rows) and rows[-1].kind() == "fallthrough_statement"


def _defer(here: Ways, node: Node) -> flow.Piece:
    """What is deferred counts for every way out from here on, so it may as well run here."""
    call = next(iter(said(node)), None)
    function = call.field("function") if call is not None else None
    if call is None or function is None or function.kind() != "func_literal":
        return flow.steps([here.plain(node)])
    given = here.piece(call.field("arguments"))
    return flow.steps(
        [given, flow.Ends(here.piece(function.field("body")), (flow.RETURN,)), *here.own(node, "")]
    )


def _call(here: Ways, node: Node) -> flow.Piece:
    function, done = node.field("function"), here.plain(node)
    name = function.text() if function is not None else ""
    if name not in _EXITS:
        return done
    raises = name == "panic" or name.startswith("log.Panic")
    return flow.steps([done, flow.Leaves(flow.RAISE if raises else flow.END)])


def _label(node: Node) -> str:
    return ways.first(node, "label_name")


def _method(node: Node) -> Method | None:
    body, word = node.field("body"), ways.name_of(node)
    if body is None:
        return None
    me = next((each.text() for each in _receiver(node) if each.kind() == "identifier"), "")
    key = word if node.kind() == "method_declaration" else ""
    return Method(node=node, body=body, name=word, key=key, private=word[:1].islower(), me=me)


def _receiver(node: Node) -> Iterator[Node]:
    """What a method says of its object: its name and its type."""
    holder = node.field("receiver")
    for each in said(holder) if holder is not None else ():
        yield from said(each)


def _home(node: Node) -> object:
    """The type that a method belongs to."""
    kinds: Sequence[Node] = [each for each in _receiver(node) if each.kind() != "identifier"]
    return kinds[0].text().lstrip("*").partition("[")[0].strip() if kinds else None


def _called(node: Node, method: Method) -> str:
    function = node.field("function")
    if function is None or function.kind() != "selector_expression" or not method.me:
        return ""
    owner, name = function.field("operand"), function.field("field")
    return name.text() if owner is not None and owner.text() == method.me and name is not None else ""


@functools.cache
def speech() -> Speech:
    """Go."""
    return Speech(
        functions=_FUNCTIONS,
        stops=_FUNCTIONS,
        acts={
            "block": _block,
            "statement_list": _block,
            "if_statement": _if,
            "binary_expression": ways.short,
            "for_statement": _for,
            "expression_switch_statement": _switch,
            "type_switch_statement": _switch,
            "select_statement": _switch,
            "defer_statement": _defer,
            "call_expression": _call,
            "labeled_statement": ways.labelled(_label),
            "return_statement": ways.leaves(flow.RETURN),
            "break_statement": ways.leaves(flow.BREAK, _label),
            "continue_statement": ways.leaves(flow.CONTINUE, _label),
            "goto_statement": ways.leaves(flow.END),
        },
        risky=frozenset(),
        method=_method,
        home=_home,
        called=_called,
        calls="call_expression",
        around=("package p\nfunc t() { ", "\n}"),
        simple=frozenset(
            {
                "short_var_declaration",
                "assignment_statement",
                "inc_statement",
                "dec_statement",
                "send_statement",
            }
            | {"go_statement", "defer_statement", "return_statement", "var_declaration"}
        ),
        told=frozenset({"call_expression"}),
        assigns={
            "assignment_statement": ("left", "right"),
            "short_var_declaration": ("left", "right"),
            "var_spec": ("name", "value"),
            "inc_statement": ("", ""),
            "dec_statement": ("", ""),
            "range_clause": ("left", ""),
        },
        parts=frozenset({"expression_list"}),
        spared=";",
    )
