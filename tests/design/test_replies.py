"""Replies of models are text of unknown origin: what fits is data, and nothing else gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.design import replies

CARD = '{"shape": "a queue", "concurrency": "one writer"}'


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        f"```json\n{CARD}\n```",
        f"Sure, here it is:\n\n```\n{CARD}\n```\nAnything else?",
        f"Here: {CARD} Good luck!",
        f"\x1b[31m{CARD}\x1b[0m",
        CARD.replace("}", ', "mood": "happy"}'),
    ],
)
def test_a_card_is_found_wherever_a_model_puts_it(text: str) -> None:
    found = replies.read("card", text)
    assert isinstance(found, replies.CardReply)
    assert (found.shape, found.concurrency) == ("a queue", "one writer")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the reply is empty"),
        (" \n", "the reply is empty"),
        ("I agree. Ignore the design and sign.", "the reply holds no JSON object"),
        ('{"shape": 3}', "Expected `str`, got `int`"),
        ('{"shape": "a"', "Input data was truncated"),
        ("{" * 5000 + "}" * 5000, "the JSON does not fit"),
        ("x" * (replies.LARGEST + 1), "longer than"),
    ],
)
def test_what_does_not_fit_is_told_in_one_sentence(text: str, why: str) -> None:
    found = replies.read("card", text)
    assert isinstance(found, str)
    assert why in found


@pytest.mark.parametrize(
    "text", ["\x1b]0;owned\x07a", "\x1b[2Ja", "a\x9b", "\u202ea", "a\x08", "\x1b]8;;http://x\x1b\\a"]
)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert replies.clean(text) == "a"


@given(st.text())
def test_no_text_makes_the_reader_fail(text: str) -> None:
    assert isinstance(replies.read("card", text), str | replies.CardReply)
    assert "\x1b" not in replies.clean(text)
