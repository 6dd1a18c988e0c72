"""Replays a recorded session, for `ports.Model`: the same words bring the same reply, others a refusal.

Opened by `Ways`; its address is the folder. Without a network, a key or a price, so that an example is the
same on every machine. Replies are never shared between calls: two sessions that were asked the same each
have their own.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from parti import ports
from parti.adapters.models import recordings
from parti.adapters.models.keys import CONFIG
from parti.records import refusal


class Recorded:
    """The calls in a folder."""

    def __init__(self, address: ports.ModelAddress, folder: Path) -> None:
        self._address = address
        self._folder = folder

    def ask(self, prompt: ports.Prompt) -> ports.Reply:
        """What was replied when it was recorded.

        Raises:
            refusal.Unready: this was not recorded, or the file does not hold it.
        """
        path = recordings.path(self._folder, prompt)
        found = self._read(path, prompt)
        if found.key != prompt.key or found.prompt != recordings.digest(prompt):
            raise self._missing(path, prompt)
        return ports.Reply(
            text=found.text,
            model=found.model,
            family=found.family,
            stopped=found.stopped,
            tokens_in=found.tokens_in,
            tokens_out=found.tokens_out,
        )

    def _read(self, path: Path, prompt: ports.Prompt) -> recordings.Recording:
        try:
            return msgspec.json.decode(path.read_bytes(), type=recordings.Recording)
        except FileNotFoundError:
            raise self._missing(path, prompt) from None
        except (OSError, msgspec.DecodeError) as error:
            raise refusal.Unready(
                f"The recorded call {path} cannot be read: {error}.",
                next_step="put it back as it was recorded, or record it again",
                place=str(path),
            ) from error

    def _missing(self, path: Path, prompt: ports.Prompt) -> refusal.Unready:
        known = sorted(one.name for one in self._folder.glob("*.json"))
        return refusal.Unready(
            f"The call {prompt.key} with these words is not recorded in {self._folder} ({len(known)} are).",
            next_step="record the session again with PARTI_RECORD, or ask another model",
            place=str(path),
        )


def open_model(address: ports.ModelAddress, home: Path, environment: Mapping[str, str]) -> ports.Model:
    """The session in the folder that the address names.

    Raises:
        refusal.Unready: there is no such folder.
    """
    folder = Path(address.address)
    if not address.address or not folder.is_dir():
        raise refusal.Unready(
            f"The model {address.name} replays a folder, and {address.address or 'none'} is not there.",
            next_step=f"set its address to a recorded session, in {CONFIG}",
            place=CONFIG,
        )
    return Recorded(address, folder)
