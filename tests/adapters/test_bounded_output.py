"""Output in bounded room: what fits is kept whole, what does not loses its middle, the count is true."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.adapters import bounded


def kept(limit: int, *pieces: bytes) -> str:
    subject = bounded.Bounded(limit)
    for piece in pieces:
        subject.add(piece)
    return subject.text()


def cut(head: str, dropped: int, tail: str) -> str:
    return f"{head}\n… {dropped} bytes left out …\n{tail}"


ROWS = [
    (10, [], "", "nothing was said"),
    (10, [b""], "", "an empty piece"),
    (10, [b"abc"], "abc", "less than half"),
    (10, [b"abcde"], "abcde", "the head exactly"),
    (10, [b"abcdef"], "abcdef", "one byte of tail"),
    (10, [b"abcdefghij"], "abcdefghij", "all there is room for"),
    (10, [b"abcdefghijk"], cut("abcde", 1, "ghijk"), "one byte too many"),
    (10, [b"abcdefghijklmnopqrstuvwxyz"], cut("abcde", 16, "vwxyz"), "much too many at once"),
    (10, [b"a"] * 11, cut("aaaaa", 1, "aaaaa"), "one byte at a time"),
    (10, [b"abcde", b"fghij", b"klmno", b"pqrst"], cut("abcde", 10, "pqrst"), "piece by piece"),
    (10, [b"abcdefgh", b"", b"ij"], "abcdefghij", "an empty piece in between"),
    (2, [b"abc"], cut("a", 1, "c"), "one byte on each side"),
    (3, [b"abc"], cut("a", 1, "c"), "half of three is one"),
    (0, [b"abc"], cut("", 3, ""), "no room at all"),
    (0, [], "", "no room, and nothing to keep"),
    (10, ["aaaaéb".encode()], "aaaaéb", "a character across the middle, when all fits"),
    (8, ["a😀bcd".encode()], "a😀bcd", "four bytes across the middle"),
    (8, ["€€".encode(), b"x"], "€€x", "a character that came in one piece and is kept in two"),
    (10, [b"\xc3", b"\xa9"], "é", "a character that came in two pieces"),
    (10, [b"a\xffb"], "a\ufffdb", "a byte that is no character"),
    (4, [b"ab\n\n\ncd"], cut("ab", 3, "cd"), "line ends are bytes as others"),
]


@pytest.mark.parametrize(("limit", "pieces", "expected", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_so_much_is_kept(limit: int, pieces: list[bytes], expected: str, why: str) -> None:
    assert kept(limit, *pieces) == expected


def test_a_character_that_was_cut_is_marked_on_both_sides() -> None:
    assert kept(6, "aaé".encode() + b"xxxx" + "éaa".encode()) == cut("aa\ufffd", 6, "\ufffdaa")


def test_looking_does_not_change_what_is_kept() -> None:
    subject = bounded.Bounded(4)
    subject.add(b"abcdef")
    assert subject.text() == subject.text() == cut("ab", 2, "ef")
    subject.add(b"gh")
    assert subject.text() == cut("ab", 4, "gh")


@given(st.integers(0, 12), st.lists(st.binary(max_size=9), max_size=9))
def test_head_tail_and_count_add_up_to_what_was_said(limit: int, pieces: list[bytes]) -> None:
    said, half = b"".join(pieces).translate(bytes(65 + byte % 26 for byte in range(256))), limit // 2
    lengths = [len(piece) for piece in pieces]
    starts = [sum(lengths[:number]) for number in range(len(pieces))]
    text = kept(limit, *(said[at : at + size] for at, size in zip(starts, lengths, strict=True)))
    if len(said) <= 2 * half:
        assert text == said.decode()
    else:
        tail = said[len(said) - half :]
        assert text == cut(said[:half].decode(), len(said) - 2 * half, tail.decode())


@given(st.text(st.characters(codec="utf-8"), max_size=20), st.lists(st.integers(0, 80), max_size=5))
def test_text_that_fits_is_kept_however_it_was_cut_into_pieces(text: str, cuts: list[int]) -> None:
    data = text.encode()
    places = [0, *sorted(min(place, len(data)) for place in cuts), len(data)]
    pieces = [data[start:end] for start, end in itertools.pairwise(places)]
    assert kept(2 * (len(data) // 2 + 1), *pieces) == text


def test_it_never_holds_much_more_than_its_limit() -> None:
    """A test that prints for an hour costs the memory of one screen."""
    subject = bounded.Bounded(1000)
    for _ in range(5000):
        subject.add(b"x" * 100)
        assert len(subject._head) + len(subject._tail) <= 1500 + 100
    assert re.search(r"… (\d+) bytes", subject.text())
    assert kept(1000, *[b"x" * 100] * 5000) == cut("x" * 500, 499_000, "x" * 500)
