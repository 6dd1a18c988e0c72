"""How much one assertion says, for every form that it is written in; and what it speaks of.

The order is: nothing < weak (something is there) < loose (one of many values) < strong (one outcome) <
exact (an error with its message). A form that nobody knows counts as strong, so that it is left alone.
"""

import ast

import pytest

from parti.chunks import strength
from parti.chunks.strength import EXACT, LOOSE, NOTHING, STRONG, WEAK


def of_expression(source: str, imported: tuple[str, ...] = ()) -> list[strength.Assertion]:
    return list(strength.of_expression(ast.parse(source, mode="eval").body, frozenset(imported)))


def of_call(source: str, imported: tuple[str, ...] = ()) -> list[strength.Assertion]:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    return list(strength.of_call(call, frozenset(imported)))


EXPRESSIONS = [
    ("x == 3", STRONG), ("x is None", STRONG), ("x is y", STRONG), ("3 == x", STRONG),
    ("x == y == 3", STRONG), ("run() == run()", STRONG), ("[f()] == [f()]", STRONG),
    ("x != 3", LOOSE), ("x < 3", LOOSE), ("x <= 3", LOOSE), ("x > 3", LOOSE), ("x >= 3", LOOSE),
    ("x in y", LOOSE), ("x not in y", LOOSE), ("x is not None", WEAK), ("x is not y", WEAK),
    ("x == pytest.approx(3)", LOOSE), ("x == approx(3)", LOOSE), ("approximate(x) == 3", STRONG),
    ("math.isclose(x, 3)", LOOSE), ("np.allclose(x, y)", LOOSE),
    ("x", WEAK), ("x.y", WEAK), ("x[0]", WEAK), ("await x", WEAK), ("(y := run())", WEAK),
    ("run()", LOOSE), ("x.is_valid()", LOOSE), ("any(x)", LOOSE), ("all(x)", LOOSE),
    ("all(x == 1 for x in y)", STRONG), ("all([x == 1 for x in y])", STRONG),
    ("all(x for x in y)", WEAK), ("all(x != 1 for x in y)", LOOSE), ("all(True for x in y)", NOTHING),
    ("any(x == 1 for x in y)", LOOSE), ("all({x == 1 for x in y})", LOOSE), ("all()", LOOSE),
    ("isinstance(x, int)", WEAK), ("hasattr(x, 'y')", WEAK), ("callable(x)", WEAK), ("bool(x)", WEAK),
    ("not x", STRONG), ("not run()", STRONG), ("not x == 3", LOOSE), ("not x is None", LOOSE),
    ("not x is not None", WEAK), ("not None", NOTHING), ("not []", NOTHING), ("not 1 == 1", NOTHING),
    ("x or y", WEAK), ("x == 1 or x == 2", LOOSE), ("x == 1 or y", WEAK), ("x == 1 or True", NOTHING),
    ("True", NOTHING), ("1", NOTHING), ("'text'", NOTHING), ("(1, x)", LOOSE), ("()", NOTHING),
    ("1 == 1", NOTHING), ("x == x", NOTHING), ("x.y == x.y", NOTHING), ("x is x", NOTHING),
    ("x.y == x.z", STRONG), ("len([1]) == 1", NOTHING), ("len(x) == 1", STRONG), ("len == 3", STRONG),
    ("str(1) == '1'", NOTHING), ("dict(a=1) == {'a': 1}", NOTHING), ("sorted([1]) == [1]", STRONG),
    ("x + 1", LOOSE), ("-x", LOOSE), ("x if y else z", LOOSE), ("[x]", LOOSE), ("{'a': x}", LOOSE),
    ("f'{x}'", LOOSE), ("1 + 1 == 2", NOTHING), ("lambda: 3", NOTHING),
]  # fmt: skip

CALLS = [
    ("self.assertEqual(x, 3)", STRONG), ("self.assertEquals(x, 3)", STRONG),
    ("self.assertIs(x, y)", STRONG), ("self.assertIs(x)", STRONG),
    ("self.assertListEqual(x, [3])", STRONG), ("self.assertDictEqual(x, {})", STRONG),
    ("self.assertCountEqual(x, [3])", STRONG), ("self.assertIsNone(x)", STRONG),
    ("self.assertNotEqual(x, 3)", LOOSE), ("self.assertNotEquals(x, 3)", LOOSE),
    ("self.assertIn(3, x)", LOOSE), ("self.assertNotIn(3, x)", LOOSE),
    ("self.assertRegex(x, 'a')", LOOSE), ("self.assertNotRegex(x, 'a')", LOOSE),
    ("self.assertAlmostEqual(x, 3)", LOOSE), ("self.assertNotAlmostEqual(x, 3)", LOOSE),
    ("self.assertGreater(x, 3)", LOOSE), ("self.assertGreaterEqual(x, 3)", LOOSE),
    ("self.assertLess(x, 3)", LOOSE), ("self.assertLessEqual(x, 3)", LOOSE),
    ("self.assertIsNotNone(x)", WEAK), ("self.assertIsInstance(x, int)", WEAK),
    ("self.assertTrue(x == 3)", STRONG), ("self.assertTrue(x)", WEAK), ("self.assertTrue(1)", NOTHING),
    ("self.assert_(x == 3)", STRONG), ("self.assertFalse(x)", STRONG), ("self.assertFalse(x == 3)", LOOSE),
    ("self.assertFalse(False)", NOTHING), ("self.assertTrue()", STRONG), ("self.assertFalse()", STRONG),
    ("self.assertEqual(1, 1)", NOTHING), ("self.assertEqual(x, x)", NOTHING),
    ("self.assertIs(x, x)", NOTHING), ("self.assertEqual(f(), f())", STRONG),
    ("self.assertEqual(x)", LOOSE), ("m.assert_called()", LOOSE), ("m.assert_called_once()", LOOSE),
    ("m.assert_any_call(3)", LOOSE), ("m.assert_called_with(3)", STRONG),
    ("m.assert_called_once_with(3)", STRONG), ("m.assert_has_calls([])", STRONG),
    ("m.assert_not_called()", STRONG), ("pytest.fail('x')", STRONG), ("self.fail('x')", STRONG),
    ("expect(page)", STRONG), ("assert_balanced(x)", STRONG), ("check_rows(x)", STRONG),
    ("verify(x)", STRONG), ("should_be(x)", STRONG), ("ensure_sorted(x)", STRONG), ("_assert_x(y)", STRONG),
    ("expects(x)", STRONG), ("checkAll(x)", STRONG),
    ("pytest.raises(ValueError)", STRONG), ("pytest.raises(Exception)", LOOSE),
    ("pytest.raises(BaseException)", LOOSE), ("pytest.raises(ExceptionGroup)", LOOSE),
    ("pytest.raises((ValueError, Exception))", LOOSE), ("pytest.raises(ParseException)", STRONG),
    ("pytest.raises(ValueError, match='x')", EXACT), ("pytest.raises(Exception, match='x')", EXACT),
    ("pytest.raises(ValueError, check=f)", EXACT), ("pytest.raises()", STRONG),
    ("pytest.RaisesGroup(ValueError)", STRONG), ("pytest.warns(UserWarning)", STRONG),
    ("pytest.warns(Warning)", LOOSE), ("pytest.deprecated_call()", STRONG),
    ("self.assertRaises(ValueError)", STRONG), ("self.assertRaises(Exception)", LOOSE),
    ("self.assertRaisesRegex(ValueError, 'x')", EXACT), ("self.assertRaisesRegexp(ValueError, 'x')", EXACT),
    ("self.assertWarns(UserWarning)", STRONG), ("self.assertWarnsRegex(Warning, 'x')", EXACT),
    ("self.assertLogs('app')", STRONG),
]  # fmt: skip

NO_ASSERTIONS = [
    "run()", "print(x)", "assertion(x)", "checker(x)", "checkout(x)", "expected(x)", "failed(x)",
    "shoulder(x)", "verification(x)", "subprocess.check_output(x)", "subprocess.check_call(x)",
    "asyncio.ensure_future(x)", "raises_nothing(x)", "praises(x)", "x[0](y)", "failure()",
]  # fmt: skip


@pytest.mark.parametrize(("source", "level"), EXPRESSIONS)
def test_what_follows_assert_says_so_much(source: str, level: int) -> None:
    assert [each.strength for each in of_expression(source)] == [level]


@pytest.mark.parametrize(("source", "level"), CALLS)
def test_a_call_that_asserts_says_so_much(source: str, level: int) -> None:
    assert [each.strength for each in of_call(source)] == [level]


@pytest.mark.parametrize("source", NO_ASSERTIONS)
def test_a_call_that_only_sounds_like_one_asserts_nothing(source: str) -> None:
    assert of_call(source) == []


def test_the_scale_has_five_steps_in_one_order() -> None:
    assert NOTHING < WEAK < LOOSE < STRONG < EXACT


def test_each_part_of_an_and_is_an_assertion_of_its_own() -> None:
    parts = [(each.text, each.strength) for each in of_expression("x == 3 and (y and True)")]
    assert parts == [("x == 3", STRONG), ("y", WEAK), ("True", NOTHING)]
    assert [each.text for each in of_call("self.assertTrue(x == 3 and y)")] == ["x == 3", "y"]


HOLLOW = [
    "Store.__doc__", "Store.__doc__ == 'x'", "'x' == Store.__doc__", "Store.__name__ == 'Store'",
    "store.Store.__qualname__ == 'Store'", "Store.__module__ is not None", "isinstance(Store, type)",
    "isinstance(Store(), Store)", "issubclass(Store, Store)", "type(Store()) is Store",
    "Store.__class__ is type", "type(Store) is type", "Store().__class__ == Store",
    "Store.__class__.__name__ == 'type'", "'Sto' in Store.__name__",
]  # fmt: skip
NOT_HOLLOW = [
    "Store.__name__ == 'Other'", "Store.__name__ == name", "Store.__name__ == 3", "Store.limit == 3",
    "Store.__doc__ == other()", "other.__doc__", "other.__name__ == 'other'", "isinstance(other, type)",
    "isinstance(Store, other)", "isinstance(other(), Store)", "isinstance(Store(), Base)",
    "issubclass(Store, Base)", "type(store.make()) is Store", "type(other) is type",
    "Store.__class__ is Meta", "Store.__class__.__name__ == 'Meta'", "Store[0].__name__ == 'Store'",
    "isinstance(Store(), type)", "Store.__name__", "Store.__class__", "x < Store.__name__ < y",
]  # fmt: skip


@pytest.mark.parametrize("source", HOLLOW)
def test_what_holds_as_soon_as_a_name_is_imported_says_nothing(source: str) -> None:
    assert [each.strength for each in of_expression(source, ("Store", "store"))] == [NOTHING]
    assert [each.strength > NOTHING for each in of_expression(source)] == [True]


@pytest.mark.parametrize("source", NOT_HOLLOW)
def test_what_could_be_otherwise_says_something(source: str) -> None:
    assert all(each.strength > NOTHING for each in of_expression(source, ("Store", "store")))


HOLLOW_CALLS = [
    "self.assertIsInstance(Store(), Store)", "self.assertIsInstance(Store, type, 'why')",
    "self.assertIsNotNone(Store.__doc__)", "self.assertIsNone(None)", "self.assertIsNotNone(3, 'why')",
    "self.assertEqual(Store.__name__, 'Store')", "self.assertEqual('Store', Store.__name__, 'why')",
    "self.assertIn('Sto', Store.__name__)", "self.assertIs(type(Store()), Store)",
    "self.assertGreater(2, 1)",
    "self.assertCountEqual([1], [1])", "self.assertTrue(Store.__doc__)", "self.assertNotEqual(1, 2)",
]  # fmt: skip


@pytest.mark.parametrize("source", HOLLOW_CALLS)
def test_a_method_that_compares_what_must_hold_says_nothing(source: str) -> None:
    assert [each.strength for each in of_call(source, ("Store",))] == [NOTHING]


@pytest.mark.parametrize(
    "source",
    [
        "self.assertEqual(other.__name__, 'other')",
        "self.assertIsNone(Store.limit)",
        "self.assertSaved(1, 1)",
    ],
)
def test_a_method_of_another_kind_or_of_another_name_says_something(source: str) -> None:
    assert [each.strength > NOTHING for each in of_call(source, ("Store",))] == [True]


TOLERANCES = [
    ("x == pytest.approx(3)", 1e-6, "the default"),
    ("x == pytest.approx(3, rel=0.1)", 0.1, "relative"),
    ("x == pytest.approx(3, abs=2)", 2.0, "absolute"),
    ("x == pytest.approx(3, rel=0.1, abs=2)", 2.0, "the wider of two"),
    ("x == pytest.approx(3, rel=WIDE)", 1e-6, "one that is not written down"),
    ("x == pytest.approx(3, nan_ok=True)", 1e-6, "another keyword"),
    ("math.isclose(x, 3, rel_tol=0.5)", 0.5, "relative"),
    ("math.isclose(x, 3, abs_tol=0.25)", 0.25, "absolute"),
    ("np.allclose(x, y, rtol=0.5)", 0.5, "relative"),
    ("np.allclose(x, y, atol=0.25)", 0.25, "absolute"),
    ("x < 5", 5.0, "a bound above"),
    ("x <= 5", 5.0, "a bound above"),
    ("5 > x", 5.0, "a bound above, turned"),
    ("5 >= x", 5.0, "a bound above, turned"),
    ("x > 5", -5.0, "a bound below lets the more pass the lower it is"),
    ("x >= 5", -5.0, "a bound below"),
    ("5 < x", -5.0, "a bound below, turned"),
    ("5 <= x", -5.0, "a bound below, turned"),
    ("x > -2.5", 2.5, "a bound below nought"),
    ("x > 0", 0.0, "nought is a bound too"),
    ("x < 0", 0.0, "nought is a bound too"),
    ("x < y", None, "no number"),
    ("x < True", None, "no number"),
    ("x < 'b'", None, "no number"),
    ("x == 5", None, "no bound"),
    ("x != 5", None, "no bound"),
    ("x in (5,)", None, "no bound"),
    ("x", None, "no comparison"),
]


@pytest.mark.parametrize(("source", "tolerance", "why"), TOLERANCES)
def test_the_tolerance_is_the_greater_the_more_passes(
    source: str, tolerance: float | None, why: str
) -> None:
    (found,) = of_expression(source)
    assert found.tolerance == tolerance, why


@pytest.mark.parametrize(
    ("source", "tolerance"),
    [
        ("self.assertAlmostEqual(x, 3)", 1e-6),
        ("self.assertAlmostEqual(x, 3, places=2)", 0.01),
        ("self.assertAlmostEqual(x, 3, places=0)", 1.0),
        ("self.assertAlmostEqual(x, 3, places=P)", 1e-6),
        ("self.assertAlmostEqual(x, 3, delta=0.5)", 0.5),
        ("self.assertLess(x, 3)", 3.0),
        ("self.assertLessEqual(x, 3)", 3.0),
        ("self.assertGreater(x, 3, 'why')", -3.0),
        ("self.assertGreaterEqual(3, x)", 3.0),
        ("self.assertLess(x)", None),
        ("self.assertEqual(x, 3)", None),
        ("self.assertEqual(x, pytest.approx(3, abs=1))", 1.0),
    ],
)
def test_the_tolerance_of_a_method_is_read_too(source: str, tolerance: float | None) -> None:
    (found,) = of_call(source)
    assert found.tolerance == tolerance


SPOKEN = [
    ("x == 3", {"x"}, "3"),
    ("3 == x", {"x"}, "x"),
    ("run(a) == b.c", {"run(a)", "b.c"}, "b.c"),
    ("x == pytest.approx(3)", {"x"}, "pytest.approx(3)"),
    ("not x", {"x"}, "x"),
    ("x", {"x"}, "x"),
    ("ready(a, 3)", {"ready(a, 3)", "a"}, "3"),
    ("ready()", {"ready()"}, "ready()"),
    ("1 == 1", set(), "1"),
    ("a < b < c", {"a", "b"}, "b"),
]


@pytest.mark.parametrize(("source", "subjects", "expected"), SPOKEN)
def test_what_an_assertion_speaks_of_and_what_it_expects(
    source: str, subjects: set[str], expected: str
) -> None:
    (found,) = of_expression(source)
    assert (set(found.subjects), found.expected) == (subjects, expected)


@pytest.mark.parametrize(
    ("source", "subjects", "expected"),
    [
        ("self.assertEqual(x, 3, 'why')", {"x"}, "3"),
        ("self.assertIsNone(x)", {"x"}, "x"),
        ("m.assert_not_called()", set(), ""),
        ("pytest.raises(KeyError, match='x')", {"raises"}, "pytest.raises(KeyError, match='x')"),
        ("self.assertRaises(KeyError)", {"assertRaises"}, "self.assertRaises(KeyError)"),
    ],
)
def test_a_method_speaks_of_its_first_two_arguments(source: str, subjects: set[str], expected: str) -> None:
    (found,) = of_call(source)
    assert (found.text, set(found.subjects), found.expected) == (source, subjects, expected)


@pytest.mark.parametrize(
    ("source", "helper"),
    [
        ("check_rows(x)", True),
        ("self._check_rows(x)", True),
        ("self.check_rows(x)", False),
        ("self.assertEqual(x, 3)", False),
        ("pytest.raises(KeyError)", False),
    ],
)
def test_a_function_of_its_own_is_a_helper_and_a_method_is_not(source: str, helper: bool) -> None:
    (found,) = of_call(source)
    assert found.helper is helper


def test_the_names_are_those_of_the_code_and_not_pythons() -> None:
    (found,) = of_call("self.assertEqual(len(app.rows(x)), pytest.approx(3))")
    assert found.names == {"assertEqual", "app", "rows", "x", "approx"}


@pytest.mark.parametrize(
    ("source", "name"), [("a.b.c", "c"), ("a", "a"), ("a()", ""), ("a[0]", ""), ("a().b", "b"), ("3", "")]
)
def test_the_last_name_of_an_expression(source: str, name: str) -> None:
    assert strength.last_name(ast.parse(source, mode="eval").body) == name
