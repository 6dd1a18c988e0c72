"""What a run of tests shows: how it ended, how many tests passed, and the last lines that say something.

Called by `proof`. Exit codes alone do not tell a failed assertion from a misspelt import or a suite without
tests, so the output of pytest, unittest, node's runners, go, cargo and a few compilers is read. The signs
stand in the table `_SIGNS`; the first that fits decides.
"""

import re
from collections.abc import Sequence
from typing import Protocol

import msgspec

MOST_LINES = 3
LONGEST = 300

_ANSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_ERROR = r"(?:ImportError|ModuleNotFoundError|AttributeError|NameError|UnboundLocalError)"
_SYNTAX = r"(?:SyntaxError|IndentationError|TabError)"


class Run(Protocol):
    """What is read of a run; `ports.Ran` is one, which a pure module may not name."""

    @property
    def command(self) -> str: ...
    @property
    def code(self) -> int: ...
    @property
    def output(self) -> str: ...


class _Sign(msgspec.Struct, frozen=True):
    """`codes` and `runner` narrow a sign down; empty ones fit all."""

    kind: str
    codes: tuple[int, ...]
    pattern: str
    runner: str = ""


_SIGNS = (
    _Sign("timeout", (124,), ""),
    _Sign("not-found", (126, 127), ""),
    _Sign("not-found", (), r"^\S*python[\d.]*(?:\.exe)?: No module named |^(?:/bin/)?sh: .*not found"),
    _Sign("crashed", (3,), "INTERNALERROR", "pytest"),
    _Sign("crashed", tuple(range(129, 160)), ""),
    _Sign("no-tests", (5,), "", "pytest"),
    _Sign("missing-name", (4,), rf"^ImportError while loading conftest[\s\S]*^E\s+{_ERROR}", "pytest"),
    _Sign("usage", (4,), "", "pytest"),
    _Sign("missing-name", (), r"SyntaxError: The requested module .* does not provide an export"),
    _Sign("syntax", (2,), rf"^E\s+.*{_SYNTAX}\b", "pytest"),
    _Sign("syntax", (), rf"^{_SYNTAX}\b", "unittest"),
    _Sign("syntax", (), rf"^(?:#\s*)?\s*(?:Uncaught )?{_SYNTAX}:", "node"),
    _Sign("syntax", (), rf"^\s*{_SYNTAX}:|: syntax error\b", "other"),
    _Sign("usage", (), r"^npm (?:ERR!|error) (?:Missing script|enoent)|^usage: |^Could not find '"),
    _Sign(
        "unexpected-pass", (), r"\[XPASS\(strict\)\](?![\s\S]*^E  )|^FAILED \(unexpected successes=\d+\)$"
    ),
    _Sign(
        "missing-name",
        (),
        rf"\b{_ERROR}\b|unexpected keyword argument|missing \d+ required"
        r"|takes \d+ positional arguments? but|fixture '.*' not found"
        r"|Cannot find module|ERR_MODULE_NOT_FOUND|is not (?:a function|defined|a constructor)"
        r"|has no exported member|Cannot find name|: undefined: |has no field or method"
        r"|cannot find (?:symbol|function|value|type|macro|struct)|unresolved import|no method named",
    ),
    _Sign(
        "assertion",
        (),
        r"\bAssertionError\b|^E\s+assert\b|ERR_ASSERTION|^\s*expect\(|^E\s+Failed: "
        r"|assertion .*failed|^\s*--- FAIL:|panicked at",
    ),
    _Sign("setup", (), r"^[=\s]*(?!.*\bfailed)(?:\d+ [a-z]+, )*\d+ errors? in [\d.]+s", "pytest"),
    _Sign("interrupted", (2,), "", "pytest"),
)

_NOTHING = re.compile(
    r"^=* ?no tests ran|^Ran 0 tests|^NO TESTS RAN|^(?:#|ℹ) tests 0$|^No tests? (?:files )?found"
    r"|^testing: warning: no tests to run|\[no test files\]|^\s*0 passing\b|^running 0 tests$",
    re.M,
)
_SOMETHING = re.compile(
    r"^\s*--- \w+: |^ok\s+\S+\s+[\d.]+s(?! \[no tests)|^running [1-9]|^Ran [1-9]|^(?:#|ℹ) tests [1-9]"
    r"|\b[1-9]\d* (?:passed|failed|passing|failing)\b",
    re.M,
)
_PASSED = re.compile(
    r"^[=\s]*(?:\d+ [a-z]+, )*?(\d+) passed\b|^(?:#|ℹ) pass (\d+)$|^\s*(\d+) passing\b"
    r"|^\s*Tests:? .*?(\d+) passed",
    re.M,
)
_NONE_PASSED = re.compile(
    r"^[=\s]*\d+ (?:skipped|xfailed|deselected)\b.* in [\d.]+s|^\s*Tests:? +\d+ (?:skipped|todo|pending)",
    re.M,
)
_UNITTEST = re.compile(r"^Ran (\d+) tests? in .*\s+OK(?: \((.*)\))?$", re.M)
_SUMMARY = re.compile(r"^[=\s]*\d+ (?:failed|passed|errors?|skipped)\b.* in [\d.]+s", re.M)
_FAILED_NAME = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+\.py::[^\s\[]+)", re.M)
_PASSED_NAME = re.compile(r"^PASSED ([^\s\[]+\.py::[^\s\[]+)", re.M)
_NOISE = re.compile(
    r"[\W_]*$|=+ .* =+$|-+ .* -+$|!+ .* !+$|\S+(?: \S+)? +\[ *\d+%\]$"
    r"|(?:#|ℹ) (?:Sub|tests|pass|suites|skipped|todo|cancelled|duration_ms)"
    r"|1\.\.\d+$|duration_ms|type: |stack: "
)


def kind(run: Run) -> str:
    """How a run ended: `passed`, `assertion`, `missing-name`, `exception`, `syntax`, `no-tests`, …"""
    output, name = plain(run.output), runner(run)
    if run.code not in (4, 124, 126, 127) and _NOTHING.search(output) and not _SOMETHING.search(output):
        return "no-tests"
    if run.code == 0:
        return "passed"
    for sign in _SIGNS:
        fits = sign.runner in ("", name) and (not sign.codes or run.code in sign.codes)
        if fits and re.search(sign.pattern, output, re.M):
            return sign.kind
    return "exception"


def runner(run: Run) -> str:
    """`pytest`, `unittest`, `node` or `other`, by the command and, where that is silent, the output."""
    words = run.command.split()
    output = plain(run.output)
    if any(re.search(r"(?:^|/)py\.?test[\d.]*$", word) for word in words):
        return "pytest"
    if "unittest" in words:
        return "unittest"
    if words and re.search(r"(?:^|/)(?:node|npm|npx|pnpm|yarn|bun|jest|vitest|mocha|tsx)$", words[0]):
        return "node"
    if "test session starts" in output or _SUMMARY.search(output):
        return "pytest"
    return "unittest" if re.search(r"^Ran \d+ tests? in ", output, re.M) else "other"


def passed(run: Run) -> int | None:
    """How many tests passed, by the runner's own count; None when no known runner spoke."""
    output = plain(run.output)
    counts = [int(number) for found in _PASSED.findall(output) for number in found if number]
    for total, rest in _UNITTEST.findall(output):
        counts.append(int(total) - sum(map(int, re.findall(r"=(\d+)", rest))))
    if counts:
        return sum(counts)
    if _PASSED_NAME.search(output):
        return len(_PASSED_NAME.findall(output))
    return 0 if _NONE_PASSED.search(output) or runner(run) == "pytest" else None


def lost(red: Run, green: Run) -> Sequence[str]:
    """Tests that failed in one run and are not among the passed of the other; pytest's names only.

    Nothing when the passed ones are not listed. Rows of parameters count as one test.
    """
    passes = set(_PASSED_NAME.findall(plain(green.output)))
    fails = dict.fromkeys(_FAILED_NAME.findall(plain(red.output)))
    return tuple(name for name in fails if name not in passes) if passes else ()


def last_lines(output: str) -> str:
    """The last lines that say something, joined to one."""
    lines = [line.strip() for line in plain(output).splitlines()]
    told = [line for line in lines if not _NOISE.match(line)][-MOST_LINES:]
    text = " | ".join(told)
    return text if len(text) <= LONGEST else f"…{text[1 - LONGEST :]}"


def plain(output: str) -> str:
    """The output without colour codes, and with one kind of line end."""
    return _ANSI.sub("", output).replace("\r\n", "\n")
