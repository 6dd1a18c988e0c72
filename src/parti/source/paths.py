"""Brings a Python function into the pieces of `flow`, and says where a *when* is left undone.

Called by `python_pairs`. Branches, early returns, raises, loops, `try`/`finally` and `match` are followed;
a condition that is tested twice is not recognised as the same. What one statement does has no order here:
within it *then* counts for *when*, unless it may be passed over.
"""

import ast
from collections.abc import Callable, Iterable, Sequence

import msgspec

from parti.source import flow, scopes

Place = tuple[int, int]
Test = Callable[[ast.AST], bool]


class Verdict(msgspec.Struct, frozen=True):
    """Places left waiting on some exit, and whether every normal exit has surely seen *then*."""

    waiting: tuple[Place, ...]
    always: bool


def judge(function: scopes.Function, when: Test, then: Test) -> Verdict:
    """What one function leaves undone."""
    body, events = pieces(function, lambda node: when(node) or then(node))
    done = frozenset(at for at, node in enumerate(events) if then(node))
    hits = frozenset(at for at, node in enumerate(events) if at not in done and when(node))
    verdict = flow.judge(body, hits, done)
    return Verdict(tuple(sorted({place(events[at]) for at in verdict.waiting})), verdict.always)


def pieces(function: scopes.Function, wanted: Test) -> tuple[flow.Piece, Sequence[ast.AST]]:
    """A function in pieces, with the nodes that are its events, by their numbers."""
    found = _Found(wanted)
    return _block(function.body, found), found.events


def place(node: ast.AST) -> Place:
    """Where a node stands, as (line, column) from one."""
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0) + 1


class _Found:
    """The events so far, and the loop that a `break` would leave."""

    def __init__(self, wanted: Test) -> None:
        self.wanted = wanted
        self.events: list[ast.AST] = []
        self.loop = 0
        self.loops = 0

    def number(self, node: ast.AST) -> int:
        self.events.append(node)
        return len(self.events) - 1


def _block(body: Sequence[ast.stmt], found: _Found) -> flow.Piece:
    return flow.steps([_statement(each, found) for each in body])


def _does(nodes: Iterable[ast.AST], found: _Found) -> flow.Piece:
    """What a piece without branches does; what may be passed over is told apart."""
    given = list(nodes)
    hits = [node for node in scopes.own(given) if found.wanted(node)]
    if not hits:
        return flow.NOTHING
    perhaps = _perhaps(given)
    sure = tuple(found.number(node) for node in hits if id(node) not in perhaps)
    return flow.Does(sure, tuple(found.number(node) for node in hits if id(node) in perhaps))


def _asked(test: ast.expr, found: _Found) -> flow.Piece:
    """A condition: behind an `and` that holds each part has run, and behind an `or` that does not."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return _answers(_does(values, found), _does([test], found))
        case ast.BoolOp(op=ast.Or(), values=values):
            return _answers(_does([test], found), _does(values, found))
        case _:
            return _does([test], found)


def _answers(yes: flow.Piece, no: flow.Piece) -> flow.Piece:
    return flow.NOTHING if yes is no is flow.NOTHING else flow.Answers(yes, no)


def _perhaps(nodes: Iterable[ast.AST]) -> frozenset[int]:
    """What may be passed over inside an expression: behind `and` and `or`, in `a if b else c`, in turns."""
    maybe: list[ast.AST] = []
    for node in scopes.own(nodes):
        match node:
            case ast.BoolOp(values=[_, *rest]):
                maybe.extend(rest)
            case ast.IfExp(body=yes, orelse=no):
                maybe.extend((yes, no))
            case ast.ListComp(elt=each) | ast.SetComp(elt=each) | ast.GeneratorExp(elt=each):
                maybe.append(each)
            case ast.DictComp(key=key, value=value):
                maybe.extend((key, value))
            case ast.comprehension(ifs=conditions):
                maybe.extend(conditions)
            case _:
                pass
    return frozenset(id(node) for node in scopes.own(maybe))


def _statement(node: ast.stmt, found: _Found) -> flow.Piece:
    match node:
        case ast.If():
            return _if(node, found)
        case ast.For() | ast.AsyncFor() | ast.While():
            return _loop(node, found)
        case ast.Try() | ast.TryStar():
            return _try(node, found)
        case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
            return flow.steps([_does(items, found), _block(body, found)])
        case ast.Match():
            return _match(node, found)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return flow.NOTHING
        case _:
            return _leaf(node, found)


def _leaf(node: ast.stmt, found: _Found) -> flow.Piece:
    done = _does([node], found)
    match node:
        case ast.Return():
            way = flow.RETURN
        case ast.Raise():
            way = flow.RAISE
        case ast.Break():
            way = f"{flow.BREAK}:{found.loop}"
        case ast.Continue():
            way = flow.CONTINUE
        case _:
            return done
    return flow.steps([done, flow.Leaves(way)])


def _if(node: ast.If, found: _Found) -> flow.Piece:
    """`if … elif … else …`, as one row of cases."""
    rows: list[flow.Row] = []
    rest: Sequence[ast.stmt] = [node]
    while len(rest) == 1 and isinstance(here := rest[0], ast.If):
        rows.append(flow.Row(_asked(here.test, found), _block(here.body, found)))
        rest = here.orelse
    rows.append(flow.Row(flow.Always(), _block(rest, found)))
    return flow.Cases(tuple(rows), open=False)


def _loop(node: ast.For | ast.AsyncFor | ast.While, found: _Found) -> flow.Piece:
    """Zero or more turns; a `break` goes past the `else` of its own loop."""
    if isinstance(node, ast.While):
        before, turn = _does([node.test], found), _held(node.test, found)
    else:
        before, turn = _does([node.iter], found), _does([_taken(node)], found)
    endless = isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and bool(node.test.value)
    ended = flow.Leaves(flow.END) if endless else flow.NOTHING
    around, found.loops = found.loop, found.loops + 1
    label = found.loop = found.loops
    body = flow.Ends(_block(node.body, found), (flow.CONTINUE,))
    found.loop = around
    turns = flow.Loop(_answers(turn, ended), body)
    return flow.Ends(flow.steps([before, turns, _block(node.orelse, found)]), (f"{flow.BREAK}:{label}",))


def _held(test: ast.expr, found: _Found) -> flow.Piece:
    """What has surely run in a turn of `while`."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return _does(values, found)
        case _:
            return _does([test], found)


def _taken(node: ast.For | ast.AsyncFor) -> ast.AST:
    """A loop's own target, seen as an assignment that happens on each turn."""
    bare = ast.For(target=node.target, iter=ast.Constant(value=None), body=[], orelse=[])
    return ast.copy_location(bare, node)


def _match(node: ast.Match, found: _Found) -> flow.Piece:
    rows = []
    for case in node.cases:
        guard = _does([case.guard], found) if case.guard is not None else flow.NOTHING
        test = flow.Every((flow.NOTHING, guard)) if guard is not flow.NOTHING else flow.NOTHING
        rows.append(flow.Row(test, _block(case.body, found)))
    last = node.cases[-1] if node.cases else None
    catch_all = (
        last is not None
        and last.guard is None
        and isinstance(last.pattern, ast.MatchAs)
        and last.pattern.pattern is None
    )
    return flow.steps([_does([node.subject], found), flow.Cases(tuple(rows), open=not catch_all)])


def _try(node: ast.Try | ast.TryStar, found: _Found) -> flow.Piece:
    """A handler is entered from before any statement of the body that may raise."""
    body: list[flow.Piece] = []
    for statement in node.body:
        before = len(found.events)
        done = _statement(statement, found)
        if node.handlers and _may_raise(statement):
            own = range(before, len(found.events)) if not isinstance(statement, _BRANCHING) else ()
            body.append(flow.Fails(tuple(own)))
        body.append(done)
    return flow.Try(
        flow.steps(body),
        tuple(_block(handler.body, found) for handler in node.handlers),
        _block(node.orelse, found) if node.orelse else None,
        _block(node.finalbody, found) if node.finalbody else None,
    )


_BRANCHING = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match),
)
_RISKY = (ast.Call, ast.Subscript, ast.BinOp, ast.Await, ast.Raise, ast.Assert, ast.Yield, ast.YieldFrom)


def _may_raise(statement: ast.stmt) -> bool:
    """Whether anything in a statement can fail; what sets *then* is taken to succeed, as its piece says."""
    return any(isinstance(node, _RISKY) for node in scopes.own([statement]))
