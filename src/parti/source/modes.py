"""The mode of an open-like call, and the error paths that end silently: two readings of syntax.

Called by `python_facts`. A mode that is not a literal is reported as `?`, so that a check can say
that it is not sure instead of staying silent.
"""

import ast
from collections.abc import Sequence

from parti.source import names, scopes

OPENERS = frozenset({"open", "fdopen", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"})
_LOGS = frozenset(
    {"debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print", "msg"}
)


def last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def mode(
    method: str, arguments: Sequence[ast.expr], keywords: Sequence[ast.keyword], scope: scopes.Scope
) -> str | None:
    """The literal mode of an open-like call; `?` when it is there but not literal."""
    given = next((k.value for k in keywords if k.arg == "mode"), None)
    if given is None:
        if any(k.arg is None for k in keywords) or any(isinstance(a, ast.Starred) for a in arguments):
            return "?"
        candidates = [_text(a, scope) for a in arguments[:2]]
        looks = [c for c in candidates if c is not None and _is_mode(c)]
        if looks and (method != "open" or len(arguments) > 1 or len(candidates) == 1):
            return looks[-1]
        return None if len(arguments) < 2 or candidates[1] is not None else "?"
    text = _text(given, scope)
    return text if text is not None else "?"


def _is_mode(text: str) -> bool:
    return 0 < len(text) <= 4 and not set(text) - set("rwaxbtU+") and bool(set(text) & set("rwax"))


def _text(node: ast.expr, scope: scopes.Scope) -> str | None:
    literal = [n[1:] for n in names.resolve(node, scope) if n.startswith("=")]
    return literal[0] if len(literal) == 1 else None


def silence(body: Sequence[ast.stmt]) -> str:
    """How a handler stays silent; empty when it does not."""
    ways = {_quiet(statement) for statement in body}
    if "" in ways:
        return ""
    return "only logs" if "logs" in ways else "passes"


def _quiet(statement: ast.stmt) -> str:
    match statement:
        case ast.Pass() | ast.Continue() | ast.Expr(value=ast.Constant()):
            return "passes"
        case ast.Expr(value=ast.Call(func=function)) if last(function) in _LOGS:
            return "logs"
        case _:
            return ""
