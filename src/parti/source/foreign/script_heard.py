"""Whether the failure of a promise is heard behind a handler that does nothing with it, in scripts.

Called by `script_silence`. `it.catch(() => {})` only keeps the runtime quiet when the same function awaits
`it` afterwards: whoever awaits gets the failure. That counts when every way through the statements that
follow in the same block awaits or returns the variable, alone or with others of which none may be lost.
"""

import functools
import re
from collections.abc import Iterable, Mapping

from parti.source.foreign.script_functions import LOOPS, SCOPES, bare, own, said, word
from parti.source.structure import Node

_WORD = re.compile(r"[\w$]+")
_BLOCKS = frozenset({"statement_block", "program"})
_LEAVES = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})
_ENDS = SCOPES | LOOPS | _LEAVES
"""Behind these what follows is not reached, or not with the variable of each turn."""

_NEVER = SCOPES | LOOPS | {"switch_statement", "catch_clause"}
_PATTERNS = frozenset({"array_pattern", "object_pattern"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})
_TOGETHER = re.compile(r"Promise\s*\.\s*(?:all|race)\Z")
"""What fails with the promises that it is given; `allSettled` and `any` do not."""

_ALONG = frozenset({"then", "finally"})
"""What is called with one handler and hands a failure on."""


def is_heard(call: Node) -> bool:
    """Whether what follows a call like `it.catch(…)` awaits `it` on every way."""
    function = call.field("function")
    receiver = function.field("object") if function is not None else None
    name = bare(receiver).text() if receiver is not None and bare(receiver).kind() == "identifier" else ""
    statement = call
    while name and (parent := statement.parent()) is not None and statement.kind() not in _ENDS:
        if parent.kind() in _BLOCKS:
            return _comes_again(parent, statement, name) and _follows(statement.next_all(), name)
        statement = parent
    return False


def _comes_again(block: Node, statement: Node, name: str) -> bool:
    """Whether a name stands behind a statement of a block; mostly it does not, and that is told at once."""
    begin = statement.range().end.index - block.range().start.index
    return _last(block).get(name, -1) >= begin


@functools.lru_cache(maxsize=1)
def _last(block: Node) -> Mapping[str, int]:
    """Where each word of a block stands last, of which each statement asks in turn."""
    return {found[0]: found.start() for found in _WORD.finditer(block.text())}


def _follows(statements: Iterable[Node], name: str) -> bool:
    """Whether one of these statements hears it, before any may leave or give the name another value."""
    for each in statements:
        if _hears(each, name):
            return True
        if any(_turns(node, name) for node in own([each])):
            return False
    return False


def _turns(node: Node, name: str) -> bool:
    if node.kind() in _LEAVES:
        return True
    left = node.field("left") if node.kind().endswith("assignment_expression") else None
    if left is None:
        return False
    given = own([left]) if left.kind() in _PATTERNS else (bare(left),)
    return any(each.kind() in _NAMES and each.text() == name for each in given)


def _hears(node: Node, name: str) -> bool:
    """Whether every way through a node awaits or returns the variable."""
    kind = node.kind()
    if kind in _NEVER:
        return False
    if kind in {"await_expression", "return_statement"}:
        return any(_is_it(each, name) or _hears(each, name) for each in said(node))
    if kind in _BLOCKS:
        return _follows(node.named_children(), name)
    if kind == "try_statement":
        return _part(node, "body", name) or _part(node, "finalizer", name)
    if kind in {"if_statement", "ternary_expression"}:
        both = _part(node, "consequence", name) and _part(node, "alternative", name)
        return both or _part(node, "condition", name)
    if kind == "binary_expression":
        return _part(node, "left", name)
    return any(_hears(each, name) for each in said(node))


def _part(node: Node, field: str, name: str) -> bool:
    part = node.field(field)
    return part is not None and _hears(part, name)


def _is_it(node: Node, name: str) -> bool:
    """The variable, or a promise that fails with it: `Promise.all([it, other])`."""
    node = bare(node)
    if node.kind() == "identifier":
        return node.text() == name
    function, given = node.field("function"), node.field("arguments")
    if function is None or given is None:
        return False
    if word(function) in _ALONG and len(said(given)) == 1:
        owner = function.field("object")
        return owner is not None and _is_it(owner, name)
    return _TOGETHER.match(function.text()) is not None and any(
        _is_it(each, name) for one in said(given)[:1] if one.kind() == "array" for each in said(one)
    )
