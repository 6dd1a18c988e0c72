"""How far designs lie apart: a signature of each, and the distance of two.

Called by `propose`, which draws once more when all lie close together, and by `defeaters`, which looks for
an advocate. Low diversity is told, never an error: a problem may leave one design.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations

import msgspec

from parti.design import detection, elements
from parti.library import load
from parti.records import debate

CLOSE = 200
"""Per thousand: two designs nearer than this are one design."""
OTHER = "other"

_WORD = re.compile(r"\w+")


class Spread(msgspec.Struct, frozen=True):
    """The least and the mean distance of a set of designs, per thousand; 0 for fewer than two."""

    least: int
    mean: int
    every_pair_close: bool


def signature(card: debate.Card, given: Iterable[str] = ()) -> frozenset[str]:
    """What a design is, apart from its words: parts count by their kind, never by their name.

    Args:
        card: the design.
        given: the problem's givens; infrastructure that they name is not new.
    """
    data = load.blind()
    kinds = {part.name.casefold(): kind_of(part) or OTHER for part in card.components}
    found = {f"kind:{kind}" for kind in kinds.values()}
    for edge in card.edges:
        ends = tuple(_end(end, kinds) for end in (edge.source, edge.target))
        if OTHER not in ends:
            found.add(f"edge:{'>'.join(ends)}:{'waits' if edge.waits else 'goes on'}")
    found |= {f"owner:{kinds[part.name.casefold()]}" for part in card.components if part.owns}
    found |= {f"concurrency:{name}" for name in _classes(card.concurrency, data.concurrency)}
    policy = " ".join(f"{one.detect} {one.respond}" for one in card.failure_policy)
    found |= {f"failure:{name}" for name in _classes(policy, data.failure)}
    there = {hit.kind for hit in _detected(" ".join(given))}
    new = (set(kinds.values()) & set(data.infrastructure["kinds"])) - there
    found.add(f"new infrastructure:{'yes' if new else 'no'}")
    return frozenset(found)


def distance(one: frozenset[str], other: frozenset[str]) -> int:
    """One minus the shared share of two signatures, per thousand."""
    whole = len(one | other)
    return 1000 - 1000 * len(one & other) // whole if whole else 0


def spread(cards: Sequence[debate.Card], given: Iterable[str] = ()) -> Spread:
    """How far the cards lie apart, pair by pair."""
    given = tuple(given)
    made = [signature(card, given) for card in cards]
    every = [distance(one, other) for one, other in combinations(made, 2)]
    if not every:
        return Spread(0, 0, False)
    return Spread(min(every), sum(every) // len(every), max(every) < CLOSE)


def kind_of(part: debate.Part) -> str:
    """The kind of the bank that a component's words point to; empty when they point to none.

    What it is called comes before what it does, which tells more of its neighbours. A technology counts
    before a plain word, and of plain words the one that stands first.
    """
    known = load.vocabulary().kinds
    for text in (part.kind, part.name, part.does):
        named = "-".join(_WORD.findall(text.casefold()))
        found = {named} if named in known else {hit.kind for hit in _detected(text)}
        kind = found.pop() if len(found) == 1 else _first(text)
        if kind:
            return kind
    return ""


def _first(text: str) -> str:
    """The kind of the first word that betrays one."""
    places = [
        (min(places), kind)
        for kind, signs in load.blind().parts.items()
        if (places := [hit.start() for sign in signs for hit in _begins(sign).finditer(text.casefold())])
    ]
    return min(places)[1] if places else ""


def _end(text: str, kinds: Mapping[str, str]) -> str:
    """The kind of the part that one end of an edge names."""
    low = " ".join(text.casefold().split())
    said = elements.named(low, kinds) or {name for name in kinds if elements.named(name, (low,))}
    name = max(said, key=lambda one: (len(one), one), default="")
    return kinds.get(low) or kinds.get(name, "") or _first(text) or OTHER


def _detected(text: str) -> tuple[detection.Detected, ...]:
    return detection.detect(text, load.vocabulary(), load.technologies())


def _classes(text: str, signs: Mapping[str, Sequence[str]]) -> set[str]:
    """The classes whose signs begin a word of a text; a text that betrays none is a class of its own."""
    low = text.casefold()
    found = {name for name, words in signs.items() if any(_begins(word).search(low) for word in words)}
    return found or {"none" if not low.strip() else OTHER}


@cache
def _begins(sign: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(sign.strip())}")
