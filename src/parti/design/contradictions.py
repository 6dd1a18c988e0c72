"""Contradictions between answers that arithmetic finds: budgets, queues, pools, restores.

Called by what stands between a design and its lock. Each rule looks for numbers whose meaning their own
clause tells, and is silent when one is missing, given as a range, or given twice with two values: a wrong
alarm about somebody's arithmetic is worse than none. The logical ones stand in `clashes`.
"""

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import labels
from parti.design import quantities as q
from parti.design import state as states
from parti.records import vocabulary as facts

_LONGEST = 2_000
"""Characters of an answer that are looked at; whoever writes more of it wrote no sum."""


class Said(msgspec.Struct, frozen=True):
    """Words of the design, and the id that they stand under."""

    key: str
    text: str


class Value(msgspec.Struct, frozen=True):
    """A number whose meaning is clear, and who said it."""

    key: str
    amount: float


def said(state: states.DesignState) -> tuple[Said, ...]:
    """What people said of their system: answers in their words, decisions, invariants, handlings.

    Defaults are left out: they are the bank's words, which speak of no system in particular.
    """
    found: list[Said] = []
    for name in state.questions():
        for record in state.settled.get(name, ()):
            if isinstance(record.body, facts.Answered) and record.body.how != "default":
                found.append(Said(f"Q-{name}", record.body.text))
    for key, records in sorted(state.named.items()):
        found += [Said(key, text) for record in records if (text := _claims(record.body))]
    return tuple(msgspec.structs.replace(one, text=cut(one.text)) for one in found)


def cut(text: str) -> str:
    """As much of a text as is looked at; no word and no number is cut in two."""
    return text if len(text) <= _LONGEST else re.sub(r"\S+\Z", "", text[: _LONGEST + 1])


def _claims(body: facts.Fact) -> str:
    """What a named thing says about the system; empty for those that are judged elsewhere."""
    if isinstance(body, facts.Decided):
        return f"{body.title}: {body.choice}"
    if isinstance(body, facts.InvariantStated):
        return body.text
    return body.handling if isinstance(body, facts.FailureModeNamed) else ""


def findings(state: states.DesignState) -> tuple[Finding, ...]:
    """Every sum that does not come out."""
    every = said(state)
    waits = _is_waited_for(state)
    sums = (found for rule in _RULES for found in rule(every))
    return (*_retry_budget(every, waits), *sums)


def value(
    every: Sequence[Said], pattern: str, convert: q.Converter, unless: str = labels.NOT_NOW
) -> Value | None:
    """The one value of a label in the whole design; None when nobody says it, or two say different ones."""
    found = [
        Value(one.key, amount)
        for one in every
        if (amount := q.labelled((one.text,), pattern, convert, unless)) is not None
    ]
    ambiguous = any(
        q.labelled((one.text,), pattern, convert, unless) is None
        and q.has(one.text, pattern, unless, convert)
        for one in every
    )
    return found[0] if found and not ambiguous and q.one_of(v.amount for v in found) is not None else None


def _retry_budget(every: Sequence[Said], waits: bool) -> Iterator[Finding]:
    """attempts × time-out + spacing ≤ the caller's deadline"""
    caller = value(every, labels.CALLER, q.duration)
    plain = value(every, labels.ATTEMPTS, q.number)
    attempts = plain or _with_the_first(every)
    each = value(every, labels.EACH, q.duration)
    if caller is None or not (waits or caller.key in {one.key for one in (attempts, each) if one}):
        return
    total = value(every, labels.TOTAL, q.duration)
    if total is not None and attempts is not None and total.amount > caller.amount:
        message = f"{total.key} goes on for {q.told(total.amount)}, {_caller(caller)}."
        yield _finding(message, total, caller)
    elif total is None and attempts is not None and each is not None:
        pauses = spacing([one for one in every if one.key == attempts.key], round(attempts.amount))
        spent = attempts.amount * each.amount + pauses
        if spent > caller.amount:
            rest = f" and {q.told(pauses)} of pauses" if pauses else ""
            how = "" if plain else f"with {q.counted(attempts.amount - 1)} retries "
            tries = f"{how}{q.counted(attempts.amount)} × {q.told(each.amount)}{rest} = {q.told(spent)}"
            message = f"{_both(attempts, each)}: {tries}, {_caller(caller)}."
            yield _finding(message, attempts, caller)


def _with_the_first(every: Sequence[Said]) -> Value | None:
    """Attempts of one who tells retries: the first attempt is no retry."""
    retries = value(every, labels.RETRIES, q.number)
    return Value(retries.key, retries.amount + 1) if retries else None


def _is_waited_for(state: states.DesignState) -> bool:
    """Whether every call is made while somebody waits; next to a queue or a clock a call may be either."""
    kinds = {component.kind for component in state.component_bodies()}
    return kinds.isdisjoint(("consumer", "publisher", "broker", "scheduler"))


def _caller(caller: Value) -> str:
    return f"and after {q.told(caller.amount)} the caller has gone ({caller.key})"


def spacing(every: Sequence[Said], attempts: int) -> float:
    """The pauses between the attempts, in seconds; nothing when they are not told plainly."""
    for one in every:
        if found := labels.DELAYS.search(one.text):
            last_unit = re.search(r"[a-z]+\s*$", found[1].strip(), re.IGNORECASE)
            parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", found[1])
            unit = last_unit[0] if last_unit else "s"
            delays = [
                part if re.search(r"[a-z]\s*$", part, re.I) else f"{part} {unit}" for part in parts if part
            ]
            return sum(q.duration(part) for part in delays[: max(attempts - 1, 0)])
    apart = value(every, labels.APART, q.duration)
    return apart.amount * max(attempts - 1, 0) if apart else 0.0


def _parts_of_a_total(every: Sequence[Said]) -> Iterator[Finding]:
    """No part of a call is allowed more than the whole of it."""
    for one in every:
        total = q.labelled((one.text,), labels.TOTAL, q.duration, labels.NOT_NOW)
        for pattern in labels.PARTS:
            share = q.labelled((one.text,), pattern, q.duration, labels.NOT_NOW)
            if total is not None and share is not None and share > total:
                part, whole = q.told(share), q.told(total)
                message = f"{one.key} allows {part} for a part of a call and {whole} for all of it."
                yield _finding(message, Value(one.key, share), Value(one.key, total))


def _ack_limit(every: Sequence[Said]) -> Iterator[Finding]:
    """Work on a message ends before the broker gives it to somebody else."""
    for work, limit in _above(every, _works, _ack_limits):
        message = (
            f"{work.key} lets work on a message take {q.told(work.amount)}, and {limit.key} says that the "
            f"broker gives it to another one after {q.told(limit.amount)}."
        )
        yield _finding(message, work, limit)


def _works(every: Sequence[Said]) -> Value | None:
    asked = [one for one in every if one.key == "Q-processing-limit"]
    return value(every, labels.WORKS, q.duration) or value(asked, labels.TAKES, q.duration)


def _ack_limits(every: Sequence[Said]) -> Value | None:
    return value(every, labels.ACK_LIMIT, q.duration)


def _stop(every: Sequence[Said]) -> Iterator[Finding]:
    """What stops by itself does so before it is killed."""
    for stops, kills in _above(every, _stops, _kills):
        took, had = q.told(stops.amount), q.told(kills.amount)
        message = f"{stops.key} stops after {took}, and {kills.key} says that it is killed after {had}."
        yield _finding(message, stops, kills)


def _stops(every: Sequence[Said]) -> Value | None:
    return value(every, labels.STOPS, q.duration)


def _kills(every: Sequence[Said]) -> Value | None:
    return value(every, labels.KILLS, q.duration)


def _above(
    every: Sequence[Said],
    first: Callable[[Sequence[Said]], Value | None],
    second: Callable[[Sequence[Said]], Value | None],
) -> Iterator[tuple[Value, Value]]:
    """The first amount where it passes the second: in one answer, whatever others say, else over all."""
    for told in (*((one,) for one in every), every):
        one, other = first(told), second(told)
        if one and other and one.amount > other.amount:
            yield one, other
            return


def _pool(every: Sequence[Said]) -> Iterator[Finding]:
    """pool × copies ≤ what the server takes"""
    pool, copies = value(every, labels.POOL, q.number), value(every, labels.COPIES, q.number)
    server = value(every, labels.SERVER, q.number)
    if pool and copies and server and pool.amount * copies.amount > server.amount:
        product = q.counted(pool.amount * copies.amount)
        sum_ = f"{q.counted(pool.amount)} × {q.counted(copies.amount)} = {product} connections"
        takes = f"the server takes {q.counted(server.amount)} ({server.key})"
        message = f"{_both(pool, copies)}: {sum_}, and {takes}."
        yield _finding(message, pool, server)


def _queue(every: Sequence[Said]) -> Iterator[Finding]:
    """rate × outage ≤ the queue's limit"""
    rate, outage = value(every, labels.ORDINARY, q.rate), value(every, labels.OUTAGE, q.duration)
    limit = value(every, labels.LIMIT, q.number, labels.IN_HAND)
    if rate and outage and limit and rate.amount * outage.amount > limit.amount:
        sum_ = f"{q.counted(rate.amount * outage.amount)} in {q.told(outage.amount)}"
        message = (
            f"{_both(rate, outage)}: {sum_}, and the queue holds {q.counted(limit.amount)} ({limit.key})."
        )
        yield _finding(message, limit, rate)


def _drain(every: Sequence[Said]) -> Iterator[Finding]:
    """backlog ÷ spare capacity ≤ the time in which it is said to be gone"""
    rate, serves = value(every, labels.ORDINARY, q.rate), value(every, labels.SERVES, q.rate)
    if not rate or not serves:
        return
    arrive = f"{q.counted(rate.amount)}/s arrive ({rate.key})"
    work = f"{q.counted(serves.amount)}/s are worked off ({serves.key})"
    if serves.amount <= rate.amount:
        message = f"{arrive} and {work}: a backlog never shrinks."
        yield _finding(message, serves, rate)
        return
    outage, gone = value(every, labels.OUTAGE, q.duration), value(every, labels.CAUGHT_UP, q.duration)
    if outage and gone:
        needs = rate.amount * outage.amount / (serves.amount - rate.amount)
        if needs > gone.amount:
            took, had = q.told(round(needs)), q.told(gone.amount)
            message = (
                f"{arrive}, {work}: after {q.told(outage.amount)} it takes {took}, not {had} ({gone.key})."
            )
            yield _finding(message, gone, serves)


def _backup(every: Sequence[Said]) -> Iterator[Finding]:
    """What a restore may leave out is no less than the time between two backups."""
    if any(re.search(labels.STREAMED, one.text, re.IGNORECASE) for one in every if _speaks_of_backup(one)):
        return
    loss = value(tuple(one for one in every if _speaks_of_backup(one)), labels.LOSS, q.duration)
    gaps = [Value(one.key, gap) for one in every if (gap := _interval(one)) is not None]
    if loss and gaps and q.one_of(gap.amount for gap in gaps) is not None and loss.amount < gaps[0].amount:
        message = (
            f"{loss.key} lets a restore leave out {q.told(loss.amount)}, and a backup is made every "
            f"{q.told(gaps[0].amount)} ({gaps[0].key})."
        )
        yield _finding(message, loss, gaps[0])


def _speaks_of_backup(one: Said) -> bool:
    return (
        re.search(r"\b(?:back-?ups?|restor\w+|snapshots?|dumps?|rpo)\b", one.text, re.IGNORECASE)
        is not None
    )


def _interval(one: Said) -> float | None:
    kept = (
        c
        for c in q.clauses(one.text)
        if re.search(r"\b(?:back-?ups?|snapshots?|dumps?)\b", c, re.IGNORECASE)
    )
    return q.one_of(gap for clause in kept if (gap := q.every(clause)) is not None)


def _retention(every: Sequence[Said]) -> Iterator[Finding]:
    """What an audit may ask for is still there."""
    kept = value(every, labels.KEPT, q.duration)
    asked = value(every, labels.AUDITED, q.duration)
    if kept and asked and kept.amount < asked.amount:
        message = (
            f"{kept.key} keeps it for {q.told(kept.amount)}, and {asked.key} needs {q.told(asked.amount)}."
        )
        yield _finding(message, kept, asked)


_RULES: tuple[Callable[[Sequence[Said]], Iterator[Finding]], ...] = (
    _parts_of_a_total, _ack_limit, _stop, _pool, _queue, _drain, _backup, _retention,
)  # fmt: skip


def _both(one: Value, other: Value) -> str:
    return one.key if one.key == other.key else f"{one.key} and {other.key}"


def _finding(message: str, change: Value, other: Value) -> Finding:
    """Names both answers; the first is the one to say again."""
    key = change.key
    fix = again(key) if key == other.key else f"{again(key)}, or change {other.key}"
    return Finding(code="design/arithmetic", level="error", message=message, place=Place(path=key), fix=fix)


def again(key: str) -> str:
    """The command that says a statement once more."""
    if key.startswith("Q-"):
        return f'parti answer {key} "…"'
    return f"parti withdraw {key} …, then say it again"
