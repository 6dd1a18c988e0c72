"""What git says about a work tree, read as paths and as one mark, entry by entry.

No git runs here: the answers stand written out, with every letter that git puts before a path, so that an
entry that is read wrongly has a name. `test_git_mark` tries the same on repositories.
"""

import hashlib
import os
from pathlib import Path

import pytest

from parti.adapters import listing

ID = "a" * 40


def told(*entries: str) -> bytes:
    """An answer of git's, with ids in the place of `@`."""
    return b"".join(os.fsencode(each.replace("@", ID)) + b"\0" for each in entries)


def blob(text: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(text) + text, usedforsecurity=False).hexdigest()


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        (b"? new.py", b"new.py"),
        (b"? a\tb.py", b"a\tb.py"),
        (b"H 100644 0 0\ta.py", b"a.py"),
        (b"H 100644 0 0\ta\tb.py", b"a\tb.py"),
        (b"R 100644 0 0\t? a", b"? a"),
        (b"H 100644 0 0\t\xff", b"\xff"),
    ],
)
def test_the_path_of_an_entry_is_everything_behind_its_state(entry: bytes, path: bytes) -> None:
    assert listing.path_of(entry) == path


def test_paths_are_sorted_and_each_stands_once(tmp_path: Path) -> None:
    answer = told("? z.py", "H 100644 @ 0\tb.py", "H 100755 @ 0\ta.py", "C 100644 @ 0\tb.py")
    assert listing.paths(tmp_path, answer) == ("a.py", "b.py", "z.py")


def test_where_git_finds_all_as_it_was_paths_are_sorted_too(tmp_path: Path) -> None:
    answer = told("H 100644 @ 0\tb.py", "H 120000 @ 0\ta.py")
    assert listing.paths(tmp_path, answer) == ("a.py", "b.py")


def test_nothing_listed_is_no_path(tmp_path: Path) -> None:
    assert listing.paths(tmp_path, b"") == ()


@pytest.mark.parametrize("letter", ["R", "r"])
def test_what_is_gone_is_no_path_though_it_is_listed_as_changed_too(tmp_path: Path, letter: str) -> None:
    answer = told("H 100644 @ 0\ta.py", "C 100644 @ 0\tgone.py", f"{letter} 100644 @ 0\tgone.py")
    assert listing.paths(tmp_path, answer) == ("a.py",)


def test_the_three_sides_of_a_conflict_are_one_path(tmp_path: Path) -> None:
    answer = told("M 100644 @ 1\ta.py", "M 100644 @ 2\ta.py", "M 100644 @ 3\ta.py")
    assert listing.paths(tmp_path, answer) == ("a.py",)


def test_a_submodule_and_an_embedded_repository_are_no_paths(tmp_path: Path) -> None:
    answer = told("H 100644 @ 0\ta.py", "H 160000 @ 0\tsub", "? inner/", "? 160000 x.py")
    assert listing.paths(tmp_path, answer) == ("160000 x.py", "a.py")


@pytest.mark.parametrize("letter", ["S", "s", "h"])
def test_at_what_git_does_not_look_is_a_path_when_it_is_there(tmp_path: Path, letter: str) -> None:
    (tmp_path / "here.py").write_text("x = 1\n")
    (tmp_path / "link.py").symlink_to("nowhere")
    answer = told(*(f"{letter} 100644 @ 0\t{name}" for name in ("gone.py", "here.py", "link.py")))
    assert listing.paths(tmp_path, answer) == ("here.py", "link.py")


def test_a_name_with_a_line_end_and_one_that_is_not_utf_8_are_paths_like_others(tmp_path: Path) -> None:
    answer = told("H 100644 @ 0\ta\nb.py", "H 100644 @ 0\t\udcff.py")
    assert listing.paths(tmp_path, answer) == ("a\nb.py", "\udcff.py")


# --- the mark -----------------------------------------------------------------------------


def mark(root: Path, *entries: str, apart: tuple[str, ...] = ()) -> str:
    answer = told(*entries)
    return listing.mark(root, answer, listing.paths(root, answer), apart)


@pytest.mark.parametrize("entry", ["? a.py", "C 100644 @ 0\ta.py", "h 100644 @ 0\ta.py"])
def test_a_file_that_is_read_is_marked_as_git_would_list_it(tmp_path: Path, entry: str) -> None:
    (tmp_path / "a.py").write_bytes(b"x = 1\r\n")
    (tmp_path / "a.py").chmod(0o644)
    assert mark(tmp_path, entry) == mark(tmp_path, f"H 100644 {blob(b'x = 1' + bytes([13, 10]))} 0\ta.py")


def test_a_program_that_is_read_is_marked_as_one(tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(b"")
    (tmp_path / "run").chmod(0o755)
    assert mark(tmp_path, "? run") == mark(tmp_path, f"H 100755 {blob(b'')} 0\trun")


def test_where_ids_are_longer_what_is_read_has_a_longer_one(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_bytes(b"")
    (tmp_path / "b.py").chmod(0o644)
    known = f"H 100644 {'b' * 64} 0\ta.py"
    empty = hashlib.sha256(b"blob 0\0").hexdigest()
    assert mark(tmp_path, known, "? b.py") == mark(tmp_path, known, f"H 100644 {empty} 0\tb.py")


def test_the_order_in_which_git_lists_does_not_show(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_bytes(b"b")
    (tmp_path / "b.py").chmod(0o644)
    known, later = "H 100644 @ 0\ta.py", "H 100644 @ 0\tc.py"
    assert mark(tmp_path, "? b.py", known, later) == mark(
        tmp_path, known, f"H 100644 {blob(b'b')} 0\tb.py", later
    )


def test_a_file_that_git_knows_is_not_opened(tmp_path: Path) -> None:
    first = mark(tmp_path, "H 100644 @ 0\ta.py")
    (tmp_path / "a.py").write_text("anything")
    assert mark(tmp_path, "H 100644 @ 0\ta.py") == first


def test_what_is_gone_leaves_no_trace_in_the_mark(tmp_path: Path) -> None:
    known = "H 100644 @ 0\ta.py"
    gone = ("C 100644 @ 0\tgone.py", "R 100644 @ 0\tgone.py")
    assert mark(tmp_path, known, *gone) == mark(tmp_path, known)


def test_a_file_that_vanishes_before_it_is_read_has_a_mark_of_its_own(tmp_path: Path) -> None:
    assert len({mark(tmp_path), mark(tmp_path, "? a.py"), mark(tmp_path, "? b.py")}) == 3


def test_only_logs_and_only_in_the_folders_apart_go_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    places = {"log/a.jsonl": False, "log/a.md": True, "a.jsonl": True, "log.jsonl": True}
    for path, shows in places.items():
        (tmp_path / path).write_text("1")
        first = mark(tmp_path, f"? {path}", apart=("log",))
        (tmp_path / path).write_text("2")
        assert (mark(tmp_path, f"? {path}", apart=("log",)) != first) is shows, path


def test_a_log_that_git_knows_goes_by_its_name_as_well(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log/a.jsonl").write_text("1")
    known = f"H 100644 {ID} 0\tlog/a.jsonl"
    other = f"H 100644 {'b' * 40} 0\tlog/a.jsonl"
    assert mark(tmp_path, known, apart=("log",)) == mark(tmp_path, other, apart=("log",))
    assert mark(tmp_path, known, apart=("log",)) == mark(tmp_path, "? log/a.jsonl", apart=("log",))
    assert mark(tmp_path, known) != mark(tmp_path, other)
