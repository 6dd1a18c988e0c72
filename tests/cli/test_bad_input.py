"""Bad input gets a sentence, a place, one next step and an exit code; nothing is lost (S4)."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parti.records import canonical, log
from parti.records import vocabulary as facts
from tests.cli import houses, terminals


def refused(said: houses.Said, code: int, sentence: str, next_step: str = "next: ") -> None:
    assert said.code == code, said
    assert sentence in said.err
    assert next_step in said.err


def test_outside_a_git_repository_it_says_so(tmp_path: Path) -> None:
    home = houses.Home(tmp_path, tmp_path)
    refused(home.parti("status"), 4, "not inside a git repository", "git init")


def test_a_detached_head_can_look_but_not_open_a_feature(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    home.git("checkout", "-q", "--detach")
    refused(home.parti("new", houses.WISH), 3, "HEAD is detached", "git switch -c")
    assert home.parti("status").code == 0
    assert home.parti("gate").code == 0


def test_a_shallow_clone_works(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    home.git("add", "-A")
    home.git("commit", "-qm", "second")
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{home.root}", str(tmp_path / "shallow")], check=True
    )
    shallow = houses.Home(tmp_path / "shallow", home.state)
    shallow.git("config", "user.name", "Joe")
    shallow.git("config", "user.email", "joe@example.org")
    assert "questions 0 of 77" in shallow.parti("status").out
    assert shallow.parti("gate").out.count("FAIL") >= 1


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_half_there(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    before = home.log("orders").read_bytes()
    folder = home.log("orders").parent
    if os.geteuid() == 0:
        done = subprocess.run(
            ["mount", "--bind", "-o", "ro", folder, folder], capture_output=True, check=False
        )
        again = subprocess.run(["mount", "-o", "remount,ro,bind", folder], capture_output=True, check=False)
        if done.returncode or again.returncode:
            subprocess.run(["umount", folder], capture_output=True, check=False)
            pytest.skip("SKIP read-only folder: root may not mount here")
    else:
        folder.chmod(0o500)
    try:
        said = home.parti("invariant", "no order twice", "--why", "invoices")
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", folder], check=True)
        else:
            folder.chmod(0o700)
    assert said.code == 4, said
    assert "read-only" in said.err or "may not write" in said.err
    assert home.log("orders").read_bytes() == before


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    path = home.log("orders")
    before = path.read_bytes()
    most = len(before) + 100
    limit = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))"
    )
    program = f"{limit}; from parti.cli import app; sys.exit(app.main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, "invariant", "x" * 500, "--why", "y"],
        cwd=home.root,
        env=home.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4, done
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before
    assert home.parti("invariant", "no order twice", "--why", "invoices").code == 0


def test_merge_markers_in_a_log_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    path = home.log("orders")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b"<<<<<<< HEAD\n", *lines[1:], b"=======\n", b">>>>>>> other\n"]))
    said = home.parti("doctor")
    assert said.code == 1
    assert said.out.count("merge conflict marker") == 1
    assert "(3 lines, the first is here)" in said.out
    assert f"{path.name}:2" in said.out
    assert "questions 0 of 77" in home.parti("status").out


def test_a_record_of_a_newer_version_is_shown_and_nothing_is_appended_after_it(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    path = home.log("orders")
    plain = {
        "at": "2027-01-01T00:00:00.000000Z",
        "body": {"x": 1},
        "by": "J",
        "kind": "Dreamt",
        "parents": [],
    }
    rest = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
    identity = canonical.digest("r", rest)
    line = json.dumps({**plain, "id": identity}, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    path.write_bytes(path.read_bytes() + line)
    before = path.read_bytes()
    refused(home.parti("invariant", "no order twice", "--why", "x"), 4, "'Dreamt'", "upgrade Parti")
    assert path.read_bytes() == before
    said = home.parti("status")
    assert said.code == 1
    assert "questions 0 of 77" in said.out


def test_one_damaged_line_of_ten_thousand_is_named_and_the_others_count(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    path = home.log("orders")
    seen = log.read(path.parent)
    records = []
    parents = seen.heads
    for number in range(10_000 - len(seen.records)):
        fact = facts.AnswerSentBack(question="x", text=f"no {number}", missing="y")
        at = f"2026-01-02T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.000000Z"
        record = log.make(fact, at=at, by="J <j@example.org>", parents=parents)
        records.append(log.line_of(record))
        parents = (record.id,)
    lines = path.read_bytes().splitlines(keepends=True) + records
    lines[5000] = lines[5000].replace(b'"no ', b'"NO ')
    path.write_bytes(b"".join(lines))
    said = home.parti("doctor")
    assert said.code == 1
    assert f"{path.name}:5001" in said.out
    assert "checked   9999 records" in said.out


def test_a_torn_last_line_is_told_and_set_aside_by_the_next_append(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    path = home.log("orders")
    path.write_bytes(path.read_bytes() + b'{"at":"2026')
    said = home.parti("status")
    assert said.code == 0
    assert "cut short" in said.out
    assert home.parti("invariant", "no order twice", "--why", "x").code == 0
    assert path.with_name(f"{path.name}.torn").read_bytes() == b'{"at":"2026\n'
    assert home.parti("doctor").code == 0


def test_a_file_that_is_not_utf_8_is_checked_and_breaks_nothing(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    (home.root / "latin.py").write_bytes(b"# caf\xe9\nimport requests\n")
    said = home.parti("gate")
    assert "latin.py" in said.out


def test_a_broken_block_in_the_document_is_named_and_the_others_still_check(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    path = home.root / "CONSTRAINTS.md"
    text = path.read_text() + "\n## Nothing sleeps {#no-sleep}\n\n```check pattern\nforbid: [\n```\n"
    path.write_text(text)
    (home.root / "orders.py").write_text("import a_stranger\n")
    said = home.parti("constraints", "list")
    assert said.code == 1
    assert "CONSTRAINTS.md:" in said.out
    line = text[: text.index("forbid: [")].count("\n") + 1
    assert f"CONSTRAINTS.md:{line}" in said.out or f"CONSTRAINTS.md:{line + 1}" in said.out
    assert "a_stranger" in home.parti("gate").out


@pytest.mark.parametrize("name", ["../escape", "a/b", "..", "", "Ünï", "x" * 200, "-rf"])
def test_a_feature_name_that_leaves_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    said = home.parti("new", houses.WISH, f"--name={name}")
    if name:
        refused(said, 2, "cannot be a feature's name")
    assert home.parti(f"--feature={name or '../x'}", "status").code in (2, 0)
    assert not (tmp_path / "escape").exists()


def test_words_that_are_no_verb_are_a_usage_error(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    refused(home.parti("frobnicate"), 2, "'frobnicate' is not a verb", "parti --help")


def test_before_init_the_next_step_is_init(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    refused(home.parti("new", houses.WISH), 3, "not set up", "parti init")
    assert "next: parti init" in home.parti().out


def test_a_broken_config_is_named(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    (home.root / ".parti/config.toml").write_text("[suite]\ncomands = []\n")
    refused(home.parti("gate"), 4, "comands", ".parti/config.toml")


def test_a_nameless_person_is_told_how_to_get_a_name(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    home.git("config", "--unset", "user.name")
    home.git("config", "--unset", "user.email")
    refused(home.parti("new", houses.WISH), 4, "who you are", "git config user.name")


@pytest.mark.parametrize("how", ["interrupt", "hang up"])
def test_the_prompt_of_the_lock_can_be_left_and_nothing_is_signed(tmp_path: Path, how: str) -> None:
    home = houses.settled(tmp_path)
    before = home.log("orders").read_bytes()
    child, terminal = terminals.spawn(home, "lock")
    terminals.wait_for(terminal, b" to sign: ")
    if how == "interrupt":
        os.write(terminal, b"\x03")
        assert terminals.end_of(child) == 130
    else:
        os.close(terminal)
        assert terminals.end_of(child) != 0
    assert home.log("orders").read_bytes() == before


def test_at_a_terminal_the_typed_name_signs_and_another_word_does_not(tmp_path: Path) -> None:
    home = houses.settled(tmp_path)
    child, terminal = terminals.spawn(home, "lock")
    terminals.wait_for(terminal, b" to sign: ")
    os.write(terminal, b"y\n")
    assert terminals.end_of(child) == 3
    os.close(terminal)
    child, terminal = terminals.spawn(home, "lock")
    terminals.wait_for(terminal, b" to sign: ")
    os.write(terminal, b"orders\n")
    assert b"Signed by Jane" in terminals.wait_for(terminal, b"next:")
    assert terminals.end_of(child) == 0
    os.close(terminal)


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("lock",), {}),
        (("lock", "--yes"), {}),
        (("lock", "orders"), {}),
        (("lock", "--key", "nowhere"), {}),
        (("lock",), {"PARTI_LOCK": "orders", "PARTI_YES": "1", "CI": "true"}),
        (("lock",), {"PARTI_AGENT": "codex"}),
        (("--json", "lock"), {}),
    ],
)
def test_no_pipe_flag_environment_or_agent_signs(
    tmp_path: Path, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    home = houses.settled(tmp_path)
    before = home.log("orders").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "parti", *words],
        cwd=home.root,
        env=home.environment(**environment),
        input="orders\norders\ny\n",
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.returncode in (2, 3, 4), done
    assert "Traceback" not in done.stderr
    assert home.log("orders").read_bytes() == before
    assert b"DesignLocked" not in before


def test_a_call_as_an_agents_tool_would_make_it_cannot_sign(tmp_path: Path) -> None:
    home = houses.settled(tmp_path)
    program = (
        "import pathlib\nfrom parti import bootstrap\nfrom parti.workflow import signing\n"
        "from parti.records import refusal\n"
        "try:\n    signing.lock(bootstrap.house(), '')\n"
        "except refusal.Refusal as no:\n    print('no:', no.sentence)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=home.root,
        env=home.environment(),
        input="orders\n",
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.stdout.startswith("no:"), done
    assert b"DesignLocked" not in home.log("orders").read_bytes()


def test_an_interrupt_while_the_suite_runs_ends_with_130_and_keeps_the_log(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    config = home.root / ".parti/config.toml"
    config.write_text('[suite]\ncommands = ["sleep 30"]\n')
    before = home.log("orders").read_bytes()
    child = subprocess.Popen(
        [sys.executable, "-m", "parti", "gate"],
        cwd=home.root,
        env=home.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(1.5)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=20)
    assert child.returncode == 130
    assert "Interrupted" in err
    assert "Traceback" not in err
    assert home.log("orders").read_bytes() == before
