"""The form of a recorded call: one JSON file, named by what was asked and a mark of the very words.

Read by `recorded`, written by `recorder`; `manual` names its files alike. The digest is that of the
encoded messages, the same that the log holds for the call.
"""

import re
from pathlib import Path

import msgspec

from parti import ports
from parti.records import canonical


class Recording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One call: the digest of its words, the words for readers, and what came back."""

    key: str
    prompt: str
    model: str
    family: str
    text: str
    stopped: str = "end"
    tokens_in: int = -1
    tokens_out: int = -1
    messages: tuple[ports.Message, ...] = ()


def digest(prompt: ports.Prompt) -> str:
    """The digest of the very bytes that are asked."""
    return canonical.digest("bytes", msgspec.json.encode(prompt.messages))


def name(prompt: ports.Prompt) -> str:
    """A file name without its ending: `proposal.2-1f0c3a9be2d4`."""
    key = re.sub(r"[^A-Za-z0-9._-]+", ".", prompt.key).strip(".")[:80]
    return f"{key or 'prompt'}-{digest(prompt).partition(':')[2][:12]}"


def path(folder: Path, prompt: ports.Prompt) -> Path:
    return folder / f"{name(prompt)}.json"
