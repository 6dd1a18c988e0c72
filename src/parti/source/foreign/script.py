"""JavaScript and TypeScript: what their kinds of node bind, open, say and mean.

A table for the reader. Modules come as `import`, as `require` and as `import()`; a function has its name
from the variable, the field or the property that it is put in. `node:fs` is `fs`, and a relative
module is named by its path from the root of the tree.
"""

import re
from collections.abc import Mapping

from parti.source import facts
from parti.source.foreign import (
    parts,
    script_entries,
    script_functions,
    script_imports,
    script_keys,
    script_mended,
    script_mentions,
    script_names,
    script_telling,
    script_types,
)
from parti.source.foreign import scope as scopes
from parti.source.foreign.grammar import Act, Grammar, Open, Part
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Names, Scope
from parti.source.structure import Node

_JSX = {"jsx_self_closing_element": "attribute", "jsx_opening_element": "attribute"}
_SILENT = frozenset(
    {"import_specifier", "import_clause", "namespace_import", "import_require_clause", "export_specifier"}
    | {"function_declaration", "class_declaration", "formal_parameters", "program"}
    | {"function_expression", "generator_function_declaration", "object_pattern"}
    | {"pair_pattern", "array_pattern", "labeled_statement", "enum_declaration", "internal_module"}
    | {"type_query"}
)
_GLOBALS = frozenset(
    {
        "process",
        "fetch",
        "Deno",
        "Bun",
        "WebSocket",
        "XMLHttpRequest",
        "performance",
        "EventSource",
        "Worker",
    }
    | {"setTimeout", "setInterval", "setImmediate", "queueMicrotask", "structuredClone", "eval"}
)
_OWNERS = frozenset(
    {
        "console",
        "JSON",
        "Math",
        "Date",
        "Object",
        "Array",
        "Promise",
        "Symbol",
        "Reflect",
        "Temporal",
        "Number",
        "String",
    }
    | {"BigInt", "Buffer", "URL", "crypto", "globalThis", "window", "global", "self", "localStorage"}
    | {"sessionStorage", "indexedDB", "document", "navigator"}
)
_KNOWN = _GLOBALS | _OWNERS | {
    "Map", "Set", "WeakMap", "WeakSet", "Proxy", "Boolean", "RegExp", "Error", "require", "module",
    "exports", "URLSearchParams", "Function", "import",
}  # fmt: skip
_MADE = {
    "fs.createWriteStream": "fs.WriteStream", "fs.createReadStream": "fs.ReadStream",
    "fs.promises.open": "fs.promises.FileHandle", "Object.freeze": "Object",
}  # fmt: skip
_MOMENTS = frozenset({"moment", "moment.utc", "dayjs", "dayjs.utc"})
"""What makes a moment: the present one when it is given nothing."""
_OPENERS = frozenset({"fs.open", "fs.openSync", "fs.promises.open", "Deno.open", "Deno.openSync"})
_FLAGGED = frozenset(
    {"fs.writeFile", "fs.writeFileSync", "fs.promises.writeFile", "fs.createWriteStream"}
    | {"fs.appendFile", "fs.appendFileSync", "fs.promises.appendFile"}
)


_CHOICES = frozenset({"||", "??", "&&"})


def _unbound(reader: Reader, name: str) -> Names:
    if name == "undefined":
        return ()
    return (name,) if name in _KNOWN else (f"?{name}",)


def _canonical(name: str) -> str:
    """`globalThis.fetch` is `fetch`; `fs.default.open` and `graceful-fs.open` are `fs.open`."""
    for top in ("globalThis.", "window.", "global.", "self."):
        name = name.removeprefix(top)
    name = name.replace(".default.", ".")
    for package, module in _STANDS_IN.items():
        if name.startswith(f"{package}."):
            rest = name.removeprefix(package)
            return name if _OWN.match(rest) else module + rest
    return name


_PROMISING = frozenset({"util.promisify", "bluebird.promisify", "pify", "es6-promisify.promisify"})
"""What gives a function back that does the same and answers with a promise."""

_STANDS_IN = {"graceful-fs": "fs", "fs-extra": "fs", "@npmcli.fs": "fs"}
"""Packages that say of themselves that they take the place of a module of Node's, name for name. Whoever
exchanges one for the other does no other thing than before, and a rule about the module means them too."""

_OWN = re.compile(
    r"\.(?:copy(?:Sync)?$|empty|ensure|create(?:File|Link|Symlink)|mkdirp|mkdirs|move|output|pathExists|read(?:J|dirS)"
    r"|remove|with|writeJ)"
)
"""What such a package has beside the names of the module."""


def _mode(reader: Reader, name: str, arguments: list[Node], scope: Scope) -> facts.Mode:
    """The flags of an open: the second argument, or `flags` of an object; `=` for a given moment."""
    if name == "Date" and arguments:
        return _moment(arguments)
    if name in _MOMENTS and arguments:
        return "="
    if name in _OPENERS and len(arguments) > 1 and not name.startswith("Deno"):
        return reader.literal(arguments[1], scope) or _constants(arguments[1]) or "?"
    if name.startswith("Deno.open") and len(arguments) > 1:
        text = arguments[1].text()
        return "w" if any(f"{word}: true" in text for word in ("write", "append", "create")) else "r"
    if name in _FLAGGED:
        for pair in (
            arguments[-1].named_children() if arguments and arguments[-1].kind() == "object" else ()
        ):
            key, value = pair.field("key"), pair.field("value")
            if key is not None and key.text() in {"flags", "flag"}:
                return reader.literal(value, scope) or "?"
        return "w"
    return None


def _moment(arguments: list[Node]) -> facts.Mode:
    """`new Date(x)` is another moment than now, `Date(x)` is not; what `...args` holds nobody knows."""
    made = next((each for each in arguments[0].ancestors() if each.kind() != "arguments"), None)
    if made is None or made.kind() != "new_expression":
        return None
    return "?" if len(arguments) == 1 and arguments[0].kind() == "spread_element" else "="


def _constants(node: Node) -> str:
    """`fs.constants.O_WRONLY | fs.constants.O_CREAT` as a mode."""
    text = node.text()
    if "O_" not in text:
        return ""
    return "w" if any(word in text for word in ("WRONLY", "RDWR", "CREAT", "APPEND", "TRUNC")) else "r"


def _subscript(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`fs["open"]` is `fs.open`."""
    key = reader.resolve(node.field("index"), scope, depth + 1)
    bases = reader.resolve(node.field("object"), scope, depth + 1)
    words = [each[1:] for each in key if each.startswith("=")]
    found = (name for word in words for name in reader.member(bases, word, depth + 1))
    return tuple(dict.fromkeys(found))


def _attribute(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`a.b`; the `default` of a module is the module, as it is where it is imported."""
    found = parts.member("object", "property")(reader, node, scope, depth)
    word, owner = node.field("property"), node.field("object")
    if word is None or owner is None or word.text() != "default":
        return found
    if script_imports.required(script_functions.bare(owner), scope):
        return reader.resolve(owner, scope, depth + 1)
    return tuple(
        dict.fromkeys(
            whole if (whole := name.removesuffix(".default")) in reader.modules else name for name in found
        )
    )


def _if_missing(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`x ??= f` is x or f."""
    sides = parts.through("left", "right")
    return sides(reader, node, scope, depth) if script_names.is_choice(node) else ()


def _either(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`a || b` is one or the other, `"a" + "b"` a text; any other operator makes something new."""
    operator = node.field("operator")
    word = operator.text() if operator is not None else ""
    if word not in _CHOICES:
        return parts.put_together(reader, node, scope, depth)
    return parts.through("left", "right")(reader, node, scope, depth)


def _called(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """What a call returns: a module for `require`, the function itself for `f.bind(x)`."""
    module = script_imports.required(node, scope)
    if module:
        return (script_imports.module(reader.path, module),)
    names = reader.resolve(node.field("function"), scope, depth + 1)
    bound = [name.removesuffix(".bind") for name in names if name.endswith(".bind")]
    promised = [name.removesuffix(".promisify") for name in names if name in _PROMISING]
    given = node.field("arguments")
    if promised and given is not None and given.named_children():
        return reader.resolve(given.named_children()[0], scope, depth + 1)
    return tuple(bound) or reader.result(names, depth + 1)


def _claimed(reader: Reader, node: Node, scope: Scope, depth: int) -> Names:
    """`x as T` and `<T>x` are x, as long as x is known; else an instance of T."""
    rows = [each for each in node.named_children() if each.kind() != "comment"]
    value, kind = (rows[-1], rows[0]) if node.kind() == "type_assertion" else (rows[0], rows[-1])
    names = reader.resolve(value, scope, depth + 1)
    if len(rows) > 1 and all(name.startswith("?") or name.endswith("(?)") for name in names):
        return reader.value(scopes.Typed(kind), scope, depth + 1) or names
    return names


def _pair(node: Node) -> tuple[Node | None, Node | None]:
    if node.kind() == "shorthand_property_identifier":
        return node, node
    return node.field("key"), node.field("value")


def _parts() -> Mapping[str, Part]:
    return {
        "identifier": parts.word,
        "shorthand_property_identifier": parts.word,
        "member_expression": _attribute,
        "subscript_expression": _subscript,
        "call_expression": _called,
        "new_expression": parts.made("constructor"),
        "this": parts.itself,
        "string": parts.string,
        "template_string": parts.string,
        "parenthesized_expression": parts.inner,
        "sequence_expression": parts.last,
        "await_expression": parts.inner,
        "ternary_expression": parts.through("consequence", "alternative"),
        "binary_expression": _either,
        "assignment_expression": parts.through("right"),
        "augmented_assignment_expression": _if_missing,
        "arrow_function": lambda *_: (),
        "computed_property_name": parts.inner,
    }


def _types() -> Mapping[str, Part]:
    return {
        "as_expression": _claimed,
        "satisfies_expression": _claimed,
        "non_null_expression": parts.inner,
        "type_assertion": _claimed,
        "type_arguments": parts.inner,
        "type_annotation": parts.inner,
        "type_identifier": script_types.type_,
        "nested_type_identifier": parts.member("module", "name"),
        "nested_identifier": parts.member("object", "property"),
        "generic_type": script_types.generic,
        "type_query": parts.inner,
        "constraint": parts.inner,
        "union_type": parts.every,
        "readonly_type": parts.inner,
    }


def _opens() -> Mapping[str, Open]:
    return {
        **dict.fromkeys(("function_declaration", "generator_function_declaration"), script_names.function),
        **dict.fromkeys(sorted(script_names.FUNCTIONS), script_names.function),
        "method_definition": script_names.function,
        "class": script_names.class_,
        "class_declaration": script_names.class_,
        **dict.fromkeys(("statement_block", "for_statement", "switch_body"), parts.block),
        "for_in_statement": script_names.loop,
        "catch_clause": script_names.caught,
    }


def _typed_opens() -> Mapping[str, Open]:
    return {
        "abstract_class_declaration": script_names.class_,
        "interface_declaration": script_names.class_,
        "enum_declaration": script_names.class_,
        "internal_module": script_names.namespace,
        "module": script_names.namespace,
    }


def _binds() -> Mapping[str, Act]:
    return {
        "import_statement": script_imports.bound,
        "lexical_declaration": script_names.variables,
        "variable_declaration": script_names.variables,
        "assignment_expression": script_names.assigned,
        "augmented_assignment_expression": script_names.assigned_if,
    }


def _typed_binds() -> Mapping[str, Act]:
    return {"type_alias_declaration": script_types.alias, "type_parameter": script_types.bounded}


def _tells() -> Mapping[str, Act]:
    return {
        "call_expression": script_telling.call,
        "new_expression": script_telling.new,
        "variable_declarator": script_entries.declared,
        "assignment_expression": script_entries.assigned,
        "augmented_assignment_expression": script_entries.assigned_if,
        "export_statement": script_entries.exported,
        "catch_clause": script_telling.catch,
        "throw_statement": script_telling.throw,
        "member_expression": script_telling.read,
        "subscript_expression": script_telling.read,
    }


def grammar(name: str) -> Grammar:
    """The tables for `javascript`, `typescript` or `tsx`."""
    typed = name != "javascript"
    field = "public_field_definition" if typed else "field_definition"
    wrappers = {"new_expression", "call_expression", "arguments", "parenthesized_expression"}
    return Grammar(
        name=name,
        module=lambda path, _: script_imports.of_path(path),
        opens={**_opens(), **(_typed_opens() if typed else {})},
        binds={**_binds(), **(_typed_binds() if typed else {}), field: script_names.field},
        tells={**_tells(), field: script_entries.declared},
        parts={**_parts(), **_types()},
        members={"member_expression": ("object", "property")},
        calls={"call_expression": "function", "new_expression": "constructor", **_JSX},
        arguments=frozenset({"arguments"}),
        words=("identifier", "shorthand_property_identifier"),
        globals=_GLOBALS,
        owners=_OWNERS,
        idle=script_mentions.idle,
        pairs={"pair": _pair, "shorthand_property_identifier": _pair},
        lists=frozenset({"array", "object", "arguments"}),
        wrappers=frozenset({*wrappers, "as_expression", "satisfies_expression"}),
        strings=frozenset({"string", "template_string"}),
        silent=_SILENT,
        literals=frozenset({"object", "array", "new_expression", "call_expression"}),
        unbound=_unbound,
        made=lambda name: _MADE.get(name, ""),
        readings=(str, script_mended.mended),
        spared=";",
        mode=_mode,
        keys=script_keys.passed,
        canonical=_canonical,
    )
