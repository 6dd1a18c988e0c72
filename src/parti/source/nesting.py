"""Whether a text is nested so deeply that it is shown to no parser: told from its characters alone.

Called by `structure` before it hands a text to the engine, by `foreign` before it reads facts, and by the
trees of the constraints room, which say so in a finding. Parsers and rules take time with the square of the
depth, and some end the process; what a person writes stays far below each limit here. Depth is judged too
high rather than too low, and in time that grows with the text and no faster.
"""

import functools
import re

BRACKETS = 1000
"""Brackets that may be open at one place."""

CHAIN = 4000
"""Words and signs that may follow each other on one line, or lines that begin with a dot, as one chain."""

_SCANNED = 250
_CLOSING = {")": "(", "]": "[", "}": "{"}
_BRACKET = re.compile(r"[()\[\]{}]")
_QUOTED = re.compile(r"\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|`[^`$\n]{0,200}`")
_TEXT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_ESCAPED = re.compile(r"\\[\\\"'`]")
_INNERMOST = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_APART = re.compile(r"[,;{}]")
_SIGN = re.compile(r"\w+|[^\w\s]")
_DOTTED = re.compile(r"(?:\n[ \t]*\??\.[^\n]*)+")
_DATA = frozenset({"css", "html", "json", "yaml"})
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_YAML_COLUMN = re.compile(r"^[ \t?:-]{125}", re.MULTILINE)


@functools.lru_cache(maxsize=1)
def too_deep(text: str, language: str) -> bool:
    """Whether a text is nested too deeply for the parser of this language, or for any."""
    return _stops_a_scanner(text, language) or _brackets(text) or (language not in _DATA and _chain(text))


def _stops_a_scanner(text: str, language: str) -> bool:
    """Whether a scanner of the engine would end the process: those below keep what is open in 1,024 bytes.

    No person writes a tenth of that.
    """
    if language == "python":
        if len(text) < _SCANNED * 25 or ("\t" not in text and " " * _SCANNED not in text):
            return False
        return len(set(_INDENT.findall(text))) > _SCANNED
    if language == "yaml":
        return len(text) > _SCANNED // 2 and _YAML_COLUMN.search(text) is not None
    if language == "kotlin":
        return (
            text.count("${") > _SCANNED and _deepest(re.findall(r"\$\{|\}", text), {"}": "${"}) > _SCANNED
        )
    return False


def _brackets(text: str) -> bool:
    """Whether more brackets are open at one place than may be, those in short texts aside."""
    if text.count("(") + text.count("[") + text.count("{") <= BRACKETS:
        return False
    if _deepest(_BRACKET.findall(text), _CLOSING) <= BRACKETS:
        return False
    return _deepest(_BRACKET.findall(_QUOTED.sub("", _ESCAPED.sub("", text))), _CLOSING) > BRACKETS


def _deepest(marks: list[str], closing: dict[str, str]) -> int:
    """The most marks that are open at one place; one that closes nothing counts for nothing."""
    deepest = depth = 0
    for mark in marks:
        if mark in closing:
            depth = max(0, depth - 1)
        else:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _chain(text: str) -> bool:
    """Whether a line, or a row of lines that begin with a dot, holds one chain that is too long."""
    if len(text) <= CHAIN:
        return False
    long = (line for line in text.splitlines() if len(line) > CHAIN)
    if any(_longest(line) > CHAIN for line in long):
        return True
    return any(match.group().count("\n") > CHAIN for match in _DOTTED.finditer(text))


def _longest(line: str) -> int:
    """The most words and signs between two marks that part expressions, arguments and texts aside."""
    bare = _INNERMOST.sub("()", _TEXT.sub("''", _ESCAPED.sub("", line)))
    pieces = (piece for piece in _APART.split(bare) if len(piece) > CHAIN)
    return max((len(_SIGN.findall(piece)) for piece in pieces), default=0)
