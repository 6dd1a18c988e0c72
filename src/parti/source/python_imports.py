"""The imports of one Python file, exactly, and none of its other facts: a parse and a walk over statements.

Called through `reading` by whoever holds a tree, for the checks that look at imports alone. Most of what
all facts of a file cost is the walk through its expressions; an import is a statement. What it says of
imports is what `python_facts` says of them, which a test holds both to.
"""

import ast
from collections.abc import Iterable, Iterator

from parti.source import facts, import_statements, imports, python_facts
from parti.source.spelling import spelled

_Where = tuple[bool, bool, bool]
"""Whether what stands here is lazy, for types alone, conditional."""

_Row = tuple[ast.AST, _Where]

_SAME = ("body", "handlers", "orelse", "finalbody", "cases")
"""Where a statement keeps statements, in the order in which they are written."""


def extract(text: str, path: str) -> facts.Imported:
    """The imports of a file, or why there are none; the path makes their names absolute."""
    if import_statements.is_dynamic(text):
        known = python_facts.extract(text, path)
        return facts.Imported(known.imports, known.problem)
    tree = python_facts.parse(text)
    if isinstance(tree, facts.Problem):
        return facts.Imported((), tree)
    return facts.Imported(tuple(_found(tree, path)))


def _found(tree: ast.Module, path: str) -> Iterator[facts.Import]:
    waiting: list[_Row] = [(node, (False, False, False)) for node in reversed(tree.body)]
    while waiting:
        node, where = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _told(node, path, where)
        else:
            waiting += reversed(list(_below(node, where)))


def _told(node: ast.Import | ast.ImportFrom, path: str, where: _Where) -> Iterator[facts.Import]:
    lazy, typing, conditional = where
    rows: list[tuple[str, tuple[str, ...], int]]
    if isinstance(node, ast.Import):
        rows = [(alias.name, (), 0) for alias in node.names]
    else:
        module = imports.absolute(path, node.level, node.module or "")
        rows = [(module, tuple(alias.name for alias in node.names), node.level)]
    for module, names, level in rows:
        yield facts.Import(
            module=module, names=names, level=level, line=node.lineno, column=node.col_offset + 1,
            lazy=lazy, typing=typing, conditional=conditional,
        )  # fmt: skip


def _below(node: ast.AST, where: _Where) -> Iterable[_Row]:
    """The statements within a statement, each with where it stands."""
    lazy, typing, _ = where
    match node:
        case ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body):
            return [(each, (True, *where[1:])) for each in body]
        case ast.If(test=test, body=body, orelse=orelse):
            types = "TYPE_CHECKING" in spelled(test)
            first = (lazy, True, where[2]) if types else (lazy, typing, True)
            rest = (lazy, typing, True)
            return [*((each, first) for each in body), *((each, rest) for each in orelse)]
        case ast.Try(finalbody=last) | ast.TryStar(finalbody=last):
            under = (lazy, typing, True)
            tried = [*node.body, *node.handlers, *node.orelse]
            return [*((each, under) for each in tried), *((each, where) for each in last)]
        case _:
            return [(each, where) for name in _SAME for each in getattr(node, name, ()) or ()]
