"""Tests that are still written down and that no runner goes through any more."""

import pytest

from parti.chunks import assertions, oracle
from tests.chunks.planned import rewritten

TEST = "def test_a():\n    assert run() == 3\n"
IN_CLASS = "class TestCart:\n    def test_a(self):\n        assert run() == 3\n"


def names(text: str) -> list[str]:
    found = assertions.read(text)
    assert found is not None
    return list(found)


def messages(before: str, after: str) -> list[str]:
    """What is said of a change, all of which must block."""
    found = oracle.findings([rewritten(before, after)])
    assert {each.level for each in found} <= {"error"}
    return [each.message for each in found]


@pytest.mark.parametrize(
    "after",
    [
        f"import pytest\n@pytest.fixture\n{TEST}",
        f"import pytest\n@pytest.fixture(autouse=True)\n{TEST}",
        f"from pytest import fixture\n@fixture()\n{TEST}",
        f"{TEST}del test_a\n",
        f"{TEST}test_a = None\n",
        f"{TEST}other = test_a = helper\n",
        f"if False:\n    {TEST.replace(chr(10), chr(10) + '    ').rstrip()}\n",
        f"if __name__ == '__main__':\n    {TEST.replace(chr(10), chr(10) + '    ').rstrip()}\n",
    ],
    ids=[
        "fixture",
        "fixture with a call",
        "fixture by name",
        "deleted name",
        "bound anew",
        "one of two names",
        "never defined",
        "defined in a script",
    ],
)
def test_a_test_that_is_none_any_more_is_deleted(after: str) -> None:
    assert names(after) == []
    assert messages(TEST, after) == ["test_a: the test is deleted."]


def test_a_test_that_is_bound_before_it_is_defined_is_a_test() -> None:
    assert names(f"test_a = None\n{TEST}") == ["test_a"]
    assert names(f"{TEST}test_a = None\n{TEST}") == ["test_a"]
    assert names(f"{TEST}test_b = test_a\n") == ["test_a"]


def test_a_method_whose_name_is_deleted_in_its_class_is_no_test() -> None:
    assert names(f"{IN_CLASS}    del test_a\n") == []
    assert names(f"{IN_CLASS}    test_a = None\n") == []


def test_a_class_whose_name_is_deleted_holds_no_tests() -> None:
    assert names(f"{IN_CLASS}del TestCart\n") == []


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (TEST, f"__test__ = False\n{TEST}", "test_a"),
        (TEST, f"{TEST}test_a.__test__ = False\n", "test_a"),
        (TEST, f"{TEST}test_a.__test__ = None\n", "test_a"),
        (IN_CLASS, f"{IN_CLASS}    __test__ = False\n", "TestCart::test_a"),
        (IN_CLASS, f"{IN_CLASS}TestCart.__test__ = 0\n", "TestCart::test_a"),
        (IN_CLASS, f"{IN_CLASS}    test_a.__test__ = False\n", "TestCart::test_a"),
    ],
)
def test_a_test_that_is_told_to_be_none_no_longer_has_to_hold(before: str, after: str, name: str) -> None:
    assert messages(before, after) == [f"{name}: __test__ = False was added, so it no longer has to hold."]


@pytest.mark.parametrize(
    "said",
    [
        "test_a.__test__ = True",
        "test_b.__test__ = False",
        "__test__ = True",
        "other = False",
        "x.y = False",
    ],
)
def test_what_is_said_of_something_else_takes_no_test_away(said: str) -> None:
    assert messages(TEST, f"{TEST}{said}\n") == []


def test_a_new_test_that_is_told_to_be_none_can_never_count() -> None:
    (found,) = messages("x = 1\n", f"x = 1\n{TEST}test_a.__test__ = False\n")
    assert found == "test_a is new and can never count (__test__ = False)."


@pytest.mark.parametrize(
    "after",
    [
        IN_CLASS.replace("TestCart", "CartChecks"),
        IN_CLASS.replace("class TestCart:\n", "class TestCart:\n    def __init__(self):\n        pass\n"),
        "class Outer:\n    " + IN_CLASS.replace("\n", "\n    ").rstrip() + "\n",
    ],
    ids=["another name", "with an init", "inside another class"],
)
def test_a_class_that_is_no_longer_collected_takes_its_tests_with_it(after: str) -> None:
    (found,) = messages(IN_CLASS, after)
    assert found.endswith("::test_a: its class is no longer one that a runner collects.")


@pytest.mark.parametrize(
    "after",
    [
        IN_CLASS.replace("TestCart", "TestBasket"),
        IN_CLASS.replace("TestCart:", "Cart(unittest.TestCase):"),
        IN_CLASS.replace(
            "class TestCart:\n", "class TestCart:\n    def setup_method(self):\n        pass\n"
        ),
        TEST,
    ],
    ids=["another name of a test", "a case of unittest", "with a set-up", "without a class"],
)
def test_a_class_that_is_still_collected_changes_nothing(after: str) -> None:
    assert messages(IN_CLASS, after) == []


def test_a_class_that_never_was_collected_is_as_it_was() -> None:
    """Projects configure the names of their classes; what was run before is run after."""
    text = IN_CLASS.replace("TestCart", "DescribeCart")
    assert messages(text, text.replace("DescribeCart", "DescribeBasket")) == []
    assert messages("x = 1\n", text) == []


def test_a_test_that_yields_is_gone_through_by_nobody() -> None:
    assert messages(TEST, f"{TEST}    yield\n") == ["test_a: it yields now, so no runner goes through it."]
    assert messages(TEST, f"{TEST}    yield from rows()\n")
    (new,) = messages("x = 1\n", f"x = 1\n{TEST}    yield\n")
    assert new == "test_a is new and can never count (yield)."


@pytest.mark.parametrize("inner", ["def rows():\n        yield 1", "rows = lambda: (yield)"])
def test_a_generator_inside_a_test_is_not_the_test(inner: str) -> None:
    assert messages(TEST, f"{TEST}    {inner}\n") == []


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("later = pytest.mark.skip\n@later\n", "skip"),
        ("later = pytest.mark.skip\n@later('x')\n", "skip()"),
        ("later = pytest.mark.skip(reason='x')\n@later\n", "skip()"),
        ("from unittest import skip as later\n@later('x')\n", "skip()"),
        ("from pytest import mark\nnow = later = mark.skipif(True, reason='x')\n@later\n", "skipif(True)"),
        ("later = pytest.mark.xfail\npytestmark = [later]\n", "xfail"),
    ],
)
def test_a_mark_under_another_name_is_the_mark(head: str, mark: str) -> None:
    assert messages(TEST, f"{head}{TEST}") == [f"test_a: {mark} was added, so it no longer has to hold."]


def test_a_condition_that_gets_a_name_is_the_same_condition() -> None:
    before = f"@pytest.mark.skipif(WINDOWS, reason='x')\n{TEST}"
    after = f"unix_only = pytest.mark.skipif(WINDOWS, reason='y')\n@unix_only\n{TEST}"
    assert messages(before, after) == []


def test_another_mark_under_a_name_skips_nothing() -> None:
    assert messages(TEST, f"slow = pytest.mark.slow\n@slow\n{TEST}") == []


ROWS = "@pytest.mark.parametrize('x', [{}])\ndef test_a(x):\n    assert run(x) == 3\n"


@pytest.mark.parametrize(
    "mark", ["pytest.mark.skip", "pytest.mark.skip(reason='x')", "[pytest.mark.slow, pytest.mark.xfail]"]
)
def test_a_row_that_is_skipped_is_no_case(mark: str) -> None:
    before = ROWS.format("1, 2")
    after = ROWS.format(f"1, pytest.param(2, marks={mark})")
    assert messages(before, after)[-1] == "test_a: it has 1 case, where it had 2."


@pytest.mark.parametrize("row", ["pytest.param(2, id='two')", "pytest.param(2, marks=pytest.mark.slow)"])
def test_a_row_that_is_run_is_a_case(row: str) -> None:
    assert messages(ROWS.format("1, 2"), ROWS.format(f"1, {row}")) == []


def test_tests_in_blocks_of_the_file_are_tests() -> None:
    text = (
        "if sys.version_info > (3, 12):\n    def test_a(): assert run() == 1\nelse:\n"
        "    def test_b(): assert run() == 2\ntry:\n    import x\nexcept ImportError:\n"
        "    def test_c(): assert run() == 3\nwith quiet():\n    class TestD:\n"
        "        def test_d(self): assert run() == 4\n"
    )
    assert names(text) == ["test_a", "test_b", "test_c", "TestD::test_d"]
