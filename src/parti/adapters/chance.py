"""Bytes that nobody can guess, for `ports.Chance`: the salt of a seal.

Made by `bootstrap`; the only place in the package that draws them.
"""

import secrets


class SystemChance:
    """The operating system's own source."""

    def token(self, size: int) -> bytes:
        """Bytes that nobody can guess."""
        return secrets.token_bytes(size)
