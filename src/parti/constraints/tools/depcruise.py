"""depcruise-json: what `depcruise --output-type json` prints: its violations and the comments of rules.

The tool names modules by file and gives no line. It ends with 0 in this form even when it found errors.
"""

from collections.abc import Iterator, Mapping

from parti.constraints.tools.said import Said, at, document, has, level, many, number, text


def read(output: str) -> tuple[Said, ...] | None:
    found = document(
        output, lambda value: has(value, "summary") and has(at(value, "summary"), "violations")
    )
    return None if found is None else tuple(_each(at(found, "summary")))


def _each(summary: object) -> Iterator[Said]:
    comments = {
        text(rule, "name"): text(rule, "comment")
        for kind in ("forbidden", "allowed", "required")
        for rule in many(summary, "ruleSetUsed", kind)
    }
    for row in many(summary, "violations"):
        if text(row, "rule", "severity") != "ignore":
            yield _said(row, comments)
    if at(summary, "totalCruised") == 0:
        yield Said(message="it looked at no module", level="warning")


def _said(row: object, comments: Mapping[str, str]) -> Said:
    name, start, end = text(row, "rule", "name"), text(row, "from"), text(row, "to")
    ring = [text(step, "name") or text(step) for step in many(row, "cycle")]
    way = " → ".join([start, *(ring or [end] * (end not in ("", start)))])
    comment = comments.get(name, "")
    return Said(
        message=f"{way}: {comment}" if comment else way,
        rule=name,
        level=level(text(row, "rule", "severity"), ("warn",), ("info",)),
        path=start,
        line=number(row, "line"),
    )
