"""Appending: what comes back, segments, writers beside one another, and many processes at one file."""

import subprocess
import sys
from pathlib import Path

import pytest

from parti.records import files, fold, log
from parti.records import vocabulary as facts
from tests.records.facts import chain, reasons, record

APPEND = """
import sys
from pathlib import Path
from parti.records import log
from tests.records.facts import record
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    one = record(f"{sys.argv[2]} {number}")
    log.append(Path(sys.argv[1]), sys.argv[4], [one])
    print(one.id, flush=True)
"""
ROOT = Path(__file__).parents[2]


def test_what_was_appended_is_read(tmp_path: Path) -> None:
    made = chain(["one", "two", "three"])
    log.append(tmp_path / "log", "ada", made[:1])
    log.append(tmp_path / "log", "ada", made[1:])
    reading = log.read(tmp_path / "log")
    assert reading.records == tuple(made)
    assert (reading.damage, reading.heads) == ((), (made[-1].id,))


def test_nothing_makes_no_file(tmp_path: Path) -> None:
    assert log.append(tmp_path / "log", "ada", []) == b""
    assert not (tmp_path / "log").exists()
    assert log.read(tmp_path / "log") == log.Reading((), (), ())


def test_a_line_is_a_record_in_canonical_form(tmp_path: Path) -> None:
    one = record("Grüße")
    log.append(tmp_path, "ada", [one])
    line = (tmp_path / "ada.jsonl").read_bytes()
    assert line == log.line_of(one)
    assert log.read_line(line) == one
    assert "Grüße".encode() in line


def test_a_record_in_two_files_is_one_record(tmp_path: Path) -> None:
    one = record("one")
    log.append(tmp_path, "ada", [one, one])
    log.append(tmp_path, "bob", [one])
    assert log.read(tmp_path).records == (one,)


def test_decomposed_text_has_one_id() -> None:
    assert record("e\u0301").id == record("é").id
    assert reasons([record("e\u0301")]) == ["é"]


def test_every_kind_survives_the_way_to_disk_and_back(tmp_path: Path) -> None:
    rejected = (facts.Rejected("option", "why"),)
    told = (
        facts.Decided(key="D-1", title="t", choice="c", because="b", rejected=rejected),
        facts.ChunkPlanned(number=1, intent="i", files=("a",), test="t", size=3, serves=("D-1",)),
    )
    made = [log.make(fact, at=str(number), by="Ada", parents=()) for number, fact in enumerate(told)]
    log.append(tmp_path, "ada", made)
    assert list(log.read(tmp_path).records) == made


def test_a_full_segment_continues_in_the_next(tmp_path: Path) -> None:
    made = [record(f"{number} {'x' * 40_000}", second=number) for number in range(20)]
    for one in made:
        log.append(tmp_path, "ada", [one])
    names = sorted(path.name for path in tmp_path.glob("*.jsonl"))
    assert names == ["ada.2.jsonl", "ada.3.jsonl", "ada.jsonl"]
    sizes = [(tmp_path / name).stat().st_size for name in names]
    assert all(size < log.SEGMENT_BYTES + 41_000 for size in sizes)
    assert list(log.read(tmp_path).records) == made


@pytest.mark.parametrize("full", range(1, 14))
def test_however_many_segments_are_full_the_first_with_room_is_found(tmp_path: Path, full: int) -> None:
    for number in range(1, full + 1):
        name = "ada.jsonl" if number == 1 else f"ada.{number}.jsonl"
        (tmp_path / name).write_bytes(b"x" * log.SEGMENT_BYTES)
    log.append(tmp_path, "ada", [record("next")])
    assert (tmp_path / f"ada.{full + 1}.jsonl").stat().st_size < log.SEGMENT_BYTES
    assert len(list(tmp_path.glob("*.jsonl"))) == full + 1


def test_order_goes_by_parents_before_time(tmp_path: Path) -> None:
    first = record("first", second=50)
    second = record("second", parents=[first.id], second=10)
    other = record("other", second=30)
    log.append(tmp_path, "ada", [second, other, first])
    assert reasons(log.read(tmp_path).records) == ["other", "first", "second"]


def test_two_answers_that_do_not_know_each_other_both_stay() -> None:
    old = record("old")
    made = [
        log.make(
            facts.Waived(question="Q", reason=text, until="x", supersedes=(old.id,)),
            at=text,
            by=text,
            parents=(),
        )
        for text in ("hers", "his")
    ]
    assert reasons(fold.live([old, *made])) == ["hers", "his"]


@pytest.mark.parametrize("one_file", [True, False])
def test_processes_at_the_same_time_lose_nothing(tmp_path: Path, one_file: bool) -> None:
    started = []
    for name in ("ada", "bob", "cyd", "dan"):
        words = [
            sys.executable,
            "-c",
            APPEND,
            str(tmp_path / "log"),
            name,
            "50",
            "all" if one_file else name,
        ]
        started.append(
            subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
    for child in started:
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [word for child in started for word in child.communicate()[0].split()]
    reading = log.read(tmp_path / "log")
    lines = b"".join(path.read_bytes() for path in (tmp_path / "log").glob("*.jsonl")).splitlines()
    assert len(said) == 200
    assert {one.id for one in reading.records} == set(said)
    assert len(lines) == 200
    assert reading.damage == ()


def test_an_append_is_made_of_whole_lines(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="whole lines"):
        files.append(tmp_path / "a", b"half")
