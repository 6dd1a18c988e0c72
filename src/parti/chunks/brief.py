"""The brief: all that an agent needs for one chunk, in at most 2,500 tokens, the same for every agent.

Called by `brief` of the workflow. The text is `library/texts/brief.md`; here is what goes into it and
what is left out first when it grows too long: existing code, then failure modes, decisions, constraints,
what must not be done, files. Tokens are estimated as characters ÷ 4, which is a little more than
the tokenizers in use count for English and code.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from parti.chunks import brief_lines, catalogue
from parti.constraints.constraint import Constraint
from parti.design.state import DesignState
from parti.library import load
from parti.records import vocabulary as facts

MOST_TOKENS = 2500

_TRIMMED = ("existing", "failures", "decisions", "constraints", "forbidden", "files")
_NONE = "- nothing"
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
    existing: Iterable[catalogue.Existing],
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
        "forbidden": [*_ALWAYS, *brief_lines.rejected(chunk, design)],
        "existing": [brief_lines.of_helper(item) for item in existing],
        "constraints": [*map(brief_lines.of_constraint, constraints), *brief_lines.invariants(design)],
        "decisions": [*brief_lines.decisions(chunk, design), *brief_lines.data(chunk, design)],
        "failures": list(brief_lines.failures(chunk, design)),
    }
    return _within(
        plain, {name: [brief_lines.cut(line) for line in lines] for name, lines in sections.items()}
    )


def tokens(text: str) -> int:
    """Characters ÷ 4, rounded up."""
    return -(-len(text) // 4)


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
