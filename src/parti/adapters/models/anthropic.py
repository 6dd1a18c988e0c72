"""Anthropic's Messages API, for `ports.Model`.

Opened by `Ways`. A schema is passed as a tool that the model has to call: every model of the provider can,
and its arguments are the reply.
"""

from collections.abc import Mapping
from pathlib import Path

from parti import ports
from parti.adapters.models import calls, keys, places, sending
from parti.adapters.models.wire import Json, Piece, Wire, count, schema_of, table, text

HOME = "https://api.anthropic.com"
VERSION = "2023-06-01"

_TOOL = "reply"
_STOPPED = {
    "end_turn": "end",
    "stop_sequence": "end",
    "tool_use": "end",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
}


def open_model(address: ports.ModelAddress, home: Path, environment: Mapping[str, str]) -> ports.Model:
    """The model; its key is looked for now, so that nothing is asked before it is there."""
    url = f"{places.server(address, HOME).removesuffix('/v1')}/v1/messages"
    keys.may_travel(address, url, environment)
    sender = sending.Sender(address, environment, wire(address, url), keys.find(address, environment))
    return calls.Caller(address, home, sender.where, sender.attempt)


def wire(address: ports.ModelAddress, url: str) -> Wire:
    """How this provider is spoken to."""
    return Wire(
        url=url,
        headers=lambda key: {"x-api-key": key, "anthropic-version": VERSION},
        body=lambda prompt, by_schema: body(address.model, prompt, by_schema),
        piece=piece,
        needs_end=True,
    )


def body(model: str, prompt: ports.Prompt, by_schema: bool) -> Json:
    """The request; words of the system stand apart from the turns."""
    system = "\n\n".join(message.text for message in prompt.messages if message.role == "system")
    turns = [{"role": m.role, "content": m.text} for m in prompt.messages if m.role != "system"]
    made: Json = {"model": model, "max_tokens": prompt.most_tokens, "stream": True, "messages": turns}
    if system:
        made["system"] = system
    if by_schema:
        tool = {"name": _TOOL, "description": "Gives the reply.", "input_schema": schema_of(prompt)}
        made |= {"tools": [tool], "tool_choice": {"type": "tool", "name": _TOOL}}
    return made


def piece(event: Json) -> Piece:
    """What one event of the stream means; kinds that are not known say nothing."""
    match event.get("type"):
        case "message_start":
            message = table(event.get("message"))
            usage = table(message.get("usage"))
            return Piece(model=text(message.get("model")), tokens_in=_read(usage))
        case "content_block_delta":
            delta = table(event.get("delta"))
            if "partial_json" in delta:
                return Piece(text=text(delta["partial_json"]), structured=True)
            return Piece(text=text(delta.get("text")))
        case "message_delta":
            reason = text(table(event.get("delta")).get("stop_reason"))
            spent = count(table(event.get("usage")).get("output_tokens"))
            return Piece(stopped=_STOPPED.get(reason, "cut") if reason else "", tokens_out=spent)
        case "message_stop":
            return Piece(over=True)
        case "error":
            error = table(event.get("error"))
            return Piece(wrong=text(error.get("message")) or text(error.get("type")) or "an error")
    return Piece()


def _read(usage: Json) -> int:
    """The tokens of the prompt, those from and for a cache included."""
    parts = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    counted = [count(usage[part]) for part in parts if part in usage]
    return sum(max(each, 0) for each in counted) if counted else -1
