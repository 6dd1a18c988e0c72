"""The folded state of the chunks: what is planned, briefed and checked, by number.

Made by `workflow` from the live records; read by every stage of phase 2, by `status` and `next`. A
chunk that is planned anew loses its brief and its pass, because both spoke of another chunk; a plan
made on two branches keeps both records, so that the conflict can be seen and settled.
"""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from parti.records import vocabulary as facts
from parti.records.vocabulary import Record

Value = TypeVar("Value")


class Seen(msgspec.Struct, frozen=True):
    """How a file was when a check last passed with it: the chunk's number, the digest of the content."""

    number: int
    digest: str


class ChunksState(msgspec.Struct, frozen=True, kw_only=True):
    """What phase 2 knows.

    Args:
        planned: live plans by number; two mean a conflict.
        briefed: the latest brief of each chunk as it is planned now.
        checked: the latest check of each chunk as it is planned now.
        seen: each file as the newest passing check of any chunk saw it, also of a chunk planned anew since.
    """

    planned: Mapping[int, tuple[Record, ...]] = {}
    briefed: Mapping[int, Record] = {}
    checked: Mapping[int, Record] = {}
    seen: Mapping[str, Seen] = {}

    def chunk(self, number: int) -> facts.ChunkPlanned | None:
        """The chunk as it was planned last; None when there is no such number."""
        records = self.planned.get(number, ())
        body = records[-1].body if records else None
        return body if isinstance(body, facts.ChunkPlanned) else None

    def check(self, number: int) -> facts.ChunkChecked | None:
        """The latest check of a chunk; None before the first."""
        record = self.checked.get(number)
        body = record.body if record else None
        return body if isinstance(body, facts.ChunkChecked) else None


def evolve(state: ChunksState, record: Record) -> ChunksState:
    """The state after one live record; facts of other phases leave it as it was."""
    body = record.body
    if isinstance(body, facts.ChunkPlanned):
        return msgspec.structs.replace(
            state,
            planned={**state.planned, body.number: (*state.planned.get(body.number, ()), record)},
            briefed=_without(state.briefed, body.number),
            checked=_without(state.checked, body.number),
        )
    if isinstance(body, facts.ChunkBriefed):
        return msgspec.structs.replace(state, briefed={**state.briefed, body.number: record})
    if isinstance(body, facts.ChunkChecked):
        files = body.files if body.verdict == "pass" else ()
        return msgspec.structs.replace(
            state,
            checked={**state.checked, body.number: record},
            seen={**state.seen, **{file.path: Seen(body.number, file.digest) for file in files}},
        )
    return state


def passed(state: ChunksState, number: int) -> bool:
    """Whether the latest check of the chunk, as it is planned now, was a pass."""
    check = state.check(number)
    return check is not None and check.verdict == "pass"


def next_number(state: ChunksState) -> int | None:
    """The first planned chunk that has not passed; None when there is none."""
    return next((number for number in sorted(state.planned) if not passed(state, number)), None)


def conflicts(state: ChunksState) -> Mapping[int, tuple[Record, ...]]:
    """Chunks that two plans describe differently without knowing of each other."""
    return {
        number: records
        for number, records in state.planned.items()
        if len({_words(record) for record in records}) > 1
    }


def _words(record: Record) -> facts.Fact:
    body = record.body
    return msgspec.structs.replace(body, supersedes=()) if isinstance(body, facts.ChunkPlanned) else body


def _without(table: Mapping[int, Value], number: int) -> Mapping[int, Value]:
    return {key: value for key, value in table.items() if key != number}
