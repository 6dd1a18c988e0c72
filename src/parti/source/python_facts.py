"""Reads one Python file into facts, with the standard library's `ast`: one pass a text.

Called by whoever holds a tree, once a file; `facts` says what comes out, `names` how names are
resolved. A file that cannot be parsed yields a `Problem`, never an exception, because one broken
file must not stop the check of all others.
"""

import ast
import warnings
from collections.abc import Iterable, Sequence

import msgspec

from parti.source import answers, definitions, facts, imports, modes, names, registrations, scopes, texts
from parti.source.spelling import spelled

_SILENT = frozenset({ast.Constant, ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal, ast.alias})
_VARIABLES = frozenset(
    {"os.getenv", "os.environ.get", "os.environ.pop", "os.environ.setdefault", "os.environ.__getitem__"}
)
_MENTIONED = frozenset({"open", "print", "eval", "exec", "input", "compile", "__import__"})


def parse(text: str) -> ast.Module | facts.Problem:
    """The syntax tree of a text, or why there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.removeprefix("\ufeff"))
    except SyntaxError as error:
        return facts.Problem(error.lineno or 1, error.msg or "invalid syntax")
    except (ValueError, RecursionError, MemoryError) as error:
        return facts.Problem(1, str(error) or "nested too deeply")


def extract(text: str, path: str = "") -> facts.Facts:
    """The facts of a file. The path makes names absolute; without it they stay as written."""
    tree = parse(text)
    if isinstance(tree, facts.Problem):
        return facts.Facts(problem=tree)
    try:
        return _gathered(tree, path)
    except RecursionError:
        return facts.Facts(problem=facts.Problem(1, "nested too deeply"))
    except answers.TooMany:
        return facts.Facts(problem=facts.Problem(1, answers.TOO_MANY))


def _gathered(tree: ast.Module, path: str) -> facts.Facts:
    scope = scopes.module(tree, path)
    collector = _Collector()
    collector.body(tree.body, scope, _Where())
    return facts.Facts(
        module=scope.prefix,
        imports=tuple(collector.imports),
        calls=tuple(collector.calls),
        definitions=tuple(collector.definitions),
        registrations=tuple(registrations.standing(collector.registrations, tree, scope)),
        swallows=tuple(collector.swallows),
        names=frozenset(scope.bindings),
        aliases=scopes.taken(tree, scope),
        raises=tuple(collector.raises),
        environment=tuple(collector.environment),
    )


class _Where(msgspec.Struct, frozen=True):
    """Where the walk is: the enclosing function, and under which conditions."""

    owner: str = ""
    lazy: bool = False
    typing: bool = False
    conditional: bool = False

    def inside(self, name: str, lazy: bool) -> "_Where":
        owner = f"{self.owner}.{name}".lstrip(".")
        return _Where(owner, self.lazy or lazy, self.typing, self.conditional)

    def under(self, typing: bool) -> "_Where":
        return _Where(self.owner, self.lazy, self.typing or typing, self.conditional or not typing)


class _Collector:
    """The facts gathered so far; lives for one extraction."""

    def __init__(self) -> None:
        self.imports: list[facts.Import] = []
        self.calls: list[facts.Call] = []
        self.definitions: list[facts.Definition] = []
        self.registrations: list[facts.Registration] = []
        self.swallows: list[facts.Swallow] = []
        self.raises: list[facts.Raise] = []
        self.environment: list[facts.EnvironmentRead] = []

    def body(self, nodes: Iterable[ast.AST], scope: scopes.Scope, where: _Where) -> None:
        for node in nodes:
            self.node(node, scope, where)

    def node(self, node: ast.AST, scope: scopes.Scope, where: _Where) -> None:
        """One node: what it says, then its children in their own scope and condition."""
        if node.__class__ in _SILENT:
            return
        if node.__class__ in registrations.MAKING:
            self.registrations.extend(registrations.found(node, scope))
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self._definition(node, scope, where)
            case ast.Lambda(body=body):
                self.body(ast.iter_child_nodes(node.args), scope, where)
                self.node(body, scopes.nested(node, scope), where)
            case ast.Import() | ast.ImportFrom():
                self._import(node, scope, where)
            case ast.Call():
                self._call(node, scope, where)
            case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()):
                self._mention(node, scope, where, "reference")
            case ast.Subscript(value=value, slice=key, ctx=ast.Load()) if "os.environ" in names.resolve(
                value, scope
            ):
                self._variable(key, node, scope, where)
                self.body([value, key], scope, where)
            case ast.Subscript(ctx=ast.Load()):
                for name in names.resolve(node, scope):
                    self._add(name, name.rsplit(".", 1)[-1], node, where, "reference")
                self.body(scopes.children(node), scope, where)
            case ast.AugAssign(target=ast.Name() | ast.Attribute() as target, value=value):
                self._mention(target, scope, where, "reference")
                self.node(value, scope, where)
            case ast.If(test=test, body=body, orelse=orelse):
                self.node(test, scope, where)
                there = len(self.registrations)
                self.body(body, scope, where.under("TYPE_CHECKING" in spelled(test)))
                if registrations.never(test):
                    del self.registrations[there:]
                self.body(orelse, scope, where.under(False))
            case ast.Try() | ast.TryStar():
                self._try(node, scope, where)
            case ast.Assign():
                made = definitions.made(node, where.owner, scope)
                self.definitions.extend([made] if made is not None else [])
                self.body(scopes.children(node), scope, where)
            case ast.AnnAssign(target=target, value=value):
                self.body([n for n in (target, value) if n is not None], scope, where)
            case ast.Raise(exc=ast.expr() as error):
                plain = error.func if isinstance(error, ast.Call) else error
                self.raises.append(facts.Raise(where.owner, node.lineno, spelled(plain)))
                self.body(scopes.children(node), scope, where)
            case ast.BinOp():
                self._chain(node, scope, where)
            case _:
                self.body(scopes.children(node), scope, where)

    def _chain(self, node: ast.BinOp, scope: scopes.Scope, where: _Where) -> None:
        """A sum of thousands of terms leans to the left; it is walked without recursion."""
        left: ast.expr = node
        while isinstance(left, ast.BinOp):
            self.node(left.right, scope, where)
            left = left.left
        self.node(left, scope, where)

    def _definition(self, node: scopes.Function | ast.ClassDef, scope: scopes.Scope, where: _Where) -> None:
        is_class = isinstance(node, ast.ClassDef)
        inner = where.inside(node.name, lazy=not is_class)
        self.definitions.append(definitions.described(node, inner.owner, scope))
        for decorator in node.decorator_list:
            self._decorator(decorator, f"{scope.prefix}.{node.name}".lstrip("."), scope)
            self.node(decorator, scope, where)
        if isinstance(node, ast.ClassDef):
            self.body([*node.bases, *(k.value for k in node.keywords)], scope, where)
        else:
            self.body([*node.args.defaults, *(d for d in node.args.kw_defaults if d)], scope, where)
        self.body(node.body, scopes.nested(node, scope), inner)

    def _decorator(self, node: ast.expr, value: str, scope: scopes.Scope) -> None:
        call = isinstance(node, ast.Call)
        name = names.place(node.func if isinstance(node, ast.Call) else node, scope)
        key = ""
        if isinstance(node, ast.Call) and call and node.args and isinstance(node.args[0], ast.Constant):
            key = node.args[0].value if isinstance(node.args[0].value, str) else spelled(node.args[0])
        if name:
            self.registrations.append(
                facts.Registration(registry=name, value=value, line=node.lineno, key=key, how="decorator")
            )

    def _import(self, node: ast.Import | ast.ImportFrom, scope: scopes.Scope, where: _Where) -> None:
        if isinstance(node, ast.Import):
            self.imports.extend(_imported(alias.name, (), 0, node, where) for alias in node.names)
            return
        module = imports.absolute(scope.path, node.level, node.module or "")
        taken = tuple(alias.name for alias in node.names)
        self.imports.append(_imported(module, taken, node.level, node, where))

    def _try(self, node: ast.Try | ast.TryStar, scope: scopes.Scope, where: _Where) -> None:
        under = where.under(False)
        self.body(node.body, scope, under)
        for handler in node.handlers:
            how = modes.silence(handler.body)
            if how:
                self.swallows.append(facts.Swallow(where.owner, handler.lineno, how))
            self.body([handler], scope, under)
        self.body(node.orelse, scope, under)
        self.body(node.finalbody, scope, where)

    def _call(self, node: ast.Call, scope: scopes.Scope, where: _Where) -> None:
        self._named(node.func, node.args, node, scope, where, "call")
        for name in names.resolve(node.func, scope):
            if name in {"importlib.import_module", "__import__"}:
                for module, level in names.modules(node, scope):
                    self.imports.append(_imported(module, (), level, node, where, dynamic=True))
            elif name in _VARIABLES:
                self._variable(node.args[0] if node.args else None, node, scope, where)
        self._dynamic_name(node, scope, where)
        inner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if inner is not None and not isinstance(inner, ast.Name | ast.Attribute):
            self.node(inner, scope, where)
        elif not isinstance(node.func, ast.Name | ast.Attribute):
            self.node(node.func, scope, where)
        for at, argument in enumerate(node.args):
            if isinstance(argument, ast.Name | ast.Attribute):
                self._named(argument, node.args[at + 1 :], node, scope, where, "argument")
            else:
                self.node(argument, scope, where)
        for keyword in node.keywords:
            self.node(keyword.value, scope, where)

    def _variable(self, key: ast.expr | None, node: ast.expr, scope: scopes.Scope, where: _Where) -> None:
        """An environment variable that is read; its name may stand in a constant."""
        for name in names.resolve(key, scope):
            if name.startswith("="):
                self.environment.append(facts.EnvironmentRead(name[1:], node.lineno, where.owner))

    def _dynamic_name(self, node: ast.Call, scope: scopes.Scope, where: _Where) -> None:
        """`getattr(json, "dump")` mentions `json.dump`."""
        if isinstance(node.func, ast.Name) and node.func.id == "getattr":
            for name in names.resolve(node, scope):
                self._add(name, name.rsplit(".", 1)[-1], node, where, "reference")

    def _mention(
        self, node: ast.Name | ast.Attribute, scope: scopes.Scope, where: _Where, how: facts.How
    ) -> None:
        """A name that is not called: kept when it comes from an import or opens something."""
        resolved = names.resolve(node, scope)
        for name in resolved:
            if ("." in name or name in _MENTIONED) and "()" not in name:
                self._add(name, name.rsplit(".", 1)[-1], node, where, how, sure=names.bound(node, scope))
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        if not isinstance(inner, ast.Name):
            self.node(inner, scope, where)

    def _named(
        self,
        function: ast.expr,
        arguments: Sequence[ast.expr],
        node: ast.Call,
        scope: scopes.Scope,
        where: _Where,
        how: facts.How,
    ) -> None:
        """A call of, or an argument that is, a function by name."""
        if how == "argument":
            if not isinstance(function, ast.Name | ast.Attribute):
                return
            if modes.last(function) not in modes.OPENERS:
                self._mention(function, scope, where, "argument")
                return
        method = modes.last(function)
        resolved = [n for n in names.resolve(function, scope) if not n.endswith("()")]
        if method in texts.SHARED and isinstance(function, ast.Attribute):
            resolved = [f"str.{method}"] if texts.is_text(function.value, scope) else resolved
        for name in resolved or ([""] if method and how == "call" else []):
            word = name.rsplit(".", 1)[-1] if name else method
            opens = word in modes.OPENERS
            mode = modes.mode(names.called(name), arguments, node.keywords, scope) if opens else None
            place = function if how == "argument" else node
            self._add(name, word, place, where, how, mode, names.bound(function, scope))

    def _add(
        self,
        name: str,
        method: str,
        node: ast.expr,
        where: _Where,
        how: facts.How,
        mode: facts.Mode = None,
        sure: bool = True,
    ) -> None:
        """Keeps a call; a receiver that nothing binds (`sure` is false) is not certain."""
        if name.startswith("="):
            return
        if len(self.calls) >= answers.MOST:
            raise answers.TooMany
        call = node if how == "call" and isinstance(node, ast.Call) else None
        self.calls.append(
            facts.Call(
                name=names.called(name),
                method=method,
                line=node.lineno,
                column=node.col_offset + 1,
                owner=where.owner,
                how=how,
                certain=bool(name) and names.certain(name) and (sure or "." not in name),
                mode=mode,
                keywords=tuple(k.arg or "**" for k in call.keywords) if call else (),
                first=_first(call) if call else "",
                given=_given(call) if call else None,
            )
        )


def _given(call: ast.Call) -> int | None:
    """How many arguments stand without a name; None where a star may bring any."""
    return None if any(isinstance(each, ast.Starred) for each in call.args) else len(call.args)


def _first(call: ast.Call) -> str:
    """The first argument of a call when it is a literal string."""
    match call.args:
        case [ast.Constant(value=str(text)), *_]:
            return text
        case _:
            return ""


def _imported(
    module: str, taken: tuple[str, ...], level: int, node: ast.AST, where: _Where, dynamic: bool = False
) -> facts.Import:
    return facts.Import(
        module=module,
        names=taken,
        level=level,
        line=getattr(node, "lineno", 0),
        column=getattr(node, "col_offset", 0) + 1,
        lazy=where.lazy,
        typing=where.typing,
        conditional=where.conditional,
        dynamic=dynamic,
    )
