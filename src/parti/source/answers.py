"""What the names of a file stand for, each found out once: also where names are given round in a ring.

Made by `scopes` for a file of Python and by `reader` for one of another language; asked by whatever follows
a name. `old = f; f = g; f = old` makes a ring: what one of its names may be, each of them may. The names of
a ring are answered together, so that no answer depends on which of them was asked for first.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from parti.source import rings

Key = TypeVar("Key", bound=Hashable)
Names = tuple[str, ...]

_LONGER = 3
"""How often a value may come round a ring longer than it went in: `x = x.next` would have no end."""

_WIDE = 100
"""How many values a ring may have and still make longer ones of them."""

MOST = 500_000
"""How much a file may say by its names; twenty that each double what the one before stood for say more."""

TOO_MANY = "its names stand for too many things, as machines write it"


class TooMany(Exception):
    """Nobody could follow what the names of a file stand for; the file is told as one that is not read."""


class Answers(Generic[Key]):
    """What is known of the names of one file; lives for one extraction."""

    def __init__(self) -> None:
        self._known: dict[Key, Names] = {}
        self._open: dict[Key, int] = {}
        self._depth = self._count = 0
        self._asked: set[int] = set()
        self._made: list[Key] = []
        self._partial = False

    def idle(self) -> bool:
        """Whether no name is being answered just now."""
        return not self._depth

    def waits(self, key: Key) -> bool:
        """Whether a name is being answered just now, so that what is known of it may not be all."""
        return key in self._open

    def of(
        self, key: Key, holds: Callable[[Key], Iterable[Key]], means: Callable[[Key], Iterable[str]]
    ) -> Names:
        """What a name may mean.

        Args:
            holds: the names that the values of a name speak of, as far as can be told by looking at them.
            means: what the values of a name may mean, by the answers that are there.
        """
        if key in self._known:
            ring = self._open.get(key)
            if ring is not None:
                self._asked.add(ring)
                self._partial |= ring != self._depth
            return self._known[key]
        for each in list(rings.found(key, holds, self._known)):
            if each[0] not in self._known:
                self._settle(each, means)
        return self._known[key]

    def _settle(self, ring: Sequence[Key], means: Callable[[Key], Iterable[str]]) -> None:
        self._depth += 1
        self._known.update(dict.fromkeys(ring, ()))
        self._open.update(dict.fromkeys(ring, self._depth))
        self._agree(ring, means)
        for key in ring:
            del self._open[key]
        self._asked.discard(self._depth)
        self._depth -= 1
        self._made.extend(ring)
        if not self._depth:
            self._made.clear()
            self._partial = False

    def _agree(self, ring: Sequence[Key], means: Callable[[Key], Iterable[str]]) -> None:
        """Asks the names of a ring until nothing new comes.

        In some rounds a value may come out longer than it went in; between them values only go round.
        """
        for turn in range(1 + min(len(ring), _LONGER)):
            found = {key: means(key) for key in ring}
            self._forget()
            # What a thing makes of itself is taken to be such a thing: `text = text.strip()`.
            more = [self._add(key, names, bool(turn) and len(ring) == 1) for key, names in found.items()]
            if self._depth not in self._asked or not any(more):
                return
            every = {name for key in ring for name in self._known[key]}
            order = list(ring)
            while sum(self._add(key, [n for n in means(key) if n in every]) for key in order):
                self._forget()
                order.reverse()
            self._forget()
            if len(every) > _WIDE:
                return

    def _add(self, key: Key, names: Iterable[str], plain: bool = False) -> bool:
        """Keeps what is new of a name, of plain names alone where it asks so; whether there was any."""
        before = self._known[key]
        new = (name for name in names if not (plain and ")" in name))
        after = tuple(dict.fromkeys((*before, *new)))
        self._known[key] = after
        self._count += len(after) - len(before)
        if self._count > MOST:
            raise TooMany
        return len(after) > len(before)

    def _forget(self) -> None:
        """What was answered meanwhile by an answer that was not whole yet is asked anew.

        Only by the outermost ring: if each one further in did, rings in rings would take ever longer.
        """
        if self._partial and self._depth == 1:
            for key in self._made:
                self._known.pop(key, None)
            self._made.clear()
