"""Making a record and reading one line: the envelope, its id, every reason why a line is not taken."""

import hashlib
import json
from pathlib import Path

import pytest

from parti.records import log, refusal
from parti.records import vocabulary as facts
from tests.records.facts import record

AT = "2026-11-21T09:30:00.000000Z"
ADA = "Ada <ada@example.org>"
LIVE = facts.FeatureClosed(reason="it is live")
ONE, TWO = "r:" + "1" * 64, "r:" + "2" * 64


def made(
    fact: facts.Fact = LIVE, *, at: str = AT, by: str = ADA, parents: tuple[str, ...] = ()
) -> facts.Record:
    return log.make(fact, at=at, by=by, parents=parents)


def signed(rest: str, tag: bytes = b"parti-r-v1\n") -> bytes:
    """A line with the id over its own bytes, whatever they are; `§` marks where it goes."""
    digest = hashlib.sha256(tag + rest.replace("§", "").encode("utf-8", "surrogateescape")).hexdigest()
    return rest.replace("§", f'"id":"r:{digest}",').encode("utf-8", "surrogateescape") + b"\n"


def damage(folder: Path, data: bytes) -> list[tuple[int, str, str]]:
    (folder / "ada.jsonl").write_bytes(data)
    return [(found.line, found.kind, found.sentence) for found in log.read(folder).damage]


def test_one_id_is_pinned_for_ever() -> None:
    """Worked out with `sha256sum` over the bytes that the page on records names."""
    assert made().id == "r:821cbc1f9a52eab7f5573e0a80f569309e185e00a39645d45b378ab0fdcd2766"


def test_a_record_holds_what_it_was_made_of() -> None:
    one = made(parents=(ONE,))
    assert (one.at, one.by, one.kind, one.parents, one.body) == (AT, ADA, "FeatureClosed", (ONE,), LIVE)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (made(facts.FeatureClosed(reason="it is live.")), "what was said"),
        (made(at="2026-11-21T09:30:00.000001Z"), "when"),
        (made(by="Bob <bob@example.org>"), "by whom"),
        (made(parents=(ONE,)), "after what"),
        (made(parents=(ONE, TWO)), "after what more"),
        (made(facts.DesignUnlocked(reason="it is live", supersedes=())), "as what"),
    ],
)
def test_the_id_changes_with_everything_that_was_recorded(other: facts.Record, why: str) -> None:
    assert other.id != made().id, why


def test_parents_are_sorted_so_that_their_order_is_no_part_of_the_id() -> None:
    assert made(parents=(TWO, ONE)) == made(parents=(ONE, TWO))
    assert made(parents=(TWO, ONE)).parents == (ONE, TWO)


def test_every_text_of_a_record_is_in_normal_form_from_the_start() -> None:
    """What a writer holds in memory equals what every reader will read."""
    one = made(facts.FeatureClosed(reason="e\u0301"), by="Rene\u0301 <r@example.org>")
    assert one.body == facts.FeatureClosed(reason="é")
    assert one.by == "René <r@example.org>"
    assert log.read_line(log.line_of(one)) == one


@pytest.mark.parametrize(
    ("fact", "by"),
    [
        (facts.FeatureClosed(reason="\udcff"), ADA),
        (LIVE, "Ada \udcff"),
    ],
    ids=["fact", "author"],
)
def test_what_is_no_unicode_never_becomes_a_record(fact: facts.Fact, by: str) -> None:
    with pytest.raises(refusal.Misused, match="not valid Unicode"):
        made(fact, by=by)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        '"',
        "\\",
        "\\u0041",
        "\n",
        "\r\n",
        "\0",
        "\u2028",
        "😀",
        '","id":"r:0","',
        '{"id":"r:0",',
        "<<<<<<< HEAD",
    ],
    ids=ascii,
)
def test_any_text_comes_back_as_it_went_in_one_line(text: str) -> None:
    one = made(facts.FeatureClosed(reason=text), by=text)
    line = log.line_of(one)
    assert line.count(b"\n") == 1
    assert line.endswith(b"}\n")
    found = log.read_line(line)
    assert found == one
    assert json.loads(line)["body"]["reason"] == text


def test_a_line_names_its_members_in_order_and_leaves_none_out() -> None:
    assert list(json.loads(log.line_of(made()))) == ["at", "body", "by", "id", "kind", "parents"]


GOOD = f'{{"at":"{AT}","body":{{"reason":"x"}},"by":"{ADA}",§"kind":"FeatureClosed","parents":[]}}'

LINES = [
    (GOOD.replace(',"parents":[]', ""), "newer", "missing required field `parents`"),
    (GOOD.replace('"at"', '"when"'), "newer", "unknown field `when`"),
    (GOOD.replace("[]", '["a",1]'), "newer", "Expected `str`, got `int`"),
    (GOOD.replace("[]", '"a"'), "newer", "Expected `array`, got `str`"),
    (GOOD.replace(f'"{ADA}"', "null"), "newer", "Expected `str`, got `null`"),
    (GOOD.replace('"FeatureClosed"', "3"), "newer", "Expected `str`, got `int`"),
    (GOOD.replace("FeatureClosed", "FeatureSung"), "newer", "record kind 'FeatureSung' is not known here"),
    (GOOD.replace('"x"', '"\udcff"'), "newer", "FeatureClosed has a shape not known here"),
]


@pytest.mark.parametrize(("rest", "kind", "says"), LINES, ids=[says for *_, says in LINES])
def test_a_true_line_of_another_shape_says_which(tmp_path: Path, rest: str, kind: str, says: str) -> None:
    (found,) = damage(tmp_path, signed(rest))
    assert found[:2] == (1, kind)
    assert found[2].startswith(
        ("the record has a shape not known here: ", "FeatureClosed has a", "record kind ")
    )
    assert says in found[2]


def test_the_line_that_the_others_are_made_from_is_a_record(tmp_path: Path) -> None:
    assert damage(tmp_path, signed(GOOD)) == []
    assert log.read_line(signed(GOOD)) == made(facts.FeatureClosed(reason="x"))


NO_MATCH = "the record's id does not match its content"


@pytest.mark.parametrize(
    ("line", "says", "why"),
    [
        (signed(GOOD).replace(b'"x"', b'"y"'), NO_MATCH, "another text"),
        (signed(GOOD).replace(b"09:30", b"09:31"), NO_MATCH, "another time"),
        (signed(GOOD).replace(b"Ada", b"Eve"), NO_MATCH, "another author"),
        (signed(GOOD).replace(b"[]", b'["r:1"]'), NO_MATCH, "a parent more"),
        (signed(GOOD).replace(b'"id":"r:', b'"id":"d:'), NO_MATCH, "another tag before the hex"),
        (signed(GOOD, tag=b"parti-page-v1\n"), NO_MATCH, "the digest of a page passes for no record"),
        (signed(GOOD, tag=b""), NO_MATCH, "a plain SHA-256"),
        (signed(GOOD).replace(b"}\n", b"} \n"), NO_MATCH, "a blank at the end"),
        (signed(GOOD).replace(b'"id":', b'"id": '), NO_MATCH, "a blank before the id"),
        (GOOD.replace("§", '"id":"",').encode() + b"\n", NO_MATCH, "no id"),
        (GOOD.replace("§", '"id":7,').encode() + b"\n", "not a record: ", "an id that is no text"),
        (GOOD.replace("§", "").encode() + b"\n", "not a record: ", "no member id"),
        (signed(GOOD)[:-9] + b"\n", "not a record: ", "the end is missing"),
        (signed(GOOD)[5:], "not a record: ", "the start is missing"),
        (signed(GOOD)[:-1] * 2 + b"\n", "not a record: ", "two records in one line"),
        (signed(GOOD).replace(b'"x"', b'"\xff"'), "not a record: |does not match", "other bytes"),
        (b"\xef\xbb\xbf" + signed(GOOD), "not a record: ", "a byte order mark"),
        (b"[]\n", "not a record: ", "a list"),
        (b'"text"\n', "not a record: ", "a text"),
        (b"0\n", "not a record: ", "a number"),
        (b"NaN\n", "not a record: ", "no JSON"),
        (b" \n", "not a record: ", "a blank"),
        (b"\r\n", "not a record: ", "the line end of another system"),
        (b"\0" * 4096 + b"\n", "not a record: ", "a block of zeros, as a crashed file system leaves it"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_line_that_is_not_true_is_damage(tmp_path: Path, line: bytes, says: str, why: str) -> None:
    good = log.line_of(record("good"))
    found = damage(tmp_path, line + good)
    assert found, why
    assert found[0][:2] == (1, "damaged"), why
    assert any(part in found[0][2] for part in says.split("|")), (why, found)
    assert len(log.read(tmp_path).records) == 1, why
    assert log.read_line(line) is None, why


@pytest.mark.parametrize(
    ("line", "kind", "says"),
    [
        (b"", "damaged", "an empty line stands in the log"),
        (b"<<<<<<< HEAD", "conflict", "a merge conflict marker stands in the log"),
        (b"=======", "conflict", "a merge conflict marker stands in the log"),
        (b">>>>>>> his", "conflict", "a merge conflict marker stands in the log"),
        (b"||||||| 1234567", "conflict", "a merge conflict marker stands in the log"),
        (b"<<<<<< six", "damaged", "not a record: "),
        (b" =======", "damaged", "not a record: "),
    ],
)
def test_what_git_and_editors_leave_is_told_apart(
    tmp_path: Path, line: bytes, kind: str, says: str
) -> None:
    good = log.line_of(record("good"))
    ((number, found, sentence),) = damage(tmp_path, good + line + b"\n" + good)
    assert (number, found) == (2, kind)
    assert sentence.startswith(says)


TORN = (2, "torn", "the last line was cut short and never acknowledged")


@pytest.mark.parametrize("rest", [b"{", b"<<<<<<< HEAD", b" ", b"\0", log.line_of(record("whole"))[:-1]])
def test_a_last_line_without_an_end_is_torn_whatever_it_holds(tmp_path: Path, rest: bytes) -> None:
    """Also when it would be a record: the writer died before it could say so to anybody."""
    assert damage(tmp_path, log.line_of(record("good")) + rest) == [TORN]
    assert log.read_line(rest) is None


@pytest.mark.parametrize(("data", "lines"), [(b"", []), (b"\n", [1]), (b"\n\n\n", [1, 2, 3])])
def test_an_empty_file_is_whole_and_an_empty_line_is_not(
    tmp_path: Path, data: bytes, lines: list[int]
) -> None:
    assert [(line, kind) for line, kind, _ in damage(tmp_path, data)] == [
        (line, "damaged") for line in lines
    ]


def test_every_damaged_line_is_named_file_by_file_in_order(tmp_path: Path) -> None:
    good = log.line_of(record("good"))
    (tmp_path / "bob.jsonl").write_bytes(b"\n" + good + b"x\n" + b"half")
    (tmp_path / "ada.jsonl").write_bytes(good + b"=======\n")
    reading = log.read(tmp_path)
    assert [(found.path.name, found.line, found.kind) for found in reading.damage] == [
        ("ada.jsonl", 2, "conflict"),
        ("bob.jsonl", 1, "damaged"),
        ("bob.jsonl", 3, "damaged"),
        ("bob.jsonl", 4, "torn"),
    ]
    assert len(reading.records) == 1


def test_a_log_that_may_not_be_read_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "ada.jsonl").symlink_to(tmp_path / "gone")
    with pytest.raises(refusal.Unready) as caught:
        log.read(tmp_path)
    path = tmp_path / "ada.jsonl"
    assert caught.value.sentence == f"The log {path} cannot be read: No such file or directory."
    assert caught.value.next_step == "check its permissions, then parti doctor"
    assert caught.value.place == str(path)


def test_a_line_that_ends_in_anything_but_a_line_end_is_none() -> None:
    whole = log.line_of(record("whole"))
    assert log.read_line(whole) is not None
    for end in (b"", b" ", b"\r", b"}", b"\0"):
        assert log.read_line(whole[:-1] + end) is None


def test_what_was_read_is_never_changed(tmp_path: Path) -> None:
    (tmp_path / "ada.jsonl").write_bytes(b"half")
    reading = log.read(tmp_path)
    for value, field in ((reading, "heads"), (reading.damage[0], "kind")):
        with pytest.raises(AttributeError):
            setattr(value, field, "other")
