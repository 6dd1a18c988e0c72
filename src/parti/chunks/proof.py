"""Judges a red and a green run: pure sentences about what `runs` read in them.

Called by `check`. Red is only good when the test failed because the behaviour is missing: an assertion, a
missing name, an exception from the code. A test that cannot be read, was not run, or broke before it began
proves nothing. Green is only good when a test was seen to pass, and what failed before
is among the passed.
"""

from collections.abc import Iterator

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


class Judged(msgspec.Struct, frozen=True):
    """Whether a run shows what it should, what kind of end it had, and that in words."""

    ok: bool
    kind: str
    sentence: str


def judge_red(ran: runs.Run) -> Judged:
    """Whether a run without the change failed as it must."""
    kind = ending.kind(ran)
    nothing = kind == "passed" and runs.passed(ran) == 0
    return _judged(kind in PROVES, "skipped" if nothing else kind, ran)


def judge_green(ran: runs.Run, red: runs.Run | None = None) -> Judged:
    """Whether a run with the change passed.

    Args:
        red: the run without the change; its failed tests must be among the passed ones.
    """
    kind = ending.kind(ran)
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
    message = f"Without the change the test should fail, but {judged.sentence}.{_said(ran)}"
    yield _finding("chunk/not-red", message, test, fix)


def green_findings(judged: Judged, ran: runs.Run, test: str) -> Iterator[Finding]:
    """`chunk/not-green` when the test does not pass with the change."""
    if not judged.ok:
        message = f"With the files of the chunk the test should pass, but {judged.sentence}.{_said(ran)}"
        yield _finding("chunk/not-green", message, test, f"correct the code, then run: {ran.command}")


def _judged(ok: bool, kind: str, ran: runs.Run) -> Judged:
    return Judged(ok, kind, f"{_SENTENCES[kind]} (exit {ran.code})")


def _said(ran: runs.Run) -> str:
    told = runs.last_lines(ran.output)
    return f" It said: {told}" if told else ""


def _finding(code: str, message: str, path: str, fix: str) -> Finding:
    return Finding(code=code, level="error", message=message, place=Place(path=path), fix=fix, snippet=code)
