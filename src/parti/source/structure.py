"""The structural engine behind one small door: ast-grep rules in, places out.

Called by the `pattern` check. Everything odd about the engine is settled here: it panics at an unknown
language, ignores some unknown keys, reads Go calls as conversions, and raises a plain `Exception` for a
bad rule. Imported lazily, since most runs match no pattern.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias, cast

from parti.source import nesting

if TYPE_CHECKING:
    from ast_grep_py import Config, SgNode

    Node: TypeAlias = SgNode
else:
    Node = object

LANGUAGES = (
    "bash", "c", "cpp", "csharp", "css", "elixir", "go", "haskell", "html", "java", "javascript", "json",
    "kotlin", "lua", "php", "python", "ruby", "rust", "scala", "swift", "tsx", "typescript", "yaml",
)  # fmt: skip

_RULE = ("pattern", "kind", "regex", "nthChild", "range", "inside", "has", "precedes", "follows",
         "all", "any", "not", "matches")  # fmt: skip
_RELATIONS = ("inside", "has", "precedes", "follows")
_RELATION = (*_RULE, "stopBy", "field")
_PLAIN = re.compile(r"""((?<!["'])(?:"[^"'\\\n]*"|'[^"'\\\n]*')(?!["']))""")
_QUOTED = 4
_METAVARIABLE = re.compile(r"\$+\w*")
_SINGLE = re.compile(r"(?<!\$)\$([A-Z][A-Z0-9_]*)", re.ASCII)
_LONE_CR = re.compile(r"\r(?!\n)")
_COUNTED = 500_000_000
_REMARKS = 300
_ROW = re.compile(rf"^(?:[ \t\f\r]*+(?:#[^\n]*+)?\n){{{_REMARKS},}}+", re.MULTILINE)
_VISIBLE = re.compile(r"[^\n]")

Rule = Mapping[str, object]


def configured(pattern: str, language: str) -> Rule:
    """A pattern as a rule; a Go call needs a context, or the engine takes it for a conversion.

    Python writes one text with either quote, so each text in a pattern matches with both; with an escape,
    where a text ends is not looked into, and the pattern is left as it is.
    """
    if language == "go" and re.match(r"[\w.$]+\(.*\)\Z", pattern, re.DOTALL):
        context = f"func t() {{ {pattern} }}"
        return {"pattern": {"context": context, "selector": "call_expression"}}
    pieces = _PLAIN.split(pattern) if language == "python" else []
    if "\\" not in pattern and 1 < len(pieces) <= 2 * _QUOTED + 1:
        styles = itertools.product("\"'", repeat=len(pieces) // 2)
        return {"any": [{"pattern": _quoted(pieces, style)} for style in styles]}
    return {"pattern": pattern}


def _quoted(pieces: Sequence[str], style: Sequence[str]) -> str:
    """A split pattern put together again, each text in the quotes of its turn."""
    marks = iter(style)
    parts = []
    for at, piece in enumerate(pieces):
        mark = next(marks) if at % 2 else ""
        parts.append(f"{mark}{piece[1:-1]}{mark}" if at % 2 else piece)
    return "".join(parts)


def find(
    text: str, language: str, rules: Iterable[Rule], limits: Rule | None = None
) -> tuple[tuple[int, int], ...]:
    """Where any of the rules matches, as (line, column) from one, in order, each place once.

    `limits` say more of a rule's metavariables, each by its name without the `$`; a rule that does not hold
    one of them is not limited by it.

    The engine counts each column from the beginning of its line, so on a line of hundreds of thousands of
    characters only the first thousands of places are told.
    """
    root = _root(text, language)
    found: set[tuple[int, int]] = set()
    counted = 0
    for rule in rules:
        for node in root.find_all(_config(rule, limits)):
            start = node.range().start
            found.add((start.line + 1, start.column + 1))
            counted += start.column
            if counted > _COUNTED:
                return tuple(sorted(found))
    return tuple(sorted(found))


def tree(text: str, language: str) -> Node:
    """The top of a text's syntax tree; it is there for a broken text too, as `fault` tells."""
    return _root(text, language)


def nodes(top: Node, kinds: Iterable[str], regex: str = "") -> list[Node]:
    """All nodes of these kinds in the order of the text, chosen by the engine and not by a walk here."""
    rule: dict[str, object] = {"any": [{"kind": kind} for kind in kinds]}
    if regex:
        rule = {"all": [rule, {"regex": regex}]}
    return top.find_all(cast("Config", {"rule": rule}))


def fault(top: Node, spared: str = "") -> int:
    """The line of the first syntax error, which may be a token that is missing; 0 when there is none.

    Where a language ends statements by itself, its missing `;` is `spared`. The inside of an empty text,
    as of `r""`, is as empty as a missing token and misses nothing.
    """
    broken: dict[str, object] = {"any": [{"kind": "ERROR"}, {"regex": r"^$"}]}
    whole = {spared, "string_content"} - {""}
    for node in top.find_all(cast("Config", {"rule": broken})):
        if node.kind() == "ERROR" or (node.parent() is not None and node.kind() not in whole):
            return node.range().start.line + 1
    return 0


def refusal(rule: Rule, language: str, limits: Rule | None = None) -> str:
    """Why the engine does not take a rule with its limits; empty when it does."""
    with _Refused() as refused:
        _root("", language).find(_config(rule, limits))
    return refused.why


def _config(rule: Rule, limits: Rule | None) -> "Config":
    held = {name: limits[name] for name in metavariables(rule) if name in limits} if limits else {}
    return cast("Config", {"rule": rule, "constraints": held} if held else {"rule": rule})


def metavariables(rule: object) -> frozenset[str]:
    """The names of the `$X` in the patterns of a rule, at any depth; `$$$X` stands for many and is none."""
    if isinstance(rule, str):
        return frozenset(_SINGLE.findall(rule))
    below = rule.values() if isinstance(rule, Mapping) else rule if isinstance(rule, list) else ()
    return frozenset(name for each in below for name in metavariables(each))


def parses(pattern: str, language: str) -> bool:
    """Whether a pattern is whole code once its variables are filled in."""
    return _root(_METAVARIABLE.sub("x", pattern), language).find(kind="ERROR") is None


def slips(rule: Rule, known: Iterable[str] = _RULE) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(unknown key, what is known there) at any depth of a rule."""
    choices = tuple(known)
    for key, value in rule.items():
        if key not in choices:
            yield key, choices
        elif key in {"all", "any", "not", *_RELATIONS}:
            below = _RELATION if key in _RELATIONS else _RULE
            for row in value if isinstance(value, list) else [value]:
                if isinstance(row, dict):
                    yield from slips(row, below)


@functools.lru_cache(maxsize=1)
def _root(text: str, language: str) -> "SgNode":
    """The tree of the last text, since several rules look at one file in turn.

    A lone CR ends a line for every parser but this one. What would end the process is not shown to it, nor
    are 300 or more lines of Python in a row that hold nothing but comments: at each of them it looks
    through all that follow.
    """
    from ast_grep_py import SgRoot

    if "\r" in text:
        text = _LONE_CR.sub("\n", text)
    if nesting.why(text, language):
        text = ""
    if language == "python" and text.count("\n") >= _REMARKS:
        text = _ROW.sub(_blank, text)
    return SgRoot(text.encode("utf-8", "replace").decode("utf-8"), language).root()


def _blank(row: re.Match[str]) -> str:
    """Nothing, on as many lines and in as many columns."""
    return _VISIBLE.sub(" ", row[0])


class _Refused:
    """Takes what the engine raises for a bad rule, a plain `Exception` or a near kin, and nothing else."""

    def __init__(self) -> None:
        self.why = ""

    def __enter__(self) -> "_Refused":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        if kind not in (Exception, ValueError, TypeError, RuntimeError):
            return False
        self.why = (str(error).splitlines() or ["no reason given"])[0]
        return True
