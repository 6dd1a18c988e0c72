"""Reads what a test runner printed: how many tests ran, and where the first one failed.

Called by `commands`. Exit codes are not enough: an empty suite is a success to half of the runners. What
no pattern knows gives None, never a guess; a build command that is no test runner stays untouched.
The patterns were taken from real output of pytest 9, unittest (Python 3.11), node 20, cargo, jest, vitest.
"""

import re
from collections.abc import Iterator
from pathlib import PurePath

import msgspec

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")

_PYTEST_WORD = (
    r"(?:passed|failed|errors?|skipped|deselected|xfailed|xpassed|warnings?|rerun|subtests [a-z]+)"
)
_PYTEST_SUM = re.compile(
    rf"^(?:=+ )?((?:\d+ {_PYTEST_WORD}(?:, )?)+|no tests ran) in [\d.]+s", re.MULTILINE
)
_UNITTEST_SUM = re.compile(r"^Ran (\d+) tests? in [^\n]*\n(?:\n[^\n]*\bskipped=(\d+))?", re.MULTILINE)
_NODE_SUM = re.compile(r"^(?:#|ℹ) (?:pass|fail) (\d+)$", re.MULTILINE)
_OTHER_SUM = re.compile(
    r"^[ \t]*(?:Tests:?|test result:) .*\b\d+ (?:passed|failed|skipped|todo|total)\b.*", re.MULTILINE
)
_OTHER_RAN = re.compile(r"(\d+) (?:passed|failed)\b")
_PYTEST_RAN = re.compile(r"(\d+) (?:passed|failed|errors?|xfailed|xpassed)\b")

_PYTEST = re.compile(
    r"^(?:FAILED|ERROR) (?P<path>[^\s:][^:\n]*\.py)(?:::(?P<test>\S.*?))?(?: - (?P<why>.*))?$", re.MULTILINE
)
_UNITTEST = re.compile(r"^(?:FAIL|ERROR): (?P<test>\S+) \((?P<where>[^)\n]+)\)$", re.MULTILINE)
_FRAME = re.compile(r'^[ \t]*File "(?P<path>[^"\n]+)", line (?P<line>\d+)', re.MULTILINE)
_RAISED = re.compile(r"^(?P<why>[A-Za-z_][\w.]*(?:: .*)?)$", re.MULTILINE)
_TAP = re.compile(r"^ *not ok \d+ - (?P<test>(?:(?! # (?:TODO|SKIP)).)*)$", re.MULTILINE)
_TAP_PLACE = re.compile(r"^ *location: '(?P<path>.+):(?P<line>\d+):\d+'$", re.MULTILINE)
_TAP_WHY = re.compile(r"^ *error: (?:\|-\n *(?P<long>.*)|'(?P<short>.*)')$", re.MULTILINE)
_SPEC = re.compile(
    r"^test at (?P<path>.+):(?P<line>\d+):\d+\n✖ (?P<test>.*?)(?: \([\d.]+ms\))?\n *(?P<why>.*)$",
    re.MULTILINE,
)
_COMPILER = re.compile(
    r"^(?P<path>[\w./][^\s:(]*)[:(](?P<line>\d+)(?:[:,]\d+)?\)?: (?:fatal )?error\b:? *(?P<why>.*)$",
    re.MULTILINE,
)


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """The first failing test; `path` is relative to the root, or empty when it lies outside."""

    test: str = ""
    path: str = ""
    line: int = 0
    why: str = ""


def plain(output: str) -> str:
    """The output without colour codes, and with one kind of line end."""
    return _ANSI.sub("", output).replace("\r\n", "\n")


def executed(output: str) -> int | None:
    """How many tests really ran, skipped ones left out; None when no known runner spoke."""
    counts = tuple(_counts(output))
    return sum(counts) if counts else None


def first_failure(output: str, root: str) -> Failure | None:
    """The first failing test or compiler error; None when the output has no known form."""
    for read in (_pytest, _unittest, _node_tap, _node_spec, _compiler):
        found = read(output, root)
        if found is not None:
            return found
    return None


def _counts(output: str) -> Iterator[int]:
    for match in _PYTEST_SUM.finditer(output):
        yield sum(map(int, _PYTEST_RAN.findall(match[1])))
    for match in _UNITTEST_SUM.finditer(output):
        yield int(match[1]) - int(match[2] or 0)
    yield from (int(match[1]) for match in _NODE_SUM.finditer(output))
    for match in _OTHER_SUM.finditer(output):
        yield sum(map(int, _OTHER_RAN.findall(match[0])))


def _pytest(output: str, root: str) -> Failure | None:
    found = _PYTEST.search(output)
    if found is None:
        return None
    path, test = found["path"], found["test"] or ""
    name = test.replace("::", ".") or path
    header = re.search(rf"^_+ (?:.*[ ./])?{re.escape(name)} _+$", output, re.MULTILINE)
    frame = re.compile(
        rf'^(?:.*/)?{re.escape(path)}:(\d+):(?: |$)|^ *File ".*{re.escape(path)}", line (\d+)', re.M
    )
    place = frame.search(output, header.end() if header else 0)
    line = int(place[1] or place[2]) if place else 0
    whole = f"{path}::{test}" if test else path
    return Failure(test=whole, path=_inside(path, root), line=line, why=found["why"] or "")


def _unittest(output: str, root: str) -> Failure | None:
    found = _UNITTEST.search(output)
    if found is None:
        return None
    end = re.compile(r"^(?:={70}|Ran \d+ tests?)", re.M).search(output, found.end())
    block = output[found.end() : end.start() if end else len(output)]
    frames = tuple(_FRAME.finditer(block))
    own = next((frame for frame in frames if _inside(frame["path"], root)), None)
    raised = _RAISED.search(block, frames[-1].end()) if frames else None
    return Failure(
        test=f"{found['test']} ({found['where']})",
        path=_inside(own["path"], root) if own else "",
        line=int(own["line"]) if own else 0,
        why=raised["why"] if raised else "",
    )


def _node_tap(output: str, root: str) -> Failure | None:
    found = _TAP.search(output)
    if found is None:
        return None
    following = _TAP.search(output, found.end())
    block = output[found.end() : following.start() if following else len(output)]
    place, why = _TAP_PLACE.search(block), _TAP_WHY.search(block)
    path = _inside(place["path"], root) if place else ""
    return Failure(
        test=found["test"],
        path=path,
        line=int(place["line"]) if place and path else 0,
        why=(why["long"] or why["short"] or "") if why else "",
    )


def _node_spec(output: str, root: str) -> Failure | None:
    return _named(_SPEC.search(output), root)


def _compiler(output: str, root: str) -> Failure | None:
    return _named(_COMPILER.search(output), root)


def _named(found: re.Match[str] | None, root: str) -> Failure | None:
    if found is None:
        return None
    path, groups = _inside(found["path"], root), found.groupdict()
    line = int(found["line"]) if path else 0
    return Failure(test=groups.get("test") or "", path=path, line=line, why=found["why"])


def _inside(path: str, root: str) -> str:
    """The path relative to the root; empty for the language's own files and installed packages."""
    place = PurePath(path.removeprefix("file://"))
    if place.is_absolute():
        if not place.is_relative_to(root):
            return ""
        place = place.relative_to(root)
    foreign = {"..", "site-packages", "node_modules"} & set(place.parts)
    return "" if foreign else place.as_posix()
