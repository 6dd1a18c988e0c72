"""What is live: the records that no later record superseded.

Called by `workflow` before each phase's `evolve`. Because `supersedes` names records by id, the live
set does not depend on the order in which two branches were merged, and two answers that do not
know each other both stay live: a conflict for a person to settle, never one silently dropped.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from parti.records.vocabulary import Record

State = TypeVar("State")


def live(records: Iterable[Record]) -> Iterator[Record]:
    """The records whose id no record supersedes, in the order given."""
    every = tuple(records)
    gone = {identity for record in every for identity in getattr(record.body, "supersedes", ())}
    return (record for record in every if record.id not in gone)


def fold(evolve: Callable[[State, Record], State], start: State, records: Iterable[Record]) -> State:
    """Applies `evolve` to each record in turn."""
    state = start
    for record in records:
        state = evolve(state, record)
    return state
