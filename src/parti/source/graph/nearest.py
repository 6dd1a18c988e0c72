"""Which of several files of one name an importing file means: the one that lies nearest.

Called by `graph.java` and `graph.python`. A tree may hold several programs, each with an `app` of its own.
"""

from collections.abc import Sequence


def of(path: str, others: Sequence[str]) -> str:
    """The file that shares most folders with a path, the first among equals.

    Args:
        others: at least one path.
    """
    if len(others) == 1:
        return others[0]
    mine = path.split("/")[:-1]

    def shared(other: str) -> int:
        parts = other.split("/")[:-1]
        return next((at for at, part in enumerate(mine) if parts[at : at + 1] != [part]), len(mine))

    return max(others, key=shared)
