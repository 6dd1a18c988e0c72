"""Places in a Python file: where a function begins, where imports go, which statements can be wrapped.

Used by the operators. A spot is a line and an indent; choosing among spots is the caller's, by its seed.
"""

import ast
import random
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import lru_cache
from typing import NamedTuple

from bench.plumb.mutant import Ground

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Spot(NamedTuple):
    """A function with the line before which its first real statement stands."""

    path: str
    node: Function
    line: int
    indent: str


def parsed(ground: Ground, path: str) -> ast.Module:
    """The syntax tree of a product file."""
    return _module(ground.texts[path])


@lru_cache(maxsize=500)
def _module(text: str) -> ast.Module:
    return ast.parse(text)


def matching(ground: Ground, globs: Sequence[str]) -> list[str]:
    """The product files that one of the globs fits; without globs, all."""
    return [
        path for path in sorted(ground.texts) if not globs or any(fnmatch(path, glob) for glob in globs)
    ]


def functions(ground: Ground, path: str) -> list[Spot]:
    """The functions of a file whose body has statements of its own to stand before."""
    return list(_functions(path, ground.texts[path]))


@lru_cache(maxsize=500)
def _functions(path: str, text: str) -> tuple[Spot, ...]:
    found = _spots(path, _module(text))
    return tuple(spot for spot in found if len(spot.node.body) > 1 or not _empty(spot.node.body[0]))


def _spots(path: str, module: ast.Module) -> Iterator[Spot]:
    for node in ast.walk(module):
        if isinstance(node, Function) and node.body[0].lineno > node.lineno:
            body = node.body[1:] if is_docstring(node.body[0]) else node.body
            if body:
                first = body[0]
                yield Spot(path, node, begins(first), " " * first.col_offset)


def begins(node: ast.stmt) -> int:
    """The first line of a statement, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _empty(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass | ast.Raise) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def chosen(ground: Ground, globs: Sequence[str], rng: random.Random) -> Spot | None:
    """One function of the files that fit."""
    paths = [path for path in matching(ground, globs) if functions(ground, path)]
    return rng.choice(functions(ground, rng.choice(paths))) if paths else None


def imports(module: ast.Module) -> int:
    """The line before which an import can stand: after the docstring and the future."""
    for node in module.body:
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if not future and not is_docstring(node):
            return begins(node)
    return (module.body[-1].end_lineno or 1) + 1 if module.body else 1


def wrappable(spot: Spot) -> list[ast.stmt]:
    """Statements of a function, at its top, that call something and can stand in a block of their own."""
    return [
        node
        for node in spot.node.body
        if isinstance(node, ast.Assign | ast.Expr | ast.AugAssign | ast.Return)
        and not is_docstring(node)
        and any(isinstance(part, ast.Call) for part in ast.walk(node))
        and not any(isinstance(part, ast.Yield | ast.YieldFrom) for part in ast.walk(node))
    ]


def to_wrap(ground: Ground, globs: Sequence[str], rng: random.Random) -> tuple[Spot, ast.stmt] | None:
    """A function and a statement in it that can be wrapped."""
    paths = matching(ground, globs)
    rng.shuffle(paths)
    for path in paths:
        found = [(spot, node) for spot in functions(ground, path) for node in wrappable(spot)]
        if found:
            return rng.choice(found)
    return None


def block(text: str, node: ast.stmt, indent: str) -> list[str]:
    """The lines of a statement, set four columns deeper."""
    lines = text.split("\n")[node.lineno - 1 : node.end_lineno]
    return [f"    {line}" if line.strip() else line for line in lines]
