"""What calls of models cost, what a person allowed, and the point at which calls stop.

Called by `asking`. Money is in millionths of a dollar. A person's consent is a fact with the sum that the
feature may have spent after it; the limit of the settings holds until there is one. Calls whose price
nobody knows cannot be added up, so they are counted.
"""

import re
from urllib.parse import urlsplit

import msgspec

from parti import ports
from parti.records import debate, refusal
from parti.workflow import pages
from parti.workflow.house import House

FREE_WAYS = frozenset({"manual", "recorded"})
UNKNOWN_CALLS = 10
"""How many calls of unknown price are made in a feature before a person is asked."""

_DOLLAR = 1_000_000
_CENT = 10_000
_AMOUNT = re.compile(r"\$?(\d{1,6})(?:\.(\d{1,6}))?")
_HERE = re.compile(r"localhost|127\.\d+\.\d+\.\d+|::1")


class Plan(msgspec.Struct, frozen=True):
    """Paid calls that are about to be made: how many, how many of unknown price, and what they may cost."""

    calls: int
    unknown: int
    estimate: int


def is_free(address: ports.ModelAddress) -> bool:
    """Whether its calls cost nothing: by hand, replayed, or a server on this machine."""
    if address.via in FREE_WAYS:
        return True
    here = _HERE.fullmatch(urlsplit(address.address).hostname or "")
    return address.via == "compatible" and here is not None


def has_price(address: ports.ModelAddress) -> bool:
    """Whether the settings tell what its tokens cost."""
    return min(address.price_in, address.price_out) >= 0


def spent(house: House) -> int:
    """What the calls of the feature have cost, as far as prices are known."""
    return sum(max(call.cost, 0) for call in _calls(house))


def limit(house: House) -> int:
    """What the calls of the feature may cost together."""
    allowed = (body.limit for body in house.design.debate.allowed)
    return max((round(house.settings.conversation.consent * _DOLLAR), *allowed))


def agreed(house: House, plan: Plan, spend: str = "") -> House:
    """The house with a person's consent, when the plan needs one.

    Raises:
        refusal.Misused: `spend` is no amount of dollars.
        refusal.NotAllowed: nobody agreed, or to less than the plan may cost.
    """
    offered = _amount(spend) if spend else -1
    known = spent(house) + plan.estimate <= limit(house)
    if known and _unknown(house) + plan.unknown <= _unknown_allowed(house):
        return house
    pages.by_person(house, "allow spending")
    wanted = max(_CENT, -(-plan.estimate // _CENT) * _CENT)
    if 0 <= offered < plan.estimate:
        raise refusal.NotAllowed(
            f"{_told(house, plan)} That is more than --spend {dollars(offered)}.",
            next_step=f"run the same command with --spend {dollars(wanted)}",
        )
    if offered < 0:
        _ask(house, plan, wanted)
        offered = wanted
    fact = debate.SpendingAllowed(limit=spent(house) + offered, estimate=plan.estimate, calls=plan.calls)
    return house.append((fact,))


def refuse_when_spent(house: House, address: ports.ModelAddress) -> None:
    """Stops a paid call when what was allowed is used up.

    Raises:
        refusal.NotAllowed: with the sums.
    """
    if is_free(address):
        return
    if spent(house) > limit(house):
        raise refusal.NotAllowed(
            f"The calls have cost {dollars(spent(house))} dollars; {dollars(limit(house))} were allowed.",
            next_step="run the same command with --spend and what more it may cost, in dollars",
        )
    if not has_price(address) and _unknown(house) >= _unknown_allowed(house):
        raise refusal.NotAllowed(
            f"{_unknown(house)} calls of unknown price were made, and no more were allowed.",
            next_step="run the same command with --spend, or set price_in and price_out of the model",
        )


def dollars(millionths: int) -> str:
    """An amount as people write it, never less than it is."""
    cents = -(-millionths // _CENT)
    return f"{cents // 100}.{cents % 100:02d}"


def _ask(house: House, plan: Plan, wanted: int) -> None:
    amount = dollars(wanted)
    try:
        yes = house.world.signer.terminal(f"{_told(house, plan)} The amount allows them.", amount)
    except refusal.Unready as error:
        raise refusal.NotAllowed(
            f"{_told(house, plan)} A person has to allow it.",
            next_step=f"run the same command with --spend {amount}, or in a terminal",
        ) from error
    if not yes:
        raise refusal.NotAllowed(
            "Nothing was allowed and nobody was called.",
            next_step="run the same command again when you are ready",
        )


def _told(house: House, plan: Plan) -> str:
    calls = f"{plan.calls} paid call{'s' if plan.calls != 1 else ''} to make"
    price = f"at most {dollars(plan.estimate)} dollars"
    if plan.unknown:
        price += f" and {plan.unknown} of unknown price"
    return f"{calls}, {price}; {dollars(spent(house))} spent of {dollars(limit(house))}."


def _amount(text: str) -> int:
    """Dollars in millionths."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise refusal.Misused(f"{text!r} is no amount of dollars.", next_step="give it as in --spend 2.50")
    return int(found[1]) * _DOLLAR + int((found[2] or "").ljust(6, "0"))


def _unknown(house: House) -> int:
    return sum(call.cost < 0 for call in _calls(house))


def _unknown_allowed(house: House) -> int:
    return UNKNOWN_CALLS + sum(body.calls for body in house.design.debate.allowed)


def _calls(house: House) -> list[debate.ModelCalled]:
    """Every call that was made, also one that a later call of the same key took the place of."""
    bodies = (record.body for record in house.reading.records)
    return [body for body in bodies if isinstance(body, debate.ModelCalled)]
