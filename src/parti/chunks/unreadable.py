"""Test files that do not parse: no run of them could show anything.

Called by `check` before anything is run, and by `oracle`.
"""

import ast
from collections.abc import Iterator, Sequence

from parti.chunks import testfiles
from parti.constraints.finding import Finding, Place
from parti.source.shape import FileChange


def findings(changes: Sequence[FileChange]) -> tuple[Finding, ...]:
    """The test files of a change that do not parse; a broken sample in a folder of tests is none."""
    return tuple(
        finding for change in changes if _is_collected(change.path) for finding in _finding(change)
    )


def _finding(change: FileChange) -> Iterator[Finding]:
    try:
        ast.parse(change.new or "")
    except (SyntaxError, ValueError) as error:
        line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
        said = error.msg if isinstance(error, SyntaxError) else str(error)
        path = change.path
        yield Finding(
            code="chunk/weak-test",
            level="error",
            message=f"{path} is not valid Python, so its tests show nothing: {said}.",
            place=Place(path=path, line=line),
            fix=f"python -m py_compile {path}",
            snippet=path,
        )


def _is_collected(path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return name == "conftest.py" or (name.endswith(".py") and testfiles.is_test(path))
