"""Where the first failure is: half-known output, places outside of the project, odd names."""

import pytest

from parti.gate import runner_output
from parti.gate.runner_output import Failure

ROOT = "/work/orders"
UNITTEST_HEAD = (
    "FAIL: test_u (tests.test_a.T.test_u)\n" + "-" * 70 + "\nTraceback (most recent call last):\n"
)
UNITTEST_NAME = "test_u (tests.test_a.T.test_u)"


def frame(path: str, line: int) -> str:
    return f'  File "{path}", line {line}, in test_u\n    x\n'


def first(output: str) -> Failure | None:
    return runner_output.first_failure(output, ROOT)


PYTEST = (
    (
        "no place",
        "FAILED tests/a.py::t - boom\n",
        Failure(test="tests/a.py::t", path="tests/a.py", why="boom"),
    ),
    ("no reason", "FAILED tests/a.py::t\n", Failure(test="tests/a.py::t", path="tests/a.py")),
    ("no test", "ERROR tests/a.py\n", Failure(test="tests/a.py", path="tests/a.py")),
    (
        "a reason without a test",
        "ERROR tests/a.py - ImportError: x\n",
        Failure(test="tests/a.py", path="tests/a.py", why="ImportError: x"),
    ),
    (
        "a parameter",
        "FAILED tests/a.py::t[x: 1] - boom\n",
        Failure(test="tests/a.py::t[x: 1]", path="tests/a.py", why="boom"),
    ),
    (
        "a class",
        "___ T.t ___\ntests/a.py:9: AssertionError\nFAILED tests/a.py::T::t - boom\n",
        Failure(test="tests/a.py::T::t", path="tests/a.py", line=9, why="boom"),
    ),
    (
        "the place of another test does not count",
        "___ other ___\ntests/a.py:3: E\n___ t ___\ntests/a.py:7: E\nFAILED tests/a.py::t - boom\n",
        Failure(test="tests/a.py::t", path="tests/a.py", line=7, why="boom"),
    ),
    (
        "nor that of one whose name begins alike",
        "___ t_more ___\ntests/a.py:3: E\n___ T.t ___\ntests/a.py:7: E\nFAILED tests/a.py::T::t - boom\n",
        Failure(test="tests/a.py::T::t", path="tests/a.py", line=7, why="boom"),
    ),
    (
        "an error in the preparation of a test",
        "_ ERROR at setup of t _\ntests/a.py:7: E\nERROR tests/a.py::t - boom\n",
        Failure(test="tests/a.py::t", path="tests/a.py", line=7, why="boom"),
    ),
    (
        "the place of another file does not count",
        "___ t ___\ntests/b.py:3: E\ntests/a.py:7: E\nFAILED tests/a.py::t - boom\n",
        Failure(test="tests/a.py::t", path="tests/a.py", line=7, why="boom"),
    ),
    (
        "a path with characters that a pattern would read",
        "___ t ___\ntests/a+b(1).py:7: E\nFAILED tests/a+b(1).py::t - boom\n",
        Failure(test="tests/a+b(1).py::t", path="tests/a+b(1).py", line=7, why="boom"),
    ),
    (
        "a test with characters that a pattern would read",
        "___ t[(*] ___\ntests/a.py:7: E\nFAILED tests/a.py::t[(*] - boom\n",
        Failure(test="tests/a.py::t[(*]", path="tests/a.py", line=7, why="boom"),
    ),
    (
        "the first of many",
        "FAILED tests/b.py::t - one\nFAILED tests/a.py::t - two\n",
        Failure(test="tests/b.py::t", path="tests/b.py", why="one"),
    ),
    (
        "an installed package",
        "FAILED .venv/lib/site-packages/x.py::t - boom\n",
        Failure(test=".venv/lib/site-packages/x.py::t", why="boom"),
    ),
)


@pytest.mark.parametrize(("output", "wanted"), [r[1:] for r in PYTEST], ids=[r[0] for r in PYTEST])
def test_what_pytest_said_is_read_as_far_as_it_goes(output: str, wanted: Failure) -> None:
    found = first(output)

    assert found is not None
    assert (found.test, found.path, found.why) == (wanted.test, wanted.path, wanted.why)
    if wanted.path:
        assert found.line == wanted.line


UNITTEST = (
    ("only the name", "FAIL: test_u (tests.test_a.T.test_u)\n", Failure(test=UNITTEST_NAME)),
    (
        "only foreign frames",
        f"{UNITTEST_HEAD}{frame('/usr/lib/python3/unittest/case.py', 4)}ValueError: x\n",
        Failure(test=UNITTEST_NAME, why="ValueError: x"),
    ),
    (
        "the first own frame counts, the last error too",
        f"{UNITTEST_HEAD}{frame('/usr/lib/x.py', 1)}{frame(ROOT + '/tests/test_a.py', 8)}"
        f"{frame(ROOT + '/src/a.py', 3)}KeyError: 'id'\n",
        Failure(test=UNITTEST_NAME, path="tests/test_a.py", line=8, why="KeyError: 'id'"),
    ),
    (
        "an error without words",
        f"{UNITTEST_HEAD}{frame(ROOT + '/a.py', 8)}my.own.Error\n",
        Failure(test=UNITTEST_NAME, path="a.py", line=8, why="my.own.Error"),
    ),
    (
        "no error line at all",
        f"{UNITTEST_HEAD}{frame(ROOT + '/a.py', 8)}",
        Failure(test=UNITTEST_NAME, path="a.py", line=8),
    ),
    (
        "the frames of the next failure do not count",
        f"{UNITTEST_HEAD}{'=' * 70}\nERROR: test_v (b.T.test_v)\n{frame(ROOT + '/b.py', 2)}ValueError: x\n",
        Failure(test=UNITTEST_NAME),
    ),
    (
        "what is printed after the summary does not count",
        f"{UNITTEST_HEAD}Ran 1 test in 0.1s\n{frame(ROOT + '/b.py', 2)}ValueError: x\n",
        Failure(test=UNITTEST_NAME),
    ),
    (
        "a sibling whose name begins like the root",
        f"{UNITTEST_HEAD}{frame('/work/orders2/a.py', 8)}ValueError: x\n",
        Failure(test=UNITTEST_NAME, why="ValueError: x"),
    ),
)


@pytest.mark.parametrize(("output", "wanted"), [r[1:] for r in UNITTEST], ids=[r[0] for r in UNITTEST])
def test_what_unittest_said_is_read_as_far_as_it_goes(output: str, wanted: Failure) -> None:
    assert first(output) == wanted


NODE = (
    ("bare", "not ok 1 - a\n", Failure(test="a")),
    ("a place outside", "not ok 1 - a\n  location: '/usr/lib/x.js:4:1'\n", Failure(test="a")),
    (
        "the place of the next one does not count",
        f"not ok 1 - a\nnot ok 2 - b\n  location: '{ROOT}/b.js:4:1'\n  error: 'x'\n",
        Failure(test="a"),
    ),
    (
        "a todo and a skipped one are no failures",
        f"not ok 1 - a # TODO\nnot ok 2 - b # SKIP\nnot ok 3 - c\n  location: '{ROOT}/c.js:4:1'\n",
        Failure(test="c", path="c.js", line=4),
    ),
    (
        "a package",
        f"not ok 1 - a\n  location: '{ROOT}/node_modules/x/y.js:4:1'\n  error: 'bad'\n",
        Failure(test="a", why="bad"),
    ),
    ("only todos", "not ok 1 - a # TODO\n", None),
    (
        "spec, no time",
        "test at test/a.js:3:1\n✖ bad\n  AssertionError: x\n",
        Failure(test="bad", path="test/a.js", line=3, why="AssertionError: x"),
    ),
    (
        "spec, outside",
        "test at /usr/a.js:3:1\n✖ bad (1.5ms)\n  Error: x\n",
        Failure(test="bad", why="Error: x"),
    ),
)


@pytest.mark.parametrize(("output", "wanted"), [r[1:] for r in NODE], ids=[r[0] for r in NODE])
def test_what_node_said_is_read_as_far_as_it_goes(output: str, wanted: Failure | None) -> None:
    assert first(output) == wanted


COMPILERS = (
    ("src/a.c:3:5: error: expected ';'", Failure(path="src/a.c", line=3, why="expected ';'")),
    ("src/a.c:3: fatal error: x.h: No such file", Failure(path="src/a.c", line=3, why="x.h: No such file")),
    ("src/a.ts(12,5): error TS1: no", Failure(path="src/a.ts", line=12, why="TS1: no")),
    (f"{ROOT}/src/a.c:3:5: error: x", Failure(path="src/a.c", line=3, why="x")),
    ("/usr/include/x.h:3:5: error: x", Failure(why="x")),
    ("../a.c:3:5: error: x", Failure(why="x")),
    ("./src/a.py:4: error: x", Failure(path="src/a.py", line=4, why="x")),
    ("src/a.c:3:5: warning: unused", None),
    ("src/a.c:3:5: errors: none", None),
    ("error: could not compile", None),
    ("note: src/a.c:3:5: error: quoted", None),
    ("src/a b.c:3:5: error: x", None),
)


@pytest.mark.parametrize(("output", "wanted"), COMPILERS)
def test_what_a_compiler_said_is_read_as_far_as_it_goes(output: str, wanted: Failure | None) -> None:
    assert first(f"cc -c\n{output}\n1 error\n") == wanted


def test_a_test_that_failed_is_worth_more_than_a_compilers_line() -> None:
    output = "src/a.c:3:5: error: x\nnot ok 1 - c\nFAIL: u (m.T.u)\nFAILED tests/a.py::t - boom\n"

    assert first(output) == Failure(test="tests/a.py::t", path="tests/a.py", why="boom")
