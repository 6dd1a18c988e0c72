"""How one statement of JavaScript or TypeScript is written so that a copy of it reads the same.

Called by `script_statements`, which says what the statements are and in which order they stand.
"""

from collections.abc import Sequence

from parti.source import passages, written
from parti.source.foreign import script_bindings
from parti.source.foreign.script_bindings import NAMES, PLAIN
from parti.source.foreign.script_functions import SCOPES, bare, said
from parti.source.structure import Node

CLASSES = frozenset({"class_declaration", "class", "abstract_class_declaration"})
MADE = SCOPES - CLASSES
"""Functions of every kind."""

DROPPED = frozenset(
    {"comment", "type_annotation", "type_arguments", "type_parameters", "empty_statement", "decorator",
     "import_statement", "interface_declaration", "type_alias_declaration", "ambient_declaration",
     "function_signature", "asserts_annotation", "type_predicate_annotation"}
)  # fmt: skip
"""What says nothing about what is done."""

_SIGNS = frozenset({"(", ")", "[", "]", "{", "}", ",", ";", ":", "'", '"', "`", "${", ".", "=>"})
_FIELDS = frozenset({"property_identifier", "private_property_identifier"})


class Text(written.Written):
    """One statement, or one value of it, while it is written."""

    def __init__(self, known: script_bindings.Known, place: passages.Place) -> None:
        super().__init__(place)
        self._known = known
        self.functions: list[Node] = []

    def node(self, node: Node) -> None:
        """One node and all below it."""
        node = bare(node)
        kind = node.kind()
        if kind in DROPPED:
            return
        if kind in NAMES or kind in {"member_expression", "subscript_expression"}:
            self._chain(node)
        elif kind in MADE:
            self.word("function")
            self.functions.append(node)
        elif kind in PLAIN or kind in {"string_fragment", "escape_sequence"}:
            self.word(script_bindings.literal(node))
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
        self.words.update([word.lstrip("#")] if passages.is_word(word.lstrip("#")) else [])

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
        if held.kind() in NAMES:
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
        known = self._known
        if name in known.bound:
            return self.number(name)
        if name in known.origins:
            whole = self._place.ours(".".join([known.origins[name], *attributes]))
        elif known.top.get(name):
            return known.top[name]
        elif name in known.top and not known.bound:
            return self.number(name)
        else:
            whole = ".".join([f".{name}" if name in known.top else name, *attributes])
        last = whole.rpartition(".")[2]
        self.words.update([last] if passages.is_word(last) else [])
        return self._place.constants.get(whole, whole)


def _attribute(node: Node) -> str:
    """The name of an attribute, also where it stands in brackets as a text; empty for a computed one."""
    word = node.field("property") or node.field("index")
    if word is None or word.kind() not in _FIELDS | {"string"}:
        return ""
    return script_bindings.text(word)
