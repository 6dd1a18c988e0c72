"""What a run of tests shows: its runner, how many tests passed, and the last lines that say something.

Called by `proof`, and by `ending`, which tells how the run ended.
"""

import re
from collections.abc import Sequence
from typing import Protocol

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
_MISSING_PACKAGE = re.compile(
    r"""Cannot find (?:module|package) '([^'\s]+)'|No module named '([\w.]+)'"""
    r"""|Failed to resolve import "([^"\s]+)\""""
)
_CAUSE = re.compile(r"Cannot find (?:module|package) '|Failed to resolve import \"")
_RAISED = re.compile(r"(?:#\s*)?(?:Uncaught )?[A-Za-z]*Error(?: \[\w+\])?: \S")
_TAP_ERROR = re.compile(r"\s*error: (?:\|-$|'(?!test failed'|\d+ subtests? failed'))")
_FRAME = re.compile(r"(?:#\s*)?(?:at .+[:)]|error: \|-|code: .*|\}|Require stack:)$")
_OF_NODE = re.compile(r"^TAP version|ERR_TEST_FAILURE|ERR_ASSERTION|node:internal/|^Node\.js v", re.M)


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


def missing_packages(output: str) -> tuple[str, ...]:
    """Packages and modules that were looked for by name and not found; a path is none."""
    found = (next(filter(None, each.groups())) for each in _MISSING_PACKAGE.finditer(plain(output)))
    return tuple(dict.fromkeys(name for name in found if not name.startswith((".", "/", "#", "file:"))))


def last_lines(output: str) -> str:
    """What went wrong where a line of node's says it, else the last lines that say something; one line."""
    lines = [line.strip() for line in plain(output).splitlines()]
    cause = _cause(lines, of_node=bool(_OF_NODE.search(plain(output))))
    told = [line.lstrip("# ") for line in cause if not _NOISE.match(line) and not _FRAME.match(line)]
    if told:
        told = told[:MOST_LINES]
        text = " | ".join(told)
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    text = " | ".join([line for line in lines if not _NOISE.match(line)][-MOST_LINES:])
    return text if len(text) <= LONGEST else f"…{text[1 - LONGEST :]}"


def _cause(lines: Sequence[str], *, of_node: bool) -> Sequence[str]:
    """The lines from the one on which a runner of JavaScript names the failure; none where it does not.

    Its last lines only count, or repeat that a test failed.
    """
    signs = (_CAUSE.search, _RAISED.match, _TAP_ERROR.match) if of_node else (_CAUSE.search,)
    for sign in signs:
        at = next((at for at, line in enumerate(lines) if sign(line)), None)
        if at is not None:
            return lines[at:]
    return ()


def plain(output: str) -> str:
    """The output without colour codes, and with one kind of line end."""
    return _ANSI.sub("", output).replace("\r\n", "\n")
