"""Readers' flags, which are the platform's business."""

import platform_api
from deltas import Delta, text
from state import State


def handle_flag(state: State, delta: Delta) -> None:
    content, reason = text(delta, "target"), text(delta, "reason")
    platform_api.flag_content(state.folder, delta["id"], content, reason)
