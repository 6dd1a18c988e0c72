"""Tests of a Python project, for the operators of D05 and D06: which can be changed, and where.

A test is a function named `test…` in one of the project's test files that asserts something.
"""

import ast
import random
from typing import NamedTuple

from bench.plumb.mutant import Ground
from bench.plumb.operators import spots


class Test(NamedTuple):
    """A test, with the statements in it that assert."""

    path: str
    node: spots.Function
    asserts: tuple[ast.stmt, ...]
    method: bool


def tests(ground: Ground, path: str) -> list[Test]:
    """The tests of a file that assert at their top level, on lines of their own."""
    module = ast.parse(ground.tests[path])
    methods = {child for node in ast.walk(module) if isinstance(node, ast.ClassDef) for child in node.body}
    return [
        Test(path, node, found, node in methods)
        for node in ast.walk(module)
        if isinstance(node, spots.Function) and node.name.startswith("test")
        if (found := tuple(each for each in node.body if is_assert(each)))
    ]


def is_assert(node: ast.stmt) -> bool:
    """Whether a statement asserts: by word, or as a method of a test case."""
    if isinstance(node, ast.Assert):
        return True
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr.startswith("assert")
    )


def chosen(ground: Ground, rng: random.Random) -> Test | None:
    """One test of the project."""
    paths = sorted(ground.tests)
    rng.shuffle(paths)
    for path in paths[:12]:
        found = tests(ground, path)
        if found:
            return rng.choice(found)
    return None
