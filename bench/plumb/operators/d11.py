"""D11: what failed is tried again without a wait, a growth or an end."""

import random
from collections.abc import Callable, Sequence

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import guises, scripts
from bench.plumb.operators.d10 import _around as around

Make = Callable[[Ground, random.Random], Made | None]


def _seeded(lines: Sequence[str], top: Sequence[str] = (), aside: str = "") -> Make:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language != "python":
            return None
        dotted = ground.package.replace("/", ".")
        imports = tuple(each.replace("PACKAGE", dotted) for each in top)
        files = ((f"{ground.package}/_aside.py", aside),) if aside else ()
        return guises.seed(ground, (), guises.Use(imports, tuple(lines), files), rng)

    return make


def _said(lines: Sequence[str]) -> Make:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        if ground.language == "python":
            return None
        return scripts.seed(ground, (), scripts.Said((), tuple(lines)), rng)

    return make


_AGAIN = """\
def again(function, *given):
    while True:
        try:
            return function(*given)
        except Exception as error:
            last = error
"""

_RECURSIVE = (
    "def attempt():",
    "    try:",
    "        return repr(1)",
    "    except ValueError:",
    "        return attempt()",
    "kept = attempt()",
)

SHAPES = (
    Shape(
        "while-true",
        False,
        around(
            ["while True:", "    try:"], ["        break", "    except OSError:", "        continue"], (), 2
        ),
    ),
    Shape(
        "for-range",
        False,
        around(
            ["for attempt in range(1000):", "    try:"],
            ["        break", "    except OSError:", "        pass"],
            (),
            2,
        ),
    ),
    Shape(
        "flag",
        False,
        around(
            ["done = False", "while not done:", "    try:"],
            ["        done = True", "    except OSError as error:", "        last = error"],
            (),
            2,
        ),
    ),
    Shape(
        "counter",
        False,
        around(
            ["tries = 0", "while tries < 10000:", "    try:"],
            ["        break", "    except OSError:", "        tries += 1"],
            (),
            2,
        ),
    ),
    Shape(
        "constant-wait-without-end",
        False,
        around(
            ["while True:", "    try:"],
            ["        break", "    except OSError:", "        time.sleep(0.01)"],
            ["import time"],
            2,
        ),
    ),
    Shape(
        "count",
        True,
        around(
            ["for attempt in steps():", "    try:"],
            ["        break", "    except OSError:", "        pass"],
            ["from itertools import count as steps"],
            2,
        ),
    ),
    Shape(
        "endless-iterator",
        True,
        around(
            ["for attempt in iter(int, 1):", "    try:"],
            ["        break", "    except OSError:", "        pass"],
            (),
            2,
        ),
    ),
    Shape(
        "wait-of-zero",
        True,
        around(
            ["while True:", "    try:"],
            ["        break", "    except OSError:", "        time.sleep(0)"],
            ["import time"],
            2,
        ),
    ),
    Shape("recursion", True, _seeded(_RECURSIVE)),
    Shape(
        "helper-in-new-file",
        True,
        _seeded(["kept = again(repr, 1)"], ["from PACKAGE._aside import again"], _AGAIN),
    ),
    Shape(
        "suppress-in-loop",
        True,
        around(
            ["while True:", "    with contextlib.suppress(OSError):"],
            ["        break"],
            ["import contextlib"],
            2,
        ),
    ),
    Shape(
        "js-while-true",
        False,
        _said(
            [
                "while (true) {",
                "  try {",
                "    globalThis.run();",
                "    break;",
                "  } catch (err) {",
                "    continue;",
                "  }",
                "}",
            ]
        ),
    ),
    Shape(
        "js-for",
        False,
        _said(
            [
                "for (let i = 0; i < 1000; i++) {",
                "  try {",
                "    globalThis.run();",
                "  } catch (err) {",
                "    globalThis.last = err;",
                "  }",
                "}",
            ]
        ),
    ),
    Shape(
        "js-do",
        False,
        _said(
            [
                "let failed;",
                "do {",
                "  try {",
                "    failed = false;",
                "    globalThis.run();",
                "  } catch (err) {",
                "    failed = true;",
                "  }",
                "} while (failed);",
            ]
        ),
    ),
    Shape(
        "js-recursion",
        True,
        _said(["const attempt = () => globalThis.run().catch(() => attempt());", "attempt();"]),
    ),
    Shape(
        "js-set-immediate",
        True,
        _said(
            [
                "const attempt = () => {",
                "  try { globalThis.run(); } catch (err) { setImmediate(attempt); }",
                "};",
                "attempt();",
            ]
        ),
    ),
    Shape(
        "js-labelled",
        True,
        _said(
            [
                "again: for (;;) {",
                "  try {",
                "    globalThis.run();",
                "    break again;",
                "  } catch (err) {",
                "    continue again;",
                "  }",
                "}",
            ]
        ),
    ),
)
