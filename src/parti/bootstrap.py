"""The only place where a port meets its adapter, and the only reader of the environment.

Called by the doors. Tests build a `World` of fakes in the same shape.
"""

import os
from pathlib import Path

from parti import ports
from parti.adapters import clock, git, runner, signer, worktree
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
    repository = git.find(start, agent=os.environ.get("PARTI_AGENT", ""))
    return ports.World(
        clock=clock.SystemClock(),
        repository=repository,
        worktree=worktree.GitWorktree(repository.root, cache),
        runner=runner.ProcessRunner(repository.root, dict(os.environ)),
        signer=signer.SshSigner(),
        state=state,
        cache=cache,
        branch_hint=next((os.environ[name] for name in BRANCH_NAMES if os.environ.get(name)), ""),
    )


def house(feature: str = "") -> houses.House:
    """The house of the repository that the working directory is in."""
    return houses.open_house(world(Path.cwd()), feature)
