"""What a test file is read as: which tests it has, what each asserts, whether it counts, its cases.

The rows are small files; what must be seen in each follows from what pytest and unittest would do.
"""

from collections.abc import Mapping

import pytest

from parti.chunks import assertions


def read(text: str) -> Mapping[str, assertions.Test]:
    found = assertions.read(text)
    assert found is not None
    return found


def only(text: str) -> assertions.Test:
    (test,) = read(text).values()
    return test


def in_test(*lines: str) -> str:
    return "def test_a():\n" + "".join(f"    {line}\n" for line in lines)


def said(*lines: str, head: str = "") -> list[tuple[str, int]]:
    return [(each.text, each.strength) for each in only(head + in_test(*lines)).assertions]


NO_TESTS = [
    None,
    "",
    "# a comment\n",
    "def helper():\n    assert x\n",
    "class Test:\n    x = 1\n",
    "\ufeff",
]


@pytest.mark.parametrize("text", NO_TESTS)
def test_a_file_without_tests_has_none(text: str | None) -> None:
    assert assertions.read(text) == {}


UNREADABLE = {
    "no Python": "def test_a(:\n",
    "a null byte": "def test_a():\n    assert x\0\n",
    "half a character": "def test_a():\n    assert x == '\udc80'\n",
    "a long chain of signs": f"def test_a():\n    assert {'-' * 5000}x\n",
    "a long chain of words": f"def test_a():\n    assert {'not ' * 20000}x\n",
    "a long sum": f"def test_a():\n    assert x == {' + '.join(['y'] * 3000)}\n",
    "a long chain of elif": in_test("if x: pass", *(["elif x: assert y == 3"] * 1500)),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_none_and_no_crash(name: str) -> None:
    assert assertions.read(UNREADABLE[name]) is None


def test_a_mark_of_byte_order_is_no_part_of_the_file() -> None:
    assert only("\ufeff" + in_test("assert run() == 3")).name == "test_a"


def test_a_text_with_an_unknown_escape_is_read_without_a_warning() -> None:
    assert said(r"assert run() == '\d'") == [(r"run() == '\\d'", 3)]


def test_tests_are_named_with_their_classes_and_lines() -> None:
    text = (
        "import x\n\ndef test_a():\n    pass\n\nclass TestB:\n    def test_c(self):\n        pass\n\n"
        "    class TestD:\n        async def test_e(self):\n            pass\n\n    def helper(self):\n"
        "        pass\n\ndef tester():\n    pass\n\nx = 3\n"
    )
    assert [(name, test.name, test.line) for name, test in read(text).items()] == [
        ("test_a", "test_a", 3),
        ("TestB::test_c", "TestB::test_c", 7),
        ("TestB::TestD::test_e", "TestB::TestD::test_e", 11),
        ("tester", "tester", 17),
    ]


REACHED = [
    (["assert run() == 3"], ["run() == 3"]),
    (["assert run() == 3 and other() == 4"], ["run() == 3", "other() == 4"]),
    (["if x:", "    assert a == 1", "else:", "    assert b == 2"], ["a == 1", "b == 2"]),
    (["if False:", "    assert a == 1", "else:", "    assert b == 2"], ["b == 2"]),
    (["if True:", "    assert a == 1"], ["a == 1"]),
    (["for x in y:", "    assert a == 1", "else:", "    assert b == 2"], ["a == 1", "b == 2"]),
    (["while y:", "    assert a == 1", "else:", "    assert b == 2"], ["a == 1", "b == 2"]),
    (["with x:", "    assert a == 1"], ["a == 1"]),
    (["match x:", "    case 1:", "        assert a == 1", "    case _:", "        assert b == 2"],
     ["a == 1", "b == 2"]),
    (["def inner():", "    assert a == 1", "inner()"], ["a == 1", "inner()"]),
    (["async def inner():", "    assert a == 1", "run(inner)"], ["a == 1"]),
    (["assert a == 1", "return", "assert b == 2"], ["a == 1"]),
    (["assert a == 1", "raise ValueError", "assert b == 2"], ["a == 1"]),
    (["for x in y:", "    continue", "    assert a == 1", "assert b == 2"], ["b == 2"]),
    (["for x in y:", "    break", "    assert a == 1", "assert b == 2"], ["b == 2"]),
    (["if x:", "    return", "assert b == 2"], ["b == 2"]),
    (["pytest.skip('later')", "assert b == 2"], []),
    (["pytest.skip(f'later {x}')", "assert b == 2"], []),
    (["pytest.skip(REASON)", "assert b == 2"], []),
    (["pytest.skip(reason=REASON)", "assert b == 2"], []),
    (["self.skipTest(REASON)", "assert b == 2"], []),
    (["pytest.xfail('broken')", "assert b == 2"], []),
    (["pytest.importorskip('yaml')", "assert b == 2"], ["b == 2"]),
    (["try:", "    assert a == 1", "finally:", "    assert b == 2"], ["a == 1", "b == 2"]),
    (["try:", "    run()", "except KeyError:", "    assert a == 1", "else:", "    assert b == 2"],
     ["a == 1", "b == 2"]),
    (["try:", "    assert a == 1", "except* ValueError:", "    raise"], ["a == 1"]),
    (["f = lambda: self.assertEqual(a, 1)"], []),
    (["x = [self.assertEqual(y, 1) for y in z]"], ["self.assertEqual(y, 1)"]),
    (["return self.assertEqual(a, 1)"], ["self.assertEqual(a, 1)"]),
    (["raise AssertionError('no')"], ["raise AssertionError('no')"]),
    (["raise AssertionError"], ["raise AssertionError"]),
    (["raise"], []),
    (["print(self.assertEqual(a, 1))"], ["self.assertEqual(a, 1)"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "texts"), REACHED)
def test_an_assertion_counts_where_it_can_be_reached(lines: list[str], texts: list[str]) -> None:
    helper = "def inner():\n    assert a == 1\n\n" if "inner()" in texts else ""
    assert [text for text, _ in said(*lines, head=helper)] == texts


SWALLOWING = [
    (["except AssertionError:", "    pass"], True, "by its name"),
    (["except Exception:", "    pass"], True, "with every other"),
    (["except BaseException:", "    pass"], True, "with really every other"),
    (["except:", "    pass"], True, "without a name"),
    (["except (KeyError, AssertionError):", "    pass"], True, "among others"),
    (["except builtins.AssertionError:", "    pass"], True, "by its whole name"),
    (["except* Exception:", "    pass"], True, "out of a group"),
    (["except KeyError:", "    pass"], False, "another error"),
    (["except (KeyError, OSError):", "    pass"], False, "other errors"),
    (["except Exception:", "    raise"], False, "and raised again"),
    (["except Exception as e:", "    raise ValueError from e"], False, "as another one"),
    (["except Exception as e:", "    assert e.code == 3"], False, "and asserted of"),
    (["except Exception as e:", "    self.assertEqual(e.code, 3)"], False, "and asserted of by a method"),
    (["except Exception:", "    pytest.fail('x')"], False, "and failed"),
    (["except Exception:", "    print('x')"], True, "and printed"),
    (["except KeyError:", "    pass", "except AssertionError:", "    pass"], True, "by the second handler"),
]


@pytest.mark.parametrize(("handler", "swallowed", "why"), SWALLOWING)
def test_an_assertion_that_is_caught_says_nothing(handler: list[str], swallowed: bool, why: str) -> None:
    text, strength = said("try:", "    assert run() == 3", *handler)[0]
    assert (text, strength == 0) == ("run() == 3", swallowed), why


@pytest.mark.parametrize(
    ("context", "swallowed"),
    [
        ("suppress(AssertionError)", True),
        ("contextlib.suppress(Exception)", True),
        ("contextlib.suppress(KeyError, AssertionError)", True),
        ("contextlib.suppress(KeyError)", False),
        ("contextlib.suppress()", False),
        ("open(x), suppress(BaseException)", True),
        ("lock(AssertionError)", False),
        ("suppress", False),
    ],
)
@pytest.mark.parametrize("keyword", ["with", "async with"])
def test_an_assertion_that_is_suppressed_says_nothing(keyword: str, context: str, swallowed: bool) -> None:
    test = only(f"async def test_a():\n    {keyword} {context}:\n        assert run() == 3\n")
    assert [each.strength == 0 for each in test.assertions] == [swallowed]


def test_an_assertion_in_an_async_loop_counts() -> None:
    test = only("async def test_a():\n    async for x in y:\n        assert x == 3\n")
    assert [each.text for each in test.assertions] == ["x == 3"]


def test_what_stands_beside_a_try_that_swallows_still_counts() -> None:
    lines = ["try:", "    assert a == 1", "except Exception:", "    assert_seen(b)", "    x = 1"]
    assert said(*lines)[0] == ("a == 1", 3)
    quiet = ["try:", "    assert a == 1", "except Exception:", "    pass", "else:", "    assert b == 2"]
    assert said(*quiet, "assert c == 3") == [("a == 1", 0), ("b == 2", 3), ("c == 3", 3)]


def test_inside_of_what_swallows_everything_is_swallowed() -> None:
    lines = [
        "try:",
        "    for x in y:",
        "        if x:",
        "            with z:",
        "                assert a == 1",
    ]
    assert said(*lines, "except Exception:", "    pass") == [("a == 1", 0)]
    nested = ["try:", "    try:", "        assert a == 1", "    except KeyError:", "        pass"]
    assert said(*nested, "except Exception:", "    pass") == [("a == 1", 0)]


MARKS = [
    ("@pytest.mark.skip\n", {"skip"}, "skip"),
    ("@pytest.mark.skip(reason='x')\n", {"skip()"}, "skip()"),
    ("@pytest.mark.skip('x')\n", {"skip()"}, "skip()"),
    ("@pytest.mark.skip(REASON)\n", {"skip()"}, "skip()"),
    ("@unittest.skip(REASON)\n", {"skip()"}, "skip()"),
    ("@pytest.mark.skipif(WINDOWS, reason='x')\n", {"skipif(WINDOWS)"}, ""),
    ("@unittest.skipIf(WINDOWS, 'x')\n", {"skipIf(WINDOWS)"}, ""),
    ("@unittest.skipUnless(LINUX, 'x')\n", {"skipUnless(LINUX)"}, ""),
    ("@pytest.mark.xfail\n", {"xfail"}, "xfail"),
    ("@pytest.mark.xfail(strict=True)\n", {"xfail()"}, "xfail()"),
    ("@pytest.mark.xfail(WINDOWS, reason='x')\n", {"xfail(WINDOWS)"}, ""),
    ("@unittest.expectedFailure\n", {"expectedFailure"}, "expectedFailure"),
    ("@expectedFailure\n", {"expectedFailure"}, "expectedFailure"),
    ("@pytest.mark.slow\n", set(), ""),
    ("@pytest.mark.skipper\n", set(), ""),
    ("@pytest.mark.usefixtures('skip')\n", set(), ""),
    ("pytestmark = pytest.mark.skip\n", {"skip"}, "skip"),
    ("pytestmark = [pytest.mark.slow, pytest.mark.skip]\n", {"skip"}, "skip"),
    ("pytestmark = (pytest.mark.skip, pytest.mark.xfail)\n", {"skip", "xfail"}, "skip"),
    ("other = pytest.mark.skip\n", set(), ""),
    ("other = pytest.mark.skip(reason='x')\n", set(), ""),
    ("pytest.skip('x', allow_module_level=True)\n", {"skip()"}, "skip()"),
    ("pytest.importorskip('yaml')\n", {"importorskip()"}, ""),
    ("yaml = pytest.importorskip('yaml')\n", {"importorskip()"}, ""),
    ("yaml = importorskips('yaml')\n", set(), ""),
    ("raise unittest.SkipTest('x')\n", {"SkipTest"}, "SkipTest"),
    ("raise ValueError('x')\n", set(), ""),
    ("if WINDOWS:\n    pytest.skip('x', allow_module_level=True)\n", {"skip() at times"}, ""),
    ("if WINDOWS:\n    raise unittest.SkipTest('x')\n", {"SkipTest at times"}, ""),
    ("if WINDOWS:\n    x = 3\n", set(), ""),
]


@pytest.mark.parametrize(("head", "skips", "never"), MARKS)
def test_what_keeps_a_test_from_counting_is_seen(head: str, skips: set[str], never: str) -> None:
    test = only(head + in_test("assert run() == 3"))
    assert (set(test.skips), test.never) == (skips, never)


@pytest.mark.parametrize(
    ("line", "skips"),
    [
        ("pytest.skip('x')", {"skip()"}),
        ("pytest.skip(f'{x}')", {"skip()"}),
        ("self.skipTest('x')", {"skipTest()"}),
        ("pytest.xfail('x')", {"xfail()"}),
        ("pytest.importorskip('yaml')", {"importorskip()"}),
        ("if x: pytest.skip('x')", {"skip()"}),
        ("raise unittest.SkipTest('x')", {"SkipTest"}),
        ("raise SkipTest", {"SkipTest"}),
        ("raise", set()),
        ("raise ValueError", set()),
        ("skipper('x')", set()),
    ],
)
def test_a_skip_in_the_body_is_seen_and_may_still_be_reached_or_not(line: str, skips: set[str]) -> None:
    test = only(in_test(line, "assert run() == 3"))
    assert (set(test.skips), test.never) == (skips, "")


def test_marks_of_a_class_and_of_a_class_around_it_hold_for_its_tests_alone() -> None:
    text = (
        "@pytest.mark.skipif(A)\nclass TestA:\n    pytestmark = pytest.mark.xfail\n\n"
        "    class TestB:\n        @pytest.mark.skip\n        def test_b(self):\n            pass\n\n"
        "    def test_a(self):\n        pass\n\ndef test_c():\n    pass\n"
    )
    assert {name: set(test.skips) for name, test in read(text).items()} == {
        "TestA::TestB::test_b": {"skipif(A)", "xfail", "skip"},
        "TestA::test_a": {"skipif(A)", "xfail"},
        "test_c": set(),
    }


CASES = [
    ("", 1),
    ("@pytest.mark.parametrize('x', [1, 2, 3])\n", 3),
    ("@pytest.mark.parametrize('x', (1, 2))\n", 2),
    ("@pytest.mark.parametrize('x', {1, 2})\n", 2),
    ("@pytest.mark.parametrize('x', [])\n", 0),
    ("@pytest.mark.parametrize('x', argvalues=[1, 2])\n", 2),
    ("@pytest.mark.parametrize(argnames='x', argvalues=[1, 2])\n", 2),
    ("@pytest.mark.parametrize('x', [1, 2], ids=['a', 'b', 'c'])\n", 2),
    ("@pytest.mark.parametrize('x', [1, 2])\n@pytest.mark.parametrize('y', [1, 2, 3])\n", 6),
    ("@pytest.mark.parametrize('x', range(5))\n", None),
    ("@pytest.mark.parametrize('x', ROWS)\n", None),
    ("@pytest.mark.parametrize('x', [*ROWS, 1])\n", None),
    ("@pytest.mark.parametrize('x', {**ROWS, 'a': 1})\n", None),
    ("@pytest.mark.parametrize('x')\n", None),
    ("@pytest.mark.parametrize('x', [1, 2])\n@pytest.mark.parametrize('y', ROWS)\n", None),
    ("ROWS = [1, 2, 3]\n\n@pytest.mark.parametrize('x', ROWS)\n", 3),
    ("ROWS: list[int] = [1, 2, 3]\n\n@pytest.mark.parametrize('x', ROWS)\n", 3),
    ("A = ROWS = (1, 2)\n\n@pytest.mark.parametrize('x', ROWS)\n", 2),
    ("ROWS = {'a': 1, 'b': 2}\n\n@pytest.mark.parametrize('x', ROWS)\n", 2),
    ("ROWS = load()\n\n@pytest.mark.parametrize('x', ROWS)\n", None),
    ("ROWS: list[int]\n\n@pytest.mark.parametrize('x', ROWS)\n", None),
    ("OTHER = [1]\n\n@pytest.mark.parametrize('x', ROWS)\n", None),
    ("@given(x=[1, 2])\n", 1),
    ("@parametrize\n", 1),
]


@pytest.mark.parametrize(("head", "cases"), CASES)
def test_the_cases_of_a_test_are_counted_where_the_file_tells_them(head: str, cases: int | None) -> None:
    assert only(head + in_test("assert run() == 3")).cases == cases


HELPERS = [
    ("def sure(x):\n    assert x == 3\n", ["sure(run())"]),
    ("async def sure(x):\n    assert x == 3\n", ["sure(run())"]),
    ("class A:\n    def sure(self, x):\n        assert x == 3\n", ["sure(run())"]),
    ("def sure(x):\n    a(x)\n\ndef a(x):\n    b(x)\n\ndef b(x):\n    assert x\n", ["sure(run())"]),
    ("sure = self.assertEqual\n", ["sure(run())"]),
    ("sure = maybe = self.assertEqual\n", ["sure(run())"]),
    ("def real(x):\n    assert x == 3\n\nclass A:\n    pass\n\nsure = A.real\n", ["sure(run())"]),
    ("def sure(x):\n    print(x)\n", []),
    ("def sure(x):\n    assert True\n", []),
    ("def sure(x):\n    return\n    assert x == 3\n", []),
    ("def sure(x):\n    try:\n        assert x == 3\n    except Exception:\n        pass\n", []),
    ("sure = self.equal\n", []),
    ("sure = 3\n", []),
    ("def test_sure(x):\n    assert x == 3\n\nsure = 3\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("head", "texts"), HELPERS)
def test_a_function_of_the_file_that_asserts_counts_where_it_is_called(head: str, texts: list[str]) -> None:
    test = read(head + "\n" + in_test("sure(run())"))["test_a"]
    assert [(each.text, each.strength, each.helper) for each in test.assertions] == [
        (text, 3, True) for text in texts
    ]


def test_functions_that_call_each_other_in_a_circle_are_no_endless_search() -> None:
    circle = "def one(x):\n    two(x)\n\ndef two(x):\n    one(x)\n\n"
    assert said("one(3)", head=circle) == []


def test_the_names_of_a_test_are_those_that_it_uses_without_builtins() -> None:
    test = only(in_test("rows = app.load(len(x))", "self.assertEqual(rows, 3)"))
    assert test.names == {"rows", "app", "load", "x", "assertEqual"}


def test_an_assertion_knows_its_line() -> None:
    lines = ["assert a == 1", "self.assertEqual(b, 2)", "sure(c)", "if x:", "    raise AssertionError"]
    test = only("def sure(x):\n    assert x == 3\n\n" + in_test(*lines))
    assert [each.line for each in test.assertions] == [5, 6, 7, 9]
