"""What a test waits for when it skips itself: the machine, or an outcome that ought to be asserted."""

import ast

import pytest

from parti.chunks import oracle, skipping
from tests.chunks.planned import rewritten

BODY = "def test_a({given}):\n    made = run(3)\n{skip}    assert made == 3\n"


def node_of(condition: str, given: str = "") -> ast.FunctionDef:
    skip = f"    if {condition}:\n        pytest.skip('not here')\n"
    (node,) = ast.parse(BODY.format(given=given, skip=skip)).body
    assert isinstance(node, ast.FunctionDef)
    return node


APART = [
    ("FREE_THREADED", ""),
    ("sys.version_info >= (3, 15)", ""),
    ("sys.platform == 'win32' and package == 'ansible'", "package"),
    ("protocol.__name__ == 'Sansio'", "protocol"),
    ("os.environ.get('CI')", ""),
    ("not shutil.which('git')", ""),
    ("settings.slow", ""),
]
NOT_APART = [
    ("made != 3", ""),
    ("made is None", ""),
    ("run(3) != 3", ""),
    ("not works()", ""),
    ("True", ""),
    ("1 < 2", ""),
    ("result.failed", "result"),
    ("result['error']", "result"),
    ("not os.path.exists(made)", ""),
]


@pytest.mark.parametrize(("condition", "given"), APART, ids=lambda each: each)
def test_a_test_that_waits_for_what_was_settled_before_it_ran(condition: str, given: str) -> None:
    assert skipping.apart(node_of(condition, given))


@pytest.mark.parametrize(("condition", "given"), NOT_APART)
def test_a_test_that_waits_for_an_outcome_is_another_matter(condition: str, given: str) -> None:
    assert not skipping.apart(node_of(condition, given))


def test_what_is_awaited_is_an_outcome() -> None:
    text = BODY.format(given="", skip="    if await ready():\n        pytest.skip('no')\n")
    (node,) = ast.parse(f"async {text}").body
    assert isinstance(node, ast.AsyncFunctionDef)
    assert not skipping.apart(node)


def test_a_second_skip_without_a_condition_waits_for_nothing() -> None:
    node = node_of("CI")
    node.body.append(ast.parse("pytest.skip('later')").body[0])
    assert not skipping.apart(node)
    assert skipping.waits(node) == frozenset()


def level(condition: str, *, whole: bool) -> list[str]:
    skip = f"    if {condition}:\n        pytest.skip('not here')\n"
    before, after = (BODY.format(given="", skip=each) for each in ("", skip))
    return [each.level for each in oracle.findings([rewritten(before, after)], whole=whole)]


def test_waiting_for_the_machine_is_shown_in_a_change_that_is_no_chunks_and_blocks_in_a_chunk() -> None:
    assert level("sys.version_info >= (3, 15)", whole=True) == ["warning"]
    assert level("sys.version_info >= (3, 15)", whole=False) == ["error"]


@pytest.mark.parametrize("condition", ["made != 3", "not works()", "True"])
def test_waiting_for_an_outcome_blocks_everywhere(condition: str) -> None:
    assert level(condition, whole=True) == ["error"]
    assert level(condition, whole=False) == ["error"]


def test_a_skip_that_became_a_mark_with_its_condition_is_none_that_was_added() -> None:
    skip = "    if sys.platform == 'win32':\n        pytest.skip('not here')\n"
    before, plain = (BODY.format(given="", skip=each) for each in (skip, ""))
    same, other = (f"@pytest.mark.skipif({c})\n{plain}" for c in ("sys.platform == 'win32'", "CI"))
    assert list(oracle.findings([rewritten(before, same)])) == []
    assert [each.level for each in oracle.findings([rewritten(before, other)])] == ["error"]
    for mark in ("xfail", "skipUnless"):
        after = same.replace("skipif", mark)
        assert [each.level for each in oracle.findings([rewritten(before, after)])] == ["error"], mark
