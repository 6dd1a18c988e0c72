"""A signer with a person who types what a test says, or with nobody at a terminal.

Its SSH signatures are digests over data, signer and key: they break when a byte differs, as real ones do.
"""

import hashlib
from pathlib import Path

from parti.records import refusal

RIGHT = "<what is expected>"
"""Stands for a person who types the right thing, whatever it is."""


class FakeSigner:
    """`typed` is what comes in turn; None is nobody at a terminal, and so is the end of the list."""

    def __init__(self, *typed: str | None, signer: str = "ada@example.org") -> None:
        self.asked: list[str] = []
        self._typed = list(typed)
        self._signer = signer

    def terminal(self, sentence: str, expected: str) -> bool:
        self.asked.append(sentence)
        typed = self._typed.pop(0) if self._typed else None
        if typed is None:
            raise refusal.Unready("This process has no terminal.", next_step="run it in a terminal")
        return typed in (expected, RIGHT)

    def sign(self, data: bytes, key: Path) -> tuple[str, str]:
        if not key.exists():
            raise refusal.Unready(f"The key {key} is not there.", next_step="ssh-keygen", place=str(key))
        return self._signer, _signature(data, self._signer)

    def principal(self, signature: str, allowed: Path) -> str:
        if not allowed.exists():
            raise refusal.Unready(f"There is no {allowed}.", next_step="make it", place=str(allowed))
        return self._signer if self._signer in allowed.read_text("utf-8").split() else ""

    def verify(self, data: bytes, signature: str, signer: str, allowed: Path) -> bool:
        if not allowed.exists():
            raise refusal.Unready(f"There is no {allowed}.", next_step="make it", place=str(allowed))
        known = signer in allowed.read_text("utf-8").split()
        return known and signature == _signature(data, signer)


def _signature(data: bytes, signer: str) -> str:
    return f"signed {hashlib.sha256(signer.encode() + data).hexdigest()}\n"
