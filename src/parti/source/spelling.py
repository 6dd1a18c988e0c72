"""An expression as text again, for messages and comparisons; never an error.

Called wherever Python code is shown. The standard library cannot spell every tree that it can read: numbers
of thousands of digits, texts within texts that hold a backslash, nesting deeper than the stack.
"""

import ast

UNSPELLED = "…"


def spelled(node: ast.AST) -> str:
    """The source of a node; `…` where there is no way to write it."""
    try:
        return ast.unparse(node)
    except (ValueError, RecursionError):
        return UNSPELLED
