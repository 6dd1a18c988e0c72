"""The hosting platform's own features, which come before any code of ours.

The platform collects the files of `outbox/` and answers for what they ask: who sees flagged
content, who is told, who may appeal.
"""

from pathlib import Path

from state_io import file_name, save_json


def flag_content(folder: Path, request: str, content: str, reason: str) -> None:
    """Asks the platform to look at a piece of content. The same request twice is one request."""
    path = folder / "outbox" / file_name(request)
    save_json(path, {"call": "flag_content", "content": content, "reason": reason})
