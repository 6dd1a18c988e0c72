"""What statements said before they were said anew, and the values that this took out of the design.

Called by `replaced`. A value is gone when the same statement now gives another amount to the same thing. A
thing with two values in one text is left alone, and so is a statement that two branches said in two ways.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from parti.design import contradictions as sums
from parti.design import labels, measures
from parti.design import quantities as q
from parti.design import state as states
from parti.records import vocabulary as facts

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


def of(state: states.DesignState, records: Iterable[facts.Record]) -> Iterator[Version]:
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


def gone(every: Sequence[Version]) -> Iterator[Old]:
    """Values of replaced words in whose place another value of the sort stands now."""
    live: dict[str, list[Version]] = {}
    for one in every:
        if one.live:
            live.setdefault(one.key, []).append(one)
    for one in every:
        now = live.get(one.key, [])
        if one.live or len(now) != 1:
            continue
        stands = values(now[0].text)
        for thing, (amount, shown) in values(one.text).items():
            if thing in stands and stands[thing][0] != amount:
                yield Old(one.key, thing, amount, shown, stands[thing][1], now[0].record)


@lru_cache(maxsize=1024)
def values(text: str) -> Mapping[tuple[str, str], tuple[float, str]]:
    """What a text gives one value: things counted, and times by their label."""
    things: dict[tuple[str, str], dict[float, str]] = {}
    for found in measures.of(text):
        things.setdefault(found.thing, {}).setdefault(found.amount, " ".join(found.shown.split()))
    known = {thing: next(iter(said.items())) for thing, said in things.items() if len(said) == 1}
    for name, pattern in _LABELS.items():
        amount = q.labelled((text,), pattern, q.duration, labels.NOT_NOW)
        if amount is not None:
            known["time", name] = (amount, q.told(amount))
    return known
