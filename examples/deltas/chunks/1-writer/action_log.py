"""What moderators did: one file an action, in a folder a day, written once and never again."""

from pathlib import Path

from deltas import Delta, day_of, text
from state_io import file_name, save_json

FORMAT = 1


def record(folder: Path, delta: Delta) -> Path:
    """Files a moderation action. When this returns, it is on the disk; a second time changes nothing.

    Raises:
        Refused: the action, its target or its reason is missing; nothing was written.
    """
    action = {"format": FORMAT, "id": delta["id"], "at": delta["at"]}
    action |= {name: text(delta, name) for name in ("action", "target", "reason")}
    path = folder / "actions" / str(day_of(delta)) / file_name(delta["id"])
    if not path.exists():
        save_json(path, action)
    return path
