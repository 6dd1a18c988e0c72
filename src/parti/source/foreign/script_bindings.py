"""The names of a JavaScript or TypeScript file, as far as a copy of a function depends on them.

Called by `script_statements`: what imports stand for, what the top of a file declares, and which names only
a function knows, together with the functions inside it.
"""

from collections.abc import Iterator

import msgspec

from parti.source import structure
from parti.source.foreign import script_imports
from parti.source.foreign.script_functions import SCOPES, said
from parti.source.structure import Node

DECLARED = frozenset({"lexical_declaration", "variable_declaration"})
NAMES = frozenset({"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"})
PLAIN = frozenset({"string", "number", "true", "false", "null", "regex"})
_FIXED = frozenset({"string", "number", "regex"})
"""What a constant may stand for; nothing and truth stand for what changes later, mostly."""

_TYPES = frozenset({"comment", "type_annotation", "type_arguments"})


class Known(msgspec.Struct, frozen=True):
    """What the names in a function mean.

    Args:
        origins: imported names, each with the dotted name that it stands for.
        top: names of the file, each with the plain value that it always has, or nothing.
        bound: names that only the function knows.
    """

    origins: dict[str, str]
    top: dict[str, str]
    bound: frozenset[str] = frozenset()


def of(top: Node, path: str) -> Known:
    """What the names at the top of a file mean."""
    return Known(_origins(top, path), top_names(top))


def _origins(top: Node, path: str) -> dict[str, str]:
    """What each name that a file imports stands for, `require` included."""
    found: dict[str, str] = {}
    for node in structure.nodes(top, ("import_statement",)):
        source = node.field("source")
        module = script_imports.module(path, text(source)) if source is not None else ""
        for clause in node.named_children():
            for original, local, whole in script_imports.named(clause):
                found[local] = module if whole or original == "default" else f"{module}.{original}"
    for node in structure.nodes(top, ("variable_declarator",), r"\brequire\b"):
        name, module = node.field("name"), _required(node.field("value"), path)
        if name is None or not module:
            continue
        if name.kind() == "identifier":
            found[name.text()] = module
        for part in name.named_children():
            key, local_name = part.field("key") or part, part.field("value") or part
            found[local_name.text()] = f"{module}.{key.text()}"
    return found


def _required(value: Node | None, path: str) -> str:
    """The dotted name of `require('x')` and `require('x').y`; empty for anything else."""
    attributes: list[str] = []
    while value is not None and value.kind() == "member_expression":
        word = value.field("property")
        attributes = [*([word.text()] if word is not None else []), *attributes]
        value = value.field("object")
    function = value.field("function") if value is not None else None
    given = value.field("arguments") if value is not None else None
    if function is None or function.text() != "require" or given is None or not said(given):
        return ""
    return ".".join([script_imports.module(path, text(said(given)[0])), *attributes])


def top_names(top: Node) -> dict[str, str]:
    """The names that a file declares at its top, with the text of those that stand for a plain value."""
    found: dict[str, str] = {}
    for child in top.named_children():
        inner = child.field("declaration") or child if child.kind() == "export_statement" else child
        if inner.kind() in DECLARED:
            constant = inner.text().startswith("const")
            for each in inner.named_children():
                name, value = each.field("name"), each.field("value")
                plain = value is not None and constant and value.kind() in _FIXED
                for word in names(name) if name is not None else ():
                    found[word] = f"#{literal(value)}" if plain and value is not None else ""
        elif (name := inner.field("name")) is not None:
            found[name.text()] = ""
    return found


def names(pattern: Node) -> Iterator[str]:
    """The names that a pattern binds; a value that stands in for what is missing binds none."""
    stack = [pattern]
    while stack:
        node = stack.pop()
        if node.kind() in NAMES:
            yield node.text()
        elif node.kind() in {"assignment_pattern", "object_assignment_pattern"}:
            left = node.field("left")
            stack.extend([left] if left is not None else [])
        elif node.kind() == "pair_pattern":
            value = node.field("value")
            stack.extend([value] if value is not None else [])
        elif node.kind() not in _TYPES:
            inner = node.field("pattern")
            stack.extend([inner] if inner is not None else node.named_children())


def bound_in(function: Node) -> Iterator[str]:
    """Every name that a function or one inside it declares."""
    stack = [function]
    while stack:
        node = stack.pop()
        kind = node.kind()
        for field in ("parameters", "parameter"):
            pattern = node.field(field)
            if pattern is not None:
                yield from names(pattern)
        if kind == "variable_declarator" or (kind in SCOPES and node is not function):
            name = node.field("name")
            if name is not None:
                yield from names(name)
        left = node.field("left")
        if kind == "for_in_statement" and node.field("kind") is not None and left is not None:
            yield from names(left)
        stack.extend(node.named_children())


def text(node: Node) -> str:
    """A literal text without its quotes."""
    return node.text().strip("'\"`")


def literal(node: Node) -> str:
    """A plain value, a text in whichever quotes alike."""
    return repr(node.text()[1:-1]) if node.kind() == "string" else node.text()
