"""An expression as text again, for messages and comparisons; never an error.

Called wherever Python code is shown. The standard library cannot spell every tree that it can read: numbers
of thousands of digits, texts within texts that hold a backslash, nesting deeper than the stack.
"""

import ast
import itertools

UNSPELLED = "…"

_LONGEST = 100
"""Nodes of an expression that is shown."""


def spelled(node: ast.AST) -> str:
    """The source of a node; `…` where there is no way to write it."""
    try:
        return ast.unparse(node)
    except (ValueError, RecursionError):
        return UNSPELLED


def shown(node: ast.AST) -> str:
    """The source of a node as a message holds it; `…` for one that nobody would read to its end.

    A sum of a thousand terms is a thousand expressions within each other, and each would be written out.
    """
    sizes = itertools.islice(ast.walk(node), _LONGEST + 1)
    return spelled(node) if sum(1 for _ in sizes) <= _LONGEST else UNSPELLED
