"""What JavaScript and TypeScript declare: functions, classes, variables, and the names that they bind.

Called through the tables of `script`. A function without a name has that of the variable, the field or
the property that it is put in.
"""

from collections.abc import Iterator

from parti.source.foreign import defining, script_functions, script_imports
from parti.source.foreign import scope as scopes
from parti.source.foreign.defining import Form, Parameter
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

FUNCTIONS = frozenset({"arrow_function", "function_expression", "generator_function"})
FIELDS = frozenset({"public_field_definition", "field_definition"})
_KEPT = frozenset({"accessibility_modifier", "override_modifier", "readonly"})
"""What makes a parameter of a constructor a field too."""
_HOLDERS = FIELDS | {"variable_declarator", "assignment_expression"}
_AROUND = frozenset({"as_expression", "satisfies_expression", "parenthesized_expression"})
_OBJECTS = frozenset({"process", "Deno", "Bun", "performance"})
NAMED = ("identifier", "type_identifier", "property_identifier", "private_property_identifier")


def _pattern(
    scope: Scope, pattern: Node | None, value: scopes.Value, here: Scope | None = None
) -> list[str]:
    """Binds a name, or each name of `{ a, b: c }`, to a value that is written here; the names."""
    if pattern is None:
        return []
    kind = pattern.kind()
    if kind in {"identifier", "shorthand_property_identifier_pattern"}:
        scope.bind(pattern.text(), value, None, here)
        return [pattern.text()]
    if kind in {"assignment_pattern", "object_assignment_pattern"}:
        return _pattern(scope, pattern.field("left"), value, here)
    found: list[str] = []
    for child in pattern.named_children():
        key = script_functions.key(child.field("key") or child.field("left") or child)
        piece = _piece(here or scope, value, key) if kind == "object_pattern" and key else None
        target = child.field("value") if child.kind() == "pair_pattern" else child
        found += _pattern(scope, target, None if child.kind() == "rest_pattern" else piece, here)
    return found


def _piece(scope: Scope, value: scopes.Value, key: str) -> scopes.Value:
    """The part of a value that a pattern takes, or the part of a part; `default` is a module itself."""
    if isinstance(value, scopes.Piece):
        return scopes.Piece(value.node, f"{value.attribute}.{key}")
    if isinstance(value, scopes.Within):
        inner = _piece(scope, value.value, key)
        return scopes.Within(inner, value.here) if isinstance(inner, scopes.Piece) else None
    if value is None or isinstance(value, str | scopes.Typed):
        return None
    whole = key == "default" and script_imports.required(value, scope)
    return value if whole else scopes.Piece(value, key)


def _parameters(node: Node) -> list[Parameter]:
    """The parameters of a function; a pattern is named as it is written."""
    single, listed = node.field("parameter"), node.field("parameters")
    if single is not None:
        return [Parameter(single.text())]
    found: list[Parameter] = []
    for each in listed.named_children() if listed is not None else ():
        name = each.field("pattern") or each.field("left") or each
        if each.kind() == "comment" or name.text() == "this":
            continue
        annotation = each.field("type")
        found.append(Parameter(" ".join(name.text().split()), _typed(annotation)))
    return found


def _typed(annotation: Node | None) -> scopes.Value:
    return scopes.Typed(annotation) if annotation is not None else None


def function(reader: Reader, node: Node, scope: Scope) -> Scope:
    """A function, under its own name or that of what it is put in."""
    name, at = _name(reader, node, scope)
    given = _parameters(node)
    if not name:
        inner = defining.anonymous(scope, given)
    else:
        form = Form(
            name=name, at=at, body=node.field("body"), parameters=given, returns=node.field("return_type"),
            decorators=_decorators(reader, node, name, scope),
        )  # fmt: skip
        inner = defining.function(reader, node, scope, form)
        if node.kind() != "method_definition":
            last = name.rsplit(".", 1)[-1]
            if "." not in name:
                _home(node, at, scope).bind(last, inner.prefix)
            reader.wanted.add(last)
    listed = node.field("parameters")
    _defaults(reader, inner, listed, scope)
    awaited, single = _awaited(node, scope), node.field("parameter")
    if awaited is not None and single is not None:
        inner.bind(single.text(), awaited)
    for each in listed.named_children() if listed is not None else ():
        pattern = each.field("pattern") or each
        if awaited is not None:
            _pattern(inner, pattern, awaited)
            awaited = None
            continue
        if pattern.kind() in {"object_pattern", "array_pattern", "assignment_pattern"}:
            _pattern(inner, pattern, None)
        if any(child.kind() in _KEPT for child in each.children()):
            owner = scope.enclosing("class")
            if owner is not None:
                owner.hold(pattern.text(), _typed(each.field("type")), scope)
    return inner


def _defaults(reader: Reader, inner: Scope, listed: Node | None, scope: Scope) -> None:
    """`(out = console)` and `({ rm } = fs)`: what is not given is what stands in for it."""
    for each in listed.named_children() if listed is not None else ():
        kept = any(child.kind() in _KEPT for child in each.children())
        owner = scope.enclosing("class") if kept else None
        for pattern, value in _standing_in(each):
            if _is_whole(reader, value, scope):
                reader.wanted.update(_pattern(inner, pattern, scopes.Within(value, scope)))
                if owner is not None:
                    owner.hold(pattern.text(), value, scope)


def _standing_in(parameter: Node) -> Iterator[tuple[Node, Node]]:
    """What a parameter binds, and what stands in for it; also for a part of it: `({ out = console })`."""
    pattern = parameter.field("pattern") or parameter.field("left") or parameter
    value = parameter.field("value") or parameter.field("right")
    if value is not None:
        yield pattern, script_functions.bare(value)
    for part in pattern.named_children() if pattern.kind() == "object_pattern" else ():
        held = part.field("value") if part.kind() == "pair_pattern" else part
        left, right = (held.field(side) if held is not None else None for side in ("left", "right"))
        if left is not None and right is not None:
            yield left, script_functions.bare(right)


def _is_whole(reader: Reader, value: Node, scope: Scope) -> bool:
    """Whether a value is a module or an object of the language: a function is told where it stands."""
    if script_imports.required(value, scope):
        return True
    home = scope.home(value.text(), False) if value.kind() == "identifier" else None
    if home is None:
        return value.kind() == "identifier" and value.text() in reader.grammar.owners | _OBJECTS
    held = [each.value if isinstance(each, scopes.Within) else each for each in home.bindings[value.text()]]
    return any(
        each in reader.modules
        if isinstance(each, str)
        else each is not None
        and not isinstance(each, scopes.Typed | scopes.Piece)
        and bool(script_imports.required(each, scope))
        for each in held
    )


def _home(node: Node, at: Node, scope: Scope) -> Scope:
    """Where the name of a function is bound: only `let`, `const` and `class` keep to their block."""
    if scope.kind != "block":
        return scope
    declared = at.parent() if node.kind() in FUNCTIONS and at.kind() == "variable_declarator" else None
    return scope if declared is not None and declared.kind() == "lexical_declaration" else scope.around()


def _awaited(node: Node, scope: Scope) -> Node | None:
    """The `import("x")` whose module a function is given: `import("x").then((m) => …)`."""
    given = node.parent()
    call = given.parent() if given is not None and given.kind() == "arguments" else None
    function = call.field("function") if call is not None else None
    if given is None or function is None or function.kind() != "member_expression":
        return None
    word, promise = function.field("property"), function.field("object")
    first = next((each for each in given.named_children() if each.kind() != "comment"), None)
    if word is None or word.text() != "then" or promise is None or first is None:
        return None
    at_first = first.range().start.index == node.range().start.index
    return promise if at_first and script_imports.required(promise, scope) else None


def _name(reader: Reader, node: Node, scope: Scope) -> tuple[str, Node]:
    """A function's name, and the node that says where it stands."""
    own, parent = node.field("name"), node.parent()
    if node.kind() == "method_definition" and parent is not None and parent.kind() == "object":
        return scopes.joined(_held(parent), own.text() if own else ""), node
    if node.kind() not in FUNCTIONS or parent is None:
        return (own.text().lstrip("#") if own is not None else ""), node
    if parent.kind() == "pair":
        key, around = parent.field("key"), parent.parent()
        holder = _held(around) if around is not None else ""
        return (
            f"{holder}.{key.text()}" if holder and key is not None and key.kind() in NAMED else ""
        ), parent
    if parent.kind() in _HOLDERS:
        return _target(parent), parent
    return (own.text() if own is not None else ""), node


def _target(holder: Node) -> str:
    """The name that a declaration, a field or an assignment gives to what it holds; empty for a pattern."""
    if holder.kind() != "assignment_expression":
        name = holder.field("name") or holder.field("property")
        return name.text().lstrip("#") if name is not None and name.kind() in NAMED else ""
    left = holder.field("left")
    text = left.text() if left is not None and len(left.text()) < 80 else ""
    for start in ("module.exports.", "exports.", "this."):
        if text.startswith(start):
            return text.removeprefix(start)
    shape = all(part.isidentifier() for part in text.split("."))
    return text.replace(".prototype.", ".") if shape and text != "module.exports" else ""


def _held(node: Node) -> str:
    """The dotted name of an object that a variable holds, however deep; empty when none does."""
    parent = node.parent()
    while parent is not None and parent.kind() in _AROUND:
        parent = parent.parent()
    if parent is None or parent.kind() not in {"pair", "variable_declarator"}:
        return ""
    if parent.kind() == "variable_declarator":
        return _target(parent)
    key, around = parent.field("key"), parent.parent()
    base = _held(around) if around is not None else ""
    return f"{base}.{key.text()}" if base and key is not None and key.kind() in NAMED else ""


def _decorators(reader: Reader, node: Node, name: str, scope: Scope) -> list[str]:
    """Those that stand on a class, a method or a field: inside it, before it, or before its `export`."""
    parent = node.parent()
    if parent is not None and parent.kind() in FIELDS:
        node, parent = parent, parent.parent()
    found = [child for child in node.named_children() if child.kind() == "decorator"]
    if parent is not None and parent.kind() == "export_statement":
        found += [child for child in parent.named_children() if child.kind() == "decorator"]
    before = node.prev()
    while before is not None and before.kind() == "decorator" and parent and parent.kind() == "class_body":
        found.insert(0, before)
        before = before.prev()
    rows: list[str] = []
    for each in found:
        inner = each.named_children()[0]
        call = inner.kind() == "call_expression"
        function = inner.field("function") if call else inner
        arguments = inner.field("arguments") if call else None
        value = scopes.joined(scope.prefix, name)
        rows.append(defining.decorated(reader, each, function, arguments, value, scope))
    return rows


def class_(reader: Reader, node: Node, scope: Scope) -> Scope:
    """A class, an interface, an enumeration."""
    own, parent = node.field("name"), node.parent()
    held = _target(parent) if node.kind() == "class" and parent and parent.kind() in _HOLDERS else ""
    name = held or (own.text() if own is not None else "")
    if not name:
        return scope.inner("class", "")
    bases: list[Node] = []
    for child in node.named_children():
        if child.kind() in {"class_heritage", "extends_type_clause", "extends_clause"}:
            clauses = child.named_children()
            inner = [c for c in clauses if c.kind() in {"extends_clause", "implements_clause"}]
            rows = [base for clause in inner for base in clause.named_children()] if inner else clauses
            bases += [base for base in rows if base.kind() != "type_arguments"]
    form = Form(
        name=name, at=parent if held and parent is not None else node, body=node.field("body"),
        bases=tuple(defining.placed(reader, bases, scope)),
        decorators=_decorators(reader, node, name, scope),
    )  # fmt: skip
    opened = defining.type_(reader, node, scope, form)
    for each in dict.fromkeys((name, own.text() if own is not None else name)):
        if "." not in each:
            scope.bind(each, opened.prefix)
            reader.wanted.add(each)
    return opened


def namespace(reader: Reader, node: Node, scope: Scope) -> Scope | None:
    name = node.field("name")
    if name is None or name.kind() == "string":
        return None
    inner = scope.inner("module", name.text())
    scope.bind(name.text(), inner.prefix)
    return inner


def variables(reader: Reader, node: Node, scope: Scope) -> None:
    """`let` and `const` bind in their block, `var` in the function around it."""
    home = scope if node.kind() == "lexical_declaration" else scope.around()
    for each in node.named_children():
        if each.kind() == "variable_declarator":
            _variable(reader, each, home, scope)


def _variable(reader: Reader, node: Node, scope: Scope, here: Scope) -> None:
    name, value, annotation = node.field("name"), node.field("value"), node.field("type")
    if value is not None and value.kind() in FUNCTIONS | {"class"} and name and name.kind() == "identifier":
        return
    required = value is not None and script_imports.required(value, here)
    names = _pattern(scope, name, value, here)
    if annotation is not None and names:
        scope.bind(names[0], scopes.Typed(annotation), None, here)
    if required or (value is not None and value.kind() in {"identifier", "member_expression"}):
        reader.wanted.update(names)
    if required:
        reader.modules.add(script_imports.module(reader.path, required))
    if scope is reader.top and value is not None and _is_whole(reader, value, here):
        reader.aliases.update(dict.fromkeys(names, ()))  # what they stand for is told when all is bound


def field(reader: Reader, node: Node, scope: Scope) -> None:
    name, value = node.field("name") or node.field("property"), node.field("value")
    if name is not None and (value is None or value.kind() not in FUNCTIONS):
        for each in (value, _typed(node.field("type"))):
            if each is not None:
                scope.hold(name.text(), each, scope)


def assigned(reader: Reader, node: Node, scope: Scope) -> None:
    left, right = node.field("left"), node.field("right")
    if left is None or right is None:
        return
    if left.kind() == "identifier":
        home = scope.home(left.text(), False) or reader.top
        home.rebind(left.text(), None if right.kind() in FUNCTIONS else right, scope)
    elif left.kind() == "member_expression" and left.text().startswith("this."):
        owner, name = scope.enclosing("class"), left.field("property")
        if owner is not None and name is not None and left.text().count(".") == 1:
            owner.hold(name.text(), right, scope)


def assigned_if(reader: Reader, node: Node, scope: Scope) -> None:
    """`x ??= f`: x may be f from then on, unlike in `x += f`."""
    if is_choice(node):
        assigned(reader, node, scope)


def is_choice(node: Node) -> bool:
    """Whether an assignment with an operator gives the value itself, or leaves what is there."""
    operator = node.field("operator")
    return operator is not None and operator.text() in {"??=", "||=", "&&="}


def loop(reader: Reader, node: Node, scope: Scope) -> Scope:
    """`for (const x of y)`: x is of the loop alone, unless it is a `var`."""
    inner, word = scope.block(), node.field("kind")
    if word is not None:
        _pattern(scope.around() if word.text() == "var" else inner, node.field("left"), None)
    return inner


def caught(reader: Reader, node: Node, scope: Scope) -> Scope:
    inner = scope.block()
    _pattern(inner, node.field("parameter"), None)
    return inner
