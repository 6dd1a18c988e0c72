"""Tokens and words in the bytes of a file, asked by hand: which letter before, behind and between decides.

`test_phrases` compares with the engine; here each border is its own case, because a file that is passed
over by mistake is a breach that nobody is told of.
"""

import pytest

from parti.source import adjacent

CALL: adjacent.Groups = (((b"run", b"("),),)


@pytest.mark.parametrize(
    "data",
    [
        b"run(",
        b"run (",
        b"run\t\n\r\f (",
        b"run\\\n(",
        b"run # why\n(",
        b"run # why\n # once more\n(",
        b"run\xc2\xa0(",
        b"run\x00(",
        b"run\x7f(",
        b"x.run(",
        b"9run(",
        b"\xc3\xa9run(",
        b"rerun; run(",
        b"run; run(",
        b"runrun(; run(",
    ],
)
def test_tokens_that_stand_one_behind_the_other_are_seen(data: bytes) -> None:
    assert adjacent.any_group(CALL, data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"run",
        b"run #(",
        b"run # why",
        b"run.(",
        b"run)(",
        b"rerun(",
        b"_run(",
        b"Run(",
        b"(run",
        b"r un(",
    ],
)
def test_tokens_that_something_stands_between_are_not(data: bytes) -> None:
    assert not adjacent.any_group(CALL, data)


@pytest.mark.parametrize(
    ("groups", "data", "held"),
    [
        ((((b"a",), (b"b",)),), b"b a", True),
        ((((b"a",), (b"b",)),), b"a", False),
        ((((b"a",),), ((b"b",),)), b"b", True),
        ((((b"a",),), ((b"b",),)), b"c", False),
        (((),), b"", True),
        ((), b"a", False),
        ((((b"a", b"."), (b"a", b"(")),), b"a( a.", True),
        ((((b"a", b"."), (b"a", b"(")),), b"a( a(", False),
    ],
)
def test_all_phrases_of_one_group_must_occur(groups: adjacent.Groups, data: bytes, held: bool) -> None:
    assert adjacent.any_group(groups, data) is held


def test_a_phrase_of_one_word_may_be_a_part_of_another() -> None:
    assert adjacent.any_group((((b"lambda",),),), b"my_lambdas")


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"pickle", True),
        (b"pickle.loads", True),
        (b"import pickle\n", True),
        (b"_pickle", True),
        (b"x._pickle", True),
        (b" _pickle ", True),
        (b"__pickle", False),
        (b"my_pickle", False),
        (b"cpickle", False),
        (b"pickles", False),
        (b"pickle_", False),
        (b"pickle2", False),
        (b"2pickle", False),
        (b"pickles pickle", True),
        (b"pickl", False),
        (b"", False),
        (b"\xc3\xa9pickle", True),
        (b"pickle\xc3\xa9", True),
    ],
)
def test_a_word_is_whole_or_stands_behind_the_mark_that_begins_one(data: bytes, whole: bool) -> None:
    assert adjacent.any_whole((b"pickle",), data) is whole


def test_any_of_several_words_is_enough_and_none_is_never_there() -> None:
    assert adjacent.any_whole((b"shelve", b"pickle"), b"import pickle")
    assert not adjacent.any_whole((), b"import pickle")
