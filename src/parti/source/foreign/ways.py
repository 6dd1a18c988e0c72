"""Brings the nodes of a function into the pieces of `flow`: what is the same in every language.

Called by `pairs`; `script_ways`, `go_ways`, `java_ways` and `rust_ways` say what their kinds of node do. A
node that is in no table does what is in it, from left to right, and then its own event. Functions and
classes inside are not entered. Long rows, such as a text put together from thousands of pieces, are walked
without recursion; what is nested too deeply for one raises `RecursionError`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from parti.source import flow
from parti.source.structure import Node

Act: TypeAlias = "Callable[[Ways, Node], flow.Piece]"

_COMMENTS = frozenset({"comment", "line_comment", "block_comment"})


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """A function of a file.

    Args:
        node: the whole of it.
        body: what runs when it is called.
        name: as it is written; empty where it has none.
        key: what calls inside its class know it by.
        private: whether only its class is meant to call it.
        me: what it calls its own object.
    """

    node: Node
    body: Node
    name: str
    key: str = ""
    private: bool = False
    me: str = ""


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """What a language is to the walker and to `pairs`.

    Args:
        functions: kinds that are judged by themselves.
        stops: kinds that are not entered, which these are among.
        acts: kinds that do more than what is in them.
        risky: kinds that may fail, for whoever catches it.
        method: a function by its node; None for one without a body.
        home: the class of a method, to tell the methods of one from those of another; None outside.
        called: the key of the method of the own class that a call calls; empty for any other.
        calls: the kind of a call.
        around: what a statement stands in, to be read as one.
        simple: kinds of a statement, expressions aside, that may stand in a pattern.
        told: acts that are an event all the same.
        assigns: kinds that give a value, with the fields of what gets it and of the value.
        parts: kinds that several targets or values stand in.
        spared: a token that may be missing.
        closed: the kind of what is closed at the end of its block, with the field of its name.
    """

    functions: frozenset[str]
    stops: frozenset[str]
    acts: Mapping[str, Act]
    risky: frozenset[str]
    method: Callable[[Node], Method | None]
    home: Callable[[Node], object]
    called: Callable[[Node, Method], str]
    calls: str
    around: tuple[str, str]
    simple: frozenset[str]
    told: frozenset[str]
    assigns: Mapping[str, tuple[str, str]]
    parts: frozenset[str]
    spared: str = ""
    closed: tuple[str, str] = ("", "")


class Ways:
    """One function being brought into pieces: its events so far, by the number that they have there.

    Args:
        wanted: whether a node, of this kind, is an event to anybody.
    """

    def __init__(self, speech: Speech, wanted: Callable[[Node, str], bool]) -> None:
        self.speech = speech
        self.wanted = wanted
        self.events: dict[Node, int] = {}
        self.labels: tuple[str, ...] = ()
        self.tried: set[Node] = set()
        self.attempt: tuple[flow.Piece, bool] | None = None

    def piece(self, node: Node | None) -> flow.Piece:
        """What a node does."""
        if node is None:
            return flow.NOTHING
        act = self.speech.acts.get(node.kind())
        return act(self, node) if act is not None else self.plain(node)

    def plain(self, top: Node) -> flow.Piece:
        """What is in a node, from left to right, and its own event behind that."""
        parts: list[flow.Piece] = []
        stack: list[tuple[Node, str]] = [(top, top.kind())]
        begun: list[bool] = [False]
        while stack:
            (node, kind), opened = stack.pop(), begun.pop()
            if opened:
                parts.extend(self.own(node, kind))
            elif kind in self.speech.stops:
                continue
            elif node is not top and kind in self.speech.acts:
                parts.append(self.speech.acts[kind](self, node))
            else:
                stack.append((node, kind))
                begun.append(True)
                for child in reversed(node.named_children()):
                    stack.append((child, child.kind()))
                    begun.append(False)
        return flow.steps(parts)

    def own(self, node: Node, kind: str) -> Iterator[flow.Piece]:
        """The event that a node itself is, behind the chance that it fails."""
        event = (self.event(node),) if self.wanted(node, kind) else ()
        if node in self.tried:
            yield flow.Fails(event, flow.RETURN)
        if kind in self.speech.risky:
            yield flow.Fails(event)
        if event:
            yield flow.Does(event)

    def event(self, node: Node) -> int:
        """The number of an event, one for each node."""
        return self.events.setdefault(node, len(self.events))

    def row(self, nodes: Iterable[Node | None]) -> flow.Piece:
        """What nodes do one after another."""
        return flow.steps([self.piece(node) for node in nodes])

    def taken(self) -> tuple[str, ...]:
        """The labels of the statement that is about to be read; they belong to nothing below it."""
        labels, self.labels = self.labels, ()
        return labels


def said(node: Node) -> list[Node]:
    """What stands directly below a node, comments left out."""
    return [each for each in node.named_children() if each.kind() not in _COMMENTS]


def first(node: Node, kind: str) -> str:
    """The text of the first part of a kind that stands directly below a node; empty where there is none."""
    return next((each.text() for each in said(node) if each.kind() == kind), "")


def name_of(node: Node) -> str:
    """The name that a definition is given; empty where it has none."""
    name = node.field("name")
    return name.text() if name is not None else ""


def labelled(label: Callable[[Node], str]) -> Act:
    """A statement behind a label, which a `break` may name and, in a loop, a `continue`."""

    def act(ways: Ways, node: Node) -> flow.Piece:
        name, rows = label(node), said(node)
        ways.labels = (*ways.labels, name)
        inner = ways.piece(rows[-1]) if len(rows) > 1 else flow.NOTHING
        ways.labels = ()
        return flow.Ends(inner, (f"{flow.BREAK}:{name}",))

    return act


def leaves(way: str, label: Callable[[Node], str] = lambda node: "") -> Act:
    """A statement that goes elsewhere, after what stands in it was done."""

    def act(ways: Ways, node: Node) -> flow.Piece:
        name = label(node)
        return flow.steps([ways.plain(node), flow.Leaves(f"{way}:{name}" if name else way)])

    return act


def loop(
    test: flow.Piece,
    body: flow.Piece,
    labels: Sequence[str],
    *,
    step: flow.Piece = flow.NOTHING,
    first: bool = False,
) -> flow.Piece:
    """A loop that `break` and `continue` speak of, also by these labels."""
    again = flow.Ends(body, (flow.CONTINUE, *(f"{flow.CONTINUE}:{each}" for each in labels)))
    turns = flow.Loop(test, flow.steps([again, step]), first)
    return flow.Ends(turns, (flow.BREAK, *(f"{flow.BREAK}:{each}" for each in labels)))


def chain(
    ways: Ways, node: Node, parts: Callable[[Node], "tuple[Node | None, Node | None, Node | None]"]
) -> flow.Piece:
    """`if … else if … else …`, each with its test, its body and what stands behind `else`."""
    rows: list[flow.Row] = []
    here: Node | None = node
    kind = node.kind()
    while here is not None and here.kind() == kind:
        test, body, here = parts(here)
        rows.append(flow.Row(asked(ways, test), ways.piece(body)))
    if all(row.test is flow.NOTHING and row.body is flow.NOTHING for row in rows) and here is None:
        return flow.NOTHING
    if here is not None:
        rows.append(flow.Row(flow.Always(), ways.piece(here)))
    return flow.Cases(tuple(rows), open=here is None)


def plain_if(ways: Ways, node: Node) -> flow.Piece:
    """An `if` whose `else` stands in a node of its own, as scripts and Rust have it."""
    return chain(ways, node, _parts)


def _parts(node: Node) -> tuple[Node | None, Node | None, Node | None]:
    behind = node.field("alternative")
    rows = said(behind) if behind is not None else []
    return node.field("condition"), node.field("consequence"), rows[0] if rows else None


def asked(ways: Ways, node: Node | None) -> flow.Piece:
    """A condition, with what surely ran when it holds and when it does not."""
    while node is not None and node.kind() in _AROUND:
        node = next(iter(said(node)), None)
    if node is None:
        return flow.NOTHING
    kind = node.kind()
    operator = node.field("operator") if kind in ("binary_expression", "unary_expression") else None
    sign = operator.text() if operator is not None else ""
    if kind == "unary_expression" and (sign == "!" or node.text().startswith("!")):
        return flow.Not(asked(ways, said(node)[0]))
    if sign in ("&&", "||"):
        every = [asked(ways, each) for each in _operands(node, sign)]
        if all(each is flow.NOTHING for each in every):
            return flow.NOTHING
        return flow.Every(tuple(every)) if sign == "&&" else flow.Some(tuple(every))
    return ways.piece(node)


_AROUND = frozenset({"parenthesized_expression", "condition"})


def endless(node: Node | None) -> bool:
    """Whether a condition says `true`."""
    while node is not None and node.kind() in _AROUND:
        node = next(iter(said(node)), None)
    return node is not None and node.text() in ("true", "1")


def turning(ways: Ways, node: Node | None) -> flow.Piece:
    """The condition of a loop; where none is written it always holds."""
    return flow.Always() if node is None or endless(node) else asked(ways, node)


def _operands(node: Node, sign: str) -> list[Node]:
    """What `a && b && c` joins, which the parser nests."""
    found: list[Node] = []
    here: Node | None = node
    while here is not None:
        operator = here.field("operator") if here.kind() == "binary_expression" else None
        if operator is None or operator.text() != sign:
            found.append(here)
            break
        right = here.field("right")
        found += [right] if right is not None else []
        here = here.field("left")
    return found[::-1]


def short(ways: Ways, node: Node) -> flow.Piece:
    """An operator whose right side may be passed over, where its answer is not asked for."""
    sign = _sign(node)
    if sign in ("&&", "||"):
        return flow.branch(asked(ways, node), flow.NOTHING)
    if sign == "??":
        return flow.steps([ways.piece(node.field("left")), flow.perhaps(ways.piece(node.field("right")))])
    rows: list[Node | None] = []
    here: Node | None = node
    while here is not None and here.kind() == "binary_expression" and _sign(here) not in ("&&", "||", "??"):
        rows.append(here.field("right"))
        here = here.field("left")
    return ways.row([here, *rows[::-1]])


def _sign(node: Node) -> str:
    operator = node.field("operator")
    return operator.text() if operator is not None else ""


def ternary(ways: Ways, node: Node) -> flow.Piece:
    """`a ? b : c`."""
    return chain(
        ways,
        node,
        lambda each: (each.field("condition"), each.field("consequence"), each.field("alternative")),
    )


def caught(ways: Ways, node: Node, body: flow.Piece) -> flow.Piece:
    """`try` around a body, with the handlers and the final block that its node holds."""
    handlers = [each for each in said(node) if each.kind() == "catch_clause"]
    final = next((each for each in said(node) if each.kind() == "finally_clause"), None)
    return flow.Try(
        body,
        tuple(ways.piece(each.field("body")) for each in handlers),
        final=ways.row(said(final)) if final is not None else None,
        trusts=True,
        takes_all=any(_takes_all(each) for each in handlers),
    )


def _takes_all(handler: Node) -> bool:
    """Whether a handler takes each failure; one of Java names its classes."""
    declared = next((each for each in said(handler) if each.kind() == "catch_formal_parameter"), None)
    named = [each for each in said(declared) if each.kind() == "catch_type"] if declared is not None else []
    return not named or any(
        each.text() in ("Throwable", "Exception") for kind in named for each in said(kind)
    )
