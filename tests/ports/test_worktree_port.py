"""What every worktree does."""

from pathlib import Path

import pytest

from parti import ports
from parti.adapters import worktree
from parti.records import refusal
from tests.fakes import real
from tests.fakes.repository import FakeRepository
from tests.fakes.worktree import FakeWorktree


class Place:
    """A repository with one commit, and its work tree."""

    def __init__(self, port: ports.Worktree, root: Path, commit: str) -> None:
        self.port, self.root, self.commit = port, root, commit


class WorktreeCase:
    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        raise NotImplementedError

    def test_checkout_holds_the_commit_not_the_work_tree(self, place: Place) -> None:
        real.write(place.root, "a.txt", "changed\n")
        real.write(place.root, "new.txt", "untracked\n")
        with place.port.at(place.commit) as checkout:
            assert (checkout.path / "a.txt").read_text() == "one\n"
            assert (checkout.path / "d/b.txt").read_text() == "two\n"
            assert not (checkout.path / "new.txt").exists()

    def test_what_one_leaves_the_next_does_not_find(self, place: Place) -> None:
        real.write(place.root, ".gitignore", "*.log\n")
        with place.port.at(place.commit) as checkout:
            (checkout.path / "litter").write_text("x")
            (checkout.path / "ignored.log").write_text("x")
            (checkout.path / ".gitignore").write_text("*.log\n")
            (checkout.path / "a.txt").write_text("changed\n")
            (checkout.path / "d/b.txt").unlink()
        with place.port.at(place.commit) as checkout:
            names = {path.name for path in checkout.path.rglob("*")} - {".git"}
            assert names == {"a.txt", "d", "b.txt"}
            assert (checkout.path / "a.txt").read_text() == "one\n"

    def test_an_error_inside_leaves_a_clean_one_for_the_next(self, place: Place) -> None:
        def fails() -> None:
            with place.port.at(place.commit) as checkout:
                (checkout.path / "litter").write_text("x")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fails()
        with place.port.at(place.commit) as checkout:
            assert not (checkout.path / "litter").exists()

    def test_two_checkouts_do_not_meet(self, place: Place) -> None:
        with place.port.at(place.commit) as one, place.port.at(place.commit) as two:
            (one.path / "a.txt").write_text("mine\n")
            assert (two.path / "a.txt").read_text() == "one\n"

    def test_put_copies_and_removes(self, place: Place) -> None:
        source = real.write(place.root, "deep/er/new.txt", "new\n")
        with place.port.at(place.commit) as checkout:
            checkout.put("deep/er/new.txt", source)
            checkout.put("a.txt", source)
            checkout.put("d/b.txt", None)
            checkout.put("never/was.txt", None)
            assert (checkout.path / "deep/er/new.txt").read_text() == "new\n"
            assert (checkout.path / "a.txt").read_text() == "new\n"
            assert not (checkout.path / "d/b.txt").exists()
        assert (place.root / "d/b.txt").read_text() == "two\n"

    def test_what_is_installed_and_ignored_is_linked_and_outlives_the_checkout(self, place: Place) -> None:
        real.write(place.root, ".gitignore", "node_modules\n")
        installed = real.write(place.root, "node_modules/fastq/index.js", "1\n")
        with place.port.at(place.commit) as checkout:
            checkout.link(("node_modules",))
            assert (checkout.path / "node_modules/fastq/index.js").read_text() == "1\n"
        assert installed.read_text() == "1\n"

    def test_empty_base_is_an_empty_folder(self, place: Place) -> None:
        with place.port.at("4b825dc642cb6eb9a060e54bf8d69288fbee4904") as checkout:
            assert list(checkout.path.iterdir()) == []

    def test_unknown_commit_is_refused(self, place: Place) -> None:
        with pytest.raises(refusal.Misused), place.port.at("0" * 40):
            pass


class TestFake(WorktreeCase):
    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        repository = FakeRepository(tmp_path / "repo")
        repository.write("a.txt", "one\n")
        repository.write("d/b.txt", "two\n")
        commit = repository.commit()
        return Place(FakeWorktree(repository, tmp_path / "cache"), repository.root, commit)


class TestGit(WorktreeCase):
    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        root = real.repository(tmp_path / "repo", **{"a.txt": "one\n", "d/b.txt": "two\n"})
        return Place(
            worktree.GitWorktree(root, tmp_path / "cache"), root, real.git(root, "rev-parse", "HEAD")
        )
