"""Which kinds of component a text speaks of, by the words that betray them.

Called by `new` and `kind`; the person confirms, adds or drops what is found here. Whole words,
case-insensitive, a plural `s` tolerated, the longest words win: a guess that is easy to explain
beats a clever one, and every kind found says which words gave it away.
"""

import functools
import re
from collections.abc import Iterable, Iterator

import msgspec

from parti.library import load

_READS = ("consumer", "publisher")  # "reads from the queue" is a consumer, and there is a queue as well
_ACCESS = (
    "pgbouncer",
    "psycopg",
    "sqlalchemy",
    "django orm",
    "entity framework",
    "ef core",
    "alembic",
    "pika",
)
_DETERMINER = r"(the|an?|its|our|their|his|her|this|that|these|those|each|every|all|it|them)"
_BEFORE = re.compile(rf"\b({_DETERMINER}|shared|local|in-memory)\s+$", re.IGNORECASE)
_AFTER = re.compile(rf"\s+{_DETERMINER}\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(not|no|without|instead of|rather than|neither|nor)\s+(an?\s+|the\s+)?$", re.IGNORECASE
)
_CLOSED = re.compile(r"\s*([.,;:)!?]|$|\b(and|or|nor|but)\b)", re.IGNORECASE)


class Detected(msgspec.Struct, frozen=True):
    """A kind, a name for the component, and the words of the text that point to it."""

    kind: str
    name: str
    words: tuple[str, ...]


class _Hit(msgspec.Struct, frozen=True):
    start: int
    end: int
    words: str
    sign: str
    kinds: tuple[str, ...]
    product: bool

    def hides(self, other: "_Hit") -> bool:
        """Longer words around shorter ones mean something of their own."""
        around = self.start <= other.start and other.end <= self.end
        longer = self.end - self.start > other.end - other.start
        works_on = self.kinds[:1] and self.kinds[0] in _READS and "broker" in other.kinds
        return around and longer and not works_on


def detect(
    text: str, words: load.Vocabulary, technologies: Iterable[load.Technology]
) -> tuple[Detected, ...]:
    """The kinds in a text, in the order of the vocabulary.

    A technology names the component (`RabbitMQ`), the one mentioned last before all others, so that
    what is given after a wish decides; otherwise the component is called like its kind.
    """
    folded = text.casefold()
    every = [
        hit
        for technology in technologies
        for name in technology.names
        if _may_hold(folded, name)
        for hit in _hits(name, technology.kinds, text, product=True)
    ]
    for kind, row in words.kinds.items():
        signs = (word for word in row.words if _may_hold(folded, word))
        every += [hit for sign in signs for hit in _hits(sign, (kind,), text, product=False)]
    hidden = _hidden(every)
    hits = [hit for hit in every if hit not in hidden]
    return tuple(
        Detected(kind, _name(kind, found), tuple(dict.fromkeys(hit.words for hit in found)))
        for kind in words.kinds
        if (found := [hit for hit in hits if kind in hit.kinds])
    )


def _hidden(every: Iterable[_Hit]) -> set[_Hit]:
    """Those inside longer ones: each is compared with what is open where it begins, not with all."""
    found: set[_Hit] = set()
    around: list[_Hit] = []
    for hit in sorted(every, key=lambda hit: (hit.start, -hit.end)):
        around = [other for other in around if other.end > hit.start]
        if any(other.hides(hit) for other in around):
            found.add(hit)
        around.append(hit)
    return found


def _name(kind: str, hits: Iterable[_Hit]) -> str:
    """The product mentioned last; a library that only reaches one is not the component itself."""
    products = [hit for hit in hits if hit.product]
    if not products:
        return kind.replace("-", " ")
    return max(products, key=lambda hit: (not hit.sign.startswith(_ACCESS), hit.start)).words


def _hits(sign: str, kinds: tuple[str, ...], text: str, *, product: bool) -> Iterator[_Hit]:
    for match in _looked_for(sign).finditer(text):
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() :]
        if product and _DENIED.search(before) and _CLOSED.match(after):
            continue
        if sign == "cache" and _AFTER.match(after) and not _BEFORE.search(before):
            continue
        words = " ".join(match.group(0).split())
        yield _Hit(match.start(), match.end(), words, sign, kinds, product)


def _may_hold(folded: str, sign: str) -> bool:
    """Most signs stand nowhere in a text, and a pattern costs more to make than its words to look for."""
    return all(word in folded for word in sign.casefold().split())


@functools.cache
def _looked_for(sign: str) -> re.Pattern[str]:
    words = re.escape(sign).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![\w-]){words}s?(?![\w-])", re.IGNORECASE)
