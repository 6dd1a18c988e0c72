"""Files with thousands of like lines are read in a time that grows with the file, whatever is read of them.

Each text here once took the square of its lines or more: a walk for each line went through all the others.
The limit is far above what is needed now, and far below what the square would take.
"""

import ast
import time
from collections.abc import Callable

import pytest

from parti.source import manifests, reading, retries, silence
from parti.source.foreign import script_carried, script_silence

PATIENCE = 2.0


def _spent(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _each(line: str, times: int) -> str:
    """A line so many times, each with its own number in the place of `#`."""
    return "".join(line.replace("#", str(at)) for at in range(times))


def test_a_function_of_hundreds_of_silent_handlers_is_judged_in_no_time() -> None:
    handlers = _each("    try:\n        go#()\n    except E:\n        y = None\n", 600)
    tree = ast.parse(f"def f(x):\n{handlers}")
    found: list[silence.Silent] = []
    assert _spent(lambda: found.extend(silence.ends(tree, "a.py", lambda name: True))) < PATIENCE
    assert len(found) == 600


def test_a_function_of_hundreds_of_handlers_that_call_it_again_is_judged_in_no_time() -> None:
    handlers = _each("    try:\n        go#()\n    except E:\n        f(x)\n", 600)
    tree = ast.parse(f"def f(x):\n{handlers}")
    found: list[retries.Again] = []
    assert _spent(lambda: found.extend(retries.found(tree, "a.py", ()))) < PATIENCE
    assert len(found) == 600


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("function quiet#() {}\ngo#().catch(quiet#);\n", 2500),
        ("p#.catch(() => {});\n", 2500),
    ],
)
def test_hundreds_of_silent_promises_are_judged_in_no_time(line: str, told: int) -> None:
    found: list[silence.Silent] = []
    text = _each(line, 2500)
    assert _spent(lambda: found.extend(script_silence.ends(text, "javascript"))) < PATIENCE
    assert len(found) == told


def test_a_value_under_one_name_in_hundreds_of_functions_is_followed_in_no_time() -> None:
    text = _each("function f#() { const id = order.id; return id.split('-'); }\n", 900)
    found: list[script_carried.Taken] = []
    asked = (["order.id"], ["split"])
    assert _spent(lambda: found.extend(script_carried.taken(text, "javascript", *asked))) < PATIENCE
    assert len(found) == 900


def test_thousands_of_crates_that_a_rust_file_uses_are_told_in_no_time() -> None:
    text = _each("use krate#::thing#;\n", 6000)
    assert _spent(lambda: reading.extract(text, "src/a.rs")) < 2 * PATIENCE


def test_a_line_of_dots_in_a_go_mod_is_read_in_no_time() -> None:
    assert _spent(lambda: manifests.declared("go.mod", "a." * 20_000)) < PATIENCE
