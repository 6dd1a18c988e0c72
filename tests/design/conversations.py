"""Conversations for the tests of phase 1: facts turned into a folded state, without disk or clock."""

from collections.abc import Iterable

from parti.design import obligations, state
from parti.library import load
from parti.records import fold, log
from parti.records import vocabulary as facts

JANE = "Jane <jane@example.org>"
ORDERS = {"orders consumer": "consumer", "RabbitMQ": "broker", "PostgreSQL": "relational-database"}


def said(*new: facts.Fact, by: str = JANE, start: int = 0) -> list[facts.Record]:
    """Records of facts, each seeing the one before."""
    records: list[facts.Record] = []
    for number, fact in enumerate(new, start=start):
        parents = [records[-1].id] if records else []
        at = f"2026-01-01T00:{number // 60:02}:{number % 60:02}.000000Z"
        records.append(log.make(fact, at=at, by=by, parents=parents))
    return records


def folded(records: Iterable[facts.Record]) -> state.DesignState:
    """The design after these records, in log order."""
    return fold.fold(state.evolve, state.DesignState(), fold.live(log.ordered(records)))


def opened(components: dict[str, str] | None = None) -> list[facts.Fact]:
    """A feature with a problem, its components and its questions."""
    chosen = ORDERS if components is None else components
    named = [facts.ComponentNamed(name=name, kind=kind, why="test") for name, kind in chosen.items()]
    return [
        facts.FeatureOpened(slug="orders", wish="save orders", branch="main", lane="normal"),
        facts.ProblemStated(situation="Orders arrive.", needed=("stored once",), never=("lost",)),
        *named,
        obligations.draw(load.bank(), named),
    ]


def settled(components: dict[str, str] | None = None) -> list[facts.Fact]:
    """The same with every question answered and one decision, one failure mode."""
    before = opened(components)
    draw = before[-1]
    assert isinstance(draw, facts.ObligationsDrawn)
    answers = [
        facts.Answered(question=drawn.question, text=f"Answer to {drawn.question}.", how="own")
        for drawn in draw.questions
    ]
    return [
        *before,
        *answers,
        facts.Decided(
            key="D-0001",
            title="Acknowledge after commit",
            choice="ack after the commit",
            because="nothing may be lost",
            rejected=(facts.Rejected("ack on receipt", "a crash loses the order"),),
        ),
        facts.InvariantStated(key="INV-0001", text="One row an order", why="invoices"),
        facts.DataNamed(key="DATA-0001", name="order", shape="id, total", owner="orders consumer"),
        facts.ModuleTouched(key="MOD-0001", path="src/orders.py", why="the consumer"),
        facts.FailureModeNamed(
            key="FM-0001",
            component="RabbitMQ",
            mode="lost-message",
            handling="ack after commit",
            evidence="fault: kill between commit and ack",
        ),
    ]
