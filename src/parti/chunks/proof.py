"""Judges a red and a green run: pure sentences about an exit code and what a test runner printed.

Called by `check`. Red is only good when the test failed because the behaviour is missing: an assertion, a
missing name, an exception from the code. A test that cannot be read, was not run, or broke before it began
proves nothing. Exit codes alone do not tell these apart, so the output of pytest, unittest, node's runners
and a few compilers is read; the signs stand in the table `_SIGNS`, first match first.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from parti.constraints.finding import Finding, Place

PROVES = frozenset({"assertion", "missing-name", "exception"})
MOST_LINES = 3
LONGEST = 300

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


class Run(Protocol):
    """What is read of a run; `ports.Ran` is one, which a pure module may not name."""

    @property
    def command(self) -> str: ...
    @property
    def code(self) -> int: ...
    @property
    def output(self) -> str: ...


class Judged(msgspec.Struct, frozen=True):
    """Whether a run shows what it should, what kind of end it had, and that in words."""

    ok: bool
    kind: str
    sentence: str


class _Sign(msgspec.Struct, frozen=True):
    kind: str
    codes: tuple[int, ...]
    pattern: str
    runner: str = ""


_SIGNS = (
    _Sign("timeout", (124,), ""),
    _Sign("not-found", (126, 127), ""),
    _Sign("not-found", (), r"^\S*python[\d.]*(?:\.exe)?: No module named |^(?:/bin/)?sh: .*not found"),
    _Sign("no-tests", (5,), "", "pytest"),
    _Sign("usage", (4,), "", "pytest"),
    _Sign("crashed", (3,), "INTERNALERROR", "pytest"),
    _Sign(
        "no-tests",
        (),
        r"^=* ?no tests ran|^Ran 0 tests|^NO TESTS RAN|^(?:#|ℹ) tests 0$|^No tests? (?:files )?found"
        r"|^testing: warning: no tests to run|\[no test files\]|^\s*0 passing\b|^running 0 tests$(?![\s\S]*running [1-9])",
    ),
    _Sign("missing-name", (), r"SyntaxError: The requested module .* does not provide an export"),
    _Sign("syntax", (2,), r"^E\s+.*(?:SyntaxError|IndentationError|TabError)\b", "pytest"),
    _Sign("syntax", (), r"^(?:SyntaxError|IndentationError|TabError)\b", "unittest"),
    _Sign("syntax", (), r"^\s*(?:Uncaught )?(?:SyntaxError|IndentationError|TabError):", "node"),
    _Sign("syntax", (), r"^\s*(?:SyntaxError|IndentationError|TabError):", "other"),
    _Sign("usage", (), r"^npm (?:ERR!|error) Missing script|^usage: |^ERR_PNPM_NO_SCRIPT"),
    _Sign(
        "unexpected-pass", (), r"\[XPASS\(strict\)\](?![\s\S]*^E  )|^FAILED \(unexpected successes=\d+\)$"
    ),
    _Sign(
        "missing-name",
        (),
        r"\b(?:ImportError|ModuleNotFoundError|AttributeError|NameError|UnboundLocalError)\b"
        r"|unexpected keyword argument|missing \d+ required|takes \d+ positional arguments? but"
        r"|fixture '.*' not found|Cannot find module|ERR_MODULE_NOT_FOUND|is not (?:a function|defined|a constructor)"
        r"|has no exported member|Cannot find name|^.*: undefined: |undefined \(type .* has no field or method"
        r"|cannot find (?:symbol|function|value|type|macro|struct)|unresolved import|no method named",
    ),
    _Sign(
        "assertion",
        (),
        r"\bAssertionError\b|^E\s+assert\b|ERR_ASSERTION|^\s*expect\(|Failed: DID NOT |^E\s+Failed: "
        r"|assertion .*failed|^--- FAIL:|panicked at",
    ),
    _Sign("setup", (), r"(?:^|, |= )\d+ errors? in [\d.]+s", "pytest"),
    _Sign("interrupted", (2,), "", "pytest"),
    _Sign("crashed", tuple(range(129, 160)), ""),
)

_SENTENCES = {
    "passed": "it passed",
    "timeout": "it did not end in time",
    "not-found": "the command could not be started",
    "no-tests": "no test was run",
    "usage": "the runner did not understand the command, or the test file is not there",
    "syntax": "the test could not be read: a syntax error",
    "unexpected-pass": "a test that is marked as expected to fail passed",
    "setup": "it broke before the test began",
    "interrupted": "the runner was interrupted",
    "crashed": "the process crashed",
    "missing-name": "it failed: a name is missing",
    "assertion": "it failed by an assertion",
    "exception": "it failed by an exception",
    "skipped": "every test was skipped or expected to fail",
    "lost": "a test that failed before did not pass after",
}

_RAN = re.compile(
    r"^=* ?(?:\d+ [a-z]+, )*?(\d+) passed\b|^(?:#|ℹ) pass (\d+)$|^\s*(\d+) passing\b|^\s*Tests:? .*?(\d+) passed",
    re.M,
)
_SUMMED = re.compile(r"^=* ?\d+ (?:skipped|xfailed|deselected|warnings?|passed)\b.* in [\d.]+s", re.M)
_UNITTEST = re.compile(r"^Ran (\d+) tests? in .*\s+OK(?: \((.*)\))?$", re.M)
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+\.py::\S+)", re.M)
_PASSED = re.compile(r"^PASSED (\S+\.py::\S+)", re.M)
_NOISE = re.compile(r"[=_\-\s.~^#]*$|=+ .* =+$|-+ .* -+$|ℹ|# (?:Sub|todo|cancelled|suites)|\.\.\.$")


def judge_red(ran: Run) -> Judged:
    """Whether a run without the change failed as it must."""
    kind = _kind(ran)
    return Judged(kind in PROVES, kind, _sentence(kind, ran.code))


def judge_green(ran: Run, red: Run | None = None) -> Judged:
    """Whether a run with the change passed, and what failed before really ran.

    Args:
        red: the run without the change; its failed tests must be among the passed ones.
    """
    kind = _kind(ran)
    if kind != "passed":
        return Judged(False, kind, _sentence(kind, ran.code))
    if _passed(_plain(ran.output)) == 0:
        return Judged(False, "skipped", _sentence("skipped", ran.code))
    lost = _lost(ran, red) if red is not None else ()
    if lost:
        return Judged(False, "lost", f"{lost[0]} failed before, but did not pass after (exit {ran.code})")
    return Judged(True, "passed", _sentence("passed", ran.code))


def red_findings(judged: Judged, ran: Run, test: str, *, changed: bool) -> Iterator[Finding]:
    """`chunk/not-red`, or `chunk/no-test` when the change holds no test and none failed before.

    Args:
        test: the path that the finding names.
        changed: whether the chunk changes a test.
    """
    if judged.ok:
        return
    if not changed:
        message = (
            f"The chunk changes no test, and without the change its test does not fail: {judged.sentence}."
        )
        fix = "write the test first; it must fail without the change"
        yield _finding("chunk/no-test", message, test, fix)
        return
    fix = (
        "assert something that does not hold without the change"
        if judged.kind == "passed"
        else f"make it run: {ran.command}"
    )
    message = f"Without the change the test should fail, but {judged.sentence}.{_said(ran)}"
    yield _finding("chunk/not-red", message, test, fix)


def green_findings(judged: Judged, ran: Run, test: str) -> Iterator[Finding]:
    """`chunk/not-green` when the test does not pass with the change."""
    if not judged.ok:
        message = (
            f"With the chunk's own files alone the test should pass, but {judged.sentence}.{_said(ran)}"
        )
        yield _finding("chunk/not-green", message, test, f"correct the code, then run: {ran.command}")


def last_lines(output: str) -> str:
    """The last lines that say something, joined to one."""
    lines = [line.strip() for line in _plain(output).splitlines()]
    told = [line for line in lines if line and not _NOISE.match(line)][-MOST_LINES:]
    text = " | ".join(told)
    return text if len(text) <= LONGEST else f"…{text[1 - LONGEST :]}"


def runner(ran: Run) -> str:
    """`pytest`, `unittest`, `node` or `other`, by the command and, where that is silent, the output."""
    words = ran.command.split()
    if any(re.search(r"(?:^|/)py\.?test\d*$", word) for word in words):
        return "pytest"
    if "unittest" in words:
        return "unittest"
    if words and re.search(r"(?:^|/)(?:node|npm|npx|pnpm|yarn|bun|jest|vitest|mocha|tsx)$", words[0]):
        return "node"
    return _by_output(_plain(ran.output))


def _by_output(output: str) -> str:
    if re.search(
        r"^=+ test session starts =+$|^=* ?\d+ (?:failed|passed|errors?)\b.* in [\d.]+s", output, re.M
    ):
        return "pytest"
    return "unittest" if re.search(r"^Ran \d+ tests? in ", output, re.M) else "other"


def _kind(ran: Run) -> str:
    output, name = _plain(ran.output), runner(ran)
    if ran.code == 0 and not _no_tests(output):
        return "passed"
    for sign in _SIGNS:
        right_runner = sign.runner in ("", name)
        right_code = not sign.codes or ran.code in sign.codes
        if right_runner and right_code and re.search(sign.pattern, output, re.M):
            return sign.kind
    return "exception"


def _no_tests(output: str) -> bool:
    """A runner that is content with nothing: most of node's, go and cargo."""
    pattern = next(sign.pattern for sign in _SIGNS if sign.kind == "no-tests" and sign.pattern)
    return re.search(pattern, output, re.M) is not None and not _passed(output)


def _passed(output: str) -> int | None:
    """How many tests passed, by the runner's own count; None when no known runner spoke."""
    counts = [int(number) for found in _RAN.findall(output) for number in found if number]
    for total, rest in _UNITTEST.findall(output):
        counts.append(int(total) - sum(map(int, re.findall(r"=(\d+)", rest))))
    if not counts:
        return 0 if _SUMMED.search(output) else None
    return sum(counts)


def _lost(green: Run, red: Run) -> Sequence[str]:
    """Tests that failed before and are not told as passed after; nothing when passes are not listed."""
    passed = {found[1] for found in _PASSED.finditer(_plain(green.output))}
    failed = dict.fromkeys(found[1] for found in _FAILED.finditer(_plain(red.output)))
    return tuple(name for name in failed if name not in passed) if passed else ()


def _sentence(kind: str, code: int) -> str:
    return f"{_SENTENCES[kind]} (exit {code})"


def _said(ran: Run) -> str:
    told = last_lines(ran.output)
    return f" It said: {told}" if told else ""


def _plain(output: str) -> str:
    return _ANSI.sub("", output).replace("\r\n", "\n")


def _finding(code: str, message: str, path: str, fix: str) -> Finding:
    return Finding(code=code, level="error", message=message, place=Place(path=path), fix=fix, snippet=code)
