"""Judges functions in pieces: who leaves a *when* without its *then*, and who leaves it to callers.

Called by `foreign.pairs`. A private method is judged where the methods of its class call it, and a method
that always does *then* counts as *then*. Both sets only grow, so the search for them ends.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from parti.source import flow

Binding = tuple[tuple[str, str], ...]
"""What the variables that both sides name stand for, by name."""


class Function(msgspec.Struct, frozen=True, kw_only=True):
    """One function: its ways, and what its events are.

    Args:
        name: as it is written; empty where it has none.
        key: what calls of its own class know it by.
        whens: each event that is a *when*, with its binding.
        calls: each event that calls a method of the same class, with the key of that.
        does: the events that are a *then* for a binding.
    """

    name: str
    key: str
    private: bool
    body: flow.Piece
    whens: Mapping[int, Binding]
    calls: Mapping[int, str]
    does: Callable[[Binding], frozenset[int]]


class _Judged(msgspec.Struct, frozen=True):
    leaving: frozenset[str] = frozenset()
    doing: frozenset[str] = frozenset()


def left(functions: Sequence[Function], exempt: frozenset[str]) -> Iterator[tuple[Function, int]]:
    """Each event that waits on some way out, with its function; the functions share one class, or are one.

    Raises:
        RecursionError: a function is nested too deeply.
    """
    judged = _fixed_point(functions)
    for function in functions:
        if function.name not in exempt and function.key not in judged.leaving:
            for event in sorted(_waiting(function, judged)):
                yield function, event


def _fixed_point(functions: Sequence[Function]) -> _Judged:
    """First who always does *then*, then who leaves it to callers; only callers of a new one are asked again.

    Of several methods that go by one key each must do *then*, since nobody knows which of them is called.
    """
    called = {key for one in functions for key in one.calls.values() if key != one.key}
    asked = [one for one in functions if one.key in called]
    if not asked:
        return _Judged()
    lazy = Counter(one.key for one in asked)
    doing: set[str] = set()
    busy: set[int] = set()
    pending = asked
    while pending:
        told = _Judged(doing=frozenset(doing))
        always = [one for one in pending if id(one) not in busy and _verdict(one, told).always]
        busy.update(map(id, always))
        lazy.subtract(one.key for one in always)
        new = {one.key for one in always if not lazy[one.key]}
        doing |= new
        pending = _callers(asked, new)
    leaving: set[str] = set()
    pending = [one for one in asked if one.private]
    while pending:
        told = _Judged(frozenset(leaving), frozenset(doing))
        new = {one.key for one in pending if one.key not in leaving and _waiting(one, told)}
        leaving |= new
        pending = [one for one in _callers(asked, new) if one.private]
    return _Judged(frozenset(leaving), frozenset(doing))


def _callers(functions: Sequence[Function], keys: AbstractSet[str]) -> list[Function]:
    return [one for one in functions if not keys.isdisjoint(one.calls.values())] if keys else []


def _waiting(function: Function, judged: _Judged) -> set[int]:
    """The events that are left without their pair, each with a pair for the same expressions."""
    found: set[int] = set()
    for bound in sorted({*function.whens.values(), ()}):
        found.update(_verdict(function, judged, bound).waiting)
    return found


def _verdict(function: Function, judged: _Judged, bound: Binding | None = None) -> flow.Verdict:
    """What one function leaves undone, for one binding of what both sides name; None for any."""
    when = {event for event, have in function.whens.items() if bound is None or have == bound}
    then = set(function.does(bound or ()))
    for event, key in function.calls.items():
        if key in judged.doing:
            then.add(event)
        if key in judged.leaving:
            (when.discard if bound else when.add)(event)
    return flow.judge(function.body, frozenset(when - then), frozenset(then))
