"""What Java code does: calls, and names that are mentioned without a call.

Called through the tables of `java`, in the second pass; entries of registries are in `java_entries`, how it
treats errors in `java_errors`.
"""

import re

from parti.source.foreign import registry
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Names, Scope
from parti.source.structure import Node

_FULL = re.compile(r"(?:[a-z]\w*\.)+[A-Z]\w*$")
_NO_ADDER = frozenset({"entry"})
"""`Map.entry(key, value)` makes a pair and puts it nowhere."""
_JOINS = "java.util.Collections.addAll"
_READS = frozenset(
    {"java.lang.System.getenv", "java.lang.System.getenv.get", "java.lang.System.getenv.getOrDefault"}
)


def names(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """What a method invocation may call; without an object it is of the class, or imported."""
    owner, name = node.field("object"), node.field("name")
    if name is None:
        return ()
    if owner is not None:
        return reader.member(reader.resolve(owner, scope, depth + 1), name.text(), depth + 1)
    word = name.text()
    classes = [each for each in scope.outwards() if each.kind == "class"]
    holder = next((each for each in classes if word in each.methods), None)
    if holder is None and word in reader.top.bindings:
        return reader.named(word, reader.top, depth + 1)
    if holder is not None:
        return (f"{holder.prefix}.{word}",)
    holder = next(iter(classes), None)
    stars = [f"?{star}.{word}" for star in reader.stars if star.rsplit(".", 1)[-1][:1].isupper()]
    return (*([f"{holder.prefix}.{word}"] if holder is not None else []), *stars)


def call(reader: Reader, node: Node, scope: Scope) -> None:
    owner, name, given = node.field("object"), node.field("name"), node.field("arguments")
    if name is None:
        return
    arguments = _arguments(given)
    known = names(reader, node, scope, 0)
    reader.call(node, known, name.text(), arguments, scope)
    if _JOINS in known and arguments:
        registry.joined(reader, arguments[0], arguments[1:], scope)
    elif name.text() not in _NO_ADDER:
        registry.added(reader, owner, name.text(), given, scope)
    if arguments and not _READS.isdisjoint(map(reader.plain, known)):
        reader.variable(reader.literal(arguments[0], scope), node, scope)


def new(reader: Reader, node: Node, scope: Scope) -> None:
    of = node.field("type")
    if of is not None:
        known = reader.resolve(of, scope)
        reader.call(node, known, of.text().split("<", 1)[0], _arguments(node.field("arguments")), scope)


def again(reader: Reader, node: Node, scope: Scope) -> None:
    """`this(…)` in a constructor; what `super(…)` calls stands in another file as a rule."""
    which, owner = node.field("constructor"), scope.enclosing("class")
    if which is not None and which.text() == "this" and owner is not None:
        reader.call(node, (owner.prefix,), "this", _arguments(node.field("arguments")), scope)


def _arguments(given: Node | None) -> list[Node]:
    rows = given.named_children() if given is not None else []
    return [each for each in rows if each.kind() not in {"line_comment", "block_comment"}]


def reference(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`X::f` is X.f, and `X::new` is X itself."""
    rows = node.named_children()
    if not rows:
        return ()
    owners = reader.resolve(rows[0], scope, depth + 1)
    last = rows[-1] if len(rows) > 1 else None
    if last is None or node.children()[-1].text() == "new":
        return owners
    return reader.member(owners, last.text(), depth + 1)


def access(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`a.b`, or a class that is written under its full name."""
    name = node.field("field")
    owners = reader.resolve(node.field("object"), scope, depth + 1)
    if name is not None and name.text() == "this":
        return tuple(f"{owner.lstrip('?')}()" for owner in owners)
    if owners and name is not None:
        return reader.member(owners, name.text(), depth + 1)
    return (node.text(),) if _FULL.match(node.text()) else ()


def scoped(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`Map.Entry`, or a class under its full name."""
    rows = node.named_children()
    owners = reader.resolve(rows[0], scope, depth + 1)
    return reader.member(owners, rows[-1].text()) if owners else (node.text(),)


def referred(reader: Reader, node: Node, scope: Scope) -> None:
    parent = node.parent()
    passed = parent is not None and parent.kind() == "argument_list"
    reader.mention(node, scope, "argument" if passed else "reference")
