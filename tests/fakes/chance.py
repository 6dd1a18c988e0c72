"""Chance that repeats: bytes counted up from a start, different each time."""


class FakeChance:
    """The first token is `start` over and over, the next one counts from there."""

    def __init__(self, start: int = 0) -> None:
        self._next = start

    def token(self, size: int) -> bytes:
        self._next += 1
        return bytes([(self._next - 1) % 256]) * size
