"""Why a text is shown to no parser, told from its characters alone: nesting, and what machines write.

Called by `structure` before it hands a text to the engine, by `foreign` before it reads facts, and by the
trees of the constraints room, which say so in a finding. Parsers and rules take time with the square of the
depth, and of what stands behind an error on one line or in one table; some end the process. What a person
writes stays far below each limit here. Each is judged too high rather than too low, and in time that grows
with the text and no faster.
"""

import functools
import re

BRACKETS, FEWEST, OPEN = 1000, 200, 50_000_000
"""Brackets that may be open at one place; in a long text fewer: times its length, they stay below."""

CHAIN = 4000
"""Words and signs that may follow each other on one line, or lines that begin with a dot, as one chain."""

LINE, SIGNS = 20_000, 10_000
"""Characters of a line that is looked at more closely; words and signs that may be on it, texts aside."""

ENTRIES = 5000
"""Words and numbers that may follow each other with commas; Python's own parser does not mind more."""

OPEN_COMMENTS = 100
"""How often a text may begin a comment that nothing ends: each is looked through to the end of the text."""

BLANKS = 500
"""Blanks and line ends in a row; behind a fault, more can keep the TypeScript parser for hours."""

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
_ENTRIES = re.compile(r"(?<![^\s,;()\[\]{}])(?:[^\s,;()\[\]{}]++\s*+,\s*+)++")
_TYPED = frozenset({"typescript", "tsx"})
_BLANK = re.compile(rf"\s{{{BLANKS + 1}}}")
_ENDED_BY_LINE = re.compile(r"//[^\n]*")
_COMMENTED = frozenset(
    {"c", "cpp", "csharp", "css", "go", "java", "javascript", "kotlin", "php", "rust", "scala", "swift"}
    | {"tsx", "typescript"}
)
"""Languages of `/* … */`."""

_DATA = frozenset({"css", "html", "json", "yaml"})
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_YAML_COLUMN = re.compile(r"^[ \t?:-]{125}", re.MULTILINE)


@functools.lru_cache(maxsize=1)
def why(text: str, language: str) -> str:
    """Why a text is left out, to be read after `because it`; empty when it is not."""
    if _stops_a_scanner(text, language) or _brackets(text):
        return "is nested too deeply"
    if language in _COMMENTED and _leaves_open(text):
        return "leaves a comment open"
    if language in _TYPED and _BLANK.search(text):
        return "has hundreds of blanks in a row, as machines write it"
    if language in _DATA or len(text) <= CHAIN:
        return ""
    long = [line for line in text.splitlines() if len(line) > CHAIN] if _is_long_somewhere(text) else []
    if any(_longest(line) > CHAIN for line in long) or _dotted(text):
        return "is nested too deeply"
    if any(_signs(line) > SIGNS for line in long if len(line) > LINE):
        return "has too much on one line, as machines write it"
    if language != "python" and text.count(",") > ENTRIES and _table(text):
        return "holds a table of thousands of entries, as machines write it"
    return ""


def _is_long_somewhere(text: str) -> bool:
    """Whether a line may be longer than a chain, told from one line end in each stretch of that length."""
    at, last = 0, len(text) - CHAIN
    while at < last:
        end = text.rfind("\n", at, at + CHAIN + 1)
        if end < 0:
            return True
        at = end + 1
    return False


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


def _leaves_open(text: str) -> bool:
    """Whether a comment is begun again and again and never ended, texts aside, such as `"src/*"`."""
    if text.count("/*", text.rfind("*/") + 1) <= OPEN_COMMENTS:
        return False
    rest = text[text.rfind("*/") + 1 :]
    return _ENDED_BY_LINE.sub("", _QUOTED.sub("", rest)).count("/*") > OPEN_COMMENTS


def _brackets(text: str) -> bool:
    """Whether more brackets are open at one place than may be, those in short texts aside."""
    most = max(FEWEST, min(BRACKETS, OPEN // (len(text) + 1)))
    if text.count("(") + text.count("[") + text.count("{") <= most:
        return False
    if _deepest(_BRACKET.findall(text), _CLOSING) <= most:
        return False
    return _deepest(_BRACKET.findall(_QUOTED.sub("", _ESCAPED.sub("", text))), _CLOSING) > most


def _deepest(marks: list[str], closing: dict[str, str]) -> int:
    """The most marks that are open at one place; one that closes nothing of its kind counts for nothing."""
    there = dict.fromkeys(closing.values(), 0)
    deepest = depth = 0
    for mark in marks:
        opened = closing.get(mark)
        if opened is None:
            there[mark] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif there[opened]:
            there[opened] -= 1
            depth -= 1
    return deepest


def _dotted(text: str) -> bool:
    """Whether a row of lines that begin with a dot is one chain that is too long."""
    if text.count("\n") <= CHAIN:
        return False
    return any(match.group().count("\n") > CHAIN for match in _DOTTED.finditer(text))


def _longest(line: str) -> int:
    """The most words and signs between two marks that part expressions, with and without the arguments."""
    bare = _TEXT.sub("''", _ESCAPED.sub("", line))
    pieces = (*_APART.split(bare), *_APART.split(_INNERMOST.sub("()", bare)))
    return max((len(_SIGN.findall(piece)) for piece in pieces if len(piece) > CHAIN), default=0)


def _signs(line: str) -> int:
    return len(_SIGN.findall(_TEXT.sub("''", _ESCAPED.sub("", line))))


def _table(text: str) -> bool:
    """Whether words and numbers alone follow each other in a row that is too long."""
    return any(match.group().count(",") > ENTRIES for match in _ENTRIES.finditer(text))
