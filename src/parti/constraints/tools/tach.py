"""tach: what `tach check` prints, with `--output json` or without.

In JSON, each row is of one kind (`Located` with a place, `Global` without) around details whose names
become the sentence; in text, a row is `[FAIL] path:line: sentence`.
"""

import re
from collections.abc import Iterator

from parti.constraints.tools.said import Said, document, level, many, number, text
from parti.constraints.tools.said import at as below

_ROW = re.compile(
    r"^\[(FAIL|WARN)\]:? (?:(?P<path>[^\n:]+):(?P<line>\d+): )?(?P<message>\S.*)$", re.MULTILINE
)
_FINE = re.compile(r"All (?:module|interface)?.*validated", re.IGNORECASE)
_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read(output: str) -> tuple[Said, ...] | None:
    rows = document(output, _fits)
    if rows is not None:
        return tuple(_said(row) for row in many(rows))
    said = tuple(_told(output))
    return said if said or _FINE.search(output) else None


def _fits(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, dict) and bool(row.keys() & {"Located", "Global"}) for row in value
    )


def _said(row: object) -> Said:
    inner = below(row, "Located") or below(row, "Global")
    return Said(
        message=_sentence(below(inner, "details")),
        level=level(text(inner, "severity"), ("warning",), ()),
        path=text(inner, "file_path"),
        line=number(inner, "line_number"),
    )


def _sentence(details: object) -> str:
    """`UndeclaredDependency` and its fields as `undeclared dependency: dependency x, usage module y`."""
    while isinstance(details, dict) and len(details) == 1:
        name, inner = next(iter(details.items()))
        if not isinstance(inner, dict) or not inner:
            break
        if not (len(inner) == 1 and isinstance(next(iter(inner.values())), dict)):
            fields = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in inner.items())
            return f"{_CASE.sub(' ', str(name)).lower()}: {fields}"
        details = inner
    return str(details)


def _told(output: str) -> Iterator[Said]:
    for row in _ROW.finditer(output):
        yield Said(
            message=row["message"],
            level="warning" if row[1] == "WARN" else "error",
            path=row["path"] or "",
            line=int(row["line"] or 0),
        )
