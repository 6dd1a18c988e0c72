"""Sources that nobody writes on purpose: each is read, or said to be left out; nothing waits or crashes.

Guards the promise that a strange file costs its own check and no other. The document of these tests has one
rule that reads structure and one that reads facts, and each bad file stands beside a good one that breaks
the first, so a run that stopped early would not find it.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli import houses

PRINTS = """## Nothing calls `print` {{#no-print}}

Output goes through the log.
Scope: `{scope}`.

```check pattern
forbid: print($$$A)
```
```python kept path=src/a.py
log("x")
```
```python broken path=src/a.py
print("x")
```
"""
WRITES = """## Only `store.save` writes files {#one-writer}

A raw write leaves half a file.
Scope: `**/*.py`.

```check only-through
helper: store.save
instead-of: [open-for-write]
```
```python kept
store.save(x)
```
```python broken
open("x", "w")
```
"""
GOOD = "good.py"
SECONDS = 30.0
"""Of wall time, on a busy machine; a pipe or a hostile pattern would take for ever."""


def house(folder: Path, *sections: str, scope: str = "**/*.py") -> houses.Home:
    """A repository with the document, a helper, and one file that breaks the first rule at line 2."""
    home = houses.repository(folder)
    assert home.parti("init").code == 0
    (home.root / ".parti/config.toml").write_text('[suite]\ncommands = ["true"]\n')
    document = "\n".join(("# Constraints\n", PRINTS.format(scope=scope), WRITES, *sections))
    (home.root / "CONSTRAINTS.md").write_text(document)
    (home.root / "store.py").write_text("def save(x): ...\n")
    home.git("add", "-A")
    home.git("commit", "-qm", "document")
    (home.root / GOOD).write_text("# good\nprint(1)\n")
    return home


def findings(home: houses.Home) -> list[dict[str, Any]]:
    """What the gate finds, less what every run here has; the good file's breach is always there."""
    start = time.monotonic()
    said = home.parti("--json", "gate")
    assert time.monotonic() - start < SECONDS
    assert said.code == 1, said
    rows: list[dict[str, Any]] = said.data["findings"]
    usual = [row for row in rows if row["code"] == "no-print" and row["place"]["path"] == GOOD]
    assert [row["place"]["line"] for row in usual] == [2], said
    return [row for row in rows if row not in usual and not row["code"].startswith("gate/")]


def places(found: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    return [(row["code"], row["place"]["path"], row["place"]["line"]) for row in found]


def left_out(found: list[dict[str, Any]], path: str, why: str) -> None:
    """The one finding says that the file was not checked, why, and what to do."""
    assert places(found) == [("constraints/unread", path, 0)], found
    assert found[0]["severity"] == "warning"
    assert why in found[0]["message"]
    assert "leave the file out of the scope" in found[0]["fix"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1\ndef f(:\n    open('a', 'w')\n", 2),
        ("def save():\n    open('a', 'w'\n", 2),
        ("open('a', 'w')\n<<<<<<< HEAD\nx = 1\n", 2),
        ("open('a', 'w')\nclass Half:\n    def f(self):", 3),
    ],
)
def test_a_file_that_does_not_parse_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    home = house(tmp_path)
    (home.root / "bad.py").write_text(text)
    found = findings(home)
    assert places(found) == [("constraints/unread", "bad.py", line)]
    assert "does not parse" in found[0]["message"]


def test_a_generated_file_of_20_mb_is_left_out_in_little_time_and_memory(tmp_path: Path) -> None:
    home = house(tmp_path)
    (home.root / "big.py").write_text("x = [1, 'y']\nprint(1)\n" * 1_000_000)
    left_out(findings(home), "big.py", "larger than 2 MB (22.0 MB)")
    code, processor, memory = measured(home)
    assert code == 1
    assert processor < 10
    assert memory < 120_000_000


def test_a_large_file_that_no_scope_covers_is_nobodys_business(tmp_path: Path) -> None:
    home = house(tmp_path)
    document = (home.root / "CONSTRAINTS.md").read_text().replace("`**/*.py`", "`*od.py`")
    (home.root / "CONSTRAINTS.md").write_text(document)
    (home.root / "big.py").write_text("x = 1\n" * 500_000)
    found = findings(home)
    assert "big.py" not in {row["place"]["path"] for row in found}


MEASURE = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[
    (os.POSIX_SPAWN_OPEN, at, "/dev/null", os.O_WRONLY, 0) for at in (1, 2)])
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
"""
"""Started apart: the largest memory of a child begins at that of the process that it was forked from."""


def measured(home: houses.Home) -> tuple[int, float, int]:
    """How a gate ended, its processor time in seconds and its largest memory in bytes."""
    words = [sys.executable, "-c", MEASURE, sys.executable, "-m", "parti", "gate"]
    done = subprocess.run(words, cwd=home.root, env=home.environment(), capture_output=True, check=True)
    code, processor, memory = done.stdout.split()
    return int(code), float(processor), int(memory)


def test_a_binary_file_under_a_source_s_name_is_not_python(tmp_path: Path) -> None:
    home = house(tmp_path)
    (home.root / "bin.py").write_bytes(b"\x7fELF open('a', 'w')" + bytes(range(256)) * 400)
    found = findings(home)
    assert {row["place"]["path"] for row in found} == {"bin.py"}
    assert {row["code"] for row in found} == {"constraints/unread"}


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("latin", b"# caf\xe9 \xff\xfe\nprint(1)\n", 2),
        ("crlf", b"x = 1\r\n\r\nprint(1)\r\n", 3),
        ("cr", b"x = 1\rx = 2\rprint(1)\r", 3),
        ("mark", b"\xef\xbb\xbfprint(1)\n", 1),
        ("feed", b"x = 1\n\x0c\nprint(1)\n", 3),
        ("lone", b"x = '\xed\xa0\x80'\nprint(1)\n", 2),
        ("separator", "x = '\u2028'\nprint(1)\n".encode(), 2),
    ],
)
def test_odd_bytes_and_line_ends_hide_nothing_and_shift_no_line(
    tmp_path: Path, name: str, data: bytes, line: int
) -> None:
    home = house(tmp_path)
    (home.root / f"{name}.py").write_bytes(data)
    assert places(findings(home)) == [("no-print", f"{name}.py", line)]


def test_an_allowance_behind_a_form_feed_covers_its_own_line(tmp_path: Path) -> None:
    home = house(tmp_path)
    (home.root / "feed.py").write_text("x = 1\n\x0c\nprint(1)  # parti: allow no-print -- the banner\n")
    assert findings(home) == []


def test_utf_16_is_said_to_be_no_python(tmp_path: Path) -> None:
    home = house(tmp_path)
    text = "open('a', 'w')\nprint(1)\n"
    (home.root / "wide.py").write_bytes(text.encode("utf-16") + text.encode())
    assert ("constraints/unread", "wide.py") in {(code, path) for code, path, _ in places(findings(home))}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brackets", "open('a', 'w')\nx = " + "(" * 5000 + ")" * 5000 + "\n"),
        (
            "blocks",
            "open('a', 'w')\n" + "".join(" " * at + "if a:\n" for at in range(150)) + " " * 150 + "pass\n",
        ),
        ("calls", "open('a', 'w')\nx = a" + "()" * 20_000 + "\n"),
        ("signs", "open('a', 'w')\nx = " + "-" * 20_000 + "1\n"),
        ("texts", "open('a', 'w')\nx = " + 'f"{' * 500 + "a" + '}"' * 500 + "\n"),
        ("number", "open('a', 'w')\n\n\ndef f(x=0x" + "f" * 6000 + "): ...\n"),
        ("names", "open('a', 'w')\nx = a" + ".b" * 20_000 + "\n"),
    ],
)
def test_deep_nesting_is_a_finding_or_is_read(tmp_path: Path, name: str, text: str) -> None:
    home = house(tmp_path)
    (home.root / f"{name}.py").write_text(text)
    ((code, path, _),) = places(findings(home))
    assert path == f"{name}.py"
    assert code in {"constraints/unread", "one-writer"}


def test_what_would_end_the_engine_is_not_shown_to_it(tmp_path: Path) -> None:
    home = house(tmp_path)
    steps = "".join(" " * at + "if a:\n" for at in range(520))
    (home.root / "deep.py").write_text(f"{steps}{' ' * 520}x = 'print(1)\n")
    left_out(findings(home), "deep.py", "nested too deeply")


def test_a_loop_of_links_is_named(tmp_path: Path) -> None:
    home = house(tmp_path)
    (home.root / "one.py").symlink_to("two.py")
    (home.root / "two.py").symlink_to("one.py")
    found = findings(home)
    assert [path for _, path, _ in places(found)] == ["one.py", "two.py"]
    assert all("symbolic links" in row["message"] for row in found)


@pytest.mark.parametrize("target", ["/etc/hostname", "../outside.py", "/dev/zero", "/proc/self/environ"])
def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path, target: str) -> None:
    home = house(tmp_path)
    (tmp_path / "outside.py").write_text("print('private')\n")
    (home.root / "out.py").symlink_to(target)
    left_out(findings(home), "out.py", "leads out of the repository")


def test_a_link_inside_is_read_and_one_to_nowhere_or_a_folder_is_not(tmp_path: Path) -> None:
    home = house(tmp_path)
    (home.root / "folder").mkdir()
    (home.root / "folder/real.py").write_text("print(1)\n")
    (home.root / "same.py").symlink_to("folder/real.py")
    (home.root / "gone.py").symlink_to("nowhere.py")
    (home.root / "whole.py").symlink_to("folder")
    found = findings(home)
    assert sorted(places(found)) == [
        ("constraints/unread", "whole.py", 0),
        ("no-print", "folder/real.py", 1),
        ("no-print", "same.py", 1),
    ]
    assert "no regular file" in found[-1]["message"]


def test_a_pipe_in_the_place_of_a_source_is_not_waited_for(tmp_path: Path) -> None:
    home = house(tmp_path)
    (home.root / "store.py").unlink()
    os.mkfifo(home.root / "store.py")
    start = time.monotonic()
    said = home.parti("gate")
    assert time.monotonic() - start < SECONDS
    assert said.code == 4, said
    assert "store.py" in said.err


def test_a_pipe_that_git_does_not_know_is_nobody_s_source(tmp_path: Path) -> None:
    home = house(tmp_path)
    os.mkfifo(home.root / "untracked.py")
    assert findings(home) == []


def test_a_link_to_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    home = house(tmp_path)
    os.mkfifo(home.root / "pipe")
    (home.root / "link.py").symlink_to("pipe")
    left_out(findings(home), "link.py", "no regular file")


@pytest.mark.skipif(os.geteuid() == 0, reason="SKIP unreadable file: root reads everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    home = house(tmp_path)
    (home.root / "secret.py").write_text("print(1)\n")
    home.git("add", "-A")
    (home.root / "secret.py").chmod(0)
    left_out(findings(home), "secret.py", "Permission denied")


def test_a_file_that_vanishes_between_listing_and_reading_is_no_finding(tmp_path: Path) -> None:
    command = "## The sweep passes {#sweep}\n\nIt is `rm`.\n\n```check command\nrun: rm orders.py\n```\n"
    home = house(tmp_path, command)
    (home.root / "orders.py").write_text("print(1)\n")
    assert findings(home) == []
    assert not (home.root / "orders.py").exists()


def test_a_submodule_is_somebody_else_s(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = houses.repository(tmp_path / "other")
    (other.root / "loud.py").write_text("print(1)\n")
    other.git("add", "-A")
    other.git("commit", "-qm", "loud")
    home = house(tmp_path)
    home.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.root), "vendored")
    assert (home.root / "vendored/loud.py").exists()
    assert findings(home) == []


def test_files_outside_a_sparse_checkout_are_not_missed(tmp_path: Path) -> None:
    home = house(tmp_path)
    (home.root / "far").mkdir()
    (home.root / "far/away.py").write_text("print(1)\n")
    home.git("add", "far")
    home.git("commit", "-qm", "far")
    home.git("sparse-checkout", "set", "--no-cone", "/*", "!/far/")
    assert not (home.root / "far/away.py").exists()
    assert findings(home) == []


def pattern(body: str, identity: str = "slow") -> str:
    title = f"## Nothing may be `x` {{#{identity}}}\n\nBecause.\nScope: `**/*.py`.\n"
    examples = "```python kept\nlog()\n```\n```python broken\nforbidden_word = 1\n```\n"
    return f"{title}\n```check pattern\n{body}\n```\n{examples}"


@pytest.mark.parametrize(
    "regex", ["^(f|fo|forb|o|r|.)*word$", "(a+)+b|^forbidden_word$", "(.*)*.*.*.*_word$"]
)
def test_a_regex_of_a_rule_takes_time_that_grows_with_the_text(tmp_path: Path, regex: str) -> None:
    home = house(tmp_path, pattern(f"rule: {{kind: identifier, regex: '{regex}'}}"))
    (home.root / "long.py").write_text(f"{'a' * 40_000} = {'aaaa' * 40}\n")
    assert findings(home) == []


@pytest.mark.parametrize("regex", [r"(a)\1", "(?=a)b", "(", "a{999999}{999}"])
def test_a_regex_that_could_run_for_minutes_is_refused(tmp_path: Path, regex: str) -> None:
    home = house(tmp_path, pattern(f"rule: {{kind: identifier, regex: '{regex}'}}"))
    wrong = [row for row in findings(home) if row["code"] == "constraints/document"]
    assert len(wrong) == 1
    assert "does not take this `rule`" in wrong[0]["message"]


@pytest.mark.parametrize(
    "scope",
    [
        "**/" * 30 + "good.py",
        "**/**/**/**/good.py",
        "*" * 60 + ".py",
        "**" * 12 + "good.py",
        "*o*o*d*.py",
    ],
)
def test_a_scope_of_many_stars_is_matched_at_once(tmp_path: Path, scope: str) -> None:
    home = house(tmp_path, scope=scope)
    far = home.root / "/".join("abcdefghijklmnopqrstuvwxyzabcdefghij")
    far.mkdir(parents=True)
    (far / ("o" * 120 + ".py")).write_text("print(1)\n")
    found = findings(home)
    assert not [row for row in found if row["code"].startswith("constraints/unread")]


@pytest.mark.parametrize("name", ["*" * 40 + "x", "*a" * 30 + "x", "[a-z]*" * 20])
def test_a_description_of_many_stars_is_matched_at_once(tmp_path: Path, name: str) -> None:
    every = (
        f"## Each function takes a `deadline` {{#deadline}}\n\nBecause.\nScope: `**/*.py`.\n\n"
        f"```check signature\nevery: 'function {name}'\nparameters: [deadline]\n```\n"
        "```python kept\nx = 1\n```\n```python broken\nx = 1\n```\n"
    )
    home = house(tmp_path, every)
    (home.root / "long.py").write_text(f"def {'a' * 3000}(): ...\n")
    assert "long.py" not in {row["place"]["path"] for row in findings(home) if "unread" in row["code"]}


def test_a_scope_that_matches_nothing_is_said(tmp_path: Path) -> None:
    home = house(tmp_path)
    text = (home.root / "CONSTRAINTS.md").read_text()
    gone = WRITES.replace("one-writer", "nowhere").replace("`**/*.py`", "`lib/**/*.rb`")
    (home.root / "CONSTRAINTS.md").write_text(f"{text}\n{gone}")
    rotten = [row for row in findings(home) if row["code"] == "constraints/rot"]
    assert any("`lib/**/*.rb`, which matches no file" in row["message"] for row in rotten)
