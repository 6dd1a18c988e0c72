"""The constraints that touch a chunk: those whose scope meets one of its files.

Called by `brief` of the workflow.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from parti.chunks.scope import declared
from parti.constraints.constraint import Constraint, Scope
from parti.records import vocabulary as facts

_GLOB = re.compile(r"\*+/?|\?|\[[^]]*\]")


def of(chunk: facts.ChunkPlanned, constraints: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """The constraints whose scope meets a file of the chunk; a glob stands for files it would match."""
    return tuple(c for c in constraints if _meets(chunk.files, c.scope))


def _meets(files: Sequence[str], scope: Scope) -> bool:
    """Whether some file of the chunk is in the scope, or some file of the scope among the chunk's."""
    mine = {path for file in files for path in _examples(file)}
    theirs = {path for glob in scope.include for path in _examples(glob)}
    return any(scope.covers(path) for path in mine | {p for p in theirs if declared(files, p)})


def _examples(glob: str) -> Iterator[str]:
    """A path, or files that a glob would match: with a folder for each `**/`, and without."""
    yield glob
    yield _GLOB.sub(lambda found: "x/" if found[0].endswith("/") else "x", glob)
    yield _GLOB.sub(lambda found: "" if found[0].endswith("/") else "x", glob)
