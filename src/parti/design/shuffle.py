"""Orders that anybody can repeat: permutations and Latin squares from a seed that is a digest.

Called by the stages that draw lenses, labels and the orders in which judges see cards. A sort by digests is
a fair shuffle without a random generator, so a recorded session is drawn the same way for ever.
"""

from collections.abc import Sequence
from typing import TypeVar

from parti.records import canonical

Item = TypeVar("Item")


def permuted(items: Sequence[Item], seed: str) -> tuple[Item, ...]:
    """The items in an order that the seed alone decides."""
    keyed = sorted((canonical.digest("order", f"{seed}\n{at}".encode()), at) for at in range(len(items)))
    return tuple(items[at] for _, at in keyed)


def rotated(items: Sequence[Item], by: int) -> tuple[Item, ...]:
    """Row `by` of the cyclic Latin square over the items: each row has each of them at another place."""
    if not items:
        return ()
    by %= len(items)
    return (*items[by:], *items[:by])
