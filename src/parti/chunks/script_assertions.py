"""Which expressions of a JavaScript or TypeScript test assert, and of what they speak.

Called by `script_tests`. Known by their form: `expect(…).…`, `assert.…(…)`, `t.equal(…)` on what a test is
given, `x.should.…`, and functions that are named or known to assert.
"""

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from parti.chunks import script_strength, strength
from parti.source import structure
from parti.source.foreign import script_functions
from parti.source.structure import Node

_MODULE = r"(?:node:)?assert(?:/strict)?|chai|power-assert|should|uvu/assert|@jest/globals|vitest|expect"
_TAKEN = re.compile(
    r"(?:const|let|var|import)\s+(?:type\s+)?([\w$]+)?\s*,?\s*(?:\*\s*as\s+([\w$]+))?\s*(?:\{([^}]*)\})?\s*"
    rf"(?:=\s*(?:await\s+import|require)\s*\(\s*|from\s+)['\"](?:{_MODULE})['\"](?:\s*\)\s*\.\s*(\w+))?"
)
_FROM_TESTS = re.compile(
    r"(?:const|let|var|import)\s+(?:([\w$]+)|\{([^}]*)\})\s*(?:=\s*require\(\s*|from\s+)"
    r"['\"]\.{1,2}/[^'\"]*(?:helper|util|fixture|common|support|assert|expect|tool|test|spec|shared|mock)"
)
_METHOD = re.compile(
    r"(equals?|strictEquals?|looseEquals?|deep\w*|same|strictSame|notSame|notStrictSame|not|notEqual|notDeep\w*"
    r"|notStrictEqual|ok|notOk|true|false|truthy|falsy|assert|is|throws(Async)?|doesNotThrow|notThrows(Async)?"
    r"|rejects|doesNotReject|resolves|resolveMatch|resolveMatchSnapshot|match(es|Only)?|notMatch|doesNotMatch"
    r"|regex|notRegex|like|has|hasStrict|hasProps?|notHas\w*|type|snapshot|matchSnapshot|emits|exists"
    r"|isNot|isNotEqual|isEqual|partialDeepStrictEqual|equivalent|step|verifySteps|propEqual|assert\w+"
    r"|strictDeepEqual|expectUncaughtException|fileSnapshot)\Z"
)
_ENDS = frozenset(
    {"error", "ifError", "pass", "fail", "plan", "assertions", "hasAssertions", "expectUncaught"}
    | {"unreachable"}
)
_NO_HELPER = frozenset(
    {"ensureDir", "ensureDirSync", "checkout", "verifyToken", "ensureFile", "ensureFileSync"}
)
_SOFTLY = (("expect", "soft"), ("expect", "poll"))
_MATCHER = re.compile(r"to[A-Z]\w*\Z")
_ERROR = re.compile(r"(e|er|err|error|ex|exception|\w+(Err|Error))\d?\Z")
_SPACE = re.compile(r"\s+")
_INSIDE = re.compile(r"(?<=[(\[{.]) | (?=[)\]},.;?])")
_TRAILING = re.compile(r"[,;] ?(?=[)\]}])")
_ARROW = re.compile(r"\(([\w$]+)\)(?= =>)")
_DOUBLE = re.compile(r'"([^"\'\\\n]*)"')
_WORDS = ("identifier", "property_identifier", "shorthand_property_identifier")
_WRAPPED = frozenset({"member_expression", "call_expression", "non_null_expression", "await_expression"})


class Known(msgspec.Struct, frozen=True):
    """Of a file: what a test is given (`t`), names from libraries that assert, and what else may.

    `modules` stand for a whole library (`assert`), `bare` for one of its functions (`strictEqual`).
    """

    given: frozenset[str]
    modules: frozenset[str]
    bare: frozenset[str]
    helpers: frozenset[str] = frozenset()


class Found(msgspec.Struct, frozen=True):
    """One place that asserts; `assertion` is None where it only ends a test that may fail: `t.error(e)`."""

    start: int
    assertion: strength.Assertion | None


def known(text: str, given: Collection[str]) -> Known:
    """What the imports of a file tell; `given` are the first parameters of its tests."""
    modules, bare = {"assert", "chai", "should"}, set[str]()
    for found in _TAKEN.finditer(text):
        modules |= {name for name in (found[1], found[2]) if name and not found[4]}
        modules |= {found[1]} if found[1] and found[4] in ("assert", "strict") else set()
        for part in (found[3] or "").split(","):
            name, _, other = re.sub(r"\s+as\s+", ":", part.strip()).partition(":")
            own = (other or name).strip()
            if name.strip() in ("assert", "strict"):
                modules.add(own)
            elif _METHOD.match(name.strip()):
                bare.add(own)
    return Known(frozenset({*given, "t", "tap"}), frozenset(modules), frozenset(bare), _helpers(text))


def _helpers(text: str) -> frozenset[str]:
    """Names from the files of the tests themselves; what they do is not seen, so they may assert."""
    names = set()
    for found in _FROM_TESTS.finditer(text):
        parts = (found[2] or "").split(",")
        names |= {re.split(r"\s+as\s+|:", part.strip())[-1].strip() for part in parts} | {found[1] or ""}
    return frozenset(names - {""})


def found(calls: Sequence[Node], top: Node, file: Known) -> Iterator[Found]:
    """All places of a file that assert, in no order.

    Args:
        calls: every call in it.
    """
    for call in calls:
        function = call.field("function")
        if function is not None:
            yield from _of_call(call, function, file)
    for member in structure.nodes(top, ("member_expression",), r"\bshould$"):
        if script_functions.word(member) == "should":
            yield from _of_chain(member, member.field("object"))


def chain(node: Node | None) -> tuple[str, ...]:
    """`a.b.c` as words, calls on the way left out; nothing for what does not begin with a name."""
    words: list[str] = []
    while node is not None:
        kind = node.kind()
        if kind in ("identifier", "this"):
            return (node.text(), *reversed(words))
        if kind == "member_expression":
            words.append(script_functions.word(node))
            node = node.field("object")
        elif kind == "call_expression":
            node = node.field("function")
        else:
            return ()
    return ()


def arguments(call: Node) -> list[Node]:
    """The arguments of a call."""
    given = call.field("arguments")
    return script_functions.said(given) if given is not None else []


def plain(node: Node) -> str:
    """The text of an expression as if one formatter had gone over it."""
    text = node.text()
    if "\n" in text or "  " in text:
        text = _SPACE.sub(" ", text)
    text = _TRAILING.sub("", _INSIDE.sub("", text))
    return _ARROW.sub(r"\1", _DOUBLE.sub(r"'\1'", text)).strip()


def names_in(node: Node) -> frozenset[str]:
    """Names and properties below a node."""
    return frozenset(each.text() for each in structure.nodes(node, _WORDS))


def is_same(one: Node | None, other: Node) -> bool:
    """Whether both are one place of a text; the engine makes a new object each time it is asked."""
    if one is None:
        return False
    span, wide = one.range(), other.range()
    return (span.start.index, span.end.index) == (wide.start.index, wide.end.index)


def _of_call(call: Node, function: Node, file: Known) -> Iterator[Found]:
    words = () if function.kind() == "call_expression" else chain(function)
    if not words:
        words = ("", script_functions.word(function)) if function.kind() == "member_expression" else ()
    last = words[-1] if words else ""
    if words in _SOFTLY or (last == "expect" and (len(words) == 1 or words[0] in file.modules)):
        args = arguments(call)
        yield from _of_chain(call, args[0] if args else None)
    elif last in _ENDS and (words[0] in file.given | file.modules | {"expect"} or "assert" in words):
        yield Found(call.range().start.index, None)
    elif _is_library(words, file):
        yield _of_library(call, "" if len(words) == 1 and last in file.modules else last)
    elif len(words) > 1 and last in ("expect", "should") and function.kind() == "member_expression":
        yield _made(call, strength.STRONG, (), plain_arguments(call), helper=True)
    elif words and "expect" not in words and "should" not in words and _is_helper(last, words, file):
        yield _made(call, strength.STRONG, (), "", helper=True)


def plain_arguments(call: Node) -> str:
    """The arguments of a call, as a text."""
    return ", ".join(map(plain, arguments(call)))


def _is_library(words: Sequence[str], file: Known) -> bool:
    """`assert(x)`, `assert.equal(…)`, `t.equal(…)`, `t.assert.equal(…)`, and `equal(…)` of a library."""
    if not words:
        return False
    if len(words) == 1:
        return words[0] in file.bare or (words[0] in file.modules and words[0] not in ("chai", "should"))
    if words[0] in file.modules or words[-2] == "assert":
        if words[0] == "should" and len(words) == 2:
            return words[-1] == "exist" or bool(_METHOD.match(words[-1]))
        return words[0] not in ("chai", "should") or words[-2] in ("assert", "not")
    return words[0] in file.given and len(words) == 2 and bool(_METHOD.match(words[-1]))


def _is_helper(last: str, words: Sequence[str], file: Known) -> bool:
    if last in file.helpers and len(words) == 1:
        return True
    return strength.asserts(last) and last not in _NO_HELPER and not last.startswith("should")


def _of_library(call: Node, method: str) -> Found:
    args = arguments(call)
    sides = args[:1] if method in ("", "ok", "notOk", "true", "false", "truthy", "falsy") else args[:2]
    if method in ("equal", "strictEqual", "is", "same") and _says_no_error(sides):
        return Found(call.range().start.index, None)
    found = script_strength.of_assert(method, args)
    function = call.field("function")
    head = plain(function) if function is not None else method
    text = f"{head}({', '.join(map(plain, sides))})"
    sides = script_strength.compared(sides[0]) or sides if len(sides) == 1 else sides
    return _made(call, found, sides, plain(sides[-1]) if sides else "", text=text)


def _of_chain(first: Node, subject: Node | None) -> Iterator[Found]:
    """What follows `expect(x)` or `x.should`, up to the end of the chain."""
    words, args, node = [], list[Node](), first
    while (above := node.parent()) is not None and above.kind() in _WRAPPED:
        below = above.field("object") or above.field("function")
        if above.kind() == "await_expression" or (below is not None and not is_same(below, node)):
            break
        if above.kind() == "member_expression":
            words.append(script_functions.word(above))
            args = []
        elif above.kind() == "call_expression":
            args = arguments(above)
        node = above
    if subject is not None and _ERROR.match(subject.text()) and _is_absent(words):
        yield Found(node.range().start.index, None)
        return
    called = node.kind() != "member_expression" or not _MATCHER.match(words[-1] if words else "")
    found = script_strength.of_expect(subject, words, args) if called else strength.NOTHING
    expected = ", ".join(map(plain, args))
    sides = (subject, *args) if subject is not None else args
    yield _made(node, found, sides, expected or " ".join(words), mine=subject)


def _is_absent(words: Sequence[str]) -> bool:
    """`expect(err).to.not.exist`, `expect(error).toBeNull()`."""
    last = words[-1] if words else ""
    if last in ("exist", "ok", "toBeTruthy", "toBeDefined"):
        return "not" in words
    return last in ("null", "undefined", "toBeNull", "toBeUndefined", "toBeFalsy") and "not" not in words


def _says_no_error(sides: Sequence[Node]) -> bool:
    """`equal(err, null)`: gone as soon as a callback became a promise, which fails by itself."""
    empty = len(sides) > 1 and sides[1].text() in ("null", "undefined")
    return empty and bool(_ERROR.match(sides[0].text()))


def _made(
    node: Node,
    found: int,
    sides: Sequence[Node],
    expected: str,
    *,
    text: str = "",
    helper: bool = False,
    mine: Node | None = None,
) -> Found:
    spoken = (
        [mine] if mine is not None else [side for side in sides if not script_strength.is_written(side)]
    )
    named = frozenset(name for side in (sides or arguments(node)) for name in names_in(side))
    start = node.range().start
    made = strength.Assertion(
        text=text or plain(node),
        strength=found,
        line=start.line + 1,
        subjects=frozenset(map(plain, spoken)),
        expected=expected,
        names=named,
        helper=helper,
    )
    return Found(start.index, made)
