"""The classes of defects, one module each, and the one way to make a mutant of them.

Deterministic: project, class, shape and number are the seed. A mutant that changes nothing, or does not
parse, is not one.
"""

import ast
import random
from collections.abc import Iterator, Mapping
from importlib import import_module

from ast_grep_py import SgRoot

from bench.plumb.mutant import Ground, Mutant, Shape

CLASSES: Mapping[str, str] = {
    "D01": "helper bypassed",
    "D02": "helper duplicated",
    "D03": "handler not registered",
    "D04": "state marker not set",
    "D05": "test that asserts nothing",
    "D06": "test weakened",
    "D07": "constraint document not updated",
    "D08": "layering broken",
    "D09": "scope creep",
    "D10": "exception swallowed",
    "D11": "retry without backoff",
    "D15": "opaque value parsed",
    "D16": "new dependency",
    "D17": "time or environment not through the port",
    "D18": "timeout missing",
}

NOT_YET: Mapping[str, str] = {
    "D12": "acknowledged before commit: needs a drill",
    "D13": "not idempotent: needs a drill",
    "D14": "half write visible: needs a drill",
}


def shapes(defect: str) -> tuple[Shape, ...]:
    """The shapes of a class."""
    module = import_module(f"bench.plumb.operators.{defect.lower()}")
    found: tuple[Shape, ...] = module.SHAPES
    return found


def mutants(ground: Ground, defect: str, count: int) -> Iterator[Mutant]:
    """Up to `count` different mutants of each shape of a class that the project has a place for."""
    for shape in shapes(defect):
        seen: set[tuple[tuple[str, str], ...]] = set()
        for number in range(count):
            made = mutant(ground, defect, shape, number)
            if made is None:
                continue
            content = tuple(sorted(made.texts.items()))
            if content not in seen:
                seen.add(content)
                yield made


def mutant(ground: Ground, defect: str, shape: Shape, number: int) -> Mutant | None:
    """One mutant, the same on every machine; None where there is no place for it."""
    made = shape.make(ground, random.Random(f"{ground.project}/{defect}/{shape.name}/{number}"))
    if made is None:
        return None
    known = {**ground.texts, **ground.tests}
    changed = {path: text for path, text in made.texts.items() if known.get(path) != text}
    if not changed or not all(parses(path, text) for path, text in changed.items()):
        return None
    return Mutant(
        project=ground.project,
        defect=defect,
        shape=shape.name,
        disguised=shape.disguised,
        number=number,
        texts=changed,
        places=made.places,
    )


def parses(path: str, text: str) -> bool:
    """Whether a file is whole in its language; other files always are."""
    if path.endswith(".py"):
        try:
            ast.parse(text)
        except (SyntaxError, ValueError):
            return False
        return True
    if path.endswith((".js", ".ts")):
        root = SgRoot(text, "javascript" if path.endswith(".js") else "typescript").root()
        return root.find(kind="ERROR") is None
    return True
