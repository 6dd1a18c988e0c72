"""The functions, classes and the top of a Python file, each with the scope that its names are looked up in.

Called by `silence` and `retries`, which judge one body at a time: what a nested function does is its own.
"""

import ast
from collections.abc import Iterator, Sequence

import msgspec

from parti.source import scopes

Tried = ast.Try | ast.TryStar


class Body(msgspec.Struct, frozen=True):
    """One body: its statements, its scope, and the function that it belongs to; None for a class or a file.

    Args:
        outer: the functions around it, the nearest first, itself included.
    """

    statements: Sequence[ast.stmt]
    scope: scopes.Scope
    function: scopes.Function | None
    outer: tuple[scopes.Function, ...]


def of(tree: ast.Module, path: str) -> Iterator[Body]:
    """Every body of a file, outer ones first."""
    stack = [Body(tree.body, scopes.module(tree, path), None, ())]
    while stack:
        here = stack.pop()
        yield here
        for node in scopes.own(here.statements):
            if isinstance(node, ast.ClassDef):
                stack.append(Body(node.body, scopes.nested(node, here.scope), None, here.outer))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = scopes.nested(node, here.scope)
                stack.append(Body(node.body, inner, node, (node, *here.outer)))


def parts(node: ast.expr | None, scope: scopes.Scope, depth: int = 0) -> tuple[ast.expr, ...]:
    """The members of a tuple that is written out or held by a name; any other expression is its own."""
    match node:
        case None:
            return ()
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            return tuple(part for each in elements for part in parts(each, scope, depth + 1))
        case ast.Starred(value=value):
            return parts(value, scope, depth + 1)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return (*parts(left, scope, depth + 1), *parts(right, scope, depth + 1))
        case ast.Name(id=name) if depth < _DEPTH:
            found = scopes.lookup(scope, name)
            held = [each for each in found[1] if isinstance(each, _SEVERAL)] if found else []
            return tuple(part for each in held for part in parts(each, scope, depth + 1)) or (node,)
        case _:
            return (node,)


_DEPTH = 8
_SEVERAL = (ast.Tuple, ast.List, ast.Set, ast.BinOp)
