"""How much one assertion says: from nothing (`assert True`) to an exact outcome.

Called by `assertions` for each assertion of a Python test. The scale decides only what is *less* than
before, so it is coarse; where a form is not known, it is taken for a strong one.
"""

import ast
import builtins
import re
from collections.abc import Iterator, Mapping

import msgspec

from parti.chunks import hollow

NOTHING, WEAK, LOOSE, STRONG, EXACT = range(5)

_RAISING = re.compile(r"(raises|warns|deprecated_call|RaisesGroup|assert(Raises|Warns|Logs)\w*)\Z")
_BROAD = re.compile(r"\b(Base)?Exception(Group)?\b|\bWarning\b")
_ASSERTING = re.compile(r"_*(assert|expect|verify|check|should|ensure)(_\w+|[A-Z]\w*|s?)\Z|fail\Z")
_HOLDING_TO_A_SCHEMA = frozenset({"validate_python", "validate_json", "validate_strings"})
"""A validator's methods, which raise where a value is none of its type; `validate` may be anybody's."""
_NOT_ASSERTING = frozenset({"check_output", "check_call", "ensure_future"})
_WEAK_CALLS = frozenset(
    {"isinstance", "hasattr", "callable", "bool", "assertIsNotNone", "assertIsInstance"}
)
_LOOSE_CALLS = re.compile(
    r"assert(Not)?(In|Equals?|Regex|AlmostEqual|Greater\w*|Less\w*)\Z|assert_called(_once)?\Z|assert_any_call\Z"
)
_PAIRED = re.compile(r"assert(Equals?|(?!Greater|Less)\w+Equal|Is)\Z")
_BOUNDS: Mapping[str, type[ast.cmpop]] = {
    "assertLess": ast.Lt, "assertLessEqual": ast.LtE,
    "assertGreater": ast.Gt, "assertGreaterEqual": ast.GtE,
}  # fmt: skip
_CLOSE = re.compile(r"approx|isclose|allclose|assert(Not)?AlmostEqual")
_TOLERANCES = frozenset({"abs", "rel", "rel_tol", "abs_tol", "rtol", "atol", "delta"})
_BUILTINS = frozenset(dir(builtins)) | {"self", "pytest"}


class Assertion(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion of a test.

    Args:
        text: its source, normalised.
        subjects: the expressions that it speaks of, literals left out.
        expected: what it compares them with.
        tolerance: the greater, the more passes (also the bound of `x < 5`); None where there is none.
        names: the names that occur in it.
        helper: whether another function asserts.
        at_times: whether a run of its test may go past it.
    """

    text: str
    strength: int
    line: int
    subjects: frozenset[str] = frozenset()
    expected: str = ""
    tolerance: float | None = None
    names: frozenset[str] = frozenset()
    helper: bool = False
    at_times: bool = False


def of_expression(node: ast.expr, imported: frozenset[str] = frozenset()) -> Iterator[Assertion]:
    """The assertions in what follows `assert`; each part of an `and` is one.

    Args:
        imported: names that the file imports, see `hollow.imported`.
    """
    strength = NOTHING if hollow.is_hollow(node, imported) else _strength(node)
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            for value in values:
                yield from of_expression(value, imported)
        case ast.Compare(left=left, comparators=[right, *_]):
            yield _made(node, strength, (left, right), _tolerance(node))
        case ast.Call():
            yield _made(node, strength, (node, *node.args), _tolerance(node))
        case ast.UnaryOp(operand=operand):
            yield _made(node, strength, (operand,))
        case _:
            yield _made(node, strength, (node,))


def of_call(node: ast.Call, imported: frozenset[str] = frozenset()) -> Iterator[Assertion]:
    """The assertion that a call makes by itself; none when it is an ordinary call."""
    name = last_name(node.func)
    if _RAISING.match(name):
        yield _raising(node, name)
    elif name in ("assertTrue", "assert_") and node.args:
        yield from of_expression(node.args[0], imported)
    elif name == "assertFalse" and node.args:
        yield from of_expression(ast.copy_location(ast.UnaryOp(ast.Not(), node.args[0]), node))
    elif asserts(name):
        helper = not isinstance(node.func, ast.Attribute) or name.startswith("_")
        strength = NOTHING if hollow.is_hollow(node, imported) else _of_method(node, name)
        yield _made(node, strength, node.args[:2], _tolerance(node), helper=helper)


def asserts(name: str) -> bool:
    """Whether a function is called as those are that assert: `assertEqual`, `check_rows`, `fail`."""
    return (bool(_ASSERTING.match(name)) and name not in _NOT_ASSERTING) or name in _HOLDING_TO_A_SCHEMA


def last_name(node: ast.expr) -> str:
    """`c` of `a.b.c`; empty for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def names_in(node: ast.AST) -> frozenset[str]:
    """Names and attributes below a node, without builtins."""
    found = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    found |= {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
    return frozenset(found - _BUILTINS)


def _strength(node: ast.expr) -> int:
    match node:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _negated(operand)
        case ast.BoolOp(values=values):
            return min(LOOSE, *(_strength(value) for value in values))
        case ast.Compare():
            return _of_compare(node)
        case ast.Call(func=func, args=args):
            return _of_truth(last_name(func), args)
        case ast.Name() | ast.Attribute() | ast.Subscript() | ast.Await() | ast.NamedExpr():
            return WEAK
        case _:
            return NOTHING if hollow.is_literal(node) else LOOSE


def _negated(operand: ast.expr) -> int:
    if hollow.is_literal(operand):
        return NOTHING
    return min(LOOSE, _strength(operand)) if isinstance(operand, ast.Compare) else STRONG


def _of_compare(node: ast.Compare) -> int:
    left, right, operator = node.left, node.comparators[0], node.ops[0]
    if hollow.says_nothing(left, right):
        return NOTHING
    if isinstance(operator, ast.IsNot):
        return WEAK
    close = any(_CLOSE.fullmatch(last_name(side.func)) for side in _calls(node))
    return STRONG if isinstance(operator, ast.Eq | ast.Is) and not close else LOOSE


def _of_truth(name: str, args: list[ast.expr]) -> int:
    """A call that must be true: `all(x == 1 for …)` says what its element says."""
    if name == "all" and args and isinstance(args[0], ast.GeneratorExp | ast.ListComp):
        return _strength(args[0].elt)
    return WEAK if name in _WEAK_CALLS else LOOSE


def _of_method(node: ast.Call, name: str) -> int:
    if name in _WEAK_CALLS:
        return WEAK
    if _PAIRED.match(name) and not _CLOSE.fullmatch(name) and "Not" not in name and len(node.args) > 1:
        return NOTHING if hollow.says_nothing(*node.args[:2]) else STRONG
    return LOOSE if _LOOSE_CALLS.match(name) else STRONG


def _raising(node: ast.Call, name: str) -> Assertion:
    expected = ast.unparse(node.args[0]) if node.args else ""
    matched = any(k.arg in ("match", "check") for k in node.keywords) or name.endswith(("Regex", "Regexp"))
    strength = EXACT if matched else LOOSE if _BROAD.search(expected) else STRONG
    made = _made(node, strength, ())
    return msgspec.structs.replace(made, subjects=frozenset({name}), expected=ast.unparse(node))


def _made(
    node: ast.expr,
    strength: int,
    sides: tuple[ast.expr, ...] | list[ast.expr],
    tolerance: float | None = None,
    *,
    helper: bool = False,
) -> Assertion:
    spoken = [side for side in sides if not hollow.is_literal(side) and not _is_approximate(side)]
    return Assertion(
        text=ast.unparse(node),
        strength=strength,
        line=node.lineno,
        subjects=frozenset(ast.unparse(side) for side in spoken),
        expected=" ".join(ast.unparse(side) for side in sides[-1:]),
        tolerance=tolerance,
        names=names_in(node),
        helper=helper,
    )


def _tolerance(node: ast.expr) -> float | None:
    for call in _calls(node):
        if _CLOSE.fullmatch(last_name(call.func)):
            return _of_keywords(call)
    match node:
        case ast.Compare():
            return _bound(node)
        case ast.Call(func=ast.Attribute(attr=attr), args=[left, right, *_]) if attr in _BOUNDS:
            return _bound(ast.Compare(left, [_BOUNDS[attr]()], [right]))
        case _:
            return None


def _of_keywords(call: ast.Call) -> float:
    given = [_number(k.value) for k in call.keywords if k.arg in _TOLERANCES]
    places = [_number(k.value) for k in call.keywords if k.arg == "places"]
    if places and places[0] is not None:
        return float(10 ** -places[0])
    return max((value for value in given if value is not None), default=1e-6)


def _bound(node: ast.Compare) -> float | None:
    """`x < 5` and `5 > x` let more pass the greater the number is; `x > 5` the smaller it is."""
    left, right = _number(node.left), _number(node.comparators[0])
    value = right if right is not None else left
    below = isinstance(node.ops[0], ast.Lt | ast.LtE)
    if value is None or not isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        return None
    return value if below == (right is not None) else -value


def _number(node: ast.expr) -> float | None:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def _is_approximate(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) == "approx"
