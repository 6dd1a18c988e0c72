import errno
import os
import subprocess
import sys

import pytest

from state_io import Unreadable, load_json, only_writer, save_json

# Dies at the n-th file event of a save, without any clean-up; ends with 0 when there are fewer.
KILLED_SAVE = """
import os, sys, itertools
from pathlib import Path
import state_io
number, path = int(sys.argv[1]), Path(sys.argv[2])
calls = itertools.count()
def die(event, _):
    if event in ("open", "os.rename") and next(calls) == number:
        os._exit(9)
sys.addaudithook(die)
state_io.save_json(path, {"version": "new"})
"""


def test_what_was_saved_is_read(folder):
    save_json(folder / "a" / "b.json", {"word": "Größe"})
    assert load_json(folder / "a" / "b.json") == {"word": "Größe"}


def test_a_save_that_is_killed_leaves_the_old_file_or_the_new_one(folder):
    path, ends = folder / "x.json", []
    while not ends or ends[-1] == 9:
        save_json(path, {"version": "old"})
        ends.append(subprocess.run([sys.executable, "-c", KILLED_SAVE, str(len(ends)), path]).returncode)
        assert load_json(path)["version"] in ("old", "new")
    assert len(ends) > 3
    assert ends[-1] == 0


def test_a_full_disk_keeps_the_old_file_and_says_so(folder, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "no space left")

    save_json(folder / "x.json", {"version": "old"})
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        save_json(folder / "x.json", {"version": "new"})
    assert load_json(folder / "x.json") == {"version": "old"}
    assert [path.name for path in folder.iterdir()] == ["x.json"]


@pytest.mark.parametrize("damage", [b"", b'{"a": ', b"\xff\xfe", b"[]"])
def test_a_damaged_file_is_an_error_and_not_an_empty_one(folder, damage):
    (folder / "x.json").write_bytes(damage)
    with pytest.raises(Unreadable, match=r"x\.json"):
        load_json(folder / "x.json", missing={})


def test_a_second_writer_waits_and_then_gives_up(folder):
    with only_writer(folder), pytest.raises(TimeoutError, match="in use"), only_writer(folder, wait=0.1):
        pass


def test_leftovers_of_a_killed_save_are_cleared(folder):
    (folder / ".abc.tmp").touch()
    with only_writer(folder):
        assert not list(folder.glob(".*.tmp"))
