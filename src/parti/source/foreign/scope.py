"""Scopes of a file in any language: which name is bound to what, before anything is resolved.

Filled by `reader` in its first pass and read in its second, so that what is declared below its use
is known too. All bindings of a name are kept, since a branch may bind it to something else. What a
declaration binds is seen inside its block alone and, where the language says so, only behind it.
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


class Within(msgspec.Struct, frozen=True):
    """A value that was written further in than its name is bound: `let w; { const fs = f(); w = fs; }`."""

    value: "Node | Typed | Piece"
    here: "Scope"


class Seen(msgspec.Struct, frozen=True):
    """Where a name of a scope is seen: from a place on, and where it is written in its declaration."""

    since: int
    first: int = 0
    last: int = 0


Value: TypeAlias = "str | Node | Typed | Piece | Within | None"
Names = tuple[str, ...]


class Scope:
    """A module, a class, a function or a block under construction.

    Args:
        kind: `module`, `class`, `function` or `block`.
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
        self.seen: dict[str, Seen] = {}
        self.methods: set[str] = set()
        self.own: set[str] = set()
        self.stars: list[str] = []

    def bind(self, name: str, value: Value, seen: Seen | None = None, here: "Scope | None" = None) -> None:
        """Binds a name.

        Args:
            seen: where the name is seen; None for all of the scope. The first declaration says it.
            here: where the value is written, when that is further in.
        """
        if here is not None and here is not self and not isinstance(value, str | Within | None):
            value = Within(value, here)
        known = self.bindings.setdefault(name, [])
        if seen is None:
            self.seen.pop(name, None)
        elif not known:
            self.seen[name] = seen
        known.append(value)

    def rebind(self, name: str, value: Value, here: "Scope") -> None:
        """Gives a name of this scope another value, which does not change where the name is seen."""
        self.bind(name, value, self.seen.get(name), here)

    def hold(self, name: str, value: Value, here: "Scope") -> None:
        """Remembers what an attribute of the class may be, and where that was written."""
        self.members.setdefault(name, []).append((value, here))

    def inner(self, kind: str, name: str) -> "Scope":
        """A scope inside this one; an empty name belongs to nobody and keeps the owner."""
        if not name:
            return Scope(kind, self.prefix, self.owner, self)
        return Scope(kind, joined(self.prefix, name), joined(self.owner, name), self)

    def block(self) -> "Scope":
        """A block inside this one."""
        return Scope("block", self.prefix, self.owner, self)

    def around(self) -> "Scope":
        """What a block stands in; itself when it is none."""
        return next(each for each in self.outwards() if each.kind != "block")

    def outwards(self) -> "Iterator[Scope]":
        here: Scope | None = self
        while here is not None:
            yield here
            here = here.parent

    def enclosing(self, kind: str) -> "Scope | None":
        """The nearest scope of a kind, this one included."""
        return next((each for each in self.outwards() if each.kind == kind), None)

    def home(self, name: str, classes: bool, at: "Node | None" = None) -> "Scope | None":
        """Where a name is bound; whether class bodies are seen from their methods is the language's.

        Args:
            at: where the name is used; without it, what is bound further down is seen too.
        """
        for each in self.outwards():
            held = name in each.bindings and (classes or each is self or each.kind != "class")
            if held and (at is None or each.shows(name, at)):
                return each
        return None

    def shows(self, name: str, at: Node) -> bool:
        """Whether what a name of this scope is bound to is seen from a place; asking for places costs."""
        seen = self.seen.get(name)
        if seen is None:
            return True
        place = at.range().start.index
        return place >= seen.since or seen.first <= place < seen.last

    def is_bare(self) -> bool:
        """Whether it is a block that nothing was bound in, so that nobody needs to look there."""
        return self.kind == "block" and not self.bindings and not self.stars

    def lazy(self) -> bool:
        return self.enclosing("function") is not None


def joined(*names: str) -> str:
    """Dotted names put together, the empty ones left out."""
    return ".".join(name for name in names if name)


def behind(whole: Node, names: Node, value: Node | None) -> Seen:
    """A declaration binds its names from its end on: its value does not know them."""
    last = value.range().start if value is not None else whole.range().end
    return Seen(whole.range().end.index, names.range().start.index, last.index)
