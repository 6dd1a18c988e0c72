"""What kinds of expression mean, as factories: a grammar names its fields, the reader does the rest.

Used by the four languages for what they have in common: names, attributes, calls, texts, blocks, and
wrappers such as `await x`, `(x)` or `x as T`, which mean what they wrap.
"""

from parti.source.foreign.grammar import Part
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Names, Scope
from parti.source.structure import Node


def word(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """A plain name."""
    return reader.named(node.text(), scope, depth + 1, node)


def member(owner: str, attribute: str) -> Part:
    """`a.b`, by the fields of `a` and `b`."""

    def part(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
        name = node.field(attribute)
        bases = reader.resolve(node.field(owner), scope, depth + 1)
        return reader.member(bases, name.text(), depth + 1) if name is not None else ()

    return part


def called(function: str) -> Part:
    """What a call returns."""

    def part(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
        return reader.result(reader.resolve(node.field(function), scope, depth + 1), depth + 1)

    return part


def made(of: str) -> Part:
    """An instance of the class that a field names."""

    def part(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
        names = reader.resolve(node.field(of), scope, depth + 1)
        return tuple(f"{name.lstrip('?')}()" for name in names if not name.endswith(")"))

    return part


def through(*fields: str) -> Part:
    """What stands in these fields, one or the other."""

    def part(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
        found = (reader.resolve(node.field(each), scope, depth + 1) for each in fields)
        return tuple(dict.fromkeys(name for names in found for name in names))

    return part


def inner(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """What the first child that means anything means."""
    for child in node.named_children():
        names = reader.resolve(child, scope, depth + 1)
        if names:
            return names
    return ()


def last(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """What the last child means: `(0, f)` is `f`."""
    children = [child for child in node.named_children() if child.kind() != "comment"]
    return reader.resolve(children[-1], scope, depth + 1) if children else ()


def every(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """What any of the children means: a union of types."""
    found = (reader.resolve(child, scope, depth + 1) for child in node.named_children())
    return tuple(dict.fromkeys(name for names in found for name in names))


def string(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """A literal text, unless something is put into it."""
    children = node.named_children()
    if any(child.kind() in {"template_substitution", "string_interpolation"} for child in children):
        return ()
    text = node.text()
    quote = next((mark for mark in ('"""', '"', "'", "`") if text.endswith(mark)), "")
    start = text.find(quote) + len(quote) if quote else 0
    return (f"={text[start : len(text) - len(quote)]}",) if quote else ()


def put_together(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`"a" + "b"`; whatever else an operator makes is not known."""
    operator = node.field("operator")
    if operator is None or operator.text() != "+":
        return ()
    sides = [reader.resolve(node.field(each), scope, depth + 1) for each in ("left", "right")]
    texts = [[name for name in names if name.startswith("=")] for names in sides]
    return (f"{texts[0][0]}{texts[1][0][1:]}",) if all(len(each) == 1 for each in texts) else ()


def block(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    """A block opens a scope, unless it is the body of what it stands in."""
    body = scope.kind != "block" and node.range().end.index == scope.end
    return None if body else scope.block()


def itself(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`this`, `self` or `Self`: an instance of the enclosing class."""
    owner = scope.enclosing("class")
    return (f"{owner.prefix}()",) if owner is not None else ()
