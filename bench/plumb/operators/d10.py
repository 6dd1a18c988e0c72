"""D10: an exception of any kind ends silently."""

import random
from collections.abc import Callable, Sequence

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import guises, scripts, spots
from bench.plumb.operators.edit import Draft


def _around(
    before: Sequence[str], after: Sequence[str], top: Sequence[str] = (), deeper: int = 1
) -> Callable[[Ground, random.Random], Made | None]:
    """Wraps a statement of the project between lines."""

    def make(ground: Ground, rng: random.Random) -> Made | None:
        found = spots.to_wrap(ground, (), rng) if ground.language == "python" else None
        if found is None:
            return None
        spot, node = found
        text = ground.texts[spot.path]
        lines = spots.block(text, node, spot.indent)
        lines = [f"{'    ' * (deeper - 1)}{line}" for line in lines]
        indent = " " * node.col_offset
        draft = Draft(spot.path, text)
        if top:
            draft.insert(spots.imports(spots.parsed(ground, spot.path)), top)
        draft.replace(
            node.lineno,
            node.end_lineno or node.lineno,
            [*(indent + each for each in before), *lines, *(indent + each for each in after)],
        )
        new, places = draft.done()
        return Made({spot.path: new}, places)

    return make


_SWALLOW = """\
import functools


def quietly(function):
    @functools.wraps(function)
    def inner(*given, **named):
        try:
            return function(*given, **named)
        except Exception:
            return None

    return inner
"""


def _decorated(ground: Ground, rng: random.Random) -> Made | None:
    if ground.language != "python":
        return None
    dotted = ground.package.replace("/", ".")
    use = guises.Use(
        (f"from {dotted}._aside import quietly",),
        (),
        ((f"{ground.package}/_aside.py", _SWALLOW),),
        "@quietly",
    )
    return guises.seed(ground, (), use, rng)


def _said(lines: Sequence[str]) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language == "python":
            return None
        return scripts.seed(ground, (), scripts.Said((), tuple(lines)), rng)

    return make


SHAPES = (
    Shape("except-pass", False, _around(["try:"], ["except Exception:", "    pass"])),
    Shape("bare-except", False, _around(["try:"], ["except:", "    pass"])),
    Shape("return-none", False, _around(["try:"], ["except Exception:", "    return None"])),
    Shape("base-exception-named", False, _around(["try:"], ["except BaseException as error:", "    pass"])),
    Shape("suppress", False, _around(["with contextlib.suppress(Exception):"], [], ["import contextlib"])),
    Shape("in-tuple", True, _around(["try:"], ["except (ValueError, Exception):", "    pass"])),
    Shape(
        "suppress-alias",
        True,
        _around(["with _quiet(Exception):"], [], ["from contextlib import suppress as _quiet"]),
    ),
    Shape(
        "class-in-variable",
        True,
        _around(["anything = Exception", "try:"], ["except anything:", "    pass"]),
    ),
    Shape("error-deleted", True, _around(["try:"], ["except Exception as error:", "    del error"])),
    Shape("return-in-finally", True, _around(["try:"], ["finally:", "    return None"])),
    Shape("decorator-in-new-file", True, _decorated),
    Shape("js-empty-catch", False, _said(["try {", "  globalThis.run();", "} catch (err) {", "}"])),
    Shape(
        "js-catch-without-name",
        False,
        _said(["try {", "  globalThis.run();", "} catch {", "  // ignored", "}"]),
    ),
    Shape("js-promise-catch", False, _said(["globalThis.run().catch(() => {});"])),
    Shape("js-noop-in-variable", True, _said(["const noop = () => {};", "globalThis.run().catch(noop);"])),
    Shape("js-second-handler", True, _said(["globalThis.run().then(v => v, () => {});"])),
    Shape(
        "js-void-error",
        True,
        _said(["try {", "  globalThis.run();", "} catch (err) {", "  void err;", "}"]),
    ),
)
