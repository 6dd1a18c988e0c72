"""Follows a value through a JavaScript or TypeScript file: by its own name, a variable, a text of it.

Called by the `opaque` check, as `source.carried` is for Python. A variable holds the value when it is
declared once in its function and given nothing else. Functions are not followed, nor are fields of objects.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from parti.source import structure
from parti.source.structure import Node

_FUNCTIONS = frozenset(
    {"arrow_function", "function_expression", "function_declaration", "method_definition", "program"}
)
_THROUGH = frozenset(
    {"parenthesized_expression", "as_expression", "non_null_expression", "await_expression"}
)
_ROUNDS = 3
_TEXTS = frozenset({"String", "toString", "trim", "toLowerCase", "toUpperCase", "normalize"})

Taken = tuple[int, int, str]


def taken(text: str, language: str, values: Sequence[str], never: Collection[str]) -> Iterator[Taken]:
    """(line, column, the word) of each place where a value is taken apart."""
    top = structure.tree(text, language)
    held = _Held(top, values)
    words = "|".join(re.escape(each.rpartition(".")[2]) for each in never)
    for node in structure.nodes(top, ("call_expression",), rf"\b(?:{words})\b" if words else r"$^"):
        word = _called(node, held, never)
        if word:
            start = node.range().start
            yield start.line + 1, start.column + 1, word
    for node in structure.nodes(top, ("variable_declarator",), rf"\b(?:{words})\b" if words else r"$^"):
        given = node.field("value")
        word = _method(given, held, never) if given is not None else ""
        if given is not None and word:
            start = given.range().start
            yield start.line + 1, start.column + 1, word


def _called(call: Node, held: "_Held", never: Collection[str]) -> str:
    """The word by which a call takes the value apart; empty when it does not."""
    function, given = call.field("function"), call.field("arguments")
    if function is None:
        return ""
    word = _method(function, held, never)
    if word:
        return word
    name = function.text()
    arguments = given.named_children() if given is not None else []
    return name if name in never and any(map(held.has, arguments)) else ""


def _method(node: Node, held: "_Held", never: Collection[str]) -> str:
    """`value.split` or `value['split']`."""
    target = node.field("object")
    named = node.field("property") or node.field("index")
    if target is None or named is None:
        return ""
    word = named.text().strip("'\"`")
    return word if word in never and held.has(target) else ""


class _Held:
    """What is the value in one file: expressions by their text, and variables by their function."""

    def __init__(self, top: Node, values: Sequence[str]) -> None:
        self._is = _matcher(values)
        self._fields = frozenset(each[2:] for each in values if re.fullmatch(r"\*\.[A-Za-z_$][\w$]*", each))
        self._names: dict[str, list[tuple[int, int]]] = {}
        changed = _given_again(top)
        declared = structure.nodes(top, ("variable_declarator",))
        for _ in range(_ROUNDS):
            before = sum(map(len, self._names.values()))
            for each in declared:
                for name in self._bound(each):
                    if name not in changed:
                        self._keep(name, each)
            if sum(map(len, self._names.values())) == before:
                break

    def _keep(self, name: str, declared: Node) -> None:
        home = next((each for each in declared.ancestors() if each.kind() in _FUNCTIONS), None)
        if home is not None:
            span = home.range().start.index, home.range().end.index
            if span not in self._names.setdefault(name, []):
                self._names[name].append(span)

    def _bound(self, declared: Node) -> Iterator[str]:
        """The names of a declaration that hold the value."""
        name, value = declared.field("name"), declared.field("value")
        if name is None or value is None:
            return
        if name.kind() == "identifier":
            if self.has(value):
                yield name.text()
        elif name.kind() == "object_pattern":
            for each in name.named_children():
                key = each.field("key") or each
                target = each.field("value") or each
                if key.text() in self._fields and target.kind().endswith(("identifier", "_pattern")):
                    yield target.text()

    def has(self, node: Node) -> bool:
        """Whether an expression is the value, or a text of it alone."""
        kind = node.kind()
        if self._is(node.text()):
            return True
        if kind == "identifier":
            at = node.range().start.index
            return any(start <= at < end for start, end in self._names.get(node.text(), ()))
        inner = node.named_children()
        if kind in _THROUGH:
            return bool(inner) and self.has(inner[0])
        if kind == "template_string":
            parts = [each for each in inner if each.kind() == "template_substitution"]
            return len(parts) == len(inner) == 1 and any(map(self.has, parts[0].named_children()))
        if kind in {"binary_expression", "ternary_expression"}:
            either = kind == "ternary_expression"
            operator = node.field("operator")
            if either or (operator is not None and operator.text() in {"||", "??"}):
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


def _given_again(top: Node) -> frozenset[str]:
    """Names that get another value later, or that one function declares twice."""
    seen: set[str] = set()
    again: set[str] = set()
    for each in structure.nodes(top, ("assignment_expression", "augmented_assignment_expression")):
        left = each.field("left")
        if left is not None and left.kind() == "identifier":
            again.add(left.text())
    for each in structure.nodes(top, ("variable_declarator",)):
        name = each.field("name")
        home = next((one for one in each.ancestors() if one.kind() in _FUNCTIONS), None)
        key = f"{name.text()} {home.range().start.index}" if name is not None and home is not None else ""
        if name is not None and key in seen:
            again.add(name.text())
        seen.add(key)
    return frozenset(again)


def _matcher(values: Sequence[str]) -> Callable[[str], bool]:
    """Whether a text is one of the values; a leading star is any expression, another any letters."""
    forms = []
    for each in values:
        plain = re.escape(each.replace('"', "'"))
        plain = re.sub(r"^\\\*(?=\\[.\[])", r"[^\\s+*/%<>=&|?:,{}]+", plain)
        forms.append(plain.replace(r"\*", r"[\w$]*"))
    whole = re.compile("|".join(f"(?:{form})" for form in forms) or r"$^")

    def fits(text: str) -> bool:
        plain = text.replace("?.", ".").replace('"', "'")
        return len(plain) < _LONG and whole.fullmatch(plain) is not None

    return fits


_LONG = 300
"""Characters of an expression that is still compared with a value."""
