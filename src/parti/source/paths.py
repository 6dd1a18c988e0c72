"""Follows every path through a function and says where a *when* is left without its *then*.

Called by the paired-effect check. Branches, early returns, raises, loops, `try`/`finally` and `match` are
followed; a condition that is tested twice is not recognised as the same. The state of a path is
two facts, and merging paths keeps the worst of each, which is exact for this question.
"""

import ast
from collections.abc import Callable, Iterable, Sequence

import msgspec

from parti.source import scopes

Place = tuple[int, int]
Test = Callable[[ast.AST], bool]


class State(msgspec.Struct, frozen=True):
    """On the paths so far: was *then* surely seen, and which *when* still wait for it."""

    seen: bool = False
    waiting: frozenset[Place] = frozenset()


class Flow(msgspec.Struct, frozen=True):
    """How control leaves a piece of code; None when it cannot leave that way."""

    normal: State | None = None
    returned: State | None = None
    raised: State | None = None
    broke: State | None = None
    continued: State | None = None


class Verdict(msgspec.Struct, frozen=True):
    """Places left waiting on some exit, and whether every normal exit has surely seen *then*."""

    waiting: tuple[Place, ...]
    always: bool


class _Pair(msgspec.Struct, frozen=True):
    """The two tests, and what each branching statement came to from a state.

    A loop is walked twice and a final block once for each way out: nested, that would double at each level.
    """

    when: Test
    then: Test
    known: dict[tuple[int, State], Flow] = {}


def judge(function: scopes.Function, when: Test, then: Test) -> Verdict:
    """What one function leaves undone."""
    flow = _block(function.body, State(), _Pair(when, then))
    leaving = _merged(flow.normal, flow.returned)
    final = _merged(leaving, flow.raised)
    waiting = tuple(sorted(final.waiting)) if final else ()
    return Verdict(waiting, leaving is not None and leaving.seen)


def _merged(*states: State | None) -> State | None:
    live = [state for state in states if state is not None]
    if not live:
        return None
    return State(
        all(state.seen for state in live), frozenset(place for state in live for place in state.waiting)
    )


def _joined(*flows: Flow) -> Flow:
    return Flow(
        _merged(*(f.normal for f in flows)),
        _merged(*(f.returned for f in flows)),
        _merged(*(f.raised for f in flows)),
        _merged(*(f.broke for f in flows)),
        _merged(*(f.continued for f in flows)),
    )


def _after(first: Flow, second: Flow) -> Flow:
    """`second` ran where `first` left normally."""
    return _joined(_leaving(first), second)


def _leaving(flow: Flow) -> Flow:
    """A flow without its normal end."""
    return msgspec.structs.replace(flow, normal=None)


def _block(body: Sequence[ast.stmt], state: State, pair: _Pair) -> Flow:
    flow = Flow(normal=state)
    for statement in body:
        if flow.normal is None:
            break
        flow = _after(flow, _statement(statement, flow.normal, pair))
    return flow


def _events(nodes: Iterable[ast.AST], state: State, pair: _Pair) -> State:
    """What a piece without branches does; within one statement *then* counts for *when*.

    A *then* that may be passed over counts for a *when* that is passed over with it, and for no other.
    """
    hits: list[ast.AST] = []
    done: list[ast.AST] = []
    pieces = list(nodes)
    for node in scopes.own(pieces):
        if pair.then(node):
            done.append(node)
        elif pair.when(node):
            hits.append(node)
    if done:
        perhaps = _perhaps(pieces)
        if any(id(node) not in perhaps for node in done):
            return State(seen=True)
        hits = [node for node in hits if id(node) not in perhaps]
    if hits and not state.seen:
        places = (_place(node) for node in hits)
        return State(False, state.waiting | frozenset(places))
    return state


def _answers(test: ast.expr) -> tuple[Sequence[ast.AST], Sequence[ast.AST]]:
    """What surely ran when a test holds, and what when it does not, as pieces of their own."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return values, [test]
        case ast.BoolOp(op=ast.Or(), values=values):
            return [test], values
        case _:
            return [test], [test]


def _place(node: ast.AST) -> Place:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0) + 1


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


def _statement(node: ast.stmt, state: State, pair: _Pair) -> Flow:
    key = (id(node), state)
    flow = pair.known.get(key)
    if flow is None:
        flow = pair.known[key] = _walked(node, state, pair)
    return flow


def _walked(node: ast.stmt, state: State, pair: _Pair) -> Flow:
    match node:
        case ast.If(test=test, body=body, orelse=orelse):
            yes, no = _answers(test)
            return _joined(
                _block(body, _events(yes, state, pair), pair),
                _block(orelse, _events(no, state, pair), pair),
            )
        case ast.For() | ast.AsyncFor() | ast.While():
            return _loop(node, state, pair)
        case ast.Try() | ast.TryStar():
            return _try(node, state, pair)
        case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
            return _block(body, _events(items, state, pair), pair)
        case ast.Match():
            return _match(node, state, pair)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return Flow(normal=state)
        case _:
            return _leaf(node, _events([node], state, pair))


def _leaf(node: ast.stmt, after: State) -> Flow:
    match node:
        case ast.Return():
            return Flow(returned=after)
        case ast.Raise():
            return Flow(raised=after)
        case ast.Break():
            return Flow(broke=after)
        case ast.Continue():
            return Flow(continued=after)
        case _:
            return Flow(normal=after)


def _loop(node: ast.For | ast.AsyncFor | ast.While, state: State, pair: _Pair) -> Flow:
    """Zero or more turns; two rounds reach the fixed point because states only get worse."""
    head: list[ast.AST] = [node.test] if isinstance(node, ast.While) else [node.iter]
    own = _answers(node.test)[0] if isinstance(node, ast.While) else [_taken(node)]
    entry = _events(head, state, pair)
    flow = Flow()
    for _ in range(2):
        flow = _block(node.body, _events(own, entry, pair), pair)
        entry = _merged(entry, flow.normal, flow.continued) or entry
    endless = isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and bool(node.test.value)
    ended = Flow() if endless else _block(node.orelse, entry, pair)
    out = _joined(ended, Flow(returned=flow.returned, raised=flow.raised))
    return msgspec.structs.replace(out, normal=_merged(out.normal, flow.broke))


def _taken(node: ast.For | ast.AsyncFor) -> ast.AST:
    """A loop's own target, seen as an assignment that happens on each turn."""
    bare = ast.For(target=node.target, iter=ast.Constant(value=None), body=[], orelse=[])
    return ast.copy_location(bare, node)


def _match(node: ast.Match, state: State, pair: _Pair) -> Flow:
    subject = _events([node.subject], state, pair)
    flows = []
    for case in node.cases:
        asked = _events([case.guard], subject, pair) if case.guard is not None else subject
        flows.append(_block(case.body, asked, pair))
        subject = _merged(subject, asked) or subject
    last = node.cases[-1] if node.cases else None
    catch_all = (
        last is not None
        and last.guard is None
        and isinstance(last.pattern, ast.MatchAs)
        and last.pattern.pattern is None
    )
    return _joined(*flows) if catch_all else _joined(*flows, Flow(normal=subject))


def _try(node: ast.Try | ast.TryStar, state: State, pair: _Pair) -> Flow:
    """A handler is entered from before any statement of the body that may raise."""
    body = Flow(normal=state)
    entries: list[State | None] = []
    for statement in node.body:
        if body.normal is None:
            break
        if _may_raise(statement, pair):
            entries.append(body.normal)
        body = _after(body, _statement(statement, body.normal, pair))
    entry = _merged(*entries, body.raised) or state
    handled = [_block(handler.body, entry, pair) for handler in node.handlers]
    uncaught = None if node.handlers else body.raised
    good = msgspec.structs.replace(body, raised=uncaught)
    if node.orelse and good.normal is not None:
        good = _after(good, _block(node.orelse, good.normal, pair))
    out = _joined(good, *handled)
    return _finally(node.finalbody, out, pair) if node.finalbody else out


_BRANCHING = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match),
)


def _may_raise(statement: ast.stmt, pair: _Pair) -> bool:
    """Whether anything in a statement can fail; what sets *then* is taken to succeed."""
    risky = (ast.Call, ast.Subscript, ast.BinOp, ast.Await, ast.Raise, ast.Assert, ast.Yield, ast.YieldFrom)
    nodes = list(scopes.own([statement]))
    simple = not isinstance(statement, _BRANCHING)
    if simple and any(pair.then(node) for node in nodes):
        return False
    return any(isinstance(node, risky) for node in nodes)


def _finally(body: Sequence[ast.stmt], flow: Flow, pair: _Pair) -> Flow:
    """The final block runs on every way out, and may itself leave."""
    ways: list[Flow] = []
    for name in ("normal", "returned", "raised", "broke", "continued"):
        state: State | None = getattr(flow, name)
        if state is None:
            continue
        ran = _block(body, state, pair)
        ways.append(_joined(_leaving(ran), Flow(**{name: ran.normal})))
    return _joined(*ways)
