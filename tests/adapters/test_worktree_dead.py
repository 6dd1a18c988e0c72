"""Checkouts that go wrong: dead owners, links that lead out, folders nobody may write, hooks."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from parti.adapters import worktree
from parti.records import refusal
from tests.fakes import real

HOLD = """
import sys
from pathlib import Path
from parti.adapters import worktree
with worktree.GitWorktree(Path(sys.argv[1]), Path(sys.argv[2])).at(sys.argv[3]) as checkout:
    print(checkout.path, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return real.repository(tmp_path / "repo", **{"a.txt": "one\n", "d/b.txt": "two\n"})


def known(root: Path) -> int:
    """How many work trees git knows, the first one included."""
    return real.git(root, "worktree", "list").count("\n") + 1


def hold(root: Path, cache: Path) -> tuple[subprocess.Popen[str], Path]:
    words = [sys.executable, "-c", HOLD, str(root), str(cache), "HEAD"]
    child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout
    return child, Path(child.stdout.readline().strip())


def test_a_dead_owner_s_checkout_is_taken_away_and_a_live_one_s_is_not(root: Path, tmp_path: Path) -> None:
    spare, _ = hold(root, tmp_path / "cache")
    dead, left = hold(root, tmp_path / "cache")
    alive, kept = hold(root, tmp_path / "cache")
    dead.send_signal(signal.SIGKILL)
    dead.communicate()
    assert left.exists()
    with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD"):
        assert not left.exists()
        assert kept.exists()
        assert known(root) == 4
    alive.communicate("")
    spare.communicate("")
    assert known(root) == 2
    assert [path.name for path in (tmp_path / "cache").rglob("*.lock")] == ["spare.lock"]


def test_prune_says_how_many_and_keeps_the_spare(root: Path, tmp_path: Path) -> None:
    port = worktree.GitWorktree(root, tmp_path / "cache")
    with port.at("HEAD") as spare:
        child, _ = hold(root, tmp_path / "cache")
        assert port.prune() == 0
        child.kill()
        child.communicate()
        assert (port.prune(), port.prune(), known(root)) == (1, 0, 2)
    assert spare.path.exists()


def test_a_spare_that_went_away_is_made_anew(root: Path, tmp_path: Path) -> None:
    with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout:
        shutil.rmtree(checkout.path)
    with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout:
        assert (checkout.path / "a.txt").read_text() == "one\n"
    assert known(root) == 2


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_spare_whose_files_git_was_told_to_overlook_is_made_anew(
    root: Path, tmp_path: Path, flag: str
) -> None:
    with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout:
        real.git(checkout.path, "update-index", flag, "a.txt")
        (checkout.path / "a.txt").write_text("forged\n")
    with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout:
        assert (checkout.path / "a.txt").read_text() == "one\n"


def test_a_spare_that_git_cannot_read_is_made_anew(root: Path, tmp_path: Path) -> None:
    with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout:
        (checkout.path / ".git").write_text("gitdir: nowhere\n")
    with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout:
        assert (checkout.path / "a.txt").read_text() == "one\n"


def test_the_spare_follows_to_another_commit(root: Path, tmp_path: Path) -> None:
    first = real.git(root, "rev-parse", "HEAD")
    real.write(root, "a.txt", "two\n")
    real.write(root, "c.txt", "new\n")
    second = real.commit(root)
    port = worktree.GitWorktree(root, tmp_path / "cache")
    for commit, text in ((first, "one\n"), (second, "two\n"), (first, "one\n")):
        with port.at(commit) as checkout:
            assert (checkout.path / "a.txt").read_text() == text
            assert (checkout.path / "c.txt").exists() == (commit == second)


def test_folders_that_nobody_may_write_are_no_hindrance(root: Path, tmp_path: Path) -> None:
    for _ in range(2):
        with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout:
            assert (checkout.path / "d/b.txt").read_text() == "two\n"
            (checkout.path / "d/b.txt").write_text("changed\n")
            (checkout.path / "d").chmod(0o500)


def test_put_does_not_write_through_a_link(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "leads").symlink_to(outside)
    commit = real.commit(root)
    (root / "leads").unlink()
    source = real.write(root, "leads/x.txt", "x\n")
    with worktree.GitWorktree(root, tmp_path / "cache").at(commit) as checkout:
        checkout.put("leads/x.txt", source)
        assert (checkout.path / "leads/x.txt").read_text() == "x\n"
    assert list(outside.iterdir()) == []


def test_put_trades_files_and_folders(root: Path, tmp_path: Path) -> None:
    source = real.write(root, "new", "new\n")
    source.chmod(0o755)
    (root / "link").symlink_to("new")
    with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout:
        checkout.put("d", source)
        checkout.put("a.txt/inner", source)
        checkout.put("link", root / "link")
        assert (checkout.path / "d").read_text() == (checkout.path / "a.txt/inner").read_text() == "new\n"
        assert os.access(checkout.path / "d", os.X_OK)
        assert (checkout.path / "link").readlink() == Path("new")
        checkout.put("a.txt/inner", None)
        assert not (checkout.path / "a.txt").exists()


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", ""])
def test_put_stays_inside(root: Path, tmp_path: Path, path: str) -> None:
    with (
        worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout,
        pytest.raises(refusal.Misused),
    ):
        checkout.put(path, root / "a.txt")


def test_a_missing_source_is_refused(root: Path, tmp_path: Path) -> None:
    with (
        worktree.GitWorktree(root, tmp_path / "cache").at("HEAD") as checkout,
        pytest.raises(refusal.Unready),
    ):
        checkout.put("x", root / "not there")


def test_a_repository_s_hooks_do_not_run(root: Path, tmp_path: Path) -> None:
    hook = root / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    with worktree.GitWorktree(root, tmp_path / "cache").at("HEAD"):
        pass
    assert not (tmp_path / "ran").exists()


def test_a_cache_that_cannot_be_written_is_refused(root: Path) -> None:
    with pytest.raises(refusal.Unready), worktree.GitWorktree(root, Path("/proc/nowhere")).at("HEAD"):
        pass
