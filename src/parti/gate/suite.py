"""The first part of the gate: it builds, and every test passes, the one three directories away included.

Called by `workflow`. All commands run, the ones after a failure too, so that one gate shows everything
that there is to mend. A project without commands is not let through: none of the checks is optional.
"""

from pathlib import Path

from parti import ports
from parti.constraints.finding import Finding, Place
from parti.gate import commands as judging
from parti.gate import part as parts


def run(commands: tuple[str, ...], runner: ports.Runner, cwd: Path, timeout: int) -> parts.Part:
    """Runs each build and test command from the root; `timeout` in seconds each."""
    if not commands:
        return _unset()
    runs = tuple(runner.run(command, cwd=cwd, timeout=timeout) for command in commands)
    return judging.part("suite", runs, str(cwd))


def _unset() -> parts.Part:
    finding = Finding(
        code="gate/no-suite",
        level="error",
        message="No command builds and tests this project.",
        place=Place(path=judging.CONFIG),
        fix=f"set [suite] commands in {judging.CONFIG}",
    )
    return parts.Part(name="suite", outcome="not-run", sentence="no command is set", findings=(finding,))
