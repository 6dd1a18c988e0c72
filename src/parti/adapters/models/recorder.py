"""Keeps each real call in the form that `recorded` replays.

Put around a model by `Ways` when the settings or the environment name a folder. What is kept are the words
and the reply, never an address, a header or a key.
"""

from pathlib import Path

import msgspec

from parti import ports
from parti.adapters.models import recordings
from parti.records import files


class Recorder:
    """A model whose calls are kept in a folder."""

    def __init__(self, address: ports.ModelAddress, model: ports.Model, folder: Path) -> None:
        self._address = address
        self._model = model
        self._folder = folder

    def ask(self, prompt: ports.Prompt) -> ports.Reply:
        """Asks the model behind it, and keeps what came back."""
        reply = self._model.ask(prompt)
        kept = recordings.Recording(
            key=prompt.key,
            prompt=recordings.digest(prompt),
            model=reply.model or self._address.model or self._address.name,
            family=reply.family or self._address.trained_by(),
            text=reply.text,
            stopped=reply.stopped,
            tokens_in=reply.tokens_in,
            tokens_out=reply.tokens_out,
            messages=prompt.messages,
        )
        data = msgspec.json.format(msgspec.json.encode(kept), indent=1)
        files.write(recordings.path(self._folder, prompt), data + b"\n")
        return reply
