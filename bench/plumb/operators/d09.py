"""D09: the change reaches beyond the files of its chunk.

The chunk's file is the first of the mutant's; the scope that is declared for it is that file alone.
"""

import random
from collections.abc import Callable

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import spots
from bench.plumb.operators.edit import Draft


def _beside(
    change: Callable[[Ground, str, random.Random], tuple[str, str, int] | None],
) -> Callable[[Ground, random.Random], Made | None]:
    """A rightful line in the chunk's file, and something else beside it."""

    def make(ground: Ground, rng: random.Random) -> Made | None:
        paths = sorted(path for path in ground.texts if ground.texts[path].strip())
        own = rng.choice(paths)
        other = change(ground, own, rng)
        if other is None:
            return None
        path, text, line = other
        mark = "#" if own.endswith(".py") else "//"
        mine = ground.texts[own].rstrip("\n") + f"\n{mark} The chunk's own line.\n"
        return Made({own: mine, path: text} if path != own else {own: text}, ((path, line),))

    return make


def _another(ground: Ground, own: str, rng: random.Random) -> str:
    return rng.choice([path for path in sorted(ground.texts) if path != own and ground.texts[path].strip()])


def _edited(ground: Ground, own: str, rng: random.Random) -> tuple[str, str, int] | None:
    path = _another(ground, own, rng)
    lines = ground.texts[path].split("\n")
    at = rng.randrange(len(lines))
    mark = "#" if path.endswith(".py") else "//"
    return path, "\n".join([*lines[:at], f"{mark} Seen in passing.", *lines[at:]]), at + 1


def _new_file(ground: Ground, own: str, rng: random.Random) -> tuple[str, str, int] | None:
    extension = own.rpartition(".")[2]
    return f"{ground.package}/extra.{extension}", "", 1


def _reformatted(ground: Ground, own: str, rng: random.Random) -> tuple[str, str, int] | None:
    path = _another(ground, own, rng)
    lines = ground.texts[path].split("\n")
    at = next((n for n, line in enumerate(lines) if line.endswith(",")), None)
    if at is None:
        return None
    return path, "\n".join([*lines[: at + 1], "", *lines[at + 1 :]]), at + 2


def _settings(ground: Ground, own: str, rng: random.Random) -> tuple[str, str, int] | None:
    return "setup.cfg", "[tool:extra]\nloose = true\n", 1


def _other_symbol(ground: Ground, own: str, rng: random.Random) -> tuple[str, str, int] | None:
    """Another function of the chunk's own file gets another default."""
    if ground.language != "python":
        return None
    able = [spot for spot in spots.functions(ground, own) if spot.node.args.defaults]
    if not able:
        return None
    spot = rng.choice(able)
    default = spot.node.args.defaults[-1]
    draft = Draft(own, ground.texts[own])
    line = draft.lines[default.lineno - 1]
    if default.lineno != default.end_lineno:
        return None
    changed = f"{line[: default.col_offset]}'other'{line[default.end_col_offset :]}"
    draft.replace(default.lineno, default.lineno, [changed])
    text, places = draft.done()
    return own, text, places[0][1]


def _in_caller_folder(ground: Ground, own: str, rng: random.Random) -> tuple[str, str, int] | None:
    folder = own.rpartition("/")[0]
    return f"{folder}/__init__.pyi", "loose: int\n", 1


SHAPES = (
    Shape("another-file-edited", False, _beside(_edited)),
    Shape("new-file", False, _beside(_new_file)),
    Shape("another-file-reformatted", False, _beside(_reformatted)),
    Shape("settings-changed", True, _beside(_settings)),
    Shape("another-symbol-of-the-same-file", True, _beside(_other_symbol)),
    Shape("stub-beside", True, _beside(_in_caller_folder)),
)
