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


@pytest.mark.parametrize(
    "text",
    [
        f"<think>Maybe {{a}} or {{b}}?</think>\n{CARD}",
        f"<thinking>\n```json\n{{}}\n```\n</thinking>\n\n```json\n{CARD}\n```",
        f"so it is {{that}}.\n</think>\n{CARD}",
        f"<think>one {{</think><think>two }}</think> Here it is: {CARD} Done.",
        f'<think>A draft:\n```json\n{{"shape": "a draft"}}\n```\n</think>\n{CARD}',
    ],
    ids=["braces", "a fence", "the beginning is gone", "twice", "a draft"],
)
def test_what_a_model_thought_aloud_is_not_taken_for_its_reply(text: str) -> None:
    found = replies.read("card", text)
    assert isinstance(found, replies.CardReply)
    assert (found.shape, found.concurrency) == ("a queue", "one writer")


def test_a_thought_without_a_reply_is_none() -> None:
    assert isinstance(replies.read("card", "<think>one {a} or {b}</think>\nI would rather not."), str)


def test_the_end_of_a_thought_inside_a_reply_is_a_word_like_any_other() -> None:
    found = replies.read("card", '{"shape": "it prints </think> and stops"}')
    assert isinstance(found, replies.CardReply)
    assert found.shape == "it prints </think> and stops"


def test_of_several_fences_the_last_one_counts() -> None:
    first = CARD.replace("a queue", "a draft")
    found = replies.read("card", f"```json\n{first}\n```\nBetter:\n```json\n{CARD}\n```\n")
    assert isinstance(found, replies.CardReply)
    assert found.shape == "a queue"


def test_a_reply_of_the_largest_size_is_still_read() -> None:
    text = CARD + " " * (replies.LARGEST - len(CARD))
    assert isinstance(replies.read("card", text), replies.CardReply)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07shown", "shown"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("a\u202eb\u2066c", "abc"),
        ("tab\tline\nend", "tab\tline\nend"),
        ("bell\x07 null\x00 c1\x9b", "bell null c1"),
        ("Grüße 語 ✓", "Grüße 語 ✓"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out_and_nothing_else(text: str, plain: str) -> None:
    assert replies.clean(text) == plain
