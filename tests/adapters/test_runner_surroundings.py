"""What a command gets to see, where it runs, and how it is cut off when it or its children will not end."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parti.adapters import runner
from tests.fakes import real

PATH = {"PATH": os.environ["PATH"]}
SHOW = "import json, os, sys; print(json.dumps([dict(os.environ), os.getcwd(), sys.argv[1:]]))"


def python(code: str, *words: str) -> str:
    return shlex.join([sys.executable, "-c", code, *words])


def seen(subject: runner.ProcessRunner, cwd: Path, **more: str) -> dict[str, str]:
    ran = subject.run(python(SHOW), cwd=cwd, timeout=20, environment=more)
    found: dict[str, str] = json.loads(ran.output)[0]
    return found


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("GIT_DIR", False),
        ("GIT_WORK_TREE", False),
        ("GIT_INDEX_FILE", False),
        ("GIT_PREFIX", False),
        ("GIT_COMMON_DIR", False),
        ("GIT_AUTHOR_NAME", True),
        ("GIT_EDITOR", True),
        ("HOME", True),
        ("LANG", True),
        ("CI", True),
        ("VIRTUAL_ENV", True),
    ],
)
def test_a_hook_s_git_variables_stay_behind_and_the_rest_comes_along(
    tmp_path: Path, name: str, stays: bool
) -> None:
    """Inside a hook they point git to the wrong repository, whatever folder the command runs in."""
    found = seen(runner.ProcessRunner(tmp_path, {**PATH, name: "/given"}), tmp_path)
    assert found.get(name) == ("/given" if stays else None)


def test_the_given_environment_is_left_as_it_was(tmp_path: Path) -> None:
    given = {**PATH, "GIT_DIR": "/hook"}
    more = {"A": "1"}
    runner.ProcessRunner(tmp_path, given).run("true", cwd=tmp_path, timeout=20, environment=more)
    assert given == {**PATH, "GIT_DIR": "/hook"}
    assert more == {"A": "1"}


def test_nothing_else_of_this_process_leaks_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "x")
    found = seen(runner.ProcessRunner(tmp_path, PATH), tmp_path)
    assert set(found) - {"LC_CTYPE", "PWD", "SHLVL", "_"} == {
        "PATH",
        "PYTHONPATH",
        "PYTHONDONTWRITEBYTECODE",
    }


@pytest.mark.parametrize(
    ("given", "more", "expected", "why"),
    [
        ({}, {}, "{cwd}/src:{cwd}", "the checkout's own code alone"),
        ({"PYTHONPATH": ""}, {}, "{cwd}/src:{cwd}", "an empty place would be wherever one stands"),
        ({"PYTHONPATH": "/a:/b"}, {}, "{cwd}/src:{cwd}:/a:/b", "the checkout comes before what was given"),
        (
            {"PYTHONPATH": "/a"},
            {"PYTHONPATH": "/c"},
            "{cwd}/src:{cwd}:/c",
            "the call's own word is the last",
        ),
    ],
)
def test_a_checkout_s_own_code_comes_first(
    tmp_path: Path, given: dict[str, str], more: dict[str, str], expected: str, why: str
) -> None:
    subject = runner.ProcessRunner(tmp_path, {**PATH, **given})
    assert seen(subject, tmp_path, **more)["PYTHONPATH"] == expected.format(cwd=tmp_path), why


def test_in_a_checkout_python_is_told_what_stands_for_what(tmp_path: Path) -> None:
    found = seen(runner.ProcessRunner(tmp_path / "root", PATH), tmp_path)
    start = Path(runner.__file__).with_name("checkout_start")
    assert found["PYTHONPATH"] == f"{start}:{tmp_path}/src:{tmp_path}"
    assert (found["PARTI_WORK_TREE"], found["PARTI_CHECKOUT"]) == (f"{tmp_path}/root", str(tmp_path))


def test_no_bytecode_is_left_in_a_checkout_unless_it_is_asked_for(tmp_path: Path) -> None:
    subject = runner.ProcessRunner(tmp_path, {**PATH, "PYTHONDONTWRITEBYTECODE": ""})
    assert seen(subject, tmp_path)["PYTHONDONTWRITEBYTECODE"] == "1"
    assert seen(subject, tmp_path, PYTHONDONTWRITEBYTECODE="0")["PYTHONDONTWRITEBYTECODE"] == "0"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a b", ["a", "b"]),
        ("'a b' \"c d\" e\\ f", ["a b", "c d", "e f"]),
        ("''", [""]),
        ("$HOME `id` $(id) | > &", ["$HOME", "`id`", "$(id)", "|", ">", "&"]),
        ("grüße 😀", ["grüße", "😀"]),
        ("# no comment", ["#", "no", "comment"]),
        ("a\n  b", ["a", "b"]),
        ("--flag=1 -- -x", ["--flag=1", "--", "-x"]),
    ],
)
def test_a_line_is_split_as_a_shell_splits_it_and_no_more(
    tmp_path: Path, line: str, words: list[str]
) -> None:
    ran = runner.ProcessRunner(tmp_path, PATH).run(f"{python(SHOW)} {line}", cwd=tmp_path, timeout=20)
    assert json.loads(ran.output)[2] == words


def script(path: Path, says: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {says}\n")
    path.chmod(0o755)


PLACES = [
    ("bin/x", ["root/bin/x"], "root/bin/x", "only the work tree has it"),
    ("bin/x", ["root/bin/x", "here/bin/x"], "here/bin/x", "the checkout has its own"),
    ("./bin/x", ["root/bin/x"], "root/bin/x", "with a dot before it"),
    ("../x", ["x", "root/bin/x"], "x", "beside both"),
    ("x", ["root/x", "here/x"], "127", "a bare word is looked for on the path alone"),
    ("bin/x", [], "127", "nobody has it"),
]


@pytest.mark.parametrize(("first", "there", "expected", "why"), PLACES, ids=[row[3] for row in PLACES])
def test_a_command_of_the_project_is_found_in_the_checkout_or_else_in_the_work_tree(
    tmp_path: Path, first: str, there: list[str], expected: str, why: str
) -> None:
    for folder in ("root", "here"):
        (tmp_path / folder).mkdir()
    for place in there:
        script(tmp_path / place, place)
    ran = runner.ProcessRunner(tmp_path / "root", PATH).run(first, cwd=tmp_path / "here", timeout=20)
    assert (ran.output.strip() if ran.code == 0 else str(ran.code)) == expected, why


def test_only_the_first_word_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root/data").mkdir()
    (tmp_path / "here").mkdir()
    ran = runner.ProcessRunner(tmp_path / "root", PATH).run(
        "echo ./data", cwd=tmp_path / "here", timeout=20
    )
    assert ran.output == "./data\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import sys; sys.exit(0)", 0),
        ("import sys; sys.exit(1)", 1),
        ("import sys; sys.exit(255)", 255),
        ("import sys; sys.exit(124)", 124),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", 143),
        ("import os, signal; os.kill(os.getpid(), signal.SIGINT)", 130),
        ("import os; os.abort()", 134),
    ],
)
def test_a_code_is_a_shell_s_code(tmp_path: Path, code: str, expected: int) -> None:
    assert runner.ProcessRunner(tmp_path, PATH).run(python(code), cwd=tmp_path, timeout=20).code == expected


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("", "there is no command"),
        ("   ", "there is no command"),
        ("no-such-program", "[Errno 2] No such file or directory: 'no-such-program'"),
        ("'half a quote", "No closing quotation"),
        ("a\0b", "embedded null byte"),
    ],
)
def test_why_a_command_could_not_start_is_told(tmp_path: Path, command: str, why: str) -> None:
    ran = runner.ProcessRunner(tmp_path, PATH).run(command, cwd=tmp_path, timeout=20)
    assert (ran.command, ran.code, ran.seconds_ms) == (command, 127, 0)
    assert ran.output == f"The command could not be started: {why}\n"


def test_of_three_mebibytes_the_middle_one_is_left_out(tmp_path: Path) -> None:
    line = python("import sys; [sys.stdout.write(c * 2**20) for c in 'abc']")
    ran = runner.ProcessRunner(tmp_path, PATH).run(line, cwd=tmp_path, timeout=60)
    assert ran.code == 0
    assert ran.output == "a" * 2**20 + f"\n… {2**20} bytes left out …\n" + "c" * 2**20


def test_time_is_told_in_milliseconds(tmp_path: Path) -> None:
    ran = runner.ProcessRunner(tmp_path, PATH).run("sleep 0.4", cwd=tmp_path, timeout=20)
    assert 400 <= ran.seconds_ms < 10_000
    assert (
        runner.ProcessRunner(tmp_path, PATH).run("no-such-command", cwd=tmp_path, timeout=20).seconds_ms
        == 0
    )


def test_no_time_is_up_at_once(tmp_path: Path) -> None:
    ran = runner.ProcessRunner(tmp_path, PATH).run("sleep 30", cwd=tmp_path, timeout=0)
    assert (ran.code, ran.output) == (124, "")
    assert ran.seconds_ms < 10_000


def test_a_child_in_a_session_of_its_own_that_prints_for_ever_holds_nobody_up(tmp_path: Path) -> None:
    """No group's end reaches it; it dies of its closed pipe, and its command has its own code."""
    line = shlex.join(["sh", "-c", "setsid timeout 30 yes & sleep 0.3; exit 3"])
    start = time.monotonic()
    ran = runner.ProcessRunner(tmp_path, PATH).run(line, cwd=tmp_path, timeout=20)
    assert time.monotonic() - start < 15
    assert ran.code == 3
    assert ran.output.startswith("y\ny\n")


def test_a_quiet_child_in_a_session_of_its_own_holds_nobody_up(tmp_path: Path) -> None:
    line = shlex.join(["sh", "-c", "setsid sleep 6 & echo done"])
    start = time.monotonic()
    ran = runner.ProcessRunner(tmp_path, PATH).run(line, cwd=tmp_path, timeout=20)
    assert time.monotonic() - start < 5
    assert (ran.code, ran.output) == (0, "done\n")


def test_all_that_was_said_before_the_end_is_there(tmp_path: Path) -> None:
    """More than a pipe holds, and the last of it printed just before the end."""
    code = "import os\nfor n in range(20000): os.write(1, b'%05d\\n' % n)"
    ran = runner.ProcessRunner(tmp_path, PATH).run(python(code), cwd=tmp_path, timeout=60)
    assert ran.output.split() == [f"{number:05}" for number in range(20_000)]


def test_what_was_said_before_the_time_was_up_is_there(tmp_path: Path) -> None:
    code = "import os, time\nfor n in range(3000): os.write(1, b'%05d\\n' % n)\ntime.sleep(60)"
    ran = runner.ProcessRunner(tmp_path, PATH).run(python(code), cwd=tmp_path, timeout=2)
    assert (ran.code, len(ran.output.split())) == (124, 3000)


def is_gone(pid: int) -> bool:
    """Dead, or dead and not yet reaped by whoever adopted it."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        said = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
        if said.strip()[:1] in ("", "Z"):
            return True
        time.sleep(0.02)
    return False


INTERRUPTED = """
import os, sys
from pathlib import Path
from parti.adapters import runner
try:
    runner.ProcessRunner(Path("."), os.environ).run(sys.argv[1], cwd=Path("."), timeout=60)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_ends_the_command_too(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    inner = f"sleep 1; echo $$ > {shlex.quote(str(mark))}.new; mv {mark}.new {mark}; exec sleep 60"
    words = [sys.executable, "-c", INTERRUPTED, shlex.join(["sh", "-c", inner])]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as child:
        deadline = time.monotonic() + 20
        while not mark.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        child.send_signal(signal.SIGINT)
        assert child.communicate(timeout=20)[0] == "interrupted\n"
    assert is_gone(int(mark.read_text()))


def test_a_command_has_no_terminal_to_ask_at() -> None:
    """Nothing that an agent's command does can type for a person."""
    code = "import os\nfrom pathlib import Path\nfrom parti.adapters import runner\n"
    code += "line = \"sh -c 'echo checkout > /dev/tty'\"\n"
    code += "ran = runner.ProcessRunner(Path('/'), os.environ).run(line, cwd=Path('/'), timeout=20)\n"
    code += "print(ran.code != 0)"
    said, screen = real.at_terminal(code, b"")
    assert said == "True\n"
    assert "checkout" not in screen
