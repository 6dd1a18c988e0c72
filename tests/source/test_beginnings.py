"""What a text must begin with: never more than the expression asks, and as much where it is plain."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.source import beginnings

PIECES = st.lists(
    st.sampled_from(("a", "b", "=", "[ab]", "[a-c]", "['\"]", "\\.", "a*", "[ab]+", "b?", " *", "[^a]",
                     "\\s", ".", "(a)", "a{2}", "\\b", "$", "|", "[a-]", "*?", "[\\w]")),
    max_size=6,
)  # fmt: skip


@given(PIECES, st.text("abc=. '\"", max_size=8))
def test_what_an_expression_matches_follows_its_steps(pieces: list[str], text: str) -> None:
    expression = "^" + "".join(pieces)
    try:
        wanted = re.compile(expression)
    except re.error:
        return
    steps = beginnings.steps(expression)
    if steps and wanted.search(text):
        assert beginnings.begins(text.encode(), 0, steps), (expression, text)


@pytest.mark.parametrize(
    "expression", ["^ab", "^a*b", "^[ab]+c", "^a?b", "^[a-c]*['\"][ab]*[c=]", "^ *= *a", "^a*a*a*b"]
)
@given(text=st.text("abc=. '\"", max_size=8))
def test_plain_steps_say_all_that_the_expression_says(expression: str, text: str) -> None:
    steps = beginnings.steps(expression)
    assert beginnings.begins(f"x{text}".encode(), 1, steps) == bool(re.match(expression, text))


@pytest.mark.parametrize(
    "expression", ["a", "^a*", "^", "^(a|b)", "^a{2}", "^a*?b", "^[^x]", "^[a&&b]", "^a**", "^[\\w]"]
)
def test_nothing_is_said_where_nothing_is_sure(expression: str) -> None:
    assert beginnings.steps(expression) == ()


def test_a_word_is_its_letters() -> None:
    assert beginnings.begins(b"shell=True", 0, beginnings.word("shell"))
    assert not beginnings.begins(b"she", 0, beginnings.word("shell"))
