"""What is told of rows of like lines, which are judged together; `bench.growth` shows in what time."""

import ast

import pytest

from parti.source import retries, silence
from parti.source.foreign import script_carried, script_silence


def _each(line: str, times: int) -> str:
    """A line so many times, each with its own number in the place of `#`."""
    return "".join(line.replace("#", str(at)) for at in range(times))


def test_each_silent_handler_of_one_function_is_told() -> None:
    handlers = _each("    try:\n        go#()\n    except E:\n        y = None\n", 40)
    tree = ast.parse(f"def f(x):\n{handlers}")
    found = list(silence.ends(tree, "a.py", lambda name: True))
    assert len(found) == 40


def test_each_handler_that_calls_its_function_again_is_told() -> None:
    handlers = _each("    try:\n        go#()\n    except E:\n        f(x)\n", 40)
    tree = ast.parse(f"def f(x):\n{handlers}")
    found = list(retries.found(tree, "a.py", ()))
    assert len(found) == 40


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("function quiet#() {}\ngo#().catch(quiet#);\n", 40),
        ("p#.catch(() => {});\n", 40),
    ],
)
def test_each_silent_promise_is_told(line: str, told: int) -> None:
    text = _each(line, 40)
    found = list(script_silence.ends(text, "javascript"))
    assert len(found) == told


def test_a_value_is_followed_in_each_of_many_functions_that_call_it_the_same() -> None:
    text = _each("function f#() { const id = order.id; return id.split('-'); }\n", 40)
    asked = (["order.id"], ["split"])
    found = list(script_carried.taken(text, "javascript", *asked))
    assert len(found) == 40
