"""Bytes of the document that are no UTF-8: a rule behind them would be read wrongly, or not at all.

Called by `workflow` with the bytes of `CONSTRAINTS.md`, whose text is read with a mark in the place of what
cannot be read. A file in UTF-16 holds no readable rule, which must not pass for a document without rules.
"""

import codecs

from parti.constraints.finding import Finding, Place

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def findings(data: bytes, path: str) -> tuple[Finding, ...]:
    """The first place that is no UTF-8, or that the whole file is UTF-16; nothing when all is text."""
    wide = data.startswith(_WIDE)
    try:
        data.decode("utf-8")
        if not wide and b"\0" not in data:
            return ()
        at = data.find(b"\0")
    except UnicodeDecodeError as error:
        at = error.start
    before = data[:at]
    line = 1 if wide else before.count(b"\n") + 1
    odd = f"byte {data[at]:#04x} is no text in UTF-8"
    what = "this is UTF-16, of which no rule can be read" if wide else odd
    fix = f"save {path} as UTF-8; `git diff -- {path}` shows whether it was"
    place = Place(path=path, line=line)
    return (Finding(code="constraints/encoding", level="error", message=what, place=place, fix=fix),)
