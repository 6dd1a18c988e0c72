"""Reads the tests of a Python file: what each asserts, whether it is skipped, how many cases it has.

Called by `oracle` on the text before and the text after. An assertion counts only where it can be reached
and can fail: not behind a `return`, not under `if False`, not in a `try` that swallows it.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.chunks import collected, hollow, inert, making, reached, settled, skipping, spoken, strength
from parti.source import python_facts

_SKIP = re.compile(r"(skip|skipif|skipIf|skipUnless|xfail|expectedFailure)\Z")
_NEVER = re.compile(r"(skip|skipTest|SkipTest|xfail|expectedFailure)(\(\))?\Z")

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Test(msgspec.Struct, frozen=True, kw_only=True):
    """One test function.

    Args:
        name: `test_x` or `TestClass::test_x`.
        assertions: those that can be reached; a swallowed one has strength 0.
        skips: skip and xfail markers and calls, without their reasons.
        never: the marker that keeps it from ever counting, without a condition; else empty.
        cases: how many rows its parameters have; 1 without parameters, None when the file does not tell.
        names: every name that occurs in it.
        inert: whether it only looks at names that the file imports.
        words: keywords of its calls, and texts in it that read like an option or a key.
        steps: its statements that hold no others and assert nothing, as texts.
        given: the values in the rows of its parameters, as texts.
        brought: names that it uses as they were imported.
        collected: whether the classes around it are collected by a runner that nobody configured.
        waits: the conditions under which it skips itself; none when one of its skips has no condition.
        apart: whether these speak of nothing that it makes or finds out itself.
        may_fail: whether a run of it may fail without an assertion that can be seen.
        made: the expressions that each variable with one value was made from, as texts.
    """

    __test__ = False

    name: str
    line: int
    assertions: tuple[strength.Assertion, ...]
    skips: frozenset[str]
    never: str
    cases: int | None
    names: frozenset[str]
    inert: bool = False
    words: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    brought: frozenset[str] = frozenset()
    collected: bool = True
    waits: frozenset[str] = frozenset()
    apart: bool = False
    may_fail: bool = False
    made: Mapping[str, frozenset[str]] = {}


class _Known(msgspec.Struct, frozen=True):
    """Of the file: the functions that assert, the names that it imports, its tables and marks by name.

    `used` are the names that are read where the walk is: a function in a test asserts when it is used.
    """

    asserting: frozenset[str]
    imported: frozenset[str] = frozenset()
    tables: Mapping[str, ast.expr] = {}
    marks: Mapping[str, ast.expr] = {}
    brought: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()

    def inside(self, node: Function) -> "_Known":
        """What is known inside a function; a name that it defines is its own there."""
        inner = [each for line in node.body for each in ast.walk(line)]
        own = self.asserting.difference(each.name for each in inner if isinstance(each, Function))
        return msgspec.structs.replace(self, used=_used(node), asserting=_asserting(inner, own))


def _used(node: ast.AST) -> frozenset[str]:
    loads = (each for each in ast.walk(node) if isinstance(each, ast.Name))
    return frozenset(each.id for each in loads if isinstance(each.ctx, ast.Load))


class _Around(msgspec.Struct, frozen=True):
    """Of the classes around a test: its name so far, the marks, and whether they are collected."""

    prefix: str = ""
    skips: frozenset[str] = frozenset()
    never: str = ""
    collected: bool = True


def read(text: str | None) -> Mapping[str, Test] | None:
    """The tests of a file by name; None when it cannot be read, nothing when it does not exist."""
    tree = python_facts.parse(text or "")
    if not isinstance(tree, ast.Module):
        return None
    try:
        known = _Known(
            _asserting(list(_outer(tree))),
            hollow.imported(tree),
            _tables(tree),
            _named_marks(tree),
            hollow.brought(tree),
        )
        around = _Around(skips=frozenset(_module_skips(tree, known)))
        return {test.name: test for test in _tests(tree.body, around, known)}
    except RecursionError:
        return None


def _tests(body: Sequence[ast.stmt], around: _Around, known: _Known) -> Iterator[Test]:
    gone, told_not = collected.bound_anew(body), collected.told_not(body)
    for node in body:
        if not isinstance(node, ast.ClassDef | Function):
            for block in reached.blocks(node):
                yield from _tests(block, around, known)
            continue
        if node.name in gone:
            continue
        never = collected.NOT_A_TEST if {"", node.name} & told_not else around.never
        marks = around.skips | frozenset(_markers(node.decorator_list, known))
        if isinstance(node, ast.ClassDef):
            skips = marks | frozenset(_module_skips(node, known))
            whole = around.collected and collected.is_class(node)
            yield from _tests(
                node.body, _Around(f"{around.prefix}{node.name}::", skips, never, whole), known
            )
        elif node.name.startswith("test") and not collected.is_fixture(node):
            never = never or next((mark for mark in sorted(marks) if _NEVER.match(mark)), "")
            yield Test(
                name=f"{around.prefix}{node.name}",
                line=node.lineno,
                assertions=tuple(_of_block(node.body, False, known.inside(node))),
                skips=marks
                | frozenset(skipping.calls(node))
                | ({never} if never == collected.NOT_A_TEST else set()),
                never=never or ("yield" if collected.yields(node) else ""),
                cases=_cases(node, known),
                names=strength.names_in(node),
                inert=inert.is_inert(node, known.imported),
                words=spoken.words(node),
                steps=frozenset(_steps(node)),
                given=frozenset(_given(node, known)),
                brought=known.brought - hollow.bound(node),
                collected=around.collected,
                waits=skipping.waits(node),
                apart=skipping.apart(node),
                made=making.made(node),
            )


def _of_block(body: Sequence[ast.stmt], swallowed: bool, known: _Known) -> Iterator[strength.Assertion]:
    passed = False
    for statement in _reachable(body):
        found = _of_statement(statement, swallowed, known)
        yield from _at_times(found) if passed else found
        passed = passed or reached.may_return(statement)


def _at_times(found: Iterable[strength.Assertion]) -> Iterator[strength.Assertion]:
    return (msgspec.structs.replace(each, at_times=True) for each in found)


def _of_statement(node: ast.stmt, swallowed: bool, known: _Known) -> Iterator[strength.Assertion]:
    for found in _direct(node, known):
        yield msgspec.structs.replace(found, strength=strength.NOTHING) if swallowed else found
    match node:
        case ast.Try() | ast.TryStar():
            left = swallowed or reached.leaves(node.finalbody)
            yield from _of_block(node.body, swallowed or reached.swallows(node), known)
            for handler in node.handlers:
                yield from _at_times(_of_block(handler.body, left, known))
            yield from _of_block([*node.orelse, *node.finalbody], swallowed, known)
        case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
            yield from _of_block(body, swallowed or any(map(reached.suppresses, items)), known)
        case ast.If(test=test, body=body, orelse=orelse):
            holds = settled.truth(test)
            for block, way in ((body, True), (orelse, False)):
                reaches = _of_block(block if holds in (way, None) else [], swallowed, known)
                yield from reaches if holds is way else _at_times(reaches)
        case ast.For(iter=over) | ast.AsyncFor(iter=over):
            yield from _of_block(node.body if settled.turns(over) else [], swallowed, known)
            yield from _of_block(node.orelse, swallowed, known)
        case ast.While(test=test):
            yield from _of_block(node.body if settled.truth(test) is not False else [], swallowed, known)
            yield from _of_block(node.orelse, swallowed, known)
        case ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body):
            if node.decorator_list or node.name in known.used:
                yield from _of_block(body, swallowed, known)
        case ast.Match(cases=cases):
            for case in cases:
                yield from _at_times(_of_block(case.body, swallowed, known))


def _direct(node: ast.stmt, known: _Known) -> Iterator[strength.Assertion]:
    """What a statement asserts itself, without the blocks in it."""
    if isinstance(node, ast.Assert):
        yield from strength.of_expression(node.test, known.imported)
        return
    if isinstance(node, ast.Raise) and node.exc is not None and "AssertionError" in ast.unparse(node.exc):
        yield strength.Assertion(text=ast.unparse(node), strength=strength.STRONG, line=node.lineno)
        return
    for call in _calls_of(node):
        found = tuple(strength.of_call(call, known.imported))
        yield from found
        if not found and strength.last_name(call.func) in known.asserting:
            text, names = ast.unparse(call), strength.names_in(call)
            yield strength.Assertion(
                text=text, strength=strength.STRONG, line=call.lineno, names=names, helper=True
            )


def _calls_of(node: ast.stmt) -> Iterator[ast.Call]:
    """Calls in the expressions of one statement; blocks, lambdas and handlers have their own turn."""
    stack: list[ast.AST] = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, ast.Call):
            yield current
        for child in ast.iter_child_nodes(current):
            if not isinstance(child, ast.stmt | ast.Lambda | ast.ExceptHandler | ast.match_case):
                stack.append(child)


def _reachable(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        skipped = isinstance(statement, ast.Expr) and any(map(_NEVER.match, skipping.calls(statement)))
        if skipped or isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break):
            return


def _outer(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a file and in none of its functions; a test knows no function inside another."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, Function):
            yield from _outer(child)


def _asserting(nodes: Sequence[ast.AST], known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Functions that assert, directly or through each other, other names for them, and what was known."""
    while (more := known | frozenset(_asserting_too(nodes, known))) != known:
        known = more
    return known


def _asserting_too(nodes: Iterable[ast.AST], known: frozenset[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Function) and node.name not in known and not node.name.startswith("test"):
            if any(
                item.strength > strength.NOTHING
                for item in _of_block(node.body, False, _Known(known, used=_used(node)))
            ):
                yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute):
            asserts = strength.asserts(node.value.attr) or node.value.attr in known
            yield from filter(None, map(strength.last_name, node.targets if asserts else ()))


def _markers(decorators: Iterable[ast.expr], known: _Known) -> Iterator[str]:
    for decorator in decorators:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        named = known.marks.get(called.id) if isinstance(called, ast.Name) else None
        if named is not None and isinstance(decorator, ast.Call) and not isinstance(named, ast.Call):
            named = ast.Call(func=named, args=decorator.args, keywords=decorator.keywords)
        mark = decorator if named is None else named
        if _SKIP.match(strength.last_name(mark.func if isinstance(mark, ast.Call) else mark)):
            yield skipping.without_reason(mark)


def _named_marks(tree: ast.Module) -> Mapping[str, ast.expr]:
    """Other names for marks that skip: `slow = pytest.mark.skip`, `from unittest import skip as later`."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            taken = (each for each in node.names if each.asname and _SKIP.match(each.name))
            found |= {each.asname or "": ast.Name(each.name) for each in taken}
        elif isinstance(node, ast.Assign) and not isinstance(node.value, ast.Name):
            plain = node.value.func if isinstance(node.value, ast.Call) else node.value
            if _SKIP.match(strength.last_name(plain)):
                found |= {each.id: node.value for each in node.targets if isinstance(each, ast.Name)}
    return found


def _module_skips(node: ast.Module | ast.ClassDef, known: _Known) -> Iterator[str]:
    """`pytestmark = pytest.mark.skip` and a skip of the whole module."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and "pytestmark" in map(strength.last_name, statement.targets):
            value = statement.value
            yield from _markers(value.elts if isinstance(value, ast.List | ast.Tuple) else [value], known)
        elif isinstance(statement, ast.Expr | ast.Raise) or _is_import_or_skip(statement):
            yield from skipping.calls(statement)
        elif isinstance(statement, ast.If):
            inner = (each for each in statement.body if isinstance(each, ast.Expr | ast.Raise))
            yield from (f"{mark} at times" for each in inner for mark in skipping.calls(each))


def _is_import_or_skip(node: ast.stmt) -> bool:
    """`yaml = pytest.importorskip("yaml")`."""
    call = node.value if isinstance(node, ast.Assign) else None
    return isinstance(call, ast.Call) and strength.last_name(call.func) == "importorskip"


def _cases(node: Function, known: _Known) -> int | None:
    count = 1
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and strength.last_name(decorator.func) == "parametrize":
            rows = _rows(decorator, known)
            if rows is None:
                return None
            count *= rows
    return count


def _steps(node: Function) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr | ast.Delete):
            called = (strength.last_name(call.func) for call in _calls_of(inner))
            if not any(map(strength.asserts, called)):
                yield ast.unparse(inner)


def _given(node: Function, known: _Known) -> Iterator[str]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and strength.last_name(decorator.func) == "parametrize":
            table = _table(decorator, known)
            values = ast.walk(table) if table is not None else ()
            yield from (ast.unparse(each) for each in values if isinstance(each, ast.Constant))


def _table(call: ast.Call, known: _Known) -> ast.expr | None:
    """The rows of `parametrize`, written there or in a table of the file."""
    given = [*call.args[1:2], *(each.value for each in call.keywords if each.arg == "argvalues")]
    rows = given[0] if given else None
    return known.tables.get(rows.id) if isinstance(rows, ast.Name) else rows


def _rows(call: ast.Call, known: _Known) -> int | None:
    """How many rows `parametrize` has; None of those made elsewhere."""
    table = _table(call, known)
    if isinstance(table, ast.Dict):
        return len(table.keys) if None not in table.keys else None
    if not isinstance(table, ast.List | ast.Tuple | ast.Set):
        return None
    if any(isinstance(each, ast.Starred) for each in table.elts):
        return None
    return sum(not _is_skipped_row(each) for each in table.elts)


def _is_skipped_row(row: ast.expr) -> bool:
    """`pytest.param(1, marks=pytest.mark.skip)`."""
    if not isinstance(row, ast.Call) or strength.last_name(row.func) != "param":
        return False
    marks = [each.value for each in row.keywords if each.arg == "marks"]
    inner = (
        each for mark in marks for each in ast.walk(mark) if isinstance(each, ast.Attribute | ast.Name)
    )
    return any(_NEVER.match(strength.last_name(each)) for each in inner)


def _tables(tree: ast.Module) -> Mapping[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id: node.value for target in targets if isinstance(target, ast.Name)}
    return found
