"""What judges, examiners and readers of a problem reply, as types.

Registered in `replies`; read by `comparison`, `defeaters` and `wording`. The words of a closed list are
shown in the schema and read leniently, so that one odd word costs its own cell and not the whole reply.
"""

from typing import Annotated

import msgspec

Verdict = Annotated[
    str, msgspec.Meta(extra_json_schema={"enum": ["meets", "meets_if", "fails", "unknown"]})
]
Basis = Annotated[
    str, msgspec.Meta(extra_json_schema={"enum": ["given", "measured", "documented", "trace", "reasoned"]})
]
Ruling = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["confirmed", "refuted", "unknown"]})]


class CellReply(msgspec.Struct, frozen=True):
    """One verdict as said; which of its words count is decided where the cells are made."""

    card: str
    criterion: str
    verdict: Verdict
    condition: str = ""
    quote: str = ""
    reason: str = ""
    basis: Basis = ""


class CellsReply(msgspec.Struct, frozen=True):
    cells: tuple[CellReply, ...]


class WordedReply(msgspec.Struct, frozen=True):
    """A problem in the parts of the neutral form."""

    situation: str
    needed: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()


class SuspectReply(msgspec.Struct, frozen=True):
    """Words that may already be part of a solution."""

    words: str
    why: str = ""


class SuspectsReply(msgspec.Struct, frozen=True):
    suspects: tuple[SuspectReply, ...]


class DefenceReply(msgspec.Struct, frozen=True):
    """What a session says of a sequence that is said to break a design."""

    verdict: Ruling
    step: str = ""
    quote: str = ""
