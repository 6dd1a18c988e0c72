"""The ways to a model, for `ports.Models`: one module each, imported when a model is opened.

Made by `bootstrap`, which hands over the environment; keys are read from it or from the keyring at the
call, and stay here.
"""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from parti import ports
from parti.records import refusal

_WAYS: Mapping[str, str] = {
    "anthropic": "anthropic",
    "openai": "compatible",
    "google": "google",
    "compatible": "compatible",
    "agent": "agent",
    "manual": "manual",
    "recorded": "recorded",
}
"""The module of each `via`; it offers `open_model(address, home, environment)`."""

RECORD = "PARTI_RECORD"
"""The environment variable that names a folder in which each real call is kept."""


class Ways:
    """Opens models by the way that their address names.

    Args:
        environment: where keys, proxies and the folder of a recording come from.
        root: what folders and programs in the settings are relative to.
    """

    def __init__(self, environment: Mapping[str, str], root: Path | None = None) -> None:
        self._environment = environment
        self._root = root or Path()

    def open(self, address: ports.ModelAddress, home: Path) -> ports.Model:
        """The model at an address.

        Raises:
            refusal.Unready: there is no such way, what it needs is not installed, or a key is missing.
        """
        if address.via not in _WAYS:
            raise refusal.Unready(
                f"The model {address.name} is reached via {address.via!r}, which is not known.",
                next_step=f"use one of {', '.join(_WAYS)} in .parti/config.toml",
                place=".parti/config.toml",
            )
        from parti.adapters.models import places

        way = importlib.import_module(f"parti.adapters.models.{_WAYS[address.via]}")
        placed = places.below(self._root, address)
        model = cast(ports.Model, way.open_model(placed, home, self._environment))
        folder = address.record or self._environment.get(RECORD, "")
        if not folder or address.via == "recorded":
            return model
        from parti.adapters.models import recorder

        return recorder.Recorder(address, model, self._root / Path(folder).expanduser())
