"""Prints a shape as plain text on at most one page; the same page goes into the pull request.

Called by the chunks room and the doors. Cutting is honest: what does not fit is counted.
"""

from collections.abc import Iterator

from parti.source import shape

PAGE = 60
_MARK = {"new": "+", "changed": "~", "removed": "-"}


def render(told: shape.Shape, lines: int = PAGE) -> str:
    """The page: files with their functions, most telling lines first kept."""
    rows = [row for file in told.files for row in _file(told, file)]
    if not rows:
        return "No change.\n"
    if len(rows) > lines:
        rest = len(rows) - lines + 1
        rows = [*rows[: lines - 1], f"… {rest} more lines; this change is larger than one page"]
    return "\n".join(rows) + "\n"


def _file(told: shape.Shape, file: shape.FileShape) -> Iterator[str]:
    yield f"{_MARK[file.how]} {_named(file.path)} ({file.how})"
    if file.problem:
        yield f"    not read: {file.problem}"
    if file.imports:
        yield f"    imports now: {', '.join(file.imports)}"
    for entry in file.registered:
        yield f"    registers: {entry}"
    for entry in file.unregistered:
        yield f"    no longer registers: {entry}"
    for function in told.functions:
        if function.path == file.path:
            yield from _function(function)


def _function(told: shape.FunctionShape) -> Iterator[str]:
    yield f"  {_MARK[told.how]} {told.signature}  [{told.name}, line {told.line}]"
    if told.was:
        yield f"      was: {told.was}"
    if told.calls:
        yield f"      calls: {', '.join(told.calls)}"
    old = [effect for effect in told.effects if effect not in told.new_effects]
    if told.new_effects:
        yield f"      new effects: {', '.join(told.new_effects)}"
    if old:
        yield f"      effects: {', '.join(old)}"
    for way in (*told.silent, *told.new_raises):
        yield f"      error path {way}"


def _named(path: str) -> str:
    """On one line: a name may hold a newline."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in path)
