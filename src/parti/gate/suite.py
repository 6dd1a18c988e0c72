"""The first part of the gate: it builds, and every test passes, the one three directories away included.

Called by `workflow`. All commands run, the ones after a failure too, so that one gate shows everything
that there is to mend. A project without commands is not let through: none of the checks is optional.
"""

from pathlib import Path

import msgspec

from parti import ports
from parti.constraints.finding import Finding, Place
from parti.gate import commands as judging
from parti.gate import part as parts
from parti.gate import seen


def run(commands: tuple[str, ...], runner: ports.Runner, cwd: Path, timeout: int) -> parts.Part:
    """Runs each build and test command from the root; `timeout` in seconds each."""
    if not commands:
        return _unset()
    runs = tuple(runner.run(command, cwd=cwd, timeout=timeout) for command in commands)
    part = judging.part("suite", runs, str(cwd))
    if part.findings or any(seen.a_test(ran.command, ran.output) for ran in runs):
        return part
    return msgspec.structs.replace(part, findings=(_unseen(commands),))


def _unseen(commands: tuple[str, ...]) -> Finding:
    """A build ends well without a test, too; only a suite in which nobody speaks of one is told."""
    named = ", ".join(f"`{command}`" for command in commands)
    return Finding(
        code="gate/no-tests-seen",
        level="warning",
        message=f"Nothing that the suite printed shows that a test ran: {named}.",
        place=Place(path=judging.CONFIG),
        fix=f"have a command that runs the tests in [suite] commands in {judging.CONFIG}",
    )


def _unset() -> parts.Part:
    finding = Finding(
        code="gate/no-suite",
        level="error",
        message="No command builds and tests this project.",
        place=Place(path=judging.CONFIG),
        fix=f"set [suite] commands in {judging.CONFIG}",
    )
    return parts.Part(name="suite", outcome="not-run", sentence="no command is set", findings=(finding,))
