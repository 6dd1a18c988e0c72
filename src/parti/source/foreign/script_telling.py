"""What JavaScript and TypeScript do: calls, reads of the environment, errors raised or left in silence.

Called through the tables of `script`, in the second pass; entries of registries are in `script_entries`.
"""

import re

from parti.source import facts
from parti.source.foreign import registry, script_exports, script_functions, script_imports
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.foreign.script_names import FUNCTIONS
from parti.source.structure import Node

_PLAIN = frozenset({"member_expression", "identifier"})
_AROUND = frozenset(
    {"as_expression", "satisfies_expression", "parenthesized_expression", "non_null_expression"}
    | {"await_expression"}
)
_ENV = re.compile(r"env(?:['\"`]\])?$")
_VARIABLES = frozenset({"process.env", "import.meta.env", "Bun.env"})
_APPLIES = frozenset({"call", "apply"})
"""Methods of a function that call it: `f.call(owner, x)`."""
_OF_VALUES = frozenset(
    {"map", "filter", "forEach", "reduce", "flatMap", "flat", "some", "every", "slice", "splice", "concat"}
    | {
        "includes",
        "indexOf",
        "push",
        "pop",
        "shift",
        "unshift",
        "toFixed",
        "toString",
        "toUpperCase",
        "trim",
    }
    | {"toLowerCase", "split", "padStart", "padEnd", "startsWith", "endsWith", "charAt", "replaceAll"}
    | {"toISOString", "getTime"}
)
"""Methods of texts, numbers, lists and moments: on what an unknown function gave back, they do no more."""
_LOGS = frozenset({"log", "debug", "info", "warn", "error", "trace", "verbose"})


def call(reader: Reader, node: Node, scope: Scope) -> None:
    function, given = node.field("function"), node.field("arguments")
    arguments = given.named_children() if given is not None and given.kind() == "arguments" else []
    arguments = [each for each in arguments if each.kind() != "comment"]
    if function is None:
        return
    script_imports.called(reader, node, function, arguments, scope)
    script_exports.called(reader, function, arguments, scope)
    method, names = _method(function), reader.resolve(function, scope)
    if method in _OF_VALUES:
        names = tuple(name for name in names if "(?)" not in name)
    reader.call(node, names, method, arguments, scope)
    if function.text() == "Object.assign" and arguments:
        registry.merged(reader, arguments[0], arguments[1:], scope)
    if function.kind() == "member_expression":
        target = function.field("object")
        registry.added(reader, target, method, given, scope)
        if method in _APPLIES and target is not None and target.kind() in _PLAIN:
            reader.mention(target, scope, "argument", arguments[1:])
    if arguments and reader.plain(next(iter(reader.resolve(function, scope)), "")) == "Deno.env.get":
        reader.variable(reader.literal(arguments[0], scope), node, scope)
    handler = script_functions.handler(node)
    how = _silence(handler.field("body")) if handler is not None and handler.kind() in FUNCTIONS else ""
    if handler is not None and how:
        reader.swallows.append(facts.Swallow(scope.owner, handler.range().start.line + 1, how))


def _method(function: Node) -> str:
    kind = function.kind()
    if kind == "member_expression":
        name = function.field("property")
        return name.text() if name is not None else ""
    return function.text() if kind in {"identifier", "super"} else ""


def new(reader: Reader, node: Node, scope: Scope) -> None:
    function, given = node.field("constructor"), node.field("arguments")
    if function is not None:
        rows = given.named_children() if given is not None else []
        arguments = [each for each in rows if each.kind() != "comment"]
        reader.call(node, reader.resolve(function, scope), _method(function), arguments, scope)


def catch(reader: Reader, node: Node, scope: Scope) -> None:
    how = _silence(node.field("body"))
    if how:
        reader.swallows.append(facts.Swallow(scope.owner, node.range().start.line + 1, how))


def _silence(body: Node | None) -> str:
    """How an error path stays silent; empty when it does not."""
    if body is None:
        return ""
    if body.kind() != "statement_block":
        return "passes" if body.text() in {"undefined", "null", "void 0"} else _logs(body)
    rows = [each for each in body.named_children() if each.kind() not in {"comment", "empty_statement"}]
    ways = {_quiet(each) for each in rows}
    return "" if "" in ways else "only logs" if "only logs" in ways else "passes"


def _quiet(statement: Node) -> str:
    if statement.kind() == "expression_statement":
        return _logs(statement.named_children()[0])
    return "passes" if statement.kind() == "continue_statement" else ""


def _logs(node: Node) -> str:
    node = _bare(node)
    function = node.field("function") if node.kind() == "call_expression" else None
    return "only logs" if function is not None and _method(function) in _LOGS else ""


def throw(reader: Reader, node: Node, scope: Scope) -> None:
    thrown = [_bare(each) for each in node.named_children() if each.kind() != "comment"]
    plain = (thrown[0].field("constructor") or thrown[0].field("function") or thrown[0]) if thrown else node
    name = plain.text().splitlines()[0][:80]
    reader.raises.append(facts.Raise(scope.owner, node.range().start.line + 1, name))


def _bare(node: Node) -> Node:
    """An expression without what stands around it: `(x)`, `x as T`, `await x`."""
    while node.kind() in _AROUND and node.named_children():
        node = node.named_children()[0]
    return node


def read(reader: Reader, node: Node, scope: Scope) -> None:
    """`process.env.X` and `process.env["X"]`."""
    owner, name, index = node.field("object"), node.field("property"), node.field("index")
    owner = _bare(owner) if owner is not None else None
    if owner is None or not _ENV.search(owner.text()) or not _is_environment(reader, owner, scope):
        return
    reader.variable(name.text() if name is not None else reader.literal(index, scope), node, scope)
    if owner.text() == "import.meta.env":
        reader.add(owner.text(), "env", owner, scope, "reference")
    elif "(" in owner.text() or "[" in owner.text():
        reader.mention(owner, scope, "reference")  # a chain of plain words is found as one


def unpacked(reader: Reader, node: Node, scope: Scope) -> None:
    """`const { X, Y: y = 1 } = process.env`."""
    pattern, value = node.field("name"), node.field("value")
    if pattern is None or value is None or pattern.kind() != "object_pattern":
        return
    if _is_environment(reader, _bare(value), scope):
        for each in pattern.named_children():
            key = each.field("key") or each.field("left") or each
            if each.kind() not in {"rest_pattern", "comment"}:
                reader.variable(key.text().strip("\"'"), each, scope)


def _is_environment(reader: Reader, node: Node, scope: Scope) -> bool:
    names = {reader.plain(each) for each in reader.resolve(node, scope)}
    return bool(names & _VARIABLES) or node.text() == "import.meta.env"
