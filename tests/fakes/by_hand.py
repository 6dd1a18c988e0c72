"""Models whose replies a person carries: each prompt waits until a test says that its reply is there."""

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
