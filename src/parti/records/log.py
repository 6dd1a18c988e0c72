"""The append-only log of one feature: reading all writers' files, and appending to one's own.

Called by `workflow` alone for appends, by the look verbs for reading. Each writer (clone × branch)
has a file of its own, so git never meets two people in one file; readers take all files
together, verify every id, and put the records in one order. Nothing is guessed about damage: a line
that does not verify is reported with its place and left where it is.
"""

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from parti.records import canonical, files, refusal, vocabulary
from parti.records.vocabulary import Fact, Record

SEGMENT_BYTES = 256 * 1024
"""A writer's file above this size continues in `<writer>.2.jsonl` (S2)."""


CONVERTED = "the line end was converted: a carriage return stands before it"


class Damage(msgspec.Struct, frozen=True):
    """A line that could not be taken: where, what is wrong, and whether a newer Parti would read it.

    Args:
        kind: `torn` (cut short at the end), `damaged`, `conflict` (merge markers), `newer`, or `missing`
            (the line is whole, but a record that it builds on is nowhere).
        record: the id that the line claims, or the one that is missing; empty where there is none.
    """

    path: Path
    line: int
    kind: str
    sentence: str
    record: str = ""


class Reading(msgspec.Struct, frozen=True):
    """Everything that a log folder holds: ordered records, what could not be read, and what is not there.

    Args:
        missing: each parent that no file holds, at the first line that names it.
    """

    records: tuple[Record, ...]
    damage: tuple[Damage, ...]
    heads: tuple[str, ...]
    missing: tuple[Damage, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is damaged or gone; a torn end was never part of the log."""
        return not self.missing and all(each.kind == "torn" for each in self.damage)

    def ids(self) -> frozenset[str]:
        """The ids of all lines, damaged ones by what they claim: nobody took those out."""
        return frozenset((*(r.id for r in self.records), *(d.record for d in self.damage if d.record)))


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    at: str
    body: msgspec.Raw
    by: str
    id: str
    kind: str
    parents: tuple[str, ...]


class _Identity(msgspec.Struct, frozen=True):
    """What the envelope of any Parti, however new, has."""

    id: str


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_IDENTITY = msgspec.json.Decoder(_Identity)
_BODIES = {kind: msgspec.json.Decoder(body) for kind, body in vocabulary.KINDS.items()}
_CLAIM = re.compile(rb'"id":"(r:[0-9a-f]{64})"')
_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


def make(fact: Fact, *, at: str, by: str, parents: Sequence[str]) -> Record:
    """A record of a fact, with its id."""
    kind = type(fact).__name__
    rest = {"at": at, "body": fact, "by": by, "kind": kind, "parents": sorted(parents)}
    plain = canonical.encode(rest)
    parsed = msgspec.json.decode(plain)
    return Record(
        id=canonical.digest("r", plain),
        at=parsed["at"],
        by=parsed["by"],
        kind=kind,
        parents=tuple(parsed["parents"]),
        body=_BODIES[kind].decode(canonical.encode(parsed["body"])),
    )


def line_of(record: Record) -> bytes:
    """The record's canonical line, newline included."""
    return canonical.encode(record) + b"\n"


def append(folder: Path, writer: str, records: Iterable[Record]) -> bytes:
    """Appends records to the writer's current segment; returns a torn tail that was set aside.

    The cost does not grow with the log: only the folder's names and the last segment's end are read.
    """
    lines = b"".join(line_of(record) for record in records)
    return files.append(_segment(folder, writer), lines) if lines else b""


def read(folder: Path) -> Reading:
    """All records of a feature in one order, with what is damaged."""
    found: dict[str, Record] = {}
    damage: list[Damage] = []
    for path in sorted(folder.glob("*.jsonl")):
        for item in _read_file(path):
            if isinstance(item, Damage):
                damage.append(item)
            else:
                found.setdefault(item.id, item)
    records = tuple(ordered(found.values()))
    gone = {parent for record in records for parent in record.parents} - found.keys()
    missing = _missing(folder, gone.difference(each.record for each in damage)) if gone else ()
    return Reading(records, tuple(damage), heads(records), tuple(missing))


def identity(line: bytes) -> str:
    """The id of a whole and true line without its end, whichever Parti wrote it; empty for any other."""
    try:
        claimed = _IDENTITY.decode(line).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    return claimed if _verifies(line, claimed) else ""


def read_line(line: bytes) -> Record | None:
    """One whole line as a record; None when it is torn, damaged or of a newer Parti."""
    found = _read_line(Path(), 0, line[:-1]) if line.endswith(b"\n") else None
    return found if isinstance(found, Record) else None


def ordered(records: Iterable[Record]) -> Iterator[Record]:
    """Records by parents, then time, then id (S5): the same for every interleaving of the files.

    A parent that is not there (its branch is not merged yet) holds nobody up.
    """
    by_id = {record.id: record for record in records}
    waiting: dict[str, int] = {}
    children: dict[str, list[str]] = {}
    for record in by_id.values():
        known = [parent for parent in record.parents if parent in by_id]
        waiting[record.id] = len(known)
        for parent in known:
            children.setdefault(parent, []).append(record.id)
    ready = [(by_id[key].at, key) for key, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    while ready:
        _, key = heapq.heappop(ready)
        yield by_id[key]
        for child in children.get(key, ()):
            waiting[child] -= 1
            if waiting[child] == 0:
                heapq.heappush(ready, (by_id[child].at, child))


def heads(records: Iterable[Record]) -> tuple[str, ...]:
    """Ids that no other record names as a parent, sorted."""
    every = tuple(records)
    named = {parent for record in every for parent in record.parents}
    return tuple(sorted(record.id for record in every if record.id not in named))


def _segment(folder: Path, writer: str) -> Path:
    """The first segment with room: they fill one after the other, so doubling and halving finds it."""
    full, room = 0, 1
    while _is_full(folder, writer, room):
        full, room = room, room * 2
    while room - full > 1:
        middle = (full + room) // 2
        full, room = (middle, room) if _is_full(folder, writer, middle) else (full, middle)
    return _segment_path(folder, writer, room)


def _is_full(folder: Path, writer: str, number: int) -> bool:
    return files.size(_segment_path(folder, writer, number)) >= SEGMENT_BYTES


def _segment_path(folder: Path, writer: str, number: int) -> Path:
    return folder / (f"{writer}.jsonl" if number == 1 else f"{writer}.{number}.jsonl")


def _read_file(path: Path) -> Iterator[Record | Damage]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refusal.Unready(
            f"The log {path} cannot be read: {error.strerror}.",
            next_step="check its permissions, then parti doctor",
            place=str(path),
        ) from error
    lines = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        last = number == len(lines)
        if not line:
            if not last:
                yield Damage(path, number, "damaged", "an empty line stands in the log")
        elif last:
            yield Damage(path, number, "torn", "the last line was cut short and never acknowledged")
        else:
            found = _read_line(path, number, line)
            if isinstance(found, Damage) and (claim := _CLAIM.search(line)):
                found = msgspec.structs.replace(found, record=claim[1].decode())
            yield found


def _missing(folder: Path, gone: Iterable[str]) -> Iterator[Damage]:
    """Where each of these records is first named; only a log that lacks some is read again for it."""
    left = set(gone)
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
            for one in sorted(name for name in left if name.encode() in line):
                sentence = f"the record {one[:14]}, on which this line builds, is in no file of the feature"
                left.discard(one)
                yield Damage(path, number, "missing", sentence, one)


def _read_line(path: Path, number: int, line: bytes) -> Record | Damage:
    if line.startswith(_MARKERS):
        return Damage(path, number, "conflict", "a merge conflict marker stands in the log")
    try:
        envelope = _ENVELOPE.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if identity(line):
            return Damage(path, number, "newer", f"the record has a shape not known here: {error}")
        return Damage(path, number, "damaged", f"not a record: {error}")
    if not _verifies(line, envelope.id):
        if line.endswith(b"\r") and _verifies(line[:-1], envelope.id):
            return Damage(path, number, "damaged", CONVERTED)
        return Damage(path, number, "damaged", "the record's id does not match its content")
    decoder = _BODIES.get(envelope.kind)
    if decoder is None:
        return Damage(path, number, "newer", f"record kind {envelope.kind!r} is not known here")
    try:
        body = decoder.decode(envelope.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Damage(path, number, "newer", f"{envelope.kind} has a shape not known here: {error}")
    return Record(
        id=envelope.id,
        at=envelope.at,
        by=envelope.by,
        kind=envelope.kind,
        parents=envelope.parents,
        body=body,
    )


def _verifies(line: bytes, identity: str) -> bool:
    """Derives the id again from the very bytes: the line less its `id` member."""
    member = b'"id":"' + identity.encode() + b'",'
    at = line.rfind(member)
    if at < 0:
        return False
    return canonical.digest("r", line[:at] + line[at + len(member) :]) == identity
