"""What a verb returns to its door: words for a person, data for a program, findings for both."""

from collections.abc import Mapping

import msgspec

from parti.constraints.finding import Finding


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The result of one verb; every door shows the same values.

    Args:
        lines: what a person reads, one fact a line.
        data: the same for a program (`--json`).
        findings: what does not hold; errors make the exit code 1.
        next: the one next command.
        shown: whether `lines` already tell the findings.
    """

    lines: tuple[str, ...] = ()
    data: Mapping[str, object] = {}
    findings: tuple[Finding, ...] = ()
    next: str = ""
    shown: bool = False

    @property
    def ok(self) -> bool:
        return not any(finding.level == "error" for finding in self.findings)
