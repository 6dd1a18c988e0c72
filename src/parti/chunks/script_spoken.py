"""What tests in JavaScript or TypeScript may speak of and a change took away or changed.

Called by `oracle`, which says of `spoken` why: a test that goes together with what it spoke of is another
matter than one that just goes. A name is gone when it was declared before and no longer occurs at all.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from parti.source import languages, lines, reading, structure
from parti.source.foreign import script_functions
from parti.source.shape import FileChange
from parti.source.structure import Node

_DECLARING = (
    "function_declaration", "generator_function_declaration", "class_declaration",
    "method_definition", "pair", "formal_parameters", "assignment_expression", "variable_declarator",
    "string_fragment",
)  # fmt: skip
_OCCURRING = (
    "identifier", "property_identifier", "shorthand_property_identifier",
    "shorthand_property_identifier_pattern", "private_property_identifier", "string_fragment",
)  # fmt: skip
_OF_JAVASCRIPT = ("field_definition",)
_OF_TYPESCRIPT = ("abstract_class_declaration", "public_field_definition")
"""Kinds that one grammar has and the other does not; the engine refuses what a grammar does not have."""

_GIVEN = ("identifier", "shorthand_property_identifier_pattern")
_OPTION = re.compile(r"-{0,2}[A-Za-z_][\w-]{2,60}\Z")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")


def gone(changes: Sequence[FileChange]) -> frozenset[str]:
    """Names that the code under test declared before a change and that occur in it no longer.

    Args:
        changes: the changed files in these languages that are no tests.
    """
    declared = {PurePosixPath(change.path).stem for change in changes if change.base is not None}
    occurring = {PurePosixPath(change.path).stem for change in changes if change.new is not None}
    for change in changes:
        language = languages.language(change.path)
        declared |= set(_declared(structure.tree(change.base or "", language), language))
    for change in changes:
        language = languages.language(change.path)
        kinds = _OCCURRING if language == "javascript" else (*_OCCURRING, "type_identifier")
        top = structure.tree(change.new or "", language)
        occurring |= {node.text() for node in structure.nodes(top, kinds)}
    return frozenset(declared - occurring)


def changed(changes: Sequence[FileChange]) -> frozenset[str]:
    """Functions that do another thing, by name: they differ, are gone, or call such a one in their file."""
    found: set[str] = set()
    callers: dict[str, set[str]] = {}
    for change in changes:
        before, after = (_codes(text, change.path) for text in (change.base, change.new))
        found |= {name for name, code in before.items() if after.get(name) != code}
        for name, code in before.items():
            for word in set(_WORD.findall(code)):
                callers.setdefault(word, set()).add(name)
    return frozenset(found.union(*(callers.get(name, set()) for name in found)))


def _codes(text: str | None, path: str) -> dict[str, str]:
    """Each function of a file by its last name, with its code on one line."""
    known = reading.extract(text or "", path)
    rows = lines.of(text or "")
    found: dict[str, list[str]] = {}
    for each in known.definitions:
        if each.kind != "class":
            code = " ".join(" ".join(rows[each.line - 1 : each.end_line]).split())
            found.setdefault(each.name.rpartition(".")[2], []).append(code)
    return {name: "\n".join(codes) for name, codes in found.items()}


def _declared(top: Node, language: str) -> Iterator[str]:
    """Functions, classes, members, parameters, what the module binds, options and keys."""
    own = _OF_JAVASCRIPT if language == "javascript" else _OF_TYPESCRIPT
    for node in structure.nodes(top, (*_DECLARING, *own)):
        kind = node.kind()
        if kind == "string_fragment":
            yield from (text for text in (node.text(),) if _OPTION.match(text))
        elif kind == "formal_parameters":
            yield from (each.text() for each in structure.nodes(node, _GIVEN))
        elif kind == "variable_declarator":
            above = node.parent()
            outer = above.parent() if above is not None else None
            name = node.field("name")
            if name is not None and outer is not None and outer.kind() in ("program", "export_statement"):
                yield from (each.text() for each in structure.nodes(name, _OCCURRING))
        elif kind == "assignment_expression":
            left = node.field("left")
            if left is not None and left.kind() == "member_expression":
                yield script_functions.word(left)
        else:
            name = node.field("name") or node.field("key") or node.field("property")
            yield from (name.text().strip("'\"") for _ in (0,) if name is not None)
