"""D05: a new test that asserts nothing."""

import ast
import random
from collections.abc import Callable

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import spots, tested
from bench.plumb.operators.edit import Draft


def _new(body: Callable[[list[str]], list[str]]) -> Callable[[Ground, random.Random], Made | None]:
    """A new test beside an old one, with the old one's steps and no assertion of worth."""

    def make(ground: Ground, rng: random.Random) -> Made | None:
        found = tested.chosen(ground, rng)
        if found is None or isinstance(found.node, ast.AsyncFunctionDef):
            return None
        steps = [node for node in found.node.body if not tested.is_assert(node)]
        text = ground.tests[found.path]
        indent = " " * found.node.body[0].col_offset
        said = [ast.unparse(node).split("\n") for node in steps if not isinstance(node, ast.Return)]
        lines = body([line for one in said for line in one] or ["value = 1"])
        arguments = ast.unparse(found.node.args)
        head = f"{' ' * found.node.col_offset}def test_freshly_made({arguments}):"
        draft = Draft(found.path, text)
        draft.insert(spots.begins(found.node), [head, *(indent + line for line in lines), ""])
        new, places = draft.done()
        return Made({found.path: new}, places)

    return make


def _nothing(steps: list[str]) -> list[str]:
    return steps


def _true(steps: list[str]) -> list[str]:
    return [*steps, "assert True"]


def _itself(steps: list[str]) -> list[str]:
    return [*steps, "done = 1", "assert done == done"]


def _caught(steps: list[str]) -> list[str]:
    return [*steps, "try:", "    assert 1 == 2", "except AssertionError:", "    pass"]


def _returned(steps: list[str]) -> list[str]:
    return [*steps, "return", "assert 1 == 2"]


def _never(steps: list[str]) -> list[str]:
    return [*steps, "if False:", "    assert 1 == 2"]


def _in_uncalled(steps: list[str]) -> list[str]:
    return [*steps, "def verify():", "    assert 1 == 2"]


def _or_true(steps: list[str]) -> list[str]:
    return [*steps, "done = 1", "assert done == 2 or True"]


SHAPES = (
    Shape("no-assertion", False, _new(_nothing)),
    Shape("assert-true", False, _new(_true)),
    Shape("compared-with-itself", False, _new(_itself)),
    Shape("assertion-caught", True, _new(_caught)),
    Shape("behind-return", True, _new(_returned)),
    Shape("under-false", True, _new(_never)),
    Shape("in-uncalled-function", True, _new(_in_uncalled)),
    Shape("or-true", True, _new(_or_true)),
)
