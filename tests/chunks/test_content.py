"""The content of a file as a digest: what is the same file, what is another, and what cannot be read."""

import errno
import os
from pathlib import Path

import pytest

from parti.chunks import content
from parti.records import vocabulary as facts
from tests.chunks.planned import chunk, folded
from tests.design.conversations import said

PATH = "src/writer.py"


def put(root: Path, data: bytes, path: str = PATH) -> str:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return content.now(root, path)


def passing(number: int, *files: facts.FileChecked, verdict: str = "pass") -> facts.ChunkChecked:
    return facts.ChunkChecked(
        number=number, base="b", tree="t", verdict=verdict, red="r", green="g", findings=(), files=files
    )


PAIRS = [
    (b"a\nb\n", b"a\r\nb\r\n", True, "other ends of all lines"),
    (b"a\nb\n", b"a\r\nb\n", True, "other ends of some"),
    (b"a\nb\n", b"a\nb", False, "no end of the last line"),
    (b"a\n", b"a\r", False, "a lone carriage return ends no line of git's"),
    (b"a\nb\n", b"a\n\nb\n", False, "an empty line more"),
    (b"a\n", b"a \n", False, "a blank at the end"),
    (b"a\n", b"\xef\xbb\xbfa\n", False, "a mark of the byte order"),
    (b"\xff\x00", b"\xff\x01", False, "bytes that are no text"),
    (b"", b"\n", False, "an empty file and an empty line"),
]


@pytest.mark.parametrize(("one", "other", "same", "why"), PAIRS, ids=[row[3] for row in PAIRS])
def test_two_contents_are_one_only_where_git_may_have_turned_the_ends_of_lines(
    tmp_path: Path, one: bytes, other: bytes, same: bool, why: str
) -> None:
    assert (put(tmp_path, one) == put(tmp_path, other)) is same, why


def test_the_digest_is_of_the_content_and_not_of_the_name(tmp_path: Path) -> None:
    assert put(tmp_path, b"x\n", "a.py") == put(tmp_path, b"x\n", "deep/b.py")


def test_an_empty_file_is_a_content_and_no_file_is_none(tmp_path: Path) -> None:
    assert put(tmp_path, b"").startswith("file:")
    assert content.now(tmp_path, "src/missing.py") == content.now(tmp_path, "no/folder.py") == ""


def test_a_file_where_a_folder_is_wanted_is_nothing_below_it(tmp_path: Path) -> None:
    put(tmp_path, b"x\n", "src")
    assert content.now(tmp_path, PATH) == ""


def test_a_link_is_its_own_content_whatever_it_leads_to(tmp_path: Path) -> None:
    """As git stores it: what lies at its other end is followed under its own name."""
    put(tmp_path, b"x\n", "src/real.py")
    link = tmp_path / PATH
    link.symlink_to("real.py")
    before = content.now(tmp_path, PATH)
    assert before != content.now(tmp_path, "src/real.py")
    put(tmp_path, b"y\n", "src/real.py")
    assert content.now(tmp_path, PATH) == before
    (tmp_path / "src/real.py").unlink()
    assert content.now(tmp_path, PATH) == before, "a link that leads nowhere is there all the same"


def test_a_link_to_a_folder_is_a_link_and_no_folder(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / PATH).symlink_to(tmp_path)
    assert content.now(tmp_path, PATH).startswith("file:")


def test_a_file_with_the_words_of_a_link_is_told_like_it(tmp_path: Path) -> None:
    """Where links cannot be made git writes such a file, and it is no change."""
    as_file = put(tmp_path, b"real.py")
    (tmp_path / PATH).unlink()
    (tmp_path / PATH).symlink_to("real.py")
    assert content.now(tmp_path, PATH) == as_file


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert content.now(tmp_path, "pipe") == ""


def test_a_file_that_cannot_be_read_is_neither_gone_nor_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = put(tmp_path, b"x\n")
    known = folded(*said(chunk(), passing(1, facts.FileChecked(PATH, before))))

    def refused(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert content.now(tmp_path, PATH) == "unread: Permission denied"
    assert content.changed(known, tmp_path) == {1: [PATH]}


def test_changed_files_are_told_by_chunk_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ("src/c.py", "src/a.py", "src/b.py", "src/d.py")
    files = {name: facts.FileChecked(name, put(tmp_path, b"x\n", name)) for name in names}
    known = folded(
        *said(
            chunk(files=("src/*.py",)),
            chunk(number=2, files=("src/*.py",)),
            passing(1, files["src/c.py"], files["src/a.py"], files["src/d.py"]),
            passing(2, files["src/b.py"]),
        )
    )
    for name in ("src/c.py", "src/a.py", "src/b.py"):
        put(tmp_path, b"y\n", name)
    assert content.changed(known, tmp_path) == {1: ["src/a.py", "src/c.py"], 2: ["src/b.py"]}


def test_a_file_that_was_taken_away_or_came_back_is_changed_in_both_directions(tmp_path: Path) -> None:
    there = facts.FileChecked(PATH, put(tmp_path, b"x\n"))
    known = folded(*said(chunk(), passing(1, there)))
    (tmp_path / PATH).unlink()
    assert content.changed(known, tmp_path) == {1: [PATH]}
    put(tmp_path, b"x\r\n")
    assert content.changed(known, tmp_path) == {}


def test_what_a_withdrawn_chunk_saw_is_told_of_every_passed_chunk_that_may_touch_it(tmp_path: Path) -> None:
    seen = facts.FileChecked(PATH, put(tmp_path, b"x\n"))
    records = said(
        chunk(),
        *(chunk(number=number) for number in (2, 3)),
        chunk(number=4, files=("lib/*.py",)),
        passing(2, seen),
        passing(4),
        passing(3, seen, verdict="fail"),
        passing(1, seen),
    )
    gone = facts.Withdrawn(reason="fewer", supersedes=(records[0].id,))
    known = folded(*records, *said(gone, start=20))
    put(tmp_path, b"y\n")
    assert known.seen[PATH].number == 1
    assert content.touching(known, PATH) == [2, 3]
    assert content.changed(known, tmp_path) == {2: [PATH]}


@pytest.mark.parametrize(
    ("path", "numbers"),
    [
        ("src/a.py", [2, 10]),
        ("lib/a.py", [10]),
        ("docs/a.md", []),
        ("CONSTRAINTS.md", [1, 2, 10]),
        (".parti/config.toml", []),
    ],
)
def test_the_chunks_that_may_touch_a_file_come_by_their_numbers(path: str, numbers: list[int]) -> None:
    every = ("src/*.py", "lib/*.py", ".parti/*.toml")
    planned = (
        chunk(number=10, files=every),
        chunk(number=2, files=("src/*.py",)),
        chunk(number=1, files=("x",)),
    )
    assert content.touching(folded(*said(*planned)), path) == numbers
