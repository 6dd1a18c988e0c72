"""Judges how the project's own commands ended; `suite` and `integration` differ only in their codes.

Pure: gets what the runner returned. A command that ends well without having run a test counts as failed,
because an emptied suite is the cheapest way to a green gate (G5).
"""

from collections.abc import Iterable

import msgspec

from parti import ports
from parti.constraints.finding import Finding, Place
from parti.gate import part as parts
from parti.gate import runner_output

CONFIG = ".parti/config.toml"
LAST_LINES = 20
LONGEST_LINE = 400
LONGEST_WHY = 200

TIMED_OUT = 124
NOT_STARTED = 127


class Judged(msgspec.Struct, frozen=True):
    """One command: what is wrong with it, or nothing; how many tests it ran, when it said so."""

    finding: Finding | None
    tests: int | None
    details: tuple[str, ...] = ()


def part(name: parts.Name, runs: Iterable[ports.Ran], root: str) -> parts.Part:
    """The part of the gate that these commands make up."""
    every = tuple(runs)
    judged = tuple(judge(name, ran, root) for ran in every)
    findings = tuple(each.finding for each in judged if each.finding)
    return parts.Part(
        name=name,
        outcome=parts.outcome(findings),
        sentence=_sentence(judged),
        findings=findings,
        seconds_ms=sum(ran.seconds_ms for ran in every),
        held=tuple(ran.command for ran, each in zip(every, judged, strict=True) if not each.finding),
        details=tuple(line for each in judged for line in each.details),
    )


def judge(name: parts.Name, ran: ports.Ran, root: str) -> Judged:
    """How one command ended."""
    output = runner_output.plain(ran.output)
    tests = runner_output.executed(output)
    if ran.code == 0 and tests != 0:
        return Judged(None, tests)
    details = (f"$ {ran.command}", *_last_lines(output))
    return Judged(_finding(name, ran, output, root), tests, details)


def _finding(name: parts.Name, ran: ports.Ran, output: str, root: str) -> Finding:
    setting = f"[{name}] commands in {CONFIG}"
    if ran.code == TIMED_OUT:
        fix = f"make it faster, or raise [{name}] timeout in {CONFIG}"
        return _at_setting(f"gate/{name}", f"`{ran.command}` did not end in time.", fix, ran.command)
    if ran.code == NOT_STARTED:
        fix = f"install the program, or correct {setting}"
        return _at_setting(f"gate/{name}", f"`{ran.command}` could not be started.", fix, ran.command)
    if runner_output.executed(output) == 0:
        fix = f"write a test that it finds and does not skip, or correct {setting}"
        return _at_setting("gate/no-tests", f"`{ran.command}` ran no test.", fix, ran.command)
    failure = runner_output.first_failure(output, root) or runner_output.Failure()
    return Finding(
        code=f"gate/{name}",
        level="error",
        message=_message(ran, failure),
        place=Place(path=failure.path or CONFIG, line=failure.line if failure.path else 0),
        fix=f"run `{ran.command}` and correct the code; a test may not be weakened",
        snippet=failure.test or ran.command,
    )


def _at_setting(code: str, message: str, fix: str, command: str) -> Finding:
    return Finding(
        code=code, level="error", message=message, place=Place(path=CONFIG), fix=fix, snippet=command
    )


def _message(ran: ports.Ran, failure: runner_output.Failure) -> str:
    said = ": ".join(text for text in (failure.test, failure.why[:LONGEST_WHY].strip()) if text)
    return f"`{ran.command}` fails: {said}" if said else f"`{ran.command}` ends with code {ran.code}."


def _last_lines(output: str) -> tuple[str, ...]:
    lines = [line.rstrip()[:LONGEST_LINE] for line in output.split("\n") if line.strip()]
    return tuple(lines[-LAST_LINES:])


def _sentence(judged: tuple[Judged, ...]) -> str:
    failed = sum(each.finding is not None for each in judged)
    commands = parts.counted(len(judged), "command")
    tests = sum(each.tests or 0 for each in judged)
    if failed:
        return f"{failed} of {commands} failed"
    return f"{parts.counted(tests, 'test')} in {commands}" if tests else f"{commands} ended well"
