"""Turns findings into figures: caught, at its place, by the right kind of check; recall with its interval.

Called by the command, on Parti's findings and on those of every baseline alike.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from bench.plumb.mutant import Mutant

NEAR = 5
"""Lines to either side within which a finding points at the defect."""

RIGHT: Mapping[str, frozenset[str]] = {
    "D01": frozenset({"only-through", "forbidden-call", "forbidden-import", "pattern"}),
    "D02": frozenset({"written-once", "only-through", "forbidden-call", "forbidden-import"}),
    "D03": frozenset({"registered-in", "pattern"}),
    "D04": frozenset({"paired-effect"}),
    "D07": frozenset({"constraints/candidate"}),
    "D08": frozenset({"layers", "forbidden-import", "independent"}),
    "D10": frozenset({"told-error", "pattern", "forbidden-call"}),
    "D11": frozenset({"spaced-retry", "pattern", "forbidden-call"}),
    "D15": frozenset({"opaque"}),
    "D16": frozenset({"stdlib-only", "allowed-dependencies", "forbidden-import"}),
    "D17": frozenset({"only-through", "forbidden-call"}),
    "D18": frozenset({"signature"}),
}
"""The kinds of check that speak of a class; a finding of another kind is right by luck."""


class Seen(NamedTuple):
    """Where an eye points, and whether what it says is of the defect's class."""

    path: str
    line: int
    right: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What one eye saw of one mutant."""

    eye: str
    half: str
    project: str
    defect: str
    shape: str
    disguised: bool
    number: int
    caught: bool
    at_place: bool
    right: bool


def row(mutant: Mutant, half: str, eye: str, seen: Iterable[Seen]) -> Row:
    """The score of one eye on one mutant: only what it says of the mutant's own files counts."""
    paths = set(mutant.texts) | {path for path, _ in mutant.places}
    here = [each for each in seen if each.path in paths]
    near = [each for each in here if any(_near(each, place) for place in mutant.places)]
    return Row(
        eye=eye,
        half=half,
        project=mutant.project,
        defect=mutant.defect,
        shape=mutant.shape,
        disguised=mutant.disguised,
        number=mutant.number,
        caught=bool(here),
        at_place=bool(near),
        right=any(each.right for each in near),
    )


def _near(seen: Seen, place: tuple[str, int]) -> bool:
    return seen.path == place[0] and abs(seen.line - place[1]) <= NEAR


class Rate(NamedTuple):
    """A share with its Wilson interval of 95 %."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        return self.hits / self.total if self.total else 0.0

    def interval(self, z: float = 1.959964) -> tuple[float, float]:
        if not self.total:
            return 0.0, 1.0
        n, p = self.total, self.share
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        if not self.total:
            return "–"
        low, high = self.interval()
        return f"{100 * self.share:.0f} % [{100 * low:.0f}–{100 * high:.0f}] n={self.total}"


def rate(rows: Sequence[Row], what: str = "caught") -> Rate:
    """How many of the rows have it."""
    return Rate(sum(1 for each in rows if getattr(each, what)), len(rows))
