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
    "if something": ("if ready():", f"    {SAID}"),
    "if something or false": ("if ready or False:", f"    {SAID}"),
    "if something and true": ("if True and ready:", f"    {SAID}"),
    "if one is one": ("if 1 == 1:", f"    {SAID}"),
    "if one is less": ("if 1 < 2:", f"    {SAID}"),
    "if a name is empty": ("if x == []:", f"    {SAID}"),
    "else of something": ("if ready():", "    pass", "else:", f"    {SAID}"),
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


@pytest.mark.parametrize("way", STILL_RUN)
def test_an_assertion_that_may_run_counts(way: str) -> None:
    assert said(*STILL_RUN[way]) == [strength.STRONG]


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


def test_a_helper_whose_assertion_never_runs_is_no_helper() -> None:
    helper = "def settle():\n    if False:\n        assert run() == 3\n"
    tests = assertions.read(f"{helper}def test_a():\n    settle()\n")
    assert tests is not None
    assert tests["test_a"].assertions == ()
