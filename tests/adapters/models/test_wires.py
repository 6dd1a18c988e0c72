"""What is sent to a provider, byte for byte, and what each of its events means.

No server stands behind these: `test_faults` and `test_requests` have one. Here stands what the protocols
say, with the oddities that servers which only resemble them are known for.
"""

import json
from typing import Any

import pytest

from parti import ports
from parti.adapters.models import anthropic, compatible, wire
from parti.adapters.models.wire import Piece
from tests.adapters.models.models import SCHEMA

TALK = ports.Prompt(
    key="proposal/1",
    messages=(
        ports.Message("system", "Be short."),
        ports.Message("user", "Who writes?"),
        ports.Message("assistant", "The worker."),
        ports.Message("system", "Name one."),
        ports.Message("user", "And reads?"),
    ),
    schema=SCHEMA,
    most_tokens=900,
)
ADDRESS = ports.ModelAddress(name="oak", via="openai", model="oak-1")


# --- what is sent -------------------------------------------------------------------


def test_anthropic_gets_the_words_of_the_system_apart_from_the_turns() -> None:
    assert anthropic.body("oak-1", TALK, False) == {
        "model": "oak-1",
        "max_tokens": 900,
        "stream": True,
        "system": "Be short.\n\nName one.",
        "messages": [
            {"role": "user", "content": "Who writes?"},
            {"role": "assistant", "content": "The worker."},
            {"role": "user", "content": "And reads?"},
        ],
    }


def test_anthropic_gets_no_empty_words_of_the_system() -> None:
    alone = ports.Prompt(key="k", messages=(ports.Message("user", "Who?"),))
    assert "system" not in anthropic.body("oak-1", alone, False)


def test_anthropic_gets_a_schema_as_the_one_tool_that_it_must_call() -> None:
    body = anthropic.body("oak-1", TALK, True)
    assert body["tools"] == [
        {"name": "reply", "description": "Gives the reply.", "input_schema": wire.schema_of(TALK)}
    ]
    assert body["tool_choice"] == {"type": "tool", "name": "reply"}


@pytest.mark.parametrize(
    ("via", "limit"), [("openai", "max_completion_tokens"), ("compatible", "max_tokens")]
)
def test_openai_and_servers_like_it_name_the_limit_each_in_its_own_way(via: str, limit: str) -> None:
    spoken = compatible.wire(ports.ModelAddress(name="oak", via=via, model="oak-1"), "https://x")
    assert spoken.body(TALK, False) == {
        "model": "oak-1",
        limit: 900,
        "stream": True,
        "stream_options": {"include_usage": True},
        "messages": [{"role": one.role, "content": one.text} for one in TALK.messages],
    }


def test_openai_gets_a_schema_that_may_leave_things_out() -> None:
    body = compatible.body("oak-1", "max_tokens", TALK, True)
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "reply", "strict": False, "schema": wire.schema_of(TALK)},
    }


def test_a_key_stands_in_the_header_of_its_provider_and_an_empty_one_in_none() -> None:
    like = compatible.wire(ADDRESS, "https://x")
    assert like.headers("sk-1") == {"authorization": "Bearer sk-1"}
    assert like.headers("") == {}
    assert anthropic.wire(ADDRESS, "https://x").headers("sk-1") == {
        "x-api-key": "sk-1",
        "anthropic-version": "2023-06-01",
    }


def test_a_stream_of_anthropic_needs_its_end_and_one_of_the_others_does_not() -> None:
    assert anthropic.wire(ADDRESS, "https://x").needs_end
    assert not compatible.wire(ADDRESS, "https://x").needs_end


# --- schemas --------------------------------------------------------------------------


def test_a_schema_that_points_to_its_definition_becomes_an_object_with_its_definitions_beside_it() -> None:
    found = wire.schema_of(TALK)
    assert (found["type"], found["required"], "$ref" in found) == ("object", ["shape"], False)
    assert list(found["$defs"]) == ["Card"]


@pytest.mark.parametrize(
    "schema", ['{"type":"object"}', '{"$ref":"#/$defs/Gone","$defs":{"Card":{}}}', "{}"]
)
def test_a_schema_that_points_nowhere_stays_as_it_is(schema: str) -> None:
    asked = ports.Prompt(key="k", messages=(), schema=schema)
    assert wire.schema_of(asked) == json.loads(schema)


# --- what comes back from Anthropic ------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "piece"),
    [
        (
            {"type": "message_start", "message": {"model": "m", "usage": {"input_tokens": 5}}},
            Piece(model="m", tokens_in=5),
        ),
        (
            {
                "type": "message_start",
                "message": {
                    "usage": {
                        "input_tokens": 5,
                        "cache_creation_input_tokens": 7,
                        "cache_read_input_tokens": 11,
                        "output_tokens": 99,
                    }
                },
            },
            Piece(tokens_in=23),
        ),
        ({"type": "message_start", "message": {"usage": {}}}, Piece()),
        (
            {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "two"}},
            Piece(text="two"),
        ),
        (
            {"type": "content_block_delta", "delta": {"type": "input_json_delta", "partial_json": '{"a'}},
            Piece(text='{"a', structured=True),
        ),
        (
            {"type": "content_block_delta", "delta": {"type": "input_json_delta", "partial_json": ""}},
            Piece(structured=True),
        ),
        ({"type": "content_block_delta", "delta": {"type": "thinking_delta", "thinking": "hm"}}, Piece()),
        ({"type": "message_delta", "delta": {"stop_reason": None}}, Piece()),
        ({"type": "message_stop"}, Piece(over=True)),
        ({"type": "ping"}, Piece()),
        ({"type": "something new", "delta": {"text": "x"}}, Piece()),
        ({}, Piece()),
        ({"type": "error", "error": {"type": "overloaded_error", "message": "busy"}}, Piece(wrong="busy")),
        ({"type": "error", "error": {"type": "overloaded_error"}}, Piece(wrong="overloaded_error")),
        ({"type": "error", "error": "x"}, Piece(wrong="an error")),
        ({"type": "content_block_delta", "delta": "x"}, Piece()),
    ],
)
def test_each_event_of_anthropic_means_this(event: dict[str, Any], piece: Piece) -> None:
    assert anthropic.piece(event) == piece


@pytest.mark.parametrize(
    ("reason", "stopped"),
    [
        ("end_turn", "end"),
        ("stop_sequence", "end"),
        ("tool_use", "end"),
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("refusal", "cut"),
        ("pause_turn", "cut"),
        ("something new", "cut"),
    ],
)
def test_why_anthropic_stopped(reason: str, stopped: str) -> None:
    event = {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": {"output_tokens": 3}}
    assert anthropic.piece(event) == Piece(stopped=stopped, tokens_out=3)


# --- what comes back from OpenAI and its like ----------------------------------------------


@pytest.mark.parametrize(
    ("event", "piece"),
    [
        ({"model": "m", "choices": [{"delta": {"content": "two"}}]}, Piece(text="two", model="m")),
        ({"choices": [{"delta": {"content": None, "role": "assistant"}}]}, Piece()),
        (
            {"choices": [{"message": {"content": "whole"}, "finish_reason": "stop"}]},
            Piece(text="whole", stopped="end"),
        ),
        ({"choices": []}, Piece()),
        ({"choices": None}, Piece()),
        ({"choices": ["x"]}, Piece()),
        ({}, Piece()),
        (
            {"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 3}},
            Piece(tokens_in=5, tokens_out=3),
        ),
        ({"usage": {"prompt_tokens": -5, "completion_tokens": "3"}}, Piece()),
        ({"error": {"message": "no such model"}}, Piece(wrong="no such model")),
        ({"error": "busy"}, Piece(wrong="busy")),
        ({"error": {"code": 500}}, Piece(wrong="an error")),
        ({"error": {}}, Piece(wrong="an error")),
        ({"error": None, "choices": [{"delta": {"content": "two"}}]}, Piece(text="two")),
        (
            {"choices": [{"delta": {"content": "first"}}, {"delta": {"content": "second"}}]},
            Piece(text="first"),
        ),
    ],
)
def test_each_chunk_of_openai_means_this(event: dict[str, Any], piece: Piece) -> None:
    assert compatible.piece(event) == piece


@pytest.mark.parametrize(
    ("reason", "stopped"),
    [
        ("stop", "end"),
        ("tool_calls", "end"),
        ("function_call", "end"),
        ("length", "length"),
        ("content_filter", "cut"),
        ("something new", "cut"),
        (None, ""),
        (7, ""),
    ],
)
def test_why_openai_stopped(reason: object, stopped: str) -> None:
    assert compatible.piece({"choices": [{"delta": {}, "finish_reason": reason}]}) == Piece(stopped=stopped)
