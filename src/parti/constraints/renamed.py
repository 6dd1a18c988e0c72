"""Which imports of a file give a name of their own that the rest of the file does not use.

Called by `uses` for what a file hands on: whoever takes that name from it shows no word of what it is. A
file of thousands of imports, such as a generated one, is asked in a time that grows with it.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache

from parti.source import facts

_EXPORTED = re.compile(
    r"(?<![\w$.])export(?:\s+default\s+[\w$]+(?=\s*(?:;|\n|\Z))|\s*\{[^{}]*\}(?!\s*from\b))"
)
_AS_IT_IS = re.compile(r"([{,]\s*|\bdefault\s+)([\w$]+)(?=\s*(?:[,}]|\Z))")
Place = tuple[int, int]
"""Line and column."""


def imports(text: str, known: facts.Facts) -> list[tuple[facts.Import, str]]:
    """Each import with the new name that stands in it, in the order of the text."""
    brought = _Brought(known)
    new = {
        alias: meant
        for alias, meant in known.aliases.items()
        if all(target.rpartition(".")[2] != alias for target in meant) and brought.any_of(meant)
    }
    rest = _EXPORTED.sub(_blanked, text) if new and "export" in text else text
    found = [
        (each, alias) for alias, place in _only_places(rest, new) for each in brought.at(new[alias], place)
    ]
    return sorted(found, key=lambda pair: (pair[0].line, pair[0].column))


class _Brought:
    """The imports of a file by what they bring in, and what else brings the same."""

    def __init__(self, known: facts.Facts) -> None:
        self._bringing: dict[str, set[Place]] = defaultdict(set)
        self._naming: dict[str, dict[tuple[str, ...], dict[Place, list[facts.Import]]]] = {}
        for each in known.imports:
            # What a script exports by default goes by the name of its module.
            whole = (target.removesuffix(".default") for target in each.targets())
            targets = tuple(dict.fromkeys((*each.targets(), *whole)))
            for target in targets:
                self._bringing[target].add((each.line, each.column))
            for target in targets if each.names and not each.typing else ():
                same = self._naming.setdefault(target, {}).setdefault(targets, {})
                same.setdefault((each.line, each.column), []).append(each)
        self._places = cache(self._placed)

    def any_of(self, meant: tuple[str, ...]) -> bool:
        """Whether an import of names brings in one of these."""
        return any(target in self._naming for target in meant)

    def at(self, meant: tuple[str, ...], place: Place) -> Iterator[facts.Import]:
        """The last imports of one of these that begin before a place; all of them where none does."""
        told: set[tuple[str, ...]] = set()
        for target in meant:
            for targets, same in self._naming.get(target, {}).items():
                if targets not in told:
                    told.add(targets)
                    places = self._places(targets)
                    before = bisect_right(places, place)
                    for begun in places[before - 1 : before] if before else places:
                        yield from same.get(begun, ())

    def _placed(self, targets: tuple[str, ...]) -> list[Place]:
        return sorted({place for target in targets for place in self._bringing[target]})


def _blanked(clause: re.Match[str]) -> str:
    """What a script exports as it is, made blank: `{ q }` and `default q` only leave q to others."""
    return _AS_IT_IS.sub(lambda word: word[1] + " " * len(word[2]), clause[0])


def _only_places(text: str, words: Collection[str]) -> Iterator[tuple[str, Place]]:
    """Where words stand that stand in a text once, not at the start of a string."""
    at: dict[str, int] = {}
    several: set[str] = set()
    for found in _WORD.finditer(text) if words else ():
        word = found[0]
        if word in words:
            several.update({word} if word in at else ())
            at[word] = found.start()
    begins = [0, *(found.end() for found in re.finditer("\n", text))] if at else []
    for word, start in at.items():
        if word not in several:
            line = bisect_right(begins, start)
            yield word, (line, start - begins[line - 1] + 1)


_WORD = re.compile(r"(?<![\w$\"'])[\w$]+")
