"""The third part of the gate: the whole system runs end to end, and failure modes name their evidence.

Called by `workflow`. Without an end-to-end command the part has not run, which is shown in every report
and in the verdict; it does not block, because a library has no system to start.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from parti import ports
from parti.constraints.finding import Finding, Place
from parti.gate import commands as judging
from parti.gate import evidence
from parti.gate import part as parts
from parti.records import vocabulary as facts


def run(
    commands: tuple[str, ...],
    runner: ports.Runner,
    cwd: Path,
    timeout: int,
    failure_modes: Iterable[facts.FailureModeNamed],
    paths: Collection[str],
    read: evidence.Read | None = None,
) -> parts.Part:
    """Runs each end-to-end command from the root, and lights each failure mode of the design.

    Args:
        timeout: seconds for each command.
        failure_modes: the live failure modes of the design.
        paths: every path in the tree, relative to the root.
        read: gives a file's text.
    """
    lights = evidence.lights(failure_modes, paths, read)
    if not commands:
        return _unset(lights)
    runs = tuple(runner.run(command, cwd=cwd, timeout=timeout) for command in commands)
    part = judging.part("integration", runs, str(cwd))
    return msgspec.structs.replace(part, lights=lights, sentence=_sentence(part.sentence, lights))


def _unset(lights: tuple[parts.Light, ...]) -> parts.Part:
    finding = Finding(
        code="gate/no-integration",
        level="warning",
        message="No command runs the whole system, so its integration is not proven.",
        place=Place(path=judging.CONFIG),
        fix=f"set [integration] commands in {judging.CONFIG}",
    )
    return parts.Part(
        name="integration",
        outcome="not-run",
        sentence=_sentence("no command is set", lights),
        findings=(finding,),
        lights=lights,
    )


def _sentence(sentence: str, lights: tuple[parts.Light, ...]) -> str:
    if not lights:
        return sentence
    named = sum(light.state == "named" for light in lights)
    return f"{sentence}; {named} of {parts.counted(len(lights), 'failure mode')} with a test that exists"
