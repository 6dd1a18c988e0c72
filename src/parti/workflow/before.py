"""The change at hand as the baseline asks about it: where lines were before, and which came.

Made by `constraining` for each run. Texts are read and compared when the baseline asks, which it does where
an entry is left over, or where a line that was accepted stands more often now.
"""

import functools
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from parti.source import on_disk
from parti.workflow import rot, trees
from parti.workflow.house import House

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parti.constraints.moves import Moved
    from parti.source.shape import FileChange


class Before:
    """The change, or what is not committed, as the baseline asks about it; read when it does."""

    def __init__(self, house: House, since: rot.Since | None) -> None:
        self._house = house
        self._since = since
        self.now = functools.cache(self._now)

    def went(self, paths: Collection[str]) -> "Sequence[Moved]":
        """Where lines were before."""
        from parti.constraints import moves  # compares texts, which few looks come to

        return moves.find(tuple(self._texts.values()), paths)

    def came(self, path: str) -> Collection[int]:
        """The lines that came."""
        from parti.constraints import moves

        return moves.came(self._texts[path]) if path in self._texts else ()

    def _now(self, path: str) -> str:
        """What stands in a file; nothing where it is gone or left out."""
        try:
            return on_disk.text(self._house.root, path)
        except OSError:
            return ""

    @functools.cached_property
    def _texts(self) -> "Mapping[str, FileChange]":
        repository = self._house.world.repository
        change = self._since or rot.since(self._house, repository.forked() or repository.head())
        found = trees.texts(repository, change.base, change.changes) if change else ()
        return {each.path: each for each in found}
