"""Chunks, changes and designs for the tests of phase 2."""

from typing import Any

from parti.chunks import state
from parti.design import state as design_states
from parti.ports import Change
from parti.records import fold, log
from parti.records import vocabulary as facts
from parti.source.shape import FileChange
from tests.design.conversations import said

TEST = "python -m pytest -q tests/test_writer.py"

DECISION = facts.Decided(
    key="D-0001",
    title="Acknowledge after commit",
    choice="ack after the commit",
    because="nothing may be lost",
    rejected=(facts.Rejected("ack on receipt", "a crash loses the order"),),
)
INVARIANT = facts.InvariantStated(key="INV-0001", text="One row an order", why="invoices")
FAILURE = facts.FailureModeNamed(
    key="FM-0001",
    component="orders consumer",
    mode="twice",
    handling="unique key",
    evidence="tests/test_writer.py::test_twice",
)


def chunk(**given: Any) -> facts.ChunkPlanned:
    """A chunk that writes; any field can be given instead."""
    fields: dict[str, Any] = {
        "number": 1,
        "intent": "Write orders through the store",
        "files": ("src/writer.py", "tests/test_writer.py"),
        "test": TEST,
        "size": 80,
        "serves": ("D-0001", "FM-0001"),
        **given,
    }
    return facts.ChunkPlanned(**fields)


def checked(number: int, verdict: str) -> facts.ChunkChecked:
    return facts.ChunkChecked(
        number=number, base="b", tree="t", verdict=verdict, red="r", green="g", findings=()
    )


def briefed(number: int) -> facts.ChunkBriefed:
    return facts.ChunkBriefed(number=number, base="b", brief="brief:1", tokens=10)


def folded(*records: facts.Record) -> state.ChunksState:
    return fold.fold(state.evolve, state.ChunksState(), fold.live(log.ordered(records)))


def design(*more: facts.Fact) -> design_states.DesignState:
    """One decision, one invariant and one failure mode, and whatever is added."""
    opened = facts.FeatureOpened(slug="orders", wish="save orders", branch="main", lane="normal")
    records = said(opened, DECISION, INVARIANT, FAILURE, *more)
    return fold.fold(design_states.evolve, design_states.DesignState(), records)


def change(path: str, added: int = 1, removed: int = 0, status: str = "modified") -> Change:
    return Change(path, added, removed, status)


def rewritten(before: str | None, after: str | None, path: str = "tests/test_writer.py") -> FileChange:
    return FileChange(path, before, after)
