"""`parti look`, its hook, and every way in which what was kept for the hook can have grown old."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from parti.constraints import first_look
from parti.mcp import look as door
from parti.workflow import glance
from tests.cli import calls, houses
from tests.constraints.documents import section

DOCUMENT = section("pattern\nforbid: print($$$A)", id="no-print", scope="Scope: `src/**`. Owner: all.")
HOOK = [sys.executable, "-I", "-S", str(Path(door.__file__))]
FINE = "looked at 1 file: nothing to mend\n"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[houses.Home]:
    """A repository with one constraint, a file that keeps it and one that breaks it; looked at once."""
    home = houses.repository(tmp_path)
    (home.root / "src").mkdir()
    (home.root / "src/good.py").write_text("x = 1\n")
    (home.root / "src/bad.py").write_text("print(1)\n")
    (home.root / "CONSTRAINTS.md").write_text(DOCUMENT)
    with calls.inside(home):
        assert calls.parti("look", "src/good.py") == (0, FINE, "")
        yield home


def cache(home: houses.Home) -> str:
    return str(home.state / "cache/parti")


def known(home: houses.Home) -> bool:
    """Whether what was kept may be used now."""
    return glance.kept(cache(home), str(home.root)) is not None


def hook(home: houses.Home, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        [*HOOK, *words], cwd=home.root, env=home.environment(), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_the_verb_speaks_of_the_named_files_alone(home: houses.Home) -> None:
    assert calls.parti("look", "src/bad.py").code == 1
    said = calls.parti("look", "src/bad.py", "src/good.py")
    assert "src/bad.py:1" in said.out
    assert calls.parti("look", "src/good.py", "orders.py").out == FINE.replace("1 file", "2 files")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Which files?"),
        (["nowhere.py"], "There is no file 'nowhere.py'."),
        (["/etc/passwd"], "'/etc/passwd' is not in this repository."),
    ],
)
def test_the_verb_refuses(home: houses.Home, words: list[str], sentence: str) -> None:
    said = calls.parti("look", *words)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err


def test_the_verb_tells_what_is_wrong_with_the_document(home: houses.Home) -> None:
    (home.root / "CONSTRAINTS.md").write_text(DOCUMENT.replace("forbid:", "forbit:"))
    assert calls.parti("look", "src/good.py").code == 1
    assert not known(home), "nothing is promised of a document with faults"


def test_the_command_of_the_hook_is_printed_and_runs(home: houses.Home) -> None:
    said = calls.parti("look", "--hook")
    assert said.out.split() == HOOK
    assert hook(home, "src/good.py") == (0, FINE)


@pytest.mark.parametrize("name", ["src/good.py", "src/bad.py", "orders.py", "CONSTRAINTS.md", "gone.py"])
def test_the_hook_ends_and_speaks_as_the_verb_does(home: houses.Home, name: str) -> None:
    said = calls.parti("look", name)
    assert hook(home, name) == (said.code, said.out)
    assert hook(home, str(home.root / name))[0] == said.code


def answered(home: houses.Home, *words: str) -> bool:
    """Whether the hook answers by itself, without the full program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["look.py", *words])
        ran: list[list[str]] = []

        def replaced(program: str, arguments: list[str]) -> int:
            ran.append(arguments)
            return 9

        patch.setattr(os, "execv", replaced)
        code = door.main()
    assert (code == 9) is bool(ran)
    if ran:
        assert ran[0][-len(words) - 2 :] == ["parti", "look", *words]
    return not ran


def test_only_what_is_surely_clean_is_answered_by_the_hook(home: houses.Home) -> None:
    assert answered(home, "src/good.py")
    assert answered(home, "./src/../src/good.py", str(home.root / "orders.py"))
    (home.root / "src/link.py").symlink_to("good.py")
    for words in (
        ["src/bad.py"], ["src/good.py",
        "src/bad.py"], ["gone.py"], ["src"], ["CONSTRAINTS.md"], ["--json", "src/good.py"],
        ["/etc/passwd"], ["src/link.py"], [""], [".git/HEAD"],
    ):  # fmt: skip
        assert not answered(home, *words), words


def test_the_hook_answers_below_the_root_and_in_a_further_work_tree(
    home: houses.Home, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home.root / "src")
        assert answered(home, "good.py")
        home.git("add", ".")
        home.git("-c", "user.name=A", "-c", "user.email=b", "commit", "-qm", "all")
        home.git("worktree", "add", "-q", str(tmp_path / "further"))
        patch.chdir(tmp_path / "further")
        assert not answered(home, "src/good.py"), "nothing was kept for this one"
        assert calls.parti("look", "src/good.py").code == 0
        assert answered(home, "src/good.py")
        patch.chdir(tmp_path)
        assert not answered(home, str(home.root / "src/good.py")), "this is no repository"


ONLY = "only-through\nhelper: app.disk.save\ninstead-of: [json.dump]"


def test_a_look_rests_on_the_file_of_a_helper(home: houses.Home) -> None:
    (home.root / "src/app").mkdir()
    for name in ("__init__", "disk", "other"):
        (home.root / f"src/app/{name}.py").write_text("def save(): ...\n" if name == "disk" else "")
    (home.root / "CONSTRAINTS.md").write_text(section(ONLY))
    name = "src/app/other.py"
    (home.root / name).write_text("import app.disk\n")
    assert calls.parti("look", name).code == 0
    assert answered(home, name)
    (home.root / "src/app/disk.py").write_text("from json import dump as tip\n\n\ndef save(): ...\n")
    assert not answered(home, name)
    (home.root / name).write_text("from app.disk import tip\n\ntip(1, 2)\n")
    assert calls.parti("look", name).code == 1
    assert not answered(home, name)
    (home.root / name).write_text("import app.disk\n")
    assert answered(home, name)


def test_a_look_rests_on_the_packages_of_the_tree(home: houses.Home) -> None:
    (home.root / "src/app").mkdir()
    (home.root / "src/app/__init__.py").touch()
    (home.root / "src/good.py").write_text("import app\n")
    (home.root / "CONSTRAINTS.md").write_text(section("stdlib-only"))
    assert calls.parti("look", "src/good.py").code == 0
    assert answered(home, "src/good.py")
    (home.root / "src/app/__init__.py").unlink()
    assert not answered(home, "src/good.py"), "nobody knows any more that `app` is ours"


def _document(home: houses.Home) -> None:
    (home.root / "CONSTRAINTS.md").write_text(DOCUMENT.replace("print", "prunt"))


def _baseline(home: houses.Home) -> None:
    (home.root / ".parti").mkdir(exist_ok=True)
    (home.root / ".parti/baseline.json").write_text("{}")


def _settings(home: houses.Home) -> None:
    (home.root / ".parti").mkdir(exist_ok=True)
    (home.root / ".parti/config.toml").write_text("")


def _kept(home: houses.Home) -> Path:
    return Path(glance.place(cache(home), str(home.root)))


def _rewritten(home: houses.Home, **other: object) -> None:
    value = first_look.unpack(_kept(home).read_bytes())
    assert value is not None
    _kept(home).write_bytes(first_look.pack({**value, **other}))


def _code(home: houses.Home) -> None:
    value = first_look.unpack(_kept(home).read_bytes())
    assert value is not None
    code: tuple[tuple[str, int, int], ...] = value["code"]  # type: ignore[assignment]
    _rewritten(home, code=((code[0][0], code[0][1] + 1, code[0][2]), *code[1:]))


def _code_gone(home: houses.Home) -> None:
    _rewritten(home, code=(("/nowhere.py", 1, 1),))


def _elsewhere(home: houses.Home) -> None:
    _rewritten(home, root="/elsewhere")


def _damaged(home: houses.Home) -> None:
    data = _kept(home).read_bytes()
    _kept(home).write_bytes(data[:-9] + b"x" + data[-8:])


def _writable(home: houses.Home) -> None:
    _kept(home).chmod(0o666)


def _pipe(home: houses.Home) -> None:
    _kept(home).unlink()
    os.mkfifo(_kept(home))


OLD = [_document, _baseline, _settings, _code, _code_gone, _elsewhere, _damaged, _writable, _pipe]


@pytest.mark.parametrize("change", OLD, ids=lambda each: each.__name__.strip("_"))
def test_what_was_kept_is_not_used_after(home: houses.Home, change: Callable[[houses.Home], None]) -> None:
    assert known(home)
    change(home)
    assert not known(home)
    assert not answered(home, "src/good.py")


def test_another_owner_is_not_believed(home: houses.Home, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert not known(home)


def test_the_code_is_watched_that_the_answer_hangs_on(home: houses.Home) -> None:
    value = first_look.unpack(_kept(home).read_bytes())
    assert value is not None
    watched = "\n".join(path for path, _, _ in value["code"])  # type: ignore[attr-defined]
    for name in (
        "checks/pattern.py",
        "first_look.py",
        "hasty.py",
        "glance.py",
        "ast_grep_py",
        "literals.py",
    ):
        assert name in watched


def test_a_changed_document_is_in_force_at_once_and_kept_anew(home: houses.Home) -> None:
    _document(home)
    assert hook(home, "src/bad.py") == (0, FINE)
    assert known(home)
    assert answered(home, "src/bad.py")
    (home.root / "src/bad.py").write_text("prunt(1)\n")
    assert hook(home, "src/bad.py")[0] == 1


def test_a_new_file_is_judged_as_any_other(home: houses.Home) -> None:
    (home.root / "src/new.py").write_text("print(2)\n")
    assert hook(home, "src/new.py")[0] == 1
    (home.root / "src/new.py").write_text("x = 2\n")
    assert answered(home, "src/new.py")


def test_a_cache_that_cannot_be_written_is_done_without(home: houses.Home) -> None:
    _kept(home).unlink()
    _kept(home).mkdir()
    assert calls.parti("look", "src/good.py") == (0, FINE, "")
    assert not known(home)


def test_what_is_no_file_is_said_to_be_none(home: houses.Home) -> None:
    """Nothing was looked at, so nothing may be called fine."""
    (home.root / "src/gone.py").symlink_to("nowhere.py")
    (home.root / "src/link.py").symlink_to("good.py")
    os.mkfifo(home.root / "src/pipe.py")
    for name, what in (
        ("src", "is a folder; a look is at single files"),
        ("src/gone.py", "is a link that leads to nothing"),
        ("src/pipe.py", "is no regular file"),
    ):
        said = calls.parti("look", name)
        assert (said.code, said.err.splitlines()[0]) == (2, f"parti: '{name}' {what}.")
        assert hook(home, name)[0] == 2
    assert calls.parti("look", "src/link.py").code == 0
