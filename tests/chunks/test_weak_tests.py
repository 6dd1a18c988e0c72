"""New tests without an oracle are seen; tests that assert an outcome, in whatever style, are left alone."""

import textwrap

import pytest

from parti.chunks import assertions, oracle, strength
from parti.constraints.finding import Finding
from tests.chunks.planned import rewritten


def weak(body: str, before: str | None = None, path: str = "tests/test_writer.py") -> tuple[Finding, ...]:
    return oracle.findings([rewritten(before, textwrap.dedent(body), path)])


def in_test(*lines: str) -> str:
    return "def test_a():\n" + "".join(f"    {line}\n" for line in lines)


IMPORT = "from app import queue\nfrom app.queue import DeadLetters\n\n\n"

ERRORS = {
    "nothing": in_test("run()"),
    "a constant": in_test("assert True"),
    "a text": in_test("assert 'it works'"),
    "two constants": in_test("assert 1 == 1"),
    "itself": in_test("x = run()", "assert x == x"),
    "a constant by unittest": in_test("self.assertTrue(True)"),
    "equal constants by unittest": in_test("self.assertEqual(1, 1)"),
    "itself by unittest": in_test("self.assertEqual(x, x)"),
    "or true": in_test("assert run() == 3 or True"),
    "not false": in_test("assert not False"),
    "swallowed": in_test("try:", "    assert run() == 3", "except Exception:", "    pass"),
    "swallowed by name": in_test("try:", "    assert run() == 3", "except AssertionError:", "    print()"),
    "swallowed bare": in_test("try:", "    assert run() == 3", "except:", "    pass"),
    "suppressed": in_test("with contextlib.suppress(AssertionError):", "    assert run() == 3"),
    "behind a return": in_test("return", "assert run() == 3"),
    "behind a skip": in_test("pytest.skip('later')", "assert run() == 3"),
    "under if False": in_test("if False:", "    assert run() == 3"),
    "in a lambda": in_test("f = lambda: check(run())"),
    "skipped": "@pytest.mark.skip\n" + in_test("assert run() == 3"),
    "expected to fail": "@pytest.mark.xfail(reason='x')\n" + in_test("assert run() == 3"),
    "skipped by class": "@unittest.skip('x')\nclass T:\n    def test_a(self):\n        assert run() == 3\n",
    "skipped by module": "pytestmark = pytest.mark.skip\n" + in_test("assert run() == 3"),
    "skipped with its module": (
        "pytest.skip('x', allow_module_level=True)\n" + in_test("assert run() == 3")
    ),
    "skipped by marks": "pytestmark = [a, pytest.mark.skip(reason='x')]\n" + in_test("assert run() == 3"),
    "a helper that asserts nothing": "def sure(x):\n    print(x)\n\n" + in_test("sure(run())"),
    "no Python": "def test_a(:\n",
    "sums of constants": in_test("self.assertEqual(1 + 1, 2)"),
    "a constant, called": in_test("assert len([1, 2]) == 2"),
    "constants in constants": in_test("self.assertIn(1, [1, 2])", "self.assertIsNone(None)"),
    "its name": IMPORT + in_test("self.assertEqual(DeadLetters.__name__, 'DeadLetters')"),
    "its name the other way": IMPORT + in_test("assert 'DeadLetters' == queue.DeadLetters.__qualname__"),
    "a part of its name": IMPORT + in_test("assert 'Dead' in DeadLetters.__name__"),
    "its text": IMPORT + in_test("assert DeadLetters.__doc__", "assert DeadLetters.__doc__ is not None"),
    "its text by unittest": IMPORT + in_test("self.assertIsNotNone(DeadLetters.__doc__)"),
    "its module": IMPORT + in_test("assert DeadLetters.__module__ == 'app.queue'"),
    "its class": IMPORT + in_test("assert DeadLetters.__class__ is type"),
    "the name of its class": IMPORT + in_test("assert DeadLetters.__class__.__name__ == 'type'"),
    "a class": IMPORT + in_test("assert isinstance(DeadLetters, type)"),
    "an instance of itself": IMPORT + in_test("assert isinstance(DeadLetters(3), DeadLetters)"),
    "an instance of itself by unittest": (
        IMPORT + in_test("self.assertIsInstance(DeadLetters(), DeadLetters)")
    ),
    "the type of itself": IMPORT + in_test("assert type(DeadLetters()) is DeadLetters"),
    "a class of itself": IMPORT + in_test("assert issubclass(DeadLetters, DeadLetters)"),
}
WARNINGS = {
    "not none": in_test("assert run() is not None"),
    "a name": in_test("x = run()", "assert x"),
    "an instance": in_test("assert isinstance(run(), dict)"),
    "not none by unittest": in_test("self.assertIsNotNone(run())"),
    "truth by unittest": in_test("x = run()", "self.assertTrue(x)"),
    "names only": IMPORT + in_test("assert DeadLetters.LIMIT == 3"),
    "names only by unittest": (
        IMPORT + "class T:\n    def test_a(self):\n        self.assertEqual(queue.LIMIT, 3)\n"
    ),
    "names only through a local one": IMPORT + in_test("found = queue.LIMIT", "assert found == 3"),
}
STRONG = {
    "skipped somewhere": "@pytest.mark.skipif(WINDOWS, reason='x')\n" + in_test("assert run() == 3"),
    "skipped with its module at times": (
        "if WINDOWS:\n    pytest.skip('x', allow_module_level=True)\n" + in_test("assert run() == 3")
    ),
    "skipped unless": "@unittest.skipUnless(POSIX, 'x')\n" + in_test("assert run() == 3"),
    "skipped without a library": in_test("pytest.importorskip('x')", "assert run() == 3"),
    "skipped in a case": in_test("if ROOT:", "    pytest.skip('x')", "assert run() == 3"),
    "equal": in_test("assert run() == 3"),
    "equal behind a message": in_test("assert run() == 3, 'three'"),
    "one strong among weak": in_test("x = run()", "assert x", "assert x == 3"),
    "both sides of and": in_test("assert x is not None and x == 3"),
    "empty": in_test("assert not run()"),
    "a question": in_test("assert path.exists()"),
    "all": in_test("assert all(x == 1 for x in run())"),
    "raises": in_test("with pytest.raises(ValueError):", "    run()"),
    "raises by unittest": in_test("with self.assertRaises(ValueError):", "    run()"),
    "warns": in_test("with pytest.warns(UserWarning):", "    run()"),
    "unittest": in_test("self.assertEqual(run(), 3)"),
    "a validator": in_test("adapter(Row).validate_python(run())"),
    "a mock": in_test("mock.assert_called_once_with(3)"),
    "a named helper": in_test("assert_balanced(run())"),
    "a helper of the file": "def sure(x):\n    assert x == 3\n\n" + in_test("sure(run())"),
    "a helper of a helper": (
        "def sure(x):\n    really(x)\n\ndef really(x):\n    assert x == 3\n\n" + in_test("sure(run())")
    ),
    "another name": in_test("eq = self.assertEqual", "eq(run(), 3)"),
    "twice the same": in_test("assert run() == run()"),
    "a method of the class": (
        "class TestA:\n    def same(self, x):\n        assert x == 3\n\n"
        "    def test_a(self):\n        self.same(run())\n"
    ),
    "fail": in_test("if run() != 3:", "    pytest.fail('no')"),
    "raise": in_test("if run() != 3:", "    raise AssertionError(run())"),
    "try that ends in fail": in_test("try:", "    run()", "finally:", "    pytest.fail('x')"),
    "try with another error": in_test("try:", "    assert run() == 3", "finally:", "    close()"),
    "try that raises again": in_test("try:", "    assert run() == 3", "except Exception:", "    raise"),
    "in a loop": in_test("for x in run():", "    assert x == 3"),
    "in a match": in_test("match run():", "    case 3:", "        assert done() == 3"),
    "async": "async " + in_test("async with open() as f:", "    assert await f.run() == 3"),
    "expect": in_test("expect(page).to_have_text('3')"),
    "the name that a decorator kept": (
        "from app import timed\n\n@timed\ndef job():\n    pass\n\n"
        + in_test("assert job.__name__ == 'job'")
    ),
    "the name behind another": IMPORT + in_test("assert queue.handler.__name__ == 'save', run()"),
    "the name of what came out": in_test("assert make().__name__ == 'make'"),
    "the class of what came out": IMPORT + in_test("x = run()", "assert x.__class__ is DeadLetters"),
    "another class": IMPORT + in_test("assert type(queue.make()) is DeadLetters"),
    "its text that was made": IMPORT + in_test("assert queue.describe(DeadLetters).__doc__ == 'x'"),
    "a helper of its own": in_test("self.assertTotal(3)"),
    "length of what came out": in_test("assert len(run()) == 2"),
    "a fixture": IMPORT + "def test_a(answer):\n    assert answer.status == 200\n",
    "what the set-up made": (
        IMPORT + "class T:\n    def test_a(self):\n        self.assertEqual(self.answer.status, 200)\n"
    ),
    "what the module made": "from app import run\n\nFOUND = run()\n\n" + in_test("assert FOUND.x == 3"),
    "an operator": IMPORT + in_test("assert queue.A + queue.B == 3"),
    "an item": IMPORT + in_test("assert queue.ALL['a'] == 3"),
    "a membership": IMPORT + in_test("assert 'a' in queue.ALL"),
    "a membership by unittest": (
        IMPORT + "class T:\n    def test_a(self):\n        self.assertIn('a', queue.ALL)\n"
    ),
    "an assignment that does something": IMPORT + in_test("queue.limit = 3", "assert queue.size == 3"),
    "a context": IMPORT + in_test("with queue.open:", "    assert queue.size == 3"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_a_new_test_that_cannot_fail_is_an_error(name: str) -> None:
    assert [(f.code, f.level) for f in weak(ERRORS[name])] == [("chunk/weak-test", "error")]


@pytest.mark.parametrize("name", WARNINGS)
def test_a_new_test_that_only_shows_that_something_is_there_is_a_warning(name: str) -> None:
    assert [(f.code, f.level) for f in weak(WARNINGS[name])] == [("chunk/weak-test", "warning")]


@pytest.mark.parametrize("name", STRONG)
def test_a_new_test_that_asserts_an_outcome_is_quiet(name: str) -> None:
    assert weak(STRONG[name]) == ()


def test_the_finding_names_the_test_its_line_and_what_it_says() -> None:
    (found,) = weak("import x\n\n" + in_test("assert True"))
    assert str(found.place) == "tests/test_writer.py:3"
    assert "test_a cannot fail: `True`" in found.message


def test_a_weak_test_that_was_there_before_is_nobody_of_this_chunk() -> None:
    assert weak(in_test("run()"), before=in_test("run()")) == ()


def test_code_under_test_is_not_read_for_tests() -> None:
    assert weak(in_test("run()"), path="src/test.txt") == ()
    assert weak(in_test("run()"), path="src/writer.py") == ()


def test_functions_in_support_files_are_no_tests() -> None:
    assert weak("def order():\n    return 1\n", path="tests/conftest.py") == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x == 3", strength.STRONG),
        ("x is None", strength.STRONG),
        ("x != 3", strength.LOOSE),
        ("not x == 3", strength.LOOSE),
        ("3 in x", strength.LOOSE),
        ("x > 3", strength.LOOSE),
        ("x == pytest.approx(3)", strength.LOOSE),
        ("math.isclose(x, 3)", strength.LOOSE),
        ("x or y", strength.WEAK),
        ("hasattr(x, 'y')", strength.WEAK),
        ("x[0]", strength.WEAK),
        ("-3", strength.NOTHING),
        ("[1, 2]", strength.NOTHING),
        ("f'{x}'", strength.LOOSE),
    ],
)
def test_how_much_an_expression_says(source: str, expected: int) -> None:
    tests = assertions.read(in_test(f"assert {source}"))
    assert tests is not None
    assert [item.strength for item in tests["test_a"].assertions] == [expected]
