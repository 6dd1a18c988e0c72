"""Commands that misbehave: they hang, leave children, print without end, or cannot start."""

import os
import shlex
import sys
import time
from pathlib import Path

import pytest

from parti.adapters import bounded, runner

LEAVES_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
print(child.pid, flush=True)
time.sleep({seconds})
"""


def python(code: str) -> str:
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}"


@pytest.fixture
def subject(tmp_path: Path) -> runner.ProcessRunner:
    return runner.ProcessRunner(tmp_path, os.environ)


def is_gone(pid: int) -> bool:
    """Dead, or dead and not yet reaped by whoever adopted it."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.01)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
@pytest.mark.parametrize(("seconds", "code"), [(60, 124), (0, 0)])
def test_no_grandchild_outlives_the_command(
    subject: runner.ProcessRunner, tmp_path: Path, seconds: int, code: int
) -> None:
    start = time.monotonic()
    ran = subject.run(python(LEAVES_CHILD.format(seconds=seconds)), cwd=tmp_path, timeout=2)
    assert ran.code == code
    assert is_gone(int(ran.output))
    assert time.monotonic() - start < 10


def test_a_command_that_will_not_end_is_killed(subject: runner.ProcessRunner, tmp_path: Path) -> None:
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    code += "print('x', flush=True); time.sleep(60)"
    start = time.monotonic()
    assert subject.run(python(code), cwd=tmp_path, timeout=1).code == 124
    assert time.monotonic() - start < 6


def test_a_command_may_clean_up_when_its_time_is_up(subject: runner.ProcessRunner, tmp_path: Path) -> None:
    code = "import signal, sys, time\n"
    code += "signal.signal(signal.SIGTERM, lambda *_: sys.exit('cleaned up'))\n"
    code += "print('x', flush=True); time.sleep(60)"
    ran = subject.run(python(code), cwd=tmp_path, timeout=1)
    assert (ran.code, ran.output) == (124, "x\ncleaned up\n")


def test_a_command_that_closes_its_output_is_still_waited_for(
    subject: runner.ProcessRunner, tmp_path: Path
) -> None:
    code = (
        "import os, time; os.close(1); os.close(2); time.sleep(0.3); open('done', 'w').close(); os._exit(3)"
    )
    assert subject.run(python(code), cwd=tmp_path, timeout=20).code == 3
    assert (tmp_path / "done").exists()


def test_output_without_end_is_bounded(subject: runner.ProcessRunner, tmp_path: Path) -> None:
    code = "import sys; print('first'); [sys.stdout.write('x' * 65536) for _ in range(200)]; print('last')"
    ran = subject.run(python(code), cwd=tmp_path, timeout=60)
    assert ran.output.startswith("first\n")
    assert ran.output.endswith("last\n")
    assert "bytes left out" in ran.output
    assert len(ran.output) < runner.LONGEST_OUTPUT + 100


def test_bounded_keeps_all_that_fits() -> None:
    kept = bounded.Bounded(10)
    for piece in (b"abc", b"defgh", b"ij"):
        kept.add(piece)
    assert kept.text() == "abcdefghij"
    kept.add(b"klm")
    assert kept.text() == "abcde\n… 3 bytes left out …\nijklm"


def test_a_signal_reads_as_in_a_shell(subject: runner.ProcessRunner, tmp_path: Path) -> None:
    assert subject.run(python("import os; os.kill(os.getpid(), 9)"), cwd=tmp_path, timeout=20).code == 137


def test_output_that_is_not_utf_8_is_readable(subject: runner.ProcessRunner, tmp_path: Path) -> None:
    code = "import sys; sys.stdout.buffer.write(bytes([255]))"
    assert subject.run(python(code), cwd=tmp_path, timeout=20).output == "�"


def test_standard_input_is_empty(subject: runner.ProcessRunner, tmp_path: Path) -> None:
    assert subject.run(python("print(repr(input()))"), cwd=tmp_path, timeout=20).code == 1


@pytest.mark.parametrize("command", ["", "  ", "unbalanced 'quote", "/", "./no-such-file", "a\0b"])
def test_what_cannot_start_is_127(subject: runner.ProcessRunner, tmp_path: Path, command: str) -> None:
    ran = subject.run(command, cwd=tmp_path, timeout=5)
    assert ran.code == 127
    assert ran.output.startswith("The command could not be started: ")


def test_a_folder_that_is_not_there_is_127(subject: runner.ProcessRunner, tmp_path: Path) -> None:
    assert subject.run("true", cwd=tmp_path / "gone", timeout=5).code == 127


def test_nothing_is_given_to_a_shell(subject: runner.ProcessRunner, tmp_path: Path) -> None:
    ran = subject.run("echo $HOME; touch x && touch y > z *", cwd=tmp_path, timeout=5)
    assert ran.output == "$HOME; touch x && touch y > z *\n"
    assert list(tmp_path.iterdir()) == []


def test_the_work_tree_s_python_serves_a_checkout(tmp_path: Path) -> None:
    root, checkout = tmp_path / "root", tmp_path / "checkout"
    (root / ".venv/bin").mkdir(parents=True)
    (root / ".venv/bin/python").symlink_to(sys.executable)
    (checkout / "src/which").mkdir(parents=True)
    (checkout / "src/which/__init__.py").write_text("HERE = 'the checkout'\n")
    subject = runner.ProcessRunner(root, os.environ)
    ran = subject.run(".venv/bin/python -c 'import which; print(which.HERE)'", cwd=checkout, timeout=20)
    assert ran.output == "the checkout\n"
    assert not (checkout / "src/which/__pycache__").exists()


def test_a_checkout_s_own_script_comes_before_the_work_tree_s(tmp_path: Path) -> None:
    for folder in (tmp_path / "root", tmp_path / "checkout"):
        folder.mkdir()
        (folder / "run").write_text(f"#!/bin/sh\necho {folder.name}\n")
        (folder / "run").chmod(0o755)
    subject = runner.ProcessRunner(tmp_path / "root", os.environ)
    assert subject.run("./run", cwd=tmp_path / "checkout", timeout=5).output == "checkout\n"
    (tmp_path / "checkout/run").unlink()
    assert subject.run("./run", cwd=tmp_path / "checkout", timeout=5).output == "root\n"


def test_the_environment_is_the_given_one(tmp_path: Path) -> None:
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": "/given", "GIT_DIR": "/hook", "A": "1"}
    code = "import os; print(os.environ.get('GIT_DIR'), os.environ['PYTHONPATH'], os.environ['A'])"
    subject = runner.ProcessRunner(tmp_path, given)
    ran = subject.run(python(code), cwd=tmp_path, timeout=20, environment={"A": "2"})
    assert ran.output == f"None {tmp_path}/src:{tmp_path}:/given 2\n"
