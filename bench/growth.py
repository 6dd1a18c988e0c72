"""Whether files of thousands of like lines are judged in a time that grows with them: `bench.growth`.

Run by `./dev bench`. Each row is a text that once took the square of its lines or more. It is judged at
one, two and four times its size; from two to four a time that grows with the file doubles, and a square
takes four times. Processor time, the best of three, so that other work on the machine does not tell.
"""

import ast
import sys
import time
from collections.abc import Callable, Mapping

from parti.constraints import (
    apart,
    candidates,
    document,
    moves,
    origins,
    renamed,
    same_code,
    script_leads,
    suppression,
)
from parti.constraints import tree as trees
from parti.constraints.mining import ground, layers, registries
from parti.source import facts, manifests, reading, retries, shape, silence, structure
from parti.source.foreign import script_carried, script_silence
from parti.source.shape import FileChange

GOAL = 3.0
"""Times that twice the file may take; between a line and a square."""

TURNS = 3
_LEAST = 0.002
"""Seconds below which a clock says nothing of growth."""


def _each(line: str, times: int) -> str:
    """A line so many times, each with its own number in the place of `#`."""
    return "".join(line.replace("#", str(at)) for at in range(times))


def _body(line: str, times: int) -> str:
    return f"def f(x):\n{_each(line, times)}"


def _extract(line: str, path: str) -> Callable[[int], object]:
    return lambda times: reading.extract(_each(line, times), path)


def _ring_of_names(path: str) -> Callable[[int], object]:
    """Names in a row, each given the one before and the one behind it, all called."""

    def judged(times: int) -> object:
        rows = [f"x{at} = x{at - 1}\nx{at - 1} = x{at}\nx{at}()\n" for at in range(1, times)]
        return reading.extract("from os import *\n" * path.endswith("py") + "".join(rows), path)

    return judged


def _renamed(times: int) -> object:
    text = _each("from json import dump as write_#\n", times)
    return renamed.imports(text, reading.extract(text, "a.py"))


def _same_name(times: int) -> object:
    text = "def f(x):\n    open(x, 'w')\n" * times
    return shape.shape([FileChange("a.py", "", text)], (), reading.extract)


def _silent(times: int) -> object:
    text = _body("    try:\n        go#()\n    except E:\n        y = None\n", times)
    return list(silence.ends(ast.parse(text), "a.py", lambda name: True))


def _again(times: int) -> object:
    text = _body("    try:\n        go#()\n    except E:\n        f(x)\n", times)
    return list(retries.found(ast.parse(text), "a.py", ()))


def _attempts(times: int) -> object:
    tries = _each("        try:\n            go#()\n        except E:\n            y = None\n", times)
    return list(retries.found(ast.parse(f"def f(x):\n    while True:\n{tries}"), "a.py", ()))


def _promises(line: str) -> Callable[[int], object]:
    return lambda times: list(script_silence.ends(_each(line, times), "javascript"))


def _carried(times: int) -> object:
    text = _each("function f#() { const id = order.id; return id.split('-'); }\n", times)
    return list(script_carried.taken(text, "javascript", ["order.id"], ["split"]))


def _ring(times: int) -> object:
    size = round(times**0.5)
    files = {
        f"m{at}.py": "".join(f"from m{other} import f\n" for other in range(size) if other != at)
        for at in range(size)
    }
    call = facts.Call(name="m0.f", method="f", line=1, column=1)
    return list(origins.Origins(trees.Texts(files)).of(call))


def _roots(times: int) -> object:
    paths = [f"r{at}/{name}" for at in range(times) for name in ("a/__init__.py", "x.py")]
    return ground.Ground(paths, lambda path: "")


def _siblings(times: int) -> object:
    rows = [(f"app.p{at}", f"app.p{at % 7}") for at in range(times)]
    here = ground.Ground([f"{name.replace('.', '/')}/__init__.py" for name, _ in rows], lambda path: "")
    found = layers.Layers(here)
    for path, (name, other) in zip(here.paths, rows, strict=True):
        found.see(here.enter(path, name), [[other]] * 30)
    return list(found.proposals())


def _decorators(times: int) -> object:
    paths = [f"app/m{at}.py" for at in range(times)]
    found = registries.Registries(ground.Ground(paths, lambda path: ""))
    for at, path in enumerate(paths):
        text = f"from web import d{at}\n" + _each(f"@d{at}.on\ndef handle_{at}_#(): ...\n", 5)
        found.see(path, f"app.m{at}", reading.extract(text, path))
    return list(found.proposals())


def _packages(times: int) -> object:
    texts = {f"packages/p{at}/package.json": f'{{"name": "@acme/p{at}"}}' for at in range(times)}
    texts |= {f"packages/p{at}/src/index.ts": "" for at in range(times)}
    leads = script_leads.Leads(tuple(texts), texts.__getitem__)
    return [leads.module("packages/p0/src/index.ts", f"@acme.p{at}") for at in range(times)]


def _allowed(times: int) -> object:
    return list(suppression.collect("a.js", "// parti: allow r -- why\n" * times * 4 + "\nprint()\n"))


def _on_one_line(times: int) -> object:
    text = "f(" + "a = 1, " * times * 20 + "b)"
    return [apart.around(text, 1) for _ in range(times * 4)]


def _by_hand(times: int) -> object:
    texts = {
        "h.py": "import json\n\n\ndef save(x):\n    json.dump(x)\n",
        "by_hand.py": "import json\n\n" + "json.dump(1)\n" * times,
        "through.py": "import h\n\n" + "h.save(1)\n" * times * 5,
    }
    changed = [FileChange(path, texts[path] if path == "h.py" else "", texts[path]) for path in texts]
    return candidates.find(changed, trees.Texts(texts), document.parse("# x\n"), reading.extract)


def _embedding(times: int) -> object:
    calls = "".join(f"func f{at}(t T) {{ t.M{at}() }}\n" for at in range(times))
    text = f'package a\n\nimport "log"\n\ntype T struct{{ *log.Logger }}\n\n{calls}'
    tree = trees.Texts({"a/a.go": text})
    origin, known = origins.Origins(tree), trees.facts(tree, "a/a.go")
    return [origin.embedded(call) for call in known.calls]


def _parsed(head: str, line: str, language: str) -> Callable[[int], object]:
    return lambda times: structure.tree(f"{head}{line * times * 4}", language).kind()


CASES: Mapping[str, tuple[int, Callable[[int], object]]] = {
    "imports of one thing under new names": (1000, _renamed),
    "functions of one name": (250, _same_name),
    "silent handlers in one function": (300, _silent),
    "handlers that call their function again": (300, _again),
    "handlers in one loop": (200, _attempts),
    "promises whose failure goes to an idle function": (
        500,
        _promises("function q#() {}\ng#().catch(q#);\n"),
    ),
    "promises whose failure goes nowhere": (500, _promises("p_#_.catch(() => {});\n")),
    "one name for a value in many functions": (200, _carried),
    "crates that a Rust file uses": (1000, _extract("use krate#::thing#;\n", "src/a.rs")),
    "names of Rust for one thing": (1000, _extract("use std::fs::write as w#;\n", "src/a.rs")),
    "names of Python that are given to one another": (500, _ring_of_names("a.py")),
    "names of JavaScript that are given to one another": (500, _ring_of_names("a.js")),
    "modules that hand one name to one another": (400, _ring),
    "roots of packages that are no packages": (1000, _roots),
    "packages that import one another": (400, _siblings),
    "decorators that functions of one file carry": (200, _decorators),
    "packages of a workspace that import one another": (1000, _packages),
    "comments that allow one line": (1000, _allowed),
    "raw uses beside one helper": (300, _by_hand),
    "findings on one long line": (200, _on_one_line),
    "a line of blanks": (10_000, lambda times: same_code.moved(("a", f"x{' ' * times}y"), ("b", "x y"))),
    "a line of dots in go.mod": (5000, lambda times: manifests.declared("go.mod", "a." * times)),
    "equal lines that moved": (
        1000,
        lambda times: moves.came(FileChange("a.py", "x()\ny()\n" * times, "x()\nz()\n" * times)),
    ),
    "comments of Python behind a fault": (1000, _parsed("x = = 1\n", "# a b c d\n", "python")),
    "calls on a type of Go that embeds": (300, _embedding),
    "comments of Go that nothing ends": (1000, _parsed("", "/* a b c\n", "go")),
}


def main() -> bool:
    """Prints a row for each text; whether all grow with their size."""
    print("growth: processor seconds at one, two and four times the size\n")
    slow = [name for name, (size, work) in CASES.items() if not _grows(name, size, work)]
    print(f"\n{len(CASES) - len(slow)} of {len(CASES)} grow with the file")
    return not slow


def _grows(name: str, size: int, work: Callable[[int], object]) -> bool:
    spent = [min(_spent(work, size * times) for _ in range(TURNS)) for times in (1, 2, 4)]
    ratio = spent[2] / max(spent[1], _LEAST)
    good = ratio <= GOAL
    row = "".join(f"{each:8.3f}" for each in spent)
    print(f"{name:50}{row}{ratio:7.1f} (goal {GOAL:.0f}) {'ok' if good else 'missed'}", flush=True)
    return good


def _spent(work: Callable[[int], object], size: int) -> float:
    before = time.process_time()
    work(size)
    return time.process_time() - before


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
