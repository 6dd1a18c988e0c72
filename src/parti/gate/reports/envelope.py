"""The verdict as JSON, in the one envelope that every verb of Parti has.

Called by the command line (`--json`), MCP and CI. Written in ASCII with escapes, so that a text
from a repository cannot steer the terminal or the log that it is printed to.
"""

import json
from typing import Any

from parti.constraints.finding import Finding
from parti.gate import verdict as verdicts
from parti.gate.reports import about as abouts
from parti.gate.reports import legible


def render(verdict: verdicts.Verdict, about: abouts.About) -> str:
    """The envelope as text."""
    return json.dumps(_valid(build(verdict, about)), indent=2) + "\n"


def build(verdict: verdicts.Verdict, about: abouts.About) -> dict[str, Any]:
    """The envelope as plain values: `{ok, data, findings}`."""
    return {
        "ok": verdict.verdict == "pass",
        "data": data(verdict, about),
        "findings": [plain(finding) for finding in verdict.findings],
    }


def data(verdict: verdicts.Verdict, about: abouts.About) -> dict[str, Any]:
    """What only the gate has to say."""
    return {
        "feature": about.slug,
        "commit": about.commit,
        "verdict": verdict.verdict,
        "sentence": verdict.sentence,
        "parts": [
            {
                "name": part.name,
                "outcome": part.outcome,
                "sentence": part.sentence,
                "seconds_ms": part.seconds_ms,
                "held": list(part.held),
                "details": list(part.details),
            }
            for part in verdict.parts
        ],
        "failure_modes": [
            {
                "key": light.key,
                "component": light.component,
                "mode": light.mode,
                "evidence": light.evidence,
                "state": light.state,
                "test": light.test,
            }
            for light in verdict.lights
        ],
        "accepted": len(verdict.accepted),
    }


def plain(finding: Finding) -> dict[str, Any]:
    """One finding as every door shows it; a line or column of 0 is unknown."""
    place = {"path": finding.place.path, "line": finding.place.line, "column": finding.place.column}
    return {
        "code": finding.code,
        "severity": finding.level,
        "message": finding.message,
        "place": place,
        "fix": finding.fix,
    }


def _valid(value: Any) -> Any:
    if isinstance(value, str):
        return legible.valid(value)
    if isinstance(value, dict):
        return {key: _valid(item) for key, item in value.items()}
    return [_valid(item) for item in value] if isinstance(value, list) else value
