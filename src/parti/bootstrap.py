"""The only place where a port meets its adapter, and the only reader of the environment.

Called by the doors. Tests build a `World` of fakes in the same shape.
"""

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from parti import ports
from parti.adapters import clock, git
from parti.workflow import house as houses

BRANCH_NAMES = (
    "PARTI_BRANCH",
    "GITHUB_HEAD_REF",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
    "CI_COMMIT_BRANCH",
)


def world(start: Path) -> ports.World:
    """The ports, joined to git, the clock, processes and SSH keys.

    Environment: `PARTI_AGENT` names an agent at work; the first of `BRANCH_NAMES` names the branch on a
    detached head; `XDG_STATE_HOME`, `XDG_CACHE_HOME` and `HOME` place the private and the derived files.
    """
    home = Path(os.environ.get("HOME", "/"))
    state = Path(os.environ.get("XDG_STATE_HOME") or home / ".local/state") / "parti"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "parti"
    repository = git.find(start, agent=os.environ.get("PARTI_AGENT", ""), apart=(".parti/features",))
    return ports.World(
        clock=clock.SystemClock(),
        repository=repository,
        worktree=cast(ports.Worktree, _Later("worktree", lambda m: m.GitWorktree(repository.root, cache))),
        runner=cast(
            ports.Runner, _Later("runner", lambda m: m.ProcessRunner(repository.root, dict(os.environ)))
        ),
        signer=cast(ports.Signer, _Later("signer", lambda m: m.SshSigner())),
        models=cast(ports.Models, _Later("models", lambda m: m.Ways(dict(os.environ), repository.root))),
        chance=cast(ports.Chance, _Later("chance", lambda m: m.SystemChance())),
        state=state,
        cache=cache,
        branch_hint=next((os.environ[name] for name in BRANCH_NAMES if os.environ.get(name)), ""),
    )


def house(feature: str = "") -> houses.House:
    """The house of the repository that the working directory is in."""
    return houses.open_house(world(Path.cwd()), feature)


class _Later:
    """An adapter that is imported when it is first used: a look costs no process, lock or terminal."""

    def __init__(self, module: str, make: Callable[[Any], object]) -> None:
        self._module = module
        self._make = make

    def __getattr__(self, name: str) -> object:
        made = self._make(importlib.import_module(f"parti.adapters.{self._module}"))
        self.__dict__.update({part: getattr(made, part) for part in dir(made) if not part.startswith("_")})
        return getattr(made, name)
