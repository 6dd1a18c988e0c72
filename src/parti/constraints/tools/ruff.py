"""ruff-json: what `ruff check --output-format json` prints; one row a violation."""

from parti.constraints.tools.said import Said, document, each_has, level, many, number, text


def read(output: str) -> tuple[Said, ...] | None:
    rows = document(output, lambda value: each_has(value, "filename", "message", "location"))
    if rows is None:
        return None
    return tuple(
        Said(
            message=text(row, "message"),
            rule=text(row, "code") or text(row, "name"),
            level=level(text(row, "severity"), ("warning",), ("info",)),
            path=text(row, "filename"),
            line=number(row, "location", "row"),
            column=number(row, "location", "column"),
            end_line=number(row, "end_location", "row"),
        )
        for row in many(rows)
    )
