"""Puts proposals of all kinds in one order: how sure, how much evidence, how much such a rule is worth.

Called by `mine`, after the checks have counted the exceptions. No kind may fill the whole first page: each
further proposal of one miner counts a little less, so that a person sees every kind of law early.
"""

import math
from collections import Counter
from collections.abc import Iterable

import msgspec

from parti.constraints.mining.proposal import Proposal

LEAST = 0.5
"""The share of places that must obey for a proposal to be one."""

_FADING = {"effects": 0.85, "roles": 0.85, "registries": 0.9}
_FADING_ELSE = 0.94
_ENOUGH = 300
_TEMPTING = 20


def ranked(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The proposals that hold often enough, best first, each with its score."""
    scored = [msgspec.structs.replace(each, score=score(each)) for each in proposals]
    scored = [each for each in scored if each.kept >= LEAST * each.total]
    told: Counter[str] = Counter()
    faded: list[Proposal] = []
    for each in sorted(scored, key=lambda p: (-p.score, p.key)):
        fading = _FADING.get(each.miner, _FADING_ELSE) ** told[each.miner]
        faded.append(msgspec.structs.replace(each, score=each.score * fading))
        told[each.miner] += 1
    return tuple(sorted(faded, key=lambda p: (-p.score, p.key)))


def score(each: Proposal) -> float:
    """The share that surely obeys, times the evidence, the temptation and the worth.

    What nobody was ever tempted to break needs no writing down; some exceptions show that the other way
    comes to mind, and that a new one will come.
    """
    evidence = min(1.0, math.log(1 + each.kept) / math.log(1 + _ENOUGH))
    temptation = min(1.0, math.log(1 + len(each.exceptions)) / math.log(_TEMPTING))
    sure = surely(each.kept, each.total)
    return each.weight * sure * (0.4 + 0.6 * evidence) * (0.8 + 0.4 * temptation)


def surely(kept: int, total: int) -> float:
    """The lower end of what the share may truly be (Wilson, one standard deviation)."""
    if not total:
        return 0.0
    share = kept / total
    middle = share + 1 / (2 * total)
    width = math.sqrt(share * (1 - share) / total + 1 / (4 * total * total))
    return (middle - width) / (1 + 1 / total)
