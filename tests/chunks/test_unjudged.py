"""What is said of changed tests that nobody judges: of which languages, and of which files."""

import pytest

from parti.chunks import unjudged
from parti.constraints.finding import Place

NAMED = [
    ("app/a_test.go", "Go"),
    ("src/AppTest.java", "Java"),
    ("tests/a.rs", "Rust"),
    ("src/AppTest.kt", "Kotlin"),
    ("src/AppTests.cs", "C#"),
    ("spec/a_spec.rb", "Ruby"),
    ("tests/ATest.php", "PHP"),
    ("Tests/ATests.swift", "Swift"),
    ("src/ASpec.scala", "Scala"),
    ("test/a_test.exs", "Elixir"),
    ("a_test.c", "C"),
    ("a_test.cpp", "C++"),
    ("a_test.cc", "C++"),
]


@pytest.mark.parametrize(("path", "language"), NAMED)
def test_a_changed_test_in_such_a_language_is_told_by_its_name(path: str, language: str) -> None:
    (told,) = unjudged.findings(["src/app.py", path])
    assert told.message == (
        f"Tests in {language} changed, and in {language} nobody sees whether one was weakened."
    )
    assert (told.code, told.level) == ("chunk/unjudged-tests", "note")
    assert (told.place, told.snippet) == (Place(path=path), path)
    assert told.fix == "a person reads the change of these tests"


@pytest.mark.parametrize(
    "path",
    [
        "src/app.go", "src/App.java", "src/lib.rs", "src/testing.go", "src/Contest.java", "lib/spec.rb",
        "tests/test_a.py", "test/a.test.js", "src/a.spec.tsx", "tests/conftest.py", "tests/rows.json",
        "test/a_test.sh", "tests/README.md", "tests", "",
    ],
)  # fmt: skip
def test_code_and_judged_tests_and_plain_files_are_not_told(path: str) -> None:
    assert unjudged.findings([path]) == ()


def test_no_change_is_no_finding() -> None:
    assert unjudged.findings([]) == ()


@pytest.mark.parametrize(
    ("paths", "spoken", "first"),
    [
        (["b_test.go", "a_test.go"], "Go", "b_test.go"),
        (["ATest.java", "a_test.go", "BTest.java"], "Go and Java", "ATest.java"),
        (["a_test.cc", "a_test.c"], "C and C++", "a_test.cc"),
        (["app.rb", "a_test.rb", "a_test.go", "tests/a.rs"], "Go and Ruby and Rust", "a_test.rb"),
    ],
)
def test_several_are_told_once_each_language_once_at_the_first_file(
    paths: list[str], spoken: str, first: str
) -> None:
    (told,) = unjudged.findings(paths)
    assert told.message.startswith(f"Tests in {spoken} changed, and in {spoken} nobody")
    assert told.place.path == first


@pytest.mark.parametrize(
    ("path", "language"),
    [("test/a.test.js", "javascript"), ("src/a.spec.ts", "typescript"), ("src/a.test.tsx", "tsx")],
)
def test_a_file_that_no_parser_reads_is_a_warning_of_its_own(path: str, language: str) -> None:
    (told,) = unjudged.unread(path)
    assert told.message == f"{path} cannot be read as {language}, so its tests were not judged."
    assert (told.code, told.level, told.place) == ("chunk/unjudged-tests", "warning", Place(path=path))


def test_notes_of_two_files_stay_apart_in_a_baseline() -> None:
    (one,), (other,) = unjudged.findings(["a_test.go"]), unjudged.findings(["b_test.go"])
    assert one.fingerprint() != other.fingerprint()
    (unread,) = unjudged.unread("a.test.js")
    assert unread.fingerprint() == next(unjudged.unread("a.test.js")).fingerprint()
