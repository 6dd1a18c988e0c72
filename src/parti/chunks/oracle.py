"""Whether the tests of a change say anything, and whether the tests before it still say what they said.

Called by `check` with each changed file's text before and after. Tests of Python, JavaScript and TypeScript
are judged; of other languages `unjudged` says that they are not. Levels follow what
was measured on 2,050 human commits: skips and loosened assertions are rare and block; an expectation
that is edited is common and only shown. A test may move or be renamed: it is looked for everywhere.

What a test said of a thing that is gone goes with it. What it said of code that changed is another matter:
in a chunk it blocks, because there the one who writes the code would also choose what is asked of it; in a
change that is no chunk's it is shown, because people who change behaviour change its tests with it. There a
loss is shown, too, when code changed and the file of the test says no less than before.
"""

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from parti.chunks import (
    amount,
    assertions,
    became,
    loosening,
    spoken,
    strength,
    testfiles,
    unjudged,
    unreadable,
)
from parti.constraints.finding import Finding, Level, Place
from parti.source.shape import FileChange

_RUN_HOOKS = re.compile(
    r"\b(collect_ignore\w*|pytest_(ignore_collect|collection_modifyitems|runtest_\w+|sessionfinish)|_exit)\b"
)
_ONLY = re.compile(
    r"^(?!\s*(?://|\*)).*?\b((?:test|it|describe|suite|context)\.only|fit|fdescribe)\(", re.M
)


class _Subjects(msgspec.Struct, frozen=True):
    """What of the code under test a change took away, and what of it changed.

    `full` are the test files that say no less than before, in a whole change that touches code.
    """

    gone: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()


def findings(changes: Sequence[FileChange], *, whole: bool = False) -> tuple[Finding, ...]:
    """What is wrong with the tests of a change.

    Args:
        changes: every changed file with its texts; the code under test too, because a test
            that goes together with what it tested is another matter than one that just goes.
        whole: the change is no chunk's but a whole one, such as a person's commit.
    """
    sides = became.sides(changes)
    pairs = tuple(pair for side in sides for pair in became.pairs(side, sides))
    deleted = {side.change.path for side in sides if side.change.new is None}
    renamed = {(pair.where, pair.after.name) for pair in pairs if pair.after is not None}
    gained = _gained(sides)
    lost = [
        (pair, loss)
        for pair in pairs
        if pair.after is not None or pair.where not in deleted  # a whole file gone: `scope` says so
        for loss in _losses(pair, gained)
    ]
    dear = any(loss.level == "error" for _, loss in lost)  # parsing the code under test is dear
    subjects = _subjects(changes, sides, whole=whole) if dear else _Subjects()
    unread = unreadable.findings(changes)
    return (
        *unread,
        *_too_deep(sides, {finding.place.path for finding in unread}),
        *(finding for side in sides for finding in (*_hooks(side.change), *_focus(side.change))),
        *(
            finding
            for side in sides
            for test in side.added
            if (side.change.path, test.name) not in renamed
            for finding in _weak(side.change.path, test)
        ),
        *(_weakened(pair, _settled(pair, loss, subjects, whole=whole)) for pair, loss in lost),
    )


def moved(changes: Sequence[FileChange]) -> frozenset[str]:
    """Deleted test files whose tests all live on in other files; `scope` lets these go."""
    sides = became.sides(changes)
    return frozenset(
        side.change.path
        for side in sides
        if side.change.new is None
        and side.before
        and all(pair.after is not None for pair in became.pairs(side, sides))
    )


def _losses(pair: became.Pair, gained: Collection[str]) -> Iterator[loosening.Loss]:
    if pair.after is None:
        never = pair.before.never if pair.before.never in pair.before.skips else ""
        told = f"the test is deleted; it had {never} and never counted" if never else "the test is deleted"
        yield loosening.Loss("warning" if never else "error", told, follows=True)
        return
    if pair.before.collected and not pair.after.collected:
        yield loosening.Loss("error", "its class is no longer one that a runner collects")
    if pair.after.never == "yield" and not pair.before.never:
        yield loosening.Loss("error", "it yields now, so no runner goes through it")
    if pair.edited:
        yield loosening.Loss(
            "warning", f"it became a row of {pair.after.name}, which expects something else"
        )
    elif not pair.merged:
        yield from loosening.losses(pair.before, pair.after, gained)


def _subjects(changes: Sequence[FileChange], sides: Sequence[became.Side], *, whole: bool) -> _Subjects:
    product = [c for c in changes if not became.is_test(c)]
    python = [c for c in product if c.path.endswith(".py")]
    scripts = [c for c in product if testfiles.is_in_script(c.path)]
    gone, changed = spoken.gone(python), spoken.changed(python) if whole else frozenset()
    if scripts:
        from parti.chunks import script_spoken  # its engine is loaded where such code changed alone

        gone |= script_spoken.gone(scripts)
        changed |= script_spoken.changed(scripts) if whole else frozenset()
    return _Subjects(gone, changed, frozenset(_full(sides)) if changed else frozenset())


def _full(sides: Sequence[became.Side]) -> Iterator[str]:
    for side in sides:
        if side.after and amount.of(side.after).holds(amount.of(side.before)):
            yield side.change.path


def _settled(
    pair: became.Pair, loss: loosening.Loss, subjects: _Subjects, *, whole: bool
) -> loosening.Loss:
    """The loss, told as a warning where it goes with the code that the test spoke of."""
    if loss.level != "error":
        return loss
    other = pair.after is None or pair.rewritten
    about = pair.before.names | pair.before.words if other else loss.names
    gone = sorted(about & subjects.gone)
    if gone:
        sentence = f"{loss.sentence}; {gone[0]}, of which it spoke, is gone too"
        return loosening.Loss("warning", sentence)
    changed = sorted((pair.before.names | pair.before.words) & subjects.changed)
    if whole and loss.follows and changed:
        return loosening.Loss("warning", f"{loss.sentence}; {changed[0]}, of which it spoke, changed too")
    if whole and loss.follows and pair.where in subjects.full:
        return loosening.Loss("warning", f"{loss.sentence}; code changed, and {pair.where} says no less")
    return loosening.Loss("warning", loss.sentence) if whole and loss.shown else loss


def _too_deep(sides: Sequence[became.Side], told: Collection[str]) -> Iterator[Finding]:
    for side in sides:
        path = side.change.path
        if side.after is not None or path in told:
            continue
        if unreadable.is_collected(path):
            yield unreadable.too_deep(path)
        elif not path.endswith(".py"):
            yield from unjudged.unread(path)


def _gained(sides: Sequence[became.Side]) -> frozenset[str]:
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
    elif strongest is None and test.may_fail:
        return
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
    if not change.path.endswith(".py"):
        return
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


def _focus(change: FileChange) -> Iterator[Finding]:
    """A mark of JavaScript's runners by which every other test of a file, or of all files, is left out."""
    new, old = (set(_ONLY.findall(text or "")) for text in (change.new, change.base))
    if change.path.endswith(".py") or not new - old:
        return
    mark = min(new - old)
    yield Finding(
        code="chunk/weakened-test",
        level="error",
        message=f"{change.path} now says {mark}, so a runner leaves out the tests that do not.",
        place=Place(path=change.path),
        fix=f"take {mark} out",
        snippet=mark,
    )


def _weakened(pair: became.Pair, loss: loosening.Loss) -> Finding:
    put_back = "put back what the test said; when it was wrong, a person decides that, not the chunk"
    look = "a person looks at it: was the expectation wrong, or the code?"
    name, line = (pair.after.name, pair.after.line) if pair.after else (pair.before.name, 0)
    return Finding(
        code="chunk/weakened-test",
        level=loss.level,
        message=f"{name}: {loss.sentence}.",
        place=Place(path=pair.where, line=line),
        fix=put_back if loss.level == "error" else look,
        snippet=f"{name} {loss.sentence}",
    )
