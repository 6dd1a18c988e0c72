"""What runners say, line by line: each sign that a run is told by, beside the line that only looks like it.

`test_proof` holds whole outputs; here is one line a row, because the signs decide in their order and a
lost alternative would go unseen among whole outputs.
"""

import pytest

from parti.chunks import ending, runs
from parti.ports import Ran
from tests.chunks import outputs

PYTEST, UNIT, NODE, GO, OTHER = (
    "python -m pytest -q t/a.py",
    "python -m unittest u",
    "node --test t/",
    "go test ./...",
    "make test",
)


def ran(command: str, code: int, output: str) -> Ran:
    return Ran(command, code, output, 10)


MISSING_NAMES = [
    (PYTEST, "E   ImportError: cannot import name 'save' from 'app'"),
    (PYTEST, "E   ModuleNotFoundError: No module named 'app.store'"),
    (PYTEST, "E   AttributeError: module 'app' has no attribute 'save'"),
    (PYTEST, "E   NameError: name 'save' is not defined"),
    (PYTEST, "E   NameError: save"),
    (PYTEST, "E   UnboundLocalError: cannot access local variable 'x'"),
    (PYTEST, "E   TypeError: save() got an unexpected keyword argument 'sync'"),
    (PYTEST, "E   TypeError: save() missing 1 required positional argument: 'path'"),
    (PYTEST, "E   TypeError: save() missing 12 required keyword-only arguments"),
    (PYTEST, "E   TypeError: save() takes 1 positional argument but 2 were given"),
    (PYTEST, "E   TypeError: save() takes 2 positional arguments but 3 were given"),
    (PYTEST, "E       fixture 'store' not found"),
    (NODE, "Error: Cannot find module './store'"),
    (NODE, "  code: 'ERR_MODULE_NOT_FOUND'"),
    (NODE, "TypeError: store.save is not a function"),
    (NODE, "ReferenceError: save is not defined"),
    (NODE, "TypeError: Store is not a constructor"),
    (NODE, "SyntaxError: The requested module './s.mjs' does not provide an export named 'save'"),
    ("npx tsc", "a.ts(1,10): error TS2305: Module './store' has no exported member 'save'."),
    ("npx tsc", "a.ts(3,1): error TS2304: Cannot find name 'save'."),
    (GO, "./a_test.go:6:2: undefined: Save"),
    (GO, "./a_test.go:6:4: s.Save undefined (type Store has no field or method Save)"),
    ("mvn test", "[ERROR] ATest.java:[9,5] error: cannot find symbol"),
    ("cargo test", "error[E0425]: cannot find function `save` in this scope"),
    ("cargo test", "error[E0425]: cannot find value `LIMIT` in this scope"),
    ("cargo test", "error[E0412]: cannot find type `Store` in this scope"),
    ("cargo test", "error: cannot find macro `save` in this scope"),
    ("cargo test", "error[E0422]: cannot find struct, variant or union type `Store` in this scope"),
    ("cargo test", "error[E0432]: unresolved import `crate::store`"),
    ("cargo test", "error[E0599]: no method named `save` found for struct `Store`"),
]

ASSERTIONS = [
    (PYTEST, "t/a.py:3: AssertionError"),
    (PYTEST, "E   assert 1 == 2"),
    (PYTEST, "E   Failed: DID NOT RAISE <class 'ValueError'>"),
    (UNIT, "AssertionError: 1 != 2"),
    (NODE, "  code: 'ERR_ASSERTION'"),
    ("npx jest", "    expect(received).toBe(expected)"),
    ("./a.out", "a.out: a.c:4: main: Assertion `x == 2' failed.".replace("Assertion", "assertion")),
    ("cargo test", "assertion `left == right` failed"),
    ("cargo test", "thread 'a' panicked at src/lib.rs:3:5:"),
    (GO, "    --- FAIL: TestA/row (0.00s)"),
]

SYNTAX = [
    (PYTEST, 2, "E   SyntaxError: invalid syntax"),
    (PYTEST, 2, "E     IndentationError: unexpected indent"),
    (PYTEST, 2, "E   TabError: inconsistent use of tabs and spaces in indentation"),
    (UNIT, 1, "SyntaxError: invalid syntax"),
    (UNIT, 1, "IndentationError: unexpected indent"),
    (NODE, 1, "SyntaxError: Unexpected end of input"),
    (NODE, 1, "# SyntaxError: Unexpected end of input"),
    (NODE, 1, "Uncaught SyntaxError: missing ) after argument list"),
    (OTHER, 1, "  SyntaxError: invalid syntax"),
    (OTHER, 1, "TabError: inconsistent use of tabs"),
    (GO, 1, "./a_test.go:5:1: syntax error: unexpected }"),
    ("bash t.sh", 2, "t.sh: line 3: syntax error near unexpected token `fi'"),
]

LOOK_ALIKES = [
    (PYTEST, 1, "E   SyntaxError: bad query", "exception", "code that raises it is not a file with it"),
    (PYTEST, 1, "E   KeyError: 'AssertionErrors'", "exception", "part of a longer word"),
    (PYTEST, 1, "E   MyNameErrors: x", "exception", "part of a longer word"),
    (PYTEST, 1, "assert 1 == 2", "exception", "the source line, not what pytest says of it"),
    (PYTEST, 1, "Failed: 3 rows", "exception", "printed by the code"),
    (PYTEST, 1, "  usage: app [-h]", "exception", "printed by the code, indented"),
    (PYTEST, 1, "1 failed, 2 errors in 0.10s", "exception", "a test did begin"),
    (PYTEST, 1, "5 errors in 0.10s", "setup", "no test began"),
    (PYTEST, 1, "== 2 skipped, 1 error in 0.10s ==", "setup", "no test began"),
    (PYTEST, 1, "2 passed, 1 error in 0.10s", "setup", "the one that broke did not begin"),
    (UNIT, 1, "5 errors in 0.10s", "exception", "another runner says that"),
    (OTHER, 3, "INTERNALERROR", "exception", "another runner's word"),
    (OTHER, 4, "no such target", "exception", "4 means something in pytest only"),
    (OTHER, 5, "it broke", "exception", "5 means something in pytest only"),
    (OTHER, 2, "it broke", "exception", "2 means something in pytest only"),
    (PYTEST, 4, "E   KeyError: 'x'", "usage", "4 without a conftest is a wrong call"),
    (PYTEST, 4, "ImportError while loading conftest '/r/c.py'.\nE   KeyError: 'x'", "usage", "no name"),
    (OTHER, 1, "expect(x)", "assertion", "at the start of a line"),
    (OTHER, 1, "we expect(x) it", "exception", "in the middle of a line"),
    (GO, 1, "said --- FAIL: TestA", "exception", "in the middle of a line"),
    (OTHER, 128, "AssertionError", "assertion", "128 is not yet a signal"),
    (OTHER, 129, "AssertionError", "crashed", "hung up"),
    (OTHER, 137, "AssertionError", "crashed", "killed"),
    (OTHER, 159, "AssertionError", "crashed", "the last signal"),
    (OTHER, 160, "AssertionError", "assertion", "no signal"),
    (OTHER, 124, "AssertionError", "timeout", "the runner's own code"),
    (OTHER, 126, "AssertionError", "not-found", "not executable"),
    (OTHER, 127, "AssertionError", "not-found", "not there"),
    (OTHER, 1, "python3.11: No module named pytest", "not-found", "the interpreter speaks"),
    (OTHER, 1, "/r/.venv/bin/python: No module named pytest", "not-found", "with its path"),
    (OTHER, 1, "C:\\py\\python.exe: No module named pytest", "not-found", "on Windows"),
    (OTHER, 1, "x python: No module named y", "exception", "said by something else"),
    (OTHER, 2, "sh: 1: jest: not found", "not-found", "the shell of npm"),
    (OTHER, 2, "push: row not found", "exception", "a program whose name ends so"),
    (OTHER, 1, "usage: prove.py [-h] FILE", "usage", "argparse"),
    (NODE, 1, "Could not find '/r/t/z.test.mjs'", "usage", "node"),
    ("npm test", 1, "npm ERR! Missing script: \"test\"", "usage", "npm up to 9"),
    ("npm test", 1, "npm error Missing script: \"test\"", "usage", "npm from 10 on"),
    ("npm test", 1, "npm ERR! enoent ENOENT: no such file, open 'package.json'", "usage", "no package"),
    ("npm test", 1, "npm error enoent Could not read package.json", "usage", "no package"),
    ("npm test", 1, "npm error code 1", "exception", "npm repeats what failed"),
    (UNIT, 1, "FAILED (unexpected successes=12)", "unexpected-pass", "many"),
    (UNIT, 1, "FAILED (failures=1, unexpected successes=1)\nAssertionError", "assertion", "one failed too"),
    (UNIT, 1, "it said FAILED (unexpected successes=1)", "exception", "in the middle of a line"),
    (UNIT, 1, "FAILED (unexpected successes=1) of 3", "exception", "not the end of the line"),
    (PYTEST, 1, "[XPASS(strict)] \nSEE  the end", "unexpected-pass", "no error behind it"),
    (PYTEST, 1, "SEE  assert x", "exception", "in the middle of a line"),
    (PYTEST, 1, "SEE  Failed: x", "exception", "in the middle of a line"),
    (PYTEST, 1, "E   assertive: x", "exception", "a longer word"),
    (PYTEST, 1, "E   MyAssertionError: x", "exception", "an error of the code under test"),
    (PYTEST, 1, "INTERNALERROR", "exception", "a word in the output of a run that ended as runs do"),
    (PYTEST, 5, "3 deselected in 0.10s", "no-tests", "5 is enough"),
    ("npm test", 1, "log: npm error Missing script: x", "exception", "in the middle of a line"),
    (NODE, 1, "we Could not find 'x'", "exception", "in the middle of a line"),
    (PYTEST, 1, "[XPASS(strict)] \nE   assert 1 == 2", "assertion", "one failed too"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "line"), MISSING_NAMES)
def test_a_name_that_is_missing_is_told_by_one_line(command: str, line: str) -> None:
    assert ending.kind(ran(command, 1, f"before\n{line}\nafter\n")) == "missing-name"


@pytest.mark.parametrize(("command", "line"), ASSERTIONS)
def test_a_failed_assertion_is_told_by_one_line(command: str, line: str) -> None:
    assert ending.kind(ran(command, 1, f"before\n{line}\nafter\n")) == "assertion"


@pytest.mark.parametrize(("command", "code", "line"), SYNTAX)
def test_a_file_that_cannot_be_read_is_told_by_one_line(command: str, code: int, line: str) -> None:
    assert ending.kind(ran(command, code, f"before\n{line}\nafter\n")) == "syntax"


@pytest.mark.parametrize(("command", "code", "line", "kind", "why"), LOOK_ALIKES)
def test_a_line_that_looks_like_a_sign_is_told_apart(
    command: str, code: int, line: str, kind: str, why: str
) -> None:
    assert ending.kind(ran(command, code, f"before\n{line}\n")) == kind, why


def test_a_missing_name_outweighs_the_assertion_that_reports_it() -> None:
    said = "E   AssertionError: calling failed\nE   NameError: name 'save' is not defined\n"
    assert ending.kind(ran(PYTEST, 1, said)) == "missing-name"


NOTHING_RAN = [
    (PYTEST, 5, "no tests ran in 0.02s"),
    (PYTEST, 5, "============ no tests ran in 0.02s ============"),
    (UNIT, 0, "Ran 0 tests in 0.000s"),
    (UNIT, 5, "NO TESTS RAN"),
    (NODE, 0, "# tests 0"),
    (NODE, 0, "ℹ tests 0"),
    ("npx vitest run", 1, "No test files found, exiting with code 1"),
    ("npx jest", 1, "No tests found, exiting with code 1"),
    ("npx jest", 1, "No test found"),
    (GO, 0, "testing: warning: no tests to run"),
    (GO, 0, "?   \tm\t[no test files]"),
    ("npx mocha", 0, "  0 passing (2ms)"),
    ("cargo test", 0, "running 0 tests"),
]

SOMETHING_RAN_TOO = [
    "--- PASS: TestA (0.00s)",
    "    --- PASS: TestA/row (0.00s)",
    "ok  \tm/x\t0.002s",
    "running 3 tests",
    "Ran 2 tests in 0.1s",
    "# tests 4",
    "ℹ tests 4",
    "10 passed",
    "1 failed",
    "2 passing",
    "1 failing",
]


@pytest.mark.parametrize(("command", "code", "line"), NOTHING_RAN)
def test_a_run_without_a_test_is_told_by_one_line(command: str, code: int, line: str) -> None:
    assert ending.kind(ran(command, code, f"start\n{line}\n")) == "no-tests"


@pytest.mark.parametrize(
    "line",
    [
        "we said no tests ran", "log: Ran 0 tests", "log: NO TESTS RAN", "log # tests 0", "# tests 01",
        "log: No tests found", "log: testing: warning: no tests to run", "log: 0 passing", "10 passing",
        "0 passings", "log: running 0 tests", "running 0 tests now",
    ],
)  # fmt: skip
def test_a_line_that_only_speaks_of_no_tests_is_none_of_the_signs(line: str) -> None:
    assert ending.kind(ran(OTHER, 0, f"start\n{line}\n")) == "passed"


@pytest.mark.parametrize("line", ["log --- PASS: TestA", "log ok  \tm/x\t0.002s", "look: running 3 tests"])
def test_a_line_that_only_speaks_of_tests_does_not_hide_that_there_were_none(line: str) -> None:
    assert ending.kind(ran(OTHER, 0, f"Ran 0 tests in 0.1s\n{line}\n")) == "no-tests"


@pytest.mark.parametrize("line", SOMETHING_RAN_TOO)
def test_a_part_without_tests_does_not_matter_when_another_part_has_some(line: str) -> None:
    assert ending.kind(ran(OTHER, 0, f"?   \tm\t[no test files]\n{line}\n")) == "passed"


@pytest.mark.parametrize(
    "line", ["ok  \tm/x\t0.002s [no tests to run]", "running 0 tests", "Ran 0 tests in 0.1s", "0 passed"]
)
def test_two_parts_without_tests_are_no_tests(line: str) -> None:
    assert ending.kind(ran(OTHER, 0, f"running 0 tests\n{line}\n")) == "no-tests"


@pytest.mark.parametrize(("code", "kind"), [(4, "usage"), (124, "timeout"), (126, "not-found")])
def test_why_nothing_ran_is_worth_more_than_that_nothing_ran(code: int, kind: str) -> None:
    assert ending.kind(ran(PYTEST, code, outputs.EMPTY)) == kind


COUNTS = [
    ("3 passed in 0.02s", 3),
    ("=== 3 passed, 1 skipped in 0.02s ===", 3),
    ("2 failed, 3 passed in 0.02s", 3),
    ("2 failed, 1 skipped, 30 passed in 0.02s", 30),
    ("# pass 4", 4),
    ("ℹ pass 4", 4),
    ("  5 passing (8ms)", 5),
    ("Tests:       1 failed, 6 passed, 7 total", 6),
    ("      Tests  7 passed (7)", 7),
    ("Ran 8 tests in 0.1s\n\nOK", 8),
    ("Ran 8 tests in 0.1s\n\nOK (skipped=2, expected failures=1)", 5),
    ("# pass 1\n# pass 2", 3),
    ("PASSED t/a.py::test_a\nPASSED t/a.py::test_b", 2),
    ("# pass 0", 0),
    ("Tests:       2 skipped, 2 total", 0),
    ("Tests:       1 todo, 1 total", 0),
    ("Tests: 3 pending, 3 total", 0),
    ("=== 2 deselected in 0.01s ===", 0),
    ("1 xfailed in 0.01s", 0),
    ("4 skipped in 0.01s", 0),
    ("we passed 3 gates", None),
    ("the 3 passed quickly", None),
    ("compiled", None),
]


@pytest.mark.parametrize(("output", "count"), COUNTS)
def test_the_runners_own_count_is_read(output: str, count: int | None) -> None:
    assert runs.passed(ran(OTHER, 0, f"start\n{output}\n")) == count


def test_pytest_that_counts_nothing_has_passed_nothing() -> None:
    assert runs.passed(ran(PYTEST, 0, "hello\n")) == 0


RUNNERS = [
    ("pytest", "pytest"), ("py.test -q", "pytest"), ("pytest3 t", "pytest"), ("/usr/bin/pytest-3", "other"),
    ("python -m pytest_watch", "other"), ("mypytest", "other"), ("python -m unittest", "unittest"),
    ("node --test", "node"), ("npm test", "node"), ("npx jest", "node"), ("pnpm test", "node"),
    ("yarn test", "node"), ("bun test", "node"), ("jest", "node"), ("vitest run", "node"),
    ("mocha", "node"), ("tsx --test", "node"), ("node_modules/.bin/jest", "node"), ("python node", "other"),
    ("nodemon", "other"), ("", "other"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "name"), RUNNERS)
def test_the_command_tells_the_runner(command: str, name: str) -> None:
    assert runs.runner(ran(command, 0, "fine\n")) == name


@pytest.mark.parametrize(
    ("output", "name"),
    [
        ("==== test session starts ====\n", "pytest"),
        ("== 1 failed in 0.1s ==\n", "pytest"),
        ("1 error in 0.1s\n", "pytest"),
        ("2 errors in 1.25s\n", "pytest"),
        ("3 skipped in 0.1s\n", "pytest"),
        ("Ran 1 test in 0.1s\n", "unittest"),
        ("Ran 2 tests in 0.1s\n", "unittest"),
        ("she Ran 2 tests in 0.1s\n", "other"),
        ("3 rows in 0.1s\n", "other"),
    ],
)
def test_the_output_tells_the_runner_where_the_command_is_silent(output: str, name: str) -> None:
    assert runs.runner(ran(OTHER, 0, output)) == name


LOST = [
    ("one that is not there any more", "FAILED t/a.py::a\n", "PASSED t/a.py::b\n", ("t/a.py::a",)),
    ("one that passed", "FAILED t/a.py::a\n", "PASSED t/a.py::a\n", ()),
    ("one that broke and passed", "ERROR t/a.py::a\n", "PASSED t/a.py::a\n", ()),
    ("one that broke and went", "ERROR t/a.py::a\n", "PASSED t/a.py::b\n", ("t/a.py::a",)),
    ("two rows", "FAILED t/a.py::a[1]\nFAILED t/a.py::a[2]\n", "PASSED t/a.py::b\n", ("t/a.py::a",)),
    ("another row passed", "FAILED t/a.py::a[1]\n", "PASSED t/a.py::a[2]\n", ()),
    ("in order", "FAILED t.py::z\nFAILED t.py::b\n", "PASSED t.py::c\n", ("t.py::z", "t.py::b")),
    ("a class", "FAILED t/a.py::T::a\n", "PASSED t/a.py::T::b\n", ("t/a.py::T::a",)),
    ("nothing listed", "FAILED t/a.py::a\n", "1 passed in 0.1s\n", ()),
    ("a whole file", "ERROR t/a.py\n", "PASSED t/a.py::a\n", ()),
    ("said inside a line", "log: FAILED t/a.py::a\n", "PASSED t/a.py::b\n", ()),
    ("in colour", "\x1b[31mFAILED\x1b[0m t.py::a - x\n", "\x1b[32mPASSED\x1b[0m t.py::b\n", ("t.py::a",)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "red", "green", "names"), LOST)
def test_what_failed_before_is_looked_for_among_what_passes(
    why: str, red: str, green: str, names: tuple[str, ...]
) -> None:
    assert runs.lost(ran(PYTEST, 1, red), ran(PYTEST, 0, green)) == names, why


NOISE = [
    "", "....", "==========", "===== FAILURES =====", "----- Captured stdout -----",
    "!!!!! Interrupted !!!!!", "t/a.py ..F [ 50%]", "t/a.py . [100%]", "# Subtest: a", "# tests 3",
    "# pass 1", "# suites 0", "# skipped 0", "# todo 0", "# cancelled 0", "# duration_ms 4.2", "ℹ tests 3",
    "1..3", "duration_ms: 1.5", "type: 'test'", "stack: |-",
]  # fmt: skip


@pytest.mark.parametrize("line", NOISE)
def test_lines_that_say_nothing_are_not_told(line: str) -> None:
    assert runs.last_lines(f"it broke\n{line}\n") == "it broke"


@pytest.mark.parametrize("line", ["# fail 1", "1 failed in 0.1s", "x = 3", "=> no rows", "stacked: 3"])
def test_lines_that_say_something_are_told(line: str) -> None:
    assert runs.last_lines(f"it broke\n{line}\n") == f"it broke | {line}"


def test_the_last_three_lines_are_told_in_their_order_and_trimmed() -> None:
    assert runs.last_lines("one\n  two  \n\tthree\nfour\n") == "two | three | four"


def test_what_is_too_long_keeps_its_end() -> None:
    told = runs.last_lines("a" * 400 + "the end")
    assert len(told) == 300
    assert told.startswith("…a")
    assert told.endswith("the end")
    assert runs.last_lines("b" * 300) == "b" * 300


@pytest.mark.parametrize(
    ("output", "plain"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b[2K\x1b[1Gline", "line"),
        ("one\r\ntwo\r\n", "one\ntwo\n"),
        ("no colour", "no colour"),
    ],
)
def test_colours_and_line_ends_are_taken_out(output: str, plain: str) -> None:
    assert runs.plain(output) == plain


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (outputs.NODE_NO_PACKAGE, "Error: Cannot find module 'fastq' | - /checkout/lib/a.js"),
        (outputs.NODE_COMPARED, "Expected values to be strictly equal:"),
        (
            "● alpha\n\n    Cannot find module 'fastq' from 'lib/a.js'\n\nTests: 1 failed\n",
            "Cannot find module 'fastq'",
        ),
        ("E   TypeError: x\nError: y\nlast\n", "E   TypeError: x | Error: y | last"),
        ("TAP version 13\n# Error: " + "x" * 400, "Error: xxx"),
    ],
)
def test_the_cause_is_told_and_not_that_a_test_failed(output: str, told: str) -> None:
    said = runs.last_lines(output)
    assert said.startswith(told.split(" | ")[0])
    assert "ERR_TEST_FAILURE" not in said
    assert len(said) <= runs.LONGEST
