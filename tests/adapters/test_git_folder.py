"""What is read from a `.git` folder without a process: every form that its files take, and broken ones.

None where the files do not tell is a promise, too: git is asked then. No git runs here; what git itself
writes into such folders is tried in `test_git_surroundings`.
"""

import os
from pathlib import Path

import pytest

from parti.adapters import git_folder
from parti.records import refusal

ID = "0123456789abcdef0123456789abcdef01234567"
OTHER = "f" * 40
LONG = "0123456789abcdef" * 4


@pytest.fixture
def own(tmp_path: Path) -> Path:
    made = tmp_path / "repo/.git"
    made.mkdir(parents=True)
    return made


def folder(own: Path, **texts: str) -> git_folder.GitFolder:
    """The folder with these files in it, `_` for a slash and `__` for a dash."""
    for name, text in texts.items():
        path = own / name.replace("__", "-").replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return git_folder.GitFolder(own, own)


# --- which branch ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        ("ref: refs/heads/main\n", "main"),
        ("ref: refs/heads/feature/one\n", "feature/one"),
        ("ref: refs/heads/größe\n", "größe"),
        ("ref: refs/heads/refs/heads/x\n", "refs/heads/x"),
        ("ref: refs/remotes/origin/main\n", "refs/remotes/origin/main"),
        (f"{ID}\n", ""),
        (f"{LONG}\n", ""),
        (ID, ""),
    ],
)
def test_head_names_a_branch_or_is_a_commit(own: Path, text: str, branch: str) -> None:
    assert git_folder.branch(folder(own, HEAD=text)) == branch


@pytest.mark.parametrize(
    "text",
    ["", "\n", "ref: refs/heads/.invalid\n", "main\n", ID[:39], ID + "0", ID.upper(), f"{ID} x", f" {ID}"],
    ids=["empty", "blank", "reftable", "a name", "short", "long", "capitals", "more", "indented"],
)
def test_a_head_that_says_neither_does_not_tell_the_branch(own: Path, text: str) -> None:
    assert git_folder.branch(folder(own, HEAD=text)) is None


def test_a_head_that_is_a_link_as_in_old_days_does_not_tell(own: Path) -> None:
    (own / "refs/heads").mkdir(parents=True)
    (own / "refs/heads/main").write_text(f"{ID}\n")
    (own / "HEAD").symlink_to("refs/heads/main")
    at = git_folder.GitFolder(own, own)
    assert (git_folder.branch(at), git_folder.head(at)) == (None, None)


def test_a_branch_whose_name_is_not_utf_8_keeps_its_bytes(own: Path) -> None:
    (own / "HEAD").write_bytes(b"ref: refs/heads/gr\xf6\xdfe\n")
    branch = git_folder.branch(git_folder.GitFolder(own, own))
    assert os.fsencode(branch or "") == b"gr\xf6\xdfe"


# --- which commit --------------------------------------------------------------------------


def test_the_commit_of_a_branch_is_in_its_file(own: Path) -> None:
    assert git_folder.head(folder(own, HEAD="ref: refs/heads/main\n", refs_heads_main=f"{ID}\n")) == ID


def test_the_commit_of_a_branch_may_be_packed(own: Path) -> None:
    packed = f"# pack-refs with: peeled\n{OTHER} refs/heads/not-main\n^{OTHER}\n{ID} refs/heads/main\n"
    assert git_folder.head(folder(own, HEAD="ref: refs/heads/main\n", packed__refs=packed)) == ID


@pytest.mark.parametrize(
    "name", ["refs/heads/main2", "refs/heads/x/main", "refs/remotes/refs/heads/main", "refs/heads/Main"]
)
def test_a_packed_branch_of_a_similar_name_is_another(own: Path, name: str) -> None:
    packed = f"{OTHER} {name}\n"
    assert git_folder.head(folder(own, HEAD="ref: refs/heads/main\n", packed__refs=packed)) is None


def test_a_branch_s_own_file_is_younger_than_the_pack(own: Path) -> None:
    at = folder(
        own,
        HEAD="ref: refs/heads/main\n",
        refs_heads_main=f"{ID}\n",
        packed__refs=f"{OTHER} refs/heads/main\n",
    )
    assert git_folder.head(at) == ID


def test_a_folder_where_the_file_of_a_branch_would_be_leaves_it_to_the_pack(own: Path) -> None:
    at = folder(
        own,
        HEAD="ref: refs/heads/one\n",
        refs_heads_one_two=f"{OTHER}\n",
        packed__refs=f"{ID} refs/heads/one\n",
    )
    assert git_folder.head(at) == ID


@pytest.mark.parametrize("text", ["", "\n", "ref: refs/heads/other\n", "00000", "\0" * 41])
def test_the_file_of_a_branch_that_holds_no_commit_does_not_tell(own: Path, text: str) -> None:
    at = folder(own, HEAD="ref: refs/heads/main\n", refs_heads_main=text, refs_heads_other=f"{ID}\n")
    assert git_folder.head(at) is None


def test_a_branch_before_its_first_commit_has_no_commit(own: Path) -> None:
    assert git_folder.head(folder(own, HEAD="ref: refs/heads/main\n")) is None


def test_branches_are_shared_by_work_trees_and_a_bisection_is_not(tmp_path: Path) -> None:
    shared, own = tmp_path / "shared", tmp_path / "own"
    folder(shared, refs_heads_main=f"{ID}\n", refs_bisect_bad=f"{ID}\n")
    folder(own, HEAD="ref: refs/heads/main\n", refs_heads_main=f"{OTHER}\n", refs_bisect_bad=f"{OTHER}\n")
    at = git_folder.GitFolder(own, shared)
    assert git_folder.head(at) == ID
    (own / "HEAD").write_text("ref: refs/bisect/bad\n")
    assert git_folder.head(at) == OTHER


# --- where it is -----------------------------------------------------------------------------


def test_a_folder_is_found_from_deep_below(own: Path) -> None:
    folder(own, HEAD="ref: refs/heads/main\n")
    below = own.parent / "a/b/c"
    below.mkdir(parents=True)
    assert git_folder.locate(below) == (own.parent, git_folder.GitFolder(own, own))


def test_the_nearest_repository_is_the_one(own: Path) -> None:
    folder(own, HEAD="ref: refs/heads/main\n")
    inner = own.parent / "vendor/.git"
    folder(inner, HEAD="ref: refs/heads/other\n")
    assert git_folder.locate(inner.parent) == (inner.parent, git_folder.GitFolder(inner, inner))


def test_an_empty_git_folder_does_not_hide_the_repository_around_it(own: Path) -> None:
    folder(own, HEAD="ref: refs/heads/main\n")
    (own.parent / "sub/.git").mkdir(parents=True)
    assert git_folder.locate(own.parent / "sub")[0] == own.parent


@pytest.mark.parametrize(
    "pointer", ["gitdir: ../main/.git/worktrees/w\n", "gitdir: {0}/main/.git/worktrees/w"]
)
def test_a_further_work_tree_points_to_its_own_and_to_the_shared_folder(
    tmp_path: Path, pointer: str
) -> None:
    root = tmp_path.resolve()
    own = root / "main/.git/worktrees/w"
    folder(own, HEAD="ref: refs/heads/side\n", commondir="../..\n")
    (root / "tree").mkdir()
    (root / "tree/.git").write_text(pointer.format(root))
    assert git_folder.locate(root / "tree") == (
        root / "tree",
        git_folder.GitFolder(own, root / "main/.git"),
    )


def test_a_pointer_to_what_is_gone_is_refused_with_its_place(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / ".git").write_text("gitdir: gone/away\n")
    with pytest.raises(refusal.Unready) as caught:
        git_folder.locate(root)
    assert (caught.value.sentence, caught.value.next_step, caught.value.place) == (
        f"{root}/.git points to {root}/gone/away, which is not there.",
        "git worktree repair",
        f"{root}/.git",
    )


def test_where_there_is_none_the_way_in_is_named(tmp_path: Path) -> None:
    with pytest.raises(refusal.Unready) as caught:
        git_folder.locate(tmp_path)
    assert (caught.value.sentence, caught.value.next_step) == (
        f"{tmp_path.resolve()} is not inside a git repository.",
        "git init",
    )


# --- whose log file ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("branch", "slug"),
    [
        ("main", "main"),
        ("Fix/Some_Thing", "fix-some-thing"),
        ("--a---b--", "a-b"),
        ("größe", "gr-e"),
        ("語", "branch"),
        ("x" * 41, "x" * 40),
        ("x" * 39 + "-y", "x" * 39),
        ("../../etc/passwd", "etc-passwd"),
        ("", "detached"),
    ],
)
def test_the_middle_of_a_writer_s_name_is_the_branch_in_plain_letters(
    own: Path, branch: str, slug: str
) -> None:
    clone, rest = git_folder.writer(folder(own), branch, ID).split("-", 1)
    middle, mark = rest.rsplit("-", 1)
    assert middle == slug
    assert (len(clone), len(mark)) == (8, 4)
    assert int(clone + mark, 16) >= 0


def test_a_writer_on_a_branch_stays_the_same_over_commits(own: Path) -> None:
    at = folder(own)
    assert git_folder.writer(at, "main", ID) == git_folder.writer(at, "main", OTHER)


def test_a_branch_that_is_called_as_a_detached_head_writes_elsewhere(own: Path) -> None:
    at = folder(own)
    assert git_folder.writer(at, "detached", ID) != git_folder.writer(at, "", ID)


def test_the_first_line_with_this_folder_s_mark_is_its_name(own: Path) -> None:
    inode = own.stat().st_ino
    at = folder(own, parti_clone=f"aaaaaaaa 1\nhalf\nb c d\nbbbbbbbb {inode}\ncccccccc {inode}\n")
    assert git_folder.writer(at, "main", ID).startswith("bbbbbbbb-main-")
    assert (own / "parti/clone").read_text().count("\n") == 5, "nothing more is drawn"


def test_a_file_of_names_with_bytes_of_any_kind_gains_a_line_and_loses_none(own: Path) -> None:
    (own / "parti").mkdir()
    (own / "parti/clone").write_bytes(b"\xff\xfe\0 garbage\n")
    name = git_folder.writer(git_folder.GitFolder(own, own), "main", ID)
    kept = (own / "parti/clone").read_bytes()
    assert kept == b"\xff\xfe\0 garbage\n" + f"{name[:8]} {own.stat().st_ino}\n".encode()
