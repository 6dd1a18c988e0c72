"""Blind proposals as facts: what counts, what is dropped and why, and what is told about all of them.

Called by `propose` and `compare`. A proposal belongs to the statement of the problem that was live when it
was made; after the problem was restated it no longer counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import card as cards
from parti.design import diversity
from parti.design import state as states
from parti.records import debate, refusal
from parti.records import vocabulary as facts

EXTRA = 2
"""Draws beyond those asked for, when all designs lie close together."""

SNOOPED = "it holds the canary word of the seal, so this session has read what was sealed"


def judged(reply: msgspec.Struct | None, note: str, *, snooped: bool) -> debate.Card | str:
    """The card of a reply, or why it does not count."""
    if snooped:
        return SNOOPED
    if not isinstance(reply, debate.Card):
        return note or "the reply holds no design"
    card = cards.tidy(reply)
    missing = cards.lacks(card)
    return f"{'; '.join(missing)}" if missing else card


def current(
    state: states.DesignState, records: Sequence[facts.Record]
) -> tuple[debate.ProposalReceived, ...]:
    """The proposals that were made for the problem as it stands."""
    stated = {record.id for record in state.problems}
    known = state.debate.proposals
    return tuple(
        body for body in state.debate.received() if seen(known[body.key].id, records, stated) == stated
    )


def seen(identity: str, records: Sequence[facts.Record], wanted: Iterable[str]) -> set[str]:
    """What of `wanted` a record had seen when it was made; the walk ends when all is found."""
    parents = {record.id: record.parents for record in records}
    left, walked, queue = set(wanted), set[str](), [identity]
    while queue and left:
        one = queue.pop()
        if one not in walked:
            walked.add(one)
            left.discard(one)
            queue.extend(parents.get(one, ()))
    return set(wanted) - left


def families(proposals: Iterable[debate.ProposalReceived]) -> tuple[str, ...]:
    """Who trained the models that proposed, each once."""
    return tuple(dict.fromkeys(one.family for one in proposals))


def family_line(found: Sequence[str]) -> str:
    """What the families are worth."""
    if len(found) == 1:
        return f"one family ({found[0]}): agreement counts once"
    return f"{len(found)} families: {', '.join(found)}"


def questions(proposals: Iterable[debate.ProposalReceived]) -> tuple[tuple[str, str, str], ...]:
    """What proposals could not decide: (proposal, slot, question), equal questions once."""
    found: dict[str, tuple[str, str, str]] = {}
    for one in proposals:
        for open_one in one.card.undecided:
            if open_one.question:
                key = " ".join(open_one.question.casefold().split())
                found.setdefault(key, (one.key, open_one.slot, open_one.question))
    return tuple(found.values())


def meant(state: states.DesignState, name: str) -> str:
    """The name as it is, when it is that of one design at most.

    Raises:
        refusal.Misused: two branches gave it to two designs.
    """
    both = state.debate.twins().get(name)
    if both:
        raise refusal.Misused(
            f"{name} is the name of {len(both)} designs, made on branches that did not see each other: "
            f"{', '.join(both)}.",
            next_step=f"say which one: parti why {both[0]} shows the first",
        )
    return name


def twins(state: states.DesignState) -> Iterator[Finding]:
    """Each key that two branches gave to two designs, with the names by which they go."""
    for key, both in state.debate.twins().items():
        who = dict.fromkeys(state.debate.proposals[name].by for name in both)
        yield Finding(
            code="design/twins",
            level="warning",
            message=f"{key} was made on {len(both)} branches by {' and '.join(who)}: {' and '.join(both)} "
            "are two designs, and both count.",
            place=Place(path=key),
            fix=f"parti why {key}",
        )


def lines(
    proposals: Sequence[debate.ProposalReceived],
    dropped: Mapping[str, debate.ProposalDropped],
    given: Iterable[str],
) -> tuple[str, ...]:
    """All that came of the draws, as a person reads it."""
    gone = {key: one for key, one in dropped.items() if key not in {kept.key for kept in proposals}}
    rows = [f"{one.key:<9} {one.card.shape}   ({one.lens}; {one.model})" for one in proposals]
    rows += [f"dropped   {key}: {one.why}" for key, one in sorted(gone.items())]
    if proposals:
        rows.append(f"families  {family_line(families(proposals))}")
    if len(proposals) > 1:
        apart = diversity.spread([one.card for one in proposals], given)
        rows.append(f"distance  least {apart.least // 10} %, mean {apart.mean // 10} %")
        if apart.every_pair_close:
            rows.append("finding   all proposals are nearly one design: look at what is under given")
    rows += [f"undecided {key} on {slot}: {text}" for key, slot, text in questions(proposals)]
    if len(proposals) < 2:
        rows.append(f"DEGRADED  {_counted(len(proposals))}: there is nothing to compare it with")
    return tuple(rows)


def _counted(count: int) -> str:
    return "one valid proposal" if count else "no valid proposal"
