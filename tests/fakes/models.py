"""Models that say what a test says, and remember every byte that they were told."""

from collections.abc import Callable
from pathlib import Path

from parti import ports

Says = Callable[[ports.ModelAddress, ports.Prompt], str | ports.Reply]


class FakeModels:
    """`says` answers each prompt; `told` holds the prompts in order, by the address's name."""

    def __init__(self, says: Says = lambda address, prompt: "{}") -> None:
        self.told: list[tuple[str, ports.Prompt]] = []
        self._says = says

    def open(self, address: ports.ModelAddress, home: Path) -> ports.Model:
        return _FakeModel(self, address)

    def reply(self, address: ports.ModelAddress, prompt: ports.Prompt) -> str | ports.Reply:
        """What a prompt would be answered, without having been told."""
        return self._says(address, prompt)

    def say(self, address: ports.ModelAddress, prompt: ports.Prompt) -> ports.Reply:
        self.told.append((address.name, prompt))
        said = self._says(address, prompt)
        return said if isinstance(said, ports.Reply) else ports.Reply(text=said, model=address.model)


class _FakeModel:
    def __init__(self, models: FakeModels, address: ports.ModelAddress) -> None:
        self._models = models
        self._address = address

    def ask(self, prompt: ports.Prompt) -> ports.Reply:
        return self._models.say(self._address, prompt)
