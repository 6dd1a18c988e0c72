"""A feature with one decision that simulated models can be asked about: no git, no process, no network."""

from pathlib import Path
from typing import Any

from parti.records import vocabulary as facts
from parti.workflow import challenging, evidencing
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.fakes.repository import FakeRepository
from tests.fakes.simulated import IMPROVES_ON_FACTS, Parameters, SimModels
from tests.workflow import open_houses

CONFIG = open_houses.CONFIG + (
    '\n[[model]]\nname = "one"\nvia = "fake"\nmodel = "oak-1"\nprice_in = 0\nprice_out = 0\n\n'
    '[[model]]\nname = "two"\nvia = "fake"\nmodel = "elm-1"\nprice_in = 0\nprice_out = 0\n'
)
CLAIM = "D-0001"
CHOICE = "the right order: commit, then acknowledge"
RIVAL = "acknowledge, then commit"
DECISION = facts.Decided(
    key=CLAIM,
    title="When to acknowledge",
    choice=CHOICE,
    because="nothing is lost",
    rejected=(facts.Rejected(RIVAL, "a crash loses the order"),),
)
PROBLEM = facts.ProblemStated(
    situation="orders arrive",
    needed=("each order is saved once",),
    never=("an acknowledged order is lost",),
)
CONVICTION = "Are you sure? I don't think so."
PREFERENCE = "I'd rather have it simpler for us."
DECISIVE = f"Measured on 3 of 10 runs: {CHOICE} loses the order when the broker restarts in between."
ARGUMENT = (
    f"{CHOICE} loses whatever crashes between consumer restart, redelivery window, partition rebalance."
)


def house(
    folder: Path,
    parameters: Parameters = IMPROVES_ON_FACTS,
    *,
    seed: int = 0,
    lane: str = "normal",
    models: Any = None,
    config: str = CONFIG,
) -> House:
    """The feature, with the model of these parameters behind two addresses of two families."""
    given = {"models": models or SimModels(seed, parameters)}
    fresh = houses.at(open_houses.ready(folder, config=config, **given).world, "orders")
    opened = facts.FeatureOpened(slug="orders", wish="save orders", branch="main", lane=lane)
    return fresh.append((opened, PROBLEM, DECISION))


def sim(at: House) -> SimModels:
    assert isinstance(at.world.models, SimModels)
    return at.world.models


def again(at: House) -> House:
    """The house as the next call of a verb finds it."""
    return houses.at(at.world, at.slug)


def challenge(at: House, text: str = "", claim: str = CLAIM, **more: Any) -> tuple[House, Outcome]:
    outcome = challenging.challenge(again(at), claim, text, **more)
    return again(at), outcome


def evidence(at: House, text: str, **more: Any) -> tuple[House, Outcome]:
    outcome = evidencing.evidence(again(at), text, **{"bears": [CLAIM], **more})
    return again(at), outcome


def by(at: House, name: str) -> None:
    """From here on somebody else is at work."""
    assert isinstance(at.world.repository, FakeRepository)
    at.world.repository.name = name
