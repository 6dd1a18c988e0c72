"""Makes one reply of the pieces of a stream, and sees whether it was whole.

Called by `calls`. Pure: events come in, what was heard goes out; a stream that stops without its ending is
`cut`, whatever the connection says.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from parti import ports
from parti.adapters.models.wire import Json, Piece

LARGEST = 16_000_000
"""Characters of a stream, its envelope included; a reply that anybody reads is a hundredth of that."""

DONE = "[DONE]"
"""The word with which a stream of the OpenAI kind ends."""
GARBLED = "[garbled]"
"""Stands for what is no JSON, and for a connection that was lost in the middle."""
TOO_LONG = "[too long]"
CUT_OFF = "cut off"
"""The stream ended early; another attempt may bring it whole. `cut` is a model that was stopped."""


class Late(Exception):
    """The attempt took longer than it may."""


class Wrong(Exception):
    """The server reported an error in the middle of the stream."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Heard(msgspec.Struct, frozen=True):
    text: str
    stopped: str
    model: str
    tokens_in: int
    tokens_out: int


def hear(events: Iterable[Json | str], piece: Callable[[Json], Piece], needs_end: bool) -> Heard:
    """What a stream said.

    Raises:
        Wrong: it reported an error.
    """
    said: list[str] = []
    by_schema: list[str] = []
    stopped = model = ""
    tokens_in = tokens_out = -1
    over = False
    for event in events:
        if isinstance(event, str):
            over = over or event == DONE
            stopped = {TOO_LONG: "length", GARBLED: "" if not over else stopped}.get(event, stopped)
            break
        one = piece(event)
        if one.wrong:
            raise Wrong(one.wrong)
        (by_schema if one.structured else said).append(one.text)
        stopped, model = one.stopped or stopped, one.model or model
        tokens_in, tokens_out = max(tokens_in, one.tokens_in), max(tokens_out, one.tokens_out)
        over = over or one.over
    whole = stopped == "length" or (bool(stopped) and (over or not needs_end))
    text = "".join(by_schema) or "".join(said)
    return Heard(text, stopped if whole else CUT_OFF, model, tokens_in, tokens_out)


def reply(spent: Sequence[Heard], tries: int, model: str) -> ports.Reply:
    """The last that was heard, with the tokens of every attempt that counted them."""
    last = spent[-1]
    return ports.Reply(
        text=last.text,
        model=last.model or model,
        stopped="cut" if last.stopped == CUT_OFF else last.stopped,
        tokens_in=_sum(one.tokens_in for one in spent),
        tokens_out=_sum(one.tokens_out for one in spent),
        tries=tries,
    )


def _sum(counts: Iterable[int]) -> int:
    known = [count for count in counts if count >= 0]
    return sum(known) if known else -1
