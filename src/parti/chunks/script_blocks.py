"""The tests and suites of a JavaScript or TypeScript file: their names, their places and their marks.

Called by `script_tests`. A test is a call of `test` or `it` with a function, whatever stands between:
`test.skip`, `t.test`, `it.each(rows)`, and a name that the file gives to one of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parti.chunks import script_assertions
from parti.source import structure
from parti.source.foreign import script_functions
from parti.source.structure import Node

FUNCTIONS = ("arrow_function", "function_expression")

_TESTS = frozenset({"test", "it", "specify", "xit", "xtest", "xspecify", "fit", "ftest"})
_SUITES = frozenset({"describe", "suite", "context", "xdescribe", "fdescribe", "xcontext", "xsuite"})
_MODIFIERS = frozenset(
    {
        "skip",
        "only",
        "todo",
        "each",
        "concurrent",
        "sequential",
        "serial",
        "parallel",
        "fails",
        "failing",
        "if",
    }
    | {"skipIf", "runIf", "for", "runInFutureStandalone", "macro", "cb", "shuffle"}
)
_ALIAS = re.compile(
    r"(?:const|let|var)\s+([\w$]+)\s*=\s*(?:([^;\n=]+?)\s*\?\s*)?((?:test|it|describe|suite)(?:\.\w+)*)\s*"
    r"(?::\s*((?:test|it|describe|suite)(?:\.\w+)*))?\s*;?\s*$",
    re.M,
)
_QUOTES = re.compile(r"[\"'`]")
_LONGEST_NAME = 120


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A test or a suite: where its function stands, its name and its own marks.

    Args:
        skips: as `assertions.Test` has them.
        first, ends: the first and the last parameter of its function, `t` or `done`; empty without.
        cases: the rows of `test.each`; 1 without, None when the file does not tell.
    """

    start: int
    end: int
    line: int
    name: str
    is_test: bool
    skips: frozenset[str]
    first: str = ""
    ends: str = ""
    cases: int | None = 1


def found(calls: Sequence[Node], text: str) -> list[Block]:
    """The tests and suites of a file, each before those that it holds."""
    aliases = {each[1]: each for each in _ALIAS.finditer(text)}
    return sorted(_blocks(calls, aliases), key=lambda each: (each.start, -each.end))


def _blocks(calls: Sequence[Node], aliases: Mapping[str, re.Match[str]]) -> Iterator[Block]:
    for call in calls:
        function = call.field("function")
        words = script_assertions.chain(function)
        if not words:
            continue
        mark = ""
        if words[0] in aliases:
            alias = aliases[words[0]]
            mark = _of_alias(alias)
            words = (*alias[3].split(".")[:1], *words[1:])
        plain = [word for word in words if word not in _MODIFIERS]
        last = plain[-1] if plain else ""
        if last in _TESTS | _SUITES:
            made = _block(call, words, last, mark)
            if made is not None:
                yield made


def _of_alias(alias: re.Match[str]) -> str:
    """`const test_ = windows ? test.skip : test` skips where it is windows."""
    ways = [alias[3], alias[4] or ""]
    if not any(".skip" in way for way in ways):
        return ""
    return f"skip({' '.join(alias[2].split())})" if alias[2] else "skip()"


def _block(call: Node, words: Sequence[str], last: str, mark: str) -> Block | None:
    args = script_assertions.arguments(call)
    function = next((each for each in reversed(args) if each.kind() in FUNCTIONS), None)
    if function is None:
        held = [each for arg in args[1:] for each in structure.nodes(arg, FUNCTIONS)]
        function = held[0] if held and args[-1].kind() == "call_expression" else None
    if function is None:
        return None
    nameless = script_assertions.is_same(args[0], function)
    if nameless and words[-1] not in _TESTS | _SUITES:
        return None  # of `test.each(() => rows)(name, …)` the outer call is the test
    each = call.field("function")
    parameters = [] if each is not None and each.kind() == "call_expression" else _parameters(function)
    span, start = function.range(), call.range().start
    skips = {mark, *_marks(words, args), *_called_marks(each)} - {""}
    return Block(
        start=span.start.index,
        end=span.end.index,
        line=start.line + 1,
        name=last if nameless else _name(args[0]),
        is_test=last in _TESTS,
        skips=frozenset(skips),
        first=parameters[0] if parameters else "",
        ends=parameters[-1] if parameters else "",
        cases=_cases(call),
    )


def _parameters(function: Node) -> list[str]:
    one = function.field("parameter")
    if one is not None:
        return [one.text()]
    many = function.field("parameters")
    rows = script_functions.said(many) if many is not None else []
    return [re.split(r"[:?=\s]", each.text(), maxsplit=1)[0] for each in rows]


def _marks(words: Sequence[str], args: Sequence[Node]) -> Iterator[str]:
    if "skip" in words or any(word.startswith("x") and word[1:] in _TESTS | _SUITES for word in words):
        yield "skip()"
    if "todo" in words:
        yield "todo()"
    if {"fails", "failing"} & set(words):
        yield "fails()"
    for arg in args[1:]:
        for pair in script_functions.said(arg) if arg.kind() == "object" else ():
            key, value = pair.field("key"), pair.field("value")
            if pair.kind() == "shorthand_property_identifier" and pair.text() in ("skip", "todo"):
                yield f"{pair.text()}({pair.text()})"
            elif key is not None and value is not None and key.text().strip("'\"") in ("skip", "todo"):
                yield from _option(key.text().strip("'\""), value)


def _called_marks(function: Node | None) -> Iterator[str]:
    """`test.skipIf(windows)(…)` skips where it is windows, `test.runIf(windows)(…)` where it is not."""
    while function is not None and function.kind() == "call_expression":
        words, given = script_assertions.chain(function), script_assertions.arguments(function)
        if given and words[-1:] == ("skipIf",):
            yield from _option("skip", given[0])
        elif given and words[-1:] == ("runIf",) and given[0].kind() != "true":
            without = given[0].kind() == "false"
            yield "skip()" if without else f"skip(!{script_assertions.plain(given[0])})"
        inner = function.field("function")
        function = inner.field("object") if inner is not None and inner.field("object") else inner


def _option(name: str, value: Node) -> Iterator[str]:
    if value.kind() in ("false", "undefined", "null"):
        return
    written = value.kind() in ("true", "string", "template_string")
    yield f"{name}()" if written else f"{name}({script_assertions.plain(value)})"


def _cases(call: Node) -> int | None:
    """How many rows `test.each([…])` has; None of those made elsewhere; 1 without."""
    function = call.field("function")
    if function is None or function.kind() != "call_expression":
        return 1
    rows = script_assertions.arguments(function)
    if not rows or rows[0].kind() != "array":
        return None
    entries = script_functions.said(rows[0])
    return None if any(each.kind() == "spread_element" for each in entries) else len(entries)


def _name(node: Node) -> str:
    text = script_assertions.plain(node)
    if node.kind() in ("string", "template_string"):
        text = _QUOTES.sub("", text)
    return text.replace("::", ":")[:_LONGEST_NAME] or "without a name"
