"""What moderators do to posts."""

import action_log
import platform_api
from deltas import Delta, Refused, text
from state import State


def handle_moderation(state: State, delta: Delta) -> None:
    """Records the action, then does it. After a crash between the two, the delta comes again."""
    target, action = text(delta, "target"), text(delta, "action")
    if target not in state.records["posts"] or action not in ("redact", "escalate"):
        raise Refused(f"nothing to moderate: {action!r} on {target!r}")
    action_log.record(state.folder, delta)
    if action == "escalate":
        return platform_api.flag_content(state.folder, delta["id"], target, delta["reason"])
    notice = {"id": delta["id"], "at": delta["at"], "supersedes": target}
    state.put("posts", {**notice, "text": "[removed by a moderator]"})
