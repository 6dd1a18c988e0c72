"""What is made of a stream: whole or cut, whatever its events hold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.adapters.models import anthropic, compatible, hearing, wire

WHOLE: dict[str, list[Any]] = {
    "anthropic": [
        {"type": "message_start", "message": {"model": "m-1", "usage": {"input_tokens": 5}}},
        {"type": "ping"},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "two "}},
        {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "words"}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 3}},
        {"type": "message_stop"},
    ],
    "openai": [
        {"model": "m-1", "choices": [{"delta": {"role": "assistant", "content": ""}}], "usage": None},
        {"model": "m-1", "choices": [{"delta": {"content": "two "}, "finish_reason": None}]},
        {"model": "m-1", "choices": [{"delta": {"content": "words"}}]},
        {"model": "m-1", "choices": [{"delta": {}, "finish_reason": "stop"}]},
        {"model": "m-1", "choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 3}},
        "[DONE]",
    ],
}
HEAR: dict[str, Any] = {
    "anthropic": lambda events: hearing.hear(events, anthropic.piece, True),
    "openai": lambda events: hearing.hear(events, compatible.piece, False),
}

pytestmark = pytest.mark.parametrize("way", WHOLE)


def test_a_whole_stream(way: str) -> None:
    assert HEAR[way](WHOLE[way]) == hearing.Heard("two words", "end", "m-1", 5, 3)


def test_every_stream_that_is_cut_before_its_reason_is_cut_off(way: str) -> None:
    reason = 7 if way == "anthropic" else 3
    for end in range(reason):
        heard = HEAR[way](WHOLE[way][:end])
        assert heard.stopped == hearing.CUT_OFF, end


def test_a_lost_connection_is_a_cut_wherever_it_happens(way: str) -> None:
    for end in range(len(WHOLE[way]) - 1):
        heard = HEAR[way]([*WHOLE[way][:end], hearing.GARBLED])
        assert heard.stopped == hearing.CUT_OFF, end


def test_a_stream_without_end_is_a_reply_that_reached_its_limit(way: str) -> None:
    assert HEAR[way]([*WHOLE[way][:5], hearing.TOO_LONG]).stopped == "length"


def test_an_error_in_the_middle_is_told(way: str) -> None:
    error = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    with pytest.raises(hearing.Wrong, match="Overloaded"):
        HEAR[way]([*WHOLE[way][:3], error])


@given(st.data())
def test_events_of_any_shape_are_heard_without_harm(way: str, data: st.DataObject) -> None:
    names = ["type", "delta", "message", "usage", "choices", "text", "content", "finish_reason", "model"]
    values = st.recursive(
        st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(["message_stop", "stop"]),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names), inner, max_size=3)
        ),
        max_leaves=6,
    )
    events = data.draw(st.lists(st.dictionaries(st.sampled_from(names), values, max_size=3), max_size=4))
    heard = HEAR[way](events)
    assert isinstance(heard.text, str)
    assert isinstance(heard.tokens_in, int)


def test_tokens_of_attempts_that_failed_count_too(way: str) -> None:
    cut, whole = HEAR[way](WHOLE[way][:5]), HEAR[way](WHOLE[way])
    reply = hearing.reply((cut, whole), 2, "m")
    assert reply.tokens_in == max(cut.tokens_in, 0) + 5
    assert (reply.text, reply.tries, reply.stopped) == ("two words", 2, "end")


def test_the_schema_is_an_object_at_the_top(way: str) -> None:
    from tests.adapters.models.models import SCHEMA, prompt

    schema = wire.schema_of(prompt(schema=SCHEMA))
    assert schema["type"] == "object"
    assert schema["$defs"]["Card"]["required"] == ["shape"]
