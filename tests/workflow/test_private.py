"""What stays out of the work tree: bytes under their own digest, for the user's eyes alone.

The log holds digests only, so whatever comes back under one is the bytes that it was made of, or nothing.
"""

import stat
from pathlib import Path

import pytest

from parti.records import canonical
from parti.workflow import house as houses
from parti.workflow import private
from tests.workflow import open_houses

DATA = "a prompt, ✓\n".encode()


@pytest.fixture
def at(tmp_path: Path) -> houses.House:
    return open_houses.opened(tmp_path)


def file(at: houses.House, name: str) -> Path:
    """Where the bytes of a digest lie."""
    return private.folder(at) / name.replace(":", "-")


def test_bytes_are_kept_under_their_digest_and_come_back(at: houses.House) -> None:
    name = private.keep(at, "prompt", DATA)
    assert name == canonical.digest("prompt", DATA)
    assert (private.kept(at, name), private.has(at, name)) == (DATA, True)
    assert file(at, name).read_bytes() == DATA


def test_they_lie_outside_the_work_tree_and_nobody_else_may_read_them(at: houses.House) -> None:
    path = file(at, private.keep(at, "prompt", DATA))
    assert not path.is_relative_to(at.root)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_nothing_is_made_before_something_is_kept(at: houses.House) -> None:
    assert not private.folder(at).exists()
    assert (private.kept(at, "prompt:00"), private.has(at, "prompt:00")) == (None, False)
    assert not private.folder(at).exists()


def test_the_same_bytes_under_another_tag_are_another_file(at: houses.House) -> None:
    one, other = private.keep(at, "prompt", DATA), private.keep(at, "reply", DATA)
    assert one != other
    assert file(at, one) != file(at, other)


def test_bytes_that_somebody_changed_are_there_and_are_not_told(at: houses.House) -> None:
    name = private.keep(at, "prompt", DATA)
    file(at, name).write_bytes(b"mended")
    assert (private.kept(at, name), private.has(at, name)) == (None, True)


def test_bytes_that_are_kept_once_more_are_there_again_whatever_happened_to_their_file(
    at: houses.House,
) -> None:
    name = private.keep(at, "prompt", DATA)
    file(at, name).write_bytes(b"mended")
    assert private.keep(at, "prompt", DATA) == name
    assert private.kept(at, name) == DATA


def test_bytes_that_are_there_are_not_written_again(at: houses.House) -> None:
    path = file(at, private.keep(at, "prompt", DATA))
    before = path.stat().st_ino
    private.keep(at, "prompt", DATA)
    assert path.stat().st_ino == before


def test_no_bytes_at_all_can_be_kept(at: houses.House) -> None:
    assert private.kept(at, private.keep(at, "reply", b"")) == b""


def test_a_folder_in_the_place_of_a_file_holds_nothing(at: houses.House) -> None:
    name = private.keep(at, "prompt", DATA)
    file(at, name).unlink()
    file(at, name).mkdir()
    assert private.kept(at, name) is None


def test_another_feature_and_another_repository_have_folders_of_their_own(
    at: houses.House, tmp_path: Path
) -> None:
    elsewhere = open_houses.opened(tmp_path / "elsewhere")
    assert private.folder(elsewhere).name == private.folder(at).name
    assert private.folder(elsewhere).parent.name != private.folder(at).parent.name
    name = private.keep(at, "prompt", DATA)
    assert private.kept(elsewhere, name) is None
