"""The store of facts at an odd moment: while somebody writes, damaged while open, asked to forget.

`test_kept` holds that a harmed store is never believed; here it is held that a busy one is left alone, that
what may not be kept is not, and which files count as the code that judges.
"""

import os
import sqlite3
from pathlib import Path

import msgspec
import pytest

from parti.source import facts, kept

TEXT = "import json\n"


class Page(msgspec.Struct, frozen=True):
    rows: tuple[str, ...]


def plain(text: str, path: str) -> facts.Facts:
    """Facts that say which text they were made of."""
    return facts.Facts(module=f"{path}:{text}")


def made(store: kept.Kept, count: list[str], **more: object) -> Page:
    """A value that counts how often it is made."""

    def make() -> Page:
        count.append("made")
        return Page(("a",))

    return store.value(Page, "page", TEXT, make, **more)  # type: ignore[arg-type]


def test_what_may_not_be_kept_is_made_again_and_what_may_is_not(tmp_path: Path) -> None:
    store, count = kept.Kept(tmp_path, plain), list[str]()
    assert made(store, count, still=lambda: False) == Page(("a",))
    assert made(store, count, still=lambda: True) == Page(("a",))
    assert made(store, count, still=lambda: False) == Page(("a",))
    assert count == ["made", "made"]


def test_whether_a_value_may_be_kept_is_asked_after_it_is_made(tmp_path: Path) -> None:
    store, order = kept.Kept(tmp_path, plain), list[str]()

    def still() -> bool:
        order.append("asked")
        return True

    made(store, order, still=still)
    made(store, order, still=still)
    assert order == ["made", "asked"]


def test_a_value_of_another_kind_with_other_fields_is_another_value(tmp_path: Path) -> None:
    other = msgspec.defstruct("Page", [("lines", tuple[str, ...])], frozen=True)
    store = kept.Kept(tmp_path, plain)
    count: list[str] = []
    made(store, count)
    assert store.value(other, "page", TEXT, lambda: other(("b",))) == other(("b",))
    assert made(store, count) == Page(("a",))
    assert count == ["made"]


def test_a_store_that_somebody_writes_to_is_left_alone_and_serves_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_WAIT", 0.0)
    read: list[str] = []

    def counted(text: str, path: str) -> facts.Facts:
        read.append(path)
        return plain(text, path)

    store = kept.Kept(tmp_path, counted)
    before = store.facts(TEXT, "a.py")
    (path,) = tmp_path.glob("facts-*.sqlite3")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("begin immediate")
    count: list[str] = []
    made(store, count)
    writer.execute("rollback")
    writer.close()
    assert store.facts(TEXT, "a.py") == before
    assert read == ["a.py"], "what was kept before is still there"
    made(store, count)
    made(store, count)
    assert count == ["made", "made"], "the write that found no place is done the next time"


def test_what_is_damaged_while_it_is_open_is_made_anew(tmp_path: Path) -> None:
    store = kept.Kept(tmp_path, plain)
    store.facts(TEXT, "a.py")
    (path,) = tmp_path.glob("facts-*.sqlite3")
    with sqlite3.connect(path) as other:
        other.execute("drop table facts")
    other.close()
    count: list[str] = []
    assert store.facts(TEXT, "a.py") == plain(TEXT, "a.py")
    made(store, count)
    made(store, count)
    assert count == ["made"]


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    kept.Kept(tmp_path / "a" / "b", plain).facts(TEXT, "a.py")
    assert len(list((tmp_path / "a" / "b").glob("facts-*.sqlite3"))) == 1


@pytest.mark.parametrize(
    ("days", "gone"), [(29, 0), (30, 0), (30.01, 1), (400, 1), (-5, 0)], ids=lambda value: str(value)
)
def test_a_store_of_another_edition_goes_after_thirty_days(tmp_path: Path, days: float, gone: int) -> None:
    path = tmp_path / "facts-0123456789ab.sqlite3"
    path.touch()
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert kept.sweep_old(tmp_path, 1_000_000_000 + days * 86_400) == gone
    assert path.exists() is not bool(gone)


@pytest.mark.parametrize("name", ["other-0123.sqlite3", "facts-0123.json", "facts.sqlite3"])
def test_no_file_of_another_name_is_swept_away(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    os.utime(tmp_path / name, (0, 0))
    assert kept.sweep_old(tmp_path, 1_000_000_000.0) == 0
    assert (tmp_path / name).exists()


def test_what_lies_beside_an_old_store_goes_with_it(tmp_path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path = tmp_path / f"facts-0123456789ab.sqlite3{end}"
        path.touch()
        os.utime(path, (0, 0))
    assert kept.sweep_old(tmp_path, 1_000_000_000.0) == 3
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_has_nothing_to_sweep(tmp_path: Path) -> None:
    assert kept.sweep_old(tmp_path / "none", 0.0) == 0


def test_the_code_that_judges_is_every_file_of_a_room_but_what_is_compiled() -> None:
    top = Path(kept.__file__).parents[1]
    expected = sorted(
        str(path) for path in (top / "library").rglob("*") if path.is_file() and path.suffix != ".pyc"
    )
    assert [path for path, _, _ in kept.stamps(("library",))] == expected


def test_stamps_carry_the_time_and_the_size_of_each_file() -> None:
    for path, time, size in kept.stamps(("library",)):
        about = Path(path).stat()
        assert (time, size) == (about.st_mtime_ns, about.st_size), path
