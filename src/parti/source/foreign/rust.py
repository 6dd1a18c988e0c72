"""Rust: what its kinds of node bind, open, say and mean.

A table for the reader. The engine does not look into macros, so before the parse the `!` of those
that take expressions becomes a blank, which makes them calls in the same place; a text that does not parse
that way is read as it is.
"""

import re
from collections.abc import Mapping

from parti.source import facts
from parti.source.foreign import parts, rust_entries, rust_errors, rust_names, rust_paths, rust_telling
from parti.source.foreign import scope as scopes
from parti.source.foreign.grammar import Act, Grammar, Open, Part
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Names, Scope
from parti.source.structure import Node

_PRELUDE = frozenset({
    "Some", "None", "Ok", "Err", "drop", "Box", "Vec", "String", "Option", "Result", "Default", "From",
    "Into", "Clone", "Copy", "Iterator", "ToString", "std", "core", "alloc",
}) | rust_paths.PRIMITIVE  # fmt: skip
_CALLED = (
    r"\b(?P<macro>(?:\w+::)?(?:e?println|e?print|writeln|write|format|format_args|panic|todo|unimplemented|unreachable|dbg"
    r"|(?:debug_)?assert(?:_eq|_ne)?|bail|ensure|anyhow|trace|debug|info|warn|error|log|env|option_env))!(?=\s*[(\[])"
)
"""Macros that take expressions."""
_SAID = (
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|\b[bc]?r(?P<marks>#*)\".*?(?:\"(?P=marks)|\Z)"
    r"|\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|'(?:\\(?:u\{[^}']*\}|x..|.)|[^\\'])'"
)
_FIELDS = re.compile(r"(?:^\s*[(\[]|[,=])\s*[?%]|^\s*[(\[]\s*\w+\s*:(?!:)|:[?%]\s*=")
_SEEN = 400
_ROOTS = frozenset({"crate", "self", "super"})
_LISTS = r"\b(?P<list>vec)!(?=\s*\[)"
_EDITED = re.compile(f"{_SAID}|{_CALLED}|{_LISTS}", re.DOTALL)
_NEW = frozenset(
    {"new", "default", "from", "open", "create", "create_new", "options", "with_capacity", "builder"}
)
_THROUGH = frozenset(
    {"unwrap", "expect", "unwrap_or_default", "clone", "as_ref", "as_mut", "borrow", "borrow_mut", "lock"}
    | {"read", "write", "get_mut", "as_deref", "as_deref_mut", "unwrap_or_else"}
    | {"to_owned", "context", "with_context", "map_err", "by_ref", "ok", "into"}
)
_WRAPS = frozenset(
    {"Option", "Result", "Box", "Arc", "Rc", "Mutex", "RwLock", "RefCell", "Cell", "Pin", "MutexGuard"}
    | {"Ref", "RefMut", "OnceLock", "LazyLock", "OnceCell"}
)
_MADE = {
    "std.fs.File.options": "std.fs.OpenOptions", "tokio.fs.File.options": "tokio.fs.OpenOptions",
    "std.fs.OpenOptions.open": "std.fs.File", "tokio.fs.OpenOptions.open": "tokio.fs.File",
    "std.process.Command.spawn": "std.process.Child", "reqwest.Client.builder": "reqwest.ClientBuilder",
    "std.net.TcpStream.connect": "std.net.TcpStream", "std.net.TcpListener.bind": "std.net.TcpListener",
    "tokio.net.TcpStream.connect": "tokio.net.TcpStream",
}  # fmt: skip
_FLUENT = re.compile(
    r"^(?:std|tokio)\.(?:fs\.OpenOptions|process\.Command)\.(?!open$|spawn$|output$|status$)\w+$"
)
_OPENERS = frozenset({"std.fs.OpenOptions.open", "tokio.fs.OpenOptions.open"})


def _edit(text: str) -> str:
    if "!" not in text:
        return text
    return _EDITED.sub(_called_by_name, text)


def _called_by_name(match: re.Match[str]) -> str:
    """A macro as a call, unless it is given what only a macro takes: `info!(?x, key = %y, "…")`.

    What a text or a comment says of a macro stays as it is.
    """
    if match["list"]:
        return "&   "
    given = match.string[match.end() : match.end() + _SEEN].partition('"')[0]
    return f"{match['macro']} " if match["macro"] and not _FIELDS.search(given) else match[0]


def _unbound(reader: Reader, name: str) -> Names:
    if name in _PRELUDE:
        return (name,)
    return tuple(f"?{scopes.joined(star, name)}" for star in reader.stars) or (f"?{name}",)


def _begun(reader: Reader, at: Node, bases: Names, scope: Scope) -> Names:
    """What a path may begin with. A crate is there without a `use`, so a star does not hide its name."""
    word = at.text().removeprefix("r#")
    told = tuple(dict.fromkeys(base.lstrip("?").removesuffix("()") for base in bases))
    if word in _PRELUDE or not word[:1].islower() or scope.home(word, False, at) is not None:
        return told
    return tuple(dict.fromkeys((word, *rust_names.starred(reader, word, scope))))


def _is_rooted(path: str) -> bool:
    """Whether a path is made of nothing but `crate`, `self` and `super`."""
    return _ROOTS.issuperset(word.strip() for word in path.split("::"))


def _word(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """A plain name; `Self` is the type that the `impl` is for."""
    owner = scope.enclosing("class") if node.text() == "Self" else None
    word = node.text().removeprefix("r#")
    return (owner.prefix,) if owner is not None else reader.named(word, scope, depth + 1, node)


def _made(name: str) -> str:
    """`File::create(…)` is a File: what a class's usual makers return."""
    if name in _MADE:
        return _MADE[name]
    owner, _, last = name.rpartition(".")
    if _FLUENT.match(name):
        return owner
    return owner if last in _NEW and owner.rsplit(".", 1)[-1][:1].isupper() else ""


def _scoped(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`a::b`; an unbound first part is a crate."""
    path, name = node.field("path"), node.field("name")
    if name is None:
        return ()
    if path is None:
        return (name.text(),)
    if name.kind() == "super":
        return (rust_names.rooted(reader, scope, node.text()),)
    bases = reader.resolve(path, scope, depth + 1)
    if path.kind() in {"identifier", "type_identifier"}:
        bases = _begun(reader, path, bases, scope)
    if path.kind() in _ROOTS or path.text().startswith(("super::", "self::")):
        known = rust_names.held(reader, scope, path.text(), name.text()) if _is_rooted(path.text()) else ()
        if known:
            return known
    if path.kind() in _ROOTS:
        bases = (rust_names.rooted(reader, scope, path.text()),)
    return (
        reader.member(tuple(b for b in bases if b), name.text(), depth + 1)
        if any(bases)
        else (name.text(),)
    )


def _called(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """What a call returns; `x.unwrap()` and its like are x."""
    function = node.field("function")
    if function is not None and function.kind() == "field_expression":
        name = function.field("field")
        if name is not None and name.text() in _THROUGH:
            return reader.resolve(function.field("value"), scope, depth + 1)
    names = reader.resolve(function, scope, depth + 1)
    if set(names) & {"Some", "Ok", "Box.new", "std.sync.Arc.new", "std.rc.Rc.new", "std.sync.Mutex.new"}:
        given = node.field("arguments")
        return reader.resolve(next(iter(given.named_children()), None), scope, depth + 1) if given else ()
    return reader.result(names, depth + 1)


def _generic(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`Option<File>`, `Arc<File>` and `Result<File, E>` are as good as `File`."""
    of, given = node.field("type"), node.field("type_arguments")
    wraps = of is not None and of.text().rsplit("::", 1)[-1] in _WRAPS
    if wraps and given is not None and given.named_children():
        return reader.resolve(given.named_children()[0], scope, depth + 1)
    return reader.resolve(of, scope, depth + 1)


def _text(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    content = [each.text() for each in node.named_children() if each.kind() != "escape_sequence"]
    return (f"={''.join(content)}",)


def _mode(reader: Reader, name: str, arguments: list[Node], scope: Scope) -> facts.Mode:
    """Left to the call itself, which sees the whole chain: see `rust_telling`."""
    return "?" if name in _OPENERS else None


def _parts() -> Mapping[str, Part]:
    return {
        "identifier": _word,
        "type_identifier": _word,
        "shorthand_field_initializer": parts.inner,
        "scoped_identifier": _scoped,
        "scoped_type_identifier": _scoped,
        "field_expression": parts.member("value", "field"),
        "call_expression": _called,
        "generic_function": parts.through("function"),
        "generic_type": _generic,
        "struct_expression": parts.made("name"),
        "self": parts.itself,
        "try_expression": parts.inner,
        "await_expression": parts.inner,
        "reference_expression": parts.through("value"),
        "unary_expression": parts.inner,
        "parenthesized_expression": parts.inner,
        "reference_type": parts.through("type"),
        "dynamic_type": parts.inner,
        "abstract_type": parts.inner,
        "bracketed_type": parts.inner,
        "match_expression": rust_names.matched,
        "type_cast_expression": parts.through("value"),
        "string_literal": _text,
        "raw_string_literal": _text,
    }


def _opens() -> Mapping[str, Open]:
    return {
        "function_item": rust_names.function,
        "function_signature_item": rust_names.function,
        "closure_expression": rust_names.closure,
        "struct_item": rust_names.type_,
        "enum_item": rust_names.type_,
        "union_item": rust_names.type_,
        "trait_item": rust_names.type_,
        "impl_item": rust_names.implementation,
        "mod_item": rust_names.module,
        **dict.fromkeys(("block", "while_expression"), parts.block),
        "if_expression": rust_names.condition,
        "for_expression": rust_names.loop,
        "match_arm": rust_names.arm,
    }


def _binds() -> Mapping[str, Act]:
    return {
        "use_declaration": rust_names.use,
        "extern_crate_declaration": rust_names.crate,
        "let_declaration": rust_names.let,
        "let_condition": rust_names.let,
        "const_item": rust_names.constant,
        "static_item": rust_names.constant,
        "type_item": rust_names.alias,
    }


def _tells() -> Mapping[str, Act]:
    return {
        "call_expression": rust_telling.call,
        "macro_invocation": rust_telling.macro,
        "scoped_identifier": rust_telling.value,
        "const_item": rust_entries.declared,
        "static_item": rust_entries.declared,
        "let_declaration": rust_errors.let,
        "assignment_expression": rust_entries.assigned,
        "expression_statement": rust_errors.statement,
        "match_arm": rust_errors.arm,
        "if_expression": rust_errors.condition,
    }


def grammar(name: str) -> Grammar:
    """The tables for Rust."""
    return Grammar(
        name=name,
        module=lambda path, _: rust_names.of_path(path),
        opens=_opens(),
        binds=_binds(),
        tells=_tells(),
        parts=_parts(),
        members={"scoped_identifier": ("path", "name"), "field_expression": ("value", "field")},
        calls={"call_expression": "function", "generic_function": "function", "macro_invocation": "macro"},
        arguments=frozenset({"arguments"}),
        words=("identifier",),
        globals=frozenset(),
        pairs={},
        lists=frozenset({"array_expression", "tuple_expression", "arguments"}),
        wrappers=frozenset({"reference_expression", "call_expression", "parenthesized_expression"}
                           | {"try_expression", "closure_expression", "block"}),
        strings=frozenset({"string_literal", "raw_string_literal"}),
        silent=frozenset({"use_declaration", "scoped_use_list", "use_list", "use_as_clause", "use_wildcard"}
                         | {"extern_crate_declaration", "parameter", "let_declaration_name", "token_tree"}
                         | {"attribute", "mod_item", "closure_parameters", "tuple_struct_pattern"}
                         | {"scoped_type_identifier", "visibility_modifier", "match_pattern"}),
        literals=frozenset({"array_expression", "call_expression", "reference_expression",
        "macro_invocation"}),
        unbound=_unbound,
        made=_made,
        mode=_mode,
        canonical=rust_names.canonical,
        readings=(_edit, str),
        roots=frozenset({"crate", "super"}),
        written=rust_paths.written,
    )  # fmt: skip
