"""D06: a test that was there says less than before."""

import ast
import random
from collections.abc import Callable

from bench.plumb.mutant import Ground, Made, Shape
from bench.plumb.operators import spots, tested
from bench.plumb.operators.edit import Draft

Change = Callable[[ast.stmt], list[str] | None]


def _on_assert(change: Change) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        for _ in range(8):
            found = tested.chosen(ground, rng)
            if found is None:
                return None
            node = rng.choice(found.asserts)
            lines = change(node)
            if lines is not None:
                draft = Draft(found.path, ground.tests[found.path])
                indent = " " * node.col_offset
                draft.replace(
                    node.lineno, node.end_lineno or node.lineno, [indent + each for each in lines]
                )
                new, places = draft.done()
                return Made({found.path: new}, places)
        return None

    return make


def _on_test(before: str, inside: str) -> Callable[[Ground, random.Random], Made | None]:
    def make(ground: Ground, rng: random.Random) -> Made | None:
        found = tested.chosen(ground, rng)
        if found is None:
            return None
        draft = Draft(found.path, ground.tests[found.path])
        if before:
            draft.insert(spots.begins(found.node), [" " * found.node.col_offset + before])
        if inside:
            node = found.asserts[0]
            draft.insert(node.lineno, [" " * node.col_offset + inside])
        new, places = draft.done()
        return Made({found.path: new}, places)

    return make


def _compared(node: ast.stmt) -> tuple[ast.expr, ast.expr] | None:
    match node:
        case ast.Assert(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])):
            return left, right
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="assertEqual"), args=[left, right, *_])):
            return left, right
        case _:
            return None


def _truthy(node: ast.stmt) -> list[str] | None:
    pair = _compared(node)
    return None if pair is None else [f"assert {ast.unparse(pair[0])} is not None"]


def _gone(node: ast.stmt) -> list[str] | None:
    return ["pass"]


def _either(node: ast.stmt) -> list[str] | None:
    pair = _compared(node)
    return (
        None if pair is None else [f"assert ({ast.unparse(pair[0])}) == ({ast.unparse(pair[1])}) or True"]
    )


def _itself(node: ast.stmt) -> list[str] | None:
    pair = _compared(node)
    return None if pair is None else [f"assert ({ast.unparse(pair[0])}) == ({ast.unparse(pair[0])})"]


def _caught(node: ast.stmt) -> list[str] | None:
    said = ast.unparse(node).split("\n")
    return ["try:", *(f"    {line}" for line in said), "except AssertionError:", "    pass"]


def _under_false(node: ast.stmt) -> list[str] | None:
    return ["if False:", *(f"    {line}" for line in ast.unparse(node).split("\n"))]


SHAPES = (
    Shape("equal-to-truthy", False, _on_assert(_truthy)),
    Shape("assertion-deleted", False, _on_assert(_gone)),
    Shape("skipped", False, _on_test("@unittest.skip('later')", "")),
    Shape("expected-to-fail", False, _on_test("@pytest.mark.xfail", "")),
    Shape("skipped-inside", True, _on_test("", "__import__('pytest').skip('later')")),
    Shape("returned-before", True, _on_test("", "return")),
    Shape("or-true", True, _on_assert(_either)),
    Shape("compared-with-itself", True, _on_assert(_itself)),
    Shape("caught", True, _on_assert(_caught)),
    Shape("under-false", True, _on_assert(_under_false)),
)
