"""What judges agree on: cells of many judges and orders as one table, never an average.

Called by `compare` through `decision`, and by `defeaters`. A cell counts as agreed when each judge said the
same in at least two orders and the families say the same; a missing verdict is no agreement.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Literal

import msgspec

from parti.records import debate

Standing = Literal["order-sensitive", "split", "incomplete", "agreed"]

STANDINGS: tuple[Standing, ...] = ("order-sensitive", "split", "incomplete", "agreed")
_WORTH = {"meets": 2, "meets_if": 1, "fails": 0}
_MARGIN = 2
SUSPECT = 500
"""Per thousand: a correlation of verdict and place above this is told."""


class Field(msgspec.Struct, frozen=True):
    """One card under one criterion: the verdict when all agree, else none, and every cell behind it."""

    card: str
    criterion: str
    verdict: str
    standing: Standing
    cells: tuple[debate.Cell, ...]


class Rank(msgspec.Struct, frozen=True):
    """A card's pairwise results over agreed cells; a lead of less than two cells is a tie."""

    card: str
    won: int
    lost: int
    tied: int


def fields(made: debate.ComparisonMade) -> tuple[Field, ...]:
    """The table, criterion by criterion, each with its cards in the order of their keys."""
    found: dict[tuple[str, str], list[debate.Cell]] = {}
    for cell in made.cells:
        found.setdefault((cell.criterion, cell.card), []).append(cell)
    return tuple(
        _field(card, asked.key, tuple(found.get((asked.key, card), ())))
        for asked in made.criteria
        for card in sorted(made.labels)
    )


def ranking(table: Iterable[Field]) -> tuple[Rank, ...]:
    """Copeland's order over agreed cells: a pair is won by two cells or more, and is a tie below that."""
    agreed: dict[str, dict[str, int]] = {}
    for field in table:
        row = agreed.setdefault(field.card, {})
        if field.standing == "agreed" and field.verdict in _WORTH:
            row[field.criterion] = _WORTH[field.verdict]
    score = {card: [0, 0, 0] for card in agreed}
    for one, other in combinations(agreed, 2):
        shared = agreed[one].keys() & agreed[other].keys()
        lead = sum(_sign(agreed[one][key] - agreed[other][key]) for key in shared)
        if abs(lead) < _MARGIN:
            score[one][2] += 1
            score[other][2] += 1
        else:
            first, second = (one, other) if lead > 0 else (other, one)
            score[first][0] += 1
            score[second][1] += 1
    made = [Rank(card, *counts) for card, counts in score.items()]
    return tuple(sorted(made, key=lambda rank: (rank.lost - rank.won, rank.card)))


def place_correlation(cells: Sequence[debate.Cell]) -> int:
    """How far verdicts follow the place at which a card was shown, per thousand, from -1000 to 1000.

    Measured within each judge, card and criterion, so that a good card which stood first is no bias.
    """
    groups: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for cell in cells:
        if cell.verdict in _WORTH:
            key = (cell.judge, cell.card, cell.criterion)
            groups.setdefault(key, []).append((_WORTH[cell.verdict], cell.at))
    pairs: list[tuple[float, float]] = []
    for group in groups.values():
        worth = sum(one for one, _ in group) / len(group)
        place = sum(at for _, at in group) / len(group)
        pairs += [(one - worth, at - place) for one, at in group]
    both = sum(one * at for one, at in pairs)
    spread = (sum(one * one for one, _ in pairs) * sum(at * at for _, at in pairs)) ** 0.5
    return round(1000 * both / spread) if spread else 0


def _field(card: str, criterion: str, cells: tuple[debate.Cell, ...]) -> Field:
    by_judge: dict[str, list[str]] = {}
    for cell in cells:
        by_judge.setdefault(cell.judge, []).append(cell.verdict)
    said = {cell.verdict for cell in cells} - {""}
    if any(len(set(row) - {""}) > 1 for row in by_judge.values()):
        return Field(card, criterion, "", "order-sensitive", cells)
    if len(said) > 1:
        return Field(card, criterion, "", "split", cells)
    if not said or any(len(row) < 2 or "" in row for row in by_judge.values()):
        return Field(card, criterion, "", "incomplete", cells)
    return Field(card, criterion, said.pop(), "agreed", cells)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
