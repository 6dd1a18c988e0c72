"""What tests may speak of and a change took away or changed: functions, parameters, options, modules.

Called by `oracle`, because a test that goes together with what it spoke of is another matter than one that
just goes. A function or a class is gone when nothing of the change defines it any more. A parameter, an
attribute, an option, a key or a module is gone only when its word no longer stands anywhere in the changed
code: such words are short, and one that is still in use has not gone.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from parti.source import python_facts
from parti.source.shape import FileChange

_OPTION = re.compile(r"-{0,2}[A-Za-z_][\w-]{2,60}\Z")
_WORD = re.compile(r"[A-Za-z_]\w*")
_INNER = re.compile(r"(?<!\w)[A-Za-z]\w*_\w+(?!\w)")
"""A word inside a longer text that can hardly be anything but a name: `where name = 'm029_rehash'`."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def words(node: ast.AST) -> frozenset[str]:
    """Keywords of calls, texts that read like an option or a key, and names inside texts, below a node."""
    found = {n.arg for n in ast.walk(node) if isinstance(n, ast.keyword) and n.arg}
    return frozenset(found.union(_texts(node), _inner(node)))


def gone(changes: Sequence[FileChange]) -> frozenset[str]:
    """Names that the code under test had before a change and no longer has.

    Args:
        changes: the changed files that are Python and no tests.
    """
    before, after = _trees(changes)
    defined = {name for tree in before for name in _defined(tree)}
    defined -= {name for tree in after for name in _defined(tree)}
    declared = {name for tree in before for name in _declared(tree)} | _modules(changes, of_base=True)
    if declared:
        declared -= {name for tree in after for name in _occurring(tree)} | _modules(changes, of_base=False)
    return frozenset(defined | declared)


def changed(changes: Sequence[FileChange]) -> frozenset[str]:
    """Functions and classes that do another thing, by name; a class stands for its special methods.

    Those whose own code differs, those that are gone, and in the same files those that call one of them.
    """
    found: set[str] = set()
    callers: dict[str, set[str]] = {}
    for change in changes:
        before, after = (dict(_codes(_tree(text), "")) for text in (change.base, change.new))
        found |= {_last(name) for name, code in before.items() if after.get(name) != code}
        for name, code in before.items():
            for word in set(_WORD.findall(code)):
                callers.setdefault(word, set()).add(_last(name))
    return frozenset(found.union(*(callers.get(name, set()) for name in found)))


def _last(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def _codes(tree: ast.AST, prefix: str) -> Iterator[tuple[str, str]]:
    """Each function and class by its qualified name, with its code less that of what it holds."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            special = [n for n in node.body if not isinstance(n, Function) or n.name.startswith("__")]
            yield f"{prefix}{node.name}", "\n".join(ast.unparse(n) for n in special if not _is_prose(n))
            yield from _codes(node, f"{prefix}{node.name}.")
        elif isinstance(node, Function) and not node.name.startswith("__"):
            head = [ast.unparse(each) for each in (*node.decorator_list, node.args)]
            body = [ast.unparse(each) for each in node.body if not _is_prose(each)]
            yield f"{prefix}{node.name}", "\n".join([*head, *body])


def _is_prose(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _trees(changes: Sequence[FileChange]) -> tuple[list[ast.Module], list[ast.Module]]:
    return [_tree(change.base) for change in changes], [_tree(change.new) for change in changes]


def _tree(text: str | None) -> ast.Module:
    """The parsed text; an empty module where there is none, or none that parses."""
    tree = python_facts.parse(text or "")
    return tree if isinstance(tree, ast.Module) else ast.Module(body=[], type_ignores=[])


def _modules(changes: Sequence[FileChange], *, of_base: bool) -> set[str]:
    texts = ((change.path, change.base if of_base else change.new) for change in changes)
    return {PurePosixPath(path).stem for path, text in texts if text is not None}


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            yield node.name


def _declared(tree: ast.Module) -> Iterator[str]:
    """Parameters, attributes that are set, fields of classes, options and keys."""
    yield from _texts(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.ClassDef):
            targets = (each.target for each in node.body if isinstance(each, ast.AnnAssign))
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _occurring(tree: ast.Module) -> Iterator[str]:
    """Every word of the code that a name could be known by."""
    yield from _texts(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                yield name.rsplit(".", 1)[-1]
            case ast.keyword(arg=str(name)):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


def _inner(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield from _INNER.findall(inner.value)


def _texts(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and _OPTION.match(inner.value):
            yield inner.value
