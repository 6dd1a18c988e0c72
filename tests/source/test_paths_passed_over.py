"""What may be passed over on a path, and what surely ran: short circuits, guards, turns, blocks that await.

By a *then* that only runs sometimes a dirty flag is lost; one that surely ran must not be told. `when()`
and `then()` stand for the two sides of the pair.
"""

import ast

import pytest

from parti.source import paths
from tests.source.test_paths import name_call


def judged(body: str) -> paths.Verdict:
    """The verdict on an asynchronous function with this body; its first line is line 2."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    (function,) = ast.parse(f"async def f():\n{lines}").body
    assert isinstance(function, ast.AsyncFunctionDef)
    return paths.judge(function, name_call("when"), name_call("then"))


def waiting_lines(body: str) -> list[int]:
    return [line for line, _ in judged(body).waiting]


@pytest.mark.parametrize(
    "line",
    [
        "ready and then()",
        "ready or then()",
        "then() if ready else None",
        "x = 1 if ready else then()",
        "[then() for x in y]",
        "{then() for x in y}",
        "{x: then() for x in y}",
        "sum(then() for x in y)",
        "[x for x in y if then()]",
        "log(a, b, ready and then())",
    ],
)
def test_a_then_that_may_be_passed_over_inside_a_line_is_not_enough(line: str) -> None:
    assert waiting_lines(f"when()\n{line}") == [2]
    assert waiting_lines(f"{line}\nwhen()") == [3]
    assert not judged(line).always


@pytest.mark.parametrize(
    "line",
    [
        "then() and ready",
        "log(1 if then() else 2)",
        "[x for x in then()]",
        "ready = not then()",
        "x = [then(), ready and other()]",
        "await then()",
        "ready and then() or log(then)\nthen()",
    ],
)
def test_a_then_that_surely_runs_inside_a_line_is_enough(line: str) -> None:
    assert waiting_lines(f"when()\n{line}") == []
    assert judged(line).always


def test_what_is_passed_over_together_is_a_pair() -> None:
    assert waiting_lines("ready and (when(), then())") == []
    assert waiting_lines("[(when(x), then(x)) for x in y]") == []


def test_a_when_that_surely_runs_beside_a_then_that_may_not_waits() -> None:
    assert waiting_lines("log(when(), ready and then())") == [2]


def test_behind_an_and_that_holds_each_part_has_run() -> None:
    assert waiting_lines("if ready and then():\n    when()") == []
    assert waiting_lines("while ready and then():\n    when()") == []


def test_behind_an_or_that_does_not_hold_each_part_has_run() -> None:
    assert waiting_lines("if ready or then():\n    return\nwhen()") == []


def test_behind_an_or_that_holds_the_rest_may_not_have_run() -> None:
    assert waiting_lines("if ready or then():\n    when()") == [3]


def test_behind_an_and_that_does_not_hold_the_rest_may_not_have_run() -> None:
    assert waiting_lines("if ready and then():\n    return\nwhen()") == [4]


@pytest.mark.parametrize(
    "block",
    ["with lock", "async with lock", "for x in y", "async for x in y", "if x", "while x"],
)
def test_a_block_that_ends_in_then_may_fail_before_it(block: str) -> None:
    """Else a handler would be entered only from before the *when*."""
    text = f"try:\n    when()\n    {block}:\n        read()\n        then()\nexcept OSError:\n    return"
    assert waiting_lines(text) == [3]


@pytest.mark.parametrize("clause", ["except", "except*"])
def test_a_try_that_ends_in_then_may_fail_before_it(clause: str) -> None:
    inner = f"    try:\n        read()\n        then()\n    {clause} KeyError:\n        then()"
    assert waiting_lines(f"try:\n    when()\n{inner}\nexcept OSError:\n    log()") == [3]


def test_a_match_that_ends_in_then_may_fail_before_it() -> None:
    inner = "    match a:\n        case _:\n            read()\n            then()"
    assert waiting_lines(f"try:\n    when()\n{inner}\nexcept OSError:\n    log()") == [3]


def test_a_when_in_the_guard_of_a_case_waits() -> None:
    assert waiting_lines("match a:\n    case 1 if when():\n        pass") == [3]
    assert (
        waiting_lines("match a:\n    case 1 if when():\n        then()\n    case _:\n        then()") == []
    )


def test_a_guard_that_did_not_hold_has_run_or_not() -> None:
    """The first pattern may not have matched, so its guard is not surely behind the last case."""
    assert waiting_lines(
        "when()\nmatch a:\n    case 1 if then():\n        pass\n    case _:\n        pass"
    ) == [2]
    assert waiting_lines("match a:\n    case 1 if when():\n        then()\n    case _:\n        pass") == [
        3
    ]


def test_a_guard_that_holds_has_surely_run_in_its_case() -> None:
    assert waiting_lines("match a:\n    case 1 if then():\n        when()") == []


def test_a_when_in_the_subject_of_a_match_waits_in_each_case() -> None:
    assert waiting_lines("match when():\n    case 1:\n        then()\n    case _:\n        pass") == [2]


def test_the_head_of_a_loop_is_taken_each_turn() -> None:
    assert waiting_lines("for x in when():\n    then()") == [2]
    assert waiting_lines("while when():\n    then()") == [2]
    assert waiting_lines("while then():\n    when()") == []


def test_a_turn_that_waits_still_waits_in_the_turns_after_it() -> None:
    text = "for x in y:\n    if x:\n        then()\n        return\n    when()"
    assert waiting_lines(text) == [6]


def test_every_place_that_waits_is_told_in_order() -> None:
    assert waiting_lines("if a:\n    when()\nelse:\n    when()\nwhen()") == [3, 5, 6]


def test_two_on_one_line_are_told_by_their_columns() -> None:
    assert judged("x = [when(), when()]").waiting == ((2, 10), (2, 18))


def test_a_final_block_that_leaves_by_itself_ends_the_failure_there() -> None:
    assert waiting_lines(
        "for x in y:\n    try:\n        when()\n        raise E\n    finally:\n        break"
    ) == [4]
    text = "for x in y:\n    try:\n        when()\n        raise E\n    finally:\n        break\nthen()"
    assert judged(text).waiting == ()
    assert judged(text).always


def test_a_final_block_runs_on_each_way_out_by_itself() -> None:
    """On the way of the return it may not come to its *then*; on the straight way the next line does."""
    text = "try:\n    when()\n    if a:\n        return\nfinally:\n    if b:\n        then()\nthen()"
    assert waiting_lines(text) == [3]


def test_what_no_handler_here_catches_is_not_followed() -> None:
    assert waiting_lines("try:\n    when()\n    read()\n    then()\nfinally:\n    close()") == []


def test_a_handler_that_raises_again_leaves_the_pair_open() -> None:
    found = judged("try:\n    when()\n    read()\n    then()\nexcept OSError:\n    raise")
    assert (found.waiting, found.always) == (((3, 9),), True)


def test_nested_loops_and_final_blocks_are_walked_in_no_time() -> None:
    deep = "".join(f"{'    ' * (2 * at)}for x in y:\n{'    ' * (2 * at + 1)}try:\n" for at in range(9))
    tail = "".join(
        f"{'    ' * (2 * at + 1)}finally:\n{'    ' * (2 * at + 2)}close()\n" for at in range(8, -1, -1)
    )
    body = deep + "    " * 18 + "when()\n" + tail
    assert waiting_lines(body) == [20]
