"""What a tool says, whichever tool it is: the shape between `baselines` and those who read an output."""

from typing import NamedTuple


class Said(NamedTuple):
    """One thing that a tool says."""

    path: str
    line: int
    code: str
    words: str
