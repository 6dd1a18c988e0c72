"""Edits of a text by line, with the places where the new lines end up.

Used by every operator. Lines are 1-based and are those of the text before the edit, in whatever order the
edits are asked for.
"""

from collections.abc import Sequence


class Draft:
    """A text with edits that are applied together."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self._edits: list[tuple[int, int, tuple[str, ...]]] = []

    def insert(self, before: int, lines: Sequence[str]) -> None:
        """Puts lines before a line; one past the last appends."""
        self._edits.append((before, before, tuple(lines)))

    def replace(self, first: int, last: int, lines: Sequence[str]) -> None:
        """Puts lines in the place of those from first to last, both included."""
        self._edits.append((first, last + 1, tuple(lines)))

    def append(self, lines: Sequence[str]) -> None:
        """Puts lines at the end of the file."""
        end = len(self.lines) + (0 if self.lines[-1] == "" else 1)
        self.insert(end, lines)

    def done(self) -> tuple[str, tuple[tuple[str, int], ...]]:
        """The new text, and a place for each line that is new; for lines that went, the line after."""
        result: list[str] = []
        places: list[tuple[str, int]] = []
        at = 1
        for first, stop, lines in sorted(self._edits, key=lambda edit: edit[:2]):
            result += self.lines[at - 1 : first - 1]
            places += [(self.path, len(result) + 1 + number) for number in range(max(1, len(lines)))]
            result += lines
            at = max(at, stop)
        result += self.lines[at - 1 :]
        return "\n".join(result), tuple(places)
