"""The verdict as SARIF 2.1.0, for code scanning pages and editors.

Called by the command line. Message texts follow the standard's §3.11: braces are doubled and what looks
like an embedded link is escaped. Paths are relative and percent-encoded, a region is given only
where a line is known, and findings that the baseline accepts come along as suppressed.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from parti.constraints.finding import Place
from parti.gate import verdict as verdicts
from parti.gate.reports import about as abouts
from parti.gate.reports import legible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LINK = re.compile(r"\[(?=[^\]]*\]\()")
_ACCEPTED = {"kind": "external", "justification": "Accepted in .parti/baseline.json."}


def render(verdict: verdicts.Verdict, about: abouts.About) -> str:
    """The log file with its one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(verdict, about)]}
    return json.dumps(log, indent=2) + "\n"


def text(words: str) -> str:
    """A plain-text message string (§3.11.5 and §3.11.6)."""
    doubled = legible.valid(words).replace("{", "{{").replace("}", "}}")
    return _LINK.sub(r"\\[", doubled)


def _run(verdict: verdicts.Verdict, about: abouts.About) -> dict[str, Any]:
    every = (*verdict.findings, *verdict.accepted)
    codes = list(dict.fromkeys(finding.code for finding in every))
    driver = {
        "name": "Parti",
        **({"version": about.version} if about.version else {}),
        "rules": [_rule(about, code) for code in codes],
    }
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"parti/gate/{legible.valid(about.slug)}/"},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(verdict, {code: index for index, code in enumerate(codes)})),
    }


def _rule(about: abouts.About, code: str) -> dict[str, Any]:
    rule = abouts.rule(about, code)
    found: dict[str, Any] = {"id": legible.valid(code), "shortDescription": {"text": text(rule.title)}}
    if "://" in rule.uri:
        return {**found, "helpUri": rule.uri}
    return {**found, "help": {"text": text(f"See {rule.uri}.")}} if rule.uri else found


def _results(verdict: verdicts.Verdict, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for findings, suppressions in ((verdict.findings, []), (verdict.accepted, [_ACCEPTED])):
        for finding in findings:
            mark = finding.fingerprint()
            seen[mark] += 1
            yield {
                "ruleId": legible.valid(finding.code),
                "ruleIndex": index[finding.code],
                "level": finding.level,
                "message": {"text": text(f"{finding.message}\nNext: {finding.fix}")},
                **({"locations": [_location(finding.place)]} if finding.place.path.strip("/") else {}),
                "partialFingerprints": {
                    "parti/v1": mark,
                    "primaryLocationLineHash": f"{mark}:{seen[mark]}",
                },
                "suppressions": suppressions,
            }


def _location(place: Place) -> dict[str, Any]:
    path = place.path.encode("utf-8", "surrogateescape" if _from_disk(place.path) else "backslashreplace")
    artifact = {"uri": quote(path.lstrip(b"/"), safe="/"), "uriBaseId": "%SRCROOT%"}
    region = _region(place)
    return {"physicalLocation": {"artifactLocation": artifact, **({"region": region} if region else {})}}


def _region(place: Place) -> dict[str, int]:
    if place.line < 1:
        return {}
    known = {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line}
    if place.end_line < place.line:
        del known["endLine"]
    return {name: number for name, number in known.items() if number >= 1}


def _from_disk(path: str) -> bool:
    """Whether every surrogate stands for a byte of a file name that is not UTF-8."""
    return all(not "\ud800" <= char <= "\udfff" or "\udc80" <= char <= "\udcff" for char in path)
