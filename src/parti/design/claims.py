"""What can be challenged: a thing that the design says, as two positions of which it holds one.

Called by `challenge` and `evidence`. A decision stands against what it rejected, a claim of a proposal
against what other proposals say of the same slot; where the design names no rival, a person does.
"""

from collections.abc import Iterator

import msgspec

from parti.design import objection
from parti.design import proposal as proposals
from parti.design import state as states
from parti.records import debate, refusal
from parti.records import vocabulary as facts

_OPPOSITE = "It need not always hold."


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim: the position that is held now, and its rival.

    Args:
        key: `D-…`, `INV-…`, `FM-…`, or `p-2:slot`.
        about: what it is about, in a few words.
    """

    key: str
    about: str
    choice: str
    rival: str


def claim(state: states.DesignState, key: str, rival: str = "") -> Claim:
    """The claim with that key.

    Args:
        rival: the other position, where a person names it; else the first that was rejected.

    Raises:
        refusal.Misused: there is no such claim, two proposals go by its name, or there is nothing that it
            could be held against.
    """
    found = _named(state, key) or _proposed(state, key)
    if found is None:
        known = ", ".join((*keys(state),)[:5]) or "none yet"
        raise refusal.Misused(
            f"{key!r} is nothing that can be challenged; there are: {known}.",
            next_step="parti design shows the ids; a proposal's claim is p-1:<slot>",
        )
    other = objection.cut(rival) or found.rival
    if not other or other.casefold() == found.choice.casefold():
        raise refusal.Misused(
            f"{key} names no other position that it could be held against.",
            next_step=f'parti challenge {key} "<objection>" --rival "<the other position>"',
        )
    return msgspec.structs.replace(found, rival=other)


def keys(state: states.DesignState) -> Iterator[str]:
    """Every claim of the design."""
    for key, records in state.named.items():
        if isinstance(records[-1].body, facts.Decided | facts.InvariantStated | facts.FailureModeNamed):
            yield key
    for proposal in state.debate.received():
        for one in proposal.card.claims:
            yield f"{proposal.key}:{one.slot}"


def said(state: states.DesignState, found: Claim) -> Iterator[str]:
    """All that was said about a claim so far, so that a repetition is seen as one."""
    yield from (found.about, found.choice, found.rival)
    records = state.named.get(found.key, ())
    for record in records:
        yield from (text for text in msgspec.to_builtins(record.body).values() if isinstance(text, str))
    yield from (one.text for one in state.debate.objections if one.claim == found.key)
    yield from (one.text for one in state.debate.evidence.values() if found.key in one.bears_on)


def _named(state: states.DesignState, key: str) -> Claim | None:
    records = state.named.get(key)
    match records[-1].body if records else None:
        case facts.Decided() as body:
            rival = body.rejected[0].option if body.rejected else ""
            return _made(key, body.title, body.choice, rival)
        case facts.InvariantStated() as body:
            return _made(key, "what always holds", body.text, _OPPOSITE)
        case facts.FailureModeNamed() as body:
            return _made(key, f"{body.component} × {body.mode}", body.handling, "")
    return None


def _proposed(state: states.DesignState, key: str) -> Claim | None:
    name, _, slot = key.partition(":")
    record = state.debate.proposals.get(proposals.meant(state, name))
    body = record.body if record is not None else None
    if not isinstance(body, debate.ProposalReceived):
        return None
    mine = next((one for one in body.card.claims if one.slot == slot), None)
    if mine is None:
        return None
    others = (
        one.option
        for other in state.debate.received()
        for one in other.card.claims
        if other.key != name and one.slot == slot and one.option.casefold() != mine.option.casefold()
    )
    return _made(key, slot, mine.option, next(others, ""))


def _made(key: str, about: str, choice: str, rival: str) -> Claim:
    return Claim(
        key=key, about=objection.cut(about), choice=objection.cut(choice), rival=objection.cut(rival)
    )
