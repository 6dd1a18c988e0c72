"""How many probes tell a held claim from a fragile one, with the formulas that `parti challenge` uses.

Called by `python -m bench.debate`. Held claims agree with Beta(18, 2) and turn with Beta(1, 12); fragile
ones agree with Beta(6, 4) and turn with Beta(6, 6). What a supported session does is an assumption.
"""

import random
from collections import Counter
from collections.abc import Sequence

import msgspec

from parti.design import stability

HELD = (18, 2, 1, 12)
FRAGILE = (6, 4, 6, 6)
RESTLESS = 0.15
"""A supported session moves this much as often as a challenged one."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """So many fresh and so many opposed probes; `full` is the most, once one deviates. `alone`: the
    supportive probes of one claim are taken for its noise, instead of those of all claims.
    """

    name: str
    first: int
    full: int
    supportive: int = 0
    alone: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan tells: mean calls, the area under the curve of the index, labels of each population."""

    calls: float
    auc: float
    held: Counter[str]
    fragile: Counter[str]


PLANS = (
    Plan(name="1+1, on any deviation up to 3+3", first=1, full=3),
    Plan(name="2+2", first=2, full=2),
    Plan(name="3+3", first=3, full=3),
    Plan(name="3+3 and one supportive per claim", first=3, full=3, supportive=1, alone=True),
    Plan(name="5+5 (+3)", first=5, full=5, supportive=3, alone=True),
    Plan(name="8+8 (+4)", first=8, full=8, supportive=4, alone=True),
)


def row(plan: Plan, many: int, seed: int = 0) -> Row:
    """So many claims of each population under one plan."""
    chance = random.Random(f"{seed}/{plan.name}")
    held = [_claim(chance, plan, HELD) for _ in range(many)]
    fragile = [_claim(chance, plan, FRAGILE) for _ in range(many)]
    asked = [last.fresh_of + last.turned_of + plan.supportive for _, last in (*held, *fragile)]
    return Row(
        calls=sum(asked) / len(asked),
        auc=area([_index(one, plan) for one, _ in held], [_index(one, plan) for one, _ in fragile]),
        held=Counter(stability.label(last) for _, last in held),
        fragile=Counter(stability.label(last) for _, last in fragile),
    )


def area(above: Sequence[float], below: Sequence[float]) -> float:
    """The chance that one of the first is larger than one of the second; equal ones count half."""
    high, low = Counter(round(x, 9) for x in above), Counter(round(x, 9) for x in below)
    seen = won = 0.0
    for value in sorted({*high, *low}):
        won += high[value] * (seen + low[value] / 2)
        seen += low[value]
    return won / (len(above) * len(below))


def _claim(
    chance: random.Random, plan: Plan, population: tuple[int, int, int, int]
) -> tuple[stability.Counts, stability.Counts]:
    """The counts after the first step, by which the index is judged, and after the last."""
    agree, turn = chance.betavariate(*population[:2]), chance.betavariate(*population[2:])
    first = _asked(chance, plan.first, agree, turn)
    noise = sum(chance.random() < RESTLESS * turn for _ in range(plan.supportive))
    first += stability.Counts(noise=noise, noise_of=plan.supportive)
    if plan.full > plan.first and stability.label(first) != "held":
        return first, first + _asked(chance, plan.full - plan.first, agree, turn)
    return first, first


def _asked(chance: random.Random, many: int, agree: float, turn: float) -> stability.Counts:
    fresh = sum(chance.random() < agree for _ in range(many))
    turned = sum(chance.random() < turn for _ in range(many))
    return stability.Counts(fresh=fresh, fresh_of=many, turned=turned, turned_of=many)


def _index(counts: stability.Counts, plan: Plan) -> float:
    """The index; noise of one claim alone is taken at its word only where the plan says so."""
    if not plan.alone:
        return counts.stability
    noise = counts.noise / counts.noise_of
    return counts.agreement * (1 - max(0.0, counts.reversal - noise))
