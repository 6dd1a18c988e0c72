"""One of the three parts of the gate: how it came out, and what it found.

Made by `suite`, `architecture` and `integration`, put together by `verdict`, read by every report. All
three make the same value, so no report needs to know which part it is showing.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from parti.constraints.finding import Finding

Name = Literal["suite", "architecture", "integration"]
Outcome = Literal["ok", "fail", "not-run"]


class Light(msgspec.Struct, frozen=True, kw_only=True):
    """How a failure mode of the design is shown: `named` when its evidence is a test that exists."""

    key: str
    component: str
    mode: str
    evidence: str
    state: Literal["named", "missing"]
    test: str = ""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one part of the gate has to say.

    Args:
        sentence: the outcome in a few words.
        held: the commands, or the ids of the constraints, in which nothing was found.
        details: the last lines of output of what failed.
        accepted: findings that the baseline accepts; shown where a form has a place for them.
        lights: the failure modes of the design; only the integration has them.
    """

    name: Name
    outcome: Outcome
    sentence: str
    findings: tuple[Finding, ...] = ()
    seconds_ms: int = 0
    held: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    accepted: tuple[Finding, ...] = ()
    lights: tuple[Light, ...] = ()


def outcome(findings: Iterable[Finding]) -> Outcome:
    """Errors make a part fail; warnings and notes are only shown."""
    return "fail" if any(finding.level == "error" for finding in findings) else "ok"


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
