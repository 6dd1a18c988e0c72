"""Who waits beside a command: what the end of Parti ends, what it leaves alone, and that nothing stays."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from parti.adapters import mourner
from tests.adapters.test_runner_surroundings import is_gone

COMMAND = "import signal, subprocess, sys, time\n"
COMMAND += "signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
COMMAND += "child = subprocess.Popen(['sleep', '50'])\nprint(child.pid, flush=True); time.sleep(50)"

PARTI = """
import contextlib, os, signal, subprocess, sys
from parti.adapters import mourner

words, pipe = [sys.executable, "-c", sys.argv[1]], subprocess.PIPE
groups = [
    subprocess.Popen(words, start_new_session=True, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    for _ in range(int(sys.argv[2]))
]
with contextlib.ExitStack() as stack:
    for each in groups:
        stack.enter_context(mourner.beside(each.pid))
    print(*(pid for each in groups for pid in (each.pid, each.stdout.readline().strip())), flush=True)
    exec(sys.argv[3])
"""

ENDS = {
    "it is killed": "os.kill(os.getpid(), signal.SIGKILL)",
    "it leaves on the spot": "os._exit(0)",
    "its whole group is killed": "os.killpg(os.getpid(), signal.SIGKILL)",
    "its terminal is closed": "os.kill(os.getpid(), signal.SIGHUP)",
}


def begun(end: str, count: int = 1) -> list[int]:
    """The processes of some commands, after the Parti that had begun them ended so."""
    done = subprocess.run(
        [sys.executable, "-c", PARTI, COMMAND, str(count), end],
        capture_output=True,
        text=True,
        timeout=30,
        start_new_session=True,
    )
    pids = [int(word) for word in done.stdout.split()]
    assert len(pids) == 2 * count, done.stderr
    return pids


@contextmanager
def sleeping() -> "Iterator[subprocess.Popen[bytes]]":
    """A command in a group of its own."""
    child = subprocess.Popen(["sleep", "50"], start_new_session=True)
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def children() -> set[str]:
    """The processes that this one has begun and not seen to their end."""
    said = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = (row.split(maxsplit=2) for row in said.stdout.splitlines())
    return {
        pid for pid, parent, words in rows if parent == str(os.getpid()) and not words.startswith("ps ")
    }


def handles() -> set[str]:
    return set(os.listdir("/dev/fd"))


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_however_parti_ends_the_command_and_its_children_end_too(end: str) -> None:
    """The command lets no signal end it that could be ignored."""
    assert [is_gone(pid) for pid in begun(end)] == [True, True]


def test_of_several_commands_none_is_forgotten() -> None:
    """The end of the pipe that is held for one is not inherited by who waits beside the next."""
    assert all(is_gone(pid) for pid in begun(ENDS["it is killed"], count=3))


@pytest.mark.parametrize("wrong", [False, True])
def test_while_parti_lives_its_command_is_left_alone_and_who_waited_is_gone(wrong: bool) -> None:
    before, held = children(), handles()
    with sleeping() as command:
        try:
            with mourner.beside(command.pid):
                assert len(children() - before) == 2
                if wrong:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            assert wrong
        assert children() - before == {str(command.pid)}
        assert command.poll() is None
    assert handles() == held


def test_who_waits_keeps_no_folder_no_terminal_and_none_of_the_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would else hold up who unmounts a checkout, and hold words that were said to Parti alone."""
    asked: list[dict[str, object]] = []
    popen = subprocess.Popen

    def noted(*words: object, **given: object) -> object:
        asked.append(given)
        return popen(*words, **given)  # type: ignore[call-overload]  # handed on as it came

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("A_SECRET", "x")
    with sleeping() as command:
        monkeypatch.setattr(subprocess, "Popen", noted)
        before = children()
        with mourner.beside(command.pid):
            (waiting,) = children() - before
            assert os.getsid(int(waiting)) == int(waiting)
            assert os.getsid(0) != int(waiting)
    (given,) = (each for each in asked if each.get("start_new_session"))
    assert (given["cwd"], given["env"]) == ("/", {})
    assert given["stdout"] == given["stderr"] == subprocess.DEVNULL


def test_where_no_shell_can_be_begun_the_command_runs_as_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    held = handles()

    def refused(*words: object, **given: object) -> None:
        raise FileNotFoundError("/bin/sh")

    with sleeping() as command:
        monkeypatch.setattr(subprocess, "Popen", refused)
        with mourner.beside(command.pid):
            assert command.poll() is None
        assert command.poll() is None
        monkeypatch.undo()
    assert handles() == held


def test_an_interrupt_before_anybody_waits_leaves_no_pipe_half_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = handles()

    def refused(*words: object, **given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", refused)
    with pytest.raises(KeyboardInterrupt), mourner.beside(1):
        pytest.fail("nobody waits, and nothing may run")
    assert handles() == held


def test_a_group_that_has_ended_already_disturbs_nobody() -> None:
    with sleeping() as command:
        os.killpg(command.pid, signal.SIGKILL)
        with mourner.beside(command.pid):
            assert command.wait() == -signal.SIGKILL
