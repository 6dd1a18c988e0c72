"""How often a Python loop turns: counted, for ever, or once for each thing to work on.

Called by `retries`. A count may stand in a name of its own (`tries = range(5)`).
"""

import ast

from parti.source import names, scopes

Loop = ast.While | ast.For | ast.AsyncFor
_ENDLESS = frozenset({"itertools.count", "itertools.cycle"})
_COUNTED = frozenset({"range", "itertools.repeat", "iter", "enumerate", "reversed", *_ENDLESS})


def endless(loop: Loop, scope: scopes.Scope) -> bool:
    """Whether a loop turns for ever unless something in it leaves."""
    match loop:
        case ast.While(test=ast.Constant(value=value)):
            return bool(value)
        case ast.For(iter=ast.Call() as call) | ast.AsyncFor(iter=ast.Call() as call):
            functions = set(names.resolve(call.func, scope))
            if functions & {"enumerate"} and call.args and isinstance(call.args[0], ast.Call):
                functions, call = set(names.resolve(call.args[0].func, scope)), call.args[0]
            given = len(call.args) + len(call.keywords)
            forever = ("itertools.repeat" in functions and given == 1) or (
                "iter" in functions and given == 2
            )
            return bool(functions & _ENDLESS) or forever
        case _:
            return False


def counts(node: ast.expr, scope: scopes.Scope, hops: int = 4) -> bool:
    """Whether a loop counts its turns, and has nothing to work on."""
    if isinstance(node, ast.Name):
        home, values = scopes.lookup(scope, node.id) or (scope, [])
        held = values[0] if len(values) == 1 and hops else None
        return isinstance(held, ast.Call) and counts(held, home, hops - 1)
    if not isinstance(node, ast.Call):
        return False
    functions = set(names.resolve(node.func, scope))
    if "iter" in functions:
        return len(node.args) == 2
    if functions & {"enumerate", "reversed"}:
        return bool(node.args) and counts(node.args[0], scope, hops)
    return bool(functions & _COUNTED)
