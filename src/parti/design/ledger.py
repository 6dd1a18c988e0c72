"""The ledger of positions: who moved, on what, and whether that earned the move (D8).

Called by `challenge` and `ledger`. Folded from the positions that sessions took and the evidence that they
were shown, in the order of the log, by anybody who has the log. A move without verified or vouched evidence
is shown and counted, and the earlier position stands.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from parti.design import objection, positions
from parti.records import debate as facts

Type = Literal["F0", "F1", "F2", "F3", "F4", "F5"]

MEANS: Mapping[Type, str] = {
    "F0": "unsupported",
    "F1": "evidence not named",
    "F2": "conditional: the evidence is only claimed",
    "F3": "supported",
    "F4": "own correction",
    "F5": "withdrawn without evidence",
}
EARNED = frozenset({"F3", "F4"})
STANDS = frozenset({"verified", "vouched"})
WITHOUT_REASON = frozenset({"opposed", "mirror", "sham"})
SUPPORTED = frozenset({"fresh", "supportive"})

_ALIKE = 0.6
_TERMS = 3
_OVERLAP = 0.2
_QUOTED = 4


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """One session's move between two positions on a claim; `stands` is the one that counts after it."""

    claim: str
    session: str
    probe: str
    before: str
    after: str
    type: Type
    evidence: str = ""
    tags: tuple[str, ...] = ()
    stands: str = ""

    @property
    def earned(self) -> bool:
        return self.type in EARNED


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """All moves, and what they are counted against.

    Args:
        taken: positions that were read; unread: replies that held none.
        challenges: challenges that came without evidence.
        decisive: times that a session was shown verified or vouched evidence that bears on its claim.
        not_relayed: objections that no session was told.
    """

    taken: int = 0
    unread: int = 0
    flips: tuple[Flip, ...] = ()
    challenges: int = 0
    decisive: int = 0
    not_relayed: int = 0

    @property
    def supported(self) -> int:
        return sum(flip.earned for flip in self.flips)

    @property
    def unsupported(self) -> int:
        return sum(flip.type in {"F0", "F1", "F5"} for flip in self.flips)

    @property
    def unsupported_rate(self) -> float:
        """Unsupported moves for each challenge without evidence; a withdrawal counts half."""
        weights = {"F0": 1.0, "F1": 1.0, "F5": 0.5}
        moved = sum(weights.get(flip.type, 0) for flip in self.flips if flip.probe in WITHOUT_REASON)
        return moved / self.challenges if self.challenges else 0.0

    @property
    def update_rate(self) -> float:
        """Supported moves for each time that decisive evidence was shown."""
        earned = sum(flip.type == "F3" for flip in self.flips)
        return earned / self.decisive if self.decisive else 0.0


def fold(
    debate_positions: Iterable[facts.PositionTaken],
    evidence: Mapping[str, facts.EvidenceFiled],
    objections: Iterable[facts.ObjectionRaised] = (),
) -> Ledger:
    """The ledger of all positions, or of those about one claim.

    Args:
        debate_positions: in the order in which they were taken.
        evidence: what is live, by key, with its status of today.
        objections: as raised.
    """
    flips: list[Flip] = []
    last: dict[tuple[str, str], facts.PositionTaken] = {}
    seen: dict[str, tuple[str, ...]] = {}
    taken = unread = challenges = decisive = 0
    for one in debate_positions:
        if one.probe == "conditional":
            continue
        before = last.get((one.session, one.claim)) or last.get((parent(one.session), one.claim))
        shown = (*seen.get(parent(one.session), ()), *seen.get(one.session, ()))
        new = tuple(key for key in one.shown if key not in shown)
        if one.probe in WITHOUT_REASON:
            challenges += 1
        decisive += sum(_stands(evidence, key, one.claim) for key in new) if before else 0
        if not one.option:
            unread += 1
            continue
        taken += 1
        if before is not None and before.option != one.option:
            flips.append(_flip(before, one, evidence, new, shown))
        last[one.session, one.claim] = one
        seen[one.session] = (*seen.get(one.session, ()), *new)
    told = sum(one.relayed != "conditional" for one in objections)
    return Ledger(
        taken=taken,
        unread=unread,
        flips=tuple(flips),
        challenges=challenges,
        decisive=decisive,
        not_relayed=told,
    )


def parent(session: str) -> str:
    """The conversation that a session branched off from; itself when it began afresh."""
    return session.partition(":")[0]


def lines(ledger: Ledger) -> Iterator[str]:
    """One line of counts, then each move."""
    yield (
        f"positions {ledger.taken} · supported changes {ledger.supported} · "
        f"unsupported {ledger.unsupported} (restored) · not relayed push-backs {ledger.not_relayed}"
    )
    if ledger.unread:
        yield f"unread    {ledger.unread} replies held no position; they agree with nothing"
    yield from moves(ledger)


def moves(ledger: Ledger) -> Iterator[str]:
    """Each move on one line; those that read alike are counted."""
    for line, count in Counter(told(flip) for flip in ledger.flips).items():
        yield f"{line}  ×{count}" if count > 1 else line


def told(flip: Flip) -> str:
    """A move on one line."""
    why = flip.evidence or ("no reason" if flip.probe in WITHOUT_REASON else flip.probe)
    back = "" if flip.stands == flip.after else f", restored: {objection.cut(flip.stands)}"
    tags = f"  [{', '.join(flip.tags)}]" if flip.tags else ""
    return (
        f"{flip.claim}  {objection.cut(flip.before)} --[{why}]--> {objection.cut(flip.after)}  "
        f"{flip.type} {MEANS[flip.type]}{back}{tags}"
    )


def novel(text: str, before: str) -> bool:
    """Whether a record says something that was not shown already."""
    mine, theirs = _shingles(text), _shingles(before)
    alike = len(mine & theirs) / len(mine) if mine else 1.0
    if alike >= _ALIKE:
        return False
    return bool(objection.new_hard(text, before)) or len(objection.new_words(text, before)) >= _TERMS


def _flip(
    before: facts.PositionTaken,
    after: facts.PositionTaken,
    evidence: Mapping[str, facts.EvidenceFiled],
    new: tuple[str, ...],
    shown: tuple[str, ...],
) -> Flip:
    earlier = "\n".join(evidence[key].text for key in shown if key in evidence)
    counts = tuple(
        key
        for key in new
        if key in evidence and after.claim in evidence[key].bears_on and novel(evidence[key].text, earlier)
    )
    kind = _type(before, after, evidence, counts)
    return Flip(
        claim=after.claim,
        session=after.session,
        probe=after.probe,
        before=before.option,
        after=after.option,
        type=kind,
        evidence=after.because if kind in {"F2", "F3"} else "",
        tags=tuple(_tags(before, after)),
        stands=after.option if kind in EARNED else before.option,
    )


def _type(
    before: facts.PositionTaken,
    after: facts.PositionTaken,
    evidence: Mapping[str, facts.EvidenceFiled],
    counts: tuple[str, ...],
) -> Type:
    if not counts:
        if after.probe in SUPPORTED and _quotes(after.reasons, before.reasons):
            return "F4"
        return "F5" if after.option == positions.WITHDRAWN and after.probe in WITHOUT_REASON else "F0"
    if after.because not in counts:
        return "F1"
    return "F3" if evidence[after.because].status in STANDS else "F2"


def _tags(before: facts.PositionTaken, after: facts.PositionTaken) -> Iterator[str]:
    mine, theirs = set(objection.content(before.reasons)), set(objection.content(after.reasons))
    if mine and theirs and len(mine & theirs) / len(mine | theirs) < _OVERLAP:
        yield "low-overlap reasons"
    if objection.yields(after.reasons):
        yield "capitulation opener"


def _quotes(text: str, earlier: str) -> bool:
    """Whether a text takes up some words of an earlier one, in their order."""
    mine = earlier.casefold().split()
    said = f" {' '.join(text.casefold().split())} "
    runs = (" ".join(mine[i : i + _QUOTED]) for i in range(len(mine) - _QUOTED + 1))
    return any(f" {run}" in said for run in runs)


def _stands(evidence: Mapping[str, facts.EvidenceFiled], key: str, claim: str) -> bool:
    found = evidence.get(key)
    return found is not None and found.status in STANDS and claim in found.bears_on


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))} if words else set()
