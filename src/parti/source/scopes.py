"""Scopes of a Python file: which name is bound to what, before anything is resolved.

Called by `python_facts` when it enters a module, a class or a function; read by `names`. A binding is
a dotted name, an expression still to be resolved, or None when nothing can be known. All bindings
of a name are kept, since `try: import ujson as json / except: import json` means both.
"""

import ast
from collections.abc import Iterable, Iterator

import msgspec

from parti.source import imports
from parti.source.answers import Answers
from parti.source.spelling import spelled

Binding = str | ast.expr | None
Function = ast.FunctionDef | ast.AsyncFunctionDef

_SCOPED = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda})
_BARE = frozenset({ast.Name, ast.Constant, ast.Import, ast.ImportFrom})
_IDLE = frozenset({ast.Load, ast.Store, ast.Del, ast.Constant, ast.Add, ast.Sub, ast.Div, ast.Mod})
_BINDING = frozenset(
    {ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef}
    | {ast.ClassDef, ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.withitem, ast.For, ast.AsyncFor}
    | {ast.comprehension, ast.ExceptHandler, ast.MatchAs, ast.MatchStar}
)
_AROUND = frozenset({"Optional", "Annotated", "Final", "ClassVar"})
"""What stands around a type and leaves it what it is."""

_COLLECTIONS = frozenset(
    {"list", "List", "set", "Set", "frozenset", "FrozenSet", "tuple", "Tuple", "deque", "Sequence"}
    | {
        "MutableSequence",
        "Iterable",
        "Iterator",
        "Generator",
        "Collection",
        "AsyncIterator",
        "AsyncIterable",
    }
)
"""What holds several of the first type that it names."""

_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")
Scoped = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda


class Element(ast.expr):
    """One of what `value` holds, as the target of a loop is."""

    _fields = ("value",)

    def __init__(self, value: ast.expr) -> None:
        super().__init__()
        self.value = value


class Several(ast.expr):
    """A collection of what `value` is, as an annotation names it."""

    _fields = ("value",)

    def __init__(self, value: ast.expr) -> None:
        super().__init__()
        self.value = value


class Scope(msgspec.Struct, eq=False):
    """One scope under construction; `prefix` is the dotted name of what it belongs to.

    `answers`, which all scopes of a file share, `places` and `elements` remember what `names` found out: a
    name that is bound a hundred times, each time from itself, would otherwise be followed along every path.
    """

    kind: str
    path: str
    prefix: str
    parent: "Scope | None" = None
    bindings: dict[str, list[Binding]] = {}
    members: dict[str, list[tuple[Binding, "Function | None"]]] = {}
    answers: "Answers[tuple[Scope, str]]" = msgspec.field(default_factory=Answers)
    places: dict[str, str] = {}
    elements: dict[str, tuple[str, ...]] = {}
    stars: list[str] = []
    bases: tuple[ast.expr, ...] = ()
    inner: dict[ast.AST, "Scope"] = {}

    def bind(self, name: str, value: Binding) -> None:
        self.bindings.setdefault(name, []).append(value)


def module(tree: ast.Module, path: str) -> Scope:
    """The scope of a whole file."""
    scope = Scope("module", path, imports.module_name(path) if path else "")
    _gather(scope, tree.body)
    return scope


def nested(node: Scoped, parent: Scope) -> Scope:
    """The scope of a function, lambda or class inside another; gathered once."""
    if node not in parent.inner:
        parent.inner[node] = _nested(node, parent)
    return parent.inner[node]


def _nested(node: Scoped, parent: Scope) -> Scope:
    name = getattr(node, "name", "<lambda>")
    prefix = f"{parent.prefix}.{name}".lstrip(".")
    if isinstance(node, ast.ClassDef):
        scope = Scope("class", parent.path, prefix, parent, answers=parent.answers)
        scope.bases = tuple(each.value if isinstance(each, ast.Subscript) else each for each in node.bases)
        _gather(scope, node.body)
        _members(scope, node)
        return scope
    scope = Scope("function", parent.path, prefix, parent, answers=parent.answers)
    _parameters(scope, node)
    _gather(scope, node.body if isinstance(node.body, list) else [node.body])
    return scope


def taken(tree: ast.Module, scope: Scope) -> dict[str, tuple[str, ...]]:
    """The names that a module's own imports bind, each with what it stands for."""
    made = dict.fromkeys(
        alias.asname or alias.name.split(".", 1)[0]
        for node in statements(tree.body)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    )
    bound = {name: scope.bindings.get(name, ()) for name in made}
    return {
        name: tuple(dict.fromkeys(v for v in values if isinstance(v, str)))
        for name, values in bound.items()
    }


def lookup(scope: Scope, name: str) -> tuple[Scope, list[Binding]] | None:
    """Where a name is bound, seen from a scope; class bodies are invisible to their methods."""
    here: Scope | None = scope
    while here is not None:
        visible = here is scope or here.kind != "class"
        if visible and name in here.bindings:
            return here, here.bindings[name]
        here = here.parent
    return None


def starred(scope: Scope, name: str) -> tuple[str, ...]:
    """What an unbound name may be through the star imports of the file."""
    here: Scope | None = scope
    while here is not None:
        if here.stars:
            return tuple(f"{module}.{name}" for module in here.stars)
        here = here.parent
    return ()


def class_of(scope: Scope, prefix: str | None) -> Scope | None:
    """The enclosing class scope with this dotted name; the innermost one where none is given."""
    here: Scope | None = scope
    while here is not None:
        if here.kind == "class" and prefix in (None, here.prefix):
            return here
        here = here.parent
    return None


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes below a node that can bind or do something; a hot loop, hence no `iter_child_nodes`."""
    found: list[ast.AST] = []
    for value in node.__dict__.values():
        if value.__class__ is list:
            found.extend(each for each in value if isinstance(each, ast.AST))
        elif isinstance(value, ast.AST) and value.__class__ not in _IDLE:
            found.append(value)
    return found


def own(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Every node that runs in this scope: nested functions, classes and lambdas are not entered."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        yield node
        kind = node.__class__
        if kind not in _SCOPED and kind not in _BARE:
            stack.extend(children(node))


def statements(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Every statement of a scope, without the expressions in them."""
    stack = list(body)
    while stack:
        node = stack.pop()
        yield node
        if node.__class__ in _SCOPED:
            continue
        for name in _BODIES:
            stack.extend(getattr(node, name, ()))


def instance(annotation: ast.expr) -> ast.expr | None:
    """An expression with the type that an annotation names: `p: Path` is as good as `p = Path()`."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value, mode="eval").body
        except (SyntaxError, ValueError):
            return None
    if isinstance(annotation, ast.BinOp):
        return _either([annotation.left, annotation.right])
    if isinstance(annotation, ast.Subscript):
        inner = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
        word = spelled(annotation.value).rpartition(".")[2]
        if word in _COLLECTIONS:
            held = instance(inner[0])
            return Several(held) if held is not None else None
        return _either(inner[:1] if word in _AROUND else inner if word == "Union" else [])
    if isinstance(annotation, ast.Name | ast.Attribute):
        return ast.Call(func=annotation, args=[], keywords=[])
    return None


def _either(annotations: Iterable[ast.expr]) -> ast.expr | None:
    """One of several types: `p: str | Path` is a `Path` as well as a `str`."""
    found = [each for each in map(instance, annotations) if each is not None]
    return ast.BoolOp(op=ast.Or(), values=found) if len(found) > 1 else next(iter(found), None)


def _gather(scope: Scope, body: Iterable[ast.AST]) -> None:
    outer: set[str] = set()
    for node in own(body):
        if node.__class__ not in _BINDING:
            continue
        if isinstance(node, ast.Global | ast.Nonlocal):
            outer.update(node.names)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            _imported(scope, node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            scope.bind(node.name, f"{scope.prefix}.{node.name}".lstrip("."))
        else:
            _assigned(scope, node)
    for name in outer:
        scope.bindings.pop(name, None)


def _imported(scope: Scope, node: ast.Import | ast.ImportFrom) -> None:
    if isinstance(node, ast.Import):
        for alias in node.names:
            top = alias.name.split(".", 1)[0]
            scope.bind(alias.asname or top, alias.name if alias.asname else top)
        return
    base = imports.absolute(scope.path, node.level, node.module or "")
    for alias in node.names:
        if alias.name == "*":
            scope.stars.append(base)
        else:
            scope.bind(alias.asname or alias.name, f"{base}.{alias.name}".lstrip("."))


def _assigned(scope: Scope, node: ast.AST) -> None:
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                _target(scope, target, value)
        case ast.AnnAssign(target=ast.Name(id=name), value=value, annotation=annotation):
            scope.bind(name, value)
            scope.bind(name, instance(annotation))
        case ast.NamedExpr(target=ast.Name(id=name), value=value):
            scope.bind(name, value)
        case ast.withitem(optional_vars=ast.expr() as target, context_expr=value):
            _target(scope, target, value)
        case (
            ast.For(target=target, iter=source)
            | ast.AsyncFor(target=target, iter=source)
            | ast.comprehension(target=target, iter=source)
        ):
            _target(scope, target, ast.copy_location(Element(source), source))
        case (
            ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name))
        ):
            scope.bind(name, None)
        case _:
            pass


def _target(scope: Scope, target: ast.expr, value: ast.expr | None) -> None:
    if isinstance(target, ast.Name):
        scope.bind(target.id, value)
    elif isinstance(target, ast.Starred):
        _target(scope, target.value, None)
    elif isinstance(target, ast.Tuple | ast.List):
        pairs: list[ast.expr | None] = [None] * len(target.elts)
        if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
            pairs = list(value.elts)
        for part, partner in zip(target.elts, pairs, strict=True):
            _target(scope, part, partner)


def _parameters(scope: Scope, node: Function | ast.Lambda) -> None:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    for argument in every:
        scope.bind(argument.arg, instance(argument.annotation) if argument.annotation else None)
    for rest in (arguments.vararg, arguments.kwarg):
        if rest is not None:
            scope.bind(rest.arg, None)
    owner = scope.parent
    if owner is None or owner.kind != "class" or isinstance(node, ast.Lambda):
        return
    decorators = {spelled(d) for d in node.decorator_list}
    first = next(iter([*arguments.posonlyargs, *arguments.args]), None)
    if first is not None and "staticmethod" not in decorators:
        scope.bindings[first.arg] = [owner.prefix if "classmethod" in decorators else f"{owner.prefix}()"]


def _members(scope: Scope, node: ast.ClassDef) -> None:
    """What `self.x` may be: class-level annotations and `self.x = …` in any method."""
    scope.members = {name: [(value, None) for value in values] for name, values in scope.bindings.items()}
    for method in node.body:
        if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for inner in statements(method.body):
            if isinstance(inner, ast.Assign):
                for target in inner.targets:
                    _member(scope, target, inner.value, method)
            elif isinstance(inner, ast.AnnAssign):
                _member(scope, inner.target, instance(inner.annotation), method)


def _member(scope: Scope, target: ast.expr, value: ast.expr | None, method: Function) -> None:
    match target:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            scope.members.setdefault(name, []).append((value, method))
        case _:
            pass
