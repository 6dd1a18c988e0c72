"""Judges functions in pieces: who leaves a *when* without its *then*, and who leaves it to callers.

Called by `python_pairs` and `foreign.pairs`. A private method is judged where the methods of its class call
it, and a method that always does *then* counts as *then*. Both sets only grow, so the search for them ends.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.source import flow

Binding = tuple[tuple[str, str], ...]
"""What the variables that both sides name stand for, by name."""


class Left(msgspec.Struct, frozen=True):
    """A place that is left without its pair, with the name of its function, where it has one."""

    line: int
    column: int
    function: str


class Function(msgspec.Struct, frozen=True, kw_only=True):
    """One function: its ways, and what its events are.

    Args:
        name: as it is written; empty where it has none.
        key: what calls of its own class know it by.
        whens: each event that is a *when*, with its binding.
        calls: each event that calls a method of the same class, with the key of that.
        mentions: the keys of all methods that are called anywhere in it.
        does: the events that are a *then* for a binding.
    """

    name: str
    key: str
    private: bool
    body: flow.Piece
    whens: Mapping[int, Binding]
    calls: Mapping[int, str]
    mentions: frozenset[str]
    does: Callable[[Binding], frozenset[int]]


class _Judged(msgspec.Struct, frozen=True):
    leaving: frozenset[str] = frozenset()
    doing: frozenset[str] = frozenset()


def left(
    functions: Sequence[Function], exempt: frozenset[str], *, alike: bool
) -> Iterator[tuple[Function, int]]:
    """Each event that waits on some way out, with its function; the functions share one class, or are one.

    Args:
        alike: nobody knows which of several methods that go by one key a call means: each must do *then*,
            and none leaves anything to its callers. Else one speaks for all.

    Raises:
        RecursionError: a function is nested too deeply.
    """
    if not any(function.whens for function in functions):
        return
    judged = _fixed_point(functions, alike)
    for function in functions:
        if function.name not in exempt and function.key not in judged.leaving:
            for event in sorted(_waiting(function, judged)):
                yield function, event


def _fixed_point(functions: Sequence[Function], alike: bool) -> _Judged:
    """First who always does *then*, then who leaves it to callers; callers of a new one are asked again."""
    callers: dict[str, list[Function]] = {}
    for one in functions:
        for key in one.mentions:
            callers.setdefault(key, []).append(one)
    asked = [one for one in functions if one.key in callers]
    if not asked:
        return _Judged()
    doing = _doing(asked, callers, alike)
    leaving: frozenset[str] = frozenset()
    known = Counter(one.key for one in functions) if alike else Counter[str]()
    pending = [
        one
        for one in asked
        if one.private and known[one.key] <= 1 and any(each.key != one.key for each in callers[one.key])
    ]
    mine = {id(one) for one in pending}
    while pending:
        told = _Judged(leaving, doing)
        new = {one.key for one in pending if one.key not in leaving and _waiting(one, told)}
        leaving |= new
        pending = [one for one in _calling(callers, new) if id(one) in mine]
    return _Judged(leaving, doing)


def _doing(asked: Sequence[Function], callers: Mapping[str, list[Function]], alike: bool) -> frozenset[str]:
    """The keys of the methods that always do *then*."""
    lazy = Counter(one.key for one in asked) if alike else Counter({one.key for one in asked})
    doing: frozenset[str] = frozenset()
    busy: set[int] = set()
    mine = {id(one) for one in asked}
    pending: Sequence[Function] = asked
    while pending:
        told = _Judged(doing=doing)
        always = [one for one in pending if id(one) not in busy and _verdict(one, told).always]
        busy.update(map(id, always))
        lazy.subtract(one.key for one in always)
        new = {one.key for one in always if lazy[one.key] <= 0} - doing
        doing |= new
        pending = [one for one in _calling(callers, new) if id(one) in mine]
    return doing


def _calling(callers: Mapping[str, list[Function]], keys: Iterable[str]) -> list[Function]:
    return list({id(one): one for key in sorted(keys) for one in callers[key]}.values())


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
