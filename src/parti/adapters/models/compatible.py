"""Chat completions as OpenAI speaks them, for `ports.Model`: OpenAI itself and every server that is alike.

Opened by `Ways`. A schema goes as `response_format`; a server that does not know that gets the same words
without it, because the schema is in the prompt too.
"""

from collections.abc import Mapping
from pathlib import Path

from parti import ports
from parti.adapters.models import calls, keys, places, sending
from parti.adapters.models.wire import Json, Piece, Wire, count, schema_of, table, text

HOME = "https://api.openai.com/v1"

_STOPPED = {"stop": "end", "tool_calls": "end", "function_call": "end", "length": "length"}


def open_model(address: ports.ModelAddress, home: Path, environment: Mapping[str, str]) -> ports.Model:
    """The model; OpenAI needs a key, another server has one when its address names one."""
    url = f"{places.server(address, HOME if address.via == 'openai' else '')}/chat/completions"
    key = keys.NO_KEY
    if address.key or address.via == "openai":
        keys.may_travel(address, url, environment)
        key = keys.find(address, environment)
    sender = sending.Sender(address, environment, wire(address, url), key)
    return calls.Caller(address, home, sender.where, sender.attempt)


def wire(address: ports.ModelAddress, url: str) -> Wire:
    """How such a server is spoken to."""
    limit = "max_completion_tokens" if address.via == "openai" else "max_tokens"
    return Wire(
        url=url,
        headers=lambda key: {"authorization": f"Bearer {key}"} if key else {},
        body=lambda prompt, by_schema: body(address.model, limit, prompt, by_schema),
        piece=piece,
        needs_end=False,
    )


def body(model: str, limit: str, prompt: ports.Prompt, by_schema: bool) -> Json:
    """The request; not strict, because strict schemas may leave nothing optional."""
    made: Json = {
        "model": model,
        limit: prompt.most_tokens,
        "stream": True,
        "stream_options": {"include_usage": True},
        "messages": [{"role": message.role, "content": message.text} for message in prompt.messages],
    }
    if by_schema:
        schema = {"name": "reply", "strict": False, "schema": schema_of(prompt)}
        made["response_format"] = {"type": "json_schema", "json_schema": schema}
    return made


def piece(event: Json) -> Piece:
    """What one chunk means; a server that does not stream sends one whole message."""
    if (error := event.get("error")) is not None:  # some servers send one that is null with each chunk
        return Piece(wrong=text(error) or text(table(error).get("message")) or "an error")
    choices = event.get("choices")
    first = table(choices[0]) if isinstance(choices, list) and choices else {}
    said = table(first.get("delta") or first.get("message"))
    reason = text(first.get("finish_reason"))
    usage = table(event.get("usage"))
    return Piece(
        text=text(said.get("content")),
        stopped=_STOPPED.get(reason, "cut") if reason else "",
        model=text(event.get("model")),
        tokens_in=count(usage.get("prompt_tokens")),
        tokens_out=count(usage.get("completion_tokens")),
    )
