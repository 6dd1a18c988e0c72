"""D18: a call that leaves the process has no timeout."""

import ast
import random
from collections.abc import Sequence

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import guises, spots
from bench.plumb.operators.edit import Draft

THINGS = (
    guises.Thing("urllib.request", "urlopen", "'http://localhost'"),
    guises.Thing("socket", "create_connection", "('localhost', 80)"),
    guises.Thing("subprocess", "run", "['ls']"),
    guises.Thing("subprocess", "check_output", "['ls']"),
    guises.Thing("http.client", "HTTPSConnection", "'localhost'"),
)


def _pick(ground: Ground, rng: random.Random) -> tuple[guises.Thing, Sequence[str]] | None:
    if ground.language != "python" or not ground.habits.outward:
        return None
    return rng.choice(THINGS), ground.habits.outward


def _none(ground: Ground, rng: random.Random) -> Made | None:
    """A timeout of None waits for ever, with the keyword in place."""
    if ground.language != "python" or not ground.habits.outward:
        return None
    thing = rng.choice(THINGS[:4])
    call = f"kept = {thing.module}.{thing.name}({thing.arguments}, timeout=None)"
    return guises.seed(ground, ground.habits.outward, guises.Use((f"import {thing.module}",), (call,)), rng)


def _dropped(ground: Ground, rng: random.Random) -> Made | None:
    """An existing call loses its timeout."""
    if ground.language != "python":
        return None
    found = []
    for path in spots.matching(ground, ground.habits.outward):
        for node in ast.walk(spots.parsed(ground, path)):
            if isinstance(node, ast.Call) and _outward(node):
                found += [(path, key) for key in node.keywords if key.arg == "timeout"]
    if not found:
        return None
    path, key = rng.choice(found)
    text = ground.texts[path]
    line = text.split("\n")[key.lineno - 1]
    cut = line[: key.col_offset] + line[key.value.end_col_offset :].lstrip(",").lstrip()
    if key.value.end_lineno != key.lineno:
        return None
    draft = Draft(path, text)
    draft.replace(key.lineno, key.lineno, [cut] if cut.strip() else [])
    new, places = draft.done()
    return Made({path: new}, places)


_OUTWARD = (
    "urlopen",
    "run",
    "Client",
    "AsyncClient",
    "get",
    "post",
    "request",
    "connect",
    "create_connection",
)


def _outward(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in _OUTWARD


SHAPES = (
    *guises.every(_pick),
    Shape("timeout-dropped", False, _dropped),
    Shape("timeout-none", True, _none),
)
