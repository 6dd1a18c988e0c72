"""What moderators did: one file an action, in a folder a day, written once and never again."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from deltas import Delta, day_of, text
from state_io import Unreadable, file_name, load_json, save_json

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


def in_order(folder: Path, first: date, last: date) -> list[dict[str, Any]]:
    """The actions of these days, both included, in the order of their time; none is an empty list.

    Raises:
        Unreadable: a file is damaged, or written in a format that is not ours.
    """
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    paths = (path for day in days for path in (folder / "actions" / str(day)).glob("*.json"))
    return sorted(map(_read, paths), key=lambda action: (action["at"], action["id"]))


def _read(path: Path) -> dict[str, Any]:
    action: dict[str, Any] = load_json(path, missing={})
    if action.get("format") != FORMAT:
        raise Unreadable(f"{path}: format {action.get('format')!r} is not {FORMAT}")
    return action
