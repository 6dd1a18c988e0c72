"""The ways in which a JavaScript or TypeScript file takes a module in, and how modules are named.

Called by `script`. A relative specifier is resolved against the file's folder; `./x.js`, `./x/index` and
`./x` are one module, because a file may be written in one way and imported in another.
"""

import posixpath
import re
from collections.abc import Iterator

from parti.source import facts
from parti.source.foreign import scope as scopes
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_EXTENSION = re.compile(r"(\.d)?\.(?:[cm]?[jt]sx?|json|vue|svelte)$")
_REQUIRING = frozenset({"require", "import", "module.require", "process.getBuiltinModule"})
_CREATED = re.compile(r"(?:[\w$]+\.)?createRequire\s*\(")
_CONDITIONS = frozenset({"if_statement", "try_statement", "switch_statement", "ternary_expression"})


def module(path: str, specifier: str) -> str:
    """The dotted name of what a specifier means in the file at path."""
    specifier = specifier.removeprefix("node:").split("?", 1)[0]
    if specifier.startswith("."):
        specifier = posixpath.normpath(posixpath.join(posixpath.dirname(path), specifier))
        return of_path("" if specifier == "." else specifier)
    return specifier.strip("/").replace("/", ".")


def package(specifier: str) -> str:
    """The package of npm that a specifier names, where its name holds a dot, as `lodash.debounce` does."""
    parts = specifier.split("?", 1)[0].split("/")
    found = "/".join(parts[: 2 if specifier.startswith("@") else 1])
    return "" if specifier.startswith((".", "/", "node:")) or "." not in found else found


def of_path(path: str) -> str:
    """The dotted name of a file: its path without extension and `/index`."""
    plain = _EXTENSION.sub("", path)
    plain = "" if plain == "index" else plain.removesuffix("/index")
    return plain.strip("/").replace("/", ".")


def required(node: Node, scope: Scope) -> str:
    """The specifier of `require("x")` and `await import("x")`; empty for anything else."""
    if node.kind() == "await_expression":
        return required(node.named_children()[0], scope) if node.named_children() else ""
    if node.kind() != "call_expression":
        return ""
    function, given = node.field("function"), node.field("arguments")
    word = function.text() if function is not None else ""
    arguments = given.named_children() if given is not None else []
    if word not in _REQUIRING or not arguments or (word == "require" and _is_other(scope)):
        return ""
    return _text(arguments[0])


def _is_other(scope: Scope) -> bool:
    """Whether `require` is a function of the file's own, and none that `createRequire` made."""
    home = scope.home("require", False)
    held = home.bindings["require"] if home is not None else []
    made = (each.value if isinstance(each, scopes.Within) else each for each in held)
    return not all(
        each is not None
        and not isinstance(each, str | scopes.Typed | scopes.Piece)
        and _CREATED.match(each.text()) is not None
        for each in made
    )


def bound(reader: Reader, node: Node, scope: Scope) -> None:
    """An `import` statement: the fact, and the names that it binds."""
    source = node.field("source")
    clause = next((c for c in node.named_children() if c.kind().endswith("_clause")), None)
    if source is None and clause is not None:
        source = clause.field("source") or next(iter(reversed(clause.named_children())), None)
    if source is None:
        return
    name = module(reader.path, _text(source))
    typing = _is_type(node) or (clause is not None and _only_types(clause))
    taken: list[str] = []
    for original, local, whole in named(clause):
        taken += [] if whole else [original]
        _bind(reader, local, name if whole or original == "default" else f"{name}.{original}")
    _add(reader, node, _text(source), taken, scope, typing=typing)


def _only_types(clause: Node) -> bool:
    """Whether a clause names types alone: `{ type A, type B }`."""
    rows = [each for child in clause.named_children() for each in (child, *child.named_children())]
    names = [each for each in rows if each.kind() in {"import_specifier", "export_specifier"}]
    plain = [each for each in clause.named_children() if each.kind() in {"identifier", "namespace_import"}]
    return bool(names) and not plain and all(map(_is_type, names))


def _is_type(node: Node) -> bool:
    """Whether the word `type` stands before what is named."""
    return any(child.kind() == "type" for child in node.children())


def named(clause: Node | None) -> Iterator[tuple[str, str, bool]]:
    """(name there, name here, whether it is the whole module) for each name of a clause."""
    for child in clause.named_children() if clause is not None else ():
        if child.kind() == "identifier":
            whole = clause is not None and clause.kind() == "import_require_clause"
            yield "default", child.text(), whole
        elif child.kind() == "namespace_import":
            yield "*", child.named_children()[0].text(), True
        elif child.kind() == "named_imports":
            for each in child.named_children():
                original, local = each.field("name"), each.field("alias")
                if original is not None:
                    text = original.text().strip("\"'")
                    yield text, (local or original).text(), False


def _bind(reader: Reader, local: str, name: str) -> None:
    reader.top.bind(local, name)
    reader.aliases[local] = (*reader.aliases.get(local, ()), name)
    reader.wanted.add(local)


def called(reader: Reader, node: Node, function: Node, arguments: list[Node], scope: Scope) -> None:
    """`require("x")` and `import("x")` as imports."""
    if not required(node, scope):
        return
    dynamic = function.kind() == "import"
    _add(reader, node, _text(arguments[0]), (), scope, dynamic=dynamic)


def exported(reader: Reader, node: Node, scope: Scope) -> None:
    """`export … from "x"` takes in what it hands on."""
    source = node.field("source")
    if source is None:
        return
    name = module(reader.path, _text(source))
    clause = next((c for c in node.named_children() if c.kind() == "export_clause"), None)
    if clause is None:
        space = next((each for each in node.named_children() if each.kind() == "namespace_export"), None)
        if space is not None:
            reader.aliases[space.named_children()[0].text().strip("\"'")] = (name,)
        _add(reader, node, _text(source), ("*",) if space is None else (), scope)
        return
    taken: list[str] = []
    for each in clause.named_children():
        original, alias = each.field("name"), each.field("alias")
        if original is not None:
            local = (alias or original).text()
            taken.append(original.text())
            whole = original.text() == "default"
            reader.aliases[local] = (name if whole else f"{name}.{original.text()}",)
    typing = _is_type(node) or _only_types(clause)
    _add(reader, node, _text(source), taken, scope, typing=typing)


def _add(
    reader: Reader,
    node: Node,
    specifier: str,
    taken: list[str] | tuple[str, ...],
    scope: Scope,
    *,
    typing: bool = False,
    dynamic: bool = False,
) -> None:
    start = node.range().start
    name = module(reader.path, specifier)
    reader.modules.add(name)
    reader.imports.append(
        facts.Import(
            module=name,
            names=tuple(taken),
            level=int(specifier.startswith(".")),
            line=start.line + 1,
            column=start.column + 1,
            lazy=scope.lazy(),
            typing=typing,
            conditional=any(each.kind() in _CONDITIONS for each in node.ancestors()),
            dynamic=dynamic,
            path=package(specifier),
        )
    )


def _text(node: Node) -> str:
    text = node.text()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`" and "${" not in text
    return text[1:-1] if quoted else ""
