"""All fakes together, as a `ports.World` in a temporary folder."""

from pathlib import Path
from typing import Any

from parti import ports
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.fakes.models import FakeModels
from tests.fakes.repository import FakeRepository
from tests.fakes.runner import FakeRunner
from tests.fakes.signer import FakeSigner
from tests.fakes.worktree import FakeWorktree


def world(tmp_path: Path, **given: Any) -> ports.World:
    """A world of fakes; any of its parts can be given instead, such as `runner=FakeRunner()`."""
    repository = given.pop("repository", None) or FakeRepository(tmp_path / "repo")
    parts: dict[str, Any] = {
        "clock": FakeClock(),
        "repository": repository,
        "runner": FakeRunner(),
        "signer": FakeSigner(),
        "models": FakeModels(),
        "chance": FakeChance(),
        "state": tmp_path / "state",
        "cache": tmp_path / "cache",
        **given,
    }
    if "worktree" not in parts:
        parts["worktree"] = FakeWorktree(repository, parts["cache"])
    return ports.World(**parts)
