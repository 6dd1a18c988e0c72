"""Comments."""

import comments_service
from deltas import Delta
from state import State


def handle_comment(state: State, delta: Delta) -> None:
    comments_service.add(state, delta)
