"""What moderators did on a day."""

from datetime import date, timedelta
from pathlib import Path

import action_log
from state_io import load_json


def digest(folder: Path, day: date) -> dict[str, object]:
    """The actions of three days that no earlier digest told: the platform may deliver two days late."""
    earlier = [day - timedelta(days=n) for n in (1, 2)]
    reports = [load_json(folder / "reports" / "digest" / f"{d}.json", missing={}) for d in earlier]
    told = {action["id"] for report in reports for action in report.get("actions", [])}
    actions = action_log.in_order(folder, earlier[-1], day)
    return {"actions": [action for action in actions if action["id"] not in told]}
