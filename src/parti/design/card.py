"""A design as a card: made harmless, held to what a card needs, and printed by the one renderer.

Called by `propose` on what models reply and by `compare` for every design, the human's included. All cards
pass the same code, so that nothing but their content tells them apart.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from parti.design import replies
from parti.library import load
from parti.records import debate

LONGEST = 4_000
MOST = 60
SHOWN = 600
"""Characters of a slot that are shown to judges, of whichever card; whoever proposes is told."""

NOT_SAID = "not said"
BASES = ("given", "measured", "documented", "reasoned")

_SELF = re.compile(
    r"\b(as )?(an? |this )?(ai|large language|language) (language )?(model|assistant)\b,? ?", re.I
)
_LEAD = re.compile(r"^(I|[Ww]e|[Tt]he team)( would|['’]d) drop (this|the|it)( design)? if (?=\S)")
_PERSON: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(I|[Ww]e)(['’](m|re)| am| are)\b"), "the team is"),
    (re.compile(r"\b(I|[Ww]e)(['’]ve| have)\b"), "the team has"),
    (re.compile(r"\b(I|[Ww]e)['’](ll)\b"), "the team will"),
    (re.compile(r"\b(I|[Ww]e)['’](d)\b"), "the team would"),
    (re.compile(r"\b(I(?= (?!of\b|and\b|or\b)[a-z])|[Ww]e)\b"), "the team"),
    (re.compile(r"\b([Mm]y|[Oo]ur|[Mm]ine|[Oo]urs)\b"), "the team's"),
    (re.compile(r"(?<!\d )(?<!\d)\b(me|us|myself|ourselves)\b"), "the team"),
)


def tidy(reply: debate.Card) -> debate.Card:
    """The card with every text on one line, without control characters, and with a known basis."""
    plain = _mapped(msgspec.to_builtins(reply))
    made = msgspec.convert(plain, debate.Card)
    claims = tuple(
        one if one.basis in BASES else msgspec.structs.replace(one, basis="reasoned") for one in made.claims
    )
    return msgspec.structs.replace(made, claims=claims)


def lacks(card: debate.Card) -> tuple[str, ...]:
    """What keeps a card from counting as a design, each in a few words."""
    rejected = [one for one in card.rejected if one.option and one.why]
    tests = (
        (card.shape, "it names no shape"),
        (any(part.name for part in card.components), "it names no component"),
        (len(rejected) >= 2, "it rejects fewer than two other designs with a reason"),
        (any(card.falsifiers), "it names no observation that would make one drop it"),
        (not _too_large(card), f"a part of it is longer than {LONGEST} characters or {MOST} entries"),
    )
    return tuple(words for holds, words in tests if not holds)


def slots(card: debate.Card) -> Mapping[str, str]:
    """The card's slots in their fixed order, each as one line of words; empty when it says nothing."""
    rows: dict[str, Iterable[str]] = {
        "shape": (card.shape,),
        "components": map(_part, card.components),
        "edges": map(_edge, card.edges),
        "write_path": (card.write_path,),
        "read_path": (card.read_path,),
        "concurrency": (card.concurrency,),
        "states": (f"{one.state}, on {one.event}: {one.target}" for one in card.states),
        "failure_policy": (
            f"{one.failure}: seen by {one.detect}; {one.respond}" for one in card.failure_policy
        ),
        "assumptions": (f"{one.text} (if false: {one.if_false})" for one in card.assumptions),
        "rejected": (f"{one.option}: {one.why}" for one in card.rejected),
        "falsifiers": (_LEAD.sub("", one) for one in card.falsifiers),
        "claims": (
            f"{one.slot}: {one.option} ({' '.join(filter(None, (one.basis, one.ref)))})"
            for one in card.claims
        ),
        "undecided": (f"{one.slot}: {one.question}" for one in card.undecided),
    }
    return {name: "; ".join(filter(None, words)) for name, words in rows.items()}


def rendered(card: debate.Card, names: Iterable[str] = ()) -> str:
    """The card as judges see it: fixed order, equal length for all, no name of a model, no first person.

    Args:
        card: a tidy card.
        names: words that would tell who wrote it, beside those of the library.
    """
    hidden = (*load.blind().names["words"], *names)
    return "\n".join(
        f"{name.replace('_', ' ')}: {_cut(impersonal(words, hidden)) or NOT_SAID}"
        for name, words in slots(card).items()
    )


def impersonal(text: str, names: Iterable[str] = ()) -> str:
    """The text in the third person, without the names."""
    text = _SELF.sub("", text)
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "a model", text, flags=re.IGNORECASE)
    for pattern, words in _PERSON:
        text = pattern.sub(words, text)
    return " ".join(text.split())


def holds(shown: str, quote: str) -> bool:
    """Whether the words stand in a card as it was shown; two words or eight letters at least."""
    words = " ".join(quote.split()).strip("\"'“”‘’`").strip()
    long_enough = len(words) >= 8 or len(words.split()) >= 2
    return long_enough and words.casefold() in " ".join(shown.split()).casefold()


def _part(one: debate.Part) -> str:
    owns = f"; owns {', '.join(one.owns)}" if one.owns else ""
    return f"{one.name} ({one.kind}): {one.does}{owns}"


def _edge(one: debate.Edge) -> str:
    waits = "waits" if one.waits else "does not wait"
    until = f", at most {one.deadline}" if one.deadline else ""
    return f"{one.source} to {one.target} ({one.kind}), {waits}{until}"


def _cut(text: str) -> str:
    """At most `SHOWN` characters, ended between two words."""
    if len(text) <= SHOWN:
        return text
    head = text[: SHOWN - 2]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head} …"


def _mapped(value: object) -> object:
    if isinstance(value, str):
        return " ".join(replies.clean(value).split())
    if isinstance(value, dict):
        return {name: _mapped(one) for name, one in value.items()}
    return [_mapped(one) for one in value] if isinstance(value, list | tuple) else value


def _too_large(card: debate.Card) -> bool:
    return any(_excess(msgspec.to_builtins(card)))


def _excess(value: object) -> Iterator[bool]:
    if isinstance(value, str):
        yield len(value) > LONGEST
    elif isinstance(value, dict):
        for one in value.values():
            yield from _excess(one)
    elif isinstance(value, list | tuple):
        yield len(value) > MOST
        for one in value:
            yield from _excess(one)
