"""Reading from the disk: what is read as it is, and what is left out with a sentence, never waited for."""

import os
from pathlib import Path

import pytest

from parti.source import on_disk


def unread(root: Path, path: str) -> str:
    """Why a file is left out."""
    with pytest.raises(on_disk.Unread) as told:
        on_disk.text(root, path)
    return str(told.value)


def test_a_file_is_read_with_its_ends_of_lines_and_its_mark_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes("\ufeffx = 'ß'\r\n\r".encode())
    assert on_disk.text(tmp_path, "a.py") == "\ufeffx = 'ß'\r\n\r"


def test_bytes_that_are_no_utf_8_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"a = '\xe9'\n")
    assert on_disk.text(tmp_path, "a.py") == "a = '\ufffd'\n"


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    assert on_disk.text(tmp_path, "a.py") == ""


def test_a_file_that_is_not_there_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        on_disk.text(tmp_path, "a.py")


def test_a_folder_is_no_regular_file(tmp_path: Path) -> None:
    (tmp_path / "a.py").mkdir()
    assert unread(tmp_path, "a.py") == "it is no regular file"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.py")
    assert unread(tmp_path, "a.py") == "it is no regular file"


def test_a_path_through_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert unread(tmp_path, "a/b.py") == "it cannot be read: Not a directory"


def test_the_largest_file_is_read_and_one_byte_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_disk, "LARGEST", 2_000)
    (tmp_path / "a.py").write_bytes(b"x" * 2_000)
    assert len(on_disk.text(tmp_path, "a.py")) == 2_000
    (tmp_path / "a.py").write_bytes(b"x" * 2_001)
    assert unread(tmp_path, "a.py").startswith("it is larger than")


def test_a_file_that_is_too_large_is_told_with_its_size() -> None:
    assert on_disk.oversize(2_345_678) == "it is larger than 2 MB (2.3 MB), as machines write it"


def test_a_link_inside_the_tree_is_followed(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.py").write_text("x = 1\n")
    (tmp_path / "b.py").symlink_to("sub/a.py")
    assert on_disk.text(tmp_path, "b.py") == "x = 1\n"


def test_a_link_out_of_the_tree_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("key\n")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "a.py").symlink_to("../secret")
    (tree / "b.py").symlink_to(tmp_path / "secret")
    leads_out = "it is a link that leads out of the repository"
    assert [unread(tree, path) for path in ("a.py", "b.py")] == [leads_out, leads_out]


def test_a_link_to_a_folder_beside_with_a_longer_name_leads_out(tmp_path: Path) -> None:
    """`tree-old` begins with the letters of `tree` and is another folder."""
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree-old").mkdir()
    (tmp_path / "tree-old/a.py").write_text("x = 1\n")
    (tmp_path / "tree/a.py").symlink_to("../tree-old/a.py")
    assert unread(tmp_path / "tree", "a.py") == "it is a link that leads out of the repository"


def test_a_link_that_leads_nowhere_is_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("gone.py")
    with pytest.raises(FileNotFoundError):
        on_disk.text(tmp_path, "a.py")


def test_a_link_to_itself_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("a.py")
    assert unread(tmp_path, "a.py").startswith("it cannot be read: ")


def test_a_tree_that_is_reached_through_a_link_is_the_tree(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.py").write_text("x = 1\n")
    (tmp_path / "real/b.py").symlink_to("a.py")
    (tmp_path / "way").symlink_to("real")
    assert on_disk.text(tmp_path / "way", "b.py") == "x = 1\n"
