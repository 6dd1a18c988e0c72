"""A person's choice as facts, and what follows from the chosen card as offers.

Called by `choose`. A choice says one thing for certain: this shape, over those shapes, for this reason.
That is recorded as a decision. Which components, data and failure modes there are is offered as commands,
because their kinds, shapes and evidence are the person's to say.
"""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.design import card as cards
from parti.design import decision, diversity, proposal
from parti.design import state as states
from parti.records import debate, refusal
from parti.records import vocabulary as facts

NOTHING = "There is no finished comparison to choose from."
TITLE = "Shape of the design"
_LONGEST = 300


class Offer(msgspec.Struct, frozen=True):
    """What the chosen card asks for: commands, and components whose kind the words do not tell."""

    confirm: str
    commands: tuple[str, ...]
    unknown: tuple[str, ...]


def designs(state: states.DesignState) -> Mapping[str, debate.Card]:
    """The designs that were compared, by key."""
    return decision.shown_cards(state.debate)


def key_of(state: states.DesignState, named: str) -> str:
    """The design that a person means, by its key or its label.

    Raises:
        refusal.Misused: it names none, or two.
    """
    known = designs(state)
    made = state.debate.comparison
    by_label = {label: key for key, label in made.labels.items()} if made else {}
    key = by_label.get(named.casefold(), named)
    proposal.meant(state, key)
    if key not in known:
        raise refusal.Misused(
            f"{named!r} is not a design here; there are: {', '.join(known)}.", next_step="parti compare"
        )
    return key


def borrowed(state: states.DesignState, text: str) -> debate.Borrowed:
    """A row of another design, from `p-1:read_path`.

    Raises:
        refusal.Misused: the design, or the row, is not there.
    """
    named, _, slot = (part.strip() for part in text.partition(":"))
    key = key_of(state, named)
    rows = {name: words for name, words in cards.slots(designs(state)[key]).items() if words}
    slot = slot.replace(" ", "_").replace("-", "_")
    if slot not in rows:
        raise refusal.Misused(
            f"{text!r} names no row; {key} has: {', '.join(rows)}.",
            next_step=f'parti choose {key} --because "…" --borrow {key}:{next(iter(rows), "shape")}',
        )
    return debate.Borrowed(key, slot, rows[slot])


def overridden(state: states.DesignState, key: str, texts: Iterable[str]) -> tuple[debate.Overridden, ...]:
    """The defeaters of a design with the reasons for which it is chosen all the same.

    Raises:
        refusal.Misused: a text is not `df-1=<reason>`, or names no defeater of this design.
        refusal.NotAllowed: a confirmed defeater has no reason.
    """
    judged = {one.key: one for one in state.debate.defeaters.values() if one.card == key}
    found: dict[str, str] = {}
    for text in texts:
        name, _, reason = (part.strip() for part in text.partition("="))
        if name not in judged or not reason:
            raise refusal.Misused(
                f"{text!r} is not <defeater>=<reason>; {key} has: {', '.join(judged) or 'none'}.",
                next_step=f'parti choose {key} --because "…" --override "df-1=<reason>"',
            )
        found[name] = " ".join(reason.split())
    for one in judged.values():
        if one.verdict == "confirmed" and one.key not in found:
            raise refusal.NotAllowed(
                f"{one.key} stands against {key}: it breaks {one.criterion}, and no reason is given.",
                next_step=f'parti choose {key} --because "…" --override "{one.key}=<reason>"',
            )
    return tuple(debate.Overridden(name, reason) for name, reason in found.items())


def chosen(
    state: states.DesignState,
    key: str,
    because: str,
    rows: Sequence[debate.Borrowed],
    against: Sequence[debate.Overridden],
) -> tuple[debate.DesignChosen, facts.Decided]:
    """The choice, in the place of all that were made before, and the decision that it means."""
    known = designs(state)
    fact = debate.DesignChosen(
        proposal=key,
        because=because,
        borrowed=tuple(rows),
        overridden=tuple(against),
        supersedes=tuple(record.id for record in state.debate.chosen),
    )
    own = [facts.Rejected(_short(one.option), _short(one.why)) for one in known[key].rejected]
    others = [
        facts.Rejected(_short(f"{name}: {card.shape}"), "another design was chosen")
        for name, card in known.items()
        if name != key
    ]
    before = [name for name, records in state.named.items() if _is_shape(records[-1].body)]
    choice = "; ".join(
        (known[key].shape, *(f"with {one.slot} of {one.proposal}: {one.text}" for one in rows))
    )
    decided = facts.Decided(
        key=before[0] if before else "",
        title=TITLE,
        choice=_short(choice),
        because=because,
        rejected=(*others, *own),
    )
    return fact, decided


def offer(card: debate.Card) -> Offer:
    """What a chosen card asks for, as commands to paste: quoted, so that no word of a card is ever run."""
    kinds = {part.name: diversity.kind_of(part) for part in card.components if part.name}
    pairs = [shlex.quote(f"{name}={kind}") for name, kind in kinds.items() if kind]
    return Offer(
        f"parti kind confirm {' '.join(pairs)}" if pairs else "",
        (*_data(card), *_failures(card, tuple(kinds))),
        tuple(
            f"{part.name} ({part.kind}): {part.does}"
            for part in card.components
            if not kinds.get(part.name)
        ),
    )


def risks(state: states.DesignState, against: Iterable[debate.Overridden]) -> Iterator[str]:
    """Each overridden defeater, as the open risk that it now is."""
    for one in against:
        judged = state.debate.defeaters[one.defeater]
        yield f"risk      {one.defeater} on {judged.criterion}: {judged.trace}; accepted: {one.reason}"


def _data(card: debate.Card) -> Iterator[str]:
    for part in card.components:
        for datum in part.owns:
            words = shlex.join(["parti", "data", datum])
            yield f"{words} --shape '<its fields>' --owner {shlex.quote(part.name)}"


def _failures(card: debate.Card, names: Sequence[str]) -> Iterator[str]:
    """At the component that the words name, else at one that the person fills in."""
    for one in card.failure_policy:
        text = f"{one.failure} {one.detect} {one.respond}".casefold()
        at = next((name for name in names if _speaks_of(name, text)), "<component>")
        handling = f"{one.detect}: {one.respond}" if one.detect else one.respond
        words = shlex.join(["parti", "failure", at, one.failure, "--handling", handling])
        yield f"{words} --evidence '<kind>: <what shows it>'"


def _speaks_of(name: str, text: str) -> bool:
    """Whether a name stands in a text as words of its own: `api` is no part of `rapid`."""
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text) is not None


def _is_shape(body: facts.Fact) -> bool:
    return isinstance(body, facts.Decided) and body.title == TITLE


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rstrip()} …"
