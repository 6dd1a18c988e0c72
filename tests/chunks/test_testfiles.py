"""What is a test file, what a command names, and what only a shell can run: one path or command a row."""

import pytest

from parti.chunks import testfiles

RUNNERS_FIND = [
    "test_a.py", "a_test.py", "test.py", "tests.py", "test_a.pyi", "src/deep/test_a.py",
    "a.test.js", "a.spec.ts", "a.cy.js", "a-test.js", "a_spec.tsx", "a.test.mjs",
    "a.spec.cts", "a.b.test.jsx",
    "a_test.go", "a_test.exs", "a_test.rb", "a_test.dart", "a_test.cc", "a_test.cpp", "a_test.c",
    "a_spec.rb", "test_a.rb",
    "ATest.java", "ATests.kt", "AIT.java", "ASpec.scala", "ATest.cs", "ATests.swift", "ATest.php",
    "tests/a.rs", "tests/a.js", "tests/deep/a.mjs", "__tests__/a.ts", "web/__tests__/deep/a.js",
]  # fmt: skip
THEY_DO_NOT = [
    "a.py", "testa.py", "atest.py", "test_.py", "_test.py", "contest.py", "test_a.txt", "test_a.py.bak",
    "tests/a.py", "tests.js", "test.js", ".test.js", "a.tests.js", "a.test.json", "a.test.css",
    "protest.js",
    "atest.go", "_test.go", "test_a.go", "test.rb", "spec.rb", "Test.java", "Latest.java", "ATest.txt",
    "AITs.java", "specs/a.js", "test/a.js", "tests/a.jsx", "tests/a.cts", "a/tests", "tests.rs",
    "__tests__/a.py", "src/a.rs", "",
]  # fmt: skip
SERVE_TESTS = [
    "conftest.py", "src/conftest.py", "test/a.json", "tests/a.py", "__tests__/a.txt", "spec/a.yml",
    "specs/a.rb", "pkg/testdata/golden.txt", "web/__snapshots__/a.snap", "a/b/tests/c/d/e.csv",
]  # fmt: skip
SERVE_NONE = [
    "src/a.py", "tests", "testing/a.py", "src/testdata.py", "fixtures/a.json", "conftest.py.txt",
    "my_conftest.py", "latest/a.py", "Tests/a.txt",
]  # fmt: skip


@pytest.mark.parametrize("path", RUNNERS_FIND)
def test_a_runner_looks_for_tests_here(path: str) -> None:
    assert testfiles.is_test(path)
    assert testfiles.is_test_side(path)


@pytest.mark.parametrize("path", THEY_DO_NOT)
def test_no_runner_looks_for_tests_here(path: str) -> None:
    assert not testfiles.is_test(path)


@pytest.mark.parametrize("path", SERVE_TESTS)
def test_a_file_may_serve_tests_without_being_one(path: str) -> None:
    assert testfiles.is_test_side(path)
    assert not testfiles.is_test(path)


@pytest.mark.parametrize("path", SERVE_NONE)
def test_a_file_that_serves_no_test_is_code_under_test(path: str) -> None:
    assert not testfiles.is_test_side(path)


COMMANDS = [
    ("pytest tests/test_a.py", ("tests/test_a.py",)),
    ("pytest ./tests/test_a.py", ("tests/test_a.py",)),
    (
        "pytest tests/test_a.py::TestA::test_b tests/test_c.py::test_d",
        ("tests/test_a.py", "tests/test_c.py"),
    ),
    ("pytest 'tests/test a.py'", ("tests/test a.py",)),
    ("pytest -c pytest.ini --rootdir=x.py tests", ("pytest.ini",)),
    ("pytest -k a.py", ("a.py",)),
    ("run.py", ()),
    ("python run.py", ("run.py",)),
    ("bash check.sh a.json", ("check.sh", "a.json")),
    ("pytest tests/", ()),
    ("pytest v1.2", ()),
    ("pytest a.extension", ()),
    ("pytest a.pyproj", ("a.pyproj",)),
    ("", ()),
]


@pytest.mark.parametrize(("command", "files"), COMMANDS)
def test_a_command_names_the_files_behind_its_first_word(command: str, files: tuple[str, ...]) -> None:
    assert testfiles.named_in(command) == files


NAMES = [
    ("pytest tests/app/test_x.py", "tests/app/test_x.py", True),
    ("pytest ./tests/app/test_x.py::test_a", "tests/app/test_x.py", True),
    ("python -m unittest tests.app.test_x", "tests/app/test_x.py", True),
    ("python -m unittest app.test_x.TestA", "tests/app/test_x.py", True),
    ("python -m unittest test_x.TestA.test_b", "tests/app/test_x.py", True),
    ("python -m unittest test_x.test_x", "tests/app/test_x.py", True),
    ("python -m unittest more.tests.app.test_x", "tests/app/test_x.py", False),
    ("python -m unittest tests.test_x", "tests/app/test_x.py", False),
    ("python -m unittest tests.app", "tests/app/test_x.py", False),
    ("python -m unittest --failfast=test_x", "tests/app/test_x.py", False),
    ("test_x tests", "tests/app/test_x.py", False),
    ("node --test test_x", "tests/app/test_x.js", False),
    ("pytest tests/test_x.py", "tests/app/test_x.py", False),
    ("pytest", "tests/app/test_x.py", False),
]


@pytest.mark.parametrize(("command", "path", "named"), NAMES)
def test_a_command_names_a_file_by_path_or_by_module(command: str, path: str, named: bool) -> None:
    assert testfiles.names(command, path) is named


SHELL = [
    ("a && b", "&&"), ("a || b", "||"), ("a | b", "|"), ("a ; b", ";"), ("a; b", "a;"), ("a &", "&"),
    ("a > out", ">"), ("a >> out", ">>"), ("a >out", ">out"), ("a 2> out", "2>"), ("a 2>&1", "2>&1"),
    ("a 2>/dev/null", "2>/dev/null"), ("a &> out", "&>"), ("a < in", "<"), ("a <in", "<in"),
    ("CI=1 a", "CI=1"), ("_X= a", "_X="), ("a b; c && d", "b;"),
]  # fmt: skip
NO_SHELL = [
    "a", "env CI=1 a", "a CI=1", "a -k 'b or c'", "a -k 'b | c'", "a --x=>3", "a b->c", "a 1=2", "1X=2 a",
    "a '&& b'", "make check-all", "a 'open", "",
]  # fmt: skip


@pytest.mark.parametrize(("command", "word"), SHELL)
def test_the_word_that_needs_a_shell_is_named(command: str, word: str) -> None:
    assert testfiles.needs_shell(command) == word


@pytest.mark.parametrize("command", NO_SHELL)
def test_a_command_that_can_be_run_as_it_is_needs_no_shell(command: str) -> None:
    assert testfiles.needs_shell(command) == ""


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("a 'b c' \"d e\"", ("a", "b c", "d e")),
        ("a 'b c", ("a", "'b", "c")),
        ("a\tb\n c", ("a", "b", "c")),
        ("", ()),
    ],
)
def test_a_command_is_cut_into_words_as_a_shell_would(command: str, words: tuple[str, ...]) -> None:
    assert testfiles.split(command) == words
