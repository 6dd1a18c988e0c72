"""Tests that only look at imported names, told apart from those that do something with them.

`assertions` lets such a test prove nothing. To call a test inert that is not would throw away a sound
proof, so each way to do something has its row, and doubt speaks for the test.
"""

import ast
import textwrap

import pytest

from parti.chunks import inert

IMPORTED = frozenset({"app", "Store", "save"})


def is_inert(source: str) -> bool:
    """Whether the first function of a text does nothing but look."""
    node = ast.parse(textwrap.dedent(source)).body[0]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return inert.is_inert(node, IMPORTED)


def body(*lines: str) -> str:
    return "def test_it():\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        "assert save",
        "assert app.store.save",
        "assert save is not None",
        "assert not save is None",
        "assert hasattr(app, 'save')",
        "assert callable(save)",
        "assert isinstance(save, type)",
        "assert issubclass(Store, object)",
        "assert type(save) is type(Store)",
        "assert Store and save",
        "assert save or Store",
        "assert app.VERSION == 3",
        "assert app.VERSION != '3'",
        "assert 1 <= app.VERSION < 3",
        "assert app.NAMES == ['a', 'b']",
        "assert app.PAIR == (1, 2)",
        "assert app.SET == {1, 2}",
        "assert app.MAP == {'a': 1}",
        "assert -1 != app.VERSION",
        "save",
        "assert Store.__name__ == 'Store'",
    ],
)
def test_a_test_that_only_looks_at_an_imported_name_is_inert(line: str) -> None:
    assert is_inert(body(line))


@pytest.mark.parametrize(
    "line",
    [
        "assert save(1)",
        "assert app.save(1) is None",
        "Store()",
        "assert len(app.NAMES) == 2",
        "assert 'a' in app.NAMES",
        "assert 'a' not in app.NAMES",
        "assert app.VERSION + 1 == 3",
        "assert app.NAMES[0] == 'a'",
        "assert f'{app}' == 'a'",
        "assert [name for name in app.NAMES]",
        "assert (lambda: save)()",
        "assert getattr(app, 'save')",
        "assert save if app else None",
        "app.limit = 3",
        "for name in app.NAMES: assert name",
        "with app.session: pass",
        "del app.limit",
        "raise save",
    ],
)
def test_a_test_that_does_something_with_the_name_is_not(line: str) -> None:
    assert not is_inert(body(line))


def test_one_line_that_does_something_is_enough() -> None:
    assert is_inert(body("assert save", "assert Store"))
    assert not is_inert(body("assert save", "save(1)", "assert Store"))


@pytest.mark.parametrize(
    "call", ["assertTrue(save)", "assertEqual(app.VERSION, 3)", "assertIsNotNone(save)"]
)
def test_the_assertions_of_a_test_case_only_look(call: str) -> None:
    assert is_inert(f"def test_it(self):\n    self.{call}\n")
    assert is_inert(f"def test_it(cls):\n    cls.{call}\n")


@pytest.mark.parametrize(
    "call",
    ["assertRaises(save)", "assertIn('a', app.NAMES)", "assertNotIn('a', app.NAMES)", "check(save)"],
)
def test_an_assertion_that_calls_or_searches_does_something(call: str) -> None:
    assert not is_inert(f"def test_it(self):\n    self.{call}\n")


def test_an_assertion_of_something_else_than_the_test_does_something() -> None:
    assert not is_inert(body("save.assertTrue(Store)"))


@pytest.mark.parametrize("head", ["store", "self, store", "*, store", "store, /"])
def test_a_fixture_may_do_something(head: str) -> None:
    assert not is_inert(f"def test_it({head}):\n    assert save\n")


def test_a_decorator_may_do_something() -> None:
    assert not is_inert("@patched\ndef test_it():\n    assert save\n")


def test_an_import_inside_of_a_test_only_looks() -> None:
    assert is_inert(body("import app.store", "from app import save", "assert save"))


def test_a_name_that_the_test_gave_itself_is_looked_at_too() -> None:
    assert is_inert(body("found = save", "assert found is not None"))


def test_a_name_from_nowhere_may_be_anything() -> None:
    assert not is_inert(body("assert save == EXPECTED"))


@pytest.mark.parametrize("line", ["assert True", "pass", "found = 1", "assert isinstance(1, int)"])
def test_a_test_that_looks_at_no_imported_name_is_not_of_this_kind(line: str) -> None:
    assert not is_inert(body(line))


def test_a_coroutine_that_only_looks_is_inert_and_one_that_waits_is_not() -> None:
    assert is_inert("async def test_it():\n    assert save\n")
    assert not is_inert("async def test_it():\n    assert await save\n")


def test_what_stands_in_an_inner_function_may_do_something() -> None:
    assert not is_inert(body("def inner(): return save", "assert save"))
