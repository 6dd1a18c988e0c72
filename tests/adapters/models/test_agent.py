"""An agent as a model: one turn in an empty folder, everything else denied, nothing left behind."""

import json
import os
import shlex
import sys
import tempfile
import time
from pathlib import Path

import pytest

from parti import ports
from parti.adapters.models import Ways
from parti.records import refusal
from tests.adapters.models.models import KEY, prompt
from tests.law.source import ROOT

SCRIPT = ROOT / "tests/adapters/models/talking_agent.py"
COMMAND = f"{shlex.quote(sys.executable)} {shlex.quote(str(SCRIPT))}"
SEEN = {"PATH": "/usr/bin:/bin", "HOME": "/nowhere", "AWS_SECRET_ACCESS_KEY": KEY, "MODEL_KEY": KEY}


def agent(home: Path, command: str = COMMAND, timeout: int = 60, key: str = "") -> ports.Model:
    address = ports.ModelAddress(
        name="elm", via="agent", model="elm-2", address=command, timeout=timeout, key=key
    )
    return Ways(SEEN, home).open(address, home)


def test_what_it_says_is_the_reply_and_what_it_thinks_is_not(tmp_path: Path) -> None:
    reply = agent(tmp_path).ask(prompt("say Grüße 語"))
    assert (reply.text, reply.stopped, reply.model) == ("say Grüße 語", "end", "elm-2")


@pytest.mark.parametrize(("word", "stopped"), [("long", "length"), ("no", "cut")])
def test_a_turn_that_did_not_end_by_itself_says_so(tmp_path: Path, word: str, stopped: str) -> None:
    assert agent(tmp_path).ask(prompt(f"{word} words")).stopped == stopped


def test_everything_that_it_asks_for_is_denied(tmp_path: Path) -> None:
    got = json.loads(agent(tmp_path).ask(prompt("greedy")).text)
    assert got["permission"] == "n"
    assert got["only yes"] == "cancelled"
    for what in ("write", "read", "terminal"):
        assert "refused: answer from the prompt alone" in got[what]
    assert got["offered"] == [False, False]
    assert got["folder"] == [], "it starts in an empty folder"


def test_it_sees_where_it_lives_and_nobody_s_keys(tmp_path: Path) -> None:
    got = json.loads(agent(tmp_path).ask(prompt("greedy")).text)
    assert got["environment"]["HOME"] == "/nowhere"
    assert KEY not in str(got["environment"])
    named = json.loads(agent(tmp_path, key="MODEL_KEY").ask(prompt("greedy")).text)
    assert named["environment"]["MODEL_KEY"] == KEY
    assert "AWS_SECRET_ACCESS_KEY" not in named["environment"]


def test_one_that_does_not_answer_is_ended_with_its_children(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    with pytest.raises(refusal.Unready, match="no whole answer within 12 seconds"):
        agent(tmp_path, timeout=12).ask(prompt(f"sleep {pid}"))
    assert gone(int(pid.read_text("utf-8")))


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("no-such-agent --acp", "there is no program no-such-agent"),
        (f"{shlex.quote(sys.executable)} -c 'print(1)'", "broke off"),
    ],
)
def test_one_that_is_no_agent_is_told_in_a_sentence(tmp_path: Path, command: str, says: str) -> None:
    with pytest.raises(refusal.Unready, match=says):
        agent(tmp_path, command, timeout=20).ask(prompt())


def test_one_that_dies_in_the_middle_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(refusal.Unready, match="the agent python"):
        agent(tmp_path, timeout=20).ask(prompt("die"))


def test_its_folder_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    agent(tmp_path).ask(prompt("greedy"))
    assert list(tmp_path.iterdir()) == []


def test_a_program_in_the_repository_is_found(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/agent").symlink_to(sys.executable)
    command = f"bin/agent {shlex.quote(str(SCRIPT))}"
    with pytest.raises(refusal.Unready, match="no program"):
        agent(tmp_path / "bin", command).ask(prompt("say x"))
    (tmp_path / "bin/agent").unlink()
    (tmp_path / "bin/agent").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', "utf-8")
    (tmp_path / "bin/agent").chmod(0o755)
    assert agent(tmp_path, command).ask(prompt("say x")).text == "say x"


@pytest.mark.parametrize("command", ["", "'open"])
def test_without_a_command_nothing_is_started(tmp_path: Path, command: str) -> None:
    with pytest.raises(refusal.Unready, match="no command line"):
        agent(tmp_path, command)


def gone(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
            stat = Path(f"/proc/{pid}/stat").read_text("utf-8")
        except (ProcessLookupError, FileNotFoundError):
            return True
        if stat.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False
