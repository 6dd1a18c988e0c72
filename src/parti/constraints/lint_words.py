"""The words of `library/rule-words.toml`, and what of them stands in a sentence.

Read by `lint` alone. A sentence is taken apart once: names (backticks, quotes) become marks, the rest lower
case words; every list is then a look-up of runs of at most five words, so a long list costs nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import msgspec

from parti.library import load

FILE = "rule-words.toml"
LONGEST = 5

_LISTS = frozenset((
    "words", "strict", "verbs", "before", "things", "terms", "purposes", "means", "small", "betray",
    "taste",
))  # fmt: skip

_MARK = re.compile(
    r"(?P<code>``(?:(?!``)[^\n])+``|`[^`]+`)"
    r"|(?P<quote>\"[^\"]+\"|“[^”]+”|„[^“”]+[“”]|«[^»]+»|(?<!\w)'[^'\n]+'(?!\w))"
    r"|(?P<word>[^\W\d_][^\W\d_]*(?:[-'’.](?:[^\W\d_])+)*)|(?P<stop>[,;:()!?]|\.(?=\s|$)|\s[-–—]\s|[–—→])"
)
_SCRIPTS = (
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("other", re.compile(r"[\u0370-\u03ff\u0530-\u10ff]")),
)


class Taste(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of taste that one rewriting mends."""

    ask: str
    slot: str
    says: str
    words: tuple[str, ...]
    measured: bool = False
    pointed: bool = False


class Hedge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that leave the door open, and what to say instead."""

    words: tuple[str, ...]
    instead: str


class Closes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that forbid or require."""

    strict: frozenset[str]
    words: frozenset[str]
    verbs: frozenset[str]
    before: frozenset[str]


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a sentence may name without backticks, and the phrases around such names."""

    things: frozenset[str]
    terms: frozenset[str]
    purposes: frozenset[str]
    means: frozenset[str]


class English(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Small words that show a sentence to be English."""

    small: frozenset[str]


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another language: the small words that betray it, and its words of taste."""

    name: str
    betray: frozenset[str]
    taste: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    taste: tuple[Taste, ...]
    hedge: tuple[Hedge, ...]
    closes: Closes
    names: Names
    english: English
    language: tuple[Language, ...]


class Piece(msgspec.Struct, frozen=True):
    """One piece of a sentence: a word in lower case, a `code` or `quote` mark, or a `stop`."""

    kind: str
    text: str
    start: int
    end: int


class Hit(msgspec.Struct, frozen=True):
    """A phrase of a list in a sentence: the pieces `first` to `last`, and where they stand in the text."""

    phrase: str
    first: int
    last: int
    start: int
    end: int


@cache
def words() -> Words:
    """The packaged words."""
    import tomllib  # 2 ms that a run without a constraint document does without

    table = tomllib.loads(load.text(FILE))
    return msgspec.convert({name: _split(part) for name, part in table.items()}, Words)


def _split(part: object) -> object:
    """A table, or tables, with every list of words as a list."""
    if isinstance(part, list):
        return [_split(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {name: _listed(text) if name in _LISTS else text for name, text in part.items()}


def _listed(text: str) -> list[str]:
    return [word for each in text.split(",") if (word := " ".join(each.split()))]


@cache
def tastes() -> Mapping[str, Taste]:
    return {word: group for group in words().taste for word in group.words}


@cache
def hedges() -> Mapping[str, Hedge]:
    return {word: group for group in words().hedge for word in group.words}


@cache
def strict_or_hedge() -> frozenset[str]:
    return words().closes.strict | hedges().keys()


@cache
def taste_or_term() -> frozenset[str]:
    return words().names.terms | tastes().keys()


@cache
def closing() -> frozenset[str]:
    return words().closes.words | words().closes.strict


@cache
def loud() -> frozenset[str]:
    """Words that people write in capitals for weight, so that capitals make no name of them."""
    closes = words().closes
    return closing() | closes.verbs | closes.before | hedges().keys() | tastes().keys()


@cache
def products() -> frozenset[str]:
    """The names of the lexicon of technologies."""
    return frozenset(name for each in load.technologies() for name in each.names)


def pieces(sentence: str) -> tuple[Piece, ...]:
    """A sentence as names, words and stops."""
    return tuple(
        Piece(found.lastgroup or "", found[0].lower().replace("’", "'"), found.start(), found.end())
        for found in _MARK.finditer(sentence)
    )


def hits(among: tuple[Piece, ...], phrases: frozenset[str]) -> Iterator[Hit]:
    """Every phrase of a list in order of place, the longest first where two begin together."""
    at = 0
    while at < len(among):
        hit = _longest(among, at, phrases)
        if hit is not None:
            yield hit
        at = at + 1 if hit is None else hit.last + 1


def _longest(among: tuple[Piece, ...], at: int, known: frozenset[str]) -> Hit | None:
    texts: list[str] = []
    best = None
    for number, piece in enumerate(among[at : at + LONGEST], at):
        if piece.kind != "word":
            break
        texts.append(piece.text)
        phrase = " ".join(texts)
        if phrase in known:
            best = Hit(phrase, at, number, among[at].start, piece.end)
    return best


def language(sentence: str, among: tuple[Piece, ...]) -> Language | None:
    """The other language that a sentence is written in; None for English and for a language not known."""
    for name, script in _SCRIPTS:
        if script.search(sentence):
            return next(each for each in words().language if each.name == name)
    said = [piece.text for piece in among if piece.kind == "word"]
    best = max(words().language, key=lambda each: _count(said, each.betray))
    return best if _count(said, best.betray) > _count(said, words().english.small) else None


def _count(said: Iterable[str], small: frozenset[str]) -> int:
    return sum(word in small for word in said)
