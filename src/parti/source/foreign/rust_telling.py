"""What Rust code does: calls, macros, and the errors that they raise.

Called through the tables of `rust`, in the second pass; entries of registries are in `rust_entries`,
dropped errors in `rust_errors`.
"""

import re

import msgspec

from parti.source import facts
from parti.source.foreign import registry
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_VALUES = frozenset(
    {"const_item", "static_item", "field_initializer", "assignment_expression", "block"}
    | {"return_expression", "break_expression", "array_expression", "tuple_expression", "match_arm"}
    | {"reference_expression", "parenthesized_expression", "type_cast_expression", "closure_expression"}
)
"""What a function stands in that is handed on as a value."""
_TARGETS = ("pattern", "left")
MACROS = frozenset(
    {"println", "print", "eprintln", "eprint", "write", "writeln", "format", "format_args", "panic", "todo"}
    | {"unimplemented", "unreachable", "dbg", "assert", "assert_eq", "assert_ne", "debug_assert", "bail"}
    | {"debug_assert_eq", "debug_assert_ne", "ensure", "anyhow", "trace", "debug", "info", "warn", "error"}
    | {"log", "env", "option_env", "vec"}
)
_RAISES = frozenset({"panic", "todo", "unimplemented", "unreachable", "bail", "anyhow", "ensure"})
_READS = frozenset({"std.env.var", "std.env.var_os", "dotenvy.var", "env", "option_env"})
_OPENERS = frozenset({"std.fs.OpenOptions.open", "tokio.fs.OpenOptions.open"})
_WRITING = re.compile(r"\.\s*(?:write|append|create|create_new|truncate)\s*\(\s*true\s*\)")


def call(reader: Reader, node: Node, scope: Scope) -> None:
    function, given = node.field("function"), node.field("arguments")
    if function is None:
        return
    rows = given.named_children() if given is not None else []
    arguments = [each for each in rows if not each.kind().endswith("comment")]
    method, is_macro = method_name(function), _is_macro(reader, function)
    names = (function.text().replace("::", "."),) if is_macro else reader.resolve(function, scope)
    reader.call(node, names, method, arguments, scope)
    _opened(reader, node)
    if function.kind() == "field_expression":
        registry.added(reader, function.field("value"), method, given, scope)
    line = node.range().start.line + 1
    if method in _RAISES and is_macro:
        reader.raises.append(facts.Raise(scope.owner, line, method))
    if names == ("Err",) and arguments:
        thrown = re.match(r"[\w:]+", arguments[0].text())
        reader.raises.append(
            facts.Raise(scope.owner, line, thrown[0].replace("::", ".") if thrown else "Err")
        )
    plain = {reader.plain(name) for name in names}
    if arguments and not _READS.isdisjoint(plain):
        reader.variable(reader.literal(arguments[0], scope), node, scope)


def value(reader: Reader, node: Node, scope: Scope) -> None:
    """`a::b` as a value; one that begins with what a `use` brought in is told with the other mentions."""
    name, outer = node.field("name"), node.parent()
    if name is None or outer is None or not name.text()[:1].islower():
        return
    start = node.range().start.index
    if outer.kind() == "generic_function":
        outer = outer.parent()
    if outer is None or outer.kind() not in _VALUES:
        return
    targets = (outer.field(each) for each in _TARGETS)
    if any(each is not None and each.range().start.index == start for each in targets):
        return
    if node.text().partition("::")[0].strip() not in reader.wanted:
        reader.mention(node, scope, "reference")


def _is_macro(reader: Reader, function: Node) -> bool:
    """Whether a `!` stood behind the name before the text was prepared."""
    end = function.range().end.index
    return reader.text[end : end + 1] == "!"


def _opened(reader: Reader, node: Node) -> None:
    """The mode of `OpenOptions::new().write(true).open(p)`, told from the whole chain."""
    last = reader.calls[-1] if reader.calls else None
    start = node.range().start.line + 1
    if last is None or last.name not in _OPENERS or last.line != start:
        return
    text = node.text()
    whole = "OpenOptions" in text or "options" in text
    mode = "w" if _WRITING.search(text) else "r" if whole and ".read(true)" in text else "?"
    reader.calls[-1] = msgspec.structs.replace(last, mode=mode)


def method_name(function: Node) -> str:
    kind = function.kind()
    if kind == "field_expression":
        name = function.field("field")
    elif kind == "generic_function":
        inner = function.field("function")
        return method_name(inner) if inner is not None else ""
    else:
        name = function.field("name") if kind == "scoped_identifier" else function
    return name.text() if name is not None and not name.named_children() else ""


def macro(reader: Reader, node: Node, scope: Scope) -> None:
    """A macro whose inside is not looked into."""
    name = node.field("macro")
    if name is None:
        return
    word = name.text().replace("::", ".")
    reader.call(
        node, (word,) if word.rsplit(".", 1)[-1] in MACROS else (f"?{word}",), method_name(name), [], scope
    )
    if word.rsplit(".", 1)[-1] in _RAISES:
        line = node.range().start.line + 1
        reader.raises.append(facts.Raise(scope.owner, line, word.rsplit(".", 1)[-1]))
    found = re.match(r'(?:option_)?env!\s*\(\s*"(\w+)"', node.text())
    if found:
        reader.variable(found[1], node, scope)
