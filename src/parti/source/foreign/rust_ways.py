"""What Rust does on the ways through a function, for the paired-effect check.

Called through the table of `pairs`. `?` is an early return; right behind a *when* it means that this failed
and so has not happened, as does the way of an `Err` that is matched. `panic!` and its like are a way out,
the end of the process is none. What stands in the arguments of other macros is no code to the parser.
"""

import functools
import re
from collections.abc import Iterator, Sequence

from parti.source import flow
from parti.source.foreign import ways
from parti.source.foreign.ways import Method, Speech, Ways, said
from parti.source.structure import Node

_FUNCTIONS = frozenset({"function_item", "closure_expression", "async_block"})
_PANICS = frozenset({"panic", "unreachable", "todo", "unimplemented", "std::panic", "core::panic"})
_RETURNS = frozenset({"bail", "anyhow::bail", "eyre::bail"})
_EXITS = re.compile(r"(?:std::)?process::(?:exit|abort)\Z")
_WHOLE = re.compile(r"(?:Ok|Err)\s*\(\s*(?:mut\s+|ref\s+)*\w+\s*\)\Z")
_CHAIN = {"call_expression": "function", "field_expression": "value"}


def _let_chain(here: Ways, node: Node) -> flow.Piece:
    return flow.Every(tuple(ways.asked(here, each) for each in said(node)))


def _let_condition(here: Ways, node: Node) -> flow.Piece:
    pattern = node.field("pattern")
    return _matched(pattern.text() if pattern is not None else "", here.piece(node.field("value")))


def _matched(pattern: str, value: flow.Piece) -> flow.Piece:
    """A value that is asked for its success or its failure."""
    if value is flow.NOTHING or not pattern.startswith(("Ok", "Err")):
        return value
    failed = flow.Tried(value)
    return flow.Answers(value, failed) if pattern.startswith("Ok") else flow.Answers(failed, value)


def _let(here: Ways, node: Node) -> flow.Piece:
    """`let … = … else { … }`, and the giving as such."""
    pattern, otherwise = node.field("pattern"), node.field("alternative")
    value, given = here.piece(node.field("value")), [*here.own(node, node.kind())]
    if otherwise is None:
        return flow.steps([value, *given])
    test = _matched(pattern.text() if pattern is not None else "", value)
    return flow.steps([flow.branch(test, flow.NOTHING, here.piece(otherwise)), *given])


def _match(here: Ways, node: Node) -> flow.Piece:
    body, value = node.field("body"), here.piece(node.field("value"))
    arms = [each for each in (said(body) if body is not None else []) if each.kind() == "match_arm"]
    rows = [(_pattern(arm), _arm(here, arm)) for arm in arms]
    if value is flow.NOTHING or not any(text.startswith(("Ok", "Err")) for text, _ in rows):
        return flow.steps([value, flow.Cases(tuple(row for _, row in rows), open=False)])
    good, bad = (flow.Cases(tuple(_reached(rows, word)), open=False) for word in ("Ok", "Err"))
    return flow.branch(flow.NOTHING, flow.steps([flow.Tried(value), bad]), flow.steps([value, good]))


def _reached(rows: Sequence[tuple[str, flow.Row]], word: str) -> Iterator[flow.Row]:
    """The arms that a success, or a failure, may come to."""
    other = "Err" if word == "Ok" else "Ok"
    for text, row in rows:
        if not text.startswith(other):
            yield row
        if text.startswith(word) and _WHOLE.match(text):
            return


def _pattern(arm: Node) -> str:
    pattern = arm.field("pattern")
    return pattern.text() if pattern is not None else ""


def _arm(here: Ways, arm: Node) -> flow.Row:
    pattern = arm.field("pattern")
    guard = pattern.field("condition") if pattern is not None else None
    test = flow.Every((flow.NOTHING, ways.asked(here, guard))) if guard is not None else flow.NOTHING
    return flow.Row(test, here.piece(arm.field("value")))


def _loop(here: Ways, node: Node) -> flow.Piece:
    """`loop` and `while`; both may have a label of their own."""
    endless = node.kind() == "loop_expression"
    test = flow.Always() if endless else ways.turning(here, node.field("condition"))
    return ways.loop(test, here.piece(node.field("body")), _labels(node))


def _for(here: Ways, node: Node) -> flow.Piece:
    over, body = here.piece(node.field("value")), here.piece(node.field("body"))
    turn = flow.steps([*here.own(node, node.kind()), body])
    return flow.steps([over, ways.loop(flow.NOTHING, turn, _labels(node))])


def _block(here: Ways, node: Node) -> flow.Piece:
    labels, inner = _labels(node), here.plain(node)
    return flow.Ends(inner, (f"{flow.BREAK}:{labels[0]}",)) if labels else inner


def _labels(node: Node) -> tuple[str, ...]:
    return tuple(each.text() for each in said(node) if each.kind() == "label")


def _question(here: Ways, node: Node) -> flow.Piece:
    """`f()?`; where what may fail is an event, it is left before that."""
    spine = [each for each in _spine(node) if here.wanted(each, each.kind())]
    if spine:
        here.tried.add(spine[-1])
    done = here.plain(node)
    return done if spine else flow.steps([done, flow.Fails(way=flow.RETURN)])


def _spine(node: Node) -> Iterator[Node]:
    """What `a.b().await.c()?` is called on, from the outside in."""
    here: Node | None = next(iter(said(node)), None)
    while here is not None:
        kind = here.kind()
        if kind == "try_expression":
            return
        yield here
        if kind in _CHAIN:
            here = here.field(_CHAIN[kind])
        else:
            here = (
                next(iter(said(here)), None)
                if kind in ("await_expression", "parenthesized_expression")
                else None
            )


def _macro(here: Ways, node: Node) -> flow.Piece:
    name, done = node.field("macro"), flow.steps([*here.own(node, node.kind())])
    word = name.text() if name is not None else ""
    if word in _PANICS:
        return flow.steps([done, flow.Leaves(flow.RAISE)])
    return flow.steps([done, flow.Leaves(flow.RETURN)]) if word in _RETURNS else done


def _call(here: Ways, node: Node) -> flow.Piece:
    function, done = node.field("function"), here.plain(node)
    leaves = (
        function is not None and function.kind() == "scoped_identifier" and _EXITS.match(function.text())
    )
    return flow.steps([done, flow.Leaves(flow.END)]) if leaves else done


def _label(node: Node) -> str:
    return ways.first(node, "label")


def _method(node: Node) -> Method | None:
    body = node.field("body")
    if body is None and node.kind() == "async_block":
        body = next((each for each in said(node) if each.kind() == "block"), None)
    if body is None:
        return None
    word, owner = ways.name_of(node), _owner(node)
    shown = any(each.kind() == "visibility_modifier" for each in said(node))
    private = owner is not None and owner.field("trait") is None and not shown
    return Method(node=node, body=body, name=word, key=word if owner is not None else "", private=private)


def _owner(node: Node) -> Node | None:
    """The `impl` that a function stands in."""
    rows = node.parent()
    owner = rows.parent() if rows is not None and node.kind() == "function_item" else None
    return owner if owner is not None and owner.kind() == "impl_item" else None


def _home(node: Node) -> object:
    """The type that a method belongs to, in whichever `impl` of the file."""
    owner = _owner(node)
    of = owner.field("type") if owner is not None else None
    return of.text().partition("<")[0].strip() if of is not None else None


def _called(node: Node, method: Method) -> str:
    del method
    function = node.field("function")
    fields = {"field_expression": ("value", "field", "self"), "scoped_identifier": ("path", "name", "Self")}
    owner, name, own = fields.get(function.kind() if function is not None else "", ("", "", ""))
    if function is None or not own:
        return ""
    before, word = function.field(owner), function.field(name)
    return word.text() if before is not None and word is not None and before.text() == own else ""


@functools.cache
def speech() -> Speech:
    """Rust."""
    return Speech(
        functions=_FUNCTIONS,
        stops=_FUNCTIONS | {"impl_item", "mod_item", "trait_item", "macro_definition"},
        acts={
            "if_expression": ways.plain_if,
            "let_chain": _let_chain,
            "let_condition": _let_condition,
            "let_declaration": _let,
            "binary_expression": ways.short,
            "match_expression": _match,
            "loop_expression": _loop,
            "while_expression": _loop,
            "for_expression": _for,
            "block": _block,
            "try_expression": _question,
            "macro_invocation": _macro,
            "call_expression": _call,
            "return_expression": ways.leaves(flow.RETURN),
            "break_expression": ways.leaves(flow.BREAK, _label),
            "continue_expression": ways.leaves(flow.CONTINUE, _label),
        },
        risky=frozenset(),
        method=_method,
        home=_home,
        called=_called,
        calls="call_expression",
        around=("fn t() { ", "; }"),
        simple=frozenset({"let_declaration"}),
        told=frozenset({"call_expression", "macro_invocation", "return_expression", "try_expression"}),
        assigns={
            "assignment_expression": ("left", "right"),
            "compound_assignment_expr": ("left", "right"),
            "let_declaration": ("pattern", "value"),
            "for_expression": ("pattern", ""),
        },
        parts=frozenset({"tuple_pattern", "tuple_expression", "parenthesized_expression", "mut_pattern"}),
        spared=";",
    )
