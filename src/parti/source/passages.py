"""Passages of code, statement by statement, and where one of them is repeated in another.

Made by `statements` and `foreign.script_statements`, which write a statement so that a copy reads the same;
asked by the `written-once` check. Nothing here knows a language.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec

_WORD = re.compile(r"[\w$]+")
_WORDS = 4
"""Words that each statement of the least size has on average: below that anyone would write the same."""


class Place(msgspec.Struct, frozen=True):
    """What is known around a file that is read into passages.

    Args:
        ours: a dotted name without the module of ours that it lies in, behind a dot.
        constants: what names of ours stand for, by their name behind a dot.
    """

    ours: Callable[[str], str]
    constants: Mapping[str, str] = {}


class Owner(msgspec.Struct, frozen=True):
    """The function next around a statement, by its name in the file; empty at the top."""

    name: str
    line: int


def is_word(text: str) -> bool:
    """Whether a part of a dotted name stands in a file as one word."""
    return _WORD.fullmatch(text) is not None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, or the header of a compound one.

    Args:
        text: what a copy of it reads the same.
        size: how many words it has.
        words: whole words that stand in every file that holds a copy of it.
        called: what it calls, `?.x` for a method of anything, `super.x` for the overridden one.
        awaits: whether it is of an asynchronous function only.
        values: what it makes on its way, each as the statement that would give it back; told when asked.
        gives_local: it only gives back a name of the function's own, or nothing.
    """

    text: str
    line: int
    size: int
    owner: Owner
    words: tuple[str, ...] = ()
    called: frozenset[str] = frozenset()
    awaits: bool = False
    values: Callable[[], Collection[str]] = tuple
    gives_local: bool = False


class Passage(msgspec.Struct, frozen=True):
    """A function with all that stands in it, or the top of a file, which has no name."""

    name: str
    line: int
    statements: tuple[Statement, ...]


class Pattern(msgspec.Struct, frozen=True):
    """A function as it is looked for in others.

    Args:
        needed: how many of its statements a repeat holds at least.
        heavy: how many of its words: the one statement that tells it from its kin is often the longest.
        longest: statements of a repeat with all that stands between.
    """

    statements: tuple[Statement, ...]
    called: frozenset[str]
    needed: int
    heavy: int
    longest: int


class Repeat(msgspec.Struct, frozen=True):
    """Where a pattern is repeated: the statements from the first to the last of them, and which match."""

    statements: tuple[Statement, ...]
    matched: tuple[int, ...]
    begins: int


def pattern(passage: Passage, least: int) -> Pattern | None:
    """What is looked for; None for a function that is too small to be told from others.

    Args:
        least: statements that it must have; with as many words as such statements have.
    """
    rows = [msgspec.structs.replace(each, values=tuple) for each in passage.statements]
    while rows and rows[-1].gives_local:
        rows.pop()
    size = sum(each.size for each in rows)
    if len(rows) < least or size < _WORDS * least:
        return None
    called = frozenset(name for each in rows for name in each.called)
    longest = max(len(rows) + 1, len(rows) * 3 // 2)
    return Pattern(tuple(rows), called, _most(len(rows)), _most(size), longest)


def _most(whole: int) -> int:
    """Nine in ten and no less, so all of up to nine."""
    return -(-9 * whole // 10)


def groups(wanted: Pattern) -> tuple[frozenset[str], ...]:
    """Groups of words; a file in which no group occurs whole holds no repeat.

    A repeat lacks so many statements at most; dealt out into one more heap than that, one heap is whole.
    """
    heaps = len(wanted.statements) - wanted.needed + 1
    telling = sorted(wanted.statements, key=lambda each: -len(each.words))
    return tuple(
        frozenset(word for each in telling[at::heaps] for word in each.words) for at in range(heaps)
    )


def words(text: str) -> frozenset[str]:
    """The words of a file, for the groups of words that a repeat needs."""
    return frozenset(_WORD.findall(text))


class Index:
    """Many patterns, of which few can be repeated in one passage: found by their statements."""

    def __init__(self, wanted: Sequence[Pattern]) -> None:
        self._by_text: dict[str, list[int]] = {}
        self._needed: list[int] = []
        for at, each in enumerate(wanted):
            texts = {statement.text for statement in each.statements}
            # The last one may be there as a value alone.
            self._needed.append(len(texts) - (len(each.statements) - each.needed) - 1)
            for text in texts:
                self._by_text.setdefault(text, []).append(at)

    def near(self, passage: Passage) -> list[int]:
        """The numbers of the patterns that a passage may repeat, in their order."""
        hits: Counter[int] = Counter()
        for text in {each.text for each in passage.statements}:
            hits.update(self._by_text.get(text, ()))
        return sorted(at for at, count in hits.items() if count >= self._needed[at])


def repeats(wanted: Pattern, passage: Passage) -> Iterator[Repeat]:
    """Where a passage repeats a pattern, one stretch after the other."""
    rows = passage.statements
    texts = {each.text for each in wanted.statements}
    at = 0
    while at < len(rows):
        if rows[at].text in texts:
            found = _match(wanted.statements, rows[at : at + wanted.longest])
            if found and len(found) >= wanted.needed and found[0][1] == 0:
                end = at + found[-1][1] + 1
                repeat = Repeat(rows[at:end], tuple(place for _, place in found), at)
                if _is_one(wanted, repeat, found):
                    yield repeat
                    at = end
                    continue
        at += 1


def _is_one(wanted: Pattern, repeat: Repeat, found: Sequence[tuple[int, int]]) -> bool:
    """Whether enough words are the same, and what was added or left out waits for nothing: a twin would."""
    kept, taken = {mine for mine, _ in found}, set(repeat.matched)
    left = [each for at, each in enumerate(wanted.statements) if at not in kept]
    added = (each for at, each in enumerate(repeat.statements) if at not in taken)
    size = sum(wanted.statements[at].size for at in kept)
    return size >= wanted.heavy and not any(each.awaits for each in (*left, *added))


def _match(wanted: Sequence[Statement], rows: Sequence[Statement]) -> list[tuple[int, int]]:
    """The longest row of pairs (of the pattern, of the rows) in which both go on and each pair is alike."""
    end = wanted[-1]
    longest = [[0] * (len(rows) + 1) for _ in range(len(wanted) + 1)]
    alike = [
        [
            one.text == row.text or (one is end and one.text in row.values() and one.awaits == row.awaits)
            for row in rows
        ]
        for one in wanted
    ]
    for one in range(len(wanted) - 1, -1, -1):
        for row in range(len(rows) - 1, -1, -1):
            both = longest[one + 1][row + 1] + 1 if alike[one][row] else 0
            longest[one][row] = max(both, longest[one + 1][row], longest[one][row + 1])
    found: list[tuple[int, int]] = []
    one = row = 0
    while one < len(wanted) and row < len(rows) and longest[one][row]:
        if alike[one][row] and longest[one][row] == longest[one + 1][row + 1] + 1:
            found.append((one, row))
            one, row = one + 1, row + 1
        elif longest[one + 1][row] >= longest[one][row + 1]:
            one += 1
        else:
            row += 1
    return found
