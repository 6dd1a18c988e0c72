"""Plumb's semgrep: rules of one commit, without the code beside them, and what its output says."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from bench.plumb import baselines, projects, semgrep


def git(place: Path, *words: str) -> str:
    person = ["-c", "user.name=x", "-c", "user.email=x"]
    done = subprocess.run(
        ["git", "-C", str(place), *person, *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of histories with a repository of rules, and a cache that is empty."""
    work = tmp_path / "work"
    (work / "python" / "lang").mkdir(parents=True)
    (work / "python" / "lang" / "bare.yaml").write_text("rules: []\n")
    (work / "python" / "lang" / "bare.py").write_text("print(1)\n")
    (work / "go.yaml").write_text("rules: []\n")
    git(work, "init", "-q")
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", "rules")
    monkeypatch.setattr(semgrep, "COMMIT", git(work, "rev-parse", "HEAD"))
    monkeypatch.setattr(semgrep, "ADDRESS", str(tmp_path / "nowhere"))
    monkeypatch.setattr(projects, "cache", lambda: tmp_path / "cache")
    given = tmp_path / "given"
    given.mkdir()
    (work / ".git").rename(given / "semgrep-rules.git")
    return given


def test_the_rules_of_the_one_commit_are_unpacked_and_nothing_beside_them(public: Path) -> None:
    place = semgrep.folder(public)
    assert place is not None
    kept = {path.relative_to(place.parent).as_posix() for path in place.parent.rglob("*") if path.is_file()}
    assert kept == {"python/lang/bare.yaml"}
    (public / "semgrep-rules.git").rename(public / "gone")
    assert semgrep.folder(public) == place, "what is unpacked needs no repository"


def test_rules_that_nobody_delivers_are_none_and_leave_nothing_behind(public: Path) -> None:
    assert semgrep.folder(public / "elsewhere") is None
    assert not (projects.cache() / "semgrep-rules").exists()


def test_a_rule_goes_by_its_name_wherever_the_rules_lie() -> None:
    result = {
        "check_id": "home.someone.cache.python.lang.best-practice.pass-body-fn",
        "path": "m1/a.py",
        "start": {"line": 7},
        "extra": {"message": "nothing is done"},
    }
    (said,) = semgrep.read(json.dumps({"results": [result]}))
    assert said == ("m1/a.py", 7, "python.lang.best-practice.pass-body-fn", "nothing is done")


def test_every_class_of_a_target_is_one_and_its_pattern_fits_a_name() -> None:
    assert set(semgrep.ON_TARGET) <= set(baselines.ON_TARGET)
    named = {
        "D10": "python.lang.best-practice.pass-body-fn",
        "D11": "python.lang.best-practice.arbitrary-sleep",
        "D18": "python.requests.best-practice.use-timeout",
    }
    for defect, name in named.items():
        assert re.match(semgrep.ON_TARGET[defect], name)
        assert not re.match(semgrep.ON_TARGET[defect], "python.lang.maintainability.return-not-in-function")
