"""The functions, classes and the top of a Python file, each with the scope that its names are looked up in.

Called by `silence` and `retries`, which judge one body at a time: what a nested function does is its own.
"""

import ast
from collections.abc import Iterator, Sequence

import msgspec

from parti.source import names, scopes

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


def parts(
    node: ast.expr | None, scope: scopes.Scope, followed: set[str] | None = None
) -> tuple[ast.expr, ...]:
    """The members of a tuple that is written out or held by a name; any other expression is its own.

    A name is `followed` once: a tuple that holds itself twenty times would be written out without end.
    """
    followed = set() if followed is None else followed
    match node:
        case None:
            return ()
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            return tuple(part for each in elements for part in parts(each, scope, followed))
        case ast.Starred(value=value):
            return parts(value, scope, followed)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return (*parts(left, scope, followed), *parts(right, scope, followed))
        case ast.Name(id=name) if name in followed:
            return ()
        case ast.Name(id=name):
            followed.add(name)
            found = scopes.lookup(scope, name)
            held = [each for each in found[1] if isinstance(each, _SEVERAL)] if found else []
            return tuple(part for each in held for part in parts(each, scope, followed)) or (node,)
        case ast.Attribute(value=ast.Name() as holder, attr=name) if f".{name}" not in followed:
            followed.add(f".{name}")
            homes = (
                scopes.class_of(scope, each.removesuffix("()")) for each in names.resolve(holder, scope)
            )
            several = [
                part
                for home in homes
                for each, _ in (home.members.get(name, ()) if home is not None else ())
                if home is not None and isinstance(each, _SEVERAL)
                for part in parts(each, home, followed)
            ]
            return tuple(several) or (node,)
        case _:
            return (node,)


_SEVERAL = (ast.Tuple, ast.List, ast.Set, ast.BinOp)
