"""Reads the tests of a JavaScript or TypeScript file: what each asserts, and whether it is skipped.

Called by `became` on the text before and the text after; the result is what `assertions` gives for Python.
Node's runner, mocha, jest, vitest, tap, tape and ava write a test as a call with a name and a function, so
nothing of a runner is needed. What is written in no known way is left out, and never judged.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from parti.chunks import script_assertions, script_blocks, strength, testfiles
from parti.chunks.assertions import Test
from parti.chunks.script_assertions import Found
from parti.chunks.script_blocks import FUNCTIONS, Block
from parti.source import languages, structure
from parti.source.foreign import script_functions
from parti.source.structure import Node

_ASIDE = frozenset(
    {"fixtures", "fixture", "__fixtures__", "testdata", "__snapshots__", "node_modules", "types"}
)
_CONDITIONED = frozenset({"if_statement", "ternary_expression", "while_statement"})
_MAY_PASS = frozenset({"if_statement", "switch_case", "catch_clause", "ternary_expression"})
_WORD = re.compile(r"-{0,2}[A-Za-z_][\w-]{2,60}\Z")
_WORDS = ("identifier", "property_identifier", "shorthand_property_identifier", "string_fragment")
_STEPS = ("expression_statement", "lexical_declaration", "variable_declaration")


def is_judged(path: str) -> bool:
    """Whether the tests in a file can be told: by its language, and as it is no sample of one."""
    aside = _ASIDE.intersection(PurePosixPath(path).parts[:-1])
    return testfiles.is_in_script(path) and testfiles.is_test_side(path) and not aside


def read(text: str | None, path: str) -> Mapping[str, Test] | None:
    """The tests of a file by name; None when it cannot be read, nothing when it does not exist."""
    if not text:
        return {}
    top = _parsed(text, path)
    if top is None:
        return None
    try:
        return _read(text, top)
    except RecursionError:
        return None


def _parsed(text: str, path: str) -> Node | None:
    own = languages.language(path)
    for name in dict.fromkeys((own, "tsx" if own == "javascript" else own)):
        top = structure.tree(text, name)
        if not structure.fault(top, ";"):
            return top if text.strip() == "" or top.named_children() else None
    return None


def _read(text: str, top: Node) -> Mapping[str, Test]:
    calls = structure.nodes(top, ("call_expression",))
    blocks = script_blocks.found(calls, text)
    file = script_assertions.known(text, {each.first for each in blocks if each.is_test and each.first})
    found = {each.start: each for each in script_assertions.found(calls, top, file)}
    named = _named_functions(top)
    helpers = _asserting(named, sorted(found), calls)
    source = _Source(
        _Row(calls), _Row(structure.nodes(top, _WORDS)), _Row(structure.nodes(top, _STEPS)), helpers
    )
    tests: dict[str, Test] = {}
    for at, block in enumerate(blocks):
        around = [each for each in blocks[:at] if each.end >= block.end]
        inner = [each for each in blocks[at + 1 :] if each.start < block.end]
        if not block.is_test:
            continue
        mine = _Mine(block, inner)
        own = [each for each in found.values() if mine.holds(each.start)]
        if inner and not own:
            continue  # a test that only holds others is a suite
        test = _test(mine, around, own, source)
        name = test.name
        while name in tests:
            name = f"{name} again"
        tests[name] = msgspec.structs.replace(test, name=name)
    return tests


class _Row:
    """Nodes of one sort in the order of the text, so that those of one test are found without a search."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        placed = sorted(((each.range().start.index, at) for at, each in enumerate(nodes)))
        self._starts = [start for start, _ in placed]
        self._nodes = [nodes[at] for _, at in placed]

    def of(self, mine: "_Mine") -> list[Node]:
        first, last = bisect_left(self._starts, mine.block.start), bisect_left(self._starts, mine.block.end)
        return [self._nodes[at] for at in range(first, last) if mine.holds(self._starts[at])]


class _Mine:
    """What of a file belongs to one test: what stands in it and in none that it holds."""

    def __init__(self, block: Block, inner: Sequence[Block]) -> None:
        self.block = block
        self._inner = [(each.start, each.end) for each in inner]

    def holds(self, at: int) -> bool:
        return self.block.start <= at < self.block.end and not any(a <= at < b for a, b in self._inner)


class _Source(msgspec.Struct, frozen=True):
    """A file as it was read: its calls, its words, its statements, and its functions that assert."""

    calls: _Row
    words: _Row
    steps: _Row
    helpers: frozenset[str]


def _test(mine: _Mine, around: Sequence[Block], own: Sequence[Found], source: _Source) -> Test:
    block, calls = mine.block, source.calls.of(mine)
    told = {each.start for each in own}
    placed = [(each.start, each.assertion) for each in own if each.assertion is not None]
    by_place = {call.range().start.index: call for call in calls}
    items = [_where(item, by_place.get(start), block) for start, item in placed]
    for call in calls:
        words = script_assertions.chain(call.field("function"))
        if call.range().start.index not in told and len(words) == 1 and words[0] in source.helpers:
            items.append(_helped(call))
    marks = [*(mark for each in around for mark in each.skips), *block.skips, *_skip_calls(calls, block)]
    nodes = source.words.of(mine)
    names = frozenset(n.text() for n in nodes if n.kind() != "string_fragment")
    texts = frozenset(n.text() for n in nodes if n.kind() == "string_fragment" and _WORD.match(n.text()))
    return Test(
        name="::".join([*(each.name for each in around), block.name]),
        line=block.line,
        assertions=tuple(items),
        skips=frozenset(marks),
        never=next((mark for mark in sorted(marks) if mark in ("skip()", "todo()")), ""),
        cases=block.cases,
        names=names,
        words=texts | names,
        steps=frozenset(_steps(source.steps.of(mine))),
        may_fail=len(placed) < len(own) or _is_given_on(block, calls),
    )


def _where(item: strength.Assertion, node: Node | None, block: Block) -> strength.Assertion:
    """The assertion with what stands around it: a branch that a run may go past, a `try` that takes it."""
    while node is not None and (above := node.parent()) is not None:
        if above.range().start.index < block.start:
            break
        kind = above.kind()
        condition = above.field("condition")
        branch = kind in _MAY_PASS and not script_assertions.is_same(condition, node)
        if branch or _is_second(above, node):
            item = msgspec.structs.replace(item, at_times=True)
        if _is_never(above, node) or _takes(above, node) or _is_behind_return(above, node):
            item = msgspec.structs.replace(item, strength=strength.NOTHING)
        node = above
    return item


def _is_second(expression: Node, node: Node) -> bool:
    """Whether a node is what stands behind `&&`, `||` or `??`, and so is not always reckoned out."""
    sign = expression.field("operator") if expression.kind() == "binary_expression" else None
    lazy = sign is not None and sign.text() in ("&&", "||", "??")
    return lazy and script_assertions.is_same(expression.field("right"), node)


def _is_never(above: Node, node: Node) -> bool:
    """Whether a node is what `if (false)` or `while (false)` holds; what stands in `else` does run."""
    condition = above.field("condition")
    if above.kind() not in _CONDITIONED or condition is None:
        return False
    held = above.field("consequence") or above.field("body")
    return script_functions.bare(condition).text() == "false" and script_assertions.is_same(held, node)


def _takes(attempt: Node, node: Node) -> bool:
    """Whether the failure of an assertion in a `try` ends in a handler that does nothing with it."""
    if attempt.kind() != "try_statement" or not script_assertions.is_same(attempt.field("body"), node):
        return False
    handler = attempt.field("handler")
    body = handler.field("body") if handler is not None else None
    if body is None:
        return False
    rows = script_functions.said(body)
    return all(
        each.text().startswith("console.")
        if each.kind() == "expression_statement"
        else each.kind() == "return_statement" and not script_functions.said(each)
        for each in rows
    )


def _is_behind_return(body: Node, node: Node) -> bool:
    if body.kind() != "statement_block":
        return False
    before = (
        each for each in script_functions.said(body) if each.range().end.index <= node.range().start.index
    )
    leaves = any(each.kind() in ("return_statement", "throw_statement") for each in before)
    return leaves and node.kind() != "function_declaration"


def _helped(call: Node) -> strength.Assertion:
    text = script_assertions.plain(call)
    names = script_assertions.names_in(call)
    line = call.range().start.line + 1
    return strength.Assertion(text=text, strength=strength.STRONG, line=line, names=names, helper=True)


def _is_given_on(block: Block, calls: Sequence[Node]) -> bool:
    """Whether what ends the test, or asserts in it, is handed on: `close(done)`, `compare(t, rows)`."""
    wanted = {block.first, block.ends, "expect", "assert"} - {""}
    return any(
        any(arg.text() in wanted for arg in script_assertions.arguments(call))
        or script_assertions.chain(call.field("function")) == (block.first,)
        for call in calls
    )


def _steps(statements: Sequence[Node]) -> Iterator[str]:
    for each in statements:
        if not structure.nodes(each, ("statement_block",)):
            text = script_assertions.plain(each).rstrip(";")
            if not re.search(r"\b(assert\w*|expect|should)\b", text):
                yield text


def _skip_calls(calls: Sequence[Node], block: Block) -> Iterator[str]:
    """`t.skip()` and `this.skip()`, with the condition under which they are called."""
    for call in calls:
        words = script_assertions.chain(call.field("function"))
        if len(words) == 2 and words[1] in ("skip", "todo") and words[0] in {block.first, "this", "t"}:
            yield f"{words[1]}({_condition(call, block)})"


def _condition(node: Node, block: Block) -> str:
    while (above := node.parent()) is not None and above.range().start.index >= block.start:
        held = above.field("condition")
        if above.kind() == "if_statement" and held is not None:
            return script_assertions.plain(script_functions.bare(held))
        node = above
    return ""


def _named_functions(top: Node) -> list[tuple[str, int, int]]:
    """The functions of a file that have a name, with their place."""
    found = []
    for each in structure.nodes(top, ("function_declaration", "variable_declarator")):
        name, value = each.field("name"), each.field("value")
        whole = each if each.kind() == "function_declaration" else value
        if name is not None and whole is not None and whole.kind() in (*FUNCTIONS, "function_declaration"):
            found.append((name.text(), whole.range().start.index, whole.range().end.index))
    return found


def _asserting(
    named: Sequence[tuple[str, int, int]], places: Sequence[int], calls: Sequence[Node]
) -> frozenset[str]:
    """Functions of the file that assert, directly or through each other."""
    known = {name for name, start, end in named if any(start <= at < end for at in places)}
    through = [
        (words[0], call.range().start.index)
        for call in calls
        if len(words := script_assertions.chain(call.field("function"))) == 1
    ]
    while True:
        more = {
            name
            for name, start, end in named
            if name not in known and any(word in known and start <= at < end for word, at in through)
        }
        if not more:
            return frozenset(known)
        known |= more
