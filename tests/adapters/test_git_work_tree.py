"""Odd things in a work tree: names, links, modes, submodules, sparse checkouts, half-finished merges."""

import hashlib
import os
from pathlib import Path

import pytest

from parti import ports
from parti.adapters import git, worktree
from tests.fakes import real

ODD_NAMES = (
    " lead",
    "tab\tin",
    "new\nline",
    'quo"te',
    "back\\slash",
    "ünï",
    "-dash",
    ":(glob)*",
    "a b/c d",
    "#x",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return real.repository(tmp_path / "repo", **{"a.txt": "one\n", "b.txt": "two\n"})


def everything_below(folder: Path) -> dict[str, tuple[int, str]]:
    """Names, times and digests of all files, to see that nothing was touched."""
    return {
        str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_reading_leaves_the_git_folder_as_it_was(root: Path) -> None:
    real.write(root, "a.txt", "changed\n")
    real.write(root, "new.txt", "new\n")
    os.utime(root / "b.txt")
    before = everything_below(root)
    found = git.find(root)
    (
        found.changes("HEAD"),
        found.diff("HEAD"),
        found.tree_digest(),
        found.files(),
        found.texts("HEAD", ["a.txt"]).get("a.txt"),
    )
    assert everything_below(root) == before


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_come_through(root: Path, name: str) -> None:
    base = real.git(root, "rev-parse", "HEAD")
    real.write(root, name, "odd\n")
    found = git.find(root)
    assert name in found.files()
    assert found.changes(base) == (ports.Change(name, 1, 0, "added"),)
    commit = real.commit(root)
    assert name in found.files()
    assert found.texts(commit, [name]).get(name) == "odd\n"
    assert found.texts(base, [name]).get(name) is None


def test_names_that_are_not_utf_8_come_through(root: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (root / name).write_text("latin\n")
    found = git.find(root)
    assert found.changes("HEAD") == (ports.Change(name, 1, 0, "added"),)
    commit = real.commit(root)
    assert name in found.files()
    assert found.texts(commit, [name]).get(name) == "latin\n"


def test_text_that_is_not_utf_8_is_readable(root: Path) -> None:
    (root / "a.txt").write_bytes(b"caf\xe9\n")
    found = git.find(root)
    assert "+caf�\n" in found.diff("HEAD")
    assert found.texts(real.commit(root), ["a.txt"]).get("a.txt") == "caf�\n"


def test_binary_files_are_changes_without_lines(root: Path) -> None:
    (root / "p.bin").write_bytes(bytes(range(256)))
    assert git.find(root).changes("HEAD") == (ports.Change("p.bin", 0, 0, "added"),)


def test_a_change_is_seen_that_is_as_young_as_the_index(root: Path) -> None:
    real.git(root, "config", "core.trustctime", "false")
    real.git(root, "update-index", "--refresh")
    stamp = (root / ".git/index").stat().st_mtime_ns
    os.utime(root / "a.txt", ns=(stamp, stamp))
    real.git(root, "update-index", "--refresh")
    os.utime(root / ".git/index", ns=(stamp, stamp))
    (root / "a.txt").write_text("uno\n")
    os.utime(root / "a.txt", ns=(stamp, stamp))
    assert [change.path for change in git.find(root).changes("HEAD")] == ["a.txt"]


def test_staged_or_not_is_one(root: Path) -> None:
    real.write(root, "a.txt", "changed\n")
    real.write(root, "new.txt", "new\n")
    found = git.find(root)
    before = found.diff("HEAD"), found.tree_digest()
    real.git(root, "add", "--intent-to-add", "new.txt")
    assert (found.diff("HEAD"), found.tree_digest()) == before
    real.git(root, "add", "--all")
    assert (found.diff("HEAD"), found.tree_digest()) == before


def test_ignored_files_do_not_count(root: Path) -> None:
    real.write(root, ".gitignore", "*.log\n")
    commit = real.commit(root)
    real.write(root, "x.log", "noise\n")
    found = git.find(root)
    assert "x.log" not in found.files()
    assert found.changes(commit) == ()


def test_a_renamed_file_is_gone_and_new(root: Path) -> None:
    real.git(root, "mv", "a.txt", "z.txt")
    assert [(change.path, change.status) for change in git.find(root).changes("HEAD")] == [
        ("a.txt", "deleted"),
        ("z.txt", "added"),
    ]


def test_a_file_becomes_a_folder_and_back(root: Path) -> None:
    (root / "a.txt").unlink()
    real.write(root, "a.txt/inner", "x\n")
    found = git.find(root)
    assert [change.path for change in found.changes("HEAD")] == ["a.txt", "a.txt/inner"]
    base = real.commit(root)
    (root / "a.txt/inner").unlink()
    (root / "a.txt").rmdir()
    real.write(root, "a.txt", "one\n")
    assert [change.path for change in found.changes(base)] == ["a.txt", "a.txt/inner"]


def test_modes_and_links_count(root: Path) -> None:
    (root / "a.txt").chmod(0o755)
    (root / "link").symlink_to("nowhere")
    found = git.find(root)
    assert [(change.path, change.status) for change in found.changes("HEAD")] == [
        ("a.txt", "modified"),
        ("link", "added"),
    ]
    assert "link" in found.files()


def test_a_half_finished_merge_reads_as_it_lies(root: Path) -> None:
    base = real.git(root, "rev-parse", "HEAD")
    real.git(root, "checkout", "--quiet", "-b", "side")
    real.write(root, "a.txt", "side\n")
    real.commit(root)
    real.git(root, "checkout", "--quiet", "main")
    real.write(root, "a.txt", "main\n")
    real.commit(root)
    real.git(root, "merge", "side", code=1)
    found = git.find(root)
    assert found.files() == ("a.txt", "b.txt")
    assert [change.path for change in found.changes(base)] == ["a.txt"]
    assert "+<<<<<<< HEAD" in found.diff(base)
    assert found.tree_digest()


def test_a_submodule_counts_by_its_commit(root: Path, tmp_path: Path) -> None:
    inner = real.repository(tmp_path / "inner", **{"x.py": "x = 1\n"})
    real.git(root, "submodule", "--quiet", "add", str(inner), "sub")
    base = real.commit(root)
    found = git.find(root)
    assert found.files() == (".gitmodules", "a.txt", "b.txt")
    assert found.changes(base) == ()
    assert git.find(root / "sub").root == root / "sub"
    real.write(root / "sub", "x.py", "x = 2\n")
    real.commit(root / "sub")
    assert [change.path for change in found.changes(base)] == ["sub"]


def test_an_embedded_repository_does_no_harm(root: Path) -> None:
    real.repository(root / "vendor")
    real.write(root, "vendor/x.py", "x\n")
    found = git.find(root)
    assert found.files() == ("a.txt", "b.txt")
    assert found.changes("HEAD") == ()


def test_a_sparse_checkout_has_what_is_there(root: Path) -> None:
    real.write(root, "in/x.txt", "x\n")
    real.write(root, "out/y.txt", "y\n")
    base = real.commit(root)
    digest = git.find(root).tree_digest()
    real.git(root, "sparse-checkout", "set", "in")
    found = git.find(root)
    assert found.files() == ("a.txt", "b.txt", "in/x.txt")
    assert found.changes(base) == ()
    assert found.tree_digest() == digest
    real.write(root, "out/new.txt", "new\n")
    assert found.changes(base) == (ports.Change("out/new.txt", 1, 0, "added"),)
    with worktree.GitWorktree(root, root / "in").at(base) as checkout:
        assert (checkout.path / "in/x.txt").exists()


def test_a_user_s_diff_settings_do_not_show(root: Path) -> None:
    for name, value in (
        ("noprefix", "true"),
        ("external", "/bin/false"),
        ("renames", "copies"),
        ("context", "0"),
    ):
        real.git(root, "config", f"diff.{name}", value)
    real.git(root, "config", "color.ui", "always")
    real.write(root, "a.txt", "changed\n")
    assert git.find(root).diff("HEAD").startswith("diff --git a/a.txt b/a.txt\n")


def test_a_split_index_and_a_colon_in_the_path(tmp_path: Path) -> None:
    root = real.repository(tmp_path / 'od:d "repo', **{"a.txt": "one\n"})
    real.git(root, "config", "core.splitIndex", "true")
    real.git(root, "update-index", "--split-index")
    real.write(root, "b.txt", "two\n")
    found = git.find(root)
    assert found.changes("HEAD") == (ports.Change("b.txt", 1, 0, "added"),)
    assert found.files() == ("a.txt", "b.txt")


def test_many_files_stay_quick_enough_to_use(root: Path) -> None:
    for number in range(2000):
        real.write(root, f"many/{number}.txt", f"{number}\n")
    assert len(git.find(root).changes("HEAD")) == 2000
