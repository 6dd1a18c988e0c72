"""The verdict as Markdown: the one sticky comment of a pull request, and the step summary.

Called by the command line and the GitHub Action. The hidden first line names the feature, so the same
comment is found and edited again. The whole stays below the limit of a comment, counted in bytes, which is
the strictest reading.
"""

import re
from collections.abc import Iterator, Sequence

from parti.constraints.finding import Finding
from parti.gate import part as parts
from parti.gate import verdict as verdicts
from parti.gate.reports import about as abouts
from parti.gate.reports import legible
from parti.gate.reports import markdown_text as texts

LIMIT = 65_536
_ROOM = 400
_MARKS = {"ok": "ok ✓", "fail": "FAIL ✗", "not-run": "skip –"}
_LEVELS = {"error": "FAIL", "warning": "note", "note": "note"}


def render(verdict: verdicts.Verdict, about: abouts.About) -> str:
    """The comment, at most `LIMIT` bytes long; what does not fit is counted."""
    head = "\n".join(_head(verdict, about))
    found = _fitting(
        [_finding(*item) for item in enumerate(verdict.findings, 1)], LIMIT - _size(head) - _ROOM
    )
    left = LIMIT - _ROOM - _size(head) - _size(found)
    blocks = (block for block in (_lights(verdict), _details(verdict)) if block)
    return head + found + _fitting(list(blocks), left)


def marker(slug: str) -> str:
    """The hidden line by which the comment is found again."""
    return f"<!-- parti:{re.sub(r'[^A-Za-z0-9_.]+', '-', slug)} -->"


def _head(verdict: verdicts.Verdict, about: abouts.About) -> Iterator[str]:
    word = "pass ✓" if verdict.verdict == "pass" else "FAIL ✗"
    commit = f" · commit {texts.code(about.commit[:12])}" if about.commit else ""
    yield marker(about.slug)
    yield f"### Parti: {word} · {texts.cell(verdict.sentence)}{commit}"
    yield ""
    yield "| part | outcome | |"
    yield "|---|---|---|"
    for part in verdict.parts:
        yield f"| {part.name} | {_MARKS[part.outcome]} | {texts.cell(texts.clipped(part.sentence))} |"
    yield ""


def _finding(number: int, finding: Finding) -> str:
    place = f" {texts.code(texts.clipped(legible.place(finding.place)))}" if finding.place.path else ""
    return (
        f"\n**{number}. {_LEVELS[finding.level]}** {texts.code(texts.clipped(finding.code))}{place}: "
        f"{texts.prose(finding.message)}<br>Next: {texts.prose(finding.fix)}\n"
    )


def _lights(verdict: verdicts.Verdict) -> str:
    if not verdict.lights:
        return ""
    named = sum(light.state == "named" for light in verdict.lights)
    rows = "".join(_light(light) for light in verdict.lights)
    return (
        f"\n<details><summary>Failure modes: {named} of {len(verdict.lights)} "
        "with a test that exists</summary>\n\n"
        f"| | failure mode | state | evidence |\n|---|---|---|---|\n{rows}\n</details>\n"
    )


def _light(light: parts.Light) -> str:
    mode = texts.cell(texts.clipped(f"{light.component}, {light.mode}"))
    shown = texts.cell(texts.clipped(light.test or light.evidence))
    return f"| {texts.cell(light.key)} | {mode} | {light.state} | {shown} |\n"


def _details(verdict: verdicts.Verdict) -> str:
    lines = [legible.one_line(line) for part in verdict.parts for line in part.details]
    if not lines:
        return ""
    fence = "`" * max(3, max(map(texts.longest_run, lines)) + 1)
    body = "\n".join(lines)
    block = f"{fence}text\n{body}\n{fence}"
    return f"\n<details><summary>Last lines of output</summary>\n\n{block}\n\n</details>\n"


def _fitting(blocks: Sequence[str], room: int) -> str:
    """As many whole blocks as there is room for, and how many were left out."""
    taken: list[str] = []
    for block in blocks:
        room -= _size(block)
        if room < 0:
            break
        taken.append(block)
    more = len(blocks) - len(taken)
    note = f"\nand {more} more, which this comment has no room for; the full report has them.\n"
    return "".join(taken) + (note if more else "")


def _size(text: str) -> int:
    return len(text.encode("utf-8"))
