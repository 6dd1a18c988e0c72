"""Test files that do not parse: no run of them could show anything.

Called by `check` before anything is run, and by `oracle`.
"""

import shlex
from collections.abc import Iterator, Sequence

from parti.chunks import testfiles
from parti.constraints.finding import Finding, Place
from parti.source import facts, python_facts
from parti.source.shape import FileChange


def findings(changes: Sequence[FileChange]) -> tuple[Finding, ...]:
    """The test files of a change that do not parse; a broken sample in a folder of tests is none."""
    return tuple(finding for change in changes if is_collected(change.path) for finding in _finding(change))


def too_deep(path: str) -> Finding:
    """The finding about a file that Python can read and Parti cannot: nested a thousand levels."""
    sentence = "is nested too deeply to be read, so its tests show nothing"
    return _said(path, 0, sentence, "write the longest expression, or chain of elif, as a table")


def _finding(change: FileChange) -> Iterator[Finding]:
    problem = python_facts.parse(change.new or "")
    if isinstance(problem, facts.Problem):
        sentence = f"is not valid Python, so its tests show nothing: {problem.message}"
        yield _said(change.path, problem.line, sentence, f"python -m py_compile {shlex.quote(change.path)}")


def _said(path: str, line: int, sentence: str, fix: str) -> Finding:
    return Finding(
        code="chunk/weak-test",
        level="error",
        message=f"{path} {sentence}.",
        place=Place(path=path, line=line),
        fix=fix,
        snippet=path,
    )


def is_collected(path: str) -> bool:
    """Whether pytest reads the file by itself: a test, or a `conftest.py`."""
    name = path.rsplit("/", 1)[-1]
    return name == "conftest.py" or (name.endswith(".py") and testfiles.is_test(path))
