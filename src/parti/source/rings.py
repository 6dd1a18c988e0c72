"""The rings in which names hang on one another, found without recursion: a row of names may be long.

Called by `answers`, which answers the names of a ring together. Each name is gone to once.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def found(
    start: Key, holds: Callable[[Key], Iterable[Key]], known: Mapping[Key, object]
) -> Iterator[list[Key]]:
    """The names that a name hangs on and that nobody answered, in rings; each behind what it hangs on."""
    places: dict[Key, int] = {start: 0}
    lowest: dict[Key, int] = {start: 0}
    waiting = [start]
    stack = [(start, iter(holds(start)))]
    while stack:
        key, rest = stack[-1]
        for other in rest:
            if other in known:
                continue
            if other not in places:
                places[other] = lowest[other] = len(places)
                waiting.append(other)
                stack.append((other, iter(holds(other))))
                break
            if other in lowest:
                lowest[key] = min(lowest[key], places[other])
        else:
            stack.pop()
            low = lowest[key]
            if stack:
                lowest[stack[-1][0]] = min(lowest[stack[-1][0]], low)
            if low == places[key]:
                ring = [waiting.pop()]
                while ring[-1] != key:
                    ring.append(waiting.pop())
                for each in ring:
                    del lowest[each]
                yield ring[::-1]
