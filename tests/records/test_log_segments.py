"""Segments: a writer's file that is full continues in the next, and nobody else's file has a say in it."""

import subprocess
from pathlib import Path

import pytest

from parti.records import log
from tests.records.facts import reasons, record

FULL = 256 * 1024


def fill(folder: Path, name: str, size: int) -> Path:
    """A file of whole empty lines."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(b"\n" * size)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.jsonl"))


@pytest.mark.parametrize(
    ("size", "goes_to", "why"),
    [
        (0, "ada.jsonl", "an empty file is the writer's file"),
        (1, "ada.jsonl", "there is room"),
        (FULL - 1, "ada.jsonl", "one byte of room is room: a record is never split"),
        (FULL, "ada.2.jsonl", "256 KiB or more gets no further records"),
        (FULL + 1, "ada.2.jsonl", "more than full"),
        (FULL * 5, "ada.2.jsonl", "one huge append made it so; the next is still the second"),
    ],
)
def test_a_file_of_256_kib_gets_no_further_records(
    tmp_path: Path, size: int, goes_to: str, why: str
) -> None:
    fill(tmp_path, "ada.jsonl", size)
    line = log.line_of(record("next"))
    log.append(tmp_path, "ada", [record("next")])
    assert (tmp_path / goes_to).read_bytes().endswith(line), why
    assert names(tmp_path) == sorted({"ada.jsonl", goes_to}), why


def test_records_of_one_append_stay_together(tmp_path: Path) -> None:
    """However large: half of them in another file could be lost alone."""
    made = [record(f"{number} {'x' * 100_000}", second=number) for number in range(5)]
    log.append(tmp_path, "ada", made)
    assert names(tmp_path) == ["ada.jsonl"]
    log.append(tmp_path, "ada", [record("after", second=9)])
    assert names(tmp_path) == ["ada.2.jsonl", "ada.jsonl"]
    assert reasons(log.read(tmp_path).records)[-1] == "after"


@pytest.mark.parametrize(
    ("others", "why"),
    [
        (["bob.jsonl"], "another writer's file"),
        (["ada-2.jsonl"], "a writer whose name begins the same way"),
        (["ada.2.jsonl"], "a second segment without room before a first with room"),
        (["ada.1.jsonl"], "no segment has the number one in its name"),
        (["ada.02.jsonl"], "nor a zero before it"),
        (["ada.jsonl.torn"], "what was set aside"),
    ],
)
def test_only_the_first_file_with_room_counts(tmp_path: Path, others: list[str], why: str) -> None:
    for name in others:
        fill(tmp_path, name, FULL)
    log.append(tmp_path, "ada", [record("next")])
    assert (tmp_path / "ada.jsonl").read_bytes() == log.line_of(record("next")), why


def test_a_segment_that_has_room_is_filled_up_before_the_next(tmp_path: Path) -> None:
    fill(tmp_path, "ada.jsonl", FULL)
    fill(tmp_path, "ada.2.jsonl", FULL)
    for number in range(3):
        log.append(tmp_path, "ada", [record(str(number), second=number)])
    lines = (tmp_path / "ada.3.jsonl").read_bytes().splitlines(keepends=True)
    assert lines == [log.line_of(record(str(number), second=number)) for number in range(3)]


def test_a_torn_tail_in_a_full_segment_stays_and_is_told(tmp_path: Path) -> None:
    """Its writer goes on in the next file, so nobody touches the tail; it was never acknowledged."""
    path = tmp_path / "ada.jsonl"
    path.write_bytes(log.line_of(record("one")) + b"{" + b" " * FULL)
    assert log.append(tmp_path, "ada", [record("two")]) == b""
    reading = log.read(tmp_path)
    assert sorted(reasons(reading.records)) == ["one", "two"]
    assert [(found.path.name, found.line, found.kind) for found in reading.damage] == [
        ("ada.jsonl", 2, "torn")
    ]
    assert not (tmp_path / "ada.jsonl.torn").exists()


def test_a_torn_tail_in_a_later_segment_is_set_aside_beside_it(tmp_path: Path) -> None:
    fill(tmp_path, "ada.jsonl", FULL)
    (tmp_path / "ada.2.jsonl").write_bytes(b"half")
    assert log.append(tmp_path, "ada", [record("one")]) == b"half"
    assert (tmp_path / "ada.2.jsonl").read_bytes() == log.line_of(record("one"))
    assert (tmp_path / "ada.2.jsonl.torn").read_bytes() == b"half\n"


def test_every_segment_is_read(tmp_path: Path) -> None:
    made = [record(str(number), second=number) for number in range(12)]
    for number, one in enumerate(made, start=1):
        name = "ada.jsonl" if number == 1 else f"ada.{number}.jsonl"
        (tmp_path / name).write_bytes(log.line_of(one))
    assert log.read(tmp_path).records == tuple(made)


def test_a_writer_s_name_may_hold_dots_and_signs_of_patterns(tmp_path: Path) -> None:
    for writer in ("c-release-1.2.3-ab12", "c-[x]-ab12", "c-*-ab12", "c-grüße-ab12"):
        fill(tmp_path, f"{writer}.jsonl", FULL)
        log.append(tmp_path, writer, [record(writer)])
        assert (tmp_path / f"{writer}.2.jsonl").read_bytes() == log.line_of(record(writer))


def test_a_folder_inside_the_log_is_not_part_of_it(tmp_path: Path) -> None:
    log.append(tmp_path, "ada", [record("one")])
    log.append(tmp_path / "old", "ada", [record("two")])
    assert reasons(log.read(tmp_path).records) == ["one"]


def test_the_records_of_an_append_can_come_as_a_stream(tmp_path: Path) -> None:
    log.append(tmp_path, "ada", (record(str(number)) for number in range(3)))
    assert len(log.read(tmp_path).records) == 3


def test_the_page_s_own_program_verifies_a_log_that_was_appended(tmp_path: Path) -> None:
    """The few lines of Python in `docs/records.md`, as somebody without Parti would run them."""
    page = (Path(__file__).parents[2] / "docs/records.md").read_text("utf-8")
    program = page.partition("```python\n")[2].partition("```")[0]
    made = [
        record(text, second=number) for number, text in enumerate(("plain", 'e\u0301 😀 \\ " \n \0', ""))
    ]
    log.append(tmp_path, "ada", made)
    path = tmp_path / "ada.jsonl"
    assert verdicts(program, path) == [f"ok  {one.id} Waived" for one in made]
    path.write_bytes(path.read_bytes().replace(b"plain", b"fancy"))
    assert verdicts(program, path)[0] == f"BAD {made[0].id} Waived"


def verdicts(program: str, path: Path) -> list[str]:
    words = ["python3", "-c", program, str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
