"""Follows a value through a JavaScript or TypeScript file: by its own name, a variable, a text of it.

Called by the `opaque` check, as `source.carried` is for Python. A variable holds the value when it is
declared once in its function and given nothing else. Functions are not followed, nor are fields of objects.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from parti.source import structure
from parti.source.foreign import script_mended
from parti.source.structure import Node

_FUNCTIONS = frozenset(
    {"arrow_function", "function_expression", "function_declaration", "method_definition", "program"}
    | {"generator_function", "generator_function_declaration"}
)
_BINDERS = _FUNCTIONS | {"catch_clause", "for_in_statement"}
_THROUGH = frozenset(
    {"parenthesized_expression", "as_expression", "non_null_expression", "await_expression"}
    | {"satisfies_expression"}
)
_MEMBERS = ("member_expression", "subscript_expression")
_NAMES = ("identifier", "shorthand_property_identifier_pattern")
_GLOBAL = re.compile(r"^(?:(?:window|globalThis|self|global|Number)\.)+")
_ROUNDS = 3
_TEXTS = frozenset({"String", "toString", "trim", "toLowerCase", "toUpperCase", "normalize"})

Span = tuple[int, int]
Taken = tuple[int, int, str]


def taken(text: str, language: str, values: Sequence[str], never: Collection[str]) -> Iterator[Taken]:
    """(line, column, the word) of each place where a value is taken apart."""
    top = script_mended.tree(text, language)
    held = _Held(top, values)
    words = "|".join(re.escape(each.rpartition(".")[2]) for each in never)
    for node in structure.nodes(
        top, (*_MEMBERS, "call_expression"), rf"\b(?:{words})\b" if words else r"$^"
    ):
        word = (_called if node.kind() == "call_expression" else _method)(node, held, never)
        if word:
            start = node.range().start
            yield start.line + 1, start.column + 1, word


def _called(call: Node, held: "_Held", never: Collection[str]) -> str:
    """The function that is given the value and takes it apart; empty when none is."""
    function, given = call.field("function"), call.field("arguments")
    name = function.text() if function is not None else ""
    word = next((each for each in (name, _GLOBAL.sub("", name)) if each in never), "")
    arguments = given.named_children() if given is not None else []
    return word if word and any(map(held.has, arguments)) else ""


def _method(node: Node, held: "_Held", never: Collection[str]) -> str:
    """`value.split` or `value['split']`."""
    target, named, index = node.field("object"), node.field("property"), node.field("index")
    if index is not None and index.kind() in {"string", "template_string"}:
        named = index
    if target is None or named is None:
        return ""
    word = named.text().strip("'\"`")
    return word if word in never and held.has(target) else ""


class _Held:
    """What is the value in one file: expressions by their text, and variables by their function."""

    def __init__(self, top: Node, values: Sequence[str]) -> None:
        self._is = _matcher(values)
        plain = map(_plain, values)
        self._fields = frozenset(each[2:] for each in plain if re.fullmatch(r"\*\.[A-Za-z_$][\w$]*", each))
        self._names: dict[str, set[Span]] = {}
        self._bound = _bound_in(top)
        self._nested: dict[str, _Nested] = {}
        changed = _given_again(top)
        declared = structure.nodes(top, ("variable_declarator", "object_pattern"))
        for _ in range(_ROUNDS):
            before = sum(map(len, self._names.values()))
            for each in declared:
                for name in self._given(each):
                    if name not in changed:
                        self._keep(name, each)
            if sum(map(len, self._names.values())) == before:
                break

    def _keep(self, name: str, declared: Node) -> None:
        home = next(_homes(declared), None)
        if home is not None and _span(home) not in self._names.setdefault(name, set()):
            self._names[name].add(_span(home))
            self._nested.pop(name, None)

    def _given(self, declared: Node) -> Iterator[str]:
        """The names of a declaration, or of a pattern anywhere, that hold the value."""
        if declared.kind() == "object_pattern":
            yield from self._unpacked(declared)
            return
        name, value = declared.field("name"), declared.field("value")
        if name is not None and value is not None and name.kind() == "identifier" and self.has(value):
            yield name.text()

    def _unpacked(self, pattern: Node) -> Iterator[str]:
        """The names of `{ id, key: name }` that hold the value, whatever it is taken from."""
        parent = pattern.parent()
        declares = parent is not None and parent.kind() == "variable_declarator"
        source = parent.field("value") if parent is not None and declares else None
        base = source.text() if source is not None else ""
        for each in pattern.named_children():
            key, target = each.field("key") or each.field("left") or each, each.field("value") or each
            target, word = target.field("left") or target, key.text().strip("'\"")
            known = word in self._fields or bool(base and self._is(f"{base}.{word}"))
            if known and target.kind() in _NAMES:
                yield target.text()

    def _holds(self, name: str, at: int) -> bool:
        """Whether a name is a variable that holds the value, and no nearer one of its name."""
        held = self._names.get(name)
        if not held:
            return False
        if name not in self._nested:
            self._nested[name] = _Nested(held.union(self._bound.get(name, ())))
        return self._nested[name].nearest(at) in held

    def has(self, node: Node) -> bool:
        """Whether an expression is the value, or a text of it alone."""
        kind = node.kind()
        if self._is(node.text()):
            return True
        if kind == "identifier":
            return self._holds(node.text(), node.range().start.index)
        inner = [each for each in node.named_children() if each.kind() != "comment"]
        if kind in _THROUGH:
            return bool(inner) and self.has(inner[0])
        if kind == "type_assertion":
            return bool(inner) and self.has(inner[-1])
        if kind == "template_string":
            parts = [each for each in inner if each.kind() == "template_substitution"]
            return len(parts) == len(inner) == 1 and any(map(self.has, parts[0].named_children()))
        if kind in {"binary_expression", "ternary_expression"}:
            either = kind == "ternary_expression"
            operator = node.field("operator")
            if either or (operator is not None and operator.text() in {"||", "??", "&&"}):
                return any(map(self.has, inner[1:] if either else inner))
            return False
        return kind == "call_expression" and self._same_text(node)

    def _same_text(self, call: Node) -> bool:
        """`String(value)`, `value.toString()`."""
        function, given = call.field("function"), call.field("arguments")
        if function is None:
            return False
        owner, name = function.field("object"), function.field("property")
        if owner is not None and name is not None:
            return name.text() in _TEXTS and self.has(owner)
        return (
            function.text() == "String" and given is not None and any(map(self.has, given.named_children()))
        )


class _Nested:
    """Spans of which each lies in another one or beside it, as those of functions do."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: (span[0], -span[1]))
        self._around: list[int] = []
        open_: list[int] = []
        for at, (start, _) in enumerate(self._spans):
            while open_ and self._spans[open_[-1]][1] <= start:
                open_.pop()
            self._around.append(open_[-1] if open_ else -1)
            open_.append(at)

    def nearest(self, at: int) -> Span | None:
        """The smallest span around a place."""
        here = bisect_right(self._spans, at, key=lambda span: span[0]) - 1
        while here >= 0 and self._spans[here][1] <= at:
            here = self._around[here]
        return self._spans[here] if here >= 0 else None


def _span(node: Node) -> Span:
    return node.range().start.index, node.range().end.index


def _names_in(pattern: Node) -> Iterator[str]:
    """The names that a name, a pattern or a list of parameters binds."""
    stack = [pattern]
    while stack:
        node = stack.pop()
        if node.kind() in _NAMES:
            yield node.text()
        left = node.field("left") or node.field("pattern")
        stack.extend([left] if left is not None else node.named_children())


def _bound_in(top: Node) -> Mapping[str, Sequence[Span]]:
    """By name, the functions, handlers and loops that have a parameter or a variable of that name."""
    found: dict[str, list[Span]] = {}
    for each in structure.nodes(top, sorted(_BINDERS)):
        own = [each.field(field) for field in ("parameters", "parameter")]
        if each.kind() == "for_in_statement" and each.field("kind") is not None:
            own = [each.field("left")]
        for name in (name for part in own if part is not None for name in _names_in(part)):
            found.setdefault(name, []).append(_span(each))
    for name, span in _declared(top):
        found.setdefault(name, []).append(span)
    return found


def _declared(top: Node) -> Iterator[tuple[str, Span]]:
    """(name, the function that it is declared in) of every variable."""
    for each in structure.nodes(top, ("variable_declarator",)):
        pattern, home = each.field("name"), next(_homes(each), None)
        if pattern is not None and home is not None:
            yield from ((name, _span(home)) for name in _names_in(pattern))


def _homes(node: Node) -> Iterator[Node]:
    """What a declaration is bound in, the nearest first: functions, and a loop for what it binds itself."""
    for each in node.ancestors():
        left = each.field("left") if each.kind() == "for_in_statement" else None
        if each.kind() in _FUNCTIONS or (left is not None and _span(left)[1] >= _span(node)[1]):
            yield each


def _given_again(top: Node) -> frozenset[str]:
    """Names that get another value later, or that one function declares twice."""
    again: set[str] = set()
    for each in structure.nodes(top, ("assignment_expression", "augmented_assignment_expression")):
        left = each.field("left")
        if left is not None and left.kind() in {"identifier", "object_pattern", "array_pattern"}:
            again.update(_names_in(left))
    declared = Counter(_declared(top))
    return frozenset(again | {name for (name, _), times in declared.items() if times > 1})


def _plain(text: str) -> str:
    """An expression in one spelling: `a?.b`, `a['b']` and a chain over several lines are `a.b`."""
    text = re.sub(r"\s*\??\.\s*", ".", text.replace('"', "'").replace("`", "'"))
    return re.sub(r"\.?\['([A-Za-z_$][\w$]*)'\]", r".\1", text)


def _matcher(values: Sequence[str]) -> Callable[[str], bool]:
    """Whether a text is one of the values; a leading star is any expression, another any letters."""
    forms = []
    for each in values:
        plain = re.escape(_plain(each))
        plain = re.sub(r"^\\\*(?=\\[.\[])", r"[^\\s+*/%<>=&|?:,{}]+", plain)
        forms.append(plain.replace(r"\*", r"[\w$]*"))
    whole = re.compile("|".join(f"(?:{form})" for form in forms) or r"$^")

    def fits(text: str) -> bool:
        return len(text) < _LONG and whole.fullmatch(_plain(text)) is not None

    return fits


_LONG = 300
"""Characters of an expression that is still compared with a value."""
