"""How much was written on a day."""

from datetime import date
from pathlib import Path
from typing import Any

import comments_service
from deltas import day_of
from state import State


def counts(folder: Path, day: date) -> dict[str, Any]:
    state = State(folder)
    posts = sum(day_of(post) == day for post in state.current("posts"))
    comments = sum(day_of(comment) == day for comment in comments_service.everything(state))
    return {"posts": posts, "comments": comments}
