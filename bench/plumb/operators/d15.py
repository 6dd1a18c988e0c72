"""D15: a value that is nobody's business is taken apart."""

import ast
import random
from collections.abc import Callable, Sequence

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import scripts, spots
from bench.plumb.operators.edit import Draft


def _on_value(
    lines: Sequence[str], top: Sequence[str] = (), aside: str = ""
) -> Callable[[Ground, random.Random], Made | None]:
    """Statements at the start of a function that has the value; VALUE stands for it."""

    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language != "python":
            return None
        found = [
            (spot, opaque.value)
            for opaque in ground.habits.opaque
            for path in spots.matching(ground, opaque.files)
            for spot in spots.functions(ground, path)
            if _has(spot.node, opaque.value)
        ]
        if not found:
            return None
        spot, value = rng.choice(found)
        draft = Draft(spot.path, ground.texts[spot.path])
        dotted = ground.package.replace("/", ".")
        if top:
            draft.insert(
                spots.imports(spots.parsed(ground, spot.path)),
                [each.replace("PACKAGE", dotted) for each in top],
            )
        draft.insert(spot.line, [spot.indent + each.replace("VALUE", value) for each in lines])
        new, places = draft.done()
        more = {f"{ground.package}/_aside.py": aside} if aside else {}
        return Made({spot.path: new, **more}, places)

    return make


def _has(node: spots.Function, value: str) -> bool:
    """A parameter of that name, or, for an expression, a function that mentions it."""
    if value.isidentifier():
        return value in {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
    wanted = ast.unparse(ast.parse(value))
    return any(isinstance(part, ast.expr) and ast.unparse(part) == wanted for part in ast.walk(node))


def _said(lines: Sequence[str]) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language == "python" or not ground.habits.opaque:
            return None
        opaque = rng.choice(ground.habits.opaque)
        said = scripts.Said((), tuple(each.replace("VALUE", opaque.value) for each in lines))
        return scripts.seed(ground, opaque.files, said, rng)

    return make


_TAKEN = "def head(value):\n    return value.split(':')[0]\n"

SHAPES = (
    Shape("split", False, _on_value(["kept = VALUE.split('-')[0]"])),
    Shape("to-int", False, _on_value(["kept = int(VALUE)"])),
    Shape("prefix-asked", False, _on_value(["if VALUE.startswith('a'):", "    kept = True"])),
    Shape("partitioned", False, _on_value(["kept, _, rest = VALUE.partition(':')"])),
    Shape("through-variable", True, _on_value(["held = VALUE", "kept = held.split('-')"])),
    Shape("through-text", True, _on_value(["held = str(VALUE)", "kept = held.split('-')"])),
    Shape("through-format", True, _on_value(["held = f'{VALUE}'", "kept = held.startswith('a')"])),
    Shape("method-bound", True, _on_value(["cut = VALUE.split", "kept = cut('-')"])),
    Shape("unbound-method", True, _on_value(["kept = str.split(VALUE, '-')"])),
    Shape("getattr", True, _on_value(["kept = getattr(VALUE, 'split')('-')"])),
    Shape("mapped", True, _on_value(["kept = list(map(int, [VALUE]))"])),
    Shape(
        "helper-in-new-file",
        True,
        _on_value(["kept = head(VALUE)"], ["from PACKAGE._aside import head"], _TAKEN),
    ),
    Shape("js-split", False, _said(["const kept = VALUE.split('-')[0];"])),
    Shape("js-slice", False, _said(["const kept = VALUE.slice(0, 4);"])),
    Shape("js-prefix-asked", False, _said(["if (VALUE.startsWith('a')) { globalThis.kept = 1; }"])),
    Shape("js-through-variable", True, _said(["const held = VALUE;", "const kept = held.split('-');"])),
    Shape("js-destructured", True, _said(["const [kept] = VALUE.split('-');"])),
    Shape("js-template", True, _said(["const kept = `${VALUE}`.slice(0, 4);"])),
    Shape("js-computed", True, _said(["const kept = VALUE['split']('-');"])),
)
