"""The store of facts: quick when it can be, right when it is damaged, shared or gone."""

import multiprocessing
import os
import sqlite3
from pathlib import Path

import msgspec
import pytest

from parti.source import facts, kept, python_facts, reading

TEXT = "import json\n\n\ndef save(path):\n    json.dump({}, open(path, 'w'))\n"


class Counting:
    """An extractor that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str, path: str) -> facts.Facts:
        self.asked.append(path)
        return python_facts.extract(text, path)


def opened(folder: Path) -> tuple[kept.Kept, Counting]:
    extract = Counting()
    return kept.Kept(folder, extract), extract


def store(folder: Path) -> Path:
    (path,) = folder.glob("facts-*.sqlite3")
    return path


def test_a_text_is_read_once_and_says_the_same_from_the_store(tmp_path: Path) -> None:
    first, asked = opened(tmp_path)
    assert first.facts(TEXT, "a.py") == python_facts.extract(TEXT, "a.py")
    first.close()
    again, not_asked = opened(tmp_path)
    assert again.facts(TEXT, "a.py") == python_facts.extract(TEXT, "a.py")
    assert (asked.asked, not_asked.asked) == (["a.py"], [])


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        (TEXT + "\n", "a.py", "another text"),
        (TEXT, "b.py", "the same text elsewhere, where relative names mean something else"),
        (TEXT.replace("json", "jsox"), "a.py", "one letter"),
    ],
)
def test_what_differs_is_read_anew(tmp_path: Path, text: str, path: str, why: str) -> None:
    store, extract = opened(tmp_path)
    store.facts(TEXT, "a.py")
    assert store.facts(text, path) == python_facts.extract(text, path), why
    assert extract.asked == ["a.py", path]


def test_path_and_text_are_not_run_together(tmp_path: Path) -> None:
    store, extract = opened(tmp_path)
    store.facts("x = 1", "ab.py")
    store.facts("b.py\0x = 1", "a")
    assert len(extract.asked) == 2


def test_a_text_that_does_not_parse_is_kept_with_its_problem(tmp_path: Path) -> None:
    opened(tmp_path)[0].facts("x = (", "a.py")
    store, extract = opened(tmp_path)
    problem = store.facts("x = (", "a.py").problem
    assert problem is not None
    assert problem.line == 1
    assert extract.asked == []


def test_lone_surrogates_are_a_text_like_any_other(tmp_path: Path) -> None:
    store, extract = opened(tmp_path)
    for _ in range(2):
        store.facts('x = "\udcff"', "b\udcff.py")
    assert len(extract.asked) == 1


def harmed(path: Path, sql: str, *values: object) -> None:
    """The database changed behind Parti's back."""
    with sqlite3.connect(path) as raw:
        raw.execute(sql, values)
    raw.close()


OTHER = msgspec.msgpack.encode(facts.Facts(module="planted"))
HARM = [
    ("update facts set value = x''", (), "nothing"),
    ("update facts set value = substr(value, 1, 8)", (), "the digest alone"),
    ("update facts set value = substr(value, 1, length(value) - 1)", (), "a byte short"),
    ("update facts set value = ?", (b"12345678" + OTHER,), "a value that does not fit its digest"),
    ("update facts set value = ?", ("a text",), "a text in place of bytes"),
    ("update facts set value = null", (), "null"),
    ("update facts set value = ?", (kept._checked(b"\xc1") + b"\xc1",), "bytes that mean nothing"),
    ("update facts set value = ?", (kept._checked(b"\x90") + b"\x90",), "another type"),
    ("delete from facts", (), "gone"),
    ("drop table facts", (), "no table"),
]


@pytest.mark.parametrize(("sql", "values", "what"), HARM, ids=[row[2] for row in HARM])
def test_a_harmed_value_is_made_anew_and_never_believed(
    tmp_path: Path, sql: str, values: tuple[object, ...], what: str
) -> None:
    first, _ = opened(tmp_path)
    first.facts(TEXT, "a.py")
    first.close()
    harmed(store(tmp_path), sql, *values)
    again, extract = opened(tmp_path)
    assert again.facts(TEXT, "a.py") == python_facts.extract(TEXT, "a.py"), what
    assert extract.asked == ["a.py"]
    again.close()
    last, not_asked = opened(tmp_path)
    last.facts(TEXT, "a.py")
    assert not_asked.asked == [], "what was made anew is kept again"


FILES = [b"", b"garbage", b"SQLite format 3\0" + os.urandom(4096), b"\0" * 8192]


@pytest.mark.parametrize("data", FILES, ids=["empty", "garbage", "a header and noise", "zeros"])
def test_a_file_that_is_no_store_is_replaced(tmp_path: Path, data: bytes) -> None:
    opened(tmp_path)[0].close()
    path = store(tmp_path)
    path.write_bytes(data)
    for _ in range(2):
        again, _ = opened(tmp_path)
        assert again.facts(TEXT, "a.py") == python_facts.extract(TEXT, "a.py")
        again.close()
    last, extract = opened(tmp_path)
    last.facts(TEXT, "a.py")
    assert extract.asked == []


def test_a_store_torn_in_the_middle_never_lies(tmp_path: Path) -> None:
    first, _ = opened(tmp_path)
    texts = {f"m{number}.py": f"import a{number}\n" + TEXT * 20 for number in range(40)}
    for path, text in texts.items():
        first.facts(text, path)
    first.close()
    data = store(tmp_path).read_bytes()
    for cut in range(100, len(data), len(data) // 7):
        store(tmp_path).write_bytes(data[:cut] + b"\xff" * 64 + data[cut + 64 :])
        again, _ = opened(tmp_path)
        for path, text in texts.items():
            assert again.facts(text, path) == python_facts.extract(text, path)
        again.close()


def test_without_a_folder_to_write_in_it_only_extracts(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store, extract = opened(tmp_path / "file" / "below")
    assert store.facts(TEXT, "a.py") == store.facts(TEXT, "a.py")
    assert extract.asked == ["a.py", "a.py"]


def test_a_closed_store_only_extracts(tmp_path: Path) -> None:
    store, extract = opened(tmp_path)
    store.close()
    store.close()
    store.facts(TEXT, "a.py")
    assert extract.asked == ["a.py"]


def test_another_edition_begins_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tmp_path)[0].facts(TEXT, "a.py")
    monkeypatch.setattr(kept, "LAYOUT", kept.LAYOUT + 1)
    store, extract = opened(tmp_path)
    store.facts(TEXT, "a.py")
    assert extract.asked == ["a.py"]
    assert len(list(tmp_path.glob("facts-*.sqlite3"))) == 2


def test_only_old_files_of_other_editions_are_swept_away(tmp_path: Path) -> None:
    opened(tmp_path)[0].facts(TEXT, "a.py")
    old, young = tmp_path / "facts-0123456789ab.sqlite3", tmp_path / "facts-fedcba987654.sqlite3"
    for path, age in ((old, 40), (young, 5), (store(tmp_path), 90)):
        path.touch()
        os.utime(path, (1_000 * 86_400 - age * 86_400,) * 2)
    mine = [path.name for path in tmp_path.iterdir() if path not in (old, young)]
    assert kept.sweep_old(tmp_path, 1_000 * 86_400.0) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*mine, young.name])


class Rows(msgspec.Struct, frozen=True):
    rows: tuple[str, ...]


def test_any_value_of_one_text_is_kept_by_its_label_and_its_fields(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> Rows:
        made.append("x")
        return Rows(("a", "b"))

    for _ in range(2):
        store, _ = opened(tmp_path)
        assert store.value(Rows, "page", "a\nb", make) == Rows(("a", "b"))
        store.close()
    assert len(made) == 1
    store, _ = opened(tmp_path)
    store.value(Rows, "another page", "a\nb", make)
    store.value(Rows, "page", "a\nb\n", make)
    assert len(made) == 3


def test_a_value_that_cannot_be_written_down_is_made_each_time(tmp_path: Path) -> None:
    store, _ = opened(tmp_path)
    for _ in range(2):
        assert isinstance(store.value(object, "odd", "x", object), object)


def writes(folder: str, first: int) -> None:
    """One of several processes that share a store."""
    store = kept.Kept(Path(folder), python_facts.extract)
    for number in range(first, first + 60):
        text = f"import m{number % 40}\n"
        assert store.facts(text, "a.py") == python_facts.extract(text, "a.py")


def test_several_processes_share_one_store(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=writes, args=(str(tmp_path), first)) for first in (0, 20, 30)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    store, extract = opened(tmp_path)
    for number in range(40):
        store.facts(f"import m{number}\n", "a.py")
    assert len(extract.asked) <= 4, "a value is left out only where somebody else wrote at that moment"


def test_imports_alone_are_kept_and_taken_from_the_facts_where_these_are_kept(tmp_path: Path) -> None:
    asked: list[str] = []

    def imported(text: str, path: str) -> facts.Imported:
        asked.append(path)
        return reading.imported(text, path)

    def opened_again() -> kept.Kept:
        return kept.Kept(tmp_path, Counting(), imported)

    first = opened_again()
    first.facts(TEXT, "b.py")
    told = reading.imported(TEXT, "a.py")
    for path in ("a.py", "b.py"):
        assert first.imported(TEXT, path) == told
    first.close()
    assert opened_again().imported(TEXT, "a.py") == told
    assert asked == ["a.py"]


def test_a_store_that_makes_facts_alone_tells_the_imports_among_them(tmp_path: Path) -> None:
    store, extract = opened(tmp_path)
    assert store.imported(TEXT, "a.py") == store.imported(TEXT, "a.py") == reading.imported(TEXT, "a.py")
    assert extract.asked == ["a.py"]
