"""A check that is ended from outside leaves no test running, and says how it ended."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parti.adapters import stopping
from tests.adapters.test_runner_surroundings import is_gone
from tests.cli import houses

SLOW = "import os, subprocess, sys, time\n"
SLOW += "child = subprocess.Popen(['sleep', '50'])\n"
SLOW += "open('pids.new', 'w').write(f'{os.getpid()} {child.pid}')\n"
SLOW += "os.rename('pids.new', 'pids'); print('begun', flush=True); time.sleep(50)"


@pytest.fixture
def home(tmp_path: Path) -> houses.Home:
    """The gate's suite is one slow test with a child."""
    made = houses.repository(tmp_path)
    assert made.parti("init").code == 0
    (made.root / "slow.py").write_text(SLOW)
    command = shlex.join([sys.executable, "slow.py"])
    (made.root / ".parti/config.toml").write_text(f"[suite]\ncommands = ['''{command}''']\n")
    return made


def begun(home: houses.Home, *before: str) -> "tuple[subprocess.Popen[str], list[int]]":
    """A gate at work, and the processes of its test."""
    child = subprocess.Popen(
        [*before, sys.executable, "-m", "parti", "gate"],
        cwd=home.root,
        env=home.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while not (home.root / "pids").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return child, [int(word) for word in (home.root / "pids").read_text().split()]


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_ends_the_test_and_its_children_too(
    home: houses.Home, number: signal.Signals, code: int
) -> None:
    child, pids = begun(home)
    child.send_signal(number)
    _, said = child.communicate(timeout=20)
    assert child.returncode == code
    how = "Interrupted" if number == signal.SIGINT else f"Ended by {number.name}"
    assert said == f"parti: {how}; everything recorded so far is kept.\nnext: parti status\n"
    assert [is_gone(pid) for pid in pids] == [True, True]


def test_a_parti_that_is_killed_takes_its_test_along(home: houses.Home) -> None:
    """Nobody can say anything then; what waits beside the test sees the pipe close."""
    child, pids = begun(home)
    child.kill()
    child.communicate(timeout=20)
    assert [is_gone(pid) for pid in pids] == [True, True]


def test_a_signal_that_was_switched_off_stays_so(home: houses.Home) -> None:
    """With `nohup` a closed terminal ends nothing."""
    child, pids = begun(home, "nohup")
    child.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    assert child.poll() is None
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=20)
    assert child.returncode == 143
    assert [is_gone(pid) for pid in pids] == [True, True]


def test_a_second_signal_does_not_disturb_the_cleaning_up() -> None:
    code = "import os, signal\nfrom parti.adapters import stopping\nstopping.listen()\n"
    code += "try:\n    os.kill(os.getpid(), signal.SIGTERM)\nexcept KeyboardInterrupt as stopped:\n"
    code += "    os.kill(os.getpid(), signal.SIGTERM)\n    os.kill(os.getpid(), signal.SIGHUP)\n"
    code += "    print(stopped.name, stopped.code)\n"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ)
    )
    assert done.stdout == "SIGTERM 143\n", done.stderr


def test_nobody_waits_on_when_the_command_has_ended(home: houses.Home) -> None:
    """Each command has one who waits beside it, for as long as it runs."""
    (home.root / "slow.py").write_text("print('1 passed in 0.1s')")
    assert stopping.NUMBERS == (signal.SIGTERM, signal.SIGHUP)
    before = waiting()
    assert "1 test" in home.parti("gate").out
    left = waiting() - before  # other tests run at the same time, and theirs end with their commands
    until = time.monotonic() + 30
    while left and time.monotonic() < until:
        time.sleep(0.1)
        left &= waiting()
    assert not left


def waiting() -> set[str]:
    said = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return {line for line in said.splitlines() if "read -r line || kill" in line}
