"""What a change that leaves its chunk is told: each sentence, its place, and the one next step.

`test_scope` holds which changes are findings; here is what a person reads of them.
"""

import shlex

import pytest

from parti.chunks import scope
from parti.constraints.finding import Finding
from tests.chunks.planned import change, chunk


def only(*changes: scope.Changed, **given: object) -> Finding:
    (found,) = scope.findings(chunk(**given), changes)
    return found


def test_a_file_outside_says_of_which_chunk_and_how_to_undo_or_plan_it() -> None:
    found = only(change("src/reader.py"), number=3)
    assert found.message == "src/reader.py is not among the files of chunk 3."
    assert found.fix == "undo it: git checkout HEAD -- src/reader.py; or plan it: parti plan"


def test_a_new_file_outside_is_to_be_taken_out() -> None:
    found = only(change("src/new.py", status="added"))
    assert found.fix == (
        "take it out of this change: git rm -f -- src/new.py, or move it away if git has it not; "
        "or plan it: parti plan"
    )


def test_a_judge_says_who_may_change_it_and_which_brief_comes_after() -> None:
    found = only(change(".parti/config.toml"), number=4)
    assert found.message == "A chunk may not change what judges it, and .parti/config.toml does."
    by_a_person = "a person changes it in a commit of its own, before the chunk"
    assert found.fix == f"{by_a_person}; then parti brief 4 again"


def test_a_deleted_test_is_brought_back_by_one_command() -> None:
    found = only(change("tests/test_writer.py", 0, 3, "deleted"))
    assert found.message == "The test file tests/test_writer.py is deleted."
    assert found.fix == "bring it back: git checkout HEAD -- tests/test_writer.py"
    assert str(found.place) == "tests/test_writer.py"


def test_a_change_that_is_too_large_says_both_numbers() -> None:
    found = only(change("src/writer.py", 60, 30), number=2)
    assert found.message == "The change has 90 lines; chunk 2 was planned with 80."
    assert found.fix == "split the chunk in two: parti plan"


LARGEST = [
    ([("src/writer.py", 50, 0), ("tests/test_writer.py", 40, 0)], "src/writer.py", "more added"),
    ([("src/writer.py", 10, 10), ("tests/test_writer.py", 0, 61)], "tests/test_writer.py", "more removed"),
    ([("src/writer.py", 41, 41), ("tests/test_writer.py", 81, 0)], "src/writer.py", "both count"),
    ([("src/writer.py", 81, 0), ("src/uv.lock", 9000, 0)], "src/writer.py", "no person writes these"),
    ([("src/writer.py", 81, 0), ("CONSTRAINTS.md", 90, 0)], "CONSTRAINTS.md", "the document counts"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "path", "why"), LARGEST)
def test_too_many_lines_are_told_at_the_file_with_the_most(
    rows: list[tuple[str, int, int]], path: str, why: str
) -> None:
    files = ("src/**", "tests/**")
    assert str(only(*(change(*row) for row in rows), files=files).place) == path, why


HOSTILE = ["src/two words.py", "src/a;rm -rf b.py", "src/$(x).py", "src/it's.py", "src/-x.py", "src/ü.py"]


@pytest.mark.parametrize("path", HOSTILE)
def test_the_command_to_undo_has_the_path_as_one_word(path: str) -> None:
    command = only(change(path)).fix.removeprefix("undo it: ").removesuffix("; or plan it: parti plan")
    assert shlex.split(command) == ["git", "checkout", "HEAD", "--", path]


@pytest.mark.parametrize("name", ["test_two words.py", "test_a;b.py", "test_$(x).py", "test_it's.py"])
def test_the_command_to_bring_a_test_back_has_the_path_as_one_word(name: str) -> None:
    path = f"tests/{name}"
    found = only(change(path, 0, 3, "deleted"), files=("tests/**",))
    assert shlex.split(found.fix.removeprefix("bring it back: ")) == ["git", "checkout", "HEAD", "--", path]


LOCKS = [
    "uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "package-lock.json", "yarn.lock",
    "pnpm-lock.yaml",
    "Cargo.lock", "go.sum", "Gemfile.lock", "composer.lock",
]  # fmt: skip


@pytest.mark.parametrize("name", LOCKS)
def test_lines_of_a_lock_file_count_in_no_folder(name: str) -> None:
    assert scope.lines([change(name, 500), change(f"web/{name}", 500), change("src/a.py", 2, 3)]) == 5
    assert scope.lines([change(f"{name}.md", 7)]) == 7


def test_a_change_of_nothing_has_no_lines_and_no_findings() -> None:
    assert scope.lines([]) == 0
    assert scope.findings(chunk(size=1), []) == ()
    assert scope.findings(chunk(size=1), [change("src/uv.lock", 99)], ()) != ()


def test_findings_come_in_the_order_judges_outside_size_deleted() -> None:
    changes = [
        change("tests/test_writer.py", 0, 50, "deleted"),
        change("src/writer.py", 90),
        change("src/other.py"),
        change(".parti/baseline.json"),
    ]
    found = [(each.code, each.place.path) for each in scope.findings(chunk(), changes)]
    assert found == [
        ("chunk/judge", ".parti/baseline.json"),
        ("chunk/scope", "src/other.py"),
        ("chunk/size", "src/writer.py"),
        ("chunk/scope", "tests/test_writer.py"),
    ]


def test_lines_of_what_judges_and_of_partis_own_state_are_not_the_chunks() -> None:
    changes = [change(".parti/config.toml", 500), change(".parti/features/a/log/x.jsonl", 500)]
    assert [each.code for each in scope.findings(chunk(size=1), changes)] == ["chunk/judge"]


@pytest.mark.parametrize(
    ("path", "ours", "judge"),
    [
        (".parti/features/a/design.md", True, False),
        (".parti/features", False, False),
        (".parti/.gitignore", True, False),
        (".parti/.gitattributes", True, False),
        (".parti/config.toml", False, True),
        (".parti/kinds/a/b.toml", False, True),
        (".parti/config.toml.bak", False, False),
        (".parti", False, True),
        ("sub/.parti/config.toml", False, False),
        ("sub/.parti/features/a/log/x.jsonl", False, False),
        (".partial/config.toml", False, False),
    ],
)
def test_partis_folder_is_state_or_judge_or_neither(path: str, ours: bool, judge: bool) -> None:
    assert (scope.is_ours(path), scope.is_judge(path)) == (ours, judge)


@pytest.mark.parametrize(
    ("files", "path", "named"),
    [
        ((), "a.py", False),
        (("a.py",), "a.py", True),
        (("a[1].py",), "a[1].py", True),
        (("a[1].py",), "a1.py", True),
        (("*.py",), "a.py", True),
        (("*.py",), "b/a.py", False),
        (("b/",), "b/c/a.py", True),
        (("b",), "b/a.py", False),
        (("x.py", "**/a.py"), "b/c/a.py", True),
    ],
)
def test_a_list_of_files_names_a_path_plainly_or_by_a_glob(
    files: tuple[str, ...], path: str, named: bool
) -> None:
    assert scope.declared(files, path) is named


def test_a_chunk_covers_the_document_and_no_judge_whatever_its_files_say() -> None:
    everything = chunk(files=("**", ".parti/config.toml"))
    assert scope.covers(everything, "CONSTRAINTS.md")
    assert scope.covers(chunk(files=()), "CONSTRAINTS.md")
    assert not scope.covers(everything, ".parti/config.toml")
    assert scope.covers(everything, ".parti/notes.md")


def test_what_is_committed_already_is_brought_back_from_the_base() -> None:
    """From the index nothing would come back: the change is there, too."""
    every = [change("src/reader.py"), change("tests/test_writer.py", status="deleted")]
    found = scope.findings(chunk(), every, (), "1234567890abcdef")
    assert [each.fix.partition(";")[0] for each in found] == [
        "undo it: git checkout 1234567890ab -- src/reader.py",
        "bring it back: git checkout 1234567890ab -- tests/test_writer.py",
    ]
