"""What the functions of a JavaScript or TypeScript file do, written so that a copy reads the same.

Called for the `written-once` check. The same as `source.statements` does for Python: names that only a
function knows are numbered within each statement, names that are imported stand under their origin; types,
comments and brackets are gone. A function that is given to a call stands behind the statement that does so.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.source import facts, languages, passages, structure
from parti.source.foreign import script_bindings, script_imports, script_wording
from parti.source.foreign.script_bindings import DECLARED, NAMES
from parti.source.foreign.script_functions import bare, said
from parti.source.foreign.script_wording import CLASSES, DROPPED, MADE
from parti.source.structure import Node

_HEADS = {
    "if_statement": ("condition",), "while_statement": ("condition",), "do_statement": ("condition",),
    "for_statement": ("initializer", "condition", "increment"),
    "for_in_statement": ("left", "operator", "right"),
    "switch_statement": ("value",), "switch_case": ("value",), "switch_default": (),
    "try_statement": (), "catch_clause": (), "throw_statement": None,
}  # fmt: skip
_THROUGH = frozenset(
    {"statement_block", "else_clause", "finally_clause", "switch_body", "export_statement", "program",
     "labeled_statement"}
)  # fmt: skip
_NOTHING = ("= $0", "= undefined")
_SPELLED_OUT = 200
_VALUES = frozenset(
    {"call_expression", "binary_expression", "new_expression", "subscript_expression", "template_string",
     "object", "array", "ternary_expression", "unary_expression", "await_expression"}
)  # fmt: skip


def of(
    text: str, path: str, definitions: Iterable[facts.Definition], place: passages.Place
) -> Iterator[passages.Passage]:
    """Each function that stands in no other, by the name that facts give it, and the top of the file."""
    top = structure.tree(text, languages.language(path))
    known = script_bindings.of(top, path)
    named = {(each.line, each.end_line): each.name for each in definitions if each.kind == "function"}
    rows = _Reader(known, place, at_top=True).body(top, passages.Owner("", 1))
    yield passages.Passage("", 1, tuple(rows))
    for node in _outermost(top):
        name, line = _name(node, named)
        bound = frozenset(script_bindings.bound_in(node))
        reader = _Reader(msgspec.structs.replace(known, bound=bound), place, at_top=False)
        yield passages.Passage(name, line, tuple(reader.function(node, passages.Owner(name, line))))


def constants(text: str, path: str, place: passages.Place) -> Iterator[tuple[str, str]]:
    """The names at the top of a file that stand for one plain value, each with its text."""
    top = structure.tree(text, languages.language(path))
    for name, value in script_bindings.top_names(top).items():
        if value:
            yield place.ours(f"{script_imports.of_path(path)}.{name}"), value


def _outermost(top: Node) -> Iterator[Node]:
    """The functions that stand in no other; inside a class each method is one."""
    stack = [top]
    while stack:
        node = stack.pop()
        if node.kind() in MADE:
            yield node
        else:
            stack.extend(reversed(node.named_children()))


def _name(node: Node, named: Mapping[tuple[int, int], str]) -> tuple[str, int]:
    """A function's name and the line that it is told at: those of what it is put in, where that is all."""
    for each in (node, *list(node.ancestors())[:2]):
        at = each.range()
        found = named.get((at.start.line + 1, at.end.line + 1))
        if found:
            return found, at.start.line + 1
    return "", node.range().start.line + 1


def _span(node: Node) -> tuple[int, int]:
    at = node.range()
    return at.start.index, at.end.index


class _Reader:
    """Reads the statements of one function or of the top of a file, with those of functions inside."""

    def __init__(self, known: script_bindings.Known, place: passages.Place, *, at_top: bool) -> None:
        self._known = known
        self._place = place
        self._at_top = at_top

    def function(self, node: Node, owner: passages.Owner) -> Iterator[passages.Statement]:
        """The statements of a function; an arrow without a block gives back its one value."""
        body = node.field("body")
        if body is not None and body.kind() == "statement_block":
            yield from self.body(body, owner)
        elif body is not None:
            yield from self._said("=", [body], body, owner, gives=True)

    def body(self, node: Node, owner: passages.Owner) -> Iterator[passages.Statement]:
        """The statements below a node, in the order of the text; what a header opens follows it."""
        stack = [(each, owner) for each in reversed(said(node))]
        while stack:
            each, holder = stack.pop()
            kind = each.kind()
            if kind in _THROUGH:
                stack.extend((child, holder) for child in reversed(said(each)))
            elif kind in MADE and each.field("body") is not None:
                if not self._at_top:
                    yield from self._said("def", [], each, holder)
                    yield from self.function(each, _inner(holder, each))
            elif kind in CLASSES or kind in DROPPED:
                continue
            elif kind in DECLARED:
                for declarator in said(each):
                    yield from self._declared(declarator, holder)
            elif kind in _HEADS:
                fields = _HEADS[kind]
                if fields is None:
                    yield from self._said(kind, said(each), each, holder)
                    continue
                parts = [part for field in fields if (part := each.field(field)) is not None]
                yield from self._said(kind, parts, each, holder)
                heads = {_span(part) for part in parts}
                below = [
                    child for child in said(each) if _span(child) not in heads and child.kind() not in NAMES
                ]
                stack.extend((child, holder) for child in reversed(below))
            elif kind == "return_statement":
                yield from self._said("=", said(each), each, holder, gives=True)
            elif kind == "expression_statement":
                yield from self._expression(each, holder)
            else:
                yield from self._said(kind, said(each), each, holder)

    def _declared(self, node: Node, owner: passages.Owner) -> Iterator[passages.Statement]:
        value = node.field("value")
        name = node.field("name")
        if value is None or (
            name is not None and not self._known.origins.keys().isdisjoint(script_bindings.names(name))
        ):
            return
        if value.kind() in MADE and self._at_top:
            return
        yield from self._said("=", [value], node, owner)

    def _expression(self, node: Node, owner: passages.Owner) -> Iterator[passages.Statement]:
        inner = said(node)
        first = bare(inner[0]) if inner else node
        left, right = first.field("left"), first.field("right")
        if first.kind() == "assignment_expression" and left is not None and right is not None:
            local = left.kind() == "identifier" and (self._at_top or left.text() in self._known.bound)
            if self._at_top and right.kind() in MADE:
                return
            yield from self._said("=" if local else "set", [right] if local else [left, right], node, owner)
        else:
            yield from self._said("do", inner, node, owner)

    def _said(
        self, word: str, parts: Sequence[Node], node: Node, owner: passages.Owner, *, gives: bool = False
    ) -> Iterator[passages.Statement]:
        """One statement, and behind it those of the functions that it holds."""
        text = script_wording.Text(self._known, self._place)
        text.word(word, 0 if word == "=" else 1)
        for each in parts:
            text.node(each)
        if gives and not parts:
            text.word("undefined")
        yield passages.Statement(
            text=text.text(),
            line=node.range().start.line + 1,
            size=text.size,
            owner=owner,
            words=tuple(sorted(text.words)),
            called=frozenset(text.called),
            awaits=text.awaits or any(child.kind() == "await" for child in node.children()),
            values=functools.partial(self._values, parts) if text.size <= _SPELLED_OUT else tuple,
            gives_local=gives and text.text() in _NOTHING,
        )
        for each in () if self._at_top else text.functions:
            yield from self.function(each, _inner(owner, each))

    def _values(self, parts: Iterable[Node]) -> frozenset[str]:
        """Each value that a statement makes on its way, as the statement that would give it back."""
        found: set[str] = set()
        stack = list(parts)
        while stack:
            node = stack.pop()
            if node.kind() in _VALUES:
                text = script_wording.Text(self._known, self._place)
                text.word("=", 0)
                text.node(node)
                found.add(text.text())
            if node.kind() not in MADE:
                stack.extend(node.named_children())
        return frozenset(found)


def _inner(owner: passages.Owner, node: Node) -> passages.Owner:
    """A function inside another, by its own name; one without stands for the one around it."""
    name, parent = node.field("name"), node.parent()
    if name is None and parent is not None and parent.kind() == "variable_declarator":
        name = parent.field("name")
    word = name.text() if name is not None else "(a function)"
    return passages.Owner(f"{owner.name}.{word}".lstrip("."), node.range().start.line + 1)
