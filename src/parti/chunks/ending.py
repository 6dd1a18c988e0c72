"""How a run of tests ended: `passed`, `assertion`, `missing-name`, `syntax`, `no-tests` and their like.

Called by `proof`. Exit codes alone do not tell a failed assertion from a misspelt import or a suite without
tests, so the output of pytest, unittest, node's runners, go, cargo and a few compilers is read. The signs
stand in the table `_SIGNS`; the first that fits decides.
"""

import re

import msgspec

from parti.chunks import runs

_ERROR = r"(?:ImportError|ModuleNotFoundError|AttributeError|NameError|UnboundLocalError)"
_SYNTAX = r"(?:SyntaxError|IndentationError|TabError)"


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


def kind(run: runs.Run) -> str:
    """How a run ended: `passed`, `assertion`, `missing-name`, `exception`, `syntax`, `no-tests`, …"""
    output, name = runs.plain(run.output), runs.runner(run)
    if run.code not in (4, 124, 126, 127) and _NOTHING.search(output) and not _SOMETHING.search(output):
        return "no-tests"
    if run.code == 0:
        return "passed"
    for sign in _SIGNS:
        fits = sign.runner in ("", name) and (not sign.codes or run.code in sign.codes)
        if fits and re.search(sign.pattern, output, re.M):
            return sign.kind
    return "exception"
