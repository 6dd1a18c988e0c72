"""Moderation log."""

import json
import os

LOG_FILE = "actions.json"


def log_action(folder, action):
    """Append an action to the log file."""
    path = os.path.join(folder, LOG_FILE)
    if os.path.exists(path):
        with open(path) as f:
            actions = json.load(f)
    else:
        actions = []
    actions.append(action)
    with open(path, "w") as f:
        json.dump(actions, f, indent=2)


def read_actions(folder):
    """Return all actions, oldest first."""
    path = os.path.join(folder, LOG_FILE)
    if not os.path.exists(path):
        return []
    with open(path) as f:
        actions = json.load(f)
    return sorted(actions, key=lambda a: int(a["id"].split("-")[-1]))
