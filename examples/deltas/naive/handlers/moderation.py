"""Moderation handler."""

from action_log import log_action


def handle_moderation(state, delta):
    """Apply a moderation action and log it."""
    target = delta["target"]
    action = delta["action"]
    if action == "redact":
        state.redact(target)
    elif action == "escalate":
        post = state.records["posts"].get(target, {})
        post["flagged"] = True
    log_action(state.folder, {
        "id": delta["id"],
        "action": action,
        "target": target,
        "reason": delta.get("reason", ""),
    })
