"""Values that were replaced and are still counted with: somewhere else, in words that were not said again.

Called by what stands between a design and its lock, and by the lock for what it only tells. A quantity is
known by what it counts, or by its label within one component. Statements that cite where a value comes from
and hold another are wrong for certain; those that only hold the same value may mean something else, so they
are notes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import contradictions as sums
from parti.design import elements, labels, measures, proposal
from parti.design import quantities as q
from parti.design import state as states
from parti.records import vocabulary as facts

_AMOUNT = r"\d[\d.,]{0,15}k?(?:\s+[\w./-]{1,30}){1,4}"
_LABELS: Mapping[str, str] = {
    "a time-out": labels.EACH,
    "a total": labels.TOTAL,
    "the caller's patience": labels.CALLER,
    "an acknowledgement's limit": labels.ACK_LIMIT,
    "the time to stop": labels.STOPS,
    "the time to be killed": labels.KILLS,
    "an outage": labels.OUTAGE,
    "the time to keep": labels.KEPT,
}


class Version(msgspec.Struct, frozen=True):
    """Words as they stood in one record; `live` while nothing replaced it."""

    key: str
    record: facts.Record
    text: str
    live: bool


class Old(msgspec.Struct, frozen=True):
    """A value that a statement held before it was said anew, and what stands there now."""

    key: str
    thing: tuple[str, str]
    amount: float
    shown: str
    now: str
    by: facts.Record


def findings(state: states.DesignState, records: Sequence[facts.Record]) -> tuple[Finding, ...]:
    """Statements that count with a value which another statement has left.

    Args:
        state: the design as it is now.
        records: the whole log, for what was said before.
    """
    every = tuple(_versions(state, records))
    gone = tuple(_gone(every))
    if not gone:
        return ()
    owners = elements.owners(state)
    order = {record.id: number for number, record in enumerate(records)}
    found: dict[tuple[str, str], Finding] = {}
    for one in (version for version in every if version.live and version.key != "problem"):
        for old in gone:
            if old.key == one.key or (one.key, old.key) in found:
                continue
            if _cites(one.text, old):
                found[one.key, old.key] = _finding(one.key, old, certain=True)
            elif _says(one, old, owners) and not _knew(one.record, old.by, records, order):
                found[one.key, old.key] = _finding(one.key, old, certain=False)
    return tuple(found.values())


def _versions(state: states.DesignState, records: Iterable[facts.Record]) -> Iterator[Version]:
    """What people said of the problem and the system, with what it was before; not the bank's defaults."""
    live = {r.id for table in (state.settled, state.named) for rows in table.values() for r in rows}
    live |= {record.id for record in state.problems}
    asked = state.questions()
    for record in records:
        body, key, text = record.body, "", ""
        if isinstance(body, facts.Answered) and body.how != "default" and body.question in asked:
            key, text = f"Q-{body.question}", body.text
        elif isinstance(body, facts.ProblemStated):
            key, text = "problem", "\n".join((body.situation, *body.needed, *body.never, *body.quantities))
        elif isinstance(body, facts.Decided):
            key, text = body.key, f"{body.title}: {body.choice}"
        elif isinstance(body, facts.InvariantStated):
            key, text = body.key, body.text
        elif isinstance(body, facts.FailureModeNamed):
            key, text = body.key, body.handling
        if key:
            yield Version(key, record, sums.cut(text), record.id in live)


def _gone(every: Sequence[Version]) -> Iterator[Old]:
    """Values of replaced words in whose place another value of the sort stands now."""
    live: dict[str, list[Version]] = {}
    for one in every:
        if one.live:
            live.setdefault(one.key, []).append(one)
    for one in every:
        now = live.get(one.key, [])
        if one.live or len(now) != 1:
            continue
        values = _values(now[0].text)
        for thing, (amount, shown) in _values(one.text).items():
            if thing in values and values[thing][0] != amount:
                yield Old(one.key, thing, amount, shown, values[thing][1], now[0].record)


@lru_cache(maxsize=1024)
def _values(text: str) -> Mapping[tuple[str, str], tuple[float, str]]:
    """What a text gives one value: things counted, and times by their label."""
    things: dict[tuple[str, str], dict[float, str]] = {}
    for found in measures.of(text):
        things.setdefault(found.thing, {}).setdefault(found.amount, " ".join(found.shown.split()))
    values = {thing: next(iter(said.items())) for thing, said in things.items() if len(said) == 1}
    for name, pattern in _LABELS.items():
        amount = q.labelled((text,), pattern, q.duration, labels.NOT_NOW)
        if amount is not None:
            values["time", name] = (amount, q.told(amount))
    return values


def _says(one: Version, old: Old, owners: Mapping[str, frozenset[str]]) -> bool:
    """Whether the old value is in a statement's words; a time counts within one component alone."""
    if old.thing[0] == "time" and old.key != "problem":
        mine, other = owners.get(one.key, frozenset()), owners.get(old.key, frozenset())
        if mine.isdisjoint(other):
            return False
    return _holds(one.text, old)


def _holds(text: str, old: Old) -> bool:
    return _values(text).get(old.thing, (None, ""))[0] == old.amount


def _cites(text: str, old: Old) -> bool:
    """Whether the value stands right beside the name of the statement that no longer holds it."""
    source = r"the problem(?:'s)?" if old.key == "problem" else rf"{re.escape(old.key)}(?:'s)?"
    beside = (
        rf"({_AMOUNT})\s*\((?:see\s+|by\s+)?{source}\)",
        rf"{source}\s+(?:says|gives|has|names)\s+({_AMOUNT})",
    )
    return any(
        _is(match[1], old)
        for pattern in beside
        for match in re.finditer(rf"(?<![\w-]){pattern}(?!\w)", text, re.IGNORECASE)
    )


def _is(shown: str, old: Old) -> bool:
    """Whether words that cite a source hold the old value; a time needs no label there."""
    time = re.match(q.DURATION, shown, re.IGNORECASE) if old.thing[0] == "time" else None
    return q.duration(time[0]) == old.amount if time else _holds(shown, old)


def _knew(
    record: facts.Record, other: facts.Record, records: Sequence[facts.Record], order: Mapping[str, int]
) -> bool:
    """Whether a record was made by somebody who had seen the other."""
    if order.get(record.id, 0) < order.get(other.id, 0):
        return False
    return bool(proposal.seen(record.id, records, (other.id,)))


def _finding(key: str, old: Old, *, certain: bool) -> Finding:
    verb = (
        f'parti answer {key} "…"' if key.startswith("Q-") else f"parti withdraw {key} …, then say it again"
    )
    where = "the problem" if old.key == "problem" else old.key
    return Finding(
        code="design/stale-value",
        level="error" if certain else "note",
        message=f"{key} counts with {old.shown}; {where} said so before, and says {old.now} now.",
        place=Place(path=key),
        fix=verb if certain else f"{verb}, unless it means something else",
    )
