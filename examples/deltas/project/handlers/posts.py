"""Posts and their revisions."""

from deltas import Delta, Refused, text
from state import State


def handle_post(state: State, delta: Delta) -> None:
    state.put("posts", {"id": delta["id"], "at": delta["at"], "text": text(delta, "text")})


def handle_revision(state: State, delta: Delta) -> None:
    """The new version stands beside the old one, which stays."""
    old = text(delta, "target")
    if old not in state.records["posts"]:
        raise Refused(f"no post {old!r} to revise")
    post = {"id": delta["id"], "at": delta["at"], "text": text(delta, "text"), "supersedes": old}
    state.put("posts", post)
