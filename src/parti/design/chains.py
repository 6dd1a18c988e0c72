"""Deadlines along a chain of calls: what the inner calls may take fits into what the outer one waits.

Called by `hindrances` beside `contradictions`. A hop is said in words, `api calls orders` or
`api → orders`, and the numbers behind it, up to the next hop, are its own: attempts, the time-out of each,
pauses, or a total. A hop whose attempts have no time-out of their own takes what is behind it. As there, a
number that is missing, a range or said twice is no number, and then nothing is said.
"""

import collections
import functools
import graphlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import contradictions as sums
from parti.design import labels
from parti.design import quantities as q
from parti.design import state as states

EACH = (
    rf"{labels.EACH}|\b(?:time-?\s?outs?|times? out)\b{labels.NEAR}{labels.D}"
    rf"|{labels.D}\s+(?:time-?\s?out|each)\b"
)
TOTAL = (
    rf"{labels.TOTAL}|\b(?:gives? up|hangs? up|waits?|deadline|budget)\b{labels.NEAR}{labels.D}"
    rf"|{labels.D}\s+deadline\b"
)
_OUTSIDE = ("browser", "client", "user", "app", "gateway", "load balancer", "proxy")
_OTHERS = (
    rf"{labels.NOT_NOW}|\bcallers?\b"
    rf"|\b(?:{'|'.join(_OUTSIDE)})s?\s+(?:gives?|hangs?|cuts?|times?|waits?)\b"
)
"""In a clause on the caller, or on who waits outside, a deadline is theirs."""

_WORD = r"`[^`\n]{1,40}`|[A-Za-z][\w-]{1,30}"
_HOW = "synchronously|then|also|always|only|first|next|finally|still|itself|in turn"
_CALLS = rf"\s+(?:(?:{_HOW})\s+)?(?:calls|asks|invokes|queries)\s+(?:the\s+|our\s+)?"
_VERB = re.compile("calls|asks|invokes|queries", re.IGNORECASE)
_ARROW = r"\s*(?:->|→)\s*"
_SIGN = re.compile("->|→")
"""Without the one and the other no call is told, and the patterns below are dear on a long text."""
_PRONOUNS = ("it", "this", "we", "they", "each", "one", "all", "nobody", "nothing", "who", "us", "them")
_NO_NAME = frozenset((*_PRONOUNS, "never", "longer", "rarely", "seldom"))
_FROM_TARGET, _FROM_SOURCE = ("which", "that"), ("and", "then", "also")
_ASIDE = re.compile(
    r"\b(?:background|async\w*|queue[sd]?|later|not wait|without waiting|fire.and.forget|in parallel)\b",
    re.I,
)
_IN_TURN = re.compile(r"\b(?:then|after that|afterwards|in turn|one after (?:the other|another))\b", re.I)
_DEEP = 8
"""Calls behind one another that a message can still tell; of a longer chain nothing is said."""


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """A call from one thing to another, as an answer tells it; None where it tells no number.

    Args:
        total: what all attempts together may take. each: what one may take.
        in_turn: whether it comes after the source's call before it, and not beside it.
    """

    key: str
    source: str
    target: str
    attempts: float | None = None
    each: float | None = None
    total: float | None = None
    pauses: float = 0.0
    in_turn: bool = False

    @property
    def limit(self) -> float | None:
        """How long the source waits for one reply of the target."""
        return self.each if self.each is not None else self.total

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Cost(msgspec.Struct, frozen=True):
    """Seconds that a call may take at most, the sum in words, and how many calls deep it is."""

    seconds: float
    told: str
    deep: int = 1


def findings(state: states.DesignState) -> tuple[Finding, ...]:
    """Each call that waits for less than what is behind it may take."""
    names = [component.name for component in state.component_bodies()]
    every = tuple(_distinct(hop for one in sums.said(state) for hop in hops(one, names)))
    return tuple(_over(every))


def hops(one: sums.Said, names: Sequence[str]) -> tuple[Hop, ...]:
    """The calls that a text tells of, each with the numbers up to the next one.

    Behind a row of several arrows nobody says whose the numbers are, so none of its calls has one.
    """
    return _hops(one, tuple(names))


@functools.lru_cache(1024)
def _hops(one: sums.Said, names: tuple[str, ...]) -> tuple[Hop, ...]:
    """Remembered, since many things that are said one after the other are each followed by all sums."""
    return tuple(_told(one, sorted(_found(one.text, names))))


def _told(one: sums.Said, found: Sequence[tuple[int, int, str, str]]) -> Iterator[Hop]:
    starts = collections.Counter(start for start, *_ in found)
    for at, (start, end, source, target) in enumerate(found):
        until = found[at + 1][0] if at + 1 < len(found) else len(one.text)
        words = one.text[end:until] if starts[start] == 1 else ""
        if not _ASIDE.search(words):
            yield _hop(
                one, source, target, words, bool(_IN_TURN.search(one.text[max(0, start - 20) : end]))
            )


def _hop(one: sums.Said, source: str, target: str, words: str, in_turn: bool) -> Hop:
    attempts = q.labelled((words,), labels.ATTEMPTS, q.number, labels.NOT_NOW)
    if attempts is None:
        retries = q.labelled((words,), labels.RETRIES, q.number, labels.NOT_NOW)
        attempts = None if retries is None else retries + 1
    count = round(attempts or 1)
    return Hop(
        key=one.key,
        source=source,
        target=target,
        attempts=attempts,
        each=q.labelled((words,), EACH, q.duration, _OTHERS),
        total=q.labelled((words,), TOTAL, q.duration, _OTHERS),
        pauses=sums.spacing([sums.Said(one.key, words)], count),
        in_turn=in_turn,
    )


def _found(text: str, names: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """Where a call is told, from what, to what; arrows count between components and callers alone."""
    known = sorted({*names, *_OUTSIDE}, key=len, reverse=True)
    listed = "|".join(rf"`?{re.escape(name)}`?" for name in known)
    name = rf"(?:{listed}|{_WORD})(?:\s+service)?"
    source = target = ""
    calls = rf"(?<![\w-])({name}){_CALLS}({name})(?![\w-])" if _VERB.search(text) else "(?!)"
    for match in re.finditer(calls, text, re.IGNORECASE):
        first, second = _plain(match[1]), _plain(match[2])
        source = target if first in _FROM_TARGET else source if first in _FROM_SOURCE else first
        target = second
        if source and not {source, target} & _NO_NAME:
            yield match.start(), match.end(), source, target
    arrows = rf"(?<![\w-])(?:{listed})(?:{_ARROW}(?:{listed}))+(?![\w-])"
    for match in re.finditer(arrows if _SIGN.search(text) else "(?!)", text, re.IGNORECASE):
        row = [_plain(part) for part in re.split(_ARROW, match[0])]
        for one, other in itertools.pairwise(row):
            yield match.start(), match.end(), one, other


def _plain(name: str) -> str:
    return re.sub(r"\s+service$", "", " ".join(name.strip("` ").casefold().split()))


def _distinct(every: Iterator[Hop]) -> Iterator[Hop]:
    """Each call once; what is told of it twice with two numbers is told of it not at all."""
    told: dict[tuple[str, str], list[Hop]] = {}
    for hop in every:
        if hop.source != hop.target:
            told.setdefault((hop.source, hop.target), []).append(hop)
    for same in told.values():
        numbers = {
            field: q.one_of(v for hop in same if (v := getattr(hop, field)) is not None)
            for field in ("attempts", "each", "total")
        }
        best = max(same, key=lambda hop: sum(getattr(hop, field) is not None for field in numbers))
        yield msgspec.structs.replace(best, **numbers)


def _over(every: Sequence[Hop]) -> Iterator[Finding]:
    after: dict[str, list[Hop]] = {}
    for hop in every:
        after.setdefault(hop.source, []).append(hop)
    onward = {name: _onward(name, hops, after) for name, hops in after.items()}
    costs = _costs(onward)
    for outer in every:
        behind = costs.get(outer.target) if outer in onward[outer.source] else None
        if outer.limit is None or behind is None or behind.seconds <= outer.limit:
            continue
        inner = onward[outer.target]
        message = (
            f"{outer} waits {q.told(outer.limit)} ({outer.key}), and behind it {behind.told} "
            f"({', '.join(dict.fromkeys(hop.key for hop in inner))})."
        )
        yield _finding(message, inner[0].key, outer.key)


def _onward(name: str, hops: Sequence[Hop], after: Mapping[str, Sequence[Hop]]) -> tuple[Hop, ...]:
    """The calls of one thing that do not come round to it again: those that do are no chain."""
    return tuple(hop for hop in hops if name not in _reached(hop.target, after))


def _reached(name: str, after: Mapping[str, Sequence[Hop]]) -> set[str]:
    found, left = {name}, [name]
    while left:
        new = {hop.target for hop in after.get(left.pop(), ())} - found
        found |= new
        left += new
    return found


def _costs(after: Mapping[str, Sequence[Hop]]) -> Mapping[str, Cost]:
    """What is behind each thing, looked at once, since many paths may lead to it; no call comes round."""
    found: dict[str, Cost] = {}
    targets = {name: {hop.target for hop in hops} for name, hops in after.items()}
    for name in graphlib.TopologicalSorter(targets).static_order():
        cost = _longest(after.get(name, ()), found)
        if cost is not None and cost.deep <= _DEEP:
            found[name] = cost
    return found


def _longest(hops: Sequence[Hop], found: Mapping[str, Cost]) -> Cost | None:
    """What the calls of one thing may take: the longest of them, and with it those that come in turn."""
    groups: list[list[Cost]] = []
    for hop in hops:
        cost = _worst(hop, found.get(hop.target))
        if cost is None:
            continue
        if hop.in_turn and groups:
            groups[-1].append(cost)
        else:
            groups.append([cost])
    if not groups:
        return None
    longest = max(groups, key=lambda group: sum(cost.seconds for cost in group))
    whole = sum(cost.seconds for cost in longest)
    told = " and then ".join(cost.told for cost in longest)
    deep = max(cost.deep for cost in longest)
    return Cost(whole, told if len(longest) == 1 else f"{told}, {q.told(whole)} together", deep)


def _worst(hop: Hop, inner: Cost | None) -> Cost | None:
    """What one call may take with all its attempts; without a time-out of its own, what is behind it."""
    if hop.total is not None:
        return Cost(hop.total, f"{hop} may take {q.told(hop.total)}")
    below = inner if hop.each is None else None
    each = below.seconds if below else hop.each
    if each is None:
        return None
    count = hop.attempts or 1
    spent = count * each + hop.pauses
    rest = f" and {q.told(hop.pauses)} of pauses" if hop.pauses else ""
    times = f"{q.counted(count)} × " if count > 1 else ""
    whole = f" = {q.told(spent)}" if times or rest else ""
    why = f", as {below.told}" if below else ""
    told = f"{hop} may take {times}{q.told(each)}{rest}{whole}{why}"
    return Cost(spent, told, below.deep + 1 if below else 1)


def _finding(message: str, change: str, other: str) -> Finding:
    fix = sums.again(change) if change == other else f"{sums.again(change)}, or change {other}"
    return Finding(code="design/chain", level="error", message=message, place=Place(path=change), fix=fix)
