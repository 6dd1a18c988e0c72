"""The verdict of the gate over its three parts, and the fact that `workflow` appends.

Pure. Each part is a parameter of its own, so that none can be left out (G5). A suite or an architecture
that did not run is no pass; an integration that did not run is said aloud and does not block.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from parti.constraints import finding as places
from parti.constraints.finding import Finding
from parti.gate import part as gate_part
from parti.records import vocabulary as facts

MOST_RECORDED = 100


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What every report shows.

    Args:
        sentence: the verdict in one line, without its word.
        findings: of all parts, in the one order of all reports.
    """

    verdict: Literal["pass", "fail"]
    sentence: str
    parts: tuple[gate_part.Part, ...]
    findings: tuple[Finding, ...]

    @property
    def lights(self) -> tuple[gate_part.Light, ...]:
        return tuple(light for part in self.parts for light in part.lights)

    @property
    def accepted(self) -> tuple[Finding, ...]:
        return places.order(tuple(finding for part in self.parts for finding in part.accepted))


def judge(suite: gate_part.Part, architecture: gate_part.Part, integration: gate_part.Part) -> Verdict:
    """All three parts together."""
    every = (suite, architecture, integration)
    found = places.order(tuple(finding for part in every for finding in part.findings))
    ran = suite.outcome == "ok" and architecture.outcome == "ok" and integration.outcome != "fail"
    passes = ran and gate_part.outcome(found) == "ok"
    return Verdict(
        verdict="pass" if passes else "fail",
        sentence="; ".join(_clauses(every, found)),
        parts=every,
        findings=found,
    )


def fact(verdict: Verdict, tree: str) -> facts.GateJudged:
    """The record of a verdict; a hundred findings at most, since it is the count that is remembered."""
    lines = [_line(finding) for finding in verdict.findings if finding.level == "error"]
    more = len(lines) - MOST_RECORDED
    outcomes = {part.name: part.outcome for part in verdict.parts}
    return facts.GateJudged(
        tree=tree,
        verdict=verdict.verdict,
        suite=outcomes["suite"],
        architecture=outcomes["architecture"],
        integration=outcomes["integration"],
        findings=(*lines[:MOST_RECORDED], *([f"and {more} more"] if more > 0 else [])),
    )


def _line(finding: Finding) -> str:
    text = f"{finding.code} {finding.place} {finding.fingerprint()}"
    return text.encode("utf-8", "backslashreplace").decode()


def _clauses(every: tuple[gate_part.Part, ...], found: tuple[Finding, ...]) -> Iterator[str]:
    for part in every:
        if part.name != "integration" or part.outcome != "not-run":
            yield f"{part.name} {_WORDS[part.outcome]}"
    if every[-1].outcome == "not-run":
        yield "integration not proven"
    for level, noun in (("error", "error"), ("warning", "warning"), ("note", "note")):
        count = sum(finding.level == level for finding in found)
        if count:
            yield gate_part.counted(count, noun)


_WORDS = {"ok": "holds", "fail": "fails", "not-run": "did not run"}
