"""The verb that looks at single files, as a hook does after an edit, and what it leaves for the next.

Called through `table`. What the document means is written down once for `glance`, so that the next look
at a file in which no constraint has a word to say costs little more than starting Python.
"""

import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from parti.constraints import compiled, document, first_look, surroundings
from parti.records import files, refusal
from parti.source import kept
from parti.workflow import constraining, glance, trees
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

_ROOMS = ("constraints", "source", "library", "workflow")


def look(house: House, named: Sequence[str], hook: bool = False) -> Outcome:
    """What the constraints say about these files, and about nothing else.

    Args:
        named: files of this repository, absolute or below the working folder.
        hook: only print the command for an agent's hook.
    """
    if hook:
        command = (sys.executable, "-I", "-S", str(Path(__file__).parents[1] / "mcp" / "look.py"))
        return Outcome(lines=(" ".join(command),), data={"command": list(command)})
    if not named:
        raise refusal.Misused("Which files?", next_step="parti look FILE…")
    paths = [_inside(house, name) for name in named]
    seen = constraining.look(house, paths, commands=False)
    keep(house, seen.document)
    found = (*seen.document.findings, *(each for each in seen.new if each.place.path in paths))
    found = tuple(dict.fromkeys(found))
    return Outcome(
        lines=() if found else (glance.fine(len(named)),),
        data={"files": paths},
        findings=found,
        next="mend the first finding, then look again" if found else "",
    )


def _inside(house: House, name: str) -> str:
    """A file's path below the root."""
    path = Path(os.path.abspath(name))  # noqa: PTH100 -- a link is named, not followed
    if not os.path.lexists(path):
        raise refusal.Misused(f"There is no file {name!r}.", next_step="parti look FILE…", place=name)
    odd = _odd(path)
    if odd:
        raise refusal.Misused(f"{name!r} {odd}.", next_step="parti look FILE…", place=name)
    real = path if path.is_relative_to(house.root) else path.parent.resolve() / path.name
    if not real.is_relative_to(house.root):
        raise refusal.Misused(
            f"{name!r} is not in this repository.", next_step=f"cd {house.root}", place=name
        )
    return real.relative_to(house.root).as_posix()


def _odd(path: Path) -> str:
    """What a path is that is no file to look at; empty for a file, and for a link to one."""
    if path.is_file():
        return ""
    if path.is_dir():
        return "is a folder; a look is at single files"
    return "is a link that leads to nothing" if path.is_symlink() else "is no regular file"


def keep(house: House, known: document.Document) -> None:
    """Writes down what the document means for a first look, unless that stands there already.

    Nothing is promised of a document that has faults. A cache that cannot be written is done without.
    """
    cache, root = str(house.world.cache), str(house.root)
    if known.findings or glance.kept(cache, root) is not None:
        return
    before = glance.texts(root)
    if before[0] is None or document.parse(before[0].decode("utf-8", "replace")) != known:
        return
    engine = importlib.util.find_spec("ast_grep_py.ast_grep_py")
    library = engine.origin if engine and engine.origin else ""
    tree = trees.of(house.world.repository, None, trees.remembered(house.world))
    near = surroundings.Surroundings(tree)
    meant = compiled.rows(known.constraints, near.around())
    about = (_stamp(library),) if library else ()
    value = {
        "root": root,
        "texts": before,
        "code": (*kept.stamps(_ROOMS), *about, *(_stamp(str(house.root / path)) for path in near.beyond)),
        "there": tuple(str(house.root / path) for path in near.ours.values()),
        "engine": library,
        "rows": meant,
    }
    try:
        files.write(Path(glance.place(cache, root)), first_look.pack(value))
    except (refusal.Refusal, ValueError):
        return


def _stamp(path: str) -> tuple[str, int, int]:
    about = Path(path).stat()
    return path, about.st_mtime_ns, about.st_size
