"""The mark of a work tree goes with everything that can be read in it, also where git does not look."""

import os
from pathlib import Path

import pytest

from parti.adapters import git
from tests.fakes import real


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return real.repository(tmp_path / "repo", **{"a.py": "one\n", "b.py": "two\n"})


def mark(root: Path) -> str:
    return git.find(root, apart=(".parti/features",)).seen()[0]


@pytest.mark.parametrize("how", ["assume-unchanged", "skip-worktree"])
def test_a_file_at_which_git_was_told_not_to_look_is_read(root: Path, how: str) -> None:
    real.git(root, "update-index", f"--{how}", "a.py")
    first = mark(root)
    real.write(root, "a.py", "uno\n")
    assert git.find(root).changes("HEAD") == (), "git does not see it"
    assert mark(root) != first
    real.write(root, "a.py", "one\n")
    assert mark(root) == first
    (root / "a.py").unlink()
    assert mark(root) != first
    assert git.find(root).seen()[1] == ("b.py",)


def test_what_a_link_leads_to_is_read(root: Path) -> None:
    real.write(root, ".gitignore", "build/\n")
    real.write(root, "build/made.py", "x = 1\n")
    (root / "link.py").symlink_to("build/made.py")
    for committed in (False, True):
        if committed:
            real.commit(root)
        first = mark(root)
        real.write(root, "build/made.py", "x = 2\n")
        assert mark(root) != first
        real.write(root, "build/made.py", "x = 1\n")
        assert mark(root) == first
    (root / "build/made.py").unlink()
    assert mark(root) != first


def test_a_link_that_turns_to_leave_the_repository_is_another_thing(root: Path, tmp_path: Path) -> None:
    real.write(root, ".gitignore", "build\n")
    real.write(root, "build/made.py", "x = 1\n")
    (root / "link.py").symlink_to("build/made.py")
    real.commit(root)
    first = mark(root)
    (root / "build").rename(tmp_path / "outside")
    (root / "build").symlink_to(tmp_path / "outside")
    assert mark(root) != first


def test_a_file_and_a_link_to_the_same_text_are_two_things(root: Path) -> None:
    real.write(root, "c.py", "one\n")
    first = mark(root)
    (root / "c.py").unlink()
    (root / "c.py").symlink_to("a.py")
    assert mark(root) != first


def test_a_half_finished_merge_is_read_as_it_lies_there(root: Path) -> None:
    real.git(root, "checkout", "-q", "-b", "side")
    real.write(root, "a.py", "side\n")
    real.commit(root)
    real.git(root, "checkout", "-q", "-")
    real.write(root, "a.py", "main\n")
    real.commit(root)
    real.git(root, "merge", "-q", "side", code=1)
    first = mark(root)
    assert git.find(root).seen()[1] == ("a.py", "b.py")
    real.write(root, "a.py", "settled\n")
    settled = mark(root)
    assert settled != first
    real.commit(root)
    assert mark(root) == settled


def test_a_file_that_cannot_be_read_is_marked_by_the_reason(root: Path) -> None:
    first = mark(root)
    real.write(root, "large.py", "x" * 2_000_001)
    large = mark(root)
    assert large != first
    real.write(root, "large.py", "y")
    assert mark(root) not in (first, large)


def test_a_name_that_is_not_utf_8_is_marked_by_its_text(root: Path) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    real.write(root, name, "one\n")
    first = mark(root)
    real.write(root, name, "two\n")
    second = mark(root)
    assert second != first
    real.commit(root)
    assert mark(root) == second


def test_a_repository_with_longer_ids_is_marked_alike(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    real.git(tmp_path, "init", "-q", "--object-format=sha256", str(root))
    real.write(root, "a.py", "one\n")
    real.commit(root)
    real.write(root, "b.py", "two\n")
    first = mark(root)
    real.commit(root)
    assert mark(root) == first


def test_before_anything_is_there_it_has_a_mark(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    real.git(tmp_path, "init", "-q", str(root))
    first = mark(root)
    assert git.find(root).seen()[1] == ()
    real.write(root, "a.py", "one\n")
    assert mark(root) != first
