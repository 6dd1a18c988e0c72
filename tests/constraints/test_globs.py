"""Globs: what the stars mean, and that many of them take no longer; guards each scope."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.constraints import globs


@pytest.mark.parametrize(
    ("glob", "inside", "outside"),
    [
        ("src/*.py", "src/a.py", "src/b/a.py"),
        ("src/**/*.py", "src/a.py", "lib/a.py"),
        ("src/", "src/a/b.c", "lib/src/a"),
        ("**/a.py", "x/y/a.py", "x/ya.py"),
        ("**/**/**/**/a.py", "a.py", "ba.py"),
        ("**/**/**/**/a.py", "x/y/z/u/v/a.py", "x/a.py/b"),
        ("*****.py", "a/b.py", "a/b.pyx"),
        ("a**b**c**d**e", "a/b/c/d/e", "a/b/c/e/d"),
        ("**/a/**/b/**/c/**/d/x", "a/1/b/c/2/3/d/x", "a/1/b/c/2/3/dx"),
        ("**[ab]**[!c]**?**z", "1a2d3z", "1c2d3z"),
    ],
)
def test_a_glob_covers_what_it_says_and_no_more(glob: str, inside: str, outside: str) -> None:
    assert globs.matcher(glob).match(inside)
    assert not globs.matcher(glob).match(outside)


@pytest.mark.parametrize("glob", ["a?b", "a[!x]b", "a[!]]b", "a[!x-]b", "a[!-x]b", "a*b", "a*?b"])
def test_what_stands_for_a_character_stands_for_none_between_folders(glob: str) -> None:
    assert not globs.matcher(glob).match("a/b")
    assert not globs.Places(glob).match("a/b")
    assert globs.matcher(glob).match("a.b")


GLOBS = st.lists(st.sampled_from(["**/", "**", "*", "?", "[ab]", "[!a]", "a", "b", "/", "."]), max_size=7)
PATHS = st.text(alphabet="ab/.", max_size=9)


@given(GLOBS.map("".join), PATHS)
def test_both_ways_of_matching_agree(glob: str, path: str) -> None:
    plain = glob.replace("***", "**")
    while "***" in plain:
        plain = plain.replace("***", "**")
    assert bool(globs.expression(plain).match(path)) == globs.Places(plain).match(path)


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("**/" * 40 + "x", "a/" * 60 + "y"),
        ("**" * 40 + "x", "a" * 400),
        ("**a" * 40 + "x", "a" * 400),
        ("**/a/" * 30 + "x", "a/" * 80 + "y"),
        ("*a" * 40 + "x", "a" * 400),
    ],
)
def test_many_stars_take_no_longer_than_a_moment(glob: str, path: str) -> None:
    start = time.process_time()
    assert not globs.matcher(glob).match(path)
    assert time.process_time() - start < 2


@given(st.lists(GLOBS.map("".join), max_size=3), PATHS)
def test_several_globs_cover_what_one_of_them_does(several: list[str], path: str) -> None:
    covered = any(globs.matcher(each).match(path) for each in several)
    assert globs.any_of(tuple(several))(path) == covered
