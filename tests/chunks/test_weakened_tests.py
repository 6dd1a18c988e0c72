"""Existing tests that say less than before are seen; those moved, renamed or stronger are not."""

import pytest

from parti.chunks import oracle
from parti.constraints.finding import Finding
from parti.source.shape import FileChange
from tests.chunks.planned import rewritten


def body(*lines: str, name: str = "test_a", head: str = "") -> str:
    return f"{head}def {name}():\n" + "".join(f"    {line}\n" for line in lines)


def found(before: str, after: str, *others: FileChange) -> tuple[Finding, ...]:
    return oracle.findings([rewritten(before, after), *others])


def levels(before: str, after: str, *others: FileChange) -> list[str]:
    assert all(f.code == "chunk/weakened-test" for f in found(before, after, *others))
    return [f.level for f in found(before, after, *others)]


TWO = body("assert run() == 3", "assert other() == 4")

LOOSENED = {
    "equal to truth": ("assert run() == 3", "assert run()"),
    "equal to not none": ("assert run() == 3", "assert run() is not None"),
    "equal to in": ("assert run() == 'abc'", "assert 'abc' in run()"),
    "equal to approx": ("assert run() == 3.0", "assert run() == pytest.approx(3.0)"),
    "equal to greater": ("assert len(x) == 3", "assert len(x) > 0"),
    "equal to constant": ("assert run() == 3", "assert True"),
    "equal or anything": ("assert run() == 3", "assert run() == 3 or other()"),
    "inequality": ("assert run() == 3", "assert run() != 4"),
    "a wider relative tolerance": (
        "assert x == pytest.approx(3, rel=1e-6)",
        "assert x == pytest.approx(3, rel=0.1)",
    ),
    "a tolerance where there was the default": (
        "assert x == pytest.approx(3)",
        "assert x == pytest.approx(3, abs=1)",
    ),
    "isclose": ("assert math.isclose(x, 3)", "assert math.isclose(x, 3, rel_tol=0.5)"),
    "fewer places": ("self.assertAlmostEqual(x, 3, places=7)", "self.assertAlmostEqual(x, 3, places=1)"),
    "a larger delta": ("self.assertAlmostEqual(x, 3, delta=1)", "self.assertAlmostEqual(x, 3, delta=2)"),
    "a higher bound": ("assert seconds < 2", "assert seconds < 20"),
    "a higher bound, turned": ("assert 2 > seconds", "assert 20 > seconds"),
    "a lower bound": ("assert rows >= 10", "assert rows >= 1"),
    "unittest": ("self.assertEqual(run(), 3)", "self.assertTrue(run())"),
    "unittest in": ("self.assertEqual(run(), 'a')", "self.assertIn('a', run())"),
    "any error": ("with pytest.raises(ValueError): run()", "with pytest.raises(Exception): run()"),
    "any message": (
        "with pytest.raises(ValueError, match='x'): run()",
        "with pytest.raises(ValueError): run()",
    ),
    "called at all": ("m.assert_called_once_with(3)", "m.assert_called_once()"),
}


@pytest.mark.parametrize("name", LOOSENED)
def test_a_loosened_assertion_is_an_error(name: str) -> None:
    before, after = LOOSENED[name]
    assert levels(body(before), body(after)) == ["error"]


@pytest.mark.parametrize("name", LOOSENED)
def test_the_way_back_is_no_error(name: str) -> None:
    before, after = LOOSENED[name]
    assert "error" not in levels(body(after), body(before))


SILENCED = {
    "swallowed": ["try:", "    assert run() == 3", "except Exception:", "    pass"],
    "suppressed": ["with suppress(AssertionError):", "    assert run() == 3"],
    "unreachable": ["return", "assert run() == 3"],
    "under if 0": ["if 0:", "    assert run() == 3"],
}


@pytest.mark.parametrize("name", SILENCED)
def test_an_assertion_that_can_no_longer_fail_is_an_error(name: str) -> None:
    assert levels(body("assert run() == 3"), body(*SILENCED[name])) == ["error"]


@pytest.mark.parametrize(
    "head",
    [
        "@pytest.mark.skip\n",
        "@pytest.mark.skipif(WINDOWS, reason='x')\n",
        "@pytest.mark.xfail\n",
        "@unittest.expectedFailure\n",
        "pytestmark = pytest.mark.skip\n",
    ],
)
def test_a_skip_that_is_added_is_an_error_and_one_that_goes_is_not(head: str) -> None:
    assert levels(TWO, head + TWO) == ["error"]
    assert levels(head + TWO, TWO) == []


def test_a_skip_in_the_body_is_an_error() -> None:
    skipping = body("if SLOW:", "    pytest.skip('slow')", "assert run() == 3")
    assert levels(body("assert run() == 3"), skipping) == ["error"]


def test_a_new_reason_for_an_old_skip_is_quiet() -> None:
    before, after = "@pytest.mark.skip(reason='a')\n", "@pytest.mark.skip(reason='b')\n"
    assert levels(before + TWO, after + TWO) == []


def test_a_removed_assertion_is_named() -> None:
    (finding,) = found(TWO, body("assert run() == 3"))
    assert finding.level == "error"
    assert "put back" in finding.fix
    assert "`other() == 4` was removed" in finding.message
    assert str(finding.place) == "tests/test_writer.py:1"


def test_an_assertion_that_moved_to_another_test_is_quiet() -> None:
    split = body("assert run() == 3") + body("assert other() == 4", name="test_b")
    assert levels(TWO, split) == []


def test_assertions_that_became_one_helper_are_a_warning() -> None:
    helper = "def same(a, b):\n    assert a == 3\n    assert b == 4\n\n"
    assert "error" not in levels(TWO, helper + body("same(run(), other())"))


def test_an_edited_expectation_is_a_warning() -> None:
    (finding,) = found(TWO, TWO.replace("== 3", "== 5"))
    assert finding.level == "warning"
    assert "a person looks at it" in finding.fix
    assert "`run() == 3` became `run() == 5`" in finding.message


def test_another_error_expected_is_a_warning() -> None:
    before = body("with pytest.raises(ValueError): run()")
    assert levels(before, before.replace("ValueError", "KeyError")) == ["warning"]


def test_a_renamed_variable_is_quiet() -> None:
    before = body("x = run()", "assert x == 3")
    assert levels(before, body("rows = run()", "assert rows == 3")) == []
    assert levels(body("assert run(a) == 3"), body("assert run(b) == 3")) == []


def test_more_assertions_are_quiet() -> None:
    assert levels(body("assert run() == 3"), TWO) == []


def test_fewer_cases_are_an_error_and_more_are_quiet() -> None:
    three = body("assert run(x) == 3", head="@pytest.mark.parametrize('x', [1, 2, 3])\n")
    two = three.replace("[1, 2, 3]", "[1, 2]")
    assert levels(three, two) == ["error"]
    assert levels(two, three) == []


def test_a_deleted_test_is_an_error() -> None:
    (finding,) = found(TWO + body("assert x == 1", name="test_b"), TWO)
    assert (finding.level, finding.place.line) == ("error", 0)
    assert "test_b: the test is deleted" in finding.message


def test_a_test_deleted_with_what_it_tested_is_a_warning() -> None:
    before = TWO + body("assert export_rows() == 1", name="test_b")
    code = FileChange("src/rows.py", "def export_rows():\n    return 1\n", "")
    assert levels(before, TWO, code) == ["warning"]
    kept = FileChange("src/rows.py", code.base, "def export_rows():\n    return 2\n")
    assert levels(before, TWO, kept) == ["error"]


def test_a_renamed_test_is_quiet_and_a_renamed_test_that_lost_something_is_not() -> None:
    assert levels(TWO, TWO.replace("test_a", "test_b")) == []
    less = body("assert run() == 3", name="test_b")
    assert levels(TWO, less) == ["error"]


def test_a_test_that_moved_to_a_class_or_a_file_is_quiet() -> None:
    moved = "class TestA:\n    def test_a(self):\n        assert run() == 3\n        assert other() == 4\n"
    assert levels(TWO, moved) == []
    assert levels(TWO, "x = 1\n", rewritten(None, TWO, "tests/test_more.py")) == []


def test_a_deleted_file_is_left_to_the_scope_unless_its_tests_moved() -> None:
    gone, more = rewritten(TWO, None), rewritten(None, TWO, "tests/test_more.py")
    assert oracle.findings([gone]) == ()
    assert oracle.moved([gone]) == frozenset()
    assert oracle.moved([gone, more]) == {"tests/test_writer.py"}
    assert oracle.moved([rewritten(TWO, TWO)]) == frozenset()


def test_half_of_a_deleted_file_moved_is_not_moved() -> None:
    gone = rewritten(TWO + body("assert z == 9", name="test_z"), None)
    assert oracle.moved([gone, rewritten(None, TWO, "tests/test_more.py")]) == frozenset()


def test_a_deleted_file_that_moved_and_lost_an_assertion_is_an_error() -> None:
    less = rewritten(None, body("assert run() == 3"), "tests/test_more.py")
    assert [f.level for f in oracle.findings([rewritten(TWO, None), less])] == ["error"]


@pytest.mark.parametrize(
    "hook",
    ["collect_ignore = ['a']", "def pytest_collection_modifyitems(items): ...", "import os; os._exit(0)"],
)
def test_a_hook_that_decides_what_runs_is_shown(hook: str) -> None:
    (finding,) = oracle.findings([rewritten("", hook, "tests/conftest.py")])
    assert (finding.code, finding.level) == ("chunk/weakened-test", "warning")
    assert oracle.findings([rewritten(hook, hook, "tests/conftest.py")]) == ()


def test_a_base_that_does_not_parse_has_nothing_to_lose() -> None:
    assert levels("def test_a(:\n", TWO) == []


def test_an_assertion_that_moved_to_where_it_cannot_fail_is_lost() -> None:
    dead = body("try:", "    assert other() == 4", "except Exception:", "    pass", name="test_b")
    assert "error" in [
        f.level for f in found(TWO, body("assert run() == 3") + dead) if "removed" in f.message
    ]


def test_a_method_of_unittest_is_no_helper_that_could_stand_for_what_was_removed() -> None:
    before = body("assert run() == 3", "assert other() == 4")
    after = body("self.assertEqual(third(), 5)")
    assert levels(before, after) == ["error", "error"]
