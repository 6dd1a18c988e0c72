"""Finds what is put where others will find it, in any language: entries of literals, items, `add` calls.

Called by the grammars for a declaration, an assignment and a call. Values are resolved names; a function
without a name and a plain value are no entries.
"""

from parti.source import facts
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

ADDERS = frozenset(
    {"append", "add", "register", "insert", "subscribe", "connect", "set", "put", "putIfAbsent", "push"}
    | {"unshift", "on", "once", "use", "handle", "Handle", "HandleFunc", "addListener", "addEventListener"}
    | {"Register", "Add", "Store", "store", "extend", "push_back", "entry", "route"}
)


def declared(reader: Reader, registry: str, node: Node, value: Node | None, scope: Scope) -> None:
    """A variable of a module, a class or an object, which may be a registry."""
    if registry:
        line = node.range().start.line + 1
        reader.registrations.append(
            facts.Registration(registry=registry, value="", line=line, how="declared")
        )
        entries(reader, registry, value, scope, "literal")


def item(reader: Reader, owner: Node | None, key: Node | str | None, value: Node, scope: Scope) -> None:
    """`X[key] = f`."""
    registry = reader.place(owner, scope)
    if registry:
        label = key if isinstance(key, str) else reader.literal(key, scope) or ""
        _entry(reader, registry, value, label, scope, "item")


def added(reader: Reader, owner: Node | None, method: str, arguments: Node | None, scope: Scope) -> None:
    """`X.add(key, f)`."""
    registry = reader.place(owner, scope) if method in ADDERS else ""
    if registry:
        _listed(reader, registry, arguments, scope, "method")


def entries(reader: Reader, registry: str, node: Node | None, scope: Scope, how: facts.Way) -> None:
    """What a literal holds, however it is wrapped."""
    if node is None:
        return
    grammar, kind = reader.grammar, node.kind()
    if kind in grammar.lists:
        _listed(reader, registry, node, scope, how)
    elif kind in grammar.pairs:
        key, value = grammar.pairs[kind](node)
        if value is not None:
            _entry(reader, registry, value, _key(reader, key, scope), scope, how)
    elif kind in grammar.wrappers:
        for child in node.named_children():
            if child.kind() in grammar.holders:
                entries(reader, registry, child, scope, how)


def _key(reader: Reader, key: Node | None, scope: Scope) -> str:
    if key is None:
        return ""
    text = reader.literal(key, scope)
    return text if text is not None else key.text() if not key.named_children() else ""


def _listed(reader: Reader, registry: str, node: Node | None, scope: Scope, how: facts.Way) -> None:
    """Entries in a row: a text is the key of what follows it."""
    key = ""
    for child in node.named_children() if node is not None else ():
        kind = child.kind()
        if kind in reader.grammar.strings:
            key = reader.literal(child, scope) or ""
        elif kind in reader.grammar.pairs:
            entries(reader, registry, child, scope, how)
        else:
            _entry(reader, registry, child, key, scope, how)


def _entry(reader: Reader, registry: str, value: Node, key: str, scope: Scope, how: facts.Way) -> None:
    """One entry: a function, a class, an instance, or a list of those."""
    grammar, kind = reader.grammar, value.kind()
    names = () if kind in grammar.lists else reader.resolve(value, scope)
    if kind in grammar.lists or (kind in grammar.wrappers and all(name.endswith("(?)") for name in names)):
        entries(reader, registry, value, scope, how)
    for name in names:
        plain = reader.plain(name)
        if plain and ("." in plain or not name.startswith("?")):
            reader.registrations.append(
                facts.Registration(
                    registry=registry, value=plain, line=value.range().start.line + 1, key=key, how=how
                )
            )
