"""Whether the tests of a change say anything, and whether the tests before it still say what they said.

Called by `check` with each changed file's text before and after. Python tests only. Levels follow what
was measured on 2,050 human commits: skips and loosened assertions are rare and block; an expectation
that is edited is common and only shown. A test may move or be renamed: it is looked for everywhere.
"""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from parti.chunks import assertions, loosening, strength, testfiles, unreadable
from parti.constraints.finding import Finding, Level, Place
from parti.source import python_facts
from parti.source.shape import FileChange

_RUN_HOOKS = re.compile(
    r"\b(collect_ignore\w*|pytest_(ignore_collect|collection_modifyitems|runtest_\w+|sessionfinish)|_exit)\b"
)


class _Side(msgspec.Struct, frozen=True):
    """A test file of the change, read once; `after` is None when it does not parse."""

    change: FileChange
    before: Mapping[str, assertions.Test]
    after: Mapping[str, assertions.Test] | None

    @property
    def added(self) -> Iterator[assertions.Test]:
        return (test for name, test in (self.after or {}).items() if name not in self.before)


class _Pair(msgspec.Struct, frozen=True):
    """A test before and what became of it; `where` is the file that it is in now."""

    where: str
    before: assertions.Test
    after: assertions.Test | None


def findings(changes: Sequence[FileChange]) -> tuple[Finding, ...]:
    """What is wrong with the tests of a change.

    Args:
        changes: every changed file with its texts; the code under test too, because a test
            that goes together with what it tested is another matter than one that just goes.
    """
    sides = _sides(changes)
    pairs = tuple(pair for side in sides for pair in _pairs(side, sides))
    deleted = {side.change.path for side in sides if side.change.new is None}
    renamed = {(pair.where, pair.after.name) for pair in pairs if pair.after is not None}
    lost = any(pair.after is None for pair in pairs)
    vanished = _vanished(changes) if lost else frozenset()  # parsing the code under test is dear
    gained = _gained(sides)
    unread = unreadable.findings(changes)
    return (
        *unread,
        *_too_deep(sides, {finding.place.path for finding in unread}),
        *(finding for side in sides for finding in _hooks(side.change)),
        *(
            finding
            for side in sides
            for test in side.added
            if (side.change.path, test.name) not in renamed
            for finding in _weak(side.change.path, test)
        ),
        *(finding for pair in pairs for finding in _lost(pair, gained)),
        *(
            _gone(pair, vanished)
            for pair in pairs
            if pair.after is None and pair.where not in deleted  # a whole file gone: `scope` says so
        ),
    )


def moved(changes: Sequence[FileChange]) -> frozenset[str]:
    """Deleted test files whose tests all live on in other files; `scope` lets these go."""
    sides = _sides(changes)
    return frozenset(
        side.change.path
        for side in sides
        if side.change.new is None
        and side.before
        and all(pair.after is not None for pair in _pairs(side, sides))
    )


def _sides(changes: Sequence[FileChange]) -> tuple[_Side, ...]:
    return tuple(
        _Side(change, assertions.read(change.base) or {}, assertions.read(change.new))
        for change in changes
        if _is_python_test(change)
    )


def _too_deep(sides: Sequence[_Side], told: Collection[str]) -> Iterator[Finding]:
    for side in sides:
        path = side.change.path
        if side.after is None and unreadable.is_collected(path) and path not in told:
            yield unreadable.too_deep(path)


def _is_python_test(change: FileChange) -> bool:
    return change.path.endswith(".py") and testfiles.is_test_side(change.path)


def _pairs(side: _Side, sides: Sequence[_Side]) -> Iterator[_Pair]:
    """Each test before with the same test after: by name in its file, else among the new ones."""
    if side.after is None:
        return
    for name, test in side.before.items():
        if name in side.after:
            yield _Pair(side.change.path, test, side.after[name])
        else:
            yield _became(test, side, sides)


def _became(test: assertions.Test, side: _Side, sides: Sequence[_Side]) -> _Pair:
    """The new test that this one has become: the same name, or at least half of its assertions."""
    own = {item.text for item in test.assertions}
    near: list[tuple[int, _Pair]] = []
    for other in sides:
        for candidate in other.added:
            shared = len(own & {item.text for item in candidate.assertions})
            same = _bare(candidate.name) == _bare(test.name)
            if same or (own and 2 * shared >= len(own)):
                near.append((shared + 1000 * same, _Pair(other.change.path, test, candidate)))
    return max(near, key=lambda item: item[0])[1] if near else _Pair(side.change.path, test, None)


def _bare(name: str) -> str:
    return name.rsplit("::", 1)[-1]


def _lost(pair: _Pair, gained: Collection[str]) -> Iterator[Finding]:
    if pair.after is not None:
        for loss in loosening.losses(pair.before, pair.after, gained):
            yield _weakened(pair.where, pair.after.name, pair.after.line, loss)


def _gone(pair: _Pair, vanished: Collection[str]) -> Finding:
    subject = sorted(pair.before.names & set(vanished))
    if subject:
        loss = loosening.Loss(
            "warning", f"the test is deleted; {subject[0]}, of which it spoke, is gone too"
        )
    else:
        loss = loosening.Loss("error", "the test is deleted")
    return _weakened(pair.where, pair.before.name, 0, loss)


def _gained(sides: Sequence[_Side]) -> frozenset[str]:
    """Assertions that came to some test: what moved there is not lost."""
    found: set[str] = set()
    for side in sides:
        for name, test in (side.after or {}).items():
            old = side.before.get(name)
            had = {item.text for item in old.assertions} if old else set()
            found |= {item.text for item in test.assertions if item.strength > strength.NOTHING} - had
    return frozenset(found)


def _weak(path: str, test: assertions.Test) -> Iterator[Finding]:
    strongest = max(test.assertions, key=lambda item: item.strength, default=None)
    level: Level = "error"
    if test.never:
        sentence = f"is new and can never count ({test.never})"
    elif strongest is None:
        sentence = "asserts nothing"
    elif strongest.strength == strength.NOTHING:
        sentence = f"cannot fail: {loosening.short(strongest.text)} says nothing about the code"
    elif strongest.strength == strength.WEAK:
        sentence = f"only shows that something is there: {loosening.short(strongest.text)}"
        level = "warning"
    elif test.inert:
        sentence = f"calls nothing, it only reads a name: {loosening.short(strongest.text)}"
        level = "warning"
    else:
        return
    yield Finding(
        code="chunk/weak-test",
        level=level,
        message=f"{test.name} {sentence}.",
        place=Place(path=path, line=test.line),
        fix="assert the outcome: a value, a state or the error that must be raised",
        snippet=test.name,
    )


def _hooks(change: FileChange) -> Iterator[Finding]:
    """A `conftest.py` can decide which tests run and how they end."""
    new = {found[0] for found in _RUN_HOOKS.finditer(change.new or "")}
    for name in sorted(new - {found[0] for found in _RUN_HOOKS.finditer(change.base or "")}):
        yield Finding(
            code="chunk/weakened-test",
            level="warning",
            message=f"{change.path} now uses {name}, which can decide which tests run and how they end.",
            place=Place(path=change.path),
            fix="take it out, or let a person look at it",
            snippet=name,
        )


def _weakened(path: str, name: str, line: int, loss: loosening.Loss) -> Finding:
    put_back = "put back what the test said; when it was wrong, a person decides that, not the chunk"
    look = "a person looks at it: was the expectation wrong, or the code?"
    return Finding(
        code="chunk/weakened-test",
        level=loss.level,
        message=f"{name}: {loss.sentence}.",
        place=Place(path=path, line=line),
        fix=put_back if loss.level == "error" else look,
        snippet=f"{name} {loss.sentence}",
    )


def _vanished(changes: Sequence[FileChange]) -> frozenset[str]:
    """Names that the code under test defined before and nowhere defines after."""
    product = [change for change in changes if change.path.endswith(".py") and not _is_python_test(change)]
    before = {name for change in product for name in _defined(change.base)}
    return frozenset(before - {name for change in product for name in _defined(change.new)})


def _defined(text: str | None) -> Iterator[str]:
    tree = python_facts.parse(text or "")
    for node in ast.walk(tree) if isinstance(tree, ast.Module) else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
