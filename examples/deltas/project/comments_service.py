"""Comments live here. A post record knows nothing of them."""

from deltas import Delta, Refused, text
from state import Record, State


def add(state: State, delta: Delta) -> None:
    """Files a comment under the post that it answers."""
    post = text(delta, "post")
    if post not in state.records["posts"]:
        raise Refused(f"no post {post!r} to comment on")
    comment = {"id": delta["id"], "at": delta["at"], "post": post, "text": text(delta, "text")}
    state.put("comments", comment)


def of_post(state: State, post: str) -> list[Record]:
    """The comments on one post, oldest first."""
    return [comment for comment in everything(state) if comment["post"] == post]


def everything(state: State) -> list[Record]:
    """All comments, oldest first."""
    return state.current("comments")
