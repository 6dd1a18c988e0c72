"""How one provider is spoken to over HTTP: where, with which headers, in which words, and what comes back.

`anthropic` and `compatible` each make one; `calls` sends and reads with it. Everything is data or a small
pure function, so that retries, timeouts and cut streams are handled in one place.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from parti import ports

Json = dict[str, Any]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """What one event of a stream says.

    Args:
        text: the next part of the reply; structured when it is part of an answer by schema.
        stopped: why the model ended, in the words of `ports.Reply`; empty while it goes on.
        wrong: the error that a server reports in the middle. over: nothing more follows.
    """

    text: str = ""
    structured: bool = False
    stopped: str = ""
    model: str = ""
    tokens_in: int = -1
    tokens_out: int = -1
    wrong: str = ""
    over: bool = False


class Wire(msgspec.Struct, frozen=True, kw_only=True):
    """One provider.

    Args:
        url: where requests go.
        headers: the headers for a key; the key is empty where none is needed.
        body: the request for a prompt; the schema is left to the words when it is False.
        piece: what an event means.
        needs_end: whether a stream without its closing event counts as cut although a reason was given.
    """

    url: str
    headers: Callable[[str], Mapping[str, str]]
    body: Callable[[ports.Prompt, bool], Json]
    piece: Callable[[Json], Piece]
    needs_end: bool


def schema_of(prompt: ports.Prompt) -> Json:
    """The schema as providers want it: an object at the top, its definitions beside it."""
    schema: Json = msgspec.json.decode(prompt.schema)
    found = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    inner = schema.get("$defs", {}).get(found)
    return {**inner, "$defs": schema["$defs"]} if inner else schema


def text(value: object) -> str:
    """What ought to be text, as text."""
    return value if isinstance(value, str) else ""


def count(value: object) -> int:
    """What ought to be a number of tokens, or -1."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else -1


def table(value: object) -> Json:
    """What ought to be a table, or an empty one."""
    return value if isinstance(value, dict) else {}
