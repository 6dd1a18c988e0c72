"""Tests that were rewritten where they stand, or merged into one with parameters, are known again."""

import pytest

from parti.chunks import oracle
from parti.source.shape import FileChange
from tests.chunks.planned import rewritten


def told(before: str, after: str) -> list[tuple[str, str]]:
    found = oracle.findings([rewritten(before, after)])
    return [(each.level, each.message.split(": ", 1)[1].removesuffix(".")) for each in found]


def body(name: str, *lines: str) -> str:
    return f"def {name}():\n" + "".join(f"    {line}\n" for line in lines)


FIRST = body("test_first", "assert one() == 1")
STEPS = ("db = make()", "db.insert(rows)", "result = run(db)")
REFUSED = body("test_refused", *STEPS, "assert result.code == 2", "assert 'Missing' in result.output")
WORKS = body("test_works", *STEPS, "assert result.code == 0", "assert result.output == 'done'")
DELETED = [("error", "the test is deleted")]


def test_a_test_that_was_turned_around_where_it_stands_is_compared_and_not_deleted() -> None:
    levels = told(FIRST + REFUSED, FIRST + WORKS)
    assert ("error", "the test is deleted") not in levels
    assert ("warning", "the expectation was edited: `result.code == 2` became `result.code == 0`") in levels


def test_a_test_that_was_turned_around_and_says_less_is_an_error() -> None:
    less = body("test_works", *STEPS, "assert result")
    assert [level for level, _ in told(FIRST + REFUSED, FIRST + less)] == ["error", "error"]


def test_a_test_that_was_turned_around_because_its_subject_is_gone_is_a_warning() -> None:
    before = FIRST + body("test_refused", *STEPS, "assert db.open_rows == 2", "assert all(rows)")
    after = FIRST + body("test_works", *STEPS, "assert result.code == 0")
    code = FileChange("src/app.py", "def f(s):\n    s.open_rows = 1\n", "def f(s): pass\n")
    found = oracle.findings([rewritten(before, after), code])
    assert [each.level for each in found] == ["warning", "warning"]
    found = oracle.findings([rewritten(before, after)])
    assert [each.level for each in found] == ["error", "error"]


@pytest.mark.parametrize(
    "after",
    [
        WORKS + FIRST,
        FIRST + body("test_works", "db = make()", "assert other(db) == 3"),
        FIRST + body("test_works", "result = run(db)", "result = go()", "x()", "assert other(db) == 3"),
    ],
)
def test_a_new_test_that_stands_elsewhere_or_does_other_things_is_another_one(after: str) -> None:
    assert told(FIRST + REFUSED, after) == DELETED


ONE = body("test_path", "url = URL('http://a/b')", "assert url.path == '/b'", "assert url.query == ''")
TWO = body("test_query", "url = URL('http://a/?c')", "assert url.path == '/'", "assert url.query == 'c'")
MARK = (
    "@pytest.mark.parametrize('text, path, query', [('http://a/b', '/b', ''), ('http://a/?c', '/', 'c')])\n"
)
MERGED = f"{MARK}def test_url(text, path, query):\n    url = URL(text)\n    assert url.path == path\n"
BOTH = MERGED + "    assert url.query == query\n"


def test_tests_that_became_the_cases_of_one_lost_nothing() -> None:
    assert told(ONE + TWO, BOTH) == []


def test_tests_that_became_more_cases_of_one_that_was_there_lost_nothing() -> None:
    one_row = BOTH.replace(", ('http://a/?c', '/', 'c')", "")
    assert told(one_row + TWO, BOTH) == []


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (MERGED, "a subject that no assertion speaks of"),
        (BOTH.replace("'/'", "'/x'").replace("'c')", "'d')"), "other values"),
        (BOTH.replace("url.query == query", "url.query"), "it says less"),
        (BOTH.replace(MARK, MARK.replace("('http://a/b', '/b', ''), ", "")), "no more rows than one"),
    ],
)
def test_a_test_that_is_not_among_the_cases_is_deleted(after: str, why: str) -> None:
    assert ("error", "the test is deleted") in told(TWO, after), why


def test_a_table_of_the_file_holds_cases_too() -> None:
    table = "ROWS = [('http://a/b', '/b', ''), ('http://a/?c', '/', 'c')]\n"
    mark = "@pytest.mark.parametrize('text, path, query', ROWS)\n"
    assert told(ONE + TWO, table + BOTH.replace(MARK, mark)) == []


THREE = body("test_spaces", "url = URL('b%20c')", "assert url.path == '/b c'", "assert url.query == 'e'")
MORE = BOTH.replace("c')]", "c'), ('http://a/%64', '/d', '')]")
NOT_SO = ("warning", "it became a row of test_url, which expects something else")


def test_a_test_whose_like_became_rows_is_a_row_with_another_expectation() -> None:
    assert told(ONE + TWO + THREE, MORE) == [NOT_SO]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (ONE + TWO + THREE, BOTH, "no row came for it"),
        (THREE, MORE, "no other test became a row"),
        (ONE + TWO + THREE.replace("url", "link"), MORE, "it names another thing"),
        (
            ONE + TWO + THREE + body("test_more", "url = URL('x')", "assert url.host == 'x'"),
            MORE,
            "a new subject",
        ),
        (
            ONE.replace("    assert url.query == ''\n", "")
            + TWO.replace("    assert url.query == 'c'\n", "")
            + THREE,
            MORE.replace("    assert url.query == query\n", ""),
            "a subject that no assertion speaks of",
        ),
    ],
)
def test_a_test_for_which_no_row_came_is_deleted(before: str, after: str, why: str) -> None:
    assert ("error", "the test is deleted") in told(before, after), why


def test_each_row_that_came_takes_one_test() -> None:
    again = THREE.replace("test_spaces", "test_again")
    assert sorted(told(ONE + TWO + THREE + again, MORE)) == [*DELETED, NOT_SO]
