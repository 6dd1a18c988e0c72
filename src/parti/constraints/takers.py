"""What functions of ours do with a parameter: whether one takes apart the value that it is given.

Called by the `opaque` check for each function that is handed the value. A function outside the rule's scope
may: it is where the value is made or read. A function whose parameter is named as the value is judged where
it stands, so its callers are not told again.
"""

import ast
from collections.abc import Callable, Iterator, Sequence

from parti.constraints import constraint, origins
from parti.source import facts, languages, python_facts, scopes

STEPS = 3
"""Functions that may hand the value on before it is taken apart."""

Judge = Callable[[str, scopes.Function, str, int], str]
"""How a function in a file takes a parameter apart; empty when it does not."""

Found = tuple[str, scopes.Function, bool]
"""A function, its path, and whether its first parameter is bound to an object."""


class Takers:
    """Asks the functions of one tree; remembers what they said."""

    def __init__(self, rule: constraint.Constraint, tree: constraint.Tree, judge: Judge) -> None:
        self._rule = rule
        self._tree = tree
        self._judge = judge
        self._origin = origins.Origins(tree)
        self._known: dict[tuple[str, str, str], str] = {}
        self._found: dict[str, tuple[Found, ...]] = {}
        self._last: tuple[str, Sequence[ast.stmt]] = "", ()

    def how(self, call: ast.Call, name: str, given: Callable[[ast.expr], bool], steps: int) -> str:
        """How the function that is called by this dotted name takes apart what it is given."""
        if steps <= 0 or "." not in name:
            return ""
        mention = facts.Call(name=name, method="", line=0, column=0)
        for each in self._origin.of(mention):
            if each.name not in self._found:
                self._found[each.name] = tuple(self._functions(each.name))
            for path, function, bound in self._found[each.name]:
                for parameter in _filled(call, function, bound, given):
                    how = self._of(path, function, parameter, steps)
                    if how:
                        return f"{how} at {path}:{function.lineno}"
        return ""

    def _of(self, path: str, function: scopes.Function, parameter: str, steps: int) -> str:
        key = path, f"{function.lineno}:{steps}", parameter
        if key not in self._known:
            self._known[key] = ""
            self._known[key] = self._judge(path, function, parameter, steps - 1)
        return self._known[key]

    def _functions(self, name: str) -> Iterator[Found]:
        """The function that a dotted name of ours means, when it lies inside the scope."""
        parts = name.split(".")
        for at in range(len(parts) - 1, 0, -1):
            for path in self._origin.paths(".".join(parts[:at]))[:1]:
                if self._rule.scope.covers(path):
                    yield from _defined(self._parsed(path), path, parts[at:])
                return

    def _parsed(self, path: str) -> Sequence[ast.stmt]:
        """The statements of a file; only the last one is held, and files are asked for in turn."""
        if self._last[0] != path:
            mine = languages.language(path) == "python"
            parsed = python_facts.parse(self._tree.text(path)) if mine else None
            self._last = path, parsed.body if isinstance(parsed, ast.Module) else ()
        return self._last[1]


def _defined(body: Sequence[ast.stmt], path: str, rest: Sequence[str]) -> Iterator[Found]:
    for depth, word in enumerate(rest):
        for node in body:
            if isinstance(node, ast.ClassDef) and node.name == word and depth < len(rest) - 1:
                body = node.body
                break
            function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == word
            if function and depth == len(rest) - 1 and isinstance(node, scopes.Function):
                plain = any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in node.decorator_list)
                yield path, node, bool(depth) and not plain
                return
        else:
            return


def _filled(
    call: ast.Call, function: scopes.Function, bound: bool, given: Callable[[ast.expr], bool]
) -> Iterator[str]:
    """The parameters that are given the value, by place or by name."""
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)][1 if bound else 0 :]
    for at, each in enumerate(call.args):
        if isinstance(each, ast.Starred):
            break
        if at < len(names) and given(each):
            yield names[at]
    for keyword in call.keywords:
        if keyword.arg and given(keyword.value):
            yield keyword.arg
