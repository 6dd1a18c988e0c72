"""What a tree imports, in words that stand in a table: `a.py → b.py`, sorted."""

from collections.abc import Mapping

from parti.source.graph import read

Files = Mapping[str, str]


def edges(files: Files) -> list[str]:
    """Every edge of a tree that is given as its texts by path."""
    return sorted(f"{one} → {other}" for one, other in read.edges(files, files.__getitem__))


def leads(files: Files, path: str, text: str) -> list[str]:
    """Where one more file of a tree leads."""
    every = {**files, path: text}
    found = read.edges(every, every.__getitem__)
    return sorted(other for one, other in found if one == path)
