"""What an objection is, told by its words alone: conviction, preference, constraint, evidence, argument.

Called by `challenge` before anything is sent. Only what brings something new can reach a session, and only
as a statement in the third person; being sure of something, rank and repetition bring nothing new. The
rules are small so that a person can see why, and the person may say otherwise.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from parti.library import load

Kind = Literal["conviction", "preference", "constraint", "evidence", "argument"]
KINDS: tuple[Kind, ...] = ("conviction", "preference", "constraint", "evidence", "argument")
RELAYED = {"conviction": "no", "preference": "weight"}
"""How an objection is passed on; all other kinds are passed on as a conditional statement."""

ARGUMENT = 6
CONSTRAINT = 3
LOADED = 4
LONGEST = 600
LARGEST = 20_000
"""Characters of an objection that are looked at."""

_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{2}|[^\W\d_][\w’'-]{2,60}")
_LOOSE = re.compile(r"[\s,;:]{1,9}(?=[.!?,;:])")
_PERSON: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(I['’]m|I am|we['’]re)\b", re.IGNORECASE), "the team is"),
    (re.compile(r"\b(I|we)['’](ve)\b", re.IGNORECASE), "the team has"),
    (re.compile(r"\b(I|we)['’](ll|d)\b", re.IGNORECASE), "the team would"),
    (re.compile(r"\b(we are)\b", re.IGNORECASE), "the team is"),
    (re.compile(r"\b(we have)\b", re.IGNORECASE), "the team has"),
    (re.compile(r"\b(we|I)\b", re.IGNORECASE), "the team"),
    (re.compile(r"\b(my|our)\b", re.IGNORECASE), "the team's"),
    (re.compile(r"\b(mine|ours)\b", re.IGNORECASE), "the team's"),
    (re.compile(r"\b(me|us)\b(?!\s?[-/.$])", re.IGNORECASE), "the team"),
    (re.compile(r"\byou['’](re)\b", re.IGNORECASE), "one is"),
    (re.compile(r"\byou['’](ve|ll|d)\b", re.IGNORECASE), "one would"),
    (re.compile(r"\byours?\b", re.IGNORECASE), "one's"),
    (re.compile(r"\byou\b", re.IGNORECASE), "one"),
    (re.compile(r"\bsure\b", re.IGNORECASE), "certain"),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


class Intake(msgspec.Struct, frozen=True):
    """An objection as it was read: its kind, and the words that decided."""

    kind: Kind
    hard: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    social: tuple[str, ...] = ()


def intake(text: str, known: Iterable[str]) -> Intake:
    """The kind of an objection.

    Args:
        text: what the person typed.
        known: what was said about the claim before; words and numbers from there bring nothing new.
    """
    text, before = text[:LARGEST], "\n".join(known)
    social = tuple(found[0] for found in _said("social").finditer(text))
    rest = _said("social").sub(" ", text)
    hard = new_hard(rest, before)
    fresh = new_words(rest, before)
    return Intake(_kind(rest, hard, fresh, bool(social)), hard, fresh, social)


def new_hard(text: str, before: str) -> tuple[str, ...]:
    """Numbers with units, references, names of tests and other things that can be looked up."""
    seen = before.casefold()
    found = (
        match[0].strip() for pattern in (_said("hard"), _said("seen")) for match in pattern.finditer(text)
    )
    return tuple(dict.fromkeys(token for token in found if not _stands(token.casefold(), seen)))


def _stands(token: str, seen: str) -> bool:
    """Whether a token was said as it is, and not as the end of `1900 ms` or the beginning of `test_a_b`."""
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(token)}(?!\w)", seen) is not None


def new_words(text: str, before: str) -> tuple[str, ...]:
    """Words with content that were not said before."""
    seen = set(content(before))
    return tuple(word for word in dict.fromkeys(content(text)) if word not in seen)


def content(text: str) -> Iterable[str]:
    """The words of a text that carry something, in small letters, without a plural `s`."""
    for match in _WORD.finditer(text.casefold()):
        word = match[0].strip("'’-")
        if word not in _empty() and len(word) > 1:
            yield word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def statement(text: str) -> str:
    """The objection as a statement that names nobody: pressure left out, first and second person gone.

    At most 600 characters, so that no position gets more room than the other.
    """
    parts = []
    for sentence in _SENTENCE.split(text[:LARGEST].strip()):
        plain = _said("social").sub(" ", sentence)
        if plain == sentence or new_words(plain, "") or new_hard(plain, ""):
            parts.append(plain)
    said = _LOOSE.sub("", " ".join(" ".join(parts).split())).lstrip(",;:.!? ").rstrip(",;: ")
    for pattern, words in _PERSON:
        said = pattern.sub(words, said)
    return cut(said.replace("the team", "The team", 1) if said.startswith("the team") else said)


def cut(text: str, most: int = LONGEST) -> str:
    """The text on one line, at most so long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


@cache
def _said(list_: str) -> re.Pattern[str]:
    """What the library lists, as one expression."""
    every: tuple[str, ...] = getattr(load.objection_words(), list_)
    return re.compile("|".join(f"(?:{one})" for one in every), re.IGNORECASE)


@cache
def _empty() -> frozenset[str]:
    return frozenset(load.objection_words().empty.split())


def yields(text: str) -> bool:
    """Whether a reply opens by giving in."""
    return bool(_said("yields").search(text))


def _kind(text: str, hard: tuple[str, ...], new: tuple[str, ...], social: bool) -> Kind:
    bound = _said("bound").search(text) and len(new) >= CONSTRAINT
    if hard and _said("seen").search(text):
        return "evidence"
    if bound:
        return "constraint"
    if hard:
        return "evidence"
    liking = _said("liking").search(text)
    few = len(new) < (LOADED if social else ARGUMENT)
    if liking and len(new) < ARGUMENT:
        return "preference"
    return "conviction" if few else "argument"
