"""The very bytes that went to a model and came back, as far as they are on this machine.

Called by `looking.why`. The log holds digests; the bytes lie in the private folder. What is shown was
digested again, so that nobody reads a transcript that somebody has mended.
"""

from collections.abc import Iterator, Sequence

import msgspec

from parti import ports
from parti.design import proposal
from parti.records import debate
from parti.records import vocabulary as facts
from parti.workflow import private
from parti.workflow.house import House

_KEPT = {
    "verified": "verified on this machine",
    "absent": "not on this machine; it stays where the call was made",
    "changed": "NOT the bytes that were sent or received: somebody changed them",
}


class Transcript(msgspec.Struct, frozen=True):
    """One half of a call; `state` is `verified`, `absent` or `changed`."""

    call: str
    part: str
    digest: str
    state: str
    text: str = ""


def of(house: House, records: Sequence[facts.Record]) -> tuple[Transcript, ...]:
    """The prompts and replies of these calls, in order."""
    return tuple(
        _read(house, record.body.key, part, digest)
        for record in records
        if isinstance(record.body, debate.ModelCalled)
        for part, digest in (("prompt", record.body.prompt), ("reply", record.body.reply))
    )


def calls_behind(house: House, records: Sequence[facts.Record]) -> tuple[facts.Record, ...]:
    """The calls that facts came from: a proposal names its own in `call`.

    Two branches may make calls of one key; a fact came from one that was there when it was recorded.
    """
    calls = [r for r in house.reading.records if isinstance(r.body, debate.ModelCalled)]
    found: set[str] = set()
    for record in records:
        keys = _named(record.body)
        wanted = {call.id for call in calls if getattr(call.body, "key", "") in keys}
        found |= proposal.seen(record.id, house.reading.records, wanted)
    return tuple(call for call in calls if call.id in found)


def lines(half: Transcript) -> Iterator[str]:
    """One half as a person reads it: its digest, whether it holds, then every turn."""
    size = f", {len(half.text.encode())} bytes" if half.state == "verified" else ""
    yield f"{half.part:<9} of {half.call}: {_KEPT[half.state]}{size}"
    yield f"    {'digest':<11} {half.digest}"
    if half.state != "verified":
        return
    for role, text in _turns(half):
        yield f"    {role}:"
        yield from (f"      {line}" for line in text.split("\n"))


def _named(body: facts.Fact) -> tuple[str, ...]:
    one, many = getattr(body, "call", ""), getattr(body, "calls", ())
    return (*((one,) if one else ()), *(many if isinstance(many, tuple) else ()))


def _read(house: House, call: str, part: str, digest: str) -> Transcript:
    data = private.kept(house, digest)
    if data is not None:
        return Transcript(call, part, digest, "verified", data.decode("utf-8", "replace"))
    state = "changed" if private.has(house, digest) else "absent"
    return Transcript(call, part, digest, state)


def _turns(half: Transcript) -> tuple[tuple[str, str], ...]:
    """A prompt is a list of turns; a reply is one."""
    if half.part == "reply":
        return (("reply", half.text),)
    try:
        turns = msgspec.json.decode(half.text, type=tuple[ports.Message, ...])
    except msgspec.DecodeError:
        return (("prompt", half.text),)
    return tuple((turn.role, turn.text) for turn in turns)
