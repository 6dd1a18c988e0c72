"""The brief: all that an agent needs for one chunk, in at most 2,500 tokens, the same for every agent.

Called by `brief` of the workflow. The text is `library/texts/brief.md`; here is what goes into it and
what is left out first when it grows too long: existing code, then failure modes, decisions, constraints,
what must not be done, files. Tokens are estimated as characters ÷ 4, which is a little more than
the tokenizers in use count for English and code.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.chunks import reuse
from parti.chunks.scope import declared
from parti.constraints.constraint import Constraint, Scope
from parti.design.state import DesignState
from parti.library import load
from parti.records import vocabulary as facts

MOST_TOKENS = 2500
LONGEST_LINE = 240

_TRIMMED = ("existing", "failures", "decisions", "constraints", "forbidden", "files")
_NONE = "- nothing"
_GLOB = re.compile(r"\*+/?|\?|\[[^]]*\]")
_ALWAYS = (
    "- touch any other file, or add a dependency",
    "- remove, skip or loosen a test or an assertion",
    "- change what judges this chunk: `.parti/`, or a constraint that is already there",
)


class Brief(msgspec.Struct, frozen=True):
    """The Markdown text and its estimated tokens."""

    text: str
    tokens: int


def write(
    chunk: facts.ChunkPlanned,
    design: DesignState,
    constraints: Iterable[Constraint],
    existing: Iterable[reuse.Existing],
) -> Brief:
    """The brief of one chunk.

    Args:
        constraints: those that touch the chunk, see `touching`.
        existing: the code that already does part of it, nearest first, see `reuse.relevant`.
    """
    feature = design.feature
    plain = {
        "number": str(chunk.number),
        "feature": feature.slug if feature else "this feature",
        "intent": chunk.intent,
        "size": str(chunk.size),
        "test": chunk.test,
    }
    sections: dict[str, list[str]] = {
        "files": [f"- `{file}`" for file in chunk.files],
        "forbidden": [*_ALWAYS, *_rejected(chunk, design)],
        "existing": [_helper(item) for item in existing],
        "constraints": [*map(_constraint, constraints), *_invariants(design)],
        "decisions": [*_decisions(chunk, design), *_data(chunk, design)],
        "failures": list(_failures(chunk, design)),
    }
    return _within(plain, {name: [_cut(line) for line in lines] for name, lines in sections.items()})


def touching(chunk: facts.ChunkPlanned, constraints: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """The constraints whose scope meets a file of the chunk; a glob stands for files it would match."""
    return tuple(c for c in constraints if _meets(chunk.files, c.scope))


def tokens(text: str) -> int:
    """Characters ÷ 4, rounded up."""
    return -(-len(text) // 4)


def _meets(files: Sequence[str], scope: Scope) -> bool:
    """Whether some file of the chunk is in the scope, or some file of the scope among the chunk's."""
    mine = {path for file in files for path in _examples(file)}
    theirs = {path for glob in scope.include for path in _examples(glob)}
    return any(scope.covers(path) for path in mine | {p for p in theirs if declared(files, p)})


def _within(plain: Mapping[str, str], sections: Mapping[str, list[str]]) -> Brief:
    """Leaves out lines from the end of the least important section until the text is short enough."""
    template = load.text("texts/brief.md")
    kept = {name: len(lines) for name, lines in sections.items()}
    while True:
        shown = {name: _section(lines, kept[name]) for name, lines in sections.items()}
        text = load.fill(template, {**plain, **shown})
        name = next((name for name in _TRIMMED if kept[name]), None)
        if tokens(text) <= MOST_TOKENS or name is None:
            return Brief(text, tokens(text))
        kept[name] -= 1


def _section(lines: Sequence[str], kept: int) -> str:
    left = len(lines) - kept
    note = [f"- ({left} line{'s' if left > 1 else ''} left out)"] if left else []
    return "\n".join([*lines[:kept], *note]) or _NONE


def _helper(item: reuse.Existing) -> str:
    says = f": {item.says}" if item.says else ""
    owner = item.name.rpartition(".")[0]
    return f"- `{f'{owner}.' if owner else ''}{item.signature}` in `{item.path}:{item.line}`{says}"


def _constraint(constraint: Constraint) -> str:
    """Its sentence and what to do: the helper that the check names, or the first sentence of the reason."""
    helper = constraint.options.get("helper")
    reason = re.split(r"(?<=[.!?])\s", " ".join(constraint.reason.split()), maxsplit=1)[0]
    fix = f"use `{helper}`" if isinstance(helper, str) else reason
    return f"- {constraint.title} ({constraint.id})" + (f": {fix}" if fix else "")


def _invariants(design: DesignState) -> Iterator[str]:
    for key, records in sorted(design.named.items()):
        for record in records:
            if isinstance(record.body, facts.InvariantStated):
                yield f"- {key}: {record.body.text}"


def _served(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[tuple[str, facts.Fact]]:
    for key in chunk.serves:
        for record in design.named.get(key, ()):
            yield key, record.body


def _decisions(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[str]:
    for key, body in _served(chunk, design):
        if isinstance(body, facts.Decided):
            yield f"- {key} {body.title}: {_open(body.choice)}, because {body.because}"


def _data(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[str]:
    """The shapes of the data, those that the chunk speaks of first, because the last are left out first."""
    bodies = [record.body for _, records in sorted(design.named.items()) for record in records]
    named = [body for body in bodies if isinstance(body, facts.DataNamed)]
    spoken = " ".join((chunk.intent, *chunk.files)).lower()
    for body in sorted(named, key=lambda body: not _is_spoken_of(body, spoken)):
        yield f"- {body.key} {body.name}: {_open(body.shape)} ({body.owner} owns it)"


def _is_spoken_of(body: facts.DataNamed, spoken: str) -> bool:
    return any(word.lower() in spoken for word in (body.name, body.owner) if word)


def _failures(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[str]:
    for key, body in _served(chunk, design):
        if isinstance(body, facts.FailureModeNamed):
            yield f"- {key} {body.component}, {body.mode}: {_open(body.handling)}; shown by {body.evidence}"


def _rejected(chunk: facts.ChunkPlanned, design: DesignState) -> Iterator[str]:
    for key, body in _served(chunk, design):
        if isinstance(body, facts.Decided):
            yield from (
                f"- take the way that {key} rejected: {_open(r.option)} ({_open(r.why)})"
                for r in body.rejected
            )


def _open(sentence: str) -> str:
    """A sentence that another one goes on from: without its full stop."""
    return sentence.strip().removesuffix(".")


def _examples(glob: str) -> Iterator[str]:
    """A path, or files that a glob would match: with a folder for each `**/`, and without."""
    yield glob
    yield _GLOB.sub(lambda found: "x/" if found[0].endswith("/") else "x", glob)
    yield _GLOB.sub(lambda found: "" if found[0].endswith("/") else "x", glob)


def _cut(line: str) -> str:
    plain = " ".join(line.split())
    return plain if len(plain) <= LONGEST_LINE else f"{plain[: LONGEST_LINE - 1]}…"
