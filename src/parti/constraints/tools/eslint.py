"""eslint-json: what `eslint --format json` prints; one row a file, with its messages."""

from parti.constraints.tools.said import Said, document, each_has, many, number, text

_WARNING = 1


def read(output: str) -> tuple[Said, ...] | None:
    files = document(output, lambda value: each_has(value, "filePath", "messages"))
    if files is None:
        return None
    return tuple(
        _said(text(file, "filePath"), row) for file in many(files) for row in many(file, "messages")
    )


def _said(path: str, row: object) -> Said:
    return Said(
        message=text(row, "message"),
        rule=text(row, "ruleId"),
        level="warning" if number(row, "severity") == _WARNING else "error",
        path=path,
        line=number(row, "line"),
        column=number(row, "column"),
        end_line=number(row, "endLine"),
    )
