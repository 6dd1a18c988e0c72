"""ast-grep-json: what `ast-grep scan --json` prints, as one list or one match a line (`--json=stream`).

A stream without a match is empty, which nobody can tell from a tool that said nothing; use `--json`.
"""

import re

from parti.constraints.tools.said import Said, document, each_has, has, level, many, rows, text
from parti.constraints.tools.said import at as below

_KEYS = ("file", "range", "text")
_LIST = re.compile(r"^\[$", re.MULTILINE)


def read(output: str) -> tuple[Said, ...] | None:
    whole = document(output, lambda value: each_has(value, *_KEYS))
    cut = whole is None and _LIST.search(output)
    matches = many(whole) or ([] if cut else rows(output, lambda value: has(value, *_KEYS)))
    return None if whole is None and not matches else tuple(map(_said, matches))


def _said(row: object) -> Said:
    return Said(
        message=text(row, "message") or f"`{text(row, 'text').strip().partition(chr(10))[0]}`",
        rule=text(row, "ruleId"),
        level=level(text(row, "severity"), ("warning",), ("info", "hint", "off")),
        path=text(row, "file"),
        line=_from_zero(row, "start", "line"),
        column=_from_zero(row, "start", "column"),
        end_line=_from_zero(row, "end", "line"),
    )


def _from_zero(row: object, *keys: str) -> int:
    """Counted from one, as everywhere else."""
    value = below(row, "range", *keys)
    return value + 1 if isinstance(value, int) and value >= 0 else 0
