"""Whether a Python expression is surely a text: a literal, what makes one, a name that holds only texts.

Called by `python_facts` for a method that texts share with other things, as `replace` is of a `str` and of
a `Path`. Where anything else may be meant, the answer is no.
"""

import ast
import re
from collections.abc import Sequence

from parti.source import names, scopes

SHARED = frozenset({"replace"})
"""Methods of a text that something else has too, which a constraint may name."""

_DEPTH = 20
_OBJECT = re.compile(r"(?:^|\.)[A-Z]\w*\(\)$", re.ASCII)
_MAKES = frozenset({"str", "bytes", "repr", "ascii", "format", "chr", "input", "hex", "oct", "bin"})
_TEXT_ONLY = frozenset(
    {"upper", "lower", "strip", "lstrip", "rstrip", "title", "casefold", "capitalize", "swapcase", "zfill"}
    | {"ljust", "rjust", "expandtabs", "encode", "decode", "format_map", "removeprefix", "removesuffix"}
    | {"isoformat", "strftime", "as_posix", "read_text", "read_bytes"}
)
"""Methods that nothing but a text has, or that give nothing but a text."""

_IN_PARTS = frozenset({"split", "rsplit", "splitlines", "partition", "rpartition"})
_NAMES = frozenset({"os.path.join", "os.path.basename", "os.path.dirname", "os.path.abspath", "os.fspath"})


def is_text(node: ast.AST | None, scope: scopes.Scope, depth: int = 0) -> bool:
    """Whether an expression can be nothing but a `str` or a `bytes`."""
    if depth > _DEPTH:
        return False
    deeper = depth + 1
    match node:
        case ast.JoinedStr() | ast.Constant(value=str() | bytes()):
            return True
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_text(left, scope, deeper) or is_text(right, scope, deeper)
        case ast.BinOp(left=left, op=ast.Mod() | ast.Mult()):
            return is_text(left, scope, deeper)
        case ast.IfExp(body=body, orelse=orelse):
            return is_text(body, scope, deeper) and is_text(orelse, scope, deeper)
        case ast.BoolOp(values=values):
            return all(is_text(each, scope, deeper) for each in values)
        case ast.NamedExpr(value=value):
            return is_text(value, scope, deeper)
        case ast.Subscript(value=ast.Call(func=ast.Attribute(value=value, attr=attr))) if attr in _IN_PARTS:
            return is_text(value, scope, deeper)
        case ast.Subscript(value=value):
            return is_text(value, scope, deeper)
        case ast.Call():
            return _makes(node, scope, deeper)
        case ast.Name(id=name):
            found = scopes.lookup(scope, name)
            return found is not None and _holds([(each, found[0]) for each in found[1]], deeper)
        case ast.Attribute(value=value, attr=attr):
            return _member(value, attr, scope, deeper)
        case _:
            return False


def _makes(node: ast.Call, scope: scopes.Scope, depth: int) -> bool:
    function = node.func
    if isinstance(function, ast.Attribute):
        if function.attr in _TEXT_ONLY or (function.attr == "replace" and len(node.args) > 1):
            return True
        shared = function.attr in {"join", "format", "replace", "center", "translate"}
        if shared and is_text(function.value, scope, depth):
            return True
    made = names.resolve(function, scope)
    return bool(made) and all(each in _MAKES or each in _NAMES for each in made)


def _holds(values: Sequence[tuple[scopes.Binding, scopes.Scope]], depth: int) -> bool:
    """Whether all that a name is bound to is a text, or it is said to be one."""
    said = [(each, home) for each, home in values if each is not None and not hasattr(each, "lineno")]
    judged = said or values  # an annotation stands without a line, and is what the name is meant to hold
    return (
        bool(judged)
        and all(isinstance(each, ast.expr) and is_text(each, home, depth) for each, home in judged)
        and not any(_is_object(each, home, depth) for each, home in values)
    )


def _is_object(node: scopes.Binding, home: scopes.Scope, depth: int) -> bool:
    """Whether a name is given an object of a class, whatever it is said to hold: `path = Path(path)`."""
    if not isinstance(node, ast.expr) or not hasattr(node, "lineno") or depth > _DEPTH:
        return False
    return any(_OBJECT.search(each) for each in names.resolve(node, home))


def _member(value: ast.expr, attr: str, scope: scopes.Scope, depth: int) -> bool:
    """Whether an attribute of an object of a class of this file holds only texts."""
    for base in names.resolve(value, scope):
        owner = scopes.class_of(scope, base.removesuffix("()"))
        held = owner.members.get(attr) if owner is not None else None
        if owner is None or not held:
            return False
        inside = [
            (each, scopes.nested(method, owner) if method is not None else owner) for each, method in held
        ]
        return _holds(inside, depth)
    return False
