"""Matches one Python statement or expression against a small pattern with `$X` and `$$$`.

Called by `paths` through the paired-effect check, which must know *where on a path* a match is, and so
needs nodes of the same tree that it walks. `$X` stands for one expression, `$$$X` or `...` for any
arguments; a dotted name without a call means a call of it with any arguments.
"""

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import takewhile

_MANY = "__many__"
_ONE = "__one__"
_DOTTED = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*\Z")


def compiled(pattern: str) -> ast.AST | None:
    """A pattern as a node to compare with; None when it is no single Python statement."""
    text = pattern.strip()
    if _DOTTED.match(text):
        text = f"{text}($$$)"
    text = re.sub(r"\$\$\$\w*", _MANY, text)
    text = re.sub(r"\$\w+", _ONE, text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if len(body) != 1:
        return None
    return body[0].value if isinstance(body[0], ast.Expr) else body[0]


def literals(pattern: str) -> frozenset[str]:
    """Words that must occur in any text that matches: for a scan before the parse."""
    plain = re.sub(r"\$+\w*", " ", pattern)
    return frozenset(word for word in re.findall(r"[A-Za-z_]\w*", plain) if word not in {"del", "self"})


def matches(pattern: ast.AST, node: ast.AST) -> bool:
    """Whether a node is what the pattern says; `x = …` also means `x += …` and `x: T = …`."""
    if isinstance(pattern, ast.Assign):
        return _assigns(pattern, node)
    if isinstance(pattern, ast.Delete) and isinstance(node, ast.Delete):
        return any(_same(pattern.targets[0], target) for target in node.targets)
    return _same(pattern, node)


def _assigns(pattern: ast.Assign, node: ast.AST) -> bool:
    wanted = pattern.targets[0]
    match node:
        case ast.Assign(targets=targets, value=value):
            pairs = (pair for target in targets for pair in _given(target, value))
            return any(_same(wanted, part) and _takes(pattern.value, what) for part, what in pairs)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return _same(wanted, target) and _same(pattern.value, value)
        case ast.AugAssign(target=target):
            return _same(wanted, target) and _is_one(pattern.value)
        case ast.For(target=target) | ast.AsyncFor(target=target):
            return _is_one(pattern.value) and any(_same(wanted, part) for part, _ in _given(target, None))
        case _:
            return False


def _takes(wanted: ast.expr, value: ast.expr | None) -> bool:
    """Whether a value is the wanted one; one that is nowhere written is `$X` alone."""
    return _is_one(wanted) if value is None else _same(wanted, value)


_Given = tuple[ast.expr, ast.expr | None]


def _given(target: ast.expr, value: ast.expr | None) -> Iterator[_Given]:
    """Each name or place of a target with what it is given.

    A part of what is not written out, as in `a, b = f()`, is given the whole, of which it holds something;
    what a star stands for is None.
    """
    match target:
        case ast.Starred(value=inner):
            yield from _given(inner, None)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            out = value.elts if isinstance(value, ast.Tuple | ast.List) else None
            pairs = ((part, value) for part in parts) if out is None else _side_by_side(parts, out)
            for part, what in pairs:
                yield from _given(part, what)
        case _:
            yield target, value


def _side_by_side(parts: Sequence[ast.expr], values: Sequence[ast.expr]) -> Iterator[_Given]:
    """Parts beside their values, from both ends up to a star, which takes or brings any number."""
    front = sum(1 for _ in takewhile(_are_plain, zip(parts, values, strict=False)))
    rest, left = parts[front:], values[front:]
    back = sum(1 for _ in takewhile(_are_plain, zip(rest[::-1], left[::-1], strict=False)))
    yield from zip(parts[:front], values[:front], strict=True)
    yield from ((each, None) for each in rest[: len(rest) - back])
    yield from zip(rest[len(rest) - back :], left[len(left) - back :], strict=True)


def _are_plain(pair: tuple[ast.expr, ast.expr]) -> bool:
    return not any(isinstance(each, ast.Starred) for each in pair)


def _is_one(node: object) -> bool:
    return isinstance(node, ast.Name) and node.id == _ONE


def _is_many(node: object) -> bool:
    name = isinstance(node, ast.Name) and node.id == _MANY
    return name or (isinstance(node, ast.Constant) and node.value is ...)


def _same(pattern: object, node: object) -> bool:
    if _is_one(pattern):
        return isinstance(node, ast.expr)
    if isinstance(pattern, ast.Call) and isinstance(node, ast.Call):
        if not _same(pattern.func, node.func):
            return False
        open_ended = any(_is_many(argument) for argument in pattern.args)
        return _listed(pattern.args, node.args) and (open_ended or _listed(pattern.keywords, node.keywords))
    if isinstance(pattern, ast.AST):
        if type(pattern) is not type(node):
            return False
        fields = [f for f in pattern._fields if f not in {"ctx", "type_comment", "kind"}]
        return all(_same(getattr(pattern, f, None), getattr(node, f, None)) for f in fields)
    if isinstance(pattern, list) and isinstance(node, list):
        return _listed(pattern, node)
    return pattern == node


def _listed(
    pattern: list[ast.expr] | list[ast.keyword] | list[object],
    nodes: list[object] | list[ast.expr] | list[ast.keyword],
) -> bool:
    """Lists alike, where one `$$$` takes any number of elements."""
    if not pattern:
        return not nodes
    if _is_many(pattern[0]):
        return any(_listed(pattern[1:], nodes[at:]) for at in range(len(nodes) + 1))
    return bool(nodes) and _same(pattern[0], nodes[0]) and _listed(pattern[1:], nodes[1:])
