"""The verdict as plain lines for a person: words first, marks second, no colour (B2.1).

Called by the command line, which may add colour to whole lines. Lines are appended and a path is never
broken, so the same text serves a pipe, a log and a screen reader.
"""

from collections.abc import Iterator

from parti.constraints.finding import Finding
from parti.gate import part as parts
from parti.gate import verdict as verdicts
from parti.gate.reports import about as abouts
from parti.gate.reports import legible

WIDTH = 100
_INDENT = " " * 8
_WORDS = {"ok": "ok", "fail": "FAIL", "not-run": "skip", "error": "FAIL", "warning": "note", "note": "note"}
_MARKS = {"ok": "✓", "FAIL": "✗", "note": "!", "skip": "–"}


def render(
    verdict: verdicts.Verdict, about: abouts.About, *, width: int = WIDTH, marks: bool = True
) -> str:
    """The report; the last line is the verdict. `marks=False` leaves only words and ASCII of our own."""
    lines = (
        *_heading(about),
        *(_part(part, marks) for part in verdict.parts),
        *_details(verdict),
        *(line for finding in verdict.findings for line in _finding(finding, width, marks)),
        *([""] if verdict.lights else []),
        *(_light(light, marks) for light in verdict.lights),
        "",
        f"{_word('ok' if verdict.verdict == 'pass' else 'fail', marks)}gate: {verdict.sentence}",
    )
    return "\n".join(lines) + "\n"


def _heading(about: abouts.About) -> Iterator[str]:
    words = [about.slug, f"commit {about.commit[:12]}" if about.commit else ""]
    text = legible.one_line("  ".join(word for word in words if word))
    if text:
        yield f"gate    {text}"


def _word(state: str, marks: bool) -> str:
    """The word and its mark, eight columns wide."""
    word = _WORDS[state]
    return f"{word} {_MARKS[word]}".ljust(8) if marks else word.ljust(8)


def _part(part: parts.Part, marks: bool) -> str:
    seconds = f"  {part.seconds_ms / 1000:.1f} s" if part.seconds_ms else ""
    return f"{_word(part.outcome, marks)}{part.name:<14}{legible.one_line(part.sentence)}{seconds}"


def _details(verdict: verdicts.Verdict) -> Iterator[str]:
    for part in verdict.parts:
        if part.details:
            yield ""
            yield from (f"{_INDENT}| {legible.one_line(line)}" for line in part.details)


def _finding(finding: Finding, width: int, marks: bool) -> Iterator[str]:
    yield ""
    head = f"{_word(finding.level, marks)}{legible.one_line(finding.code)}  "
    place = legible.place(finding.place)
    yield head + (legible.middle(place, max(width - legible.cells(head), 24)) if width else place)
    yield f"{_INDENT}{legible.one_line(finding.message)}"
    yield f"{_INDENT}next: {legible.one_line(finding.fix)}"


def _light(light: parts.Light, marks: bool) -> str:
    named = light.state == "named"
    shown = f"named by {light.test}" if named else f"no test found in: {light.evidence}"
    text = f"{light.key}  {light.component}, {light.mode}: {shown}"
    return f"{_word('ok' if named else 'note', marks)}{legible.one_line(text)}"
