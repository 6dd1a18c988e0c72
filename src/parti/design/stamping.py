"""Whether somebody only accepts what is put before them: a banner, never a wall.

Called by `status` and the lock. Defaults that were accepted in one step are counted and shown elsewhere;
here it is about one question after the other, taken without reading.
"""

import itertools

from parti.design import state as states
from parti.records import vocabulary as facts

LAST = 12
SHARE = 0.9
QUICK = 4.0
"""Seconds between two answers."""

_ACCEPTED = ("option", "repository")


def banner(state: states.DesignState) -> str:
    """One sentence when nearly all of the last answers took what was there, seconds apart; else empty."""
    records = [record for records in state.settled.values() for record in records]
    singly = sorted((r for r in records if not _in_one_step(r.body)), key=lambda r: r.at)[-LAST:]
    if len(singly) < LAST:
        return ""
    taken = sum(isinstance(r.body, facts.Answered) and r.body.how in _ACCEPTED for r in singly)
    gaps = sorted(later - sooner for sooner, later in itertools.pairwise(_moment(r.at) for r in singly))
    gap = gaps[len(gaps) // 2]  # not `statistics`: its imports cost more than all of `parti status`
    if taken < SHARE * LAST or gap >= QUICK:
        return ""
    return (
        f"{taken} of the last {LAST} answers took what was listed, about {gap:.0f} s apart: were they read?"
    )


def _in_one_step(body: facts.Fact) -> bool:
    return isinstance(body, facts.Answered) and body.how == "default"


def _moment(at: str) -> float:
    """Seconds on a calendar in which every month has 31 days: good enough to compare neighbours."""
    year, month, day = (int(part) for part in at[:10].split("-"))
    hour, minute, second = at[11:].removesuffix("Z").split(":")
    days = (year * 12 + month) * 31 + day
    return float(((days * 24 + int(hour)) * 60 + int(minute)) * 60) + float(second)
