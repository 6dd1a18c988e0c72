"""What was said for a problem that no longer stands, by somebody who never saw the one that does.

Called by `workflow` when a log is folded. On one branch whoever restates the problem has the answers before
them. On two branches nobody has: answers come to stand under a problem for which they were not given.
They count as open until they are said once more. Where every row of the older problem still stands, the
answer is left alone.
"""

from collections.abc import Iterator, Sequence

import msgspec

from parti.design import state as states
from parti.records import vocabulary as facts
from parti.records.vocabulary import Record

_ROWS = ("needed", "never", "quantities", "given")
_FIRST_WORDS = 60


class _History(msgspec.Struct, frozen=True):
    """The statements of the problem in a log.

    Args:
        stated: each by id. replaced: what each took the place of, and what that had replaced.
        seen: by record, the statements that stood where it was written.
        before_now: every record that the statement of today was written after.
    """

    stated: dict[str, facts.ProblemStated]
    replaced: dict[str, frozenset[str]]
    seen: dict[str, frozenset[str]]
    before_now: frozenset[str]


def marked(state: states.DesignState, records: Sequence[Record]) -> states.DesignState:
    """The state with what was given for another problem.

    Args:
        records: the whole log in its order.
    """
    if len(state.problems) != 1 or not _forked(records):
        return state  # of two problems one is chosen first
    here = {record.id for record in records}
    if any(parent not in here for record in records for parent in record.parents):
        return state  # who saw what cannot be told where records are missing, which is said by itself
    history = _history(records, state.problems[0])
    found = dict(_given_elsewhere(state, history))
    return msgspec.structs.replace(state, elsewhere=found) if found else state


def _forked(records: Sequence[Record]) -> bool:
    """Whether anything was written without all that stands before it in the log."""
    last = ""
    for record in records:
        if last and record.parents != (last,):
            return True
        last = record.id
    return False


def _history(records: Sequence[Record], now: Record) -> _History:
    stated: dict[str, facts.ProblemStated] = {}
    replaced: dict[str, frozenset[str]] = {}
    seen: dict[str, frozenset[str]] = {}
    after: dict[str, frozenset[str]] = {}
    for record in records:
        every = frozenset[str]().union(*(after.get(parent, frozenset()) for parent in record.parents))
        stand = every.difference(*(replaced[one] for one in every)) if len(every) > 1 else every
        seen[record.id] = after[record.id] = stand
        if isinstance(record.body, facts.ProblemStated):
            known = [one for one in record.body.supersedes if one in stated]
            stated[record.id] = record.body
            replaced[record.id] = frozenset(known).union(*(replaced[one] for one in known))
            after[record.id] = (stand - replaced[record.id]) | {record.id}
    return _History(stated, replaced, seen, _ancestors(records, now.id))


def _ancestors(records: Sequence[Record], identity: str) -> frozenset[str]:
    by_id = {record.id: record for record in records}
    found: set[str] = set()
    waiting = [identity]
    while waiting:
        record = by_id.get(waiting.pop())
        fresh = [one for one in record.parents if one not in found] if record else []
        found.update(fresh)
        waiting.extend(fresh)
    return frozenset(found)


def _given_elsewhere(
    state: states.DesignState, history: _History
) -> Iterator[tuple[str, facts.ProblemStated]]:
    now = state.problems[0].id
    tables = (("Q-", state.settled), ("", state.named))
    for key, records in ((prefix + key, live) for prefix, table in tables for key, live in table.items()):
        given = [(one.id, problem) for one in records for problem in sorted(history.seen[one.id])]
        if given and all(_is_lost(history, record, problem, now) for record, problem in given):
            yield key, history.stated[given[-1][1]]


def _is_lost(history: _History, record: str, problem: str, now: str) -> bool:
    """Whether what this record was given for went, and nobody saw the record beside what came instead."""
    if problem == now:
        return False
    if record not in history.before_now:
        return not _taken_over(history.stated[problem], history.stated[now])
    for choice in (now, *sorted(history.replaced[now])):
        sides = [one for one in history.stated[choice].supersedes if one in history.stated]
        own = [one for one in sides if one == problem or problem in history.replaced[one]]
        if len(sides) > 1 and own:
            kept = (_taken_over(history.stated[one], history.stated[choice]) for one in own)
            if not any(kept):
                return True
    return False


def _taken_over(problem: facts.ProblemStated, by: facts.ProblemStated) -> bool:
    """Whether every row of a problem stands in another; the situation, where it has no row."""
    rows = {(field, _plain(row)) for field in _ROWS for row in getattr(problem, field)}
    if not rows:
        return _plain(problem.situation) in _plain(by.situation)
    return rows <= {(field, _plain(row)) for field in _ROWS for row in getattr(by, field)}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def told(problem: facts.ProblemStated) -> str:
    """A problem by its first words, for whoever must know it again."""
    plain = " ".join(problem.situation.split())
    return plain if len(plain) <= _FIRST_WORDS else f"{plain[: _FIRST_WORDS - 1]}…"
