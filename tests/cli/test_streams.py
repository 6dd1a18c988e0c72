"""Whoever reads may leave, and a disk may be full: the work is done all the same, and said (S1, S4)."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from parti.cli import streams
from tests.cli import calls, houses


class Broken(io.StringIO):
    """A stream that cannot be written any more."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def write(self, _: str) -> int:
        raise self._error


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> houses.Home:
    home = houses.opened(tmp_path_factory.mktemp("home"))
    (home.root / "late.py").write_text("import requests\n")
    return home


def run(home: houses.Home, *words: str, out: int | IO[bytes], buffered: bool = True) -> tuple[int, str]:
    """Runs `parti` with this standard output; its exit code and what it said of it."""
    environment = home.environment()
    environment.pop("PYTHONUNBUFFERED", None)
    if not buffered:
        environment["PYTHONUNBUFFERED"] = "1"
    done = subprocess.run(
        [sys.executable, "-m", "parti", *words],
        cwd=home.root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        check=False,
    )
    return done.returncode, done.stderr.decode()


def say() -> None:
    sys.stdout.write("x\n")


def nobody() -> int:
    """The writing end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


CODES = [
    ("status", 0),
    ("--json status", 0),
    ("--help", 0),
    ("log --help", 0),
    ("--version", 0),
    ("ask --all", 0),
    ("gate", 1),
    ("--json why nothing", 2),
    ("--json frobnicate", 2),
    ("brief", 3),
]


@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize(("words", "code"), CODES)
def test_a_reader_that_left_changes_nothing_about_how_it_ends(
    home: houses.Home, words: str, code: int, buffered: bool
) -> None:
    pipe = nobody()
    try:
        ended, said = run(home, *words.split(), out=pipe, buffered=buffered)
    finally:
        os.close(pipe)
    assert ended == code
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
    assert "Exception ignored" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="SKIP full disk: there is no /dev/full here")
@pytest.mark.parametrize("words", ["status", "--json status", "gate", "--help", "--version"])
def test_an_output_that_cannot_be_written_is_said_and_ends_with_4(home: houses.Home, words: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ended, said = run(home, *words.split(), out=full)
    assert ended == 4
    assert said.splitlines() == [
        "parti: The output could not be written: No space left on device.",
        "next: write it elsewhere",
    ]


@pytest.mark.parametrize(
    ("words", "closed", "code"),
    [
        ("status", ">&-", 0),
        ("--json status", ">&-", 0),
        ("--help", ">&-", 0),
        ("gate", ">&-", 1),
        ("status", "2>&-", 0),
        ("frobnicate", "2>&-", 2),
        ("frobnicate", ">&- 2>&-", 2),
        ("status", "<&-", 0),
        ("ask", "<&-", 0),
        ("status", "<&- >&- 2>&-", 0),
    ],
)
def test_streams_that_were_closed_before_it_began_are_done_without(
    home: houses.Home, words: str, closed: str, code: int
) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m parti {words} {closed}', sys.executable],
        cwd=home.root,
        env=home.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_stream_without_unicode_shows_what_it_cannot_spell_and_json_stays_json(
    home: houses.Home, encoding: str
) -> None:
    typed = "é → 𝄞"
    plain = home.parti("why", typed, PYTHONIOENCODING=encoding)
    assert plain.code == 2
    assert "Nothing is recorded about" in plain.err
    told = home.parti("--json", "why", typed, PYTHONIOENCODING=encoding)
    assert told.code == 2
    assert json.loads(told.out)["findings"][0]["message"] == f"Nothing is recorded about {typed!r}."


def test_a_record_is_kept_although_nobody_hears_of_it(home: houses.Home) -> None:
    pipe = nobody()
    try:
        assert run(home, "invariant", "heard by nobody", "--why", "x", out=pipe)[0] == 0
    finally:
        os.close(pipe)
    assert "heard by nobody" in home.parti("design").out


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BrokenPipeError(32, "Broken pipe"), None),
        (OSError(28, "No space left on device"), 28),
        (OSError(5, "x"), 5),
    ],
)
def test_an_attempt_tells_why_nothing_could_be_written(
    error: OSError, said: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Broken(error))
    told = streams.attempt(say)
    assert (told.errno if told else None) == said
    assert streams.attempt(say) is None, "what follows is silent"


def test_an_attempt_that_works_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert streams.attempt(say) is None
    assert capsys.readouterr().out == "x\n"


def test_a_complaint_that_nobody_hears_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Broken(OSError(28, "full")))
    streams.complain("x")
    streams.complain("y")
    assert isinstance(sys.stderr, io.StringIO)
    assert sys.stderr.getvalue() == "y\n"


def test_an_interrupt_of_a_call_ends_with_130_in_both_forms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = houses.opened(tmp_path)

    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    with calls.inside(home):
        monkeypatch.setattr("builtins.input", interrupted)
        said = calls.parti("ask", terminal=True)
    assert said.code == 130
    assert said.err.splitlines() == [
        "parti: Interrupted; everything recorded so far is kept.",
        "next: parti status",
    ]


def test_a_text_that_is_too_long_loses_its_middle_and_keeps_its_ends() -> None:
    assert streams.shortened("x" * streams.LONGEST) == "x" * streams.LONGEST
    shown = streams.shortened(f"begins {'y' * 1_000_000} ends")
    assert len(shown) < streams.LONGEST + 60
    assert shown.startswith("begins yyy")
    assert shown.endswith("yyy ends")
    assert "998,812 characters left out" in shown
    assert len(streams.shortened("z" * (streams.LONGEST + 1))) > streams.LONGEST


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x9b2J", "\x7f", "\u202e", "\u2028", "\U000e0001"])
def test_json_holds_no_sign_that_a_terminal_would_obey(sign: str) -> None:
    shown = streams.json_of({"words": f"é{sign}ß"})
    assert shown.isprintable()
    assert json.loads(shown) == {"words": f"é{sign}ß"}
