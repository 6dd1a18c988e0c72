"""What the functions of a Python file do, statement by statement, written so that a copy reads the same.

Called for the `written-once` check alone: a file is read like this only where a document names helpers.
Names that only a function knows are numbered within each statement, so no statement changes another. Names
from elsewhere stand under the place that they come from; docstrings, annotations and imports are gone.
`return E` and `name = E` are one: no more changes where a body is written out instead of a call.
"""

import ast
import functools
from collections.abc import Iterable, Iterator, Sequence

from parti.source import bodies, passages, scopes, wording

_SPELLED_OUT = 200
"""Words of a statement up to which the values in it are read one by one; a table of data holds no copy."""

_SKIPPED = (ast.Pass, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom)
_VALUES = (
    ast.Call, ast.BinOp, ast.BoolOp, ast.Compare, ast.Subscript, ast.JoinedStr, ast.Tuple, ast.List,
    ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp, ast.Await,
)  # fmt: skip


def of(tree: ast.Module, path: str, place: passages.Place) -> Iterator[passages.Passage]:
    """Each function that stands in no other, and the top of the file."""
    top = scopes.module(tree, path)
    reader = _Reader(place, at_top=True)
    yield passages.Passage("", 1, tuple(reader.body(tree.body, top, passages.Owner("", 1))))
    for body in bodies.of(tree, path):
        node = body.function
        if node is not None and len(body.outer) == 1:
            name = body.scope.prefix.removeprefix(top.prefix).lstrip(".")
            owner = passages.Owner(name, node.lineno)
            read = _Reader(place, at_top=False).body(node.body, body.scope, owner)
            yield passages.Passage(name, node.lineno, tuple(read))


def constants(tree: ast.Module, path: str, place: passages.Place) -> Iterator[tuple[str, str]]:
    """The names at the top of a file that stand for one plain value, each with its text."""
    top = scopes.module(tree, path)
    for name in top.bindings:
        value = wording.fixed(top, name)
        if value is not None:
            yield place.ours(f"{top.prefix}.{name}"), wording.plain(value)


class _Reader:
    """Reads the statements of one function or of the top of a file, with those of functions inside."""

    def __init__(self, place: passages.Place, *, at_top: bool) -> None:
        self._place = place
        self._at_top = at_top

    def body(
        self, nodes: Iterable[ast.stmt], scope: scopes.Scope, owner: passages.Owner
    ) -> Iterator[passages.Statement]:
        """The statements below some, in the order of the text; what a header opens follows it."""
        stack: list[tuple[ast.AST, scopes.Scope, passages.Owner]] = []
        stack.extend((each, scope, owner) for each in reversed(list(nodes)))
        while stack:
            node, here, within = stack.pop()
            made = isinstance(node, scopes.Function | ast.ClassDef)
            if made and self._at_top:
                continue  # a passage of its own, or the class around several
            found = self._statement(node, here, within)
            if found is not None:
                yield found
            inner, holder = here, within
            if isinstance(node, scopes.Function | ast.ClassDef):
                inner = scopes.nested(node, here)
            if isinstance(node, scopes.Function):
                holder = passages.Owner(f"{within.name}.{node.name}".lstrip("."), node.lineno)
            below: list[ast.AST] = [
                each for field in _BELOW for each in getattr(node, field, ()) if isinstance(each, _INNER)
            ]
            stack.extend((each, inner, holder) for each in reversed(below))

    def _statement(
        self, node: ast.AST, scope: scopes.Scope, owner: passages.Owner
    ) -> passages.Statement | None:
        parts = _parts(node)
        if parts is None:
            return None
        word, values = parts
        if isinstance(node, ast.Assign | ast.AnnAssign):
            word, values = self._assigned(node, scope)
        text = wording.Text(self._place, self._at_top)
        text.word(word, 0 if word == "=" else 1)
        for value in values:
            text.node(value, scope)
        return passages.Statement(
            text=text.text(),
            line=next(line for line in (_line(node), *map(_line, values), owner.line) if line),
            size=text.size,
            owner=owner,
            words=tuple(sorted(text.words)),
            called=frozenset(text.called),
            awaits=text.awaits or isinstance(node, ast.AsyncFor | ast.AsyncWith),
            values=functools.partial(self._values, values, scope) if text.size <= _SPELLED_OUT else tuple,
            gives_local=isinstance(node, ast.Return) and text.text() in _NOTHING,
        )

    def _assigned(
        self, node: ast.Assign | ast.AnnAssign, scope: scopes.Scope
    ) -> tuple[str, Sequence[ast.AST]]:
        """A value that gets a name of the function's own is the value alone."""
        value = node.value
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        plain = all(self._is_local(each, scope) for each in targets)
        if value is None or plain:
            return "=", [] if value is None else [value]
        return "set", [*targets, value]

    def _is_local(self, target: ast.expr, scope: scopes.Scope) -> bool:
        if isinstance(target, ast.Tuple | ast.List):
            return all(self._is_local(each, scope) for each in target.elts)
        if isinstance(target, ast.Starred):
            return self._is_local(target.value, scope)
        text = wording.Text(self._place, self._at_top)
        return isinstance(target, ast.Name) and text.means(target.id, scope, assigned=True) == wording.LOCAL

    def _values(self, nodes: Iterable[ast.AST], scope: scopes.Scope) -> frozenset[str]:
        """Each value that a statement makes on its way, as the statement that would give it back."""
        found: set[str] = set()
        stack = [(each, scope) for each in nodes]
        while stack:
            node, here = stack.pop()
            if isinstance(node, _VALUES):
                text = wording.Text(self._place, self._at_top)
                text.word("=", 0)
                text.node(node, here)
                found.add(text.text())
            inner = scopes.nested(node, here) if isinstance(node, ast.Lambda) else here
            stack.extend((each, inner) for each in ast.iter_child_nodes(node))
        return frozenset(found)


_BELOW = ("body", "handlers", "orelse", "finalbody", "cases")
_INNER = (ast.stmt, ast.ExceptHandler, ast.match_case)


_NOTHING = ("= $0", "= None")
"""What a last `return` may leave out: where the body is written out, the name is there already."""


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def _parts(node: ast.AST) -> tuple[str, Sequence[ast.AST]] | None:
    """The word of a statement and what it says itself, without what stands below; None for none."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.AnnAssign(value=None):
            return None
        case ast.Try() | ast.TryStar():
            return "try", ()
        case ast.Expr(value=value):
            return "do", (value,)
        case ast.Return(value=value):
            return "=", (ast.Constant(None) if value is None else value,)
        case ast.FunctionDef(decorator_list=given) | ast.AsyncFunctionDef(decorator_list=given):
            return "def" if isinstance(node, ast.FunctionDef) else "async def", given
        case ast.ClassDef(bases=bases, decorator_list=given):
            return "class", (*bases, *given)
        case ast.If(test=test) | ast.While(test=test):
            return type(node).__name__, (test,)
        case ast.For(target=target, iter=given) | ast.AsyncFor(target=target, iter=given):
            return type(node).__name__, (target, given)
        case ast.With(items=items) | ast.AsyncWith(items=items):
            return type(node).__name__, items
        case ast.ExceptHandler(type=given):
            return "except", () if given is None else (given,)
        case ast.Match(subject=subject):
            return "match", (subject,)
        case ast.match_case(pattern=pattern, guard=guard):
            return "case", (pattern,) if guard is None else (pattern, guard)
        case _ if isinstance(node, _SKIPPED):
            return None
        case _:
            return type(node).__name__, tuple(ast.iter_child_nodes(node))
