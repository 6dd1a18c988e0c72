"""Lines that commits have and the work tree has no more, where git's ways could hide or invent some.

The port's cases know a straight line of commits. Here stand merges, flags of the index, clones without
their history and settings that change what git prints.
"""

from pathlib import Path

import pytest

from parti import ports
from parti.adapters import git, git_command, git_lines
from tests.fakes import real

X = "log/a/x.jsonl"
Y = "log/b/y.jsonl"


def branched(folder: Path) -> Path:
    """`main` has Y; the branch at hand wrote X; then `main` went on."""
    root = real.repository(folder, **{Y: "main\n", "a.txt": "1\n"})
    real.git(root, "switch", "--quiet", "--create", "side")
    real.write(root, X, "one\n")
    real.commit(root)
    real.write(root, X, "one\ntwo\n")
    real.commit(root)
    return root


def on_main(root: Path, *gone: str) -> None:
    """A commit on `main` that takes files away."""
    real.git(root, "switch", "--quiet", "main")
    real.git(root, "rm", "--quiet", *gone)
    real.commit(root)
    real.git(root, "switch", "--quiet", "side")


def found(root: Path, since: str | None = None, branch: bool = False) -> list[tuple[str, bytes]]:
    repository = git.find(root)
    told = repository.gone("log", repository.forked() if branch else since)
    assert told.unknown == ""
    return sorted((each.path, each.line) for each in told.lines)


def test_what_main_took_away_on_purpose_is_not_gone_from_a_branch_that_merged_it(tmp_path: Path) -> None:
    root = branched(tmp_path)
    on_main(root, Y)
    assert found(root, branch=True) == []
    real.git(root, "merge", "--quiet", "--no-edit", "main")
    assert not (root / Y).exists()
    assert found(root, branch=True) == []


@pytest.mark.parametrize("theirs", [False, True])
def test_what_a_merge_dropped_is_gone(tmp_path: Path, theirs: bool) -> None:
    """Also where the merge took everything from the other side, so that git shows no change of it."""
    root = branched(tmp_path)
    on_main(root, "a.txt")
    real.git(root, "merge", "--quiet", "--no-commit", "--no-ff", "main")
    (root / X).unlink() if theirs else (root / X).write_text("two\n")
    real.commit(root)
    assert len(real.git(root, "rev-list", "--parents", "--max-count=1", "HEAD").split()) == 3
    assert found(root) == []
    assert found(root, branch=True) == [(X, b"one"), (X, b"two")][: 2 if theirs else 1]


def test_a_merge_that_joins_two_logs_loses_nothing(tmp_path: Path) -> None:
    root = branched(tmp_path)
    real.git(root, "switch", "--quiet", "--create", "other", "main")
    real.write(root, "log/a/z.jsonl", "three\n")
    real.commit(root)
    real.git(root, "switch", "--quiet", "side")
    real.git(root, "merge", "--quiet", "--no-edit", "other")
    assert found(root, branch=True) == found(root, "") == []
    (root / "log/a/z.jsonl").write_text("")
    real.commit(root)
    assert found(root, branch=True) == [("log/a/z.jsonl", b"three")]


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_flag_in_the_index_hides_no_cut(tmp_path: Path, flag: str) -> None:
    root = branched(tmp_path)
    real.git(root, "update-index", flag, X)
    (root / X).write_text("one\n")
    assert real.git(root, "status", "--porcelain") == ""
    assert found(root) == [(X, b"two")]


def test_a_sparse_checkout_leaves_files_out_and_takes_nothing_away(tmp_path: Path) -> None:
    root = branched(tmp_path)
    real.git(root, "sparse-checkout", "set", "--no-cone", "/a.txt", "/log/a/")
    assert not (root / Y).exists()
    assert found(root) == found(root, branch=True) == []
    (root / X).unlink()
    assert found(root) == [(X, b"one"), (X, b"two")]


def test_settings_that_change_what_git_prints_change_no_answer(tmp_path: Path) -> None:
    root = branched(tmp_path)
    (root / X).write_text("two\n")
    real.commit(root)
    (root / X).write_text("")
    for name, value in (
        ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("grep.lineNumber", "true"),
        ("grep.column", "true"), ("grep.patternType", "fixed"), ("color.ui", "always"),
        ("color.diff", "always"), ("log.follow", "true"), ("core.quotePath", "true"),
        ("color.grep", "always"), ("diff.interHunkContext", "9"),
        ("diff.context", "9"), ("grep.fullName", "false"), ("submodule.recurse", "true"),
    ):  # fmt: skip
        real.git(root, "config", name, value)
    real.write(root, ".gitattributes", "*.jsonl binary\n")
    assert found(root) == [(X, b"two")]
    assert found(root, branch=True) == found(root, "") == [(X, b"one"), (X, b"two")]


def test_a_shallow_clone_and_a_submodule_tell_what_they_have(tmp_path: Path) -> None:
    origin = branched(tmp_path / "origin")
    real.git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{origin}", "clone")
    outer = real.repository(tmp_path / "outer", **{"a.txt": "1\n"})
    real.git(outer, "submodule", "--quiet", "add", str(origin), "inner")
    for root in (tmp_path / "clone", outer / "inner"):
        assert found(root) == found(root, "") == found(root, branch=True) == []
        (root / X).write_text("two\n")
        assert found(root) == found(root, "") == [(X, b"one")]
    assert found(outer) == []


def test_a_git_that_takes_too_long_or_fails_says_so_and_keeps_what_it_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = branched(tmp_path)
    (root / X).write_text("")
    ask = git_command.ask
    for code, word in ((git_command.STOPPED, "longer than"), (128, "git rev-list failed")):

        def stopped(root: Path, *words: str, **more: object) -> git_command.Answer:
            if words[0] == "rev-list":
                return git_command.Answer(code, b"", "fatal: bad object")  # noqa: B023 -- called in this turn
            return ask(root, *words, **more)  # type: ignore[arg-type]  # handed on as it came

        monkeypatch.setattr(git_command, "ask", stopped)
        told = git_lines.gone(root, "log", "")
        assert word in told.unknown
        assert {each.line for each in told.lines} == {b"one", b"two"}
    monkeypatch.undo()
    assert git_lines.gone(root, "log", None) == ports.Gone(told.lines)
