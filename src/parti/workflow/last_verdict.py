"""Of what the last verdict of the gate speaks: this tree and this design, or earlier ones.

Called by `status`, which shows it, by `close`, which asks for a pass, and by `gate`, which says again what
has become old. A verdict was given over the records that its writer saw, so these alone tell its design.
"""

from collections.abc import Iterable

import msgspec

from parti.design import lock as locks
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow.house import House

_QUIET = (
    facts.DesignLocked,
    facts.DesignUnlocked,
    facts.ChunkPlanned,
    facts.ChunkBriefed,
    facts.ChunkChecked,
    facts.GateJudged,
)
"""Facts that leave the design as it was; where nothing else came later, it need not be folded again."""


class Standing(msgspec.Struct, frozen=True):
    """What the last verdict is worth now.

    Args:
        told: in words; empty before the first one.
        holds: whether it is a pass for this very tree and for the design as it is signed now.
    """

    told: str = ""
    holds: bool = False


def standing(house: House) -> Standing:
    """The last verdict, beside the tree and the design as they are.

    Whether it was given for another tree is told of a pass alone, because a look at the tree is dear.
    """
    judged, verdict, feature = house.gate.judged, house.gate.verdict, house.design.feature
    if judged is None or verdict is None:
        return Standing()
    told = f"{verdict.verdict} at {judged.at[:19]}Z"
    if not of_this_design(house):
        return Standing(f"{told}, of an earlier design")
    if verdict.verdict != "pass":
        return Standing(told)
    if not house.gate.passed_on(house.world.repository.tree_digest()):
        return Standing(f"{told}, of an earlier tree")
    small = feature is not None and feature.lane == "small"
    return Standing(told, feature is not None and (small or locks.signature(house.design) is not None))


def of_this_design(house: House) -> bool:
    """Whether the design is what it was at the last verdict; the small lane has none that could change."""
    judged, feature = house.gate.judged, house.design.feature
    if judged is None or feature is None or feature.lane == "small":
        return True
    before = _up_to(house.reading.records, judged)
    known = {record.id for record in before}
    if all(isinstance(r.body, _QUIET) for r in house.reading.records if r.id not in known):
        return True
    return locks.digest(houses.design_after(before)) == locks.digest(house.design)


def _up_to(records: Iterable[facts.Record], last: facts.Record) -> tuple[facts.Record, ...]:
    """The records that a writer knew who wrote `last`, in their order.

    What another branch recorded earlier and a merge brought later is not among them.
    """
    every = tuple(records)
    by_id = {record.id: record for record in every}
    known: set[str] = set()
    left = [last.id]
    while left:
        record = by_id.get(left.pop())
        if record is not None and record.id not in known:
            known.add(record.id)
            left.extend(record.parents)
    return tuple(record for record in every if record.id in known)
