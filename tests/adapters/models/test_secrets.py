"""Keys reach nobody but their provider: every byte that whole runs leave is searched for planted ones."""

import base64
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.adapters.models.test_agent import COMMAND
from tests.cli import houses
from tests.law.source import ROOT

PLANTED = {
    "MODEL_KEY": "sk-ant-api03-planted0ne-Zq8",
    "OTHER_KEY": "sk-planted-7wo-Vx4",
    "AWS_SECRET_ACCESS_KEY": "planted/three+Kd9/aw5",
    "DATABASE_URL": "postgresql://me:plantedf0ur@db/x",
}
IN_FILES = {
    ".env": "MODEL_KEY=sk-planted-f1ve-in-env\nHOME_KEY=sk-planted-f1ve-in-env\n",
    "config/.env.local": "export OTHER_KEY='sk-planted-51x-in-env'\n",
    ".netrc": "machine 127.0.0.1 login me password plantedseven\n",
}
SECRETS = (
    *PLANTED.values(),
    "plantedf0ur",
    "sk-planted-f1ve-in-env",
    "sk-planted-51x-in-env",
    "plantedseven",
)
LOOKS = (
    "status",
    "log",
    "log --json",
    "why ModelCalled",
    "why ModelCalled --json",
    "doctor",
    "status --all",
)


@pytest.fixture
def home(tmp_path: Path) -> houses.Home:
    opened = houses.opened(tmp_path)
    for name, text in IN_FILES.items():
        path = opened.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / ".netrc").write_text(IN_FILES[".netrc"], "utf-8")
    return opened


def model(name: str, via: str, **more: Any) -> str:
    rows = {"name": name, "via": via, "timeout": 20, **more}
    return "\n[[model]]\n" + "".join(f"{key} = {value!r}\n" for key, value in rows.items())


def configured(home: houses.Home, *models: str) -> None:
    path = home.root / ".parti/config.toml"
    path.write_text(path.read_text("utf-8") + "".join(models), "utf-8")


def asked(
    home: houses.Home, tmp_path: Path, key: str, **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    surroundings = {
        **home.environment(),
        **PLANTED,
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PARTI_RECORD": str(tmp_path / "session"),
        **environment,
    }
    words = [sys.executable, "-X", "dev", "-m", "tests.adapters.models.asking_program", key, "words"]
    return subprocess.run(words, cwd=home.root, env=surroundings, capture_output=True, check=False)


def forms(secret: str) -> set[bytes]:
    """How a secret may be written down."""
    plain = secret.encode()
    return {
        plain,
        plain[::-1],
        base64.b64encode(plain),
        plain.hex().encode(),
        quote(secret, safe="").encode(),
    }


def leaks(folder: Path, *outputs: bytes) -> list[str]:
    """Where a planted secret is, besides where it was planted."""
    found = []
    planted = {(folder / "r" / name).name for name in IN_FILES}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.name not in planted:
            data = path.read_bytes()
            found += [str(path) for secret in SECRETS for form in forms(secret) if form in data]
    for number, output in enumerate(outputs):
        found += [f"output {number}" for secret in SECRETS for form in forms(secret) if form in output]
    return found


def looked_at(home: houses.Home) -> list[bytes]:
    said = [home.parti(*words.split(), **PLANTED) for words in LOOKS]
    return [part.encode() for one in said for part in (one.out, one.err)]


def test_a_planted_secret_is_seen(home: houses.Home, tmp_path: Path) -> None:
    """The search itself finds what it is to find, in each form and place."""
    assert leaks(tmp_path) == []
    secret = PLANTED["MODEL_KEY"]
    for form in forms(secret):
        assert leaks(tmp_path, b"x" + form + b"y") == ["output 0"]
    (tmp_path / "left").write_text(secret, "utf-8")
    assert leaks(tmp_path) == [str(tmp_path / "left")]


def test_calls_that_are_answered_leave_no_key_behind(home: houses.Home, tmp_path: Path, mock: Any) -> None:
    configured(
        home,
        model(
            "one", "anthropic", model="claude-opus-4-6", address=mock.base_url("anthropic"), key="MODEL_KEY"
        ),
        model("two", "openai", model="gpt-4o", address=mock.base_url("openai"), key="OTHER_KEY"),
        model("three", "agent", address=COMMAND),
    )
    mock.fail(500, times=1)
    done = asked(home, tmp_path, "proposal")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"\n") >= 3
    assert list((tmp_path / "session").iterdir()), (
        "the calls were recorded, so there was something to search"
    )
    assert leaks(tmp_path, done.stdout, done.stderr, *looked_at(home)) == []
    bodies = "".join(str(request.body) for request in mock.requests)
    assert all(secret not in bodies for secret in SECRETS)


FAULTS = {
    "wrong key": lambda mock: mock.fail(401, times=None, message=f"Bad key {PLANTED['MODEL_KEY']}"),
    "echoed": lambda mock: mock.fail(400, times=None, message=f"Bad header {PLANTED['MODEL_KEY']}"),
    "missing": lambda mock: mock.fail(404, times=None),
    "far too busy": lambda mock: mock.rate_limit(times=None, retry_after=3600),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("via", ["anthropic", "openai", "google"])
def test_calls_that_fail_leave_no_key_behind(
    home: houses.Home, tmp_path: Path, mock: Any, via: str, fault: str
) -> None:
    place = {"anthropic": "anthropic", "openai": "openai", "google": "gemini"}[via]
    configured(home, model("one", via, model="m-1", address=mock.base_url(place), key="MODEL_KEY"))
    FAULTS[fault](mock)
    done = asked(home, tmp_path, "proposal")
    assert done.returncode == 4, done.stderr
    assert b"next: " in done.stderr
    assert b"Traceback" not in done.stderr
    assert leaks(tmp_path, done.stdout, done.stderr, *looked_at(home)) == []
    assert mock.requests, "it was asked, so there was something to lose"


def test_a_key_in_a_file_of_the_repository_is_not_used(
    home: houses.Home, tmp_path: Path, mock: Any
) -> None:
    configured(home, model("one", "openai", model="m", address=mock.base_url("openai"), key="HOME_KEY"))
    done = asked(home, tmp_path, "proposal")
    assert done.returncode == 4
    assert b"HOME_KEY is not set" in done.stderr
    assert mock.requests == []
    assert leaks(tmp_path, done.stdout, done.stderr) == []


def test_what_is_written_is_for_the_user_s_eyes_alone(home: houses.Home, tmp_path: Path, mock: Any) -> None:
    configured(home, model("one", "compatible", model="m", address=mock.base_url("openai"), a_minute=9))
    assert asked(home, tmp_path, "proposal").returncode == 0
    private = [
        path for path in (home.state / "state").rglob("*") if path.is_file() and "lock" not in path.name
    ]
    assert private
    assert [str(path) for path in private if path.stat().st_mode & 0o077] == []
