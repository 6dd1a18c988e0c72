"""What a JavaScript or TypeScript file hands out: the names of its exports and what it exports by default.

Called by `script_entries` in the second pass, when all that the file binds is known. The default of a
module goes by the name `default`: `export default f`, `module.exports = f` and `export = f` say the same.
What is imported or required and exported again is an alias, which leads whoever takes it to its origin; a
module whose names are all exported again (`module.exports = { ...require("./a") }`) is taken in by a star.
"""

from collections.abc import Iterable

from parti.source.foreign import scope as scopes
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.imports import inside
from parti.source.structure import Node

DEFAULT = "default"
_WHOLE = frozenset({"module.exports", "exports"})
_KEYS = frozenset({"property_identifier", "string"})
_EXPORTS = frozenset({"module.exports", "exports", "exports.default", "module.exports.default"})
_VALUES = frozenset({"identifier", "member_expression", "call_expression", "await_expression"})
_MADE = frozenset({"arrow_function", "function_expression", "generator_function", "class"})


def declared(reader: Reader, name: str, scope: Scope) -> None:
    """A variable at the top of a file that holds what was required: it stands for that."""
    if scope is reader.top and name in reader.aliases:
        reader.aliases[name] = _plain(reader, reader.named(name, scope))


def exported(reader: Reader, node: Node, scope: Scope) -> None:
    """`export { a as b }`, `export default f` and `export = f`."""
    clause = next((each for each in node.named_children() if each.kind() == "export_clause"), None)
    for each in clause.named_children() if clause is not None else ():
        original, alias = each.field("name"), each.field("alias")
        if original is not None and alias is not None:
            _renamed(reader, original, alias.text(), scope)
    marks = [each.kind() for each in node.children()]
    if "default" in marks or "=" in marks:
        rows = [each for each in node.named_children() if each.kind() not in {"comment", "decorator"}]
        if rows:
            whole(reader, rows[-1], scope)


def assigned(reader: Reader, left: Node, right: Node, scope: Scope) -> None:
    """`module.exports = f`, `exports.default = f` and `exports.f = g`."""
    word = left.text()
    if word in _EXPORTS and right.text() not in _EXPORTS:
        if scope.home(word.partition(".")[0], False) is None:
            whole(reader, right, scope)
        return
    owner, name = left.field("object"), left.field("property")
    if owner is not None and name is not None and _is_own(owner, scope):
        _under(reader, name.text(), right, scope)


def called(reader: Reader, function: Node, arguments: list[Node], scope: Scope) -> None:
    """`Object.assign(exports, require("./a"))`, and what TypeScript writes for `export * from "./a"`."""
    if len(arguments) < 2:
        return
    word = function.text()
    if word == "Object.assign" and _is_own(arguments[0], scope):
        _handed(reader, arguments[1:], scope)
    elif word.rpartition(".")[2] == "__exportStar" and _is_own(arguments[1], scope):
        _handed(reader, arguments[:1], scope)


def _is_own(node: Node, scope: Scope) -> bool:
    word = node.text()
    return word in _WHOLE and scope.home(word.partition(".")[0], False) is None


def _handed(reader: Reader, values: Iterable[Node], scope: Scope) -> None:
    """Remembers the modules whose names a file exports all together, and what it exports under a name."""
    for each in values:
        kind = each.kind()
        if kind == "object":
            for part in each.named_children():
                key, value = part.field("key"), part.field("value")
                if part.kind() == "spread_element":
                    _handed(reader, part.named_children(), scope)
                elif key is not None and value is not None and key.kind() in _KEYS:
                    _under(reader, key.text().strip("\"'"), value, scope)
        elif kind == "call_expression" and _assigns(each):
            given = each.field("arguments")
            _handed(reader, given.named_children() if given is not None else (), scope)
        else:
            reader.handed.update(_plain(reader, reader.resolve(each, scope)))


def _under(reader: Reader, name: str, value: Node, scope: Scope) -> None:
    """What was taken in is exported under this name; what the file itself makes is found by its own."""
    found = _plain(reader, reader.resolve(value, scope)) if value.kind() in _VALUES else ()
    others = [each for each in found if not inside(each, reader.module)]
    if others:
        reader.aliases[name] = tuple(dict.fromkeys((*reader.aliases.get(name, ()), *others)))


def _assigns(call: Node) -> bool:
    function = call.field("function")
    return function is not None and function.text() == "Object.assign"


def whole(reader: Reader, value: Node, scope: Scope) -> None:
    """What a file exports by default: a function or a class by its own name, if it has one."""
    kind, own = value.kind(), value.field("name")
    if kind in _MADE or kind.endswith("_declaration"):
        word = own.text() if own is not None else DEFAULT
        reader.aliases[DEFAULT] = (scopes.joined(reader.module, word),)
    elif kind == "object" or _assigns(value):
        _handed(reader, [value], scope)
    elif kind in _VALUES:
        found = _plain(reader, reader.resolve(value, scope))
        if found:
            reader.aliases[DEFAULT] = found


def _renamed(reader: Reader, original: Node, name: str, scope: Scope) -> None:
    """A new name for what was imported; what the file itself makes has the name it is exported under."""
    if name == DEFAULT:
        whole(reader, original, scope)
    elif reader.aliases.get(original.text()):
        reader.aliases[name] = reader.aliases[original.text()]


def _plain(reader: Reader, names: scopes.Names) -> scopes.Names:
    """The names that say surely what it is: no result of a call, no instance, nothing that is unbound."""
    sure = (each for each in names if not each.endswith(")") and not each.startswith(("?", "=")))
    return tuple(dict.fromkeys(plain for each in sure if (plain := reader.plain(each))))
