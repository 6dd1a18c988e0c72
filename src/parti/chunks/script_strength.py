"""How much one assertion of JavaScript or TypeScript says, on the scale of `strength`.

Called by `script_assertions`. Node's `assert`, chai, jest, vitest, tap, tape and ava name their assertions
alike, so one table serves them all; what is in no table is taken for a strong one.
"""

import re
from collections.abc import Sequence

from parti.chunks.strength import LOOSE, NOTHING, STRONG, WEAK
from parti.source import structure
from parti.source.foreign import script_functions
from parti.source.structure import Node

_TRUTH = frozenset({"", "assert", "ok", "isOk", "truthy", "isTruthy"})
_THERE = re.compile(
    r"(exists?|isDefined|toBeDefined|toExist|toBeTruthy|ok|truthy|is(Not)?(Object|Array|String|Function|Number"
    r"|Boolean)|typeOf|type|isInstanceOf|assertInstanceOf|instance[oO]f|toBeInstanceOf|an?|object|array"
    r"|isNot(Null|Undefined|NaN)|toBeTypeOf)\Z"
)
_ABSENT = re.compile(r"(exists?|null|undefined|toBeNull|toBeUndefined|toBeNil|NaN|toBeNaN)\Z")
_RAISING = re.compile(r"(toThrow(Error)?|[tT]hrows?(Async)?|throwError|rejects?|rejected(With)?)\Z")
_LOOSE = re.compile(
    r"(i?n?[cC]ludes?|deepInclude|toContain\w*|contains?|contain\w*|(to)?[mM]atch(es|Object)?|toMatchObject"
    r"|(notR|r)egex|hasStrict|has|hasProps|like|subset|containSubset|(to)?[hH]aveProperty|property|keys|any"
    r"|(to)?[bB]e(Greater|Less)Than\w*|greaterThan\w*|lessThan\w*|isAbove|isBelow|isAt(Least|Most)|above|below"
    r"|least|most|gte?|lte?|within|toBeCloseTo|closeTo|approximately|toBeFalsy|falsy|notOk|isNotOk|isFalsy"
    r"|toHaveBeenCalled|toBeCalled|toHaveBeenCalledTimes|called|members|oneOf|partialDeepStrictEqual|startWith"
    r"|endWith|empty|toHaveLength)\Z"
)
_EXACTLY = frozenset({"toHaveBeenCalledTimes", "toHaveLength", "keys", "members", "empty"})
_NOT = re.compile(r"(not|doesNot|isNot|notDeep|notStrict)(?=[A-Z]|\Z)")
_LITERALS = frozenset({"string", "number", "true", "false", "null", "undefined", "regex"})
_HOLDERS = frozenset({"array", "object", "pair", "unary_expression"})
_FUNCTIONS = frozenset({"arrow_function", "function_expression", "function", "class"})
_ANYTHING = re.compile(r"expect\.anything\(\)\Z")


def of_assert(method: str, args: Sequence[Node]) -> int:
    """`assert.equal(a, b)`, `t.ok(x)`, and `assert(x)` whose method is empty."""
    if method in _TRUTH:
        return of_truth(args[0]) if args else STRONG
    if _RAISING.match(method):
        return STRONG if len(args) > 1 and args[1].kind() not in ("string", "template_string") else LOOSE
    if args and _all_written(args[:2]) and method not in ("fail", "plan"):
        return NOTHING
    if len(args) > 1 and not _NOT.match(method) and _same(args[0], args[1]):
        return NOTHING
    if _THERE.match(method):
        return WEAK
    return LOOSE if _NOT.match(method) or _is_loose(method) else STRONG


def of_expect(subject: Node | None, words: Sequence[str], args: Sequence[Node]) -> int:
    """`expect(x).not.toBe(y)`, `expect(x).to.be.true`, `x.should.equal(y)`."""
    if not words:
        return NOTHING
    matcher, negated = words[-1], "not" in words
    written = subject is not None and is_written(subject) and _all_written(args)
    if written and not _RAISING.match(matcher):
        return NOTHING
    if subject is not None and len(args) == 1 and not negated and _same(subject, args[0]):
        return NOTHING
    if args and _ANYTHING.match(args[0].text()):
        return WEAK
    if negated:
        return _of_negated(matcher)
    if _RAISING.match(matcher):
        return STRONG if args else LOOSE
    if _THERE.match(matcher):
        return WEAK
    return LOOSE if _is_loose(matcher) else STRONG


def of_truth(node: Node) -> int:
    """What must be true: `a === b` says more than `a`."""
    node = script_functions.bare(node)
    kind = node.kind()
    if kind in _FUNCTIONS or is_written(node):
        return NOTHING
    operator = node.field("operator")
    sign = operator.text() if operator is not None else ""
    if kind == "unary_expression" and sign == "!":
        return _of_not(node.field("argument"))
    left, right = node.field("left"), node.field("right")
    if kind == "binary_expression" and left is not None and right is not None:
        return _of_binary(sign, left, right)
    if kind in ("identifier", "member_expression", "subscript_expression", "await_expression"):
        return WEAK
    return LOOSE


def compared(node: Node) -> list[Node]:
    """The two sides of `a === b`; none for anything else."""
    node = script_functions.bare(node)
    operator, left, right = node.field("operator"), node.field("left"), node.field("right")
    if operator is None or left is None or right is None or operator.text() not in ("===", "=="):
        return []
    return [left, right]


def is_written(node: Node) -> bool:
    """A value that is written down: nothing in it depends on the code under test."""
    node = script_functions.bare(node)
    if node.kind() == "template_string":
        return not structure.nodes(node, ("template_substitution",))
    if node.kind() in _HOLDERS:
        return all(is_written(each) for each in script_functions.said(node) if each.kind() not in _KEYS)
    return node.kind() in _LITERALS


_KEYS = frozenset({"property_identifier", "computed_property_name"})


def _of_not(operand: Node | None) -> int:
    """`!x` is as strong as x is false; `!!x` says that x is there."""
    if operand is None:
        return STRONG
    operand = script_functions.bare(operand)
    if is_written(operand):
        return NOTHING
    if operand.kind() == "unary_expression" and operand.text().startswith("!"):
        inner = operand.field("argument")
        return of_truth(inner) if inner is not None else WEAK
    return LOOSE if operand.kind() == "binary_expression" else STRONG


def _of_binary(sign: str, left: Node, right: Node) -> int:
    if sign in ("&&", "||"):
        both = of_truth(left), of_truth(right)
        return max(both) if sign == "&&" else min(LOOSE, *both)
    if _all_written((left, right)) or _same(left, right):
        return NOTHING
    if sign == "instanceof":
        return WEAK
    return STRONG if sign in ("===", "==") else LOOSE


def _of_negated(matcher: str) -> int:
    if _ABSENT.match(matcher) or matcher == "toBeFalsy":
        return WEAK
    return STRONG if matcher.startswith(("toHaveBeenCalled", "called", "toBeCalled")) else LOOSE


def _is_loose(method: str) -> bool:
    return bool(_LOOSE.match(method)) and method not in _EXACTLY


def _all_written(args: Sequence[Node]) -> bool:
    return all(map(is_written, args))


def _same(one: Node, other: Node) -> bool:
    """A value and itself; `run() === run()` does say something."""
    calls = ("call_expression", "new_expression", "await_expression", "arrow_function")
    return one.text() == other.text() and not structure.nodes(one, calls)
