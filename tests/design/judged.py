"""Cells and comparisons for the tests of phase 1: what judges said, written out in a line."""

from parti.records import debate


def cell(verdict: str, judge: str = "judge-1", order: int = 1, **more: object) -> debate.Cell:
    """One verdict on `p-1` under `N1`; anything else is given by its name."""
    said: dict[str, object] = {
        "card": "p-1", "criterion": "N1", "family": f"family of {judge}", "at": order, **more
    }  # fmt: skip
    return debate.Cell(verdict=verdict, judge=judge, order=order, **said)  # type: ignore[arg-type]  # by name


def twice(verdict: str, judge: str = "judge-1", **more: object) -> tuple[debate.Cell, debate.Cell]:
    """The same verdict of one judge in both orders."""
    return cell(verdict, judge, 1, **more), cell(verdict, judge, 2, **more)


def made(
    *cells: debate.Cell, criteria: str = "N1", cards: str = "p-1", **more: object
) -> debate.ComparisonMade:
    """A comparison of these cards (by their keys) under these criteria, both parted by spaces."""
    return debate.ComparisonMade(
        criteria=tuple(debate.Criterion(key, f"text of {key}") for key in criteria.split()),
        labels={key: f"label of {key}" for key in cards.split()},
        cells=cells,
        calls=(),
        **more,  # type: ignore[arg-type]  # by name
    )
