"""Go: what its kinds of node bind, open, say and mean.

A table for the reader. A package is a folder, so a name that the file does not bind belongs to the
package; an import is called by the last part of its path, without a version.
"""

import re
from collections.abc import Mapping

from parti.source import facts
from parti.source.foreign import go_errors, go_telling, parts
from parti.source.foreign import scope as scopes
from parti.source.foreign.defining import Form, Parameter, anonymous, function, placed, type_
from parti.source.foreign.grammar import Act, Grammar, Open, Part
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Names, Scope
from parti.source.structure import Node

_BUILTIN = frozenset({
    "append", "cap", "clear", "close", "complex", "copy", "delete", "imag", "len", "make", "max", "min",
    "new", "panic", "print", "println", "real", "recover", "bool", "byte", "complex64", "complex128",
    "error", "float32", "float64", "int", "int8", "int16", "int32", "int64", "rune", "string", "uint",
    "uint8", "uint16", "uint32", "uint64", "uintptr", "any", "comparable", "true", "false", "nil",
    "iota",
})  # fmt: skip
_MADE = {
    "os.Create": "os.File", "os.Open": "os.File", "os.OpenFile": "os.File", "os.CreateTemp": "os.File",
    "os.NewFile": "os.File",
    "exec.Command": "os.exec.Cmd", "os.exec.Command": "os.exec.Cmd", "os.exec.CommandContext":
    "os.exec.Cmd",
    "database.sql.Open": "database.sql.DB", "database.sql.DB.Begin": "database.sql.Tx",
    "database.sql.DB.BeginTx": "database.sql.Tx", "database.sql.DB.Prepare": "database.sql.Stmt",
    "net.Dial": "net.Conn", "net.Listen": "net.Listener", "bufio.NewWriter": "bufio.Writer",
    "net.http.NewServeMux": "net.http.ServeMux",
}  # fmt: skip
_TYPES = frozenset({"type_identifier", "qualified_type", "generic_type"})
_BLOCKS = (
    "block", "if_statement", "for_statement", "expression_switch_statement", "expression_case",
    "default_case", "type_case", "communication_case",
)  # fmt: skip
_VERSION = re.compile(r"(?:^v\d+$)|(?:\.v\d+$)")
_FLAGS = re.compile(r"O_(?:WRONLY|RDWR|CREATE|APPEND|TRUNC)")


def _ended(text: str) -> str:
    """A text whose last line has an end, without which the engine misses the end of a statement."""
    return text if text.endswith("\n") else f"{text}\n"


def _module(path: str, top: Node) -> str:
    return path.rpartition("/")[0].strip("/").replace("/", ".")


def _unbound(reader: Reader, name: str) -> Names:
    if name == "any":
        return ()
    if name in _BUILTIN:
        return (name,)
    stars = reader.stars if name[:1].isupper() else []
    return (scopes.joined(reader.module, name), *(f"?{star}.{name}" for star in stars))


def _import(reader: Reader, node: Node, scope: Scope) -> None:
    path, given = node.field("path"), node.field("name")
    if path is None:
        return
    text = path.text().strip('"`')
    name = text.replace("/", ".")
    local = given.text() if given is not None else _package(text)
    names: tuple[str, ...] = ()
    if local == ".":
        reader.stars.append(name)
        names = ("*",)
    elif local != "_":
        reader.top.bind(local, name)
        reader.aliases[local] = (name,)
        reader.wanted.add(local)
    start = node.range().start
    reader.imports.append(
        facts.Import(
            module=name,
            names=names,
            level=0,
            line=start.line + 1,
            column=start.column + 1,
            path=text if "." in text else "",
        )
    )


def _package(path: str) -> str:
    """The name that a package is most likely called by: its folder, without version and `go-`."""
    rows = [part for part in path.split("/") if not re.match(r"^v\d+$", part)] or [path]
    last = _VERSION.sub("", rows[-1]) or rows[-1]
    return last.removeprefix("go-").removesuffix("-go").removesuffix(".go").replace("-", "_")


def _parameters(node: Node | None) -> list[Parameter]:
    found: list[Parameter] = []
    for each in node.named_children() if node is not None else ():
        annotation = each.field("type")
        value = scopes.Typed(annotation) if annotation is not None else None
        many = each.kind() == "variadic_parameter_declaration"
        for name in each.field_children("name"):
            if name.kind() == "identifier":
                found.append(
                    Parameter(f"...{name.text()}" if many else name.text(), None if many else value)
                )
    return found


def _function(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    """A function, or a method under the name of its receiver's type."""
    name = node.field("name")
    if name is None:
        return None
    receiver = node.field("receiver")
    owner = ""
    if receiver is not None:
        rows = (each.field("type") for each in receiver.named_children())
        owner = _named(next((each for each in rows if each is not None), None))
    form = Form(
        name=scopes.joined(owner, name.text()), at=node, body=node.field("body"),
        parameters=_parameters(node.field("parameters")), returns=node.field("result"),
    )  # fmt: skip
    if owner:
        opened = function(reader, node, scope, form)
        for each in _parameters(receiver):
            opened.bind(each.name, each.value)
        return opened
    opened = function(reader, node, scope, form)
    scope.bind(name.text(), opened.prefix)
    reader.wanted.add(name.text())
    return opened


def _named(node: Node | None) -> str:
    """The plain name of the type that a method is of, behind its star and before its brackets."""
    while node is not None and node.kind() != "type_identifier":
        rows = [each for each in node.named_children() if each.kind() != "comment"]
        node = node.field("type") or next(iter(rows), None)
    return node.text() if node is not None else ""


def _literal(reader: Reader, node: Node, scope: Scope) -> Scope:
    return anonymous(scope, _parameters(node.field("parameters")))


def _type(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    """A type; a struct remembers the types of its fields."""
    name, body = node.field("name"), node.field("type")
    if name is None or body is None:
        return None
    rows = body.named_children()
    fields = rows[0].named_children() if rows and body.kind() == "struct_type" else []
    inside = fields if body.kind() == "struct_type" else rows if body.kind() == "interface_type" else []
    form = Form(
        name=name.text(), at=node, body=_opening(body),
        bases=tuple(placed(reader, (each for each in map(_embedded, inside) if each is not None), scope)),
    )  # fmt: skip
    opened = type_(reader, node, scope, form)
    # Another name for a type of another package is that type; one of ours has its methods by either name.
    of_others = node.kind() == "type_alias" and body.kind() == "qualified_type"
    seen = None if scope.kind == "module" else scopes.Seen(name.range().start.index)
    scope.bind(name.text(), body if of_others else opened.prefix, seen)
    reader.wanted.add(name.text())
    for each in fields:
        annotation, base = each.field("type"), _embedded(each)
        names = [field.text() for field in each.field_children("name")]
        names += [re.split(r"[.*\s]", base.text().partition("[")[0])[-1]] if base is not None else []
        for field in names:
            opened.hold(field, scopes.Typed(annotation) if annotation else None, scope)
    return opened


def _opening(body: Node) -> Node | None:
    """Where the inside of a struct or an interface begins; any other type belongs to what is said of it."""
    if body.kind() == "struct_type":
        return next(iter(body.named_children()), None)
    return next((each for each in body.children() if each.text() == "{"), None)


def _embedded(member: Node) -> Node | None:
    """The type that a member of a struct or an interface takes in whole; None for any other."""
    if member.kind() == "field_declaration":
        return member.field("type") if not list(member.field_children("name")) else None
    rows = member.named_children()
    return rows[0] if member.kind() == "type_elem" and len(rows) == 1 and rows[0].kind() in _TYPES else None


def _short(reader: Reader, node: Node, scope: Scope) -> None:
    """`a, b := f(), g()`; the first of several results is the one whose class is known."""
    left, right = node.field("left"), node.field("right")
    if left is None:
        return
    values = right.named_children() if right is not None and node.kind() != "range_clause" else []
    for at, target in enumerate(left.named_children()):
        value = values[at] if at < len(values) else None
        if target.kind() != "identifier" or target.text() == "_":
            continue
        if node.kind() == "assignment_statement":
            home = scope.home(target.text(), False, target)
            if home is not None:
                home.rebind(target.text(), value, scope)
        else:
            scope.bind(target.text(), value, scopes.behind(node, left, right))
        _want(reader, target, value)


def _variable(reader: Reader, node: Node, scope: Scope) -> None:
    value, annotation = node.field("value"), node.field("type")
    values = value.named_children() if value is not None else []
    seen = None if scope.kind == "module" else scopes.behind(node, node, value)
    for at, name in enumerate(node.field_children("name")):
        if name.kind() != "identifier":
            continue
        each = values[at] if at < len(values) else None
        scope.bind(name.text(), each, seen)
        if annotation is not None:
            scope.bind(name.text(), scopes.Typed(annotation), seen)
        _want(reader, name, each)


def _want(reader: Reader, name: Node, value: Node | None) -> None:
    if value is not None and value.kind() in {"identifier", "selector_expression"}:
        reader.wanted.add(name.text())


def _switched(reader: Reader, node: Node, scope: Scope) -> Scope:
    """`switch t := v.(type)`: t may be of any class that is named."""
    alias, value, inner = node.field("alias"), node.field("value"), scope.block()
    if alias is None:
        return inner
    cases = [case for case in node.named_children() if case.kind() == "type_case"]
    kinds = [each for case in cases for each in case.field_children("type")]
    for name in alias.named_children():
        for each in kinds or (None,):
            known = scopes.Typed(each) if each is not None else None
            inner.bind(name.text(), known, scopes.behind(value or alias, alias, value))
    return inner


def _composite(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`T{…}` is an instance of T, when T is a name."""
    names = reader.resolve(node.field("type"), scope, depth + 1)
    return tuple(f"{name.removesuffix('()')}()" for name in names)


def _called(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """What a call returns; `new(T)` is an instance of T."""
    names = reader.resolve(node.field("function"), scope, depth + 1)
    given = node.field("arguments")
    if names == ("new",) and given is not None:
        return tuple(
            f"{name}()" for name in reader.resolve(next(iter(given.named_children()), None), scope)
        )
    return reader.result(names, depth + 1)


def _mode(reader: Reader, name: str, arguments: list[Node], scope: Scope) -> facts.Mode:
    """What the flags of `os.OpenFile` come to, as a mode."""
    if name != "os.OpenFile" or len(arguments) < 2:
        return None
    text = arguments[1].text()
    if "O_" not in text:
        return "?"
    return "w" if _FLAGS.search(text) else "r"


def _parts() -> Mapping[str, Part]:
    return {
        "identifier": parts.word,
        "package_identifier": parts.word,
        "type_identifier": parts.word,
        "selector_expression": parts.member("operand", "field"),
        "qualified_type": parts.member("package", "name"),
        "call_expression": _called,
        "composite_literal": _composite,
        "interpreted_string_literal": parts.string,
        "raw_string_literal": parts.string,
        "binary_expression": parts.put_together,
        "pointer_type": parts.inner,
        "unary_expression": parts.through("operand"),
        "parenthesized_expression": parts.inner,
        "parenthesized_type": parts.inner,
        "generic_type": parts.through("type"),
        "type_instantiation_expression": parts.through("type"),
        "index_expression": lambda *_: (),
        "literal_element": parts.inner,
        "expression_list": parts.inner,
        "parameter_list": parts.inner,
        "parameter_declaration": parts.through("type"),
        "type_assertion_expression": parts.made("type"),
    }


def _opens() -> Mapping[str, Open]:
    return {
        "function_declaration": _function,
        "method_declaration": _function,
        "func_literal": _literal,
        "type_spec": _type,
        "type_alias": _type,
        "type_switch_statement": _switched,
        **dict.fromkeys(_BLOCKS, parts.block),
    }


def _binds() -> Mapping[str, Act]:
    return {
        "import_spec": _import,
        "short_var_declaration": _short,
        "assignment_statement": _short,
        "range_clause": _short,
        "var_spec": _variable,
        "const_spec": _variable,
    }


def _tells() -> Mapping[str, Act]:
    return {
        "call_expression": go_telling.call,
        "type_conversion_expression": go_telling.converted,
        "parenthesized_expression": go_telling.method_of_pointer,
        "var_spec": go_telling.declared,
        "assignment_statement": go_telling.assigned,
        "if_statement": go_errors.checked,
        "return_statement": go_errors.returned,
    }


def grammar(name: str) -> Grammar:
    """The tables for Go."""
    return Grammar(
        name=name,
        module=_module,
        opens=_opens(),
        binds=_binds(),
        tells=_tells(),
        parts=_parts(),
        members={"selector_expression": ("operand", "field")},
        calls={"call_expression": "function"},
        arguments=frozenset({"argument_list"}),
        words=("identifier",),
        globals=frozenset(),
        pairs={"keyed_element": go_telling.pair},
        lists=frozenset({"literal_value", "argument_list"}),
        wrappers=frozenset({"composite_literal", "unary_expression", "literal_element", "call_expression"}
                           | {"parenthesized_expression"}),
        strings=frozenset({"interpreted_string_literal", "raw_string_literal"}),
        silent=frozenset({"import_spec", "function_declaration", "parameter_declaration", "type_spec"}
                         | {"qualified_type", "var_spec_name", "keyed_element_key"}),
        literals=frozenset({"composite_literal", "call_expression"}),
        unbound=_unbound,
        made=lambda each: _MADE.get(each, ""),
        mode=_mode,
        canonical=lambda each: each,
        readings=(_ended, str),
    )  # fmt: skip
