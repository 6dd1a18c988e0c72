"""Assertions that are still written down and can no longer fail, or no longer run.

Each row is a way in which a test keeps all its words and loses what it said. It is held on what the test is
read as, and once for all on the finding that a change of it gets.
"""

import pytest

from parti.chunks import assertions, oracle, strength
from tests.chunks.planned import rewritten

SAID = "assert run() == 3"
HEAD = "import pytest, unittest, contextlib\nfrom typing import TYPE_CHECKING\n"


def in_test(*lines: str) -> str:
    return f"{HEAD}def test_a():\n" + "".join(f"    {line}\n" for line in lines)


def said(*lines: str) -> list[int]:
    """The strength of each `run() == 3` that a test with these lines still reaches."""
    tests = assertions.read(in_test(*lines))
    assert tests is not None
    return [each.strength for each in tests["test_a"].assertions if each.text == "run() == 3"]


NEVER_RUN = {
    "if false": ("if False:", f"    {SAID}"),
    "if zero": ("if 0:", f"    {SAID}"),
    "if an empty text": ("if '':", f"    {SAID}"),
    "if an empty list": ("if []:", f"    {SAID}"),
    "if none": ("if None:", f"    {SAID}"),
    "if not true": ("if not True:", f"    {SAID}"),
    "if not not false": ("if not not False:", f"    {SAID}"),
    "if false and": ("if run() and False:", f"    {SAID}"),
    "if false or zero": ("if False or 0:", f"    {SAID}"),
    "if one is two": ("if 1 == 2:", f"    {SAID}"),
    "if one is not one": ("if 1 != 1:", f"    {SAID}"),
    "if types are checked": ("if TYPE_CHECKING:", f"    {SAID}"),
    "if types are checked, dotted": ("if typing.TYPE_CHECKING:", f"    {SAID}"),
    "if not debug": ("if not __debug__:", f"    {SAID}"),
    "if main": ("if __name__ == '__main__':", f"    {SAID}"),
    "else of true": ("if True:", "    pass", "else:", f"    {SAID}"),
    "else of a full list": ("if [1]:", "    pass", "else:", f"    {SAID}"),
    "elif behind true": ("if 1:", "    pass", "elif run():", f"    {SAID}"),
    "while false": ("while False:", f"    {SAID}"),
    "for in an empty list": ("for x in []:", f"    {SAID}"),
    "for in an empty tuple": ("for x in ():", f"    {SAID}"),
    "for in an empty text": ("for x in '':", f"    {SAID}"),
    "for in no range": ("for x in range(0):", f"    {SAID}"),
    "for in a new list": ("for x in list():", f"    {SAID}"),
    "a function that nobody calls": ("def inner():", f"    {SAID}"),
    "an asynchronous one": ("async def inner():", f"    {SAID}"),
    "behind a return": ("return", SAID),
}
STILL_RUN = {
    "plain": (SAID,),
    "if true": ("if True:", f"    {SAID}"),
    "if one is one": ("if 1 == 1:", f"    {SAID}"),
    "else of false": ("if False:", "    pass", "else:", f"    {SAID}"),
    "while true": ("while True:", f"    {SAID}", "    break"),
    "else of an empty loop": ("for x in []:", "    pass", "else:", f"    {SAID}"),
    "else of a loop that never holds": ("while False:", "    pass", "else:", f"    {SAID}"),
    "for in a list": ("for x in [1]:", f"    {SAID}"),
    "for in a range": ("for x in range(3):", f"    {SAID}"),
    "for in a range from zero": ("for x in range(0, 3):", f"    {SAID}"),
    "for in what is given": ("for x in list(rows):", f"    {SAID}"),
    "a function that is called": ("def inner():", f"    {SAID}", "inner()"),
    "a function that is handed on": ("def inner():", f"    {SAID}", "start(target=inner)"),
    "a function that is decorated": ("@app.route('/')", "def inner():", f"    {SAID}", "get('/')"),
    "a function that a function calls": (
        "def inner():",
        f"    {SAID}",
        "def outer():",
        "    inner()",
        "outer()",
    ),
}
AT_TIMES = {
    "if something": ("if ready():", f"    {SAID}"),
    "if something or false": ("if ready or False:", f"    {SAID}"),
    "if something and true": ("if True and ready:", f"    {SAID}"),
    "if one is less": ("if 1 < 2:", f"    {SAID}"),
    "if a name is empty": ("if x == []:", f"    {SAID}"),
    "if it holds": ("if run() == 3:", f"    {SAID}"),
    "else of something": ("if ready():", "    pass", "else:", f"    {SAID}"),
    "behind a return at times": ("if not ready():", "    return", SAID),
    "behind a handler that returns": ("try:", "    go()", "except Exception:", "    return", SAID),
    "behind a loop that returns": ("for x in y:", "    if x:", "        return", SAID),
    "in a handler": ("try:", "    go()", "except KeyError:", f"    {SAID}"),
    "in a case": ("match ready():", "    case True:", f"        {SAID}"),
}
TAKEN = {
    "raises an assertion": ("with pytest.raises(AssertionError):", f"    {SAID}"),
    "raises anything": ("with pytest.raises(Exception):", f"    {SAID}"),
    "raises by keyword": ("with pytest.raises(expected_exception=BaseException):", f"    {SAID}"),
    "raises one of several": ("with pytest.raises((KeyError, AssertionError)):", f"    {SAID}"),
    "unittest's raises": ("with self.assertRaises(AssertionError):", f"    {SAID}"),
    "unittest's raises with a text": ("with self.assertRaisesRegex(Exception, 'x'):", f"    {SAID}"),
    "suppressed": ("with contextlib.suppress(KeyError, AssertionError):", f"    {SAID}"),
    "one of two contexts": ("with opened() as f, contextlib.suppress(Exception):", f"    {SAID}"),
    "a final block that returns": ("try:", f"    {SAID}", "finally:", "    return"),
    "a final block that goes on": (
        "for x in y:",
        "    try:",
        f"        {SAID}",
        "    finally:",
        "        continue",
    ),
    "a handler whose final block returns": (
        "try:",
        "    go()",
        "except KeyError:",
        f"    {SAID}",
        "finally:",
        "    return",
    ),
    "a bare handler": ("try:", f"    {SAID}", "except:", "    pass"),
    "a group's handler": ("try:", f"    {SAID}", "except* AssertionError:", "    pass"),
}
NOT_TAKEN = {
    "raises a key error": ("with pytest.raises(KeyError):", f"    {SAID}"),
    "a text that says so": ("with pytest.raises(KeyError, match=AssertionError):", f"    {SAID}"),
    "another context": ("with opened(Exception):", f"    {SAID}"),
    "a context without a call": ("with lock:", f"    {SAID}"),
    "warns": ("with pytest.warns(Exception):", f"    {SAID}"),
    "suppressed key error": ("with contextlib.suppress(KeyError):", f"    {SAID}"),
    "a final block that closes": ("try:", f"    {SAID}", "finally:", "    close()"),
    "a handler that raises": ("try:", f"    {SAID}", "except Exception:", "    raise"),
    "a handler that fails": ("try:", f"    {SAID}", "except Exception:", "    pytest.fail('x')"),
}


@pytest.mark.parametrize("way", NEVER_RUN)
def test_an_assertion_that_never_runs_is_none(way: str) -> None:
    assert said(*NEVER_RUN[way]) == []


@pytest.mark.parametrize("way", [*STILL_RUN, *AT_TIMES])
def test_an_assertion_that_may_run_counts(way: str) -> None:
    assert said(*{**STILL_RUN, **AT_TIMES}[way]) == [strength.STRONG]


@pytest.mark.parametrize("way", TAKEN)
def test_an_assertion_whose_failure_is_taken_says_nothing(way: str) -> None:
    assert said(*TAKEN[way]) == [strength.NOTHING]


@pytest.mark.parametrize("way", NOT_TAKEN)
def test_an_assertion_whose_failure_gets_through_counts(way: str) -> None:
    assert said(*NOT_TAKEN[way]) == [strength.STRONG]


@pytest.mark.parametrize("way", [*NEVER_RUN, *TAKEN])
def test_a_test_that_was_made_so_is_a_finding_that_blocks(way: str) -> None:
    lines = {**NEVER_RUN, **TAKEN}[way]
    found = oracle.findings([rewritten(in_test(SAID), in_test(*lines))])
    assert {(each.code, each.level) for each in found} == {("chunk/weakened-test", "error")}


@pytest.mark.parametrize("way", [*STILL_RUN, *NOT_TAKEN])
def test_a_test_that_was_rearranged_and_says_the_same_is_quiet(way: str) -> None:
    lines = {**STILL_RUN, **NOT_TAKEN}[way]
    assert oracle.findings([rewritten(in_test(SAID), in_test(*lines))]) == ()


@pytest.mark.parametrize("way", AT_TIMES)
def test_a_test_that_only_has_to_hold_at_times_now_is_shown(way: str) -> None:
    before, after = in_test(SAID), in_test(*AT_TIMES[way])
    found = oracle.findings([rewritten(before, after)])
    assert [(each.level, each.message) for each in found] == [
        ("warning", "test_a: `run() == 3` only has to hold at times now.")
    ]
    assert oracle.findings([rewritten(after, before)]) == ()
    assert oracle.findings([rewritten(after, f"{after}    go()\n")]) == ()


def test_a_failure_of_the_code_that_ends_the_test_is_shown_whatever_the_assertion_says() -> None:
    after = in_test("try:", "    value = run()", "except Exception:", "    return", "assert value == 3")
    (found,) = oracle.findings([rewritten(in_test("value = run()", "assert value == 3"), after)])
    assert (found.level, found.message) == (
        "warning",
        "test_a: `value == 3` only has to hold at times now.",
    )


def test_a_function_in_the_test_that_returns_does_not_end_the_test() -> None:
    after = in_test("def inner():", "    return 1", "go(inner)", SAID)
    assert oracle.findings([rewritten(in_test(SAID), after)]) == ()


@pytest.mark.parametrize(
    ("new", "less"),
    [
        ("round(run())", "round"),
        ("int(run())", "int"),
        ("abs(run())", "abs"),
        ("sorted(run())", "sorted"),
        ("set(run())", "set"),
        ("run().lower()", "lower"),
        ("run().strip()", "strip"),
        ("run().rstrip('x')", "rstrip"),
        ("set(map(int, run()))", "set"),
    ],
)
def test_an_assertion_that_looks_at_less_of_the_same_is_shown(new: str, less: str) -> None:
    (found,) = oracle.findings([rewritten(in_test(SAID), in_test(f"assert {new} == 3"))])
    assert found.level == "warning"
    assert found.message.endswith(f"which looks only at what {less} leaves of it.")
    assert oracle.findings([rewritten(in_test(f"assert {new} == 3"), in_test(SAID))]) == ()


@pytest.mark.parametrize(
    "new", ["print(run())", "run().lower", "app.round(run())", "my_set(run())", "run(len(x))"]
)
def test_another_function_around_the_same_leaves_it_whole(new: str) -> None:
    before = in_test("assert run(len(x)) == 3")
    found = oracle.findings([rewritten(before, in_test(f"assert {new} == 3"))])
    assert not [each for each in found if "leaves of it" in each.message]


def test_a_helper_whose_assertion_never_runs_is_no_helper() -> None:
    helper = "def settle():\n    if False:\n        assert run() == 3\n"
    tests = assertions.read(f"{helper}def test_a():\n    settle()\n")
    assert tests is not None
    assert tests["test_a"].assertions == ()
