"""D02: a helper is written again under another name, and the copy is used."""

import ast
import random
import re
import textwrap
from collections.abc import Callable

from bench.plumb.mutant import Ground, Helper, Made, Shape
from bench.plumb.operators import guises, spots

Change = Callable[[str, list[str]], tuple[str, list[str]]]


def _copy(ground: Ground, helper: Helper) -> tuple[str, list[str]] | None:
    """The helper's text as a function named `freshly_made`, and the imports that it needs."""
    module = spots.parsed(ground, helper.path)
    text = ground.texts[helper.path]
    for node in ast.walk(module):
        if isinstance(node, spots.Function) and node.name == helper.name:
            whole = "\n".join(text.split("\n")[node.lineno - 1 : node.end_lineno])
            source = re.sub(rf"\bdef {helper.name}\b", "def freshly_made", textwrap.dedent(whole), count=1)
            used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            return source, _needs(ground, helper, module, used)
    return None


def _needs(ground: Ground, helper: Helper, module: ast.Module, used: set[str]) -> list[str]:
    dotted = helper.path.removesuffix(".py").replace("/", ".")
    found = []
    bound = set()
    for node in module.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            keep = [name for name in node.names if (name.asname or name.name).split(".")[0] in used]
            if keep and not (
                isinstance(node, ast.ImportFrom) and (node.level or node.module == "__future__")
            ):
                found.append(ast.unparse(_only(node, keep)))
                bound |= {(name.asname or name.name).split(".")[0] for name in keep}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in used:
            found.append(f"from {dotted} import {node.name}")
        elif isinstance(node, ast.Assign):
            names = [t.id for t in node.targets if isinstance(t, ast.Name) and t.id in used]
            found += [f"from {dotted} import {name}" for name in names]
    return found


def _only(node: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> ast.stmt:
    if isinstance(node, ast.Import):
        return ast.Import(names=names)
    return ast.ImportFrom(module=node.module, names=names, level=0)


def _with(ground: Ground, rng: random.Random) -> tuple[Helper, str, list[str]] | None:
    if ground.language != "python" or not ground.habits.helper:
        return None
    helper = rng.choice(ground.habits.helper)
    copied = _copy(ground, helper)
    return None if copied is None else (helper, *copied)


def _in_file(change: Change) -> Callable[[Ground, random.Random], Made | None]:
    """The copy stands at the end of the file that uses it."""

    def make(ground: Ground, rng: random.Random) -> Made | None:
        found = _with(ground, rng)
        if found is None:
            return None
        helper, source, needs = found
        source, needs = change(source, needs)
        made = guises.seed(ground, helper.files, guises.Use(tuple(needs), ("kept = freshly_made",)), rng)
        if made is None:
            return None
        ((path, text),) = made.texts.items()
        start = text.rstrip("\n").count("\n") + 4
        text = f"{text.rstrip(chr(10))}\n\n\n{source}\n"
        more = tuple((path, start + number) for number in range(source.count("\n") + 1))
        return Made({path: text}, (*made.places, *more))

    return make


def _inside(ground: Ground, rng: random.Random) -> Made | None:
    """The copy stands inside the function that uses it."""
    found = _with(ground, rng)
    if found is None:
        return None
    helper, source, needs = found
    lines = tuple(source.split("\n"))
    return guises.seed(ground, helper.files, guises.Use(tuple(needs), (*lines, "kept = freshly_made")), rng)


def _aside(change: Change) -> Callable[[Ground, random.Random], Made | None]:
    """The copy stands in a new file."""

    def make(ground: Ground, rng: random.Random) -> Made | None:
        found = _with(ground, rng)
        if found is None:
            return None
        helper, source, needs = found
        source, needs = change(source, needs)
        path = f"{ground.package}/_aside.py"
        body = "\n".join(needs) + f"\n\n\n{source}\n"
        top = (f"from {ground.package.replace('/', '.')}._aside import freshly_made",)
        return guises.seed(
            ground, helper.files, guises.Use(top, ("kept = freshly_made",), ((path, body),)), rng
        )

    return make


def _same(source: str, needs: list[str]) -> tuple[str, list[str]]:
    return source, needs


def _renamed(source: str, needs: list[str]) -> tuple[str, list[str]]:
    """The parameters have other names."""
    node = ast.parse(source).body[0]
    if isinstance(node, spots.Function):
        for argument in (*node.args.args, *node.args.kwonlyargs):
            if argument.arg not in ("self", "cls"):
                source = re.sub(rf"\b{argument.arg}\b", f"{argument.arg}_", source)
    return source, needs


def _aliased(source: str, needs: list[str]) -> tuple[str, list[str]]:
    """Modules come in under other names."""
    for number, line in enumerate(needs):
        match = re.fullmatch(r"import (\w+)", line)
        if match:
            needs = [*needs[:number], f"import {match[1]} as {match[1]}_", *needs[number + 1 :]]
            source = re.sub(rf"(?<![.\w]){match[1]}\.", f"{match[1]}_.", source)
    return source, needs


def _as_method(source: str, needs: list[str]) -> tuple[str, list[str]]:
    """The copy is a static method of a class."""
    inner = textwrap.indent(source, "    ")
    return f"class Fresh:\n    @staticmethod\n{inner}\n\n\nfreshly_made = Fresh.freshly_made", needs


def _extended(source: str, needs: list[str]) -> tuple[str, list[str]]:
    """The copy does a little more than the helper."""
    node = ast.parse(source).body[0]
    assert isinstance(node, spots.Function)
    node.body.insert(1 if spots.is_docstring(node.body[0]) else 0, ast.parse("calls = 1").body[0])
    return ast.unparse(ast.fix_missing_locations(node)), needs


SHAPES = (
    Shape("copied-to-caller", False, _in_file(_same)),
    Shape("copied-to-new-file", False, _aside(_same)),
    Shape("copied-into-function", False, _inside),
    Shape("parameters-renamed", True, _in_file(_renamed)),
    Shape("modules-aliased", True, _in_file(_aliased)),
    Shape("as-static-method", True, _in_file(_as_method)),
    Shape("extended-in-new-file", True, _aside(_extended)),
    Shape("aliased-in-new-file", True, _aside(_aliased)),
)
