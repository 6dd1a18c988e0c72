"""What git must not be made to say of what is gone: removals that are committed, and questions that fail.

A definition of the same name that stayed, or that went along with its file, is no removal at hand.
"""

from pathlib import Path

import pytest

from parti import ports
from parti.adapters import git
from tests.adapters import histories
from tests.fakes import real

UNCOMMITTED = "its removal is not committed yet"


def traced(tmp_path: Path, wanted: str, *steps: histories.Step) -> tuple[ports.Trace, list[str]]:
    commits = histories.written(tmp_path / "repo", *steps)
    return git.find(tmp_path / "repo").traced(wanted), commits


CODE = "def coerce(x):\n    return x\n\n\ndef other(x):\n    return [x, x]\n"


@pytest.mark.parametrize("there", ["app/util/files.py", "app/core/pyfiles.py", "app/files.py"])
def test_a_module_that_was_renamed_is_told_by_the_commit_and_the_new_place(
    tmp_path: Path, there: str
) -> None:
    trace, commits = traced(
        tmp_path,
        "app.util.pyfiles.coerce",
        ("a", {"app/util/pyfiles.py": CODE, "app/util/__init__.py": ""}),
        ("b", {"app/util/pyfiles.py": None, there: CODE}),
    )
    assert trace == ports.Trace(commit=commits[1], date=histories.day(1), subject="b", now=there)


def test_a_definition_that_went_to_the_file_beside_it_is_no_removal_at_hand(tmp_path: Path) -> None:
    trace, commits = traced(
        tmp_path,
        "app.util.pyfiles.coerce",
        ("a", {"app/util/pyfiles.py": CODE}),
        ("b", {"app/util/pyfiles.py": "x = 1\n", "app/util/files.py": CODE}),
    )
    assert (trace.commit, trace.now) == (commits[1], "app/util/files.py")


@pytest.mark.parametrize("staged", [False, True])
def test_a_module_that_is_renamed_and_not_committed_is_told_as_such(tmp_path: Path, staged: bool) -> None:
    root = tmp_path / "repo"
    histories.written(root, ("a", {"app/util/pyfiles.py": CODE, "app/util/z.py": ""}))
    (root / "app/util/pyfiles.py").rename(root / "app/util/files.py")
    real.git(root, *(("add", "-A") if staged else ("add", "-N", "app/util/files.py")))
    now = "app/util/files.py"
    assert git.find(root).traced("app.util.pyfiles.coerce") == ports.Trace(unknown=UNCOMMITTED, now=now)


@pytest.mark.parametrize("staged", [False, True])
def test_a_module_that_is_removed_and_not_committed_is_told_as_such(tmp_path: Path, staged: bool) -> None:
    root = tmp_path / "repo"
    histories.written(root, ("a", {"app/dead.py": CODE, "app/z.py": ""}))
    (root / "app/dead.py").unlink()
    if staged:
        real.git(root, "add", "-A")
    assert git.find(root).traced("app.dead") == ports.Trace(unknown=UNCOMMITTED)
    assert git.find(root).traced("app.dead.coerce") == ports.Trace(unknown=UNCOMMITTED)


def test_a_package_that_is_moved_and_not_committed_is_told_by_its_new_folder(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    histories.written(root, ("a", {"app/dead/a.py": CODE, "app/dead/b.py": "import b\n", "app/z.py": ""}))
    (root / "app/dead").rename(root / "app/alive")
    real.git(root, "add", "-A")
    assert git.find(root).traced("app.dead") == ports.Trace(unknown=UNCOMMITTED, now="app/alive/")


PORTS = {
    "an item": 'port = os.environ["APP_PORT"]\n',
    "a get": "port = os.environ.get('APP_PORT', 1)\n",
    "a getenv": 'port = getenv("APP_PORT")\n',
    "a script": "const port = process.env.APP_PORT;\n",
    "a call of Rust": 'let port = std::env::var("APP_PORT");\n',
}


@pytest.mark.parametrize("read", PORTS.values(), ids=list(PORTS))
def test_an_environment_variable_is_traced_to_the_commit_that_no_longer_reads_it(
    tmp_path: Path, read: str
) -> None:
    path = "app/a.ts" if "process" in read else "app/a.rs" if "::" in read else "app/a.py"
    trace, commits = traced(
        tmp_path,
        "APP_PORT",
        ("a", {path: read, "app/b.py": read, "CONSTRAINTS.md": "Watches: `APP_PORT`\n"}),
        ("b", {"app/b.py": ""}),
        ("c", {path: read.replace("APP_PORT", "APP_PORTS")}),
        ("d", {"CONSTRAINTS.md": "Watches: `APP_PORT`, `X`\n", "README.md": 'set "APP_PORT"\n'}),
    )
    assert trace == ports.Trace(commit=commits[2], date=histories.day(2), subject="c")


def test_an_environment_variable_that_is_just_being_removed_is_told_as_such(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    histories.written(root, ("a", {"app/a.py": PORTS["an item"]}))
    (root / "app/a.py").write_text("x = 1\n")
    assert git.find(root).traced("APP_PORT") == ports.Trace(unknown=UNCOMMITTED)


def test_a_variable_that_no_commit_read_is_not_said_to_be_gone_since_one(tmp_path: Path) -> None:
    trace, _ = traced(
        tmp_path, "APP_PORT", ("a", {"app/a.py": 'x = "APP_PORTS"\n# APP_PORT\n'}), ("b", {"app/a.py": ""})
    )
    assert trace == ports.Trace(unknown="git knows no commit that removed it")


def test_a_definition_that_only_came_is_passed_over_for_the_commit_that_took_it(tmp_path: Path) -> None:
    trace, commits = traced(
        tmp_path,
        "app.io.save",
        ("a", {"app/io.py": "def save(x):\n    return x\n", "app/z.py": "x = 1\n"}),
        ("b", {"app/io.py": "y = 1\n"}),
        ("c", {"app/io.py": "y = 1\n", "lib/other.py": "def save(x, y):\n    return x, y\n"}),
    )
    assert trace == ports.Trace(commit=commits[1], date=histories.day(1), subject="b")


def test_a_change_at_hand_beside_what_went_long_ago_is_not_its_removal(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    commits = histories.written(
        root, ("a", {"app/a.py": CODE, "app/b.py": "import x\n\n" + CODE}), ("b", {"app/a.py": "x = 1\n"})
    )
    (root / "app/b.py").write_text("import x\n\n" + CODE.replace("coerce(x)", "coerce(x, y)"))
    assert git.find(root).traced("app.a.coerce").commit == commits[1]


def test_a_glob_of_a_whole_folder_is_told_by_the_folder_that_it_became(tmp_path: Path) -> None:
    files = {"app/old/a.py": CODE, "app/old/b.py": "import b\nimport c\n"}
    new = {path.replace("old", "new"): text for path, text in files.items()}
    trace, _ = traced(tmp_path, "app/old/**", ("a", files), ("b", {**dict.fromkeys(files), **new}))
    assert trace.now == "app/new/"


def test_a_git_that_fails_is_no_statement_about_history(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    histories.written(root, ("a", {"app/a.py": CODE}))
    (root / ".git/refs/heads/main").write_text("1" * 40 + "\n")
    for wanted in ("app.a.coerce", "app/b.py"):
        assert "failed, so nothing is known" in git.find(root).traced(wanted).unknown
