"""Which test of a change became which: moved, renamed, rewritten where it stands, or merged into another.

Called by `oracle`. A test is first looked for by its name in its file, then among the new tests of all
files; what is found nowhere was deleted.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parti.chunks import assertions, strength, testfiles
from parti.source.shape import FileChange

REWRITTEN = 0.6
"""How much of its steps a test must have kept that got another name and says another thing."""


class Side(msgspec.Struct, frozen=True):
    """A test file of the change, read once; `after` is None when it does not parse."""

    change: FileChange
    before: Mapping[str, assertions.Test]
    after: Mapping[str, assertions.Test] | None

    @property
    def added(self) -> Iterator[assertions.Test]:
        """The tests that the file did not have."""
        return (test for name, test in (self.after or {}).items() if name not in self.before)


class Pair(msgspec.Struct, frozen=True):
    """A test before and what became of it; `where` is the file that it is in now.

    `merged`: its assertions are rows of a test with parameters now, so nothing of it can be compared.
    `edited`: it is merged by its form alone, and what it expected stands in no row.
    `rewritten`: another test stands in its place and takes its steps; more of it is not the same.
    """

    where: str
    before: assertions.Test
    after: assertions.Test | None
    merged: bool = False
    rewritten: bool = False
    edited: bool = False


def sides(changes: Sequence[FileChange]) -> tuple[Side, ...]:
    """The test files of a change in the languages whose tests are judged."""
    return tuple(_side(change) for change in changes if is_test(change))


def is_test(change: FileChange) -> bool:
    """Whether the file holds tests that are judged, or serves them."""
    return testfiles.is_in_judged_language(change.path) and testfiles.is_test_side(change.path)


def _side(change: FileChange) -> Side:
    if change.path.endswith(".py"):
        return Side(change, assertions.read(change.base) or {}, assertions.read(change.new))
    from parti.chunks import script_tests  # its engine is loaded where such a test changed, and only there

    if not script_tests.is_judged(change.path):
        return Side(change, {}, {})
    before, after = (script_tests.read(text, change.path) for text in (change.base, change.new))
    return Side(change, before or {}, None if before is None else after)


def pairs(side: Side, every: Sequence[Side]) -> Iterator[Pair]:
    """Each test before with the same test after; none of a file that can no longer be read."""
    if side.after is None:
        return
    found = [_became(name, test, side, every) for name, test in side.before.items()]
    for pair in found:
        yield pair if pair.after is not None else (_reshaped(pair, side, found) or pair)


def _became(name: str, test: assertions.Test, side: Side, every: Sequence[Side]) -> Pair:
    same = (side.after or {}).get(name)
    if same is not None:
        return Pair(side.change.path, test, same)
    return (
        _moved(test, every)
        or _rewritten(test, side)
        or _retold(test, side)
        or _merged(test, every)
        or Pair(side.change.path, test, None)
    )


def _moved(test: assertions.Test, every: Sequence[Side]) -> Pair | None:
    """The new test of the same name, or with at least half of its assertions."""
    own = {item.text for item in test.assertions}
    near: list[tuple[int, Pair]] = []
    for other in every:
        for candidate in other.added:
            shared = len(own & {item.text for item in candidate.assertions})
            same = _bare(candidate.name) == _bare(test.name)
            if same or (own and 2 * shared >= len(own)):
                near.append((shared + 1000 * same, Pair(other.change.path, test, candidate)))
    return max(near, key=lambda item: item[0])[1] if near else None


def _rewritten(test: assertions.Test, side: Side) -> Pair | None:
    """The new test that stands between the same neighbours and takes most of the same steps."""
    before, after = list(side.before), list(side.after or {})
    for candidate in side.added:
        kept = len(test.steps & candidate.steps)
        alike = kept > 1 and kept >= REWRITTEN * len(test.steps)
        if alike and _above(test.name, before, after) == _above(candidate.name, after, before):
            return Pair(side.change.path, test, candidate, rewritten=True)
    return None


def _retold(test: assertions.Test, side: Side) -> Pair | None:
    """The new test in the same suite and place that asserts of the same things; its name tells the outcome.

    In JavaScript alone: a name there is a sentence, `returns 4.2`, that changes with what is expected.
    """
    if side.change.path.endswith(".py"):
        return None
    before, after = list(side.before), list(side.after or {})
    about = frozenset().union(*(item.subjects for item in test.assertions))
    for candidate in side.added:
        told = frozenset().union(*(item.subjects for item in candidate.assertions))
        same = candidate.name.rpartition("::")[0] == test.name.rpartition("::")[0]
        alike = same and about and about <= told
        if alike and _above(test.name, before, after) == _above(candidate.name, after, before):
            return Pair(side.change.path, test, candidate, rewritten=True)
    return None


def _above(name: str, names: Sequence[str], others: Sequence[str]) -> str:
    """The nearest test above that is there before and after."""
    return next((each for each in reversed(names[: names.index(name)]) if each in others), "")


def _merged(test: assertions.Test, every: Sequence[Side]) -> Pair | None:
    """The test with more rows than before, whose parameters stand for what this one expected."""
    for side in every:
        for name, candidate in (side.after or {}).items():
            old = side.before.get(name)
            more = (candidate.cases or 0) > ((old.cases or 0) if old else 1)
            if more and _holds(test, candidate):
                return Pair(side.change.path, test, candidate, merged=True)
    return None


def _reshaped(pair: Pair, side: Side, found: Sequence[Pair]) -> Pair | None:
    """The test of the file that took others as rows and says all that this one said, with other values.

    Each test that went needs a row of its own that came.
    """
    for name in dict.fromkeys(each.after.name for each in found if each.merged and each.after is not None):
        candidate, old = (side.after or {}).get(name), side.before.get(name)
        if candidate is None:
            continue
        rows = (candidate.cases or 0) - ((old.cases or 0) if old else 0)
        taken = sum(each.merged and each.after == candidate for each in found)
        gone = [each.before for each in found if each.after is None and _is_said(each.before, candidate)]
        if pair.before in gone[: max(rows - taken, 0)]:
            return Pair(side.change.path, pair.before, candidate, merged=True, edited=True)
    return None


def _is_said(test: assertions.Test, candidate: assertions.Test) -> bool:
    """Whether a test does and asserts nothing that the other does not do and assert as strongly."""
    said = bool(test.assertions) and test.names <= candidate.names
    return said and all(_is_asserted(each, candidate) for each in test.assertions)


def _is_asserted(item: strength.Assertion, candidate: assertions.Test) -> bool:
    return any(
        not item.subjects.isdisjoint(other.subjects) and other.strength >= item.strength
        for other in candidate.assertions
    )


def _holds(test: assertions.Test, candidate: assertions.Test) -> bool:
    """Whether each assertion of a test has one of the same subject in the other, and half of what they
    expect are values in its rows.
    """
    literal = [item.expected for item in test.assertions if _is_literal(item.expected)]
    rows = sum(each in candidate.given for each in literal)
    return (
        bool(literal)
        and 2 * rows >= len(literal)
        and all(_is_asserted(item, candidate) for item in test.assertions)
    )


def _is_literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _bare(name: str) -> str:
    return name.rsplit("::", 1)[-1]
