"""The plan: reads the file that names the chunks, and turns it into facts.

Called by `plan` of the workflow; whether the plan is any good is judged in `soundness`. A plan is
TOML because people write it by hand and agents print it: one `[[chunk]]` a step, in the order of work.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from parti.chunks import testfiles
from parti.constraints.finding import Place
from parti.records import refusal, vocabulary
from parti.records.vocabulary import Record

LONGEST_INTENT = 300

_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*chunk[ \t]*\]\]", re.MULTILINE)
_AT_LINE = re.compile(r"\(at line (\d+)")
_EXAMPLE = 'a chunk reads: [[chunk]] intent = "…", files = ["…"], test = "…", size = 80, serves = ["D-…"]'


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    intent: str
    files: tuple[str, ...]
    test: str
    size: int
    serves: tuple[str, ...] = ()


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """One chunk as the file proposes it, and where it stands there."""

    intent: str
    files: tuple[str, ...]
    test: str
    size: int
    serves: tuple[str, ...]
    place: Place


def read(text: str, path: str) -> tuple[Proposed, ...]:
    """The chunks of a plan file, in its order.

    Args:
        text: the file's text.
        path: what to call the file in a refusal.

    Raises:
        refusal.Misused: it is not TOML, a field is missing, unknown or makes no sense.
    """
    table = _table(text, path)
    unknown = sorted(set(table) - {"chunk"})
    if unknown:
        raise _bad(f"{unknown[0]!r} is not a part of a plan; only [[chunk]] is.", Place(path=path))
    rows = table.get("chunk")
    if not isinstance(rows, list) or not rows:
        raise _bad("The plan has no chunk.", Place(path=path))
    heads = [text.count("\n", 0, head.start()) + 1 for head in _HEAD.finditer(text)]
    places = heads if len(heads) == len(rows) else [0] * len(rows)
    return tuple(
        _proposed(row, number, Place(path=path, line=line))
        for number, (row, line) in enumerate(zip(rows, places, strict=True), start=1)
    )


def facts(
    plan: Sequence[Proposed], previous: Mapping[int, tuple[Record, ...]]
) -> tuple[vocabulary.ChunkPlanned | vocabulary.Withdrawn, ...]:
    """What to record for a plan that takes the place of an earlier one.

    A chunk that stays word for word is not planned anew, so that it keeps its brief and its pass;
    chunks for which the new plan has no number are withdrawn.

    Args:
        previous: the live plan, `ChunksState.planned`.
    """
    made: list[vocabulary.ChunkPlanned | vocabulary.Withdrawn] = []
    for number, proposed in enumerate(plan, start=1):
        before = previous.get(number, ())
        planned = vocabulary.ChunkPlanned(
            number=number,
            intent=proposed.intent,
            files=proposed.files,
            test=proposed.test,
            size=proposed.size,
            serves=proposed.serves,
            supersedes=_ids(before),
        )
        if not _same(planned, before):
            made.append(planned)
    left = [record for number, records in previous.items() if number > len(plan) for record in records]
    if left:
        made.append(vocabulary.Withdrawn(reason="The new plan has fewer chunks.", supersedes=_ids(left)))
    return tuple(made)


def _ids(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(record.id for record in records)


def _same(planned: vocabulary.ChunkPlanned, before: Sequence[Record]) -> bool:
    bodies = [record.body for record in before]
    plain = msgspec.structs.replace(planned, supersedes=())
    return len(bodies) == 1 and plain == _plain(bodies[0])


def _plain(body: vocabulary.Fact) -> vocabulary.Fact:
    return (
        msgspec.structs.replace(body, supersedes=()) if isinstance(body, vocabulary.ChunkPlanned) else body
    )


def _table(text: str, path: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        place = Place(path=path, line=int(found[1]) if found else 0)
        raise _bad(f"The plan is not TOML: {error}.", place) from error


def _proposed(row: object, number: int, place: Place) -> Proposed:
    try:
        found = msgspec.convert(row, _Row)
    except msgspec.ValidationError as error:
        raise _bad(f"Chunk {number}: {error}.", place) from error
    found = msgspec.structs.replace(found, files=tuple(file.removeprefix("./") for file in found.files))
    for sentence in _wrong(found):
        raise _bad(f"Chunk {number}: {sentence}.", place)
    return Proposed(
        intent=" ".join(found.intent.split()),
        files=found.files,
        test=found.test.strip(),
        size=found.size,
        serves=tuple(dict.fromkeys(found.serves)),
        place=place,
    )


def _wrong(row: _Row) -> Iterator[str]:
    """Sentences about what makes no sense in a chunk; the first one is told."""
    if not row.intent.strip():
        yield "the intent is empty"
    if len(row.intent) > LONGEST_INTENT:
        yield f"the intent has {len(row.intent)} characters; say it in {LONGEST_INTENT}, or make two chunks"
    if not row.files:
        yield "it names no files"
    for file in row.files:
        yield from _wrong_path(file)
    twice = sorted({file for file in row.files if row.files.count(file) > 1})
    if twice:
        yield f"the file {twice[0]!r} is named twice"
    if not row.test.strip():
        yield "it has no test command"
    word = testfiles.needs_shell(row.test)
    if word:
        yield f"the test command needs a shell for {word!r}; use a script, or `env NAME=value …`"
    if row.size <= 0:
        yield f"the size is {row.size}; it must be at least one line"


def _wrong_path(file: str) -> Iterator[str]:
    if not file.strip() or PurePosixPath(file).is_absolute() or re.match(r"[A-Za-z]:|[~\\]", file):
        yield f"the file {file!r} is not a path relative to the repository's root"
    if ".." in PurePosixPath(file.replace("\\", "/")).parts:
        yield f"the file {file!r} leads out of the repository"
    if file.strip("./*") == "" and file.strip():
        yield f"the file {file!r} names everything; name the files of this step"


def _bad(sentence: str, place: Place) -> refusal.Misused:
    return refusal.Misused(sentence, next_step=f"correct {place}; {_EXAMPLE}", place=str(place))
