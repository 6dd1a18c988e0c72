"""The tests of a whole change: which became which, in which file, and what is said of those that went.

`test_weakened_tests` holds one file; here tests go from file to file, and the code under test goes too.
"""

import pytest

from parti.chunks import oracle
from parti.constraints.finding import Finding
from parti.source.shape import FileChange
from tests.chunks.planned import rewritten


def body(name: str, *asserted: str) -> str:
    return f"def {name}():\n" + "".join(f"    assert {each}\n" for each in asserted) + "\n"


def a_class(name: str, *tests: str) -> str:
    inside = (
        "".join(tests).replace("\n    ", "\n        ").replace("def ", "    def ").replace("()", "(self)")
    )
    return f"class {name}:\n{inside}"


def told(*changes: FileChange) -> list[tuple[str, str, str]]:
    return [(each.level, str(each.place), each.message) for each in oracle.findings(changes)]


A, B, C = "tests/test_a.py", "tests/test_b.py", "tests/test_c.py"
ONE, TWO = body("test_one", "one == 1"), body("test_two", "two == 2")
BOTH = ONE + TWO


def test_a_change_without_tests_says_nothing() -> None:
    assert oracle.findings([]) == ()
    assert oracle.moved([]) == frozenset()
    assert oracle.findings([FileChange("src/a.py", "x = 1\n", "x = 2\n")]) == ()


def test_a_deleted_test_is_told_with_its_name_and_without_a_line() -> None:
    assert told(rewritten(BOTH, TWO, A)) == [("error", A, "test_one: the test is deleted.")]
    (found,) = oracle.findings([rewritten(BOTH, TWO, A)])
    assert found.code == "chunk/weakened-test"
    assert (
        found.fix == "put back what the test said; when it was wrong, a person decides that, not the chunk"
    )


def test_a_warning_asks_for_a_person() -> None:
    (found,) = oracle.findings([rewritten(ONE, ONE.replace("== 1", "== 3"), A)])
    assert (found.level, str(found.place)) == ("warning", f"{A}:1")
    assert found.fix == "a person looks at it: was the expectation wrong, or the code?"


MOVES = [
    ("to a new file", [(BOTH, TWO, A), (None, ONE, B)], []),
    ("to a file that was there", [(BOTH, TWO, A), (TWO, BOTH, B)], []),
    ("to a file with tests of its own name", [(ONE, "", A), (ONE, ONE, B)], [(A, "the test is deleted")]),
    ("under another name", [(BOTH, TWO + ONE.replace("test_one", "test_first"), A)], []),
    ("under another name elsewhere", [(BOTH, TWO, A), (None, body("test_x", "one == 1"), B)], []),
    ("into a class", [(ONE, a_class("TestA", ONE), A)], []),
    ("out of a class", [(a_class("TestA", ONE), ONE, A)], []),
    ("into another class", [(a_class("TestA", ONE), a_class("TestB", ONE), A)], []),
    ("a file under another name", [(BOTH, None, A), (None, BOTH, B)], []),
    ("half of a file", [(BOTH, None, A), (None, TWO, B)], []),
    ("with all but one assertion", [(body("test_x", "a == 1", "b == 2", "c == 3"), "", A),
                                    (None, body("test_y", "a == 1", "b == 2"), B)],
     [(B, "the assertion `c == 3` was removed")]),
    ("with half of its assertions", [(body("test_x", "a == 1", "b == 2"), "", A),
                                     (None, body("test_y", "a == 1", "c == 3"), B)],
     [(B, "the assertion `b == 2` was removed")]),
    ("with less than half", [(body("test_x", "a == 1", "b == 2", "c == 3"), "", A),
                             (None, body("test_y", "a == 1", "d == 4"), B)],
     [(A, "the test is deleted")]),
    ("by its name, with other assertions", [(ONE, "", A), (None, body("test_one", "z == 9"), B)],
     [(B, "the assertion `one == 1` was removed")]),
    ("two of one name, the nearer one", [(body("test_one", "a == 1", "b == 2"), "", A),
                                         (None, body("test_one", "c == 3"), B),
                                         (None, body("test_one", "a == 1", "b == 2"), C)], []),
    ("its name goes before its assertions", [(ONE, "", A), (None, body("test_one", "one"), B),
                                             (None, body("test_other", "one == 1"), C)],
     [(B, "`one == 1` became `one`, which says less")]),
    ("an assertion to another test", [(body("test_one", "a == 1", "b == 2"), body("test_one", "a == 1"), A),
                                      (None, body("test_new", "b == 2", "z == 0"), B)], []),
    ("an assertion to where it was", [(body("test_one", "a == 1", "b == 2"), body("test_one", "a == 1"), A),
                                      (body("test_x", "b == 2"), body("test_x", "b == 2"), B)],
     [(A, "the assertion `b == 2` was removed")]),
    ("a test without assertions that goes", [(BOTH + "def test_x():\n    run()\n", BOTH, A)],
     [(A, "the test is deleted")]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "files", "said"), MOVES)
def test_a_test_is_looked_for_everywhere(
    why: str, files: list[tuple[str | None, str | None, str]], said: list[tuple[str, str]]
) -> None:
    found = oracle.findings([rewritten(*each) for each in files])
    lines = [(each.place.path, each.message.split(": ", 1)[1].removesuffix(".")) for each in found]
    assert lines == said, why


def test_the_order_of_the_files_does_not_change_what_is_said() -> None:
    files = [rewritten(BOTH, TWO, A), rewritten(None, body("test_new", "x"), B), rewritten(TWO, None, C)]
    assert sorted(told(*files)) == sorted(told(*reversed(files)))


def test_a_test_that_was_renamed_is_not_judged_as_a_new_one_and_a_new_one_beside_it_is() -> None:
    weak = body("test_old", "x")
    assert told(rewritten(weak, body("test_new", "x"), A)) == []
    beside = body("test_new", "x") + body("test_more", "y")
    assert told(rewritten(weak, beside, A)) == [
        ("warning", f"{A}:4", "test_more only shows that something is there: `y`.")
    ]


WEAK = [
    ("def test_x():\n    run()\n", "error", "test_x asserts nothing."),
    ("def test_x():\n    assert True\n", "error",
     "test_x cannot fail: `True` says nothing about the code."),
    ("def test_x():\n    assert y\n", "warning", "test_x only shows that something is there: `y`."),
    ("def test_x():\n    assert y\n    assert y == 3\n", "", ""),
    ("def test_x():\n    assert True\n    assert y\n", "warning",
     "test_x only shows that something is there: `y`."),
    ("from app import y\ndef test_x():\n    assert y == 3\n", "warning",
     "test_x calls nothing, it only reads a name: `y == 3`."),
    ("@pytest.mark.skip\ndef test_x():\n    assert y == 3\n", "error",
     "test_x is new and can never count (skip)."),
    ("@pytest.mark.skipif(WINDOWS)\ndef test_x():\n    assert y == 3\n", "", ""),
    ("class TestA:\n    def test_x(self):\n        run()\n", "error", "TestA::test_x asserts nothing."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "level", "message"), WEAK)
def test_a_new_test_is_told_for_what_it_is(text: str, level: str, message: str) -> None:
    found = oracle.findings([rewritten(None, text, A)])
    assert [(each.level, each.message) for each in found] == ([(level, message)] if level else [])
    assert all(each.code == "chunk/weak-test" for each in found)
    assert all(each.fix.startswith("assert the outcome: a value, a state or the error") for each in found)


def gone(code_before: str | None, code_after: str | None, *, path: str = "src/rows.py") -> list[Finding]:
    before = ONE + "def test_rows():\n    assert export_rows() == 1\n"
    code = FileChange(path, code_before, code_after)
    return [
        each for each in oracle.findings([rewritten(before, ONE, A), code]) if "deleted" in each.message
    ]


DEF = "def export_rows():\n    return 1\n"
SUBJECTS = [
    (DEF, "", "warning", "a function that goes with its test"),
    (DEF, None, "warning", "a file that goes with its test"),
    ("async " + DEF, "", "warning", "an async one"),
    ("class export_rows:\n    pass\n", "", "warning", "a class"),
    ("class A:\n    def export_rows(self):\n        pass\n", "class A:\n    pass\n", "warning", "a method"),
    (DEF, DEF + "x = 1\n", "error", "one that stays"),
    (DEF, "class A:\n    " + DEF.replace("\n  ", "\n      "), "error", "one that moved into a class"),
    ("def other_rows():\n    pass\n", "", "error", "another one that goes"),
    ("export_rows = 3\n", "", "error", "a name that is no definition"),
    (DEF, "def (:\n", "warning", "a file that no longer parses defines nothing"),
    ("def (:\n", "", "error", "a file that did not parse defined nothing"),
    (None, DEF, "error", "one that is new"),
]


@pytest.mark.parametrize(("before", "after", "level", "why"), SUBJECTS)
def test_a_test_may_go_with_what_it_spoke_of(
    before: str | None, after: str | None, level: str, why: str
) -> None:
    (found,) = gone(before, after)
    assert found.level == level, why
    assert ("export_rows, of which it spoke, is gone too" in found.message) == (level == "warning")


def test_a_definition_that_moved_to_another_file_is_not_gone() -> None:
    before = ONE + "def test_rows():\n    assert export_rows() == 1\n"
    moved = [FileChange("src/rows.py", DEF, ""), FileChange("src/more.py", "", DEF)]
    (found,) = oracle.findings([rewritten(before, ONE, A), *moved])
    assert found.level == "error"


@pytest.mark.parametrize("path", ["src/rows.txt", "tests/rows.py"])
def test_a_definition_that_goes_from_no_code_under_test_excuses_nothing(path: str) -> None:
    assert [each.level for each in gone(DEF, "", path=path)] == ["error"]


HOOKS = [
    ("collect_ignore = ['a']", ["collect_ignore"]),
    ("collect_ignore_glob = ['a']", ["collect_ignore_glob"]),
    ("def pytest_ignore_collect(path): ...", ["pytest_ignore_collect"]),
    ("def pytest_collection_modifyitems(items): ...", ["pytest_collection_modifyitems"]),
    ("def pytest_runtest_makereport(item): ...", ["pytest_runtest_makereport"]),
    ("def pytest_sessionfinish(session): ...", ["pytest_sessionfinish"]),
    ("import os\nos._exit(0)", ["_exit"]),
    ("import os\nos._exit(0)\ncollect_ignore = []", ["_exit", "collect_ignore"]),
    ("def pytest_configure(config): ...", []),
    ("my_collect_ignore = 3", []),
    ("import sys\nsys.exit(0)", []),
]


@pytest.mark.parametrize(("text", "names"), HOOKS)
def test_each_hook_that_decides_what_runs_is_told_by_its_name(text: str, names: list[str]) -> None:
    found = oracle.findings([rewritten("", text, "tests/conftest.py")])
    assert [each.message.split(" now uses ")[1].split(",")[0] for each in found] == names
    assert {(each.level, each.place.path, each.code) for each in found} == (
        {("warning", "tests/conftest.py", "chunk/weakened-test")} if names else set()
    )
    assert all(each.fix == "take it out, or let a person look at it" for each in found)


def test_a_hook_of_a_file_that_is_new_or_gone_or_no_test() -> None:
    hook = "collect_ignore = ['a']\n"
    assert len(told(rewritten(None, hook, "conftest.py"))) == 1
    assert told(rewritten(hook, None, "conftest.py")) == []
    assert told(rewritten("", hook, "src/app.py")) == []


MOVED = [
    ([(BOTH, None, A), (None, BOTH, B)], {A}),
    ([(BOTH, None, A), (None, ONE, B), (None, TWO, C)], {A}),
    ([(BOTH, None, A), (None, ONE, B)], set()),
    ([(BOTH, "", A), (None, BOTH, B)], set()),
    ([("", None, A), (None, BOTH, B)], set()),
    ([("x = 1\n", None, A)], set()),
    ([(ONE, None, A), (TWO, None, B), (None, BOTH, C)], {A, B}),
    ([(ONE, None, "src/a.py"), (None, ONE, B)], set()),
]


@pytest.mark.parametrize(("files", "paths"), MOVED)
def test_a_deleted_file_has_moved_when_all_of_its_tests_live_on(
    files: list[tuple[str | None, str | None, str]], paths: set[str]
) -> None:
    assert oracle.moved([rewritten(*each) for each in files]) == paths


DEEP = "def test_a():\n    if x: pass\n" + "    elif x: assert y == 3\n" * 1500


def test_a_test_file_that_is_nested_too_deeply_is_an_error_and_no_crash() -> None:
    (found,) = oracle.findings([rewritten(None, DEEP, A)])
    assert (found.code, found.level, str(found.place)) == ("chunk/weak-test", "error", A)
    assert "nested too deeply" in found.message
    assert found.fix == "write the longest expression, or chain of elif, as a table"
    assert told(rewritten(DEEP, ONE, A)) == []
    assert told(rewritten(None, DEEP, "tests/samples.py")) == []


def test_a_test_file_that_does_not_parse_is_told_once_and_loses_nothing() -> None:
    broken = rewritten(BOTH, "def test_one(:\n", A)
    assert [(level, place) for level, place, _ in told(broken)] == [("error", f"{A}:1")]
    assert oracle.moved([broken]) == frozenset()
