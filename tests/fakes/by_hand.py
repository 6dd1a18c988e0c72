"""Replies that a person carries: models that wait until a test says so, and the files of the manual way."""

from collections.abc import Iterable
from pathlib import Path

from parti import ports
from parti.records import refusal
from tests.fakes.models import FakeModels, Says


class ByHand:
    """`waiting` holds the keys that waited since the last `carry`, in order; `models` is the port."""

    def __init__(self, says: Says) -> None:
        self.models = FakeModels(self.says)
        self.waiting: list[str] = []
        self._carried: set[str] = set()
        self._reply = says

    def carry(self, *keys: str) -> None:
        """The replies to these are there from now on; to all that wait when none is named."""
        self._carried |= set(keys or self.waiting)
        self.waiting.clear()

    def says(self, address: ports.ModelAddress, prompt: ports.Prompt) -> str | ports.Reply:
        """The reply, when it was carried.

        Raises:
            refusal.Waiting: it was not.
        """
        if prompt.key in self._carried:
            return self._reply(address, prompt)
        self.waiting.append(prompt.key)
        name = prompt.key.replace("/", "-")
        raise refusal.Waiting(
            f"The prompt {prompt.key} is in /talk/{name}.md; it waits for the reply.",
            next_step="put the reply there, then run the same command again",
            place=f"/talk/{name}.reply.md",
            prompt=f"/talk/{name}.md",
        )


def waiting(folder: Path) -> list[Path]:
    """The prompts in a folder, or below it, that have no reply beside them."""
    prompts = (path for path in sorted(folder.rglob("*.md")) if not path.name.endswith(".reply.md"))
    return [path for path in prompts if path.parent.name == "manual" and not _reply(path).exists()]


def put(prompts: Iterable[Path], says: Says) -> None:
    """Puts beside each prompt what a chat says to it."""
    for path in prompts:
        key = path.stem.rpartition("-")[0].replace(".", "/")
        words = (ports.Message("user", path.read_text("utf-8")),)
        said = says(
            ports.ModelAddress(name="chat", via="manual", model="oak-1"),
            ports.Prompt(key=key, messages=words),
        )
        _reply(path).write_text(said if isinstance(said, str) else said.text, "utf-8")


def _reply(path: Path) -> Path:
    return path.with_name(f"{path.stem}.reply.md")
