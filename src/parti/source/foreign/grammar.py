"""What a language is to the reader: tables from kinds of node to what is done with them.

Filled in by `script`, `go`, `java` and `rust`. A resolved name carries marks until it becomes a fact:
`X()` is an instance of X, `f(?)` what an unknown function returned, a leading `?` a name that nothing
binds, a leading `=` a literal string. The reader is `Any` here, because it imports this file.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import msgspec

from parti.source import facts
from parti.source.foreign.scope import Names, Scope
from parti.source.structure import Node

Pair: TypeAlias = "tuple[Node | None, Node | None]"
Act = Callable[[Any, Node, Scope], None]
Open: TypeAlias = "Callable[[Any, Node, Scope], Scope | None]"
Part = Callable[[Any, Node, Scope, int], Names]
Mode = Callable[[Any, str, list[Node], Scope], facts.Mode]
Keys = Callable[[Any, str, list[Node], Scope], tuple[str, ...]]


class Grammar(msgspec.Struct, frozen=True, kw_only=True):
    """One language.

    Args:
        name: as the engine knows it.
        module: the dotted name of a file by its path and tree.
        opens: kinds that open a scope; what they define is told there.
        binds: kinds that bind names, in the first pass.
        tells: kinds that say something, in the second.
        parts: kinds of expression and type that `Reader.resolve` understands.
        members: kinds like `a.b`, with the fields of object and attribute.
        calls: kinds of call, with the field of what is called.
        arguments: kinds that hold arguments.
        words: kinds of a plain name, looked for where one is merely mentioned.
        globals: names that nobody binds and that still mean something.
        pairs, lists: kinds of a key with its value, and of what holds entries in a row.
        wrappers: kinds around a literal that make no difference to its entries.
        strings: kinds of a literal string.
        silent: kinds of a name that is declared, imported or called, so no mention.
        idle: whether a name that stands in a node is only spoken of there, and not used.
        owners: globals that are told only by what they hold: `Date.now`, not `Date`.
        unbound: what a name may be that the file does not bind.
        made: the class of what a function returns, when that is known.
        literals: kinds of value that make a variable of the module known by its own name.
        mode: what an open-like call says about its mode.
        keys: what a call passes by name; nothing in a language that has no such thing.
        canonical: the one public name of what has several.
        sees_class: whether a method sees the names of its class without `this`.
        readings: what is done to a text before it is parsed, each tried when the one before does not
            parse. Every place is kept.
        spared: a token that may be missing.
        roots: kinds of a word that a path begins with and that is no variable.
        written: the paths that code writes out and uses without importing them.
    """

    name: str
    module: Callable[[str, Node], str]
    opens: Mapping[str, Open]
    binds: Mapping[str, Act]
    tells: Mapping[str, Act]
    parts: Mapping[str, Part]
    members: Mapping[str, tuple[str, str]]
    calls: Mapping[str, str]
    arguments: frozenset[str]
    words: tuple[str, ...]
    globals: frozenset[str]
    pairs: Mapping[str, Callable[[Node], Pair]]
    lists: frozenset[str]
    wrappers: frozenset[str]
    strings: frozenset[str]
    silent: frozenset[str]
    unbound: Callable[[Any, str], Names]
    made: Callable[[str], str]
    literals: frozenset[str]
    mode: Mode
    canonical: Callable[[str], str]
    keys: Keys = lambda reader, name, arguments, scope: ()
    idle: Callable[[Node, Node], bool] = lambda name, around: False
    owners: frozenset[str] = frozenset()
    sees_class: bool = False
    readings: tuple[Callable[[str], str], ...] = (str,)
    spared: str = ""
    roots: frozenset[str] = frozenset()
    written: "Callable[[Any, Node], Iterable[facts.Written]]" = lambda reader, top: ()

    @property
    def holders(self) -> frozenset[str]:
        """Kinds that may hold entries."""
        return self.lists | self.wrappers | frozenset(self.pairs)
