"""Open houses with a whole problem and models that a test scripts, for the blind part of phase 1."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from parti.records import debate
from parti.records import vocabulary as facts
from parti.workflow import comparing, proposing, sealing
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.fakes.by_hand import ByHand
from tests.fakes.panel import Panel
from tests.workflow import open_houses

PROBLEM = facts.ProblemStated(
    situation="Shops send orders all day.",
    needed=("each order is kept", "a shop sees its order within a minute"),
    never=("an order is lost", "an order is kept twice"),
    quantities=("200 orders a minute at peak",),
)
FEW = 5 + 8
"""Criteria: two needs, two prohibitions, one quantity, and the eight of the library."""


def config(*families: str, more: str = "") -> str:
    """The settings with one model a family."""
    rows = "".join(
        f"\n[[model]]\nname = '{name}'\nvia = 'recorded'\nmodel = '{name}-1'\nprice_in = 0\nprice_out = 0\n"
        for name in families
    )
    return f"{open_houses.CONFIG}\n{more}\n{rows}"


def stated(
    folder: Path,
    panel: Panel | ByHand | None = None,
    *,
    families: Sequence[str] = ("oak", "pine"),
    lane: str = "normal",
    more: str = "",
    **given: Any,
) -> House:
    """A feature whose problem is whole, with these models."""
    models = (panel or Panel()).models
    settings = config(*families, more=more)
    house = open_houses.ready(folder, config=settings, models=models, **given)
    fresh = houses.at(house.world, "orders")
    opened = facts.FeatureOpened(slug="orders", wish="save orders", branch="main", lane=lane)
    return fresh.append((opened, PROBLEM))


def again(house: House) -> House:
    """The house as it stands on disk."""
    return houses.at(house.world, house.slug)


def proposed(folder: Path, panel: Panel | None = None, *, count: int = 0, **given: Any) -> House:
    house = stated(folder, panel, **given)
    proposing.propose(house, count)
    return again(house)


def compared(folder: Path, panel: Panel | None = None, **given: Any) -> tuple[House, Outcome]:
    house = proposed(folder, panel, **given)
    said = comparing.compare(house)
    return again(house), said


def sealed(
    house: House,
    patch: pytest.MonkeyPatch,
    card: debate.Card,
    *,
    verified: bool = True,
    tag: str = "before",
) -> House:
    """A design of the person's own waits in a seal; its words may leave: the cards here share them."""
    patch.setattr(sealing, "opened", lambda house: (card, verified))
    patch.setattr(sealing, "guard", lambda house: lambda text: None)
    seal = debate.DesignSealed(seal="s-1", commit="0" * 64, size=1, problem="p", tag=tag)
    return house.append((seal,))


def bodies(house: House, kind: type[facts.Fact]) -> list[Any]:
    return [record.body for record in again(house).reading.records if isinstance(record.body, kind)]
