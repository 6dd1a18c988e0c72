"""What is read from the output of test runners; the samples are real output, shortened."""

import pytest

from parti.gate import runner_output

ROOT = "/work/orders"

PYTEST = """\
.FF                                                                      [100%]
=================================== FAILURES ===================================
____________________________________ test_b ____________________________________

    def test_b():
>       helper()

tests/test_a.py:5:
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _
E   AssertionError: boom

tests/test_a.py:2: AssertionError
___________________________________ T.test_u ___________________________________
tests/test_a.py:8: AssertionError
=========================== short test summary info ============================
FAILED tests/test_a.py::test_b - AssertionError: boom
FAILED tests/test_a.py::T::test_u - AssertionError: 1 != 2
2 failed, 1 passed in 0.61s
"""
PYTEST_BROKEN = """\
__________________________ ERROR collecting test_c.py __________________________
ImportError while importing test module '/work/orders/test_c.py'.
/usr/lib/python3.11/importlib/__init__.py:126: in import_module
test_c.py:1: in <module>
    import broken_x
E   ModuleNotFoundError: No module named 'broken_x'
=========================== short test summary info ============================
ERROR test_c.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
1 error in 1.08s
"""
PYTEST_NATIVE = """\
____________________________________ test_b ____________________________________
Traceback (most recent call last):
  File "/work/orders/tests/test_a.py", line 5, in test_b
    helper()
AssertionError: boom
FAILED tests/test_a.py::test_b - AssertionError: boom
1 failed in 0.61s
"""
UNITTEST = """\
.F
======================================================================
FAIL: test_u (tests.test_a.T.test_u)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "/work/orders/tests/test_a.py", line 8, in test_u
    self.assertEqual(1, 2)
AssertionError: 1 != 2

----------------------------------------------------------------------
Ran 2 tests in 0.000s

FAILED (failures=1)
"""
UNITTEST_BROKEN = """\
E
======================================================================
ERROR: test_c (unittest.loader._FailedTest.test_c)
----------------------------------------------------------------------
ImportError: Failed to import test module: test_c
Traceback (most recent call last):
  File "/usr/lib/python3.11/unittest/loader.py", line 419, in _find_test_path
    module = self._get_module_from_name(name)
  File "/work/orders/test_c.py", line 1, in <module>
    import broken_x
ModuleNotFoundError: No module named 'broken_x'


----------------------------------------------------------------------
Ran 1 test in 0.000s

FAILED (errors=1)
"""
NODE_TAP = """\
TAP version 13
# Subtest: outer
    # Subtest: later
    not ok 1 - later # TODO
      ---
      location: '/work/orders/test/a.test.mjs:1:1'
      ...
    # Subtest: inner: a
    not ok 2 - inner: a
      ---
      duration_ms: 1.623913
      location: '/work/orders/test/a.test.mjs:2:24'
      failureType: 'testCodeFailure'
      error: 'no way'
      code: 'ERR_ASSERTION'
      ...
    1..2
not ok 1 - outer
  ---
  location: '/work/orders/test/a.test.mjs:9:1'
  error: '1 subtest failed'
  ...
1..1
# tests 2
# suites 1
# pass 0
# fail 1
# skipped 0
# todo 1
"""
NODE_LONG = """\
not ok 2 - bad name
  ---
  location: 'file:///work/orders/test/a.test.js:3:1'
  error: |-
    Expected values to be strictly equal:

    1 !== 2

  code: 'ERR_ASSERTION'
"""
NODE_SPEC = """\
✔ good (1.021348ms)
✖ bad name (1.109319ms)
ℹ tests 2
ℹ pass 1
ℹ fail 1

✖ failing tests:

test at test/a.test.js:3:1
✖ bad name (1.109319ms)
  AssertionError [ERR_ASSERTION]: not equal
"""
MYPY = "src/a.py:7: error: Name 'x' is not defined  [name-defined]\n"
TSC = "src/a.ts(3,5): error TS2304: Cannot find name 'x'.\n"


@pytest.mark.parametrize(
    ("output", "test", "place", "why"),
    [
        (PYTEST, "tests/test_a.py::test_b", ("tests/test_a.py", 5), "AssertionError: boom"),
        (PYTEST_NATIVE, "tests/test_a.py::test_b", ("tests/test_a.py", 5), "AssertionError: boom"),
        (PYTEST_BROKEN, "test_c.py", ("test_c.py", 1), ""),
        (UNITTEST, "test_u (tests.test_a.T.test_u)", ("tests/test_a.py", 8), "AssertionError: 1 != 2"),
        (
            UNITTEST_BROKEN,
            "test_c (unittest.loader._FailedTest.test_c)",
            ("test_c.py", 1),
            "ModuleNotFoundError: No module named 'broken_x'",
        ),
        (NODE_TAP, "inner: a", ("test/a.test.mjs", 2), "no way"),
        (NODE_LONG, "bad name", ("test/a.test.js", 3), "Expected values to be strictly equal:"),
        (NODE_SPEC, "bad name", ("test/a.test.js", 3), "AssertionError [ERR_ASSERTION]: not equal"),
        (MYPY, "", ("src/a.py", 7), "Name 'x' is not defined  [name-defined]"),
        (TSC, "", ("src/a.ts", 3), "TS2304: Cannot find name 'x'."),
    ],
)
def test_the_first_failure_is_found_with_its_place(
    output: str, test: str, place: tuple[str, int], why: str
) -> None:
    failure = runner_output.first_failure(output, ROOT)

    assert failure is not None
    assert (failure.test, (failure.path, failure.line), failure.why) == (test, place, why)


def test_output_of_no_known_form_gives_no_failure() -> None:
    assert runner_output.first_failure("make: *** [all] stopped\n", ROOT) is None


@pytest.mark.parametrize(
    "path", ["/usr/lib/python3/case.py", f"{ROOT}/.venv/lib/site-packages/x.py", f"{ROOT}/../other/x.py"]
)
def test_a_place_outside_the_project_is_no_place(path: str) -> None:
    failure = runner_output.first_failure(UNITTEST.replace(f"{ROOT}/tests/test_a.py", path), ROOT)

    assert failure is not None
    assert (failure.path, failure.line) == ("", 0)


@pytest.mark.parametrize(
    ("output", "count"),
    [
        (PYTEST, 3),
        (PYTEST_BROKEN, 1),
        (UNITTEST, 2),
        (NODE_TAP, 1),
        (NODE_SPEC, 2),
        ("============ 3 passed, 2 skipped, 1 xfailed, 4 warnings in 0.10s ============\n", 4),
        ("\nno tests ran in 0.71s\n", 0),
        ("3 skipped in 0.01s\n", 0),
        ("5 deselected in 0.01s\n", 0),
        ("Ran 0 tests in 0.000s\n\nOK\n", 0),
        ("Ran 3 tests in 0.000s\n\nOK (skipped=3)\n", 0),
        ("Ran 3 tests in 0.000s\n\nOK (skipped=1, expected failures=1)\n", 2),
        ("# tests 0\n# pass 0\n# fail 0\n", 0),
        ("ℹ tests 3\nℹ pass 0\nℹ fail 0\nℹ skipped 3\n", 0),
        ("test result: ok. 4 passed; 0 failed; 0 ignored;\ntest result: ok. 0 passed; 0 failed;\n", 4),
        ("Tests:       1 failed, 5 passed, 6 total\n", 6),
        ("      Tests  3 passed (3)\n", 3),
    ],
)
def test_tests_that_ran_are_counted_and_skipped_ones_are_not(output: str, count: int) -> None:
    assert runner_output.executed(output) == count


@pytest.mark.parametrize("output", ["", "All checks passed!\n", "Success: no issues found in 19 files\n"])
def test_a_command_that_is_no_test_runner_has_no_count(output: str) -> None:
    assert runner_output.executed(output) is None


def test_colour_codes_and_windows_line_ends_do_not_hide_a_failure() -> None:
    coloured = (
        "\x1b[31mFAILED\x1b[0m tests/test_a.py::\x1b[1mtest_b\x1b[0m - boom\r\n"
        "\x1b[31m1 failed\x1b[0m in 0.61s\r\n"
    )
    output = runner_output.plain(coloured)
    failure = runner_output.first_failure(output, ROOT)

    assert failure is not None
    assert (failure.test, failure.why) == ("tests/test_a.py::test_b", "boom")
    assert runner_output.executed(output) == 1
