"""Which kinds of component a text speaks of, by the words that betray them.

Called by `new` and `kind`; the person confirms, adds or drops what is found here. Whole words,
case-insensitive, a plural `s` tolerated: a guess that is easy to explain beats a clever one,
and every kind found says which words gave it away.
"""

import re
from collections.abc import Iterable

import msgspec

from parti.library import load


class Detected(msgspec.Struct, frozen=True):
    """A kind, a name for the component, and the words of the text that point to it."""

    kind: str
    name: str
    words: tuple[str, ...]


def detect(
    text: str, words: load.Vocabulary, technologies: Iterable[load.Technology]
) -> tuple[Detected, ...]:
    """The kinds in a text, in the order of the vocabulary.

    A technology names the component (`RabbitMQ`); otherwise it is called like its kind.
    """
    seen: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for technology in technologies:
        for alias in technology.names:
            if found := _find(alias, text):
                for kind in technology.kinds:
                    names.setdefault(kind, found)
                    seen.setdefault(kind, []).append(found)
    for kind, row in words.kinds.items():
        for word in row.words:
            if found := _find(word, text):
                seen.setdefault(kind, []).append(found)
    return tuple(
        Detected(kind, names.get(kind, kind.replace("-", " ")), tuple(dict.fromkeys(seen[kind])))
        for kind in words.kinds
        if kind in seen
    )


def _find(word: str, text: str) -> str:
    pattern = r"(?<![\w-])" + re.escape(word).replace(r"\ ", r"\s+") + r"s?(?![\w-])"
    match = re.search(pattern, text, re.IGNORECASE)
    return match.group(0) if match else ""
