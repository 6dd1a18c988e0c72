"""Where a pattern is repeated: enough statements, in order, in one stretch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.source import passages

OWNER = passages.Owner("f", 1)


def row(text: str, size: int = 9, words: tuple[str, ...] = ()) -> passages.Statement:
    return passages.Statement(text=text, line=1, size=size, owner=OWNER, words=words)


def passage(texts: str) -> passages.Passage:
    return passages.Passage("f", 1, tuple(row(each) for each in texts))


def pattern(texts: str, least: int = 4) -> passages.Pattern:
    made = passages.pattern(passage(texts), least)
    assert made is not None
    return made


def found(wanted: str, texts: str) -> list[tuple[int, tuple[int, ...]]]:
    repeats = passages.repeats(pattern(wanted), passage(texts))
    return [(each.begins, each.matched) for each in repeats]


@pytest.mark.parametrize(
    ("wanted", "texts", "places"),
    [
        ("abcd", "abcd", [(0, (0, 1, 2, 3))]),
        ("abcd", "xabcdx", [(1, (0, 1, 2, 3))]),
        ("abcd", "abxcd", [(0, (0, 1, 3, 4))]),
        ("abcd", "abxxcd", [(0, (0, 1, 4, 5))]),
        ("abcd", "abxxxcd", []),
        ("abcd", "abdc", []),
        ("abcd", "abc", []),
        ("abcd", "abcdabcd", [(0, (0, 1, 2, 3)), (4, (0, 1, 2, 3))]),
        ("abcd", "aabcd", [(0, (0, 2, 3, 4))]),
        ("abab", "ababab", [(0, (0, 1, 2, 3))]),
        ("abcdefghij", "abcdfghij", [(0, (0, 1, 2, 3, 4, 5, 6, 7, 8))]),
        ("abcdefghij", "bcdefghij", [(0, (0, 1, 2, 3, 4, 5, 6, 7, 8))]),
        ("abcdefghij", "acdfghij", []),
        ("abcdefghi", "abcdefgh", []),
    ],
)
def test_a_repeat_holds_the_statements_in_their_order(
    wanted: str, texts: str, places: list[tuple[int, tuple[int, ...]]]
) -> None:
    assert found(wanted, texts) == places


@pytest.mark.parametrize(
    ("count", "size", "large"), [(4, 4, True), (3, 9, False), (4, 3, False), (5, 4, True)]
)
def test_what_is_small_is_no_pattern(count: int, size: int, large: bool) -> None:
    rows = tuple(row(str(n), size) for n in range(count))
    assert (passages.pattern(passages.Passage("f", 1, rows), 4) is not None) is large


TEXTS = st.text("abc", min_size=4, max_size=14)


@given(TEXTS, st.text("abcx", max_size=24))
def test_the_index_passes_over_no_pattern_that_is_repeated(wanted: str, texts: str) -> None:
    repeated = bool(found(wanted, texts))
    assert not repeated or passages.Index([pattern(wanted)]).near(passage(texts)) == [0]


def test_the_index_finds_few_of_many() -> None:
    index = passages.Index([pattern("abcd"), pattern("efgh"), pattern("dcba")])
    assert index.near(passage("xefghx")) == [1]


@given(st.lists(st.text("abcde", max_size=2), min_size=4, max_size=30), st.data())
def test_the_words_of_every_repeat_hold_a_group(words: list[str], data: st.DataObject) -> None:
    rows = tuple(row(str(n), words=(each,)) for n, each in enumerate(words))
    made = passages.pattern(passages.Passage("f", 1, rows), 4)
    assert made is not None
    spare = len(rows) - made.needed
    gone = data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=spare))
    kept = {each for n, each in enumerate(words) if n not in gone}
    assert any(group <= kept for group in passages.groups(made))


def test_words_are_whole_and_may_hold_a_dollar() -> None:
    assert passages.words("$a.b1(c_d) #e") == {"$a", "b1", "c_d", "e"}
    assert passages.is_word("$a")
    assert not passages.is_word("a-b")


def test_a_last_return_of_a_name_is_no_part_of_what_is_looked_for() -> None:
    last = passages.Statement(text="= $0", line=1, size=9, owner=OWNER, gives_local=True)
    made = passages.pattern(passages.Passage("f", 1, (*passage("abcd").statements, last, last)), 4)
    assert made is not None
    assert [each.text for each in made.statements] == ["a", "b", "c", "d"]
    assert passages.pattern(passages.Passage("f", 1, (*passage("abc").statements, last)), 4) is None
