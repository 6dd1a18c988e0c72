"""`parti choose`: a person takes one of the compared designs, with rows of others, and answers for it.

Called through `table`. The choice and the decision that it means are recorded; what else follows from the
card is offered as commands.
"""

from collections.abc import Sequence

import msgspec

from parti.design import blind_steps, choice, naming
from parti.records import refusal
from parti.workflow import opening, pages, proposing, signing
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def choose(
    house: House, design: str, because: str, borrow: Sequence[str] = (), override: Sequence[str] = ()
) -> Outcome:
    """Records which design a person chose, and why.

    Args:
        house: the open house.
        design: a proposal's key, a label, or `own`.
        because: the reason.
        borrow: rows of other designs, each `p-1:read_path`.
        override: for each defeater that stands against the design, `df-1=<reason>`.

    Raises:
        refusal.NotAllowed: an agent chooses, nothing was compared, or a defeater has no reason.
        refusal.Misused: the design, a row or a defeater is not there.
    """
    proposing.ready(house)
    pages.by_person(house, "choose a design")
    if not blind_steps.is_compared(house.design, house.reading.records):
        raise refusal.NotAllowed(choice.NOTHING, next_step="parti compare")
    key = choice.key_of(house.design, design)
    again = f'parti choose {key} --because "<why>"'
    because = opening.said(because, "The reason is empty.", again)
    rows = [choice.borrowed(house.design, text) for text in borrow]
    against = choice.overridden(house.design, key, override)
    fact, decided = choice.chosen(house.design, key, because, rows, against)
    card = choice.designs(house.design)[key]
    made = (fact,) if naming.says(house.design, decided) else (fact, naming.keyed(house.design, decided))
    before, house = house, house.append(made)
    asked = choice.offer(card)
    lines = (
        f"chosen    {key}: {card.shape}",
        *(f"borrowed  {one.slot} of {one.proposal}: {one.text}" for one in rows),
        *(f"recorded  {one.key}: {choice.TITLE}" for one in made[1:]),
        *choice.risks(house.design, against),
        *(f"unknown   {text}; name its kind yourself (parti kind list)" for text in asked.unknown),
        *(f"offered   {command}" for command in asked.commands),
        *signing.unlocked(before, house),
    )
    data = {
        "proposal": key,
        "offered": [*filter(None, (asked.confirm,)), *asked.commands],
        "unknown": list(asked.unknown),
        "borrowed": msgspec.to_builtins(rows),
        "overridden": msgspec.to_builtins(against),
    }
    return Outcome(lines=lines, data=data, next=pages.onward(house))
