"""What waits in Python: calls of a clock, and calls that come back only when something has happened.

Called by `retries`. A wait of nothing is none; whether a wait grows is told from what it is given.
"""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from parti.source import names, scopes

_WAIT = re.compile(r"(^|_)(sleep|wait|delay|back_?off|pause)|(Sleep|Wait|Delay|Backoff|Pause)", re.ASCII)
_BLOCK = re.compile(r"^(accept|acquire|select|(b[lrz]\w*pop\w*)|(recv|poll|epoll|kqueue)\w*)$", re.ASCII)
_LOOSE = re.compile(r"sleep|wait|delay|backoff|select|poll|get|pop|accept|recv|acquire|join", re.ASCII)
_TIMED = frozenset({"timeout", "block", "timeout_ms", "block_ms"})
_HANDS_ON = re.compile(r"^(get|take|pop|read|receive|fetch|next|notifi|messages?$|events?$)", re.ASCII)
"""What waits for the next thing when it is told no more than how long; told what, it is a request."""

_AWAITS = re.compile(
    r"^(join|result|exception|put|communicate|expect|consume|poll|wait_for|as_completed)$|^dequeue",
    re.ASCII,
)
"""What waits for a thread, a process, a future or a queue of ours, whatever else it is given."""


class Pauses:
    """Which calls wait: by the words of their names, and by further names that the constraint gives."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = frozenset(words)

    def calls(
        self, nodes: Iterable[ast.AST], scope: scopes.Scope, without: Sequence[ast.AST] = ()
    ) -> list[ast.Call]:
        """The calls that surely wait, where they are made; those below `without` are left out."""
        return [each for each in _calls(nodes, without) if self._waits(each, scope)]

    def blocks(self, nodes: Iterable[ast.AST], scope: scopes.Scope) -> bool:
        """Whether anything waits or comes back only when something has happened.

        A time limit says by itself only how long a call may take: a request that fails comes back at once.
        """
        for each in _calls(nodes, ()):
            timed = _timed(each) and _is_for_ours(each, scope)
            queue = re.search(r"(?i)queue$|^q$", _receiver(each.func)) and _last(each.func) in {
                "get",
                "pop",
            }
            if timed or queue or _BLOCK.match(_last(each.func)) or self._waits(each, scope):
                return True
        return False

    def anything(self, nodes: Iterable[ast.AST], scope: scopes.Scope) -> bool:
        """Whether any call may wait, by its whole name: for loops that may have new work each turn."""
        for each in _calls(nodes, ()):
            if _LOOSE.search(_spelled(each.func)) and not _nothing(each, scope):
                return True
            if self._waits(each, scope):
                return True
        return False

    def is_constant(self, call: ast.Call, moving: Collection[str], scope: scopes.Scope) -> bool:
        """Whether a wait is the same each time, `moving` being the names that change between two."""
        given = [*call.args, *(each.value for each in call.keywords)]
        return bool(given) and all(_fixed(each, moving, scope) for each in given)

    def _waits(self, call: ast.Call, scope: scopes.Scope) -> bool:
        last = _last(call.func)
        resolved = names.resolve(call.func, scope)
        named = self._words & {last, *resolved, *(each.rpartition(".")[2] for each in resolved)}
        by_word = any(_WAIT.search(each) for each in (last, *(n.rpartition(".")[2] for n in resolved)))
        # A wait for something may be bounded by nothing; `asyncio.wait_for(f(), …)` is no wait between two.
        return bool(named or (by_word and last not in {"wait_for", "waitpid"})) and not _nothing(
            call, scope
        )


def _calls(nodes: Iterable[ast.AST], without: Sequence[ast.AST]) -> Iterator[ast.Call]:
    left = {id(each) for each in without}
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if id(node) in left:
            continue
        if isinstance(node, ast.Call):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            stack.extend(ast.iter_child_nodes(node))


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _receiver(node: ast.expr) -> str:
    return _last(node.value) if isinstance(node, ast.Attribute) else ""


def _timed(call: ast.Call) -> bool:
    """Whether a call is told how long it may take, and not to come back at once."""
    return any(
        keyword.arg in _TIMED and not (isinstance(keyword.value, ast.Constant) and keyword.value.value == 0)
        for keyword in call.keywords
    )


def _is_for_ours(call: ast.Call, scope: scopes.Scope) -> bool:
    """Whether what a call waits for is something of ours, and no answer to a request."""
    last = _last(call.func)
    if any((keyword.arg or "").startswith("block") for keyword in call.keywords) or _AWAITS.match(last):
        # `asyncio.wait_for(request(), …)` limits what stands inside it, and that is judged by itself.
        return "asyncio.wait_for" not in names.resolve(call.func, scope)
    return bool(_HANDS_ON.match(last)) and not any(map(_says_what, call.args))


def _says_what(node: ast.expr) -> bool:
    """Whether an argument may name what is asked for; a number or a truth does not."""
    return not isinstance(node, ast.Constant) or isinstance(node.value, str | bytes)


def _spelled(node: ast.expr) -> str:
    return f"{_receiver(node)}.{_last(node)}"


def _number(node: ast.expr, scope: scopes.Scope) -> float | None:
    """The number that an expression is, also by the name of a constant."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id=name):
            found = scopes.lookup(scope, name)
            values = [each for each in found[1] if not isinstance(each, str)] if found else []
            one = values[0] if len(values) == 1 else None
            return _number(one, scope) if isinstance(one, ast.Constant) else None
        case _:
            return None


def _nothing(call: ast.Call, scope: scopes.Scope) -> bool:
    """Whether a wait is one of no time at all."""
    given = [*call.args, *(each.value for each in call.keywords)]
    return len(given) == 1 and _number(given[0], scope) == 0.0


def _fixed(node: ast.expr, moving: Collection[str], scope: scopes.Scope) -> bool:
    inner = [each for each in ast.walk(node) if isinstance(each, ast.Name)]
    if any(each.id in moving for each in inner):
        return False
    return all(
        isinstance(
            each, ast.Constant | ast.operator | ast.unaryop | ast.BinOp | ast.UnaryOp | ast.expr_context
        )
        or (isinstance(each, ast.Name) and _number(each, scope) is not None)
        for each in ast.walk(node)
    )
