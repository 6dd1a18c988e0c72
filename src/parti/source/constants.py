"""What calls in a Python file are given by name: constants of the module, and numbers in their keywords.

Called by the sightings of `design` for files that speak of SQL or of time-outs. A name counts only when the
module binds it once, to a literal, and nothing else in the file binds it, not even a parameter or a star
import; then whoever reads the name reads the literal. Other languages yield nothing.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from parti.source import facts, python_facts

Literal = str | int | float


class Given(msgspec.Struct, frozen=True):
    """What one call is given.

    Args:
        first: the first argument, when it is a name for a text.
        words: keyword arguments by name, each with the number or text and the constant that holds it.
    """

    first: str
    words: Mapping[str, tuple[Literal, str]]


def given(text: str) -> Mapping[tuple[int, int], Given]:
    """Line and column of each call, as facts count them, with what it is given; empty without a parse."""
    tree = python_facts.parse(text)
    if isinstance(tree, facts.Problem):
        return {}
    known = dict(_constants(tree))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        (node.lineno, node.col_offset + 1): found
        for node in calls
        if (found := _given(node, known)).first or found.words
    }


def _constants(tree: ast.Module) -> Iterator[tuple[str, Literal]]:
    bound = Counter(_bound(tree))
    if "*" in bound:
        return
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=value))
            ) if bound[name] == 1 and isinstance(value, str | int | float) and not isinstance(value, bool):
                yield name, value
            case _:
                pass


def _bound(tree: ast.Module) -> Iterator[str]:
    """Every name, as often as anything in the file binds it."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield name
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name
            case _:
                pass


def _given(node: ast.Call, known: Mapping[str, Literal]) -> Given:
    first = _value(node.args[0], known)[0] if node.args and isinstance(node.args[0], ast.Name) else ""
    words = {word.arg: _value(word.value, known) for word in node.keywords if word.arg}
    kept = {name: found for name, found in words.items() if found[0] != ""}
    return Given(first if isinstance(first, str) else "", kept)


def _value(node: ast.expr, known: Mapping[str, Literal]) -> tuple[Literal, str]:
    """A literal, a constant, or a format text of both; an empty text for all else."""
    match node:
        case ast.Constant(value=str() | int() | float() as value) if not isinstance(value, bool):
            return value, ""
        case ast.Name(id=name) if name in known:
            return known[name], name
        case ast.JoinedStr(values=parts):
            return _joined(parts, known), ""
        case _:
            return "", ""


def _joined(parts: list[ast.expr], known: Mapping[str, Literal]) -> str:
    inner = [part.value if isinstance(part, ast.FormattedValue) else part for part in parts]
    found = [_value(part, known)[0] for part in inner]
    return "" if "" in found else "".join(str(one) for one in found)
