"""Prints an outcome: lines for a person, or one JSON envelope for a program.

Called by `app`. Words first, marks second, no colour needed; nothing printed is redrawn. Control
characters in anything that came from files or models are shown, never sent to the terminal.
"""

import sys

import msgspec

from parti.cli import streams
from parti.constraints import finding as findings
from parti.workflow.outcome import Outcome

MARKS = {"error": "FAIL", "warning": "warn", "note": "note"}


def show(outcome: Outcome, as_json: bool) -> None:
    """Prints the outcome to standard output."""
    if as_json:
        print(streams.json_of(envelope(outcome)))
        return
    width = _width()
    for line in outcome.lines:
        _print(line, width)
    for finding in () if outcome.shown else findings.order(outcome.findings):
        place, message, fix = map(streams.shortened, (str(finding.place), finding.message, finding.fix))
        _print(f"{MARKS[finding.level]}  {place}  {message}  [{finding.code}]", width)
        _print(f"      fix: {fix}", width)
    if outcome.next:
        _print(f"next: {streams.shortened(outcome.next)}", width)
    sys.stdout.flush()


def envelope(outcome: Outcome) -> dict[str, object]:
    """The one shape of every `--json` answer."""
    rows = [
        {
            "code": f.code,
            "severity": f.level,
            "message": streams.shortened(f.message),
            "place": msgspec.to_builtins(f.place),
            "fix": streams.shortened(f.fix),
        }
        for f in findings.order(outcome.findings)
    ]
    data = {**outcome.data, "lines": list(outcome.lines), "next": outcome.next}
    return {"ok": outcome.ok, "data": data, "findings": rows}


def _print(text: str, width: int) -> None:
    """One line; at a terminal, prose is broken between words and goes on under what it belongs to."""
    safe = _safe(text)
    if len(safe) <= width or not width:
        print(safe)
        return
    from parti.cli import folding  # only for a person at a terminal

    for line in folding.folded(safe, width):
        print(line)


def _width() -> int:
    """The terminal's width; 0 when nobody sits at one, so that a pipe gets whole lines."""
    if not sys.stdout.isatty():
        return 0
    from parti.cli import folding

    return folding.width()


def _safe(text: str) -> str:
    shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return shown.encode("utf-8", "replace").decode("utf-8")
