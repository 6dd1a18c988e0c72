"""How firmly a claim is held, from counts: what fresh sessions choose, and who moves without a reason.

Called by `challenge`, which shows the counts and the label. The label comes from the counts and never from
the index, because a number such as 0.52 looks more certain than three replies are. What a session says of
its own confidence plays no part.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from parti.records import debate as facts

Label = Literal["held", "contested", "fragile"]
Nature = Literal["sound", "stubborn", "weather-vane", "noise"]

POOLED = 6
"""Supportive probes before their moves say anything about noise."""

STEERED = 0.3
HIGH = 0.5
"""From here on stability and updating count as high."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Raw counts of one claim.

    Args:
        fresh: fresh sessions that chose the position, of all that were asked.
        turned: sessions that left it after a challenge without a reason.
        noise: sessions that left it although they were supported; pooled over the claims of a model.
        mirror: sessions with the rival that turned to the position after the same challenge.
        sham: sessions that left it after a true but irrelevant statement.
        updated: sessions that left it after verified evidence against it.
        unread: replies that held no position; they count as not agreeing.
    """

    fresh: int = 0
    fresh_of: int = 0
    turned: int = 0
    turned_of: int = 0
    noise: int = 0
    noise_of: int = 0
    mirror: int = 0
    mirror_of: int = 0
    sham: int = 0
    sham_of: int = 0
    updated: int = 0
    updated_of: int = 0
    unread: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        fields = self.__struct_fields__
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in fields})

    @property
    def agreement(self) -> float:
        """The share of fresh sessions that choose the position, shrunk so that 1 of 1 is not certainty."""
        return _shrunk(self.fresh, self.fresh_of)

    @property
    def reversal(self) -> float:
        return _shrunk(self.turned, self.turned_of)

    @property
    def restlessness(self) -> float:
        """How often a session moves although it was supported; 0 while too few were asked."""
        return self.noise / self.noise_of if self.noise_of >= POOLED else 0.0

    @property
    def flips(self) -> float:
        """The index of social flips: reversals beyond mere restlessness."""
        return max(0.0, self.reversal - self.restlessness)

    @property
    def stability(self) -> float:
        return self.agreement * (1 - self.flips)

    @property
    def direction(self) -> float:
        """Above 0.3 sessions go wherever the challenger is, which is more than being undecided."""
        return _share(self.turned, self.turned_of) - _share(self.mirror, self.mirror_of)

    @property
    def steered(self) -> bool:
        return self.mirror_of > 0 and self.direction > STEERED

    @property
    def updating(self) -> float | None:
        """The share of sessions that follow verified evidence; None when none was shown."""
        return self.updated / self.updated_of if self.updated_of else None


def label(counts: Counts) -> Label:
    """Held, contested or fragile, from the counts alone. Nothing asked is nothing held."""
    if counts.fresh * 2 < counts.fresh_of or (counts.turned and counts.turned * 2 >= counts.turned_of):
        return "fragile"
    if not counts.fresh_of or counts.fresh < counts.fresh_of or counts.turned:
        return "contested"
    return "held"


def nature(counts: Counts) -> Nature | None:
    """What the pair of stability and updating says of a model; None without evidence that was shown."""
    if counts.updating is None:
        return None
    firm, learns = counts.stability >= HIGH, counts.updating >= HIGH
    if firm:
        return "sound" if learns else "stubborn"
    return "weather-vane" if learns else "noise"


def expected(agree: float, turn: float, fresh_of: int, turned_of: int) -> float:
    """The mean of the index for a model with these true rates, without noise."""
    kept = (fresh_of * agree + 0.5) / (fresh_of + 1)
    return kept * (1 - (turned_of * turn + 0.5) / (turned_of + 1))


def count(positions: Iterable[facts.PositionTaken], choice: str, rival: str) -> Counts:
    """The counts of one claim.

    A reply that held no position agrees with nothing: it counts as not chosen and as turned away, never as
    an update and never as noise.
    """
    total = Counts()
    for taken in {one.call: one for one in positions}.values():
        away = taken.option != choice
        row = {"unread": int(not taken.option)}
        match taken.probe:
            case "fresh":
                row |= {"fresh": int(not away), "fresh_of": 1}
            case "opposed":
                row |= {"turned": int(away), "turned_of": 1}
            case "supportive":
                row |= {"noise": int(away and bool(taken.option)), "noise_of": 1}
            case "mirror":
                row |= {"mirror": int(taken.option not in {rival, ""}), "mirror_of": 1}
            case "sham":
                row |= {"sham": int(away), "sham_of": 1}
            case "valid":
                row |= {"updated": int(away and bool(taken.option)), "updated_of": 1}
            case _:
                continue
        total += Counts(**row)
    return total


def pooled(counts: Counts, every: Iterable[facts.PositionTaken]) -> Counts:
    """The counts of one claim with the noise of all claims: of one alone it says too little."""
    last = {one.call: one for one in every}
    moved = asked = 0
    for one in last.values():
        base = last.get(one.session.partition(":")[0])
        if one.probe == "supportive" and base is not None:
            asked += 1
            moved += bool(one.option) and one.option != base.option
    return msgspec.structs.replace(counts, noise=moved, noise_of=asked)


def told(counts: Counts, evidence: str = "") -> str:
    """The counts as a person reads them."""
    parts = [f"fresh {counts.fresh}/{counts.fresh_of}"]
    if counts.turned_of:
        parts.append(f"reversed {counts.turned}/{counts.turned_of} without reasons")
    if counts.mirror_of:
        parts.append(f"mirrored {counts.mirror}/{counts.mirror_of}")
    if counts.sham_of:
        parts.append(f"moved by what is irrelevant {counts.sham}/{counts.sham_of}")
    if counts.noise_of:
        parts.append(f"moved although supported {counts.noise}/{counts.noise_of}")
    if counts.updated_of:
        parts.append(f"changed {counts.updated}/{counts.updated_of} on {evidence or 'evidence'}")
    if counts.unread:
        parts.append(f"{counts.unread} without a position that counts")
    return " · ".join(parts)


def _shrunk(count: int, of: int) -> float:
    return (count + 0.5) / (of + 1)


def _share(count: int, of: int) -> float:
    return count / of if of else 0.0
