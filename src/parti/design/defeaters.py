"""Defeaters: the one thing that may speak against a design, and what it takes to stand.

Called by `compare` and `choose`. A judge's `fails` on a need or a prohibition is a claim. It becomes a
defeater when it rests on more than reasoning, was answered by an advocate, and fresh sessions confirm it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from parti.design import card as cards
from parti.design import comparison, diversity
from parti.design.verdicts import DefenceReply
from parti.library import load
from parti.records import debate

HARD = ("given", "measured", "documented")
_STEPS = re.compile(r"(?:^|[\s;(])\d{1,2}[.):]\s")
_ARROW = re.compile(r"→|->")


class Candidate(msgspec.Struct, frozen=True):
    """A claim that is to be examined; `said` counts the cells that make it."""

    key: str
    card: str
    criterion: str
    trace: str
    basis: str
    said: int


class Ruling(msgspec.Struct, frozen=True):
    """What one fresh session said of a claim; empty when its reply held nothing that counts."""

    family: str
    verdict: str


def candidates(made: debate.ComparisonMade) -> tuple[Candidate, ...]:
    """Every claim that a design fails a need or a prohibition, the most often made first."""
    found: dict[tuple[str, str], list[debate.Cell]] = {}
    for cell in made.cells:
        if cell.verdict == "fails" and re.fullmatch(r"[NV]\d+", cell.criterion) and _basis(cell):
            found.setdefault((cell.criterion, cell.card), []).append(cell)
    order = [asked.key for asked in made.criteria]
    ranked = sorted(
        found.items(), key=lambda item: (-len(item[1]), order.index(item[0][0]), made.labels[item[0][1]])
    )
    return tuple(
        Candidate(f"df-{number}", card, criterion, cells[0].reason, _basis(cells[0]), len(cells))
        for number, ((criterion, card), cells) in enumerate(ranked, 1)
    )


def examined(every: Sequence[Candidate], lane: load.Lane, calls: int) -> int:
    """How many of the claims are examined, with this many calls made already."""
    left = max(0, lane.calls - calls) // (1 + lane.confirmations)
    return min(len(every), lane.defeaters, left)


def advocate(claim: Candidate, designs: Sequence[comparison.Design]) -> comparison.Design | None:
    """The proposal nearest to the design that is spoken against; None when nobody else proposed."""
    target = next(one for one in designs if one.key == claim.card)
    mark = diversity.signature(target.card)
    others = [one for one in designs if one.key != claim.card and one.family]
    return min(
        others,
        key=lambda one: (diversity.distance(mark, diversity.signature(one.card)), one.key),
        default=None,
    )


def defence(reply: DefenceReply | None, shown: str) -> str:
    """The advocate's answer in words; empty when it refutes nothing by words of the card."""
    if reply is None or reply.verdict != "refuted" or not cards.holds(shown, reply.quote):
        return ""
    return f"{_short(reply.step)} — “{_short(reply.quote)}”"


def ruling(reply: DefenceReply | None, family: str, shown: str) -> Ruling:
    """What a session's reply counts as; confirmed and refuted rest on words of the card."""
    said = reply.verdict if reply and reply.verdict in ("confirmed", "refuted") else ""
    return Ruling(family, said if reply and cards.holds(shown, reply.quote) else "")


def verdict(rulings: Sequence[Ruling], lane: load.Lane) -> str:
    """`confirmed`, `refuted` or `open`: two sessions at least, of as many families as the lane asks for."""
    for_it = [one for one in rulings if one.verdict == "confirmed"]
    against = [one for one in rulings if one.verdict == "refuted"]
    enough = len({one.family for one in for_it}) >= lane.families
    if len(for_it) >= 2 and enough and len(for_it) > len(against):
        return "confirmed"
    return "refuted" if len(against) >= 2 and len(against) > len(for_it) else "open"


def displacement(labels: Mapping[str, str], judged: Iterable[debate.DefeaterJudged]) -> tuple[str, ...]:
    """For every design, whether there is an evidence-backed reason to drop it."""
    confirmed: dict[str, list[str]] = {}
    for one in judged:
        if one.verdict == "confirmed":
            confirmed.setdefault(one.card, []).append(one.key)
    return tuple(
        f"{key}: {', '.join(confirmed[key])} stands against it"
        if key in confirmed
        else f"{key}: No evidence-backed reason to drop design {labels[key]} was found."
        for key in sorted(labels)
    )


def _basis(cell: debate.Cell) -> str:
    """What a claim rests on; empty when it is reasoning without a sequence of events."""
    if cell.basis in HARD:
        return cell.basis
    steps = len(_STEPS.findall(cell.reason)) + len(_ARROW.findall(cell.reason))
    return "trace" if steps >= 2 else ""


def _short(text: str) -> str:
    return " ".join(text.split())[:600]
