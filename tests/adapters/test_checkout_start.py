"""What a Python that starts in a clean checkout finds, and what it leaves as it was."""

import json
import os
import shlex
import sys
from importlib import machinery, util
from pathlib import Path

import pytest

from parti.adapters import runner
from parti.adapters.checkout_start import sitecustomize as starts
from tests.chunks import editables

PATH = {"PATH": os.environ["PATH"]}
SHOW = "import json, sys; print(json.dumps([sys.path, sorted(m for m in sys.modules if 'custom' in m)]))"


def said(root: Path, cwd: Path, python: str, code: str, **more: str) -> str:
    """What Python printed in the checkout."""
    for folder in (root, cwd):
        folder.mkdir(parents=True, exist_ok=True)
    subject = runner.ProcessRunner(root, {**PATH, **more})
    return subject.run(shlex.join([python, "-c", code]), cwd=cwd, timeout=20).output


PLACES = [
    ("/w/src", "/c/src", "a folder of the work tree"),
    ("/w", "/c", "the work tree itself"),
    ("/w2/src", "/w2/src", "a neighbour whose name begins alike"),
    ("/usr/lib/python", "/usr/lib/python", "elsewhere"),
    ("/w/.venv/lib/python3.11/site-packages", "/w/.venv/lib/python3.11/site-packages", "what is installed"),
    ("/w/__pypackages__/lib", "/w/__pypackages__/lib", "what is installed, in another way"),
    ("src", "src", "what is no place"),
]


@pytest.mark.parametrize(("path", "expected", "why"), PLACES, ids=[row[2] for row in PLACES])
def test_a_place_in_the_work_tree_stands_for_one_in_the_checkout(
    path: str, expected: str, why: str
) -> None:
    assert starts.Places("/w", "/c").moved(path) == expected, why


def test_a_checkout_that_lies_in_the_work_tree_stays_where_it_is() -> None:
    places = starts.Places("/w", "/w/.cache/c")
    assert places.moved("/w/.cache/c/src") == "/w/.cache/c/src"
    assert places.moved("/w/.cache/c") == "/w/.cache/c"
    assert places.moved("/w/src") == "/w/.cache/c/src"


def test_a_python_that_lives_in_the_work_tree_keeps_its_own_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "work/env"
    home.mkdir(parents=True)
    monkeypatch.setattr(sys, "base_prefix", str(home))
    places = starts.Places(str(tmp_path / "work"), str(tmp_path / "c"))
    assert places.moved(str(home / "lib/json")) == str(home / "lib/json")
    assert places.moved(str(tmp_path / "work/lib")) == str(tmp_path / "c/lib")


def test_a_python_above_the_work_tree_keeps_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container, where the code lies in `/usr/src/app`."""
    monkeypatch.setattr(sys, "prefix", "/usr")
    assert starts.Places("/usr/src/app", "/c").moved("/usr/src/app/shop") == "/c/shop"


def test_a_compiled_module_is_taken_from_the_work_tree(tmp_path: Path) -> None:
    """No commit holds it, and without it nothing could be imported."""
    fast = tmp_path / f"w/shop/fast{machinery.EXTENSION_SUFFIXES[0]}"
    found = util.spec_from_file_location("shop.fast", fast)
    assert found is not None
    moved = starts.Places(str(tmp_path / "w"), str(tmp_path / "c")).spec(found)
    assert moved is not None
    assert moved.origin == str(fast)


def test_a_finder_can_be_taken_away_by_whoever_put_it_there() -> None:
    class Before:
        label = "mine"

        @staticmethod
        def find_spec(*asked: object) -> None:
            return None

    finder = starts.Finder(Before, starts.Places("/w", "/c"))
    finders: list[object] = [finder]
    assert Before in finders
    assert finder.label == "mine"
    assert finder.find_spec("shop") is None
    finders.remove(Before)
    assert finders == []


def test_the_project_s_own_start_is_run_too_and_ours_is_not_in_the_way(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "sitecustomize.py").write_text("import sys\nsys.modules['custom_of_theirs'] = sys\n")
    said_is = said(tmp_path / "w", tmp_path / "c", sys.executable, SHOW, PYTHONPATH=str(own))
    places, modules = json.loads(said_is)
    assert modules == ["custom_of_theirs", "sitecustomize"]
    assert str(tmp_path / "c") in places
    assert not [place for place in places if place.endswith("checkout_start")]


def test_what_was_in_the_path_for_modules_is_led_to_the_checkout(tmp_path: Path) -> None:
    """A shell that was set up for the work tree is as common as an install that can be edited."""
    given = str(tmp_path / "w/lib")
    places, _ = json.loads(said(tmp_path / "w", tmp_path / "c", sys.executable, SHOW, PYTHONPATH=given))
    assert given not in places
    assert str(tmp_path / "c/lib") in places


def test_the_work_tree_itself_is_left_alone(tmp_path: Path) -> None:
    """The suite of the gate runs there, with everything that lies there."""
    places, _ = json.loads(said(tmp_path, tmp_path, sys.executable, SHOW, PYTHONPATH=str(tmp_path / "lib")))
    assert str(tmp_path / "lib") in places


def test_isolated_python_is_not_helped(tmp_path: Path) -> None:
    """It looks at no variable; the documentation says so."""
    packages = editables.scratch(tmp_path / "venv")
    editables.by_paths(packages, tmp_path / "w")
    (tmp_path / "w").mkdir()
    (tmp_path / "w/local.py").write_text("where = __file__")
    code = "import local; print(local.where)"
    python = str(tmp_path / "venv/bin/python")
    (tmp_path / "c").mkdir()
    subject = runner.ProcessRunner(tmp_path / "w", PATH)
    ran = subject.run(shlex.join([python, "-I", "-c", code]), cwd=tmp_path / "c", timeout=20)
    assert ran.output == f"{tmp_path}/w/local.py\n"
    ran = subject.run(shlex.join([python, "-c", code]), cwd=tmp_path / "c", timeout=20)
    assert "No module named 'local'" in ran.output


def test_a_place_with_a_colon_is_left_out(tmp_path: Path) -> None:
    """In the list of places it would be two others."""
    places, _ = json.loads(said(tmp_path / "w", tmp_path / "c:d", sys.executable, SHOW))
    assert not [place for place in places if place == "d" or place.endswith(("/d", "/c", "d/src"))]
