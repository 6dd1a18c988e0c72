"""Git in odd states: no repository, no git, detached, shallow, worktrees, hooks, and who owns what."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from parti.adapters import git, git_folder
from parti.records import refusal
from tests.fakes import real


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return real.repository(tmp_path / "repo", **{"a.txt": "one\n"})


def test_outside_a_repository_is_refused_with_the_way_in(tmp_path: Path) -> None:
    with pytest.raises(refusal.Unready, match="is not inside a git repository") as caught:
        git.find(tmp_path)
    assert caught.value.next_step == "git init"
    assert caught.value.place == str(tmp_path)


def test_a_git_folder_that_is_none_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with pytest.raises(refusal.Unready, match="not inside"):
        git.find(tmp_path)


def test_found_from_a_folder_below_and_through_a_link(root: Path, tmp_path: Path) -> None:
    (root / "d/e").mkdir(parents=True)
    (tmp_path / "link").symlink_to(root / "d")
    assert git.find(root / "d/e").root == root
    assert git.find(tmp_path / "link").root == root


def test_without_git_it_says_so(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env = shutil.which("env")
    assert env
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/env").symlink_to(env)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(refusal.Unready, match="git command is not installed"):
        git.find(root).files()


def test_branch_head_and_writer_start_no_process(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = real.git(root, "rev-parse", "HEAD")
    real.git(root, "pack-refs", "--all")
    monkeypatch.setenv("PATH", "/nowhere")
    found = git.find(root)
    assert (found.branch(), found.head()) == ("main", head)
    assert found.writer().split("-")[1] == "main"


def test_a_detached_head_reads(root: Path) -> None:
    base = real.git(root, "rev-parse", "HEAD")
    real.commit(root)
    real.git(root, "checkout", "--quiet", base)
    found = git.find(root)
    assert (found.branch(), found.head()) == ("", base)
    assert found.changes(base) == ()


def test_two_detached_heads_write_two_files(root: Path) -> None:
    real.git(root, "checkout", "--quiet", "--detach")
    first = git.find(root).writer()
    real.commit(root)
    assert git.find(root).writer() != first


def test_a_shallow_clone_reads_and_says_what_it_lacks(root: Path, tmp_path: Path) -> None:
    old = real.git(root, "rev-parse", "HEAD")
    real.write(root, "b.txt", "two\n")
    real.commit(root)
    real.git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
    found = git.find(tmp_path / "shallow")
    real.write(found.root, "c.txt", "three\n")
    assert [change.path for change in found.changes("HEAD")] == ["c.txt"]
    assert found.texts("HEAD", ["b.txt"]).get("b.txt") == "two\n"
    with pytest.raises(refusal.Unready, match="shallow") as caught:
        found.changes(old)
    assert caught.value.next_step == "git fetch --unshallow"


def test_work_trees_of_one_clone_have_writers_of_their_own(root: Path, tmp_path: Path) -> None:
    real.git(root, "worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    main, side = git.find(root), git.find(tmp_path / "side")
    real.write(side.root, "b.txt", "two\n")
    assert (side.branch(), side.head()) == ("side", main.head())
    assert main.writer().split("-")[0] != side.writer().split("-")[0]
    assert [change.path for change in side.changes("main")] == ["b.txt"]


def test_a_work_tree_whose_clone_is_gone_is_refused(root: Path, tmp_path: Path) -> None:
    real.git(root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "side"))
    shutil.rmtree(root)
    with pytest.raises(refusal.Unready, match="points to"):
        git.find(tmp_path / "side")


def test_a_copied_clone_is_another_clone(root: Path, tmp_path: Path) -> None:
    first = git.find(root).writer()
    shutil.copytree(root, tmp_path / "copy")
    assert git.find(tmp_path / "copy").writer() != first
    assert git.find(root).writer() == first


def test_branches_that_look_alike_have_writers_of_their_own(root: Path) -> None:
    names = set()
    for branch in ("fix/a", "fix-a", "FIX-A", "fix.a"):
        real.git(root, "checkout", "--quiet", "-b", branch)
        names.add(git.find(root).writer().lower())
    assert len(names) == 4


def test_processes_that_draw_a_name_at_once_agree(root: Path) -> None:
    code = "import sys; from pathlib import Path; from parti.adapters import git\n"
    code += "sys.stdin.read(); print(git.find(Path('.')).writer())"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    assert len({child.communicate("go")[0] for child in started}) == 1


def test_a_repository_that_cannot_be_written_is_refused() -> None:
    own = Path("/proc/self")
    with pytest.raises(refusal.Unready):
        git_folder.writer(git_folder.GitFolder(own, own), "main", "")


def test_in_a_hook_it_looks_at_the_work_tree(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = real.repository(tmp_path / "other", **{"x.txt": "x\n"})
    real.write(root, "b.txt", "two\n")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "no-index"))
    found = git.find(root)
    assert found.files() == ("a.txt", "b.txt")
    assert [change.path for change in found.changes("HEAD")] == ["b.txt"]


def test_a_name_from_git_is_needed_in_both_halves(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    real.git(root, "config", "user.name", "Ada Lövelace")
    with pytest.raises(refusal.Unready) as caught:
        git.find(root).person()
    assert "user.email" in caught.value.next_step
    real.git(root, "config", "user.email", "ada@example.org")
    assert git.find(root).person().name == "Ada Lövelace <ada@example.org>"


def test_an_agent_stands_under_its_own_name(root: Path) -> None:
    assert git.find(root, agent="claude").person().name == "agent:claude"


def test_a_revision_cannot_be_an_option(root: Path) -> None:
    for revision in ("--all", "-h", "--git-dir"):
        with pytest.raises(refusal.Misused):
            git.find(root).resolve(revision)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a repository to somebody else")
def test_somebody_elses_repository_is_refused_with_git_s_own_way_out(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    os.chown(root, 12345, 12345)
    os.chown(root / ".git", 12345, 12345)
    with pytest.raises(refusal.Unready, match="does not trust") as caught:
        git.find(root).files()
    assert "safe.directory" in caught.value.next_step


def test_a_broken_repository_is_told_in_git_s_words(root: Path) -> None:
    (root / ".git/index").write_bytes(b"rubbish that is no index at all")
    with pytest.raises(refusal.Unready, match="git ls-files failed"):
        git.find(root).files()
