"""Prints an outcome: lines for a person, or one JSON envelope for a program.

Called by `app`. Words first, marks second, no colour needed; nothing printed is redrawn. Control
characters in anything that came from files or models are shown, never sent to the terminal.
"""

import sys

import msgspec

from parti.constraints import finding as findings
from parti.workflow.outcome import Outcome

MARKS = {"error": "FAIL", "warning": "warn", "note": "note"}


def show(outcome: Outcome, as_json: bool) -> None:
    """Prints the outcome to standard output."""
    if as_json:
        import json  # only for those who asked for it

        print(json.dumps(envelope(outcome), ensure_ascii=False))
        return
    for line in outcome.lines:
        print(_safe(line))
    for finding in () if outcome.shown else findings.order(outcome.findings):
        print(_safe(f"{MARKS[finding.level]}  {finding.place}  {finding.message}  [{finding.code}]"))
        print(_safe(f"      fix: {finding.fix}"))
    if outcome.next:
        print(_safe(f"next: {outcome.next}"))
    sys.stdout.flush()


def envelope(outcome: Outcome) -> dict[str, object]:
    """The one shape of every `--json` answer."""
    rows = [
        {
            "code": f.code,
            "severity": f.level,
            "message": f.message,
            "place": msgspec.to_builtins(f.place),
            "fix": f.fix,
        }
        for f in findings.order(outcome.findings)
    ]
    data = {**outcome.data, "lines": list(outcome.lines), "next": outcome.next}
    return {"ok": outcome.ok, "data": data, "findings": rows}


def _safe(text: str) -> str:
    shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return shown.encode("utf-8", "replace").decode("utf-8")
