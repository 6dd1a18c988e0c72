"""The lines of a brief: what of the design and of the repository touches the chunk.

Called by `brief`, which puts them together and leaves some out when they grow too many.
"""

import re
from collections.abc import Iterator

from parti.chunks import catalogue
from parti.constraints.constraint import Constraint
from parti.design.state import DesignState
from parti.records import vocabulary as facts

LONGEST_LINE = 240


def of_helper(item: catalogue.Existing) -> str:
    says = f": {item.says}" if item.says else ""
    owner = item.name.rpartition(".")[0]
    return f"- `{f'{owner}.' if owner else ''}{item.signature}` in `{item.path}:{item.line}`{says}"


def of_constraint(constraint: Constraint) -> str:
    """Its sentence and what to do: the helper that the check names, or the first sentence of the reason."""
    helper = constraint.options.get("helper")
    reason = re.split(r"(?<=[.!?])\s", " ".join(constraint.reason.split()), maxsplit=1)[0]
    fix = f"use `{helper}`" if isinstance(helper, str) else reason
    return f"- {constraint.title} ({constraint.id})" + (f": {fix}" if fix else "")


def invariants(design: DesignState) -> Iterator[str]:
    for key, records in sorted(design.named.items()):
        for record in records:
            if isinstance(record.body, facts.InvariantStated):
                yield f"- {key}: {record.body.text}"


def _served(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[tuple[str, facts.Fact]]:
    for key in chunk.serves:
        for record in design.named.get(key, ()):
            yield key, record.body


def decisions(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[str]:
    for key, body in _served(chunk, design):
        if isinstance(body, facts.Decided):
            yield f"- {key} {body.title}: {_open(body.choice)}, because {body.because}"


def data(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[str]:
    """The shapes of the data, those that the chunk speaks of first, because the last are left out first."""
    bodies = [record.body for _, records in sorted(design.named.items()) for record in records]
    named = [body for body in bodies if isinstance(body, facts.DataNamed)]
    spoken = " ".join((chunk.intent, *chunk.files)).lower()
    for body in sorted(named, key=lambda body: not _is_spoken_of(body, spoken)):
        yield f"- {body.key} {body.name}: {_open(body.shape)} ({body.owner} owns it)"


def _is_spoken_of(body: facts.DataNamed, spoken: str) -> bool:
    return any(word.lower() in spoken for word in (body.name, body.owner) if word)


def failures(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[str]:
    for key, body in _served(chunk, design):
        if isinstance(body, facts.FailureModeNamed):
            yield f"- {key} {body.component}, {body.mode}: {_open(body.handling)}; shown by {body.evidence}"


def rejected(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[str]:
    for key, body in _served(chunk, design):
        if isinstance(body, facts.Decided):
            yield from (
                f"- take the way that {key} rejected: {_open(r.option)} ({_open(r.why)})"
                for r in body.rejected
            )


def _open(sentence: str) -> str:
    """A sentence that another one goes on from: without its full stop."""
    return sentence.strip().removesuffix(".")


def cut(line: str) -> str:
    plain = " ".join(line.split())
    return plain if len(plain) <= LONGEST_LINE else f"{plain[: LONGEST_LINE - 1]}…"
