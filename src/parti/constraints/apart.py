"""What tells a breach apart whose own line reads like many others: `} catch {`, `import {`, `return`.

Called where findings are made, and by the baseline for the lines before a change. Such a line gets more
beside it: an import that goes on gets its whole statement; any other gets the code that it guards or ends,
and the name of the function that it stands in. A line that says something gets nothing, for it is known by
itself. Read from the lines alone, so that it is the same in every language, and from a few of them around
one finding, so that many findings cost no more than their number.
"""

import re
from collections.abc import Iterator, Sequence

from parti.source import inside, lines

_HANDLERS = ("except", "catch", "} catch", "}catch", "finally", "} finally", "}finally")
_FAR = 40
"""How many lines a statement or a guarded block is followed at most."""
_LONG = 200
"""How much of it is kept, in signs; an entry of the baseline stays one line that people read."""
_WIDE = 300
"""How much of a line is looked at."""
IN = " @ "
"""Stands between the code and the name of its function."""
CUT = " … "
"""Stands for what is left out of long code."""

_COMMENT = re.compile(r"/\*.*?\*/|(?:^|\s)(?:#|//).*$")
_HANDLER = re.compile(
    r"(?<![.\w])catch\s*\([^)]*\)|^except\b[^:]*:|^(?:async\s+)?with\s+[\w.]*\bsuppress\([^)]*\)\s*:"
)
_GIVEN = re.compile(r"\(?\s*\w*\s*\)?\s*=>")
_SIGN = re.compile(r"[A-Za-z_$][\w$]*|['\"`]|\d")
NOTHING = frozenset(
    [
        *("try", "catch", "except", "finally", "else", "elif", "if", "do", "pass", "return", "continue"),
        *("break", "null", "None", "undefined", "true", "false", "True", "False", "void", "new", "then"),
        *("import", "export", "from", "type", "const", "let", "var", "await", "async", "Exception"),
    ]
)
"""Words that stand in many lines and name nothing."""
_BRINGS = re.compile(
    r"(?:import|from|use|pub use)\b|export\s*(?:type\s*)?(?:[{*]|$)|.*\b(?:import|require)\($"
)
_GOES_ON = ("(", "{", "[", ",", "\\", " from", "=")
_TRY = re.compile(r"(?:\}\s*)?try\b")


def around(text: str, line: int) -> str:
    """What is kept beside a line, by its number from one; empty when the line says enough by itself."""
    rows = lines.of(text)
    said = rows[line - 1].strip() if 0 < line <= len(rows) else ""
    if _is_long_import(said):
        return _joined(_opened(rows, line - 1))
    if not is_vague(said):
        return ""
    return f"{_joined(_near(rows, line - 1))}{IN}{inside.functions(text)[line - 1]}"


def is_vague(said: str) -> bool:
    """Whether a trimmed line reads like many others."""
    if not said or len(said) > _WIDE:
        return False
    if _is_long_import(said):
        return True
    bare = _GIVEN.sub("", _HANDLER.sub("", _COMMENT.sub("", said)))
    return all(sign in NOTHING or sign.isdigit() for sign in _SIGN.findall(bare))


def whole(said: str, beside: str) -> str:
    """The line as it is compared: the whole statement of an import."""
    return said if IN in beside else beside or said


def _is_long_import(said: str) -> bool:
    if len(said) > _WIDE:
        return False  # a line may hold thousands of findings, and none that long begins an import
    said = _COMMENT.sub("", said).rstrip()
    return said.endswith(_GOES_ON) and (
        _BRINGS.match(said) is not None or said in {"const {", "let {", "var {"}
    )


def _joined(rows: Sequence[str]) -> str:
    """One line of them; of a long one its begin and its end, where an import names its module."""
    text = plain(rows)
    return text if len(text) <= _LONG else f"{text[: _LONG // 2]}{CUT}{text[-_LONG // 2 :]}"


def plain(rows: Sequence[str]) -> str:
    """One line of them without their comments."""
    bare = (_COMMENT.sub("", row[:_WIDE]).strip().removesuffix("\\") for row in rows)
    return " ".join(" ".join(bare).split())


def _opened(rows: Sequence[str], at: int) -> Sequence[str]:
    """The statement that begins here, to where its brackets are closed."""
    depth = 0
    for end, row in enumerate(rows[at : at + _FAR], at + 1):
        bare = _COMMENT.sub("", row[:_WIDE]).rstrip()
        depth += sum(bare.count(sign) for sign in "([{") - sum(bare.count(sign) for sign in ")]}")
        if depth <= 0 and not bare.endswith(("\\", " from", "=")):
            return rows[at:end]
    return rows[at : at + _FAR]


def _near(rows: Sequence[str], at: int) -> Sequence[str]:
    """What a handler guards, what a block holds that begins here, or else what leads to this line."""
    said, depth = rows[at].strip(), _indent(rows[at])
    if said.startswith(("try", "with", "async with", "else", "do")):
        return tuple(_below(rows, at, depth))
    above = range(at - 1, max(-1, at - 1 - _FAR), -1)
    if said.startswith(_HANDLERS):
        for begin in above:
            if _TRY.match(rows[begin].strip()) and _indent(rows[begin]) <= depth:
                same_line = _TRY.sub("", rows[begin].strip(), count=1).lstrip(" {:")
                return (same_line, *_below(rows, begin, _indent(rows[begin])))
    for begin in above:
        if rows[begin].strip() and _indent(rows[begin]) < depth:
            head = _near(rows, begin) if is_vague(rows[begin].strip()) else ()
            return (*head, *rows[begin:at])
    return rows[max(0, at - 2) : at]


def _below(rows: Sequence[str], at: int, depth: int) -> Iterator[str]:
    """The lines of the block that begins here; where nothing is set in, up to the next handler."""
    for row in rows[at + 1 : at + 1 + _FAR]:
        said = row.strip()
        closes = said.startswith(_HANDLERS) or said[:1] in "})]"
        if said and (_indent(row) < depth or (closes and _indent(row) == depth)):
            return
        yield row


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())
