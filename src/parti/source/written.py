"""A statement while it is written in the one form in which a copy of it reads the same.

Extended by `wording` for Python and by `foreign.script_wording`: they say how a node is written, and here
is what every language writes into.
"""

from parti.source import passages


class Written:
    """What was written so far, and what is known of it.

    Args:
        place: the file that it stands in.
    """

    def __init__(self, place: passages.Place) -> None:
        self._place = place
        self._parts: list[str] = []
        self._numbers: dict[str, int] = {}
        self.size = 0
        self.words: set[str] = set()
        self.called: set[str] = set()
        self.awaits = False

    def text(self) -> str:
        """What was written so far."""
        return " ".join(self._parts)

    def word(self, word: str, size: int = 1) -> None:
        """Writes a word, which counts unless it only marks the form."""
        self._parts.append(word)
        self.size += size

    def number(self, name: str) -> str:
        """A name that only the function knows, by the order in which the statement has such names."""
        return f"${self._numbers.setdefault(name, len(self._numbers))}"
