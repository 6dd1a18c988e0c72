"""Finds what is put where others will find it, in any language: entries of literals, items, `add` calls.

Called by the grammars for a declaration, an assignment and a call. Values are resolved names; a function
without a name and a plain value are no entries.
"""

from collections.abc import Iterable

from parti.source import facts
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

ADDERS = frozenset(
    {"append", "add", "register", "insert", "subscribe", "connect", "set", "put", "putIfAbsent", "push"}
    | {"unshift", "on", "once", "use", "handle", "Handle", "HandleFunc", "addListener", "addEventListener"}
    | {"Register", "Add", "Store", "store", "extend", "push_back", "entry", "route"}
    | {"AddCommand", "AddHandler", "AddFunc", "AddRoute", "AddHook", "AddPlugin", "AddTool", "AddJob"}
    | {"AddTask", "MustRegister", "RegisterHandler", "RegisterFunc", "RegisterService", "RegisterName"}
    | {"addAll", "putAll", "addFirst", "addLast", "offer"}
)
"""Methods that keep what they are given. A verb alone, such as `Get` or `Use`, may as well ask or run."""


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
    registry = reader.place(_first(reader, owner), scope) if method in ADDERS else ""
    if registry:
        _listed(reader, registry, arguments, scope, "method")


def joined(reader: Reader, owner: Node | None, rest: Iterable[Node], scope: Scope) -> None:
    """`X = append(X, f, g)` and `Collections.addAll(X, f, g)`: a function adds to what it is given."""
    registry = reader.place(owner, scope)
    for each in rest if registry else ():
        _entry(reader, registry, each, "", scope, "method")


def merged(reader: Reader, owner: Node | None, rest: Iterable[Node], scope: Scope) -> None:
    """`Object.assign(X, {key: f})`: what literals hold is put into what stands before them."""
    registry = reader.place(owner, scope)
    for each in rest if registry else ():
        entries(reader, registry, each, scope, "method")


def _first(reader: Reader, owner: Node | None) -> Node | None:
    """What a chain of additions starts with: `X` of `X.add(a).add(b)`."""
    while owner is not None and owner.kind() in reader.grammar.calls:
        holder, name = _called(reader, owner)
        if holder is None or name not in ADDERS:
            break
        owner = holder
    return owner


def _called(reader: Reader, call: Node) -> tuple[Node | None, str]:
    """What a method is called of, and its name."""
    grammar = reader.grammar
    function, name = call.field(grammar.calls.get(call.kind(), "function")), call.field("name")
    if function is None or name is not None:
        return function, name.text() if name is not None else ""
    owner, attribute = (function.field(each) for each in grammar.members.get(function.kind(), ("", "")))
    return owner, attribute.text() if attribute is not None else ""


def entries(
    reader: Reader, registry: str, node: Node | None, scope: Scope, how: facts.Way, key: str = ""
) -> None:
    """What a literal holds, however it is wrapped; a key around it is that of whatever has none."""
    if node is None:
        return
    grammar, kind = reader.grammar, node.kind()
    if kind in grammar.lists:
        _listed(reader, registry, node, scope, how, key)
    elif kind in grammar.pairs:
        label, value = grammar.pairs[kind](node)
        if value is not None:
            _entry(reader, registry, value, _key(reader, label, scope), scope, how)
    elif kind in grammar.wrappers:
        # `Map.builder().put(a, f).put(b, g)` holds what each step of the chain puts in.
        before = _called(reader, node)[0] if kind in grammar.calls else None
        if before is not None and before.kind() in grammar.holders:
            entries(reader, registry, before, scope, how, key)
        for child in node.named_children():
            if child.kind() in grammar.holders and child.range() != (before.range() if before else None):
                entries(reader, registry, child, scope, how, key)


def _key(reader: Reader, key: Node | None, scope: Scope) -> str:
    if key is None:
        return ""
    text = reader.literal(key, scope)
    return text if text is not None else key.text() if not key.named_children() else ""


def _listed(
    reader: Reader, registry: str, node: Node | None, scope: Scope, how: facts.Way, key: str = ""
) -> None:
    """Entries in a row: a text is the key of what follows it."""
    for child in node.named_children() if node is not None else ():
        kind = child.kind()
        text = reader.literal(child, scope) if kind not in reader.grammar.lists else None
        if text is not None:
            key = text
        elif kind in reader.grammar.pairs:
            entries(reader, registry, child, scope, how)
        else:
            _entry(reader, registry, child, key, scope, how)


def _entry(reader: Reader, registry: str, value: Node, key: str, scope: Scope, how: facts.Way) -> None:
    """One entry: a function, a class, an instance, or a list of those."""
    grammar, kind = reader.grammar, value.kind()
    names = () if kind in grammar.lists else reader.resolve(value, scope)
    if kind in grammar.lists or (kind in grammar.wrappers and all(name.endswith("(?)") for name in names)):
        before = len(reader.registrations)
        entries(reader, registry, value, scope, how, key)
        if len(reader.registrations) > before:
            return  # what was called is only the wrapping
    for name in names:
        plain = reader.plain(name)
        if plain and ("." in plain or not name.startswith("?")):
            reader.registrations.append(
                facts.Registration(
                    registry=registry, value=plain, line=value.range().start.line + 1, key=key, how=how
                )
            )
