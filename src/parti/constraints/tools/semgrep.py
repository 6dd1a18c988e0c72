"""semgrep-json: what `semgrep scan --json` prints; results, and errors such as a file that did not parse.

Semgrep ends with 0 when it finds something, unless `--error` is given, so its results count whatever the
exit code says.
"""

from collections.abc import Iterator

from parti.constraints.tools.said import Said, at, document, has, level, many, number, text

_WARNINGS = ("warning", "warn", "medium")
_NOTES = ("info", "low", "inventory", "experiment")


def read(output: str) -> tuple[Said, ...] | None:
    found = document(output, lambda value: has(value, "results", "errors"))
    return None if found is None else tuple(_each(found))


def _each(found: object) -> Iterator[Said]:
    for row in many(found, "results"):
        yield Said(
            message=text(row, "extra", "message"),
            rule=text(row, "check_id"),
            level=level(text(row, "extra", "severity"), _WARNINGS, _NOTES),
            path=text(row, "path"),
            line=number(row, "start", "line"),
            column=number(row, "start", "col"),
            end_line=number(row, "end", "line"),
        )
    for row in many(found, "errors"):
        yield Said(
            message=text(row, "message") or "it failed without saying why",
            rule=text(row, "rule_id"),
            level=level(text(row, "level"), _WARNINGS, _NOTES),
            path=text(row, "path"),
            line=number(row, "spans", 0, "start", "line"),
        )
    if at(found, "paths", "scanned") == []:
        yield Said(message="it looked at no file", level="warning")
