"""Judges a red and a green run: pure sentences about what `runs` read in them.

Called by `check`. Red is only good when the test failed because the behaviour is missing: an assertion, a
missing name, an exception from the code. A test that cannot be read, was not run, or broke before it began
proves nothing. Green is only good when a test was seen to pass, and what failed before
is among the passed.
"""

import re
from collections.abc import Collection, Iterator

import msgspec

from parti.chunks import ending, runs
from parti.constraints.finding import Finding, Place

PROVES = frozenset({"assertion", "missing-name", "exception"})

_SENTENCES = {
    "passed": "it passed",
    "timeout": "it did not end in time",
    "not-found": "the command could not be started",
    "no-tests": "no test was run",
    "usage": "the runner did not understand the command, or the test is not there",
    "syntax": "it could not be read: a syntax error",
    "unexpected-pass": "a test that is marked as expected to fail passed",
    "setup": "it broke before the test began",
    "interrupted": "the runner was interrupted",
    "crashed": "the process crashed",
    "missing-name": "it failed: a name is missing",
    "assertion": "it failed by an assertion",
    "exception": "it failed by an exception",
    "skipped": "no test was seen to pass: skipped, or expected to fail",
}

_INSTALL = (
    "install it in the work tree; `[chunks] linked` in .parti/config.toml names what the checkout gets"
)


class Judged(msgspec.Struct, frozen=True):
    """Whether a run shows what it should, what kind of end it had, and that in words."""

    ok: bool
    kind: str
    sentence: str


def judge_red(
    ran: runs.Run, brought: Collection[str] | None = None, green: runs.Run | None = None
) -> Judged:
    """Whether a run without the change failed as it must.

    Args:
        brought: the paths that the change brings; a name that is missing may be one of these, and only
            then, or when the run with the change passes, it is the change's own.
        green: the run with the change.
    """
    kind = ending.kind(ran)
    nothing = kind == "passed" and runs.passed(ran) == 0
    package = _foreign(ran, kind, brought)
    if package and (green is None or ending.kind(green) != "passed"):
        return _without(package, ran)
    return _judged(kind in PROVES, "skipped" if nothing else kind, ran)


def judge_green(
    ran: runs.Run, red: runs.Run | None = None, brought: Collection[str] | None = None
) -> Judged:
    """Whether a run with the change passed.

    Args:
        red: the run without the change; its failed tests must be among the passed ones.
        brought: as in `judge_red`.
    """
    kind = ending.kind(ran)
    package = _foreign(ran, kind, brought)
    if package:
        return _without(package, ran)
    if kind != "passed":
        return _judged(False, kind, ran)
    if runs.passed(ran) == 0:
        return _judged(False, "skipped", ran)
    lost = runs.lost(red, ran) if red is not None else ()
    if lost:
        return Judged(False, "lost", f"{lost[0]} failed before and did not pass after (exit {ran.code})")
    return _judged(True, kind, ran)


def red_findings(judged: Judged, ran: runs.Run, test: str, *, changed: bool) -> Iterator[Finding]:
    """`chunk/not-red`, or `chunk/no-test` when the chunk brings no test and none failed before.

    Args:
        test: the path that the finding names.
        changed: whether the chunk adds or changes a test.
    """
    if judged.ok:
        return
    if not changed:
        message = (
            f"The chunk brings no test, and without it the planned one does not fail: {judged.sentence}."
        )
        yield _finding(
            "chunk/no-test", message, test, "write the test first; it must fail without the change"
        )
        return
    passes = judged.kind == "passed"
    fix = "assert something that only the change makes true" if passes else f"make it run: {ran.command}"
    if judged.kind == "missing-package":
        fix = _INSTALL
    message = f"Without the change the test should fail, but {judged.sentence}.{_said(ran)}"
    yield _finding("chunk/not-red", message, test, fix)


def green_findings(judged: Judged, ran: runs.Run, test: str) -> Iterator[Finding]:
    """`chunk/not-green` when the test does not pass with the change."""
    if not judged.ok:
        message = f"With the files of the chunk the test should pass, but {judged.sentence}.{_said(ran)}"
        fix = f"correct the code, then run: {ran.command}"
        yield _finding(
            "chunk/not-green", message, test, _INSTALL if judged.kind == "missing-package" else fix
        )


def _foreign(ran: runs.Run, kind: str, brought: Collection[str] | None) -> str:
    """The package that a run misses and the change does not bring; empty when there is none."""
    missing = runs.missing_packages(ran.output) if kind == "missing-name" and brought is not None else ()
    words = {word for path in brought or () for word in re.split(r"[/.]", path)}
    ours = any(_is_one_of(name, words) for name in missing)
    return "" if ours else next(iter(missing), "")


def _is_one_of(name: str, words: Collection[str]) -> bool:
    """Whether a module may lie in a path of these words: `shop.reader`, `@/lib/reader`, `@shop/reader`."""
    parts = [part for part in re.split(r"[/.]", re.sub(r"\.[cm]?[jt]sx?$", "", name)) if part]
    return bool(parts) and (parts[-1] in words or ("/" not in name and parts[0] in words))


def _without(package: str, ran: runs.Run) -> Judged:
    sentence = f"it could not run: the package {package!r} is missing (exit {ran.code})"
    return Judged(False, "missing-package", sentence)


def _judged(ok: bool, kind: str, ran: runs.Run) -> Judged:
    return Judged(ok, kind, f"{_SENTENCES[kind]} (exit {ran.code})")


def _said(ran: runs.Run) -> str:
    told = runs.last_lines(ran.output)
    return f" It said: {told}" if told else ""


def _finding(code: str, message: str, path: str, fix: str) -> Finding:
    return Finding(code=code, level="error", message=message, place=Place(path=path), fix=fix, snippet=code)
