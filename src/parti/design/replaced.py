"""Values that were replaced and are still counted with: somewhere else, in words that were not said again.

Called by what stands between a design and its lock, and by the lock for what it only tells. A quantity is
known by what it counts, or by its label within one component. Statements that cite where a value comes from
and hold another are wrong for certain; those that only hold the same value may mean something else, so they
are notes.
"""

import re
from collections.abc import Mapping, Sequence

from parti.constraints.finding import Finding, Place
from parti.design import contradictions as sums
from parti.design import elements, proposal, versions
from parti.design import quantities as q
from parti.design import state as states
from parti.design.versions import Old, Version
from parti.records import vocabulary as facts

_AMOUNT = r"\d[\d.,]{0,15}k?(?:\s+[\w./-]{1,30}){1,4}"


def findings(state: states.DesignState, records: Sequence[facts.Record]) -> tuple[Finding, ...]:
    """Statements that count with a value which another statement has left.

    Args:
        state: the design as it is now.
        records: the whole log, for what was said before.
    """
    every = tuple(versions.of(state, records))
    gone = tuple(versions.gone(every))
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


def _says(one: Version, old: Old, owners: Mapping[str, frozenset[str]]) -> bool:
    """Whether the old value is in a statement's words; a time counts within one component alone."""
    if old.thing[0] == "time" and old.key != "problem":
        mine, other = owners.get(one.key, frozenset()), owners.get(old.key, frozenset())
        if mine.isdisjoint(other):
            return False
    return _holds(one.text, old)


def _holds(text: str, old: Old) -> bool:
    return versions.values(text).get(old.thing, (None, ""))[0] == old.amount


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
    verb = sums.again(key)
    where = "the problem" if old.key == "problem" else old.key
    return Finding(
        code="design/stale-value",
        level="error" if certain else "note",
        message=f"{key} counts with {old.shown}; {where} said so before, and says {old.now} now.",
        place=Place(path=key),
        fix=verb if certain else f"{verb}, unless it means something else",
    )
