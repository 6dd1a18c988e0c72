"""Whether a Python loop's own condition takes the next thing to work on: `while chunk := file.read():`.

Called by `retries`, since a loop that gets something new each turn tries nothing again. What a call must be
called to take something on is said here once for all languages; `foreign.script_onward` asks it too.
"""

import ast
import re
from collections.abc import Iterator

_TAKES = re.compile(
    r"(^|_)(next|read|recv|receive|pop|shift|take|poll|exec|dequeue|accept|scan|consume|pull|advance)"
    r"|(Next|Read|Receive|Pop|Shift|Take)"
    r"|(^|_)fetch_?([oO]ne|[mM]any|[rR]ow)|^get(_|$)|^splice$",
    re.ASCII,
)
_WHOLE = re.compile(r"read_?(text|bytes|file)", re.ASCII | re.IGNORECASE)
"""What reads all of a thing, and so the same thing each time."""

_HANDED = re.compile(r"^(next|pop\w*|shift|take|get\w*|dequeue|recv\w*)$", re.ASCII)
"""What gives a mark of the end in place of a thing; what anything else is compared with may be a state."""


def takes(function: str, given: int, on_something: bool) -> bool:
    """Whether a call gives the next thing and not the same once more.

    Args:
        function: the last word of what is called.
        given: how many arguments stand in the call without a name; a `get` that is given none takes.
        on_something: whether it is asked of an object, which knows how far it has come.
    """
    if not _TAKES.search(function) or _WHOLE.search(function):
        return False
    if function.startswith("get"):
        return not given
    return on_something or not given or function == "next"


def ends_by_a_mark(function: str) -> bool:
    """Whether a call's end may be told by a value of ours: `while (job := jobs.get()) is not END`."""
    return bool(_HANDED.match(function))


def taken(test: ast.expr) -> frozenset[str]:
    """The names to which a condition gives the next thing, and which end the loop when there is none."""
    return frozenset(_taken(test))


def _taken(test: ast.expr) -> Iterator[str]:
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            for each in values:
                yield from _taken(each)
        case ast.NamedExpr(target=ast.Name(id=name), value=value) if _word(value):
            yield name
        case ast.Compare(
            left=ast.NamedExpr(target=ast.Name(id=name), value=value),
            ops=[ast.IsNot() | ast.NotEq() | ast.Gt() as how],
            comparators=[other],
        ) if word := _word(value):
            if _is_nothing(other) or (not isinstance(how, ast.Gt) and ends_by_a_mark(word)):
                yield name
        case _:
            pass


def _word(value: ast.expr) -> str:
    """The last word of the call that takes; empty for all that takes nothing on."""
    call = value.value if isinstance(value, ast.Await) else value
    match call:
        case ast.Call(func=ast.Attribute(attr=word), args=given) if takes(word, len(given), True):
            return word
        case ast.Call(func=ast.Name(id=word), args=given) if takes(word, len(given), False):
            return word
        case _:
            return ""


def _is_nothing(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=value):
            return not value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
            return True
        case _:
            return False
