"""Scopes of a file in any language: which name is bound to what, before anything is resolved.

Filled by `reader` in its first pass and read in its second, so that what is declared below its use
is known too. All bindings of a name are kept, since a branch may bind it to something else.
"""

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from parti.source.structure import Node


class Typed(msgspec.Struct, frozen=True):
    """Something whose class is written: `f: File`."""

    node: Node


class Piece(msgspec.Struct, frozen=True):
    """An attribute of an expression: `{ writeFile } = require("fs")`."""

    node: Node
    attribute: str


Value: TypeAlias = "str | Node | Typed | Piece | None"
Names = tuple[str, ...]


class Scope:
    """A module, a class or a function under construction.

    Args:
        kind: `module`, `class` or `function`.
        prefix: the full dotted name of what it belongs to.
        owner: the same inside the module, for facts; empty at module level.
        parent: what it stands in; what only tests are built with holds nothing else.
    """

    def __init__(self, kind: str, prefix: str, owner: str, parent: "Scope | None" = None) -> None:
        self.kind = kind
        self.prefix = prefix
        self.owner = owner
        self.parent = parent
        self.start = 0
        self.end = 0
        self.test: bool = parent is not None and parent.test
        self.bindings: dict[str, list[Value]] = {}
        self.members: dict[str, list[tuple[Value, Scope]]] = {}
        self.resolved: dict[str, Names] = {}
        self.methods: set[str] = set()
        self.own: set[str] = set()
        self.stars: list[str] = []

    def bind(self, name: str, value: Value) -> None:
        self.bindings.setdefault(name, []).append(value)

    def hold(self, name: str, value: Value, here: "Scope") -> None:
        """Remembers what an attribute of the class may be, and where that was written."""
        self.members.setdefault(name, []).append((value, here))

    def inner(self, kind: str, name: str) -> "Scope":
        """A scope inside this one; an empty name belongs to nobody and keeps the owner."""
        if not name:
            return Scope(kind, self.prefix, self.owner, self)
        return Scope(kind, joined(self.prefix, name), joined(self.owner, name), self)

    def outwards(self) -> "Iterator[Scope]":
        here: Scope | None = self
        while here is not None:
            yield here
            here = here.parent

    def enclosing(self, kind: str) -> "Scope | None":
        """The nearest scope of a kind, this one included."""
        return next((each for each in self.outwards() if each.kind == kind), None)

    def home(self, name: str, classes: bool) -> "Scope | None":
        """Where a name is bound; whether class bodies are seen from their methods is the language's."""
        for each in self.outwards():
            if name in each.bindings and (classes or each is self or each.kind != "class"):
                return each
        return None

    def lazy(self) -> bool:
        return self.enclosing("function") is not None


def joined(*names: str) -> str:
    """Dotted names put together, the empty ones left out."""
    return ".".join(name for name in names if name)
