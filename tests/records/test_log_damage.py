"""Damage: it is named with its place, nothing is guessed, and everything else stays readable."""

import os
from pathlib import Path

import pytest

from parti.records import canonical, log, refusal
from tests.records.facts import chain, reasons, record

HERE = Path("x.jsonl")


def kinds(folder: Path) -> list[tuple[str, int, str]]:
    return [(damage.path.name, damage.line, damage.kind) for damage in log.read(folder).damage]


def signed(rest: bytes) -> bytes:
    """A line whose id is right, whatever it holds."""
    identity = canonical.digest("r", rest).encode()
    return rest.replace(b'"kind"', b'"id":"' + identity + b'","kind"', 1) + b"\n"


def test_a_torn_tail_is_reported_by_readers_and_set_aside_by_the_next_writer(tmp_path: Path) -> None:
    one, two = chain(["one", "two"])
    three = record("three", parents=[one.id], second=2)
    log.append(tmp_path, "ada", [one])
    torn = log.line_of(two)[:50]
    with (tmp_path / "ada.jsonl").open("ab") as file:
        file.write(torn)
    assert kinds(tmp_path) == [("ada.jsonl", 2, "torn")]
    assert log.append(tmp_path, "ada", [three]) == torn
    assert kinds(tmp_path) == []
    assert reasons(log.read(tmp_path).records) == ["one", "three"]
    assert (tmp_path / "ada.jsonl.torn").read_bytes() == torn + b"\n"


@pytest.mark.parametrize("gone", [(), (0,), (0, 2)])
def test_records_that_others_were_written_after_and_that_no_file_holds_are_missed(
    tmp_path: Path, gone: tuple[int, ...]
) -> None:
    every = chain(["one", "two", "three", "four"])
    log.append(tmp_path, "ada", [one for number, one in enumerate(every) if number not in gone])
    reading = log.read(tmp_path)
    assert reading.damage == ()
    assert [one.record for one in reading.missing] == [every[number].id for number in gone]
    assert reading.is_whole == (not gone)


def test_a_line_that_cannot_be_read_is_not_missed_as_well(tmp_path: Path) -> None:
    every = chain(["one", "two", "three"])
    log.append(tmp_path, "ada", every)
    path = tmp_path / "ada.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"two"', b'"too"'))
    assert kinds(tmp_path) == [("ada.jsonl", 2, "damaged")]


def test_every_torn_tail_is_kept(tmp_path: Path) -> None:
    for number in range(3):
        log.append(tmp_path, "ada", [record(str(number))])
        with (tmp_path / "ada.jsonl").open("ab") as file:
            file.write(b"torn %d" % number)
    log.append(tmp_path, "ada", [record("last")])
    assert (tmp_path / "ada.jsonl.torn").read_bytes() == b"torn 0\ntorn 1\ntorn 2\n"


@pytest.mark.parametrize("length", [1, 65_535, 65_536, 65_537, 200_000])
def test_a_torn_tail_of_any_length_is_set_aside(tmp_path: Path, length: int) -> None:
    log.append(tmp_path, "ada", [record("one")])
    with (tmp_path / "ada.jsonl").open("ab") as file:
        file.write(b"x" * length)
    assert len(log.append(tmp_path, "ada", [record("two")])) == length
    assert reasons(log.read(tmp_path).records) == ["one", "two"] or len(log.read(tmp_path).records) == 2


def test_a_file_that_is_one_torn_line_starts_again(tmp_path: Path) -> None:
    (tmp_path / "ada.jsonl").write_bytes(b"torn from the start")
    assert log.append(tmp_path, "ada", [record("one")]) == b"torn from the start"
    assert reasons(log.read(tmp_path).records) == ["one"]


def test_one_damaged_line_of_ten_thousand_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [log.line_of(record(str(number), second=number)) for number in range(10_000)]
    lines[6_999] = lines[6_999].replace(b'"reason":"6999"', b'"reason":"6998"')
    (tmp_path / "ada.jsonl").write_bytes(b"".join(lines))
    reading = log.read(tmp_path)
    assert len(reading.records) == 9_999
    assert [(damage.path, damage.line) for damage in reading.damage] == [(tmp_path / "ada.jsonl", 7_000)]
    assert "does not match" in reading.damage[0].sentence


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"", "damaged"),
        (b"rubbish", "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b"{}", "damaged"),
        (b"null", "damaged"),
        (b"[" * 200_000, "damaged"),
        (b'{"at":"","body":' + b"[" * 200_000, "damaged"),
        (b"<<<<<<< HEAD", "conflict"),
        (b"=======", "conflict"),
        (b">>>>>>> theirs", "conflict"),
        (b"||||||| base", "conflict"),
        (log.line_of(record("x"))[:-1] + b"\r", "damaged"),
        (b" " + log.line_of(record("x"))[:-1], "damaged"),
    ],
    ids=lambda value: value[:12].decode("latin-1") if isinstance(value, bytes) else value,
)
def test_a_line_in_the_middle_is_named_and_left_where_it_is(tmp_path: Path, line: bytes, kind: str) -> None:
    one, two = chain(["one", "two"])
    data = log.line_of(one) + line + b"\n" + log.line_of(two)
    (tmp_path / "ada.jsonl").write_bytes(data)
    assert kinds(tmp_path) == [("ada.jsonl", 2, kind)]
    assert log.read(tmp_path).records == (one, two)
    log.append(tmp_path, "ada", [record("three")])
    assert (tmp_path / "ada.jsonl").read_bytes().startswith(data)


@pytest.mark.parametrize(
    "rest",
    [
        b'{"at":"","body":{"some":"thing"},"by":"","kind":"DroneLaunched","parents":[]}',
        b'{"at":"","body":{"reason":"x","tone":"glad"},"by":"","kind":"FeatureClosed","parents":[]}',
        b'{"at":"","body":{"reason":"x"},"by":"","kind":"FeatureClosed","mood":"glad","parents":[]}',
        b'{"at":"","body":{"reason":"\xff"},"by":"","kind":"FeatureClosed","parents":[]}',
    ],
    ids=["kind", "field", "member", "bytes"],
)
def test_a_true_record_of_a_newer_parti_is_told_from_damage(tmp_path: Path, rest: bytes) -> None:
    (tmp_path / "ada.jsonl").write_bytes(signed(rest) + log.line_of(record("one")))
    assert kinds(tmp_path) == [("ada.jsonl", 1, "newer")]
    assert reasons(log.read(tmp_path).records) == ["one"]


def test_the_helper_that_signs_lines_signs_true_ones() -> None:
    rest = b'{"at":"","body":{"reason":"x"},"by":"","kind":"FeatureClosed","parents":[]}'
    assert log.read_line(signed(rest)) is not None
    assert log.read_line(signed(rest)[:-1]) is None


def test_a_log_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ada.jsonl").mkdir()
    with pytest.raises(refusal.Unready, match="cannot be read") as caught:
        log.read(tmp_path)
    assert caught.value.place == str(tmp_path / "ada.jsonl")


def test_lock_and_torn_files_are_not_read_as_logs(tmp_path: Path) -> None:
    log.append(tmp_path, "ada", [record("one")])
    for name in ("ada.jsonl.lock", "ada.jsonl.torn", f".ada.jsonl.{os.getpid()}.0.tmp"):
        (tmp_path / name).write_bytes(b"rubbish\n")
    assert kinds(tmp_path) == []
