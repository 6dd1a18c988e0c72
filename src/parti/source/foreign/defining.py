"""What a definition says of itself, in any language: the fact, the scope it opens, its parameters bound.

Called by the grammars when the reader comes to a function or a class. A signature is what stands in the
text before the body, on one line, from the name on, so that a message can put a module in front of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from parti.source import facts
from parti.source.foreign import scope as scopes
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_LONGEST = 400
_COMMENT = re.compile(
    r"(\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL
)


class Parameter(msgspec.Struct, frozen=True):
    """A parameter as written, and what is known of it."""

    name: str
    value: scopes.Value = None


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What a grammar found out about a definition.

    Args:
        name: the plain name.
        at: the node whose text the signature is taken from, and where the place is.
        body: where the signature ends.
        returns: the type that a function gives back.
    """

    name: str
    at: Node
    body: Node | None = None
    decorators: Sequence[str] = ()
    bases: Sequence[str] = ()
    parameters: Sequence[Parameter] = ()
    returns: Node | None = None


def function(reader: Reader, node: Node, scope: Scope, form: Form) -> Scope:
    """A function that has a name: its fact, and the scope with its parameters."""
    inner = scope.inner("function", form.name)
    _add(
        reader, node, inner, form, "function", _signature(reader, node, form, form.name.rsplit(".", 1)[-1])
    )
    if form.returns is not None:
        reader.returns[inner.prefix] = (form.returns, scope)
    parameters(inner, form.parameters)
    return inner


def anonymous(scope: Scope, given: Iterable[Parameter]) -> Scope:
    """A function without a name: a scope that keeps the owner."""
    inner = scope.inner("function", "")
    parameters(inner, given)
    return inner


def type_(reader: Reader, node: Node, scope: Scope, form: Form) -> Scope:
    """A class or what is like one: its fact, and the scope with its members."""
    inner = scope.inner("class", form.name)
    _add(reader, node, inner, form, "class", _signature(reader, node, form, ""))
    reader.classes.setdefault(inner.prefix, inner)
    return inner


def parameters(inner: Scope, given: Iterable[Parameter]) -> None:
    for each in given:
        if each.name:
            inner.bind(each.name.lstrip("*.&"), each.value)


def decorated(
    reader: Reader, decorator: Node, name: Node | None, arguments: Node | None, value: str, scope: Scope
) -> str:
    """The name of a decorator, an annotation or an attribute, which registers what it stands on."""
    if name is None:
        return ""
    names = reader.resolve(name, scope)
    bound = bool(names) and not names[0].startswith("?")
    called = reader.plain(names[0]) if bound else name.text().replace("::", ".")
    line = decorator.range().start.line + 1
    texts = [reader.literal(child, scope) for child in (arguments.named_children() if arguments else ())]
    key = texts[0] if texts and texts[0] else ""
    reader.registrations.append(
        facts.Registration(registry=called, value=value, line=line, key=key, how="decorator")
    )
    return called


def placed(reader: Reader, nodes: Iterable[Node], scope: Scope) -> Iterator[str]:
    """The names of bases, as far as they can be told; else as they are written."""
    for node in nodes:
        names = [name for name in reader.resolve(node, scope) if not name.startswith("=")]
        if names:
            yield reader.plain(names[0])
        else:
            yield re.sub(r"[<\[(].*", "", node.text(), flags=re.DOTALL).replace("::", ".")


def _add(reader: Reader, node: Node, inner: Scope, form: Form, kind: facts.Kind, signature: str) -> None:
    span, start = node.range(), form.at.range().start
    reader.definitions.append(
        facts.Definition(
            kind=kind,
            name=inner.owner,
            line=start.line + 1,
            end_line=span.end.line + 1,
            column=start.column + 1,
            decorators=tuple(each for each in form.decorators if each),
            bases=tuple(form.bases),
            signature=signature,
            parameters=tuple(each.name for each in form.parameters if each.name),
        )
    )


def _signature(reader: Reader, node: Node, form: Form, name: str) -> str:
    """The text from a definition's name, or from its first word, to its body."""
    start = form.at.range().start.index
    end = form.body.range().start.index if form.body is not None else node.range().end.index
    text = reader.text[start : min(end, start + _LONGEST)]
    word = rf"(?<![\w$]){re.escape(name)}(?![\w$])"
    found = re.search(rf"{word}(?=\s*[(\[<])", text) or re.search(word, text) if name else None
    said = _COMMENT.sub(lambda match: match[1] or " ", text[found.start() :] if found else f"{name} {text}")
    line = " ".join(said.split())
    return line.removesuffix("=>").rstrip(" {:;=")
