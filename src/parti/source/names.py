"""Resolves an expression to the dotted names that it may mean, undoing every alias on the way.

Called by `python_facts` for each call. `from json import dump as d`, `import json as j`,
`x = json.dump`, `getattr(json, "dump")`, `vars(json)["dump"]`, `partial(json.dump)` and
`importlib.import_module("json").dump` all come out as `json.dump`. An instance is written with `()`
(`pathlib.Path()`), a literal string with a leading `=`. Nothing is guessed: an unknown receiver resolves to
no name at all.
"""

import ast
import builtins
from collections.abc import Iterable

from parti.source import held, imports, scopes

_DEPTH = 40
_RENAMED = 4
"""How many names a variable is followed through, and how many values one of them may have."""

_LITERAL = (ast.Dict, ast.List, ast.Set, ast.Tuple, ast.DictComp, ast.ListComp, ast.SetComp)
_BUILTIN = frozenset(dir(builtins))
_MODULES = frozenset({"importlib.import_module", "__import__"})
_LOADED = "sys.modules"
_ASKS = frozenset({"get", "pop", "__getitem__", "__getattribute__"})
_PARTIALS = frozenset({"functools.partial", "functools.partialmethod"})
_FLUENT = ("absolute", "resolve", "expanduser", "joinpath", "with_name", "with_suffix", "with_stem")
_PATHS = frozenset(
    {f"pathlib.Path().{word}" for word in _FLUENT} | {"pathlib.Path.cwd", "pathlib.Path.home"}
)
_LISTED = frozenset({"pathlib.Path().glob", "pathlib.Path().rglob", "pathlib.Path().iterdir"})
_KEPT = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter"})
"""What holds what it was given."""
_SHOWN = 20
"""How many things of a collection that is written out are looked at."""
_CANONICAL = {
    "sqlite3.dbapi2": "sqlite3", "_sqlite3": "sqlite3", "_pickle": "pickle", "cPickle": "pickle",
    "_json": "json", "_csv": "csv", "_socket": "socket", "_ssl": "ssl", "_io": "io", "_pyio": "io",
    "_datetime": "datetime", "_pydatetime": "datetime", "_thread": "threading", "posix": "os", "nt": "os",
    "posixpath": "os.path", "ntpath": "os.path", "_posixsubprocess": "subprocess", "builtins": "",
    "pathlib.PosixPath": "pathlib.Path", "pathlib.WindowsPath": "pathlib.Path",
    "pathlib._local": "pathlib", "concurrent.futures.process": "concurrent.futures",
    "concurrent.futures.thread": "concurrent.futures",
}  # fmt: skip


def resolve(node: ast.AST | None, scope: scopes.Scope, depth: int = 0) -> tuple[str, ...]:
    """Every dotted name that an expression may mean; empty when nothing is known."""
    if depth > _DEPTH:
        return ()
    match node:
        case ast.Name(id=name):
            return _name(name, scope, depth)
        case ast.Attribute(value=value, attr=attr):
            return _attribute(value, attr, scope, depth)
        case ast.Call():
            return _call(node, scope, depth)
        case ast.Constant(value=str(text)):
            return (f"={text}",)
        case ast.Subscript(value=value, slice=key) if held.may_be_namespace(value):
            return _entry(resolve(value, scope, depth + 1), resolve(key, scope, depth + 1))
        case ast.BinOp(left=left, op=ast.Div()):
            return tuple(n for n in resolve(left, scope, depth + 1) if n.endswith("()"))
        case ast.IfExp(body=body, orelse=orelse):
            return (*resolve(body, scope, depth + 1), *resolve(orelse, scope, depth + 1))
        case ast.BoolOp(values=values):
            return tuple(name for value in values for name in resolve(value, scope, depth + 1))
        case ast.Await(value=value) | ast.NamedExpr(value=value):
            return resolve(value, scope, depth + 1)
        case scopes.Element(value=value):
            return tuple(name for name in _elements(value, scope, depth + 1) if name.endswith("()"))
        case _:
            return ()


def _elements(node: scopes.Binding, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    """What the things in a collection may be, as far as an annotation or what is written out tells."""
    if depth > _DEPTH:
        return ()
    match node:
        case scopes.Several(value=value):
            return resolve(value, scope, depth + 1)
        case ast.List(elts=values) | ast.Tuple(elts=values) | ast.Set(elts=values):
            return tuple(name for each in values[:_SHOWN] for name in resolve(each, scope, depth + 1))
        case ast.ListComp(elt=each) | ast.SetComp(elt=each) | ast.GeneratorExp(elt=each):
            return resolve(each, scope, depth + 1)
        case ast.Name(id=name):
            return _held_by(name, scope, depth)
        case ast.Call(func=function, args=given):
            made = resolve(function, scope, depth + 1)
            if not _LISTED.isdisjoint(made):
                return ("pathlib.Path()",)
            return _elements(given[0], scope, depth + 1) if given and not _KEPT.isdisjoint(made) else ()
        case _:
            return ()


def _held_by(name: str, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    """What the things in a collection with a name may be; remembered, as what a name itself may be is."""
    home, values = scopes.lookup(scope, name) or (scope, [])
    if name in home.elements:
        return home.elements[name]
    home.elements[name] = ()
    several = [one for each in values for one in _elements(each, home, depth + 1)]
    found = tuple(dict.fromkeys(several))
    if home.answers.idle():
        home.elements[name] = found
    else:  # what is being answered just now may not be whole yet
        del home.elements[name]
    return found


def called(name: str) -> str:
    """A resolved name as a fact states it: without the marks for instances, under its public name."""
    return "" if name.startswith("=") else canonical(name.replace("()", ""))


def canonical(name: str) -> str:
    """The public name of what has several: `_pickle.dumps` is `pickle.dumps`."""
    head = name
    while head:
        if head in _CANONICAL:
            return f"{_CANONICAL[head]}{name[len(head) :]}".lstrip(".")
        head = head.rpartition(".")[0]
    return name


def modules(node: ast.Call, scope: scopes.Scope) -> tuple[tuple[str, int], ...]:
    """What `import_module(…)` or `__import__(…)` imports, each with its level of dots; unknown is none."""
    found: list[tuple[str, int]] = []
    for text in _literal(node, scope, 0):
        name = text[1:].lstrip(".")
        level = len(text) - 1 - len(name)
        if not all(part.isidentifier() for part in name.split(".")) and (name or not level):
            continue
        if not level:
            found.append((name, 0))
            continue
        package = _package(node, scope)
        if package is not None:
            kept = package.split(".")
            if level <= len(kept):
                found.append((".".join([*kept[: len(kept) - level + 1], name]).strip("."), level))
    return tuple(found)


def _package(node: ast.Call, scope: scopes.Scope) -> str | None:
    """The package that a relative dynamic import starts from, when that can be told."""
    given = next((k.value for k in node.keywords if k.arg == "package"), None)
    given = node.args[1] if given is None and len(node.args) > 1 else given
    match given:
        case ast.Name(id="__package__"):
            return imports.absolute(scope.path, 1, "") or None
        case ast.Name(id="__name__"):
            return imports.module_name(scope.path) or None
        case ast.Constant(value=str(text)) if text:
            return text
        case _:
            return None


def certain(name: str) -> bool:
    """Whether a resolved name says truly what it is: no attribute of an unknown result is in it."""
    head, mark, tail = name.partition("()")
    if not mark:
        return True
    maker = head.rsplit(".", 1)[-1]
    return (maker[:1].isupper() or maker in _BUILTIN) and tail.count(".") <= 1 and "()" not in tail


def place(node: ast.AST, scope: scopes.Scope) -> str:
    """The dotted name of a variable itself, not of what it holds: for registries."""
    match node:
        case ast.Name(id=name):
            found = scopes.lookup(scope, name)
            if found is None:
                return name
            home, values = found
            if name not in home.places:
                text = next((v for v in values if isinstance(v, str)), None)
                plain = f"{home.prefix}.{name}".lstrip(".") if home.kind != "function" else ""
                home.places[name] = plain if text is None else text.replace("()", "")
            return home.places[name]
        case ast.Attribute(value=value, attr=attr):
            base = place(value, scope)
            return f"{base}.{attr}" if base else ""
        case _:
            return ""


def places(node: ast.AST, scope: scopes.Scope, depth: int = 0) -> tuple[str, ...]:
    """The dotted names of a variable: its own, and those of the variables that it is another name for."""
    own = place(node, scope)
    found = [own] if own else []
    if depth < _RENAMED and isinstance(node, ast.Attribute):
        found += [f"{base}.{node.attr}" for base in places(node.value, scope, depth + 1)]
    elif depth < _RENAMED and isinstance(node, ast.Name):
        home, values = scopes.lookup(scope, node.id) or (scope, [])
        for value in values[:_RENAMED]:
            if isinstance(value, ast.Name | ast.Attribute):
                found += places(value, home, depth + 1)
    return tuple(dict.fromkeys(found))


def bound(node: ast.AST, scope: scopes.Scope) -> bool:
    """Whether the first name of a dotted expression is bound anywhere in the file or is built in."""
    while isinstance(node, ast.Attribute):
        node = node.value
    if not isinstance(node, ast.Name):
        return True
    return node.id in _BUILTIN or scopes.lookup(scope, node.id) is not None


def _name(name: str, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    found = scopes.lookup(scope, name)
    if found is None:
        return (name,) if name in _BUILTIN else (name, *scopes.starred(scope, name))
    home, _ = found
    return _answer((home, name), depth)


def _answer(key: held.Key, depth: int) -> tuple[str, ...]:
    """What a name, or an attribute that a class keeps, may mean: found out once."""
    answers = key[0].answers
    below = 0 if answers.idle() else depth
    return answers.of(key, held.names, lambda each: _values(each, below))


def _values(key: held.Key, depth: int) -> tuple[str, ...]:
    """What all values of a name may mean; a literal of the module is at least itself."""
    home, name = key
    values = held.values(key)
    names: dict[str, None] = {}
    for value, here in values:
        names.update(dict.fromkeys([value] if isinstance(value, str) else resolve(value, here, depth + 1)))
    if not names and home.kind == "module" and any(isinstance(value, _LITERAL) for value, _ in values):
        return (f"{home.prefix}.{name}".lstrip("."),)
    return tuple(names)


def _attribute(value: ast.expr, attr: str, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    names: list[str] = []
    for base in resolve(value, scope, depth + 1):
        if base.startswith("="):
            continue
        if base.endswith("()"):
            names.extend(_member(base, attr, scope, depth))
        elif attr == "__call__":
            names.append(base)
        else:
            names.append(f"{base}.{attr}")
    return tuple(dict.fromkeys(names))


def _member(base: str, attr: str, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    if base == "pathlib.Path()" and attr == "parent":
        return (base,)
    owner = scopes.class_of(scope, base[:-2])
    key = held.kept(owner, attr) if owner is not None else None
    found = _answer(key, depth) if key is not None else ()
    waits = key is not None and key[0].answers.waits(key)
    return found if found or waits else (f"{base}.{attr}",)


def _call(node: ast.Call, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    names = list(operated(node, scope, depth))
    for name in () if names else resolve(node.func, scope, depth + 1):
        if name.startswith("="):
            continue
        if name == "super":
            names.extend(_super(node, scope, depth))
        elif name == "getattr":
            names.extend(_getattr(node, scope, depth))
        elif name == "vars" and node.args:
            held = resolve(node.args[0], scope, depth + 1)
            names.extend(f"{each}.__dict__" for each in held if each[:1] != "=" and "()" not in each)
        elif name in _MODULES:
            names.extend(module for module, _ in modules(node, scope))
        elif name in _PARTIALS and node.args:
            names.extend(resolve(node.args[0], scope, depth + 1))
        elif name in _PATHS:
            names.append("pathlib.Path()")
        elif asked := _asked(name, node, scope, depth):
            names.extend(asked)
        else:
            names.append(f"{name}()")
    return tuple(dict.fromkeys(names))


def _entry(holders: Iterable[str], keys: Iterable[str]) -> tuple[str, ...]:
    """`vars(json)["dump"]` is `json.dump`, and `sys.modules["json"]` is `json`."""
    words = [word[1:] for word in keys if word.startswith("=")]
    homes = [each.removesuffix(".__dict__") for each in holders if each.endswith(".__dict__")]
    modules = words if _LOADED in holders else []
    return (*(f"{home}.{word}" for home in homes for word in words), *modules)


def _asked(name: str, node: ast.Call, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    """What is asked for by name: `vars(json).get("dump")`, `json.__getattribute__("dump")`."""
    home, _, how = name.rpartition(".")
    if "()" in name or how not in _ASKS or not node.args:
        return ()
    holders = [f"{home}.__dict__" if how == "__getattribute__" else home]
    return _entry(holders, resolve(node.args[0], scope, depth + 1))


def operated(node: ast.Call, scope: scopes.Scope, depth: int = 0) -> tuple[str, ...]:
    """`attrgetter("dump")(json)` is `json.dump`, and `methodcaller("dump")(json)` what that gives."""
    maker = node.func
    if not isinstance(maker, ast.Call) or len(node.args) != 1 or not maker.args:
        return ()
    made = resolve(maker.func, scope, depth + 1)
    if made not in (("operator.attrgetter",), ("operator.methodcaller",)):
        return ()
    end = "()" if made[0].endswith("caller") else ""
    words = resolve(maker.args[0], scope, depth + 1)
    bases = [b for b in resolve(node.args[0], scope, depth + 1) if not b.startswith("=")]
    return tuple(f"{base}.{word[1:]}{end}" for base in bases for word in words if word.startswith("="))


def _super(node: ast.Call, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    """What stands behind `super()`: the bases of the class around it, or of the one that is named.

    A class without a base has its methods from nobody that could be named here; one whose bases cannot be
    told leaves it unknown whose they are.
    """
    named = resolve(node.args[0], scope, depth + 1) if node.args else ()
    owner = scopes.class_of(scope, named[0] if len(named) == 1 else "" if named else None)
    if owner is None or not owner.bases:
        return ("super()",)
    around = owner.parent or owner
    found = [name for each in owner.bases for name in resolve(each, around, depth + 1)]
    return tuple(dict.fromkeys(name for name in found if not name.endswith("()")))


def _getattr(node: ast.Call, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    if len(node.args) < 2:
        return ()
    words = [w[1:] for w in resolve(node.args[1], scope, depth + 1) if w.startswith("=")]
    bases = [b for b in resolve(node.args[0], scope, depth + 1) if not b.startswith("=")]
    return tuple(f"{base}.{word}" for base in bases for word in words)


def _literal(node: ast.Call, scope: scopes.Scope, depth: int) -> tuple[str, ...]:
    named = next((k.value for k in node.keywords if k.arg == "name"), None)
    first = node.args[0] if node.args else named
    return tuple(n for n in resolve(first, scope, depth + 1) if n.startswith("="))
