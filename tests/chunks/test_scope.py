"""A change is held to its chunk: files, size, deleted tests; and what is a test file at all."""

import pytest

from parti.chunks import scope, testfiles
from tests.chunks.planned import change, chunk


def codes(*changes: scope.Changed, **given: object) -> list[str]:
    return [finding.code for finding in scope.findings(chunk(**given), changes)]


def test_a_change_inside_the_chunk_is_quiet() -> None:
    assert codes(change("src/writer.py", 40, 10), change("tests/test_writer.py", 30)) == []


def test_a_path_outside_is_an_error_at_that_path() -> None:
    (found,) = scope.findings(chunk(), [change("src/reader.py"), change("src/writer.py")])
    assert (found.code, found.level, str(found.place)) == ("chunk/scope", "error", "src/reader.py")
    assert "git checkout" in found.fix


def test_a_new_path_outside_is_not_told_to_be_checked_out() -> None:
    (found,) = scope.findings(chunk(), [change("src/new.py", status="added")])
    assert "git checkout" not in found.fix


@pytest.mark.parametrize(
    ("files", "path", "inside"),
    [
        (("src/**",), "src/a/b.py", True),
        (("src/*.py",), "src/a/b.py", False),
        (("src/",), "src/a/b.py", True),
        (("src/writer.py",), "src/writer.pyc", False),
        (("app/[id]/page.tsx",), "app/[id]/page.tsx", True),
        ((), "src/writer.py", False),
    ],
)
def test_globs_name_what_they_say(files: tuple[str, ...], path: str, inside: bool) -> None:
    assert scope.covers(chunk(files=files), path) is inside


def test_the_constraint_document_is_always_open_and_partis_own_folder_does_not_count() -> None:
    assert codes(change("CONSTRAINTS.md"), change(".parti/features/x/log/a.jsonl", 5000)) == []
    assert codes(change(".partition/x.py")) == ["chunk/scope"]
    assert codes(change("docs/CONSTRAINTS.md")) == ["chunk/scope"]


def test_one_line_too_many_is_too_large() -> None:
    assert codes(change("src/writer.py", 50, 30)) == []
    (found,) = scope.findings(chunk(), [change("src/writer.py", 50, 31)])
    assert found.code == "chunk/size"
    assert "81 lines" in found.message
    assert str(found.place) == "src/writer.py"


def test_lines_of_lock_files_are_not_counted_but_the_path_is_held_to_the_scope() -> None:
    assert codes(change("web/package-lock.json", 9000), files=("web/**",)) == []
    assert codes(change("uv.lock", 9000)) == ["chunk/scope"]


def test_a_deleted_test_file_is_an_error_also_inside_the_chunk() -> None:
    (found,) = scope.findings(chunk(), [change("tests/test_writer.py", 0, 9, "deleted")])
    assert (found.code, found.level) == ("chunk/scope", "error")
    assert "deleted" in found.message


def test_a_test_file_whose_tests_moved_and_a_deleted_source_file_are_let_go() -> None:
    gone = change("tests/test_writer.py", 0, 9, "deleted")
    assert scope.findings(chunk(), [gone], moved={"tests/test_writer.py"}) == ()
    assert codes(change("src/writer.py", 0, 9, "deleted")) == []


TESTS = [
    "tests/test_a.py", "a_test.py", "app/tests.py", "src/a.test.ts", "src/a.spec.jsx", "pkg/a_test.go",
    "spec/a_spec.rb", "src/test/java/AbcTest.java", "tests/cli.rs", "__tests__/a.js", "a.cy.ts",
]  # fmt: skip
SUPPORT = ["conftest.py", "tests/conftest.py", "tests/data/a.json", "pkg/testdata/a.txt", "tests/fakes.py"]
PRODUCT = ["src/contest.py", "src/testing.py", "src/latest.py", "src/protest.go", "src/Latest.java"]


@pytest.mark.parametrize("path", TESTS)
def test_a_runner_would_find_tests_here(path: str) -> None:
    assert testfiles.is_test(path)
    assert testfiles.is_test_side(path)


@pytest.mark.parametrize("path", SUPPORT)
def test_support_is_on_the_side_of_the_tests_but_is_no_test(path: str) -> None:
    assert testfiles.is_test_side(path)
    assert not testfiles.is_test(path)


@pytest.mark.parametrize("path", PRODUCT)
def test_code_whose_name_only_sounds_like_a_test_is_no_test(path: str) -> None:
    assert not testfiles.is_test_side(path)


def test_the_files_that_a_command_names() -> None:
    command = "python -m pytest -q ./tests/test_a.py::test_b tests/test_c.py"
    assert testfiles.named_in(command) == ("tests/test_a.py", "tests/test_c.py")
    assert testfiles.named_in("npm test") == ()
    assert testfiles.named_in("./check.sh") == ()


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("pytest tests/app/test_x.py::test_a", True),
        ("python tests/runtests.py app.test_x", True),
        ("python -m unittest tests.app.test_x.TestA.test_b", True),
        ("python tests/runtests.py test_x", True),
        ("python -m unittest other.test_x", False),
        ("python tests/runtests.py app", False),
        ("python -m unittest app.test_xy", False),
        ("pytest tests/test_x.py", False),
    ],
)
def test_a_dotted_module_name_names_its_test_file(command: str, named: bool) -> None:
    assert testfiles.names(command, "tests/app/test_x.py") is named


@pytest.mark.parametrize("command", ["a | b", "a; b", "a > out.txt", "X=1 a"])
def test_a_command_for_a_shell_is_told_from_one_that_can_be_run(command: str) -> None:
    assert testfiles.needs_shell(command)
    assert not testfiles.needs_shell("env X=1 pytest -k 'a and b'")


def test_an_open_quote_is_no_crash() -> None:
    assert testfiles.split("pytest 'a") == ("pytest", "'a")
