"""Output of any length in bounded room: its head and its tail, and how much lies between.

Called by `runner`. The head says what was started, the tail what it came to.
"""


class Bounded:
    """Keeps the first and the last half of a number of bytes."""

    def __init__(self, limit: int) -> None:
        self._half = limit // 2
        self._head = bytearray()
        self._tail = bytearray()
        self._dropped = 0

    def add(self, data: bytes) -> None:
        """Takes in the next piece."""
        room = max(0, self._half - len(self._head))
        self._head += data[:room]
        self._tail += data[room:]
        if len(self._tail) > 2 * self._half:
            self._drop()

    def text(self) -> str:
        """What was kept, with a line in the place of what was not."""
        self._drop()
        if not self._dropped:  # decoded together: a character may lie across the middle
            return (self._head + self._tail).decode("utf-8", "replace")
        head, tail = (part.decode("utf-8", "replace") for part in (self._head, self._tail))
        return f"{head}\n… {self._dropped} bytes left out …\n{tail}"

    def _drop(self) -> None:
        surplus = max(0, len(self._tail) - self._half)
        del self._tail[:surplus]
        self._dropped += surplus
