"""Open houses with models for the tests of the interview's verbs, and the designs that they start from."""

import json
from pathlib import Path
from typing import Any

from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.design import conversations
from tests.fakes.models import FakeModels, Says
from tests.workflow import open_houses

MODELS = """
[[model]]
name = "one"
via = "fake"
model = "oak-1"

[[model]]
name = "two"
via = "fake"
model = "elm-1"
"""


def opened(
    folder: Path,
    says: Says = lambda address, prompt: "{}",
    *,
    lane: str = "normal",
    models: bool = True,
    **more: Any,
) -> tuple[House, FakeModels]:
    """A feature on consumer, broker and database, nothing answered."""
    return _house(folder, conversations.opened(), says, lane, models, **more)


def settled(
    folder: Path,
    says: Says = lambda address, prompt: "{}",
    *,
    lane: str = "deep",
    models: bool = True,
    **more: Any,
) -> tuple[House, FakeModels]:
    """The same with everything settled."""
    return _house(folder, conversations.settled(), says, lane, models, **more)


def _house(
    folder: Path, said: list[facts.Fact], says: Says, lane: str, models: bool, **more: Any
) -> tuple[House, FakeModels]:
    fakes = FakeModels(says)
    config = open_houses.CONFIG + (MODELS if models else "")
    ready = open_houses.ready(folder, config=config, models=fakes, **more)
    at = houses.at(ready.world, "orders")
    first = facts.FeatureOpened(slug="orders", wish="save orders", branch="main", lane=lane)
    return at.append((first, *said[1:])), fakes


def again(house: House) -> House:
    """The house as it stands on disk."""
    return houses.at(house.world, house.slug)


def builder(answer: str, text: str) -> str:
    """A reply that answers every question of a builder's prompt alike."""
    names = [
        line[2:].split(" (")[0] for line in text.splitlines() if line.startswith("- ") and "): " in line
    ]
    rows = [{"question": name, "answer": answer, "option": 0, "quote": ""} for name in names]
    return json.dumps({"answers": rows})
