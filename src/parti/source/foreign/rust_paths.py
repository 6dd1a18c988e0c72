"""The paths that Rust code writes out and uses without importing them: in calls, types, patterns, macros.

Called by the reader through the table of `rust`, once for a file. A path counts that begins with `crate`,
`self`, `super`, with a crate, or with what a `use` or a `mod x;` brought in; one into a module or a type of
the same file is no import. Inside a macro only words joined by `::` are read, whatever the macro makes of
them; what `quote!` and its like hold is code for somebody else.
"""

import re
from collections.abc import Iterator, Sequence

from parti.source import facts, structure
from parti.source.foreign import rust_names
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

PRIMITIVE = frozenset({
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
    "f32", "f64", "bool", "char", "str",
})  # fmt: skip
_PATHS = ("scoped_identifier", "scoped_type_identifier")
_HEADS = frozenset({"identifier", "type_identifier", "crate", "self", "super"})
_WORDS = _HEADS | {"metavariable"}
_ROOTED = frozenset({"crate", "self", "super"})
_IMPORTS = frozenset({"use_declaration", "use_as_clause", "use_list", "scoped_use_list", "use_wildcard"})
_NO_USE = _IMPORTS | {"visibility_modifier"}
_STANDARD = frozenset({"std", "core", "alloc"})
_TOOLS = frozenset({"clippy", "rustfmt", "rustdoc", "diagnostic", "miri", "rust_analyzer"})
_ELSEWHERE = re.compile(r"(?:\w+::)*(?:\w*quote\w*|stringify)\s*!")
_WORD = re.compile(r"(?:r#)?(\w+)")


def written(reader: Reader, top: Node) -> Iterator[facts.Written]:
    """Each path that a file writes out, in the order of the text."""
    end = 0
    for node, scope in reader.located(structure.nodes(top, (*_PATHS, "token_tree"), "::")):
        span = node.range()
        if node.kind() == "token_tree":
            if span.start.index >= end and _is_read(node):
                for head, words in _joined(node):
                    yield from _told(reader, head, words, scope, _around(node))
            end = max(end, span.end.index)
            continue
        path = node.field("path")
        if path is not None and path.kind() not in _HEADS:
            continue
        whole, around = _whole(node)
        if around not in _NO_USE:
            words = _WORD.findall(whole.text())
            yield from _told(reader, whole, words if path is not None else ["", *words], scope, around)


def _around(node: Node) -> str:
    parent = node.parent()
    return parent.kind() if parent is not None else ""


def _whole(node: Node) -> tuple[Node, str]:
    """The longest path that begins here, and the kind of what it stands in."""
    start, parent = node.range().start.index, node.parent()
    while parent is not None and parent.kind() in _PATHS and parent.range().start.index == start:
        node, parent = parent, parent.parent()
    return node, parent.kind() if parent is not None else ""


def _is_read(tree: Node) -> bool:
    parent = tree.parent()
    return parent is None or not _ELSEWHERE.match(parent.text())


def _tokens(tree: Node) -> Iterator[Node]:
    for child in tree.children():
        if child.kind().startswith("token_"):
            yield from _tokens(child)
        else:
            yield child


def _joined(tree: Node) -> Iterator[tuple[Node, list[str]]]:
    """The words in a macro that `::` joins, each row with where it begins."""
    tokens = list(_tokens(tree))
    kinds = [token.kind() for token in tokens]
    brought = set(_brought(tokens, kinds))
    at = 0
    while at < len(tokens):
        if kinds[at] not in _WORDS:
            at += 1
            continue
        first, words = at, [tokens[at].text().removeprefix("r#")]
        while kinds[at + 1 : at + 2] == ["::"] and kinds[at + 2 : at + 3] and kinds[at + 2] in _WORDS:
            at += 2
            words.append(tokens[at].text().removeprefix("r#"))
        at += 1
        follows = kinds[max(first - 2, 0) : first]
        if follows[-1:] == ["::"]:
            if follows[0] == ">":
                continue  # the rest of `Vec::<T>::new`
            words.insert(0, "")
        if follows[-1:] == ["use"] or (len(words) > 1 and words[0] not in brought):
            yield tokens[first], ["crate" if word == "$crate" else word for word in words]


def _brought(tokens: Sequence[Node], kinds: Sequence[str]) -> Iterator[str]:
    """The words of each `use` inside a macro, which say what the paths behind it begin with."""
    for at, kind in enumerate(kinds):
        if kind == "use":
            end = kinds.index(";", at) if ";" in kinds[at:] else at
            yield from (tokens[each].text() for each in range(at, end) if kinds[each] in _WORDS)


def _told(
    reader: Reader, node: Node, words: Sequence[str], scope: Scope, around: str
) -> Iterator[facts.Written]:
    """One path under every name that it may have; nothing for one that stays in its file."""
    head, rest = words[0], words[1:]
    if around == "attribute" and head in _TOOLS:
        return
    names = _names(reader, node, head, rest, scope)
    if names:
        start = node.range().start
        yield facts.Written(
            names=names,
            line=start.line + 1,
            column=start.column + 1,
            own=rust_names.is_own(scope, head, node),
            bound=scope.home(head, False, node) is not None,
            test=scope.test,
        )


def _names(reader: Reader, node: Node, head: str, rest: Sequence[str], scope: Scope) -> tuple[str, ...]:
    if not head:
        return (".".join(rest),) if len(rest) > 1 else ()
    if head in _ROOTED:
        ups = next((at for at, word in enumerate(rest) if word != "super"), len(rest))
        base = rust_names.rooted(reader, scope, "::".join((head, *rest[:ups])))
        return tuple(name for name in (".".join(filter(None, (base, *rest[ups:]))),) if name)
    if not (head[:1].islower() or head[:1] == "_"):
        return ()
    home = scope.home(head, False, node)
    if home is None:
        plain = ".".join((head, *rest))
        stars = () if head in _STANDARD else rust_names.starred(reader, head, scope)
        return () if head in PRIMITIVE else (plain, *(".".join((star, *rest)) for star in stars))
    bound = [value for value in home.bindings[head] if isinstance(value, str)]
    return tuple(".".join(filter(None, (value, *rest))) for value in bound if value not in reader.opened)
