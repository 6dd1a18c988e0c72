"""The verb that draws which package imports which, as the code stands.

Called through `table`. What people declare as layers begins with seeing what is there.
"""

import functools
from collections import Counter

from parti.records import refusal
from parti.source import on_disk
from parti.source.graph import read
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

DEEPEST = 20


def graph(house: House, depth: int) -> Outcome:
    """The imports between folders, the busiest first; between files in the data.

    Args:
        depth: how many folders deep a file is told apart from its neighbours.
    """
    if not 1 <= depth <= DEEPEST:
        raise refusal.Misused(
            f"A depth of {depth} says nothing; it lies between 1 and {DEEPEST}.",
            next_step="parti graph --depth 2",
        )
    text = functools.partial(on_disk.text, house.root)
    edges = tuple(read.edges(house.world.repository.files(), text))
    folders = Counter((_folder(one, depth), _folder(other, depth)) for one, other in edges)
    between = [(pair, count) for pair, count in folders.items() if pair[0] != pair[1]]
    rows = [
        f"{count:>6}  {one} → {other}"
        for (one, other), count in sorted(between, key=lambda row: (-row[1], row[0]))
    ]
    return Outcome(
        lines=(f"{len(edges)} imports between files, {len(rows)} ways between folders", *rows),
        data={
            "edges": [list(edge) for edge in edges],
            "folders": [[*pair, count] for pair, count in sorted(between)],
        },
        next="parti constraints explain layers",
    )


def _folder(path: str, depth: int) -> str:
    return "/".join(path.split("/")[:-1][:depth]) or "."
