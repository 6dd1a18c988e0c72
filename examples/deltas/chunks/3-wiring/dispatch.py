"""Which handler takes which kind of delta: one map, and one way through it."""

from collections.abc import Callable

from deltas import Delta, Refused
from handlers.comments import handle_comment
from handlers.flags import handle_flag
from handlers.moderation import handle_moderation
from handlers.posts import handle_post, handle_revision
from state import State

HANDLERS: dict[str, Callable[[State, Delta], None]] = {
    "comment": handle_comment,
    "flag": handle_flag,
    "moderation": handle_moderation,
    "post": handle_post,
    "revision": handle_revision,
}


def apply(state: State, delta: Delta) -> None:
    """Hands a delta to the handler of its kind.

    Raises:
        Refused: the kind is unknown, or its handler cannot use what the delta says.
    """
    handler = HANDLERS.get(delta["kind"])
    if handler is None:
        raise Refused(f"no handler for {delta['kind']!r}")
    handler(state, delta)
