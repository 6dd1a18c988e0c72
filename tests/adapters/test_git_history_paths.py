"""Where a path went: folders, globs, moves upon moves, and the bounds within which git is asked.

The port's cases know one file that was removed and one that was moved. Here stand the rest, and where a
branch left the main one when the main one has another name or another history.
"""

from pathlib import Path

import pytest

from parti import ports
from parti.adapters import git, git_history
from tests.adapters import histories
from tests.fakes import real

ONE = "def save():\n    return [1, 2, 3]\n"
TWO = "def load():\n    return {'a': 'b', 'c': 'd'}\n"
NEVER = ports.Trace(unknown="git knows no commit that removed it")


def traced(tmp_path: Path, wanted: str, *steps: histories.Step) -> tuple[ports.Trace, list[str]]:
    commits = histories.written(tmp_path / "repo", *steps)
    return git.find(tmp_path / "repo").traced(wanted), commits


@pytest.mark.parametrize("wanted", ["src/app", "src/app/", "./src/app", "./src/app/"])
def test_a_folder_that_was_moved_is_told_by_its_new_folder(tmp_path: Path, wanted: str) -> None:
    trace, commits = traced(
        tmp_path,
        wanted,
        ("a", {"src/app/one.py": ONE, "src/app/two.py": TWO}),
        ("b", {"src/app/one.py": None, "src/app/two.py": None, "lib/one.py": ONE, "lib/two.py": TWO}),
    )
    assert trace == ports.Trace(commit=commits[1], date=histories.day(1), subject="b", now="lib/")


def test_a_folder_whose_files_took_other_names_is_told_by_its_first_file(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path,
        "src/app",
        ("a", {"src/app/one.py": ONE}),
        ("b", {"src/app/one.py": None, "lib/first.py": ONE}),
    )
    assert trace.now == "lib/first.py"


def test_a_folder_that_lost_one_file_after_another_is_told_by_the_last(tmp_path: Path) -> None:
    trace, commits = traced(
        tmp_path,
        "src/app",
        ("a", {"src/app/one.py": ONE, "src/app/two.py": TWO, "keep.py": "x = 1\n"}),
        ("b", {"src/app/one.py": None}),
        ("c", {"src/app/two.py": None}),
        ("d", {"keep.py": "x = 2\n"}),
    )
    assert trace == ports.Trace(commit=commits[2], date=histories.day(2), subject="c")


def test_a_folder_of_which_a_file_is_left_is_not_yet_gone_in_any_commit(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path,
        "src/app",
        ("a", {"src/app/one.py": ONE, "src/app/two.py": TWO}),
        ("b", {"src/app/one.py": None}),
    )
    assert trace == ports.Trace(unknown="its removal is not committed yet")


def test_a_folder_with_a_longer_name_is_another_one(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path, "src/app", ("a", {"src/apps/one.py": ONE}), ("b", {"src/apps/one.py": None})
    )
    assert trace == NEVER


@pytest.mark.parametrize("wanted", ["db/*.sql", "**/*.sql", "db/**"])
def test_a_glob_is_told_by_the_last_file_that_it_met(tmp_path: Path, wanted: str) -> None:
    trace, commits = traced(
        tmp_path,
        wanted,
        ("a", {"db/1.sql": "create;\n", "db/2.sql": "insert;\n", "other.py": ONE}),
        ("b", {"db/1.sql": None}),
        ("c", {"db/2.sql": None}),
        ("d", {"other.py": None}),
    )
    assert (trace.commit, trace.subject, trace.now) == (commits[2], "c", "")


def test_a_star_does_not_reach_into_a_folder(tmp_path: Path) -> None:
    trace, _ = traced(tmp_path, "db/*.sql", ("a", {"db/old/1.sql": "x\n"}), ("b", {"db/old/1.sql": None}))
    assert trace == NEVER


@pytest.mark.parametrize("moves", [1, 2, 3, 4])
def test_a_file_is_followed_through_later_moves(tmp_path: Path, moves: int) -> None:
    trace, commits = traced(tmp_path, "at/0.py", *chain(moves))
    assert (trace.commit, trace.now) == (commits[1], f"at/{moves}.py")


def test_a_file_is_not_followed_for_ever(tmp_path: Path) -> None:
    trace, commits = traced(tmp_path, "at/0.py", *chain(5))
    assert (trace.commit, trace.now) == (commits[1], "")


def chain(moves: int) -> list[histories.Step]:
    first: list[histories.Step] = [("a", {"at/0.py": ONE})]
    return first + [(f"m{n}", {f"at/{n}.py": None, f"at/{n + 1}.py": ONE}) for n in range(moves)]


def test_a_file_that_was_moved_and_then_removed_is_nowhere(tmp_path: Path) -> None:
    trace, commits = traced(
        tmp_path,
        "a.py",
        ("a", {"a.py": ONE}),
        ("b", {"a.py": None, "b.py": ONE}),
        ("c", {"b.py": None}),
    )
    assert trace == ports.Trace(commit=commits[1], date=histories.day(1), subject="b")


def test_what_another_file_became_in_the_same_commit_is_not_taken_for_it(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path,
        "b.py",
        ("a", {"a.py": ONE, "b.py": TWO}),
        ("b", {"a.py": None, "b.py": None, "c.py": ONE}),
    )
    assert (trace.subject, trace.now) == ("b", "")


def test_a_change_and_a_new_file_before_it_in_the_listing_do_not_shift_it(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path,
        "m.py",
        ("a", {"a.py": "x = 1\n", "m.py": ONE}),
        ("b", {"a.py": "x = 2\n", "b.py": "y = 3\n", "m.py": None, "z.py": ONE}),
    )
    assert trace.now == "z.py"


@pytest.mark.parametrize("name", ["a b.py", "größe.py", 'a"b.py', "a'b.py", "#a.py", "-a.py"])
def test_odd_names_are_traced_as_they_are_written(tmp_path: Path, name: str) -> None:
    root = real.repository(tmp_path / "repo", **{name: ONE})
    (root / name).rename(root / f"new {name}")
    gone = real.commit(root)
    trace = git.find(root).traced(name)
    assert (trace.commit, trace.now) == (gone, f"new {name}")


def test_a_subject_is_one_line_and_whole(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path, "a.py", ("a", {"a.py": ONE}), ("drop it: a|b \x1f c\n\nAnd why.", {"a.py": None})
    )
    assert trace.subject == "drop it: a|b \x1f c"


def test_what_was_removed_in_a_branch_that_was_merged_is_told_by_that_commit(tmp_path: Path) -> None:
    root = real.repository(tmp_path / "repo", **{"a.py": ONE, "b.py": TWO})
    real.git(root, "switch", "--quiet", "--create", "side")
    (root / "a.py").unlink()
    gone = real.commit(root)
    real.git(root, "switch", "--quiet", "main")
    real.write(root, "b.py", "x = 1\n")
    real.commit(root)
    real.git(root, "merge", "--quiet", "--no-edit", "side")
    assert git.find(root).traced("a.py").commit == gone


def test_a_folder_that_was_moved_and_not_committed_is_told_by_its_new_folder(tmp_path: Path) -> None:
    root = real.repository(tmp_path / "repo", **{"src/app/one.py": ONE, "src/app/two.py": TWO})
    (root / "src/app").rename(root / "lib")
    assert git.find(root).traced("src/app") == ports.Trace(
        unknown="its removal is not committed yet", now="lib/"
    )


@pytest.mark.parametrize("wanted", ["a.py", "app.save"])
def test_a_git_that_takes_too_long_is_no_longer_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    histories.written(tmp_path / "repo", ("a", {"a.py": ONE}), ("b", {"a.py": None}))
    monkeypatch.setattr(git_history, "SECONDS", -1.5)
    assert git.find(tmp_path / "repo").traced(wanted) == ports.Trace(
        unknown="git looked for its end longer than -1.5 s"
    )


# --- where a branch left the main one ---------------------------------------------------


def branched(root: Path, main: str) -> str:
    """A repository on `work`, one commit after it left a branch of the name given; where it left."""
    (left,) = histories.written(root, ("a", {"a.py": ONE}))
    real.git(root, "branch", "--move", main)
    real.git(root, "switch", "--quiet", "--create", "work")
    real.write(root, "a.py", TWO)
    real.commit(root)
    return left


@pytest.mark.parametrize("main", ["main", "master", "trunk"])
def test_a_main_branch_may_have_each_of_its_usual_names(tmp_path: Path, main: str) -> None:
    left = branched(tmp_path / "repo", main)
    assert git.find(tmp_path / "repo").forked() == left


def test_without_a_main_branch_nothing_was_left(tmp_path: Path) -> None:
    branched(tmp_path / "repo", "develop")
    assert git.find(tmp_path / "repo").forked() == ""


def test_what_the_server_holds_as_its_main_branch_comes_before_one_s_own(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    left = branched(root, "main")
    real.git(root, "branch", "--force", "main", "work")
    assert git.find(root).forked() != left
    real.git(root, "update-ref", "refs/remotes/origin/main", left)
    assert git.find(root).forked() == left


def test_a_detached_head_has_left_the_main_branch_too(tmp_path: Path) -> None:
    left = branched(tmp_path / "repo", "main")
    real.git(tmp_path / "repo", "switch", "--quiet", "--detach")
    assert git.find(tmp_path / "repo").forked() == left


def test_a_branch_with_a_history_of_its_own_left_nothing(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    histories.written(root, ("a", {"a.py": ONE}))
    real.git(root, "switch", "--quiet", "--orphan", "other")
    real.commit(root)
    assert git.find(root).forked() == ""


def test_a_branch_before_its_first_commit_left_nothing(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    histories.written(root, ("a", {"a.py": ONE}))
    real.git(root, "switch", "--quiet", "--orphan", "other")
    assert git.find(root).forked() == ""


def test_a_git_that_takes_too_long_knows_no_fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    branched(tmp_path / "repo", "main")
    monkeypatch.setattr(git_history, "SECONDS", -1.0)
    assert git.find(tmp_path / "repo").forked() == ""
