"""Which draw of a proposal starts from which lens and goes to which model.

Called by `propose`. The order of the lenses is a permutation by a seed that comes from the problem, so the
same problem is drawn the same way again, and nobody picks who starts from what.
"""

from parti.design import shuffle
from parti.library import load
from parti.records import canonical


def seed(problem: str) -> str:
    """The seed that a problem, in its neutral form, stands for."""
    return canonical.digest("draw", problem.encode("utf-8", "replace"))


def order(problem: str) -> tuple[load.Row, ...]:
    """Every lens, in the order in which they are drawn for this problem."""
    return shuffle.permuted(load.blind().lens, seed(problem))


def most() -> int:
    """How many draws there can be: one from each lens."""
    return len(load.blind().lens)
