"""What the functions of a JavaScript or TypeScript file do, written so that a copy reads the same.

Called for the `written-once` check. The same as `source.statements` does for Python: names that only a
function knows are numbered within each statement, names that are imported stand under their origin; types,
comments and brackets are gone. A function that is given to a call stands behind the statement that does so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from parti.source import facts, passages, structure
from parti.source.foreign import script_imports
from parti.source.foreign.script_functions import FUNCTIONS, SCOPES, bare, said
from parti.source.structure import Node

_CLASSES = frozenset({"class_declaration", "class", "abstract_class_declaration"})
_MADE = SCOPES - _CLASSES
_DECLARED = frozenset({"lexical_declaration", "variable_declaration"})
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
_DROPPED = frozenset(
    {"comment", "type_annotation", "type_arguments", "type_parameters", "empty_statement", "decorator",
     "import_statement", "interface_declaration", "type_alias_declaration", "ambient_declaration",
     "function_signature", "asserts_annotation", "type_predicate_annotation"}
)  # fmt: skip
_SIGNS = frozenset({"(", ")", "[", "]", "{", "}", ",", ";", ":", "'", '"', "`", "${", ".", "=>"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"})
_FIELDS = frozenset({"property_identifier", "private_property_identifier"})
_PLAIN = frozenset({"string", "number", "true", "false", "null", "regex"})
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
    top = structure.tree(text, _language(path))
    origins = _origins(top, path)
    named = {(each.line, each.end_line): each.name for each in definitions if each.kind == "function"}
    reader = _Reader(origins, _top_names(top), frozenset(), place)
    rows = tuple(reader.body(top, passages.Owner("", 1), at_top=True))
    yield passages.Passage("", 1, rows)
    for node in _outermost(top):
        name, line = _name(node, named)
        inner = _Reader(origins, _top_names(top), frozenset(_bound_in(node)), place)
        body = node.field("body")
        if body is not None:
            yield passages.Passage(name, line, tuple(inner.function(node, passages.Owner(name, line))))


def constants(text: str, path: str, place: passages.Place) -> Iterator[tuple[str, str]]:
    """The names at the top of a file that stand for one plain value, each with its text."""
    for name, value in _top_names(structure.tree(text, _language(path))).items():
        if value:
            yield place.ours(f"{script_imports.of_path(path)}.{name}"), value


def _language(path: str) -> str:
    from parti.source import languages

    return languages.language(path)


def _outermost(top: Node) -> Iterator[Node]:
    """The functions that stand in no other; inside a class each method is one."""
    stack = [top]
    while stack:
        node = stack.pop()
        if node.kind() in _MADE:
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


def _origins(top: Node, path: str) -> dict[str, str]:
    """What each name that a file imports stands for, `require` included."""
    found: dict[str, str] = {}
    for node in structure.nodes(top, ("import_statement",)):
        source = node.field("source")
        module = script_imports.module(path, _text(source)) if source is not None else ""
        for clause in node.named_children():
            for original, local, whole in script_imports.named(clause):
                found[local] = module if whole or original == "default" else f"{module}.{original}"
    for node in structure.nodes(top, ("variable_declarator",), r"\brequire\b"):
        name, value = node.field("name"), node.field("value")
        attributes: list[str] = []
        while value is not None and value.kind() == "member_expression":
            word = value.field("property")
            attributes = [*([word.text()] if word else []), *attributes]
            value = value.field("object")
        given = value.field("arguments") if value is not None else None
        function = value.field("function") if value is not None else None
        if (
            name is None
            or function is None
            or function.text() != "require"
            or given is None
            or not said(given)
        ):
            continue
        module = ".".join([script_imports.module(path, _text(said(given)[0])), *attributes])
        if name.kind() == "identifier":
            found[name.text()] = module
        for each in name.named_children():
            key = each.field("key") or each
            value = each.field("value") or each
            found[value.text()] = f"{module}.{key.text()}"
    return found


def _top_names(top: Node) -> dict[str, str]:
    """The names that a file declares at its top, with the text of those that stand for a plain value."""
    found: dict[str, str] = {}
    for child in top.named_children():
        inner = child.field("declaration") or child if child.kind() == "export_statement" else child
        if inner.kind() in _DECLARED:
            constant = inner.text().startswith("const")
            for each in inner.named_children():
                name, value = each.field("name"), each.field("value")
                plain = value is not None and constant and value.kind() in _PLAIN
                for word in _names(name) if name is not None else ():
                    found[word] = f"#{_literal(value)}" if plain and value is not None else ""
        elif (name := inner.field("name")) is not None:
            found[name.text()] = ""
    return found


def _names(pattern: Node) -> Iterator[str]:
    """The names that a pattern binds; a value that stands in for what is missing binds none."""
    stack = [pattern]
    while stack:
        node = stack.pop()
        if node.kind() in _NAMES:
            yield node.text()
        elif node.kind() in {"assignment_pattern", "object_assignment_pattern"}:
            left = node.field("left")
            stack.extend([left] if left is not None else [])
        elif node.kind() == "pair_pattern":
            value = node.field("value")
            stack.extend([value] if value is not None else [])
        elif node.kind() not in _DROPPED:
            inner = node.field("pattern")
            stack.extend([inner] if inner is not None else node.named_children())


def _bound_in(function: Node) -> Iterator[str]:
    """Every name that a function or one inside it declares."""
    stack = [function]
    while stack:
        node = stack.pop()
        kind = node.kind()
        for field in ("parameters", "parameter"):
            pattern = node.field(field)
            if pattern is not None:
                yield from _names(pattern)
        if kind == "variable_declarator" or (kind in SCOPES and node is not function):
            name = node.field("name")
            if name is not None and kind != "method_definition":
                yield from _names(name)
        left = node.field("left")
        if kind == "for_in_statement" and node.field("kind") is not None and left is not None:
            yield from _names(left)
        stack.extend(node.named_children())


def _span(node: Node) -> tuple[int, int]:
    at = node.range()
    return at.start.index, at.end.index


def _text(node: Node) -> str:
    return node.text().strip("'\"`")


def _literal(node: Node) -> str:
    return repr(node.text()[1:-1]) if node.kind() == "string" else node.text()


class _Reader:
    """Reads the statements of one function or of the top of a file, with those of functions inside."""

    def __init__(
        self,
        origins: Mapping[str, str],
        top: Mapping[str, str],
        bound: frozenset[str],
        place: passages.Place,
    ) -> None:
        self.origins = origins
        self.top = top
        self.bound = bound
        self.place = place

    def function(self, node: Node, owner: passages.Owner) -> Iterator[passages.Statement]:
        """The statements of a function; an arrow without a block gives back its one value."""
        body = node.field("body")
        if body is not None and body.kind() == "statement_block":
            yield from self.body(body, owner)
        elif body is not None:
            yield from self._said("=", [body], body, owner, gives=True)

    def body(
        self, node: Node, owner: passages.Owner, *, at_top: bool = False
    ) -> Iterator[passages.Statement]:
        """The statements below a node, in the order of the text; what a header opens follows it."""
        stack = [(each, owner) for each in reversed(said(node))]
        while stack:
            each, holder = stack.pop()
            kind = each.kind()
            if kind in _THROUGH:
                stack.extend((child, holder) for child in reversed(said(each)))
            elif kind in _MADE and each.field("body") is not None:
                if not at_top:
                    yield from self._said("def", [], each, holder)
                    yield from self.function(each, _inner(holder, each))
            elif kind in _CLASSES or kind in _DROPPED:
                continue
            elif kind in _DECLARED:
                for declarator in said(each):
                    yield from self._declared(declarator, holder, at_top)
            elif kind in _HEADS:
                fields = _HEADS[kind]
                if fields is None:
                    yield from self._said(kind, said(each), each, holder)
                    continue
                parts = [part for field in fields if (part := each.field(field)) is not None]
                yield from self._said(kind, parts, each, holder)
                heads = {_span(part) for part in parts}
                below = [
                    child
                    for child in said(each)
                    if _span(child) not in heads and child.kind() not in _NAMES
                ]
                stack.extend((child, holder) for child in reversed(below))
            elif kind == "return_statement":
                yield from self._said("=", said(each), each, holder, gives=True)
            elif kind == "expression_statement":
                yield from self._expression(each, holder, at_top)
            else:
                yield from self._said(kind, said(each), each, holder)

    def _declared(self, node: Node, owner: passages.Owner, at_top: bool) -> Iterator[passages.Statement]:
        value = node.field("value")
        name = node.field("name")
        if value is None or (name is not None and not self.origins.keys().isdisjoint(_names(name))):
            return
        if value.kind() in _MADE and at_top:
            return
        yield from self._said("=", [value], node, owner)

    def _expression(self, node: Node, owner: passages.Owner, at_top: bool) -> Iterator[passages.Statement]:
        inner = said(node)
        first = bare(inner[0]) if inner else node
        left, right = first.field("left"), first.field("right")
        if first.kind() == "assignment_expression" and left is not None and right is not None:
            local = left.kind() == "identifier" and (at_top or left.text() in self.bound)
            if at_top and right.kind() in _MADE:
                return
            yield from self._said("=" if local else "set", [right] if local else [left, right], node, owner)
        else:
            yield from self._said("do", inner, node, owner)

    def _said(
        self, word: str, parts: Sequence[Node], node: Node, owner: passages.Owner, *, gives: bool = False
    ) -> Iterator[passages.Statement]:
        """One statement, and behind it those of the functions that it holds."""
        text = _Text(self)
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
            values=self._values(parts) if text.size <= _SPELLED_OUT else frozenset(),
            gives_local=gives and text.text() in _NOTHING,
        )
        for each in text.functions:
            yield from self.function(each, _inner(owner, each))

    def _values(self, parts: Iterable[Node]) -> frozenset[str]:
        """Each value that a statement makes on its way, as the statement that would give it back."""
        found: set[str] = set()
        stack = list(parts)
        while stack:
            node = stack.pop()
            if node.kind() in _VALUES:
                text = _Text(self)
                text.word("=", 0)
                text.node(node)
                found.add(text.text())
            if node.kind() not in _MADE:
                stack.extend(node.named_children())
        return frozenset(found)


def _inner(owner: passages.Owner, node: Node) -> passages.Owner:
    """A function inside another, by its own name; one without stands for the one around it."""
    name, parent = node.field("name"), node.parent()
    if name is None and parent is not None and parent.kind() == "variable_declarator":
        name = parent.field("name")
    word = name.text() if name is not None else "(a function)"
    return passages.Owner(f"{owner.name}.{word}".lstrip("."), node.range().start.line + 1)


class _Text:
    """One statement, or one value of it, while it is written."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader
        self._parts: list[str] = []
        self._numbers: dict[str, int] = {}
        self.size = 0
        self.words: set[str] = set()
        self.called: set[str] = set()
        self.functions: list[Node] = []
        self.awaits = False

    def text(self) -> str:
        return " ".join(self._parts)

    def word(self, word: str, size: int = 1) -> None:
        self._parts.append(word)
        self.size += size

    def node(self, node: Node) -> None:
        """One node and all below it."""
        node = bare(node)
        kind = node.kind()
        if kind in _DROPPED:
            return
        if kind in _NAMES or kind in {"member_expression", "subscript_expression"}:
            self._chain(node)
        elif kind in FUNCTIONS | _MADE:
            self.word("function")
            self.functions.append(node)
        elif kind in _PLAIN or kind in {"string_fragment", "escape_sequence"}:
            self.word(_literal(node))
        elif kind in _FIELDS:
            self._named(node.text(), node.text())
        elif kind == "pair":
            for each in said(node):
                self.node(each)
        elif not node.children():
            self._sign(node)
        else:
            self.awaits |= kind == "await_expression"
            self.word(f"<{kind}", int(kind == "call_expression"))
            before = len(self._parts)
            for each in node.children():
                self.node(each)
            if kind == "call_expression":
                self._called(node, self._parts[before])
            self.word(">", 0)

    def _sign(self, node: Node) -> None:
        text = node.text()
        if text not in _SIGNS:
            self.word(text)

    def _named(self, text: str, word: str) -> None:
        self.word(text)
        self.words.add(word.lstrip("#"))

    def _called(self, node: Node, text: str) -> None:
        function = node.field("function")
        self.called.add(text)
        if function is not None and function.kind() == "member_expression":
            word, held = function.field("property"), function.field("object")
            whose = "super" if held is not None and held.kind() == "super" else "?"
            self.called.update([f"{whose}.{word.text()}"] if word is not None else [])

    def _chain(self, node: Node) -> None:
        """A name with its attributes: numbered where only the function knows it, else by its origin."""
        attributes: list[str] = []
        held = node
        while held.kind() in {"member_expression", "subscript_expression"}:
            word = _attribute(held)
            inner = held.field("object")
            if not word or inner is None:
                break
            attributes.insert(0, word)
            held = bare(inner)
        if held.kind() in _NAMES:
            if held.kind() == "shorthand_property_identifier":
                self._named(held.text(), held.text())
            meant = self._meant(held.text(), attributes)
            attributes = attributes if meant.startswith(("$", "#")) else []
            self.word(meant, 1 + ("." in meant.strip(".")))
        elif held.kind() == "subscript_expression":
            self.word("[", 0)
            for part in said(held):
                self.node(part)
            self.word("]", 0)
        else:
            self.node(held)
        for attribute in attributes:
            self._named(f".{attribute}", attribute)

    def _meant(self, name: str, attributes: Sequence[str]) -> str:
        reader = self._reader
        if name in reader.bound:
            return f"${self._numbers.setdefault(name, len(self._numbers))}"
        if name in reader.origins:
            whole = reader.place.ours(".".join([reader.origins[name], *attributes]))
        elif reader.top.get(name):
            return reader.top[name]
        elif name in reader.top and not reader.bound:
            return f"${self._numbers.setdefault(name, len(self._numbers))}"
        else:
            whole = ".".join([f".{name}" if name in reader.top else name, *attributes])
        self.words.update([whole.rpartition(".")[2]] if "." in whole else [])
        return reader.place.constants.get(whole, whole)


def _attribute(node: Node) -> str:
    """The name of an attribute, also where it stands in brackets as a text; empty for a computed one."""
    word = node.field("property") or node.field("index")
    if word is None or word.kind() not in _FIELDS | {"string"}:
        return ""
    return _text(word)
