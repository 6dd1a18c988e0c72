"""Files that a chunk leans on and that git ignores: nobody who clones the repository gets them.

Called by `check` of the workflow. The proof runs without such a file, so that a test which needs it can
not pass there; this says why, where the runner only says that a module is missing.
"""

import re
import shlex
from collections.abc import Callable, Collection, Iterator

from parti.chunks import runs
from parti.constraints import globs
from parti.constraints.finding import Finding, Level, Place
from parti.records.vocabulary import ChunkPlanned

_MISSING = re.compile(r"No module named '([\w.]+)'")


def findings(
    chunk: ChunkPlanned,
    output: str,
    known: Collection[str],
    there: Callable[[str], bool],
) -> tuple[Finding, ...]:
    """What is told of declared files, and of modules that the run with the change did not find.

    Args:
        output: what the run with the change printed; empty when it ended well.
        known: every path that git tracks or would track, and what the proof was given beside them.
        there: whether a file lies in the work tree.
    """
    level: Level = "error" if output else "warning"
    declared = (path for path in chunk.files if not globs.is_open(path))
    missing = dict.fromkeys([*declared, *_modules(output, chunk)])
    odd = (path for path in missing if path not in known)
    return tuple(_told(path, level, path in chunk.files) for path in odd if there(path))


def _modules(output: str, chunk: ChunkPlanned) -> Iterator[str]:
    """The files that a missing module may be: from the root, or from a folder above a declared file."""
    folders = {"", "src/"}
    for file in chunk.files:
        parts = file.split("/")[:-1]
        folders.update("/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1))
    for name in dict.fromkeys(_MISSING.findall(runs.plain(output))):
        path = name.replace(".", "/")
        for folder in sorted(folders):
            yield f"{folder}{path}.py"
            yield f"{folder}{path}/__init__.py"


def _told(path: str, level: Level, declared: bool) -> Finding:
    who = "The chunk names" if declared else "The test needs"
    add = f"git add -f {shlex.quote(path)}, or take its line out of the ignore file"
    written = "; if a build writes it, name it in [chunks] generated in .parti/config.toml"
    return Finding(
        code="chunk/ignored",
        level=level,
        message=f"{who} {path}, which git ignores, so the proof and every fresh clone go without it.",
        place=Place(path=path),
        fix=f"{add} (git check-ignore -v {shlex.quote(path)} shows it){written}",
    )
