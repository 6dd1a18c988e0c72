"""A small language for the ways through a function, and what each way leaves undone.

Called by `paired`. A translator for each language says in these few pieces what its syntax does; here
nobody knows a language. The state of a way is one number: bit 0 says that *then* may not have been seen,
each bit above it names a *when* that waits. Two ways that meet are joined by `|`, which keeps the worst of
both and is exact for this question, and cheap for thousands of places.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

ON, RETURN, RAISE, RISK, END = "on", "return", "raise", "risk", "end"
"""How a piece is left: straight on, by a return, by a raise, by what may fail in it, with the process."""
BREAK, CONTINUE, YIELD = "break", "continue", "yield"
"""Ways that something around the piece takes up; `break:name` where a label is named."""

_UNSEEN = 1
Flow = dict[str, int]
"""The state on each way that leaves a piece; a way that is not taken is not there."""


class Does(msgspec.Struct, frozen=True):
    """Events of one step, by number, in no order: a *then* among them counts for each *when*.

    One of `perhaps` may be passed over, and counts for what is passed over with it, and for no other.
    """

    sure: tuple[int, ...]
    perhaps: tuple[int, ...] = ()


class Fails(msgspec.Struct, frozen=True):
    """This place may be left for another way, unless it does *then*: that is taken to succeed."""

    unless: tuple[int, ...] = ()
    way: str = RISK


class Leaves(msgspec.Struct, frozen=True):
    """Every way goes on elsewhere."""

    way: str


class Steps(msgspec.Struct, frozen=True):
    """One after another."""

    parts: tuple["Piece", ...] = ()


class Tried(msgspec.Struct, frozen=True):
    """A step that failed: its *when* has not happened; its *then* is taken to have."""

    body: "Piece"


class Every(msgspec.Struct, frozen=True):
    """A test that holds when each part does; behind one that does not, no further part has run."""

    parts: tuple["Piece", ...]


class Some(msgspec.Struct, frozen=True):
    """A test that holds when one part does; behind that, no further part has run."""

    parts: tuple["Piece", ...]


class Not(msgspec.Struct, frozen=True):
    """A test that holds when another does not."""

    test: "Piece"


class Always(msgspec.Struct, frozen=True):
    """A test whose answer is written."""

    answer: bool = True


class Answers(msgspec.Struct, frozen=True):
    """A test of which is known what it does when it holds, and what when it does not."""

    yes: "Piece"
    no: "Piece"


class Row(msgspec.Struct, frozen=True):
    """One case; where it `falls`, its end goes on in the body of the next."""

    test: "Piece"
    body: "Piece"
    falls: bool = False


class Cases(msgspec.Struct, frozen=True):
    """The first case whose test holds; none of them, where it is `open`."""

    rows: tuple[Row, ...]
    open: bool = True


class Loop(msgspec.Struct, frozen=True):
    """Turns as long as the test holds; with `first`, a turn before it is asked."""

    test: "Piece"
    body: "Piece"
    first: bool = False


class Ends(msgspec.Struct, frozen=True):
    """Where some ways that leave a piece go straight on again."""

    body: "Piece"
    ways: tuple[str, ...]


class Try(msgspec.Struct, frozen=True):
    """A body with handlers, what follows when nothing failed, and what runs on every way.

    With `takes_all`, what may fail in the body goes no further than its handlers. With `trusts`, a body in
    which nothing but a *then* could fail has done that when a handler is entered.
    """

    body: "Piece"
    handlers: tuple["Piece", ...] = ()
    otherwise: "Piece | None" = None
    final: "Piece | None" = None
    takes_all: bool = True
    trusts: bool = False


Piece: TypeAlias = (
    "Does | Fails | Leaves | Steps | Tried | Every | Some | Not | Always | Answers | Cases | Loop | Ends"
    " | Try"
)
NOTHING = Steps()


def steps(parts: Sequence[Piece]) -> Piece:
    """Parts in a row, without those that do nothing."""
    kept = tuple(part for part in parts if part is not NOTHING)
    return kept[0] if len(kept) == 1 else Steps(kept) if kept else NOTHING


def branch(test: Piece, yes: Piece, no: Piece = NOTHING) -> Piece:
    """One of two ways."""
    if test is NOTHING and yes is NOTHING and no is NOTHING:
        return NOTHING
    return Cases((Row(test, yes), Row(Always(), no)), open=False)


def perhaps(body: Piece) -> Piece:
    """A piece that may be passed over."""
    return branch(NOTHING, body)


class Verdict(msgspec.Struct, frozen=True):
    """Events left waiting on some way out, and whether every way out but a raise has surely seen *then*."""

    waiting: tuple[int, ...]
    always: bool


class _Pair(msgspec.Struct, frozen=True):
    """The numbers of the two sides, and what each piece with several ways came to from a state.

    A loop is walked twice and a final block once for each way out: nested, that would double at each level.
    """

    when: frozenset[int]
    then: frozenset[int]
    known: dict[tuple[int, int], Flow] = {}
    tried: "list[_Pair]" = []


def judge(body: Piece, when: frozenset[int], then: frozenset[int]) -> Verdict:
    """What one function leaves undone.

    Raises:
        RecursionError: the pieces are nested too deeply.
    """
    flow = _run(body, _UNSEEN, _Pair(when, then))
    leaving = [flow[way] for way in (ON, RETURN) if way in flow]
    final = flow.get(RAISE, 0)
    for state in leaving:
        final |= state
    bits = f"{final >> 1:b}"[::-1]
    waiting = tuple(event for event in sorted(when) if bits[event : event + 1] == "1")
    return Verdict(waiting, bool(leaving) and not any(state & _UNSEEN for state in leaving))


def _run(piece: Piece, state: int, pair: _Pair) -> Flow:
    """What a piece comes to from a state; those with several ways are remembered."""
    kind = piece.__class__
    if kind in _SIMPLE:
        return _SIMPLE[kind](piece, state, pair)
    key = (id(piece), state)
    flow = pair.known.get(key)
    if flow is None:
        flow = pair.known[key] = _MANY[kind](piece, state, pair)
    return flow


def _join(into: Flow, flow: Flow, without: str = "") -> None:
    for way, state in flow.items():
        if way != without:
            into[way] = into.get(way, 0) | state


def _does(piece: Does, state: int, pair: _Pair) -> Flow:
    if not pair.then.isdisjoint(piece.sure):
        return {ON: 0}
    if not state & _UNSEEN:
        return {ON: state}
    hits = piece.sure if not pair.then.isdisjoint(piece.perhaps) else piece.sure + piece.perhaps
    for event in hits:
        if event in pair.when:
            state |= 2 << event
    return {ON: state}


def _fails(piece: Fails, state: int, pair: _Pair) -> Flow:
    return {ON: state, piece.way: state} if pair.then.isdisjoint(piece.unless) else {ON: state}


def _leaves(piece: Leaves, state: int, pair: _Pair) -> Flow:
    del pair
    return {piece.way: state}


def _steps(piece: Steps, state: int, pair: _Pair) -> Flow:
    out: Flow = {}
    for part in piece.parts:
        flow = _run(part, state, pair)
        _join(out, flow, ON)
        if ON not in flow:
            return out
        state = flow[ON]
    out[ON] = state
    return out


def _tried(piece: Tried, state: int, pair: _Pair) -> Flow:
    if not pair.tried:
        pair.tried.append(_Pair(frozenset(), pair.then))
    return _run(piece.body, state, pair.tried[0])


def _test(piece: Piece, state: int, pair: _Pair) -> Flow:
    """A test where its answer is not asked for."""
    yes, no, out = _asked(piece, state, pair)
    out = dict(out)
    for answer in (yes, no):
        if answer is not None:
            out[ON] = out.get(ON, 0) | answer
    return out


def _asked(test: Piece, state: int, pair: _Pair) -> tuple[int | None, int | None, Flow]:
    """The state when a test holds, when it does not, and the ways that leave it."""
    match test:
        case Every(parts=parts):
            return _in_turn(parts, state, pair)
        case Some(parts=parts):
            no, yes, out = _in_turn(tuple(Not(part) for part in parts), state, pair)
            return yes, no, out
        case Not(test=inner):
            yes, no, out = _asked(inner, state, pair)
            return no, yes, out
        case Always(answer=answer):
            return (state, None, {}) if answer else (None, state, {})
        case Answers(yes=good, no=bad):
            held, failed = _run(good, state, pair), _run(bad, state, pair)
            left: Flow = {}
            _join(left, held, ON)
            _join(left, failed, ON)
            return held.get(ON), failed.get(ON), left
        case _:
            flow = _run(test, state, pair)
            return flow.get(ON), flow.get(ON), {way: at for way, at in flow.items() if way != ON}


def _in_turn(parts: Sequence[Piece], state: int, pair: _Pair) -> tuple[int | None, int | None, Flow]:
    here: int | None = state
    failed: int | None = None
    out: Flow = {}
    for part in parts:
        if here is None:
            break
        here, no, left = _asked(part, here, pair)
        failed = _met(failed, no)
        _join(out, left)
    return here, failed, out


def _met(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one | other


def _cases(piece: Cases, state: int, pair: _Pair) -> Flow:
    out: Flow = {}
    reach: int | None = state
    fallen: int | None = None
    for row in piece.rows:
        yes: int | None = None
        if reach is not None:
            yes, reach, left = _asked(row.test, reach, pair)
            _join(out, left)
        entry, fallen = _met(yes, fallen), None
        if entry is not None:
            flow = _run(row.body, entry, pair)
            _join(out, flow, ON if row.falls else "")
            fallen = flow.get(ON) if row.falls else None
    for end in (fallen, reach if piece.open else None):
        if end is not None:
            out[ON] = out.get(ON, 0) | end
    return out


def _loop(piece: Loop, state: int, pair: _Pair) -> Flow:
    """Two rounds reach the fixed point because states only get worse."""
    out: Flow = {}
    for _ in range(2):
        out = {}
        turn: int | None = state
        if piece.first:
            flow = _run(piece.body, state, pair)
            _join(out, flow, ON)
            turn = flow.get(ON)
        yes, no, left = _asked(piece.test, turn, pair) if turn is not None else (None, None, {})
        _join(out, left)
        if not piece.first and yes is not None:
            flow = _run(piece.body, yes, pair)
            _join(out, flow, ON)
            yes = flow.get(ON)
        if no is not None:
            out[ON] = out.get(ON, 0) | no
        if yes is None or state | yes == state:
            break
        state |= yes
    return out


def _ends(piece: Ends, state: int, pair: _Pair) -> Flow:
    out: Flow = {}
    for way, at in _run(piece.body, state, pair).items():
        taken = ON if way in piece.ways else way
        out[taken] = out.get(taken, 0) | at
    return out


def _try(piece: Try, state: int, pair: _Pair) -> Flow:
    """A handler is entered from each place of the body that may fail, before what it does there."""
    body = dict(_run(piece.body, state, pair))
    out: Flow = {}
    if piece.handlers:
        entry = _met(body.get(RISK), body.pop(RAISE, None))
        if piece.takes_all:
            body.pop(RISK, None)
        if entry is None:
            entry = 0 if piece.trusts and body.get(ON) == 0 else state
        for handler in piece.handlers:
            _join(out, _run(handler, entry, pair))
    if piece.otherwise is not None and ON in body:
        _join(out, _run(piece.otherwise, body.pop(ON), pair))
    _join(out, body)
    if piece.final is None:
        return out
    ways: Flow = {}
    for way, at in out.items():
        flow = _run(piece.final, at, pair) if way != END else {ON: at}
        _join(ways, flow, ON)
        if ON in flow:
            _join(ways, {way: flow[ON]})
    return ways


_SIMPLE: Mapping[type, Callable[[Any, int, _Pair], Flow]] = {
    Does: _does,
    Fails: _fails,
    Leaves: _leaves,
    Steps: _steps,
}
_MANY: Mapping[type, Callable[[Any, int, _Pair], Flow]] = {
    Every: _test,
    Some: _test,
    Not: _test,
    Always: _test,
    Answers: _test,
    Tried: _tried,
    Cases: _cases,
    Loop: _loop,
    Ends: _ends,
    Try: _try,
}
