"""What reaches the disk, and in which order: the steps that make a write survive a crash, one by one.

The steps are watched at the system calls. The order is the promise: data before name, name before success.
"""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from parti.records import files

WATCHED = """
import os, sys
from pathlib import Path
from parti.records import files
root = Path(sys.argv[2])
files.size(root)
seen, names = [], {}
def watch(name, tell):
    real = getattr(os, name)
    def call(*args, **kwargs):
        result = real(*args, **kwargs)
        said = tell(result, *args)
        if said:
            seen.append(said)
        return result
    setattr(os, name, call)
def short(path):
    text = str(path).removeprefix(str(root)).lstrip("/") or "."
    return "temporary" if text.endswith(".tmp") else text
def opened(handle, path, *rest):
    names[handle] = short(path)
watch("open", opened)
watch("write", lambda _, handle, data: "write " + names[handle] if handle in names else "")
watch("fsync", lambda _, handle: "sync " + names[handle])
watch("replace", lambda _, old, new: "rename " + short(old) + " to " + short(new))
watch("mkdir", lambda _, path, *mode: "mkdir " + short(path))
watch("ftruncate", lambda _, handle, size: f"cut {names[handle]} to {size}")
watch("pread", lambda _, handle, size, at: f"read {names[handle]}" if size > 1 else "")
exec(sys.argv[1])
print("\\n".join(seen))
"""


def steps(folder: Path, code: str) -> list[str]:
    words = [sys.executable, "-c", WATCHED, code, str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if ".lock" not in line]


STEPS = [
    (
        "a page is written beside itself, synced, renamed, and its folder synced",
        {},
        "files.write(root / 'page', b'new')",
        ["write temporary", "sync temporary", "rename temporary to page", "sync ."],
    ),
    (
        "an empty page takes the same way",
        {"page": b"old"},
        "files.write(root / 'page', b'')",
        ["sync temporary", "rename temporary to page", "sync ."],
    ),
    (
        "each new folder is synced into the one above before anything is put into it",
        {},
        "files.write(root / 'a/b/page', b'new')",
        [
            "mkdir a",
            "sync .",
            "mkdir a/b",
            "sync a",
            "write temporary",
            "sync temporary",
            "rename temporary to a/b/page",
            "sync a/b",
        ],
    ),
    (
        "a log's first line: the folder knows the file before the file holds a line",
        {},
        "files.append(root / 'log', b'one\\n')",
        ["sync .", "write log", "sync log", "read log"],
    ),
    (
        "a log's next line: one write, one sync, one look",
        {"log": b"one\n"},
        "files.append(root / 'log', b'two\\nthree\\n')",
        ["write log", "sync log", "read log"],
    ),
    (
        "a torn tail is safe aside before it is cut off",
        {"log": b"one\nto"},
        "files.append(root / 'log', b'two\\n')",
        [
            "read log",
            "read log",
            "write temporary",
            "sync temporary",
            "rename temporary to log.torn",
            "sync .",
            "cut log to 4",
            "sync log",
            "write log",
            "sync log",
            "read log",
        ],
    ),
    (
        "a crash after the tail was set aside: it is not set aside twice",
        {"log": b"one\nto", "log.torn": b"to\n"},
        "files.append(root / 'log', b'two\\n')",
        ["read log", "read log", "cut log to 4", "sync log", "write log", "sync log", "read log"],
    ),
    (
        "a file that was one torn line is new again",
        {"log": b"to", "log.torn": b"to\n"},
        "files.append(root / 'log', b'two\\n')",
        ["read log", "read log", "cut log to 0", "sync log", "sync .", "write log", "sync log", "read log"],
    ),
]


@pytest.mark.parametrize(("why", "before", "code", "expected"), STEPS, ids=[row[0] for row in STEPS])
def test_the_steps_of_a_write_come_in_this_order(
    tmp_path: Path, why: str, before: dict[str, bytes], code: str, expected: list[str]
) -> None:
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    assert steps(tmp_path, code) == expected


TAILS = [
    ([b"a"], b"a\n", "one"),
    ([b"ab", b"b"], b"ab\nb\n", "the second is the end of the first, and still another"),
    ([b"b", b"ab"], b"b\nab\n", "and the other way round"),
    ([b"a", b"b", b"a"], b"a\nb\na\n", "what came again after another is kept again"),
    ([b"a", b"a"], b"a\n", "the same twice in a row is what a crash in between leaves"),
    ([b"\0\0\0", b"\xff"], b"\0\0\0\n\xff\n", "bytes that are no text"),
    ([b" "], b" \n", "a blank"),
]


@pytest.mark.parametrize(("tails", "aside", "why"), TAILS, ids=[row[2] for row in TAILS])
def test_what_was_torn_is_kept_line_by_line(
    tmp_path: Path, tails: list[bytes], aside: bytes, why: str
) -> None:
    path = tmp_path / "log"
    for number, tail in enumerate(tails):
        with path.open("ab") as file:
            file.write(tail)
        assert files.append(path, b"%d\n" % number) == tail
    assert (tmp_path / "log.torn").read_bytes() == aside, why
    assert path.read_bytes() == b"".join(b"%d\n" % number for number in range(len(tails)))


@pytest.mark.parametrize("length", [1, 2, 65_534, 65_535, 65_536, 65_537, 131_072, 131_073])
@pytest.mark.parametrize(
    "before", [b"", b"one\n", b"x" * 65_535 + b"\n"], ids=["alone", "short", "a block"]
)
def test_a_tail_of_any_length_is_cut_exactly(tmp_path: Path, before: bytes, length: int) -> None:
    path = tmp_path / "log"
    path.write_bytes(before + b"t" * length)
    assert files.append(path, b"next\n") == b"t" * length
    assert path.read_bytes() == before + b"next\n"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("kept", [0o600, 0o640, 0o644, 0o664, 0o666, 0o755, 0o777, 0o444])
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o000])
def test_a_page_that_is_replaced_keeps_its_mode_whatever_the_mask(
    tmp_path: Path, kept: int, mask: int
) -> None:
    path = tmp_path / "page"
    path.write_bytes(b"old")
    path.chmod(kept)
    before = os.umask(mask)
    try:
        files.write(path, b"new")
    finally:
        os.umask(before)
    assert mode(path) == kept
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("mask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o644), (0o000, 0o644)]
)
@pytest.mark.parametrize("what", ["write", "append"])
def test_a_new_file_follows_the_mask_and_is_never_open_to_all(
    tmp_path: Path, what: str, mask: int, expected: int
) -> None:
    before = os.umask(mask)
    try:
        getattr(files, what)(tmp_path / "page", b"new\n")
    finally:
        os.umask(before)
    assert mode(tmp_path / "page") == expected


@pytest.mark.parametrize(
    "name", ["grüße", "with blank", "-rf", ".hidden", "a\nb", "語", "x" * 200, "[*?]", "..."]
)
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    files.write(path, b"one\n")
    assert files.append(path, b"two\n") == b""
    assert path.read_bytes() == b"one\ntwo\n"
    assert files.size(path) == 8
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([name, f"{name}.lock"])


@pytest.mark.parametrize("lines", [b"", b"half", b"one\nhalf", b"\r", b"one\n\0"])
def test_what_is_not_whole_lines_touches_nothing(tmp_path: Path, lines: bytes) -> None:
    with pytest.raises(ValueError, match="whole lines"):
        files.append(tmp_path / "deep/log", lines)
    assert list(tmp_path.iterdir()) == []


def test_a_page_is_seen_by_whoever_had_it_open_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "page"
    files.write(path, b"old")
    with path.open("rb") as reader:
        files.write(path, b"new")
        assert reader.read() == b"old"


def test_an_append_goes_on_in_the_same_file(tmp_path: Path) -> None:
    """A reader that follows a log sees what comes; a replaced file would leave it behind."""
    path = tmp_path / "log"
    files.append(path, b"one\n")
    with path.open("rb") as reader:
        assert reader.read() == b"one\n"
        files.append(path, b"two\n")
        assert reader.read() == b"two\n"


def test_folders_are_made_once_and_may_be_there(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    for _ in range(2):
        files.make_folder(tmp_path / "link/a/b")
    assert (tmp_path / "real/a/b").is_dir()
