"""Bytes of the document that are no UTF-8: the place of the first, and never a word about a sound file."""

import codecs

import pytest

from parti.constraints import encoding

RULE = "# Rules\n\n## Naïve “quotes” {#a}\n"

WIDE = "this is UTF-16, of which no rule can be read"


def told(data: bytes, path: str = "CONSTRAINTS.md") -> list[str]:
    found = encoding.findings(data, path)
    assert all((each.code, each.level) == ("constraints/encoding", "error") for each in found)
    return [f"{each.place}: {each.message}" for each in found]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        RULE.encode(),
        codecs.BOM_UTF8 + RULE.encode(),
        RULE.replace("\n", "\r\n").encode(),
        "\U0001f600 \u4e2d\u6587 \ufffd\n".encode(),
        b"\x1b[1m\x7f\t\x01\n",
    ],
    ids=["empty", "a line", "signs", "a mark of order", "two line ends", "far signs", "control signs"],
)
def test_what_is_text_is_not_spoken_of(data: bytes) -> None:
    assert told(data) == []


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [
        (b"\xe9", 1, "0xe9"),
        (b"a\nb\xff\n", 2, "0xff"),
        (b"a\n\n\n\xfe\xff", 4, "0xfe"),
        (b"a\r\nb\r\n\xe4", 3, "0xe4"),
        (b"a\n\xe2\x82", 2, "0xe2"),
        (b"\xc0\xaf", 1, "0xc0"),
        (b"\xed\xa0\x80", 1, "0xed"),
        (b"ok \xe9\nfine\n\xff\n", 1, "0xe9"),
        ("naïve\n“x”".encode("cp1252"), 1, "0xef"),
        (codecs.BOM_UTF8 + b"a\nb\n\x80", 3, "0x80"),
        (b"a\nb\0c\n", 2, "0x00"),
        (b"\0", 1, "0x00"),
    ],
    ids=[
        "alone",
        "second line",
        "a mark that stands late",
        "two line ends",
        "cut off at the end",
        "longer than needed",
        "half of a pair",
        "the first of two",
        "an old page of signs",
        "behind a mark of order",
        "an empty byte",
        "nothing but an empty byte",
    ],
)
def test_the_first_byte_that_is_no_text_has_its_line(data: bytes, line: int, byte: str) -> None:
    assert told(data) == [f"CONSTRAINTS.md:{line}: byte {byte} is no text in UTF-8"]


@pytest.mark.parametrize("how", ["utf-16", "utf-32"])
def test_a_wide_file_is_told_as_one_thing_at_its_head(how: str) -> None:
    assert told(RULE.encode(how)) == [f"CONSTRAINTS.md:1: {WIDE}"]


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE], ids=["the low byte first", "the high byte first"]
)
def test_the_mark_alone_makes_a_file_wide(mark: bytes) -> None:
    assert told(mark) == [f"CONSTRAINTS.md:1: {WIDE}"]
    assert told(mark + b"\n\n## A rule {#a}\n") == [f"CONSTRAINTS.md:1: {WIDE}"]


@pytest.mark.parametrize("how", ["utf-16-le", "utf-16-be"])
def test_a_wide_file_without_its_mark_is_no_sound_document(how: str) -> None:
    assert told("# Rules\n".encode(how)) == ["CONSTRAINTS.md:1: byte 0x00 is no text in UTF-8"]


def test_the_way_on_names_the_file_that_was_read() -> None:
    (found,) = encoding.findings(b"\xe9", "docs/RULES.md")
    assert found.place.path == "docs/RULES.md"
    assert found.fix == "save docs/RULES.md as UTF-8; `git diff -- docs/RULES.md` shows whether it was"
