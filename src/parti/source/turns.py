"""What the turns of one Python loop have in common for each of its attempts, looked at once.

Made by `retries` for a loop, which may hold hundreds of `try` statements.
"""

import ast
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from parti.source import pauses, scopes

Loop = ast.While | ast.For | ast.AsyncFor
LEAVING = ast.Raise | ast.Return | ast.Break
_ASSIGNS = ast.Assign | ast.AugAssign | ast.AnnAssign


class Turns:
    """One loop: its assignments by the names that they give, where it is left, and what waits in it."""

    def __init__(self, loop: Loop, scope: scopes.Scope, pause: pauses.Pauses) -> None:
        self._scope, self._pause = scope, pause
        self._loop = loop
        self._places = {id(each): at for at, each in enumerate(loop.body)}
        self._makers: defaultdict[str, list[ast.stmt]] = defaultdict(list)
        for each in scopes.own(loop.body):
            if isinstance(each, _ASSIGNS):
                for name in stored([each]):
                    self._makers[name].append(each)
        self._moving: frozenset[str] | None = None
        self._waits: tuple[int, int] | None = None
        self._anything: bool | None = None
        self._left: tuple[int, int, int] | None = None

    def feeding(
        self, used: Iterable[str], without: Collection[int]
    ) -> tuple[frozenset[str], list[ast.stmt]]:
        """The names that these are made from, themselves included, and the assignments that make them.

        Args:
            without: the ids of the statements that do not count.
        """
        found, waiting = set(used), list(used)
        makers: dict[int, ast.stmt] = {}
        while waiting:
            for each in self._makers.get(waiting.pop(), ()):
                if id(each) in without or id(each) in makers:
                    continue
                makers[id(each)] = each
                more = loaded([each]) - found
                found |= more
                waiting += more
        return frozenset(found), list(makers.values())

    def anything(self) -> bool:
        """Whether any call of the loop may wait."""
        if self._anything is None:
            self._anything = self._pause.anything([self._loop], self._scope)
        return self._anything

    def between(self, tried: Sequence[ast.stmt]) -> tuple[int, int]:
        """How many calls outside of an attempt wait, and how many of them may wait longer each time."""
        if self._waits is None:
            self._waits = self._counted([self._loop])
        inside = self._counted(tried)
        return self._waits[0] - inside[0], self._waits[1] - inside[1]

    def _counted(self, nodes: Sequence[ast.AST]) -> tuple[int, int]:
        calls = self._pause.calls(nodes, self._scope)
        if calls and self._moving is None:
            self._moving = _bound_in(self._loop)
        moving = self._moving or frozenset()
        grows = [each for each in calls if not self._pause.is_constant(each, moving, self._scope)]
        return len(calls), len(grows)

    def place(self, node: ast.stmt) -> int:
        """Which statement of the loop it is; -1 for one that stands further in."""
        return self._places.get(id(node), -1)

    def left(self) -> tuple[int, int, int]:
        """The first statement that may leave the loop, the last that does so by a raise or a count, and the
        last that is itself a `break` or a `return`; the number of statements or -1 where there is none."""
        if self._left is None:
            self._left = self._leaves()
        return self._left

    def _leaves(self) -> tuple[int, int, int]:
        body = self._loop.body
        counted = stored(each for each in scopes.own(body) if isinstance(each, ast.AugAssign))

        def gives_up(node: ast.AST) -> bool:
            asked = isinstance(node, ast.If) and bool(loaded([node.test]) & counted)
            inner = within(ast.iter_child_nodes(node)) if asked else ()
            return isinstance(node, ast.Raise) or any(isinstance(each, LEAVING) for each in inner)

        first = next((at for at, each in enumerate(body) if _any(each, _is_leaving)), len(body))
        last = max((at for at, each in enumerate(body) if _any(each, gives_up)), default=-1)
        out = max(
            (at for at, each in enumerate(body) if isinstance(each, ast.Break | ast.Return)), default=-1
        )
        return first, last, out


def _any(statement: ast.stmt, holds: Callable[[ast.AST], bool]) -> bool:
    return any(map(holds, within([statement])))


def _is_leaving(node: ast.AST) -> bool:
    return isinstance(node, LEAVING)


def within(statements: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """What belongs to a loop itself: inner loops, functions and classes are their own."""
    stack = list(reversed(list(statements)))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, Loop | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            stack.extend(reversed(list(ast.iter_child_nodes(node))))


def loaded(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """The names that are read."""
    return frozenset(
        each.id
        for each in scopes.own(nodes)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    )


def stored(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """The names that are given a value."""
    return frozenset(
        each.id
        for each in scopes.own(nodes)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    )


def _bound_in(loop: Loop) -> frozenset[str]:
    target = [] if isinstance(loop, ast.While) else [loop.target]
    return stored([*target, *loop.body])
