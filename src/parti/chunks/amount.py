"""How much the tests of one file say: whether a change that rewrote some of them left it saying less.

Called by `oracle` for a change that is no chunk's. People split tests, give them other names and put one
table in the place of three; then every single test has lost something and the file has not. An amount is
coarse, like the scale of `strength`, and it decides only whether a loss blocks or is shown.
"""

import math
from collections.abc import Mapping

import msgspec

from parti.chunks import assertions, strength


class Amount(msgspec.Struct, frozen=True):
    """What the tests of a file that can count say together.

    Args:
        rows: tests; one with parameters counts as often as it has rows.
        weight: the strength of each different assertion, as often as its test has rows.
    """

    rows: int = 0
    weight: int = 0

    def holds(self, other: "Amount") -> bool:
        """Whether this is no less than another, in tests and in what they assert."""
        return self.rows >= other.rows and self.weight >= other.weight


def of(tests: Mapping[str, assertions.Test]) -> Amount:
    """The amount of a file's tests.

    A test that never counts, waits for something or is not collected adds nothing, and an assertion that
    only shows that something is there or need not be reached adds as little. One that stands twice in a
    test counts once, and so does a test with rows that are made elsewhere.
    """
    counted = [each for each in tests.values() if not each.never and not each.skips and each.collected]
    rows = [1 if each.cases is None else each.cases for each in counted]
    return Amount(sum(rows), sum(map(math.prod, zip(rows, map(_weight, counted), strict=True))))


def _weight(test: assertions.Test) -> int:
    said = {
        item.text: item.strength
        for item in test.assertions
        if item.strength > strength.WEAK and not item.at_times
    }
    return sum(said.values())
