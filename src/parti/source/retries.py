"""Where a Python file tries again what failed: loops around a `try`, and functions that call themselves.

Called by the `spaced-retry` check. A loop that leaves when it succeeds is a retry for certain; a loop that
counts or runs on and goes over a failure is taken for one when nothing in it waits. A handler that gives
the attempt something else to work on tries something new, and a loop over things to work on does too.
"""

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from parti.source import bodies, counting, modes, names, onward, pauses, scopes
from parti.source.turns import LEAVING, Loop, Turns, loaded, stored, within

_SUPPRESS = "contextlib.suppress"
_TAKEN = "FileExistsError"
_FRESH = frozenset(
    {"next", "uuid1", "uuid4", "token_hex", "token_bytes", "token_urlsafe", "urandom", "getrandbits"}
    | {"random", "randint", "randrange", "choice", "choices"}
)
"""Calls that give another value each time, so that an attempt with it is another one."""


class Again(msgspec.Struct, frozen=True):
    """A failure after which the same is tried again.

    Args:
        line: the clause that goes over the failure.
        waits: whether anything waits between two attempts.
        ends: whether the attempts end, or the wait between them grows.
    """

    line: int
    column: int
    waits: bool
    ends: bool


class _Attempt(msgspec.Struct, frozen=True):
    """What is tried in a loop, and what is done when it fails."""

    node: ast.Try | ast.TryStar | ast.With | ast.AsyncWith
    tried: Sequence[ast.stmt]
    failed: Sequence[ast.stmt]
    line: int
    column: int
    error: str = ""
    kind: ast.expr | None = None


def found(tree: ast.Module, path: str, words: Collection[str]) -> Iterator[Again]:
    """Every retry of a file; `words` are further calls that wait."""
    pause = pauses.Pauses(words)
    for body in bodies.of(tree, path):
        nodes = list(scopes.own(body.statements))
        for node in nodes:
            if isinstance(node, Loop):
                yield from _in_loop(node, body.scope, pause)
        tries = [each for each in nodes if isinstance(each, ast.Try | ast.TryStar)]
        if body.outer and tries:
            yield from _by_calling(tries, body, pause)


def _in_loop(loop: Loop, scope: scopes.Scope, pause: pauses.Pauses) -> Iterator[Again]:
    endless = counting.endless(loop, scope)
    if isinstance(loop, ast.While) or endless or counting.counts(loop.iter, scope) or _only_turns(loop):
        turns = Turns(loop, scope, pause)
        for attempt in _attempts(loop.body, scope):
            if not _is_other(loop, attempt, turns):
                yield from _judged(loop, attempt, endless, scope, pause, turns)


def _judged(
    loop: Loop, attempt: _Attempt, endless: bool, scope: scopes.Scope, pause: pauses.Pauses, turns: Turns
) -> Iterator[Again]:
    """One attempt in a loop; nothing when it cannot come to a second one."""
    gives_up = any(isinstance(each, LEAVING) for each in scopes.own(attempt.failed))
    bounded = gives_up or _gives_up_beside(attempt, turns)
    if _leaves_on_success(loop, attempt, turns):
        if _always_leaves(attempt.failed):
            return
        between, grows = turns.between(attempt.tried)
        waits = bool(between) or pause.blocks(attempt.tried, scope)
        ends = bounded or not endless or bool(grows) or not between
        if not waits or not ends:
            yield Again(attempt.line, attempt.column, waits, ends)
    elif not gives_up and not turns.anything():
        yield Again(attempt.line, attempt.column, False, bounded or not endless)


def _only_turns(loop: ast.For | ast.AsyncFor) -> bool:
    """Whether a loop goes over something written out and uses none of it: it counts by another means."""
    match loop.iter:
        case ast.Tuple() | ast.List() | ast.Set() | ast.Constant():
            plain = True
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            plain = any(isinstance(each, ast.Tuple | ast.List | ast.Constant) for each in (left, right))
        case _:
            plain = False
    return plain and not stored([loop.target]) & loaded(loop.body)


def _gives_up_beside(attempt: _Attempt, turns: Turns) -> bool:
    """Whether a turn that failed may leave outside of its handler: before it, by a raise, or by a count.

    What stands behind a handler that goes on by itself is reached after a success only.
    """
    at = turns.place(attempt.node)
    first, last, _ = turns.left()
    if at < 0 or first < at:
        return at >= 0
    return last > at and not any(isinstance(each, ast.Continue) for each in attempt.failed[-1:])


def _attempts(statements: Sequence[ast.stmt], scope: scopes.Scope) -> Iterator[_Attempt]:
    for node in within(statements):
        match node:
            case ast.Try(handlers=handlers) | ast.TryStar(handlers=handlers):
                tried = [*node.body, *node.orelse]
                for each in handlers:
                    failed = [*each.body, *node.finalbody]
                    place = each.lineno, each.col_offset + 1
                    yield _Attempt(node, tried, failed, *place, each.name or "", each.type)
            case ast.With(items=items) | ast.AsyncWith(items=items):
                for item in items:
                    call = item.context_expr
                    if isinstance(call, ast.Call) and _SUPPRESS in names.resolve(call.func, scope):
                        yield _Attempt(node, node.body, (), call.lineno, call.col_offset + 1)
            case _:
                pass


def _leaves_on_success(loop: Loop, attempt: _Attempt, turns: Turns) -> bool:
    """Whether the loop ends when the attempt succeeds: by itself, or because its condition is changed."""
    if any(isinstance(each, ast.Break | ast.Return) for each in within(attempt.tried)):
        return True
    if isinstance(loop, ast.While):
        asked = {each.id for each in ast.walk(loop.test) if isinstance(each, ast.Name)}
        if asked & stored(attempt.tried):
            return True
    on = any(isinstance(each, ast.Continue) for each in attempt.failed[-1:])
    return on and 0 <= turns.place(attempt.node) < turns.left()[2]


def _is_other(loop: Loop, attempt: _Attempt, turns: Turns) -> bool:
    """Whether the next attempt works on something else: by the handler, or because each turn moves on."""
    handled = {id(each) for each in scopes.own(attempt.failed)}
    used, makers = turns.feeding(loaded(attempt.tried), handled)
    if isinstance(loop, ast.While) and used & onward.taken(loop.test):
        return True
    if not isinstance(loop, ast.While) and _chooses(loop.target, makers, used, attempt):
        return True
    tried = {id(each) for each in scopes.own(attempt.tried)}
    if any(used & stored([each]) and _moves_on(each) for each in makers if id(each) not in tried):
        return True
    for each in scopes.own(attempt.failed):
        match each:
            case ast.Assign(targets=targets, value=value) if not isinstance(value, ast.Constant):
                plain = isinstance(value, ast.Name) and value.id == attempt.error
                if not plain and used & stored(targets):
                    return True
            case ast.AnnAssign(target=target, value=ast.expr() as value) if used & stored([target]):
                return not isinstance(value, ast.Constant)
            case ast.AugAssign(target=target) if used & stored([target]):
                return True
            case _:
                pass
    return False


def _chooses(target: ast.expr, makers: Sequence[ast.stmt], used: frozenset[str], attempt: _Attempt) -> bool:
    """Whether a count chooses what is worked on, as in `send(rows[n])`; how long to wait is none of it.

    Where what is there already is gone over, the count makes the next name.
    """
    count = stored([target])
    feeding = [each for each in makers if used & stored([each])]
    count = count.union(*(stored([each]) for each in feeding if count & loaded([each])))
    nodes = list(scopes.own([*attempt.tried, *feeding]))
    if getattr(attempt.kind, "id", "") == _TAKEN and _names_by(count, nodes):
        return True
    patience = {
        id(inner)
        for each in nodes
        if isinstance(each, ast.keyword) and "timeout" in (each.arg or "")
        for inner in ast.walk(each.value)
    }
    return any(
        isinstance(each, ast.Subscript) and id(each) not in patience and bool(count & loaded([each.slice]))
        for each in nodes
    )


def _names_by(count: frozenset[str], nodes: Iterable[ast.AST]) -> bool:
    """Whether a count has a part in what is done; telling of it is none."""
    every = list(nodes)
    told = {
        id(inner)
        for each in every
        if isinstance(each, ast.Call) and modes.last(each.func) in modes.LOGS
        for inner in ast.walk(each)
    }
    loaded = (each for each in every if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load))
    return any(each.id in count and id(each) not in told for each in loaded)


def _moves_on(maker: ast.stmt) -> bool:
    """Whether an assignment gives another value each time: from itself, or from a source of new ones."""
    if isinstance(maker, ast.AugAssign) or loaded([maker]) & stored([maker]):
        return True
    calls = (each.func for each in scopes.own([maker]) if isinstance(each, ast.Call))
    return any(_FRESH & {getattr(each, "attr", ""), getattr(each, "id", "")} for each in calls)


def _always_leaves(statements: Sequence[ast.stmt]) -> bool:
    """Whether every way through these statements leaves the loop."""
    for node in statements:
        match node:
            case ast.Raise() | ast.Return() | ast.Break():
                return True
            case ast.Continue():
                return False
            case ast.If(body=yes, orelse=no) if _always_leaves(yes) and _always_leaves(no):
                return True
            case ast.With(body=inner) | ast.AsyncWith(body=inner) if _always_leaves(inner):
                return True
            case ast.Match(cases=cases) if _exhaustive(cases) and all(
                _always_leaves(c.body) for c in cases
            ):
                return True
            case ast.Try() | ast.TryStar() if _try_leaves(node):
                return True
            case _:
                pass
    return False


def _exhaustive(cases: Sequence[ast.match_case]) -> bool:
    last = cases[-1]
    return isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None


def _try_leaves(node: bodies.Tried) -> bool:
    if _always_leaves(node.finalbody):
        return True
    tried = _always_leaves([*node.body, *node.orelse])
    return tried and all(_always_leaves(each.body) for each in node.handlers)


def _by_calling(tries: Iterable[bodies.Tried], body: bodies.Body, pause: pauses.Pauses) -> Iterator[Again]:
    """Each handler that calls the function it stands in, with what that was given, and waits nowhere."""
    pairs = [(node, each) for node in tries for each in node.handlers if _goes_again(each.body, body.outer)]
    every = len(pause.calls(body.statements, body.scope)) if pairs else 0
    beside = {id(each) for each in body.statements}
    for node, handler in pairs:
        inside = pause.calls([node] if id(node) in beside else node.body, body.scope)
        if len(inside) == every and not pause.calls(handler.body, body.scope):
            yield Again(handler.lineno, handler.col_offset + 1, False, False)


def _goes_again(
    statements: Sequence[ast.stmt], outer: Collection[scopes.Function], inside: bool = False
) -> bool:
    """Whether a handler calls a function that it stands in; not when it put that case right."""
    for at, node in enumerate(statements):
        blocks = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
        if isinstance(node, ast.If | ast.Try | ast.With | ast.AsyncWith):
            deeper = inside or isinstance(node, ast.If)
            if any(_goes_again(block, outer, deeper) for block in blocks if block):
                return True
            continue
        calls = [each for each in scopes.own([node]) if isinstance(each, ast.Call)]
        if any(_calls(each, function) for each in calls for function in outer):
            mended = inside and any(isinstance(each, ast.Expr) for each in statements[:at])
            return not mended
    return False


def _calls(call: ast.Call, function: scopes.Function) -> bool:
    """Whether a call is one of this function, with the same arguments or with a count."""
    match call.func:
        case ast.Name(id=name):
            same = name == function.name
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            same = name == function.name
        case _:
            same = False
    own = function.args
    known = {
        each.arg for each in (*own.posonlyargs, *own.args, *own.kwonlyargs, own.vararg, own.kwarg) if each
    }
    given = [*call.args, *(each.value for each in call.keywords)]
    return same and all(_passed_on(each, known) for each in given)


def _passed_on(node: ast.expr, known: Collection[str]) -> bool:
    match node:
        case ast.Starred(value=value):
            return _passed_on(value, known)
        case ast.Name(id=name):
            return name in known
        case ast.Constant():
            return True
        case ast.BinOp(left=left, right=right):
            return _passed_on(left, known) and _passed_on(right, known)
        case _:
            return False
