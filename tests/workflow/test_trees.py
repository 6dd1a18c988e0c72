"""The work tree as checks see it: every file counts, whatever bytes it holds."""

from pathlib import Path
from typing import NoReturn

import pytest

from parti import ports
from parti.source import kept, reading
from parti.source.shape import FileChange
from parti.workflow import trees
from tests.fakes.repository import FakeRepository


@pytest.fixture
def repository(tmp_path: Path) -> FakeRepository:
    return FakeRepository(tmp_path / "repo")


def changes(*paths: str) -> tuple[ports.Change, ...]:
    return tuple(ports.Change(path, 1, 0, "modified") for path in paths)


def test_the_tree_holds_every_file_in_order(repository: FakeRepository) -> None:
    for path in ("b.py", "a/z.py", "README.md", "ü.py", ".hidden"):
        repository.write(path, path)
    tree = trees.of(repository)
    assert list(tree.paths()) == [".hidden", "README.md", "a/z.py", "b.py", "ü.py"]
    assert [tree.text(path) for path in tree.paths()] == list(tree.paths())


def test_an_empty_repository_is_an_empty_tree(repository: FakeRepository) -> None:
    assert list(trees.of(repository).paths()) == []


@pytest.mark.parametrize(
    ("given", "expected"), [(None, None), ((), frozenset()), (("a.py", "a.py"), frozenset({"a.py"}))]
)
def test_a_run_is_about_the_whole_tree_or_about_the_paths_given(
    repository: FakeRepository, given: tuple[str, ...] | None, expected: frozenset[str] | None
) -> None:
    assert trees.of(repository, given).changed() == expected


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"caf\xe9", "caf\N{REPLACEMENT CHARACTER}"),
        (b"\xff\xfe", "\N{REPLACEMENT CHARACTER}" * 2),
        ("\N{SNOWMAN}".encode(), "\N{SNOWMAN}"),
        (b"a\r\nb", "a\r\nb"),
        (b"\x00", "\x00"),
    ],
)
def test_bytes_that_are_no_text_are_replaced_and_line_ends_stay(
    repository: FakeRepository, data: bytes, text: str
) -> None:
    (repository.root / "a.py").write_bytes(data)
    assert trees.of(repository).text("a.py") == text
    (found,) = trees.changed(repository, "", changes("a.py"))
    assert found == FileChange("a.py", None, text)


def test_texts_are_read_when_they_are_asked_for(repository: FakeRepository) -> None:
    repository.write("a.py", "before")
    tree = trees.of(repository)
    repository.write("a.py", "after")
    assert tree.text("a.py") == "after"


def test_both_sides_of_a_changed_file(repository: FakeRepository) -> None:
    for path in ("kept.py", "gone.py"):
        repository.write(path, f"old {path}")
    base = repository.commit()
    repository.write("kept.py", "new kept")
    repository.write("born.py", "new born")
    repository.remove("gone.py")
    assert trees.changed(repository, base, repository.changes(base)) == (
        FileChange("born.py", None, "new born"),
        FileChange("gone.py", "old gone.py", None),
        FileChange("kept.py", "old kept.py", "new kept"),
    )


def test_without_a_base_every_file_is_new(repository: FakeRepository) -> None:
    repository.write("a.py", "old")
    repository.commit()
    assert trees.changed(repository, "", changes("a.py")) == (FileChange("a.py", None, "old"),)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("a.py", True),
        ("a/b/c.py", True),
        ("CONSTRAINTS.md", True),
        ("lib/a.js", True),
        ("a.mts", True),
        ("a.tsx", True),
        ("a.go", False),
        ("a.json", False),
        ("a.pyc", False),
        ("a.pyi", False),
        ("py", False),
        ("docs/CONSTRAINTS.md", False),
        ("README.md", False),
        ("a.py.txt", False),
    ],
)
def test_only_what_is_judged_and_the_constraint_document_are_told_text_by_text(
    repository: FakeRepository, path: str, told: bool
) -> None:
    repository.write(path, "x")
    assert bool(trees.changed(repository, "", changes(path))) is told


def test_a_folder_in_the_place_of_a_file_is_no_text(repository: FakeRepository) -> None:
    repository.write("a.py", "old")
    base = repository.commit()
    repository.remove("a.py")
    repository.write("a.py/b.txt", "x")
    (found,) = trees.changed(repository, base, changes("a.py"))
    assert found == FileChange("a.py", "old", None)


def test_the_order_of_the_changes_stays(repository: FakeRepository) -> None:
    for path in ("b.py", "a.py"):
        repository.write(path, path)
    found = trees.changed(repository, "", changes("b.py", "a.py"))
    assert [each.path for each in found] == ["b.py", "a.py"]
    assert trees.changed(repository, "", ()) == ()


def test_what_is_read_out_of_a_file_is_kept_in_a_store_where_one_is_given(
    repository: FakeRepository, tmp_path: Path
) -> None:
    repository.write("a.py", "import json\n")

    def not_asked(text: str, path: str) -> NoReturn:
        raise AssertionError("it was kept, or not wanted")

    store = kept.Kept(tmp_path / "facts", not_asked, reading.imported)
    assert [each.module for each in trees.of(repository, None, store).imported("a.py")] == ["json"]
    again = kept.Kept(tmp_path / "facts", not_asked, not_asked)
    assert [each.module for each in trees.of(repository, None, again).imported("a.py")] == ["json"]
