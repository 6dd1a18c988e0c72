"""Applies what waits in the inbox: `STATE_DIR=state python -m scripts.process_inbox`.

A delta leaves the inbox after its effect is saved, so a crash means that it comes again, and every
handler takes the second time for the first.
"""

import os
import sys
from pathlib import Path

import dispatch
from deltas import Delta, Refused, check
from handlers.moderation import handle_moderation
from state import State
from state_io import Unreadable, load_json, move, only_writer


def run(folder: Path) -> tuple[int, int]:
    """Applies the inbox, oldest delta first; says how many were applied and how many refused."""
    state = State(folder)
    waiting: list[tuple[Path, Delta]] = []
    refused: list[tuple[Path, Exception]] = []
    for path in sorted((folder / "inbox").glob("*.json")):
        try:
            waiting.append((path, check(load_json(path))))
        except (Refused, Unreadable) as reason:
            refused.append((path, reason))
    applied: list[Path] = []
    for path, delta in sorted(waiting, key=lambda item: (item[1]["at"], item[1]["id"])):
        try:
            if delta["kind"] == "moderation":
                handle_moderation(state, delta)
            else:
                dispatch.apply(state, delta)
            applied.append(path)
        except Refused as reason:
            refused.append((path, reason))
    state.save()
    for path in applied:
        move(path, folder / "done")
    for path, why in refused:
        move(path, folder / "refused")
        print(f"refused {path.name}: {why}", file=sys.stderr)
    return len(applied), len(refused)


def main() -> int:
    folder = Path(os.environ.get("STATE_DIR", "state"))
    with only_writer(folder):
        applied, refused = run(folder)
    print(f"{applied} applied, {refused} refused")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
