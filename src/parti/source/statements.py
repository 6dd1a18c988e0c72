"""What the functions of a Python file do, statement by statement, written so that a copy reads the same.

Called for the `written-once` check alone: a file is read like this only where a document names helpers.
Names that only a function knows are numbered within each statement, so no statement changes another. Names
from elsewhere stand under the place that they come from; docstrings, annotations and imports are gone.
`return E` and `name = E` are one: no more changes where a body is written out instead of a call.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence

from parti.source import bodies, names, passages, scopes

_STEPS = 5
_SPELLED_OUT = 200
"""Words of a statement up to which the values in it are read one by one; a table of data holds no copy."""

_SKIPPED = (ast.Pass, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom)
_VALUES = (
    ast.Call, ast.BinOp, ast.BoolOp, ast.Compare, ast.Subscript, ast.JoinedStr, ast.Tuple, ast.List,
    ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp, ast.Await,
)  # fmt: skip
_FIXED = (ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.Tuple, ast.expr_context)
_LOCAL = ""
_PLAIN = "#"
"""What a plain value begins with, where a name stands for it."""


def of(tree: ast.Module, path: str, place: passages.Place) -> Iterator[passages.Passage]:
    """Each function that stands in no other, and the top of the file."""
    top = scopes.module(tree, path)
    reader = _Reader(place, at_top=True)
    yield passages.Passage("", 1, tuple(reader.body(tree.body, top, passages.Owner("", 1))))
    for body in bodies.of(tree, path):
        node = body.function
        if node is not None and len(body.outer) == 1:
            name = body.scope.prefix.removeprefix(top.prefix).lstrip(".")
            owner = passages.Owner(name, node.lineno)
            read = _Reader(place, at_top=False).body(node.body, body.scope, owner)
            yield passages.Passage(name, node.lineno, tuple(read))


def constants(tree: ast.Module, path: str, place: passages.Place) -> Iterator[tuple[str, str]]:
    """The names at the top of a file that stand for one plain value, each with its text."""
    top = scopes.module(tree, path)
    for name in top.bindings:
        value = _fixed(top, name)
        if value is not None:
            yield place.ours(f"{top.prefix}.{name}"), _dumped(value)


def _fixed(home: scopes.Scope, name: str) -> ast.expr | None:
    """The value of a name that is bound once, to numbers and texts alone."""
    values = home.bindings[name]
    value = values[0] if len(values) == 1 else None
    if not isinstance(value, ast.expr):
        return None
    return value if all(isinstance(each, _FIXED) for each in ast.walk(value)) else None


def _dumped(value: ast.expr) -> str:
    return f"{_PLAIN}{ast.dump(value)}"


class _Reader:
    """Reads the statements of one function or of the top of a file, with those of functions inside."""

    def __init__(self, place: passages.Place, *, at_top: bool) -> None:
        self._place = place
        self._at_top = at_top

    def body(
        self, nodes: Iterable[ast.stmt], scope: scopes.Scope, owner: passages.Owner
    ) -> Iterator[passages.Statement]:
        """The statements below some, in the order of the text; what a header opens follows it."""
        stack: list[tuple[ast.AST, scopes.Scope, passages.Owner]] = []
        stack.extend((each, scope, owner) for each in reversed(list(nodes)))
        while stack:
            node, here, within = stack.pop()
            made = isinstance(node, scopes.Function | ast.ClassDef)
            if made and self._at_top:
                continue  # a passage of its own, or the class around several
            found = self._statement(node, here, within)
            if found is not None:
                yield found
            inner, holder = here, within
            if isinstance(node, scopes.Function | ast.ClassDef):
                inner = scopes.nested(node, here)
            if isinstance(node, scopes.Function):
                holder = passages.Owner(f"{within.name}.{node.name}".lstrip("."), node.lineno)
            below: list[ast.AST] = [
                each for field in _BELOW for each in getattr(node, field, ()) if isinstance(each, _INNER)
            ]
            stack.extend((each, inner, holder) for each in reversed(below))

    def _statement(
        self, node: ast.AST, scope: scopes.Scope, owner: passages.Owner
    ) -> passages.Statement | None:
        parts = _parts(node)
        if parts is None:
            return None
        word, values = parts
        if isinstance(node, ast.Assign | ast.AnnAssign):
            word, values = self._assigned(node, scope)
        text = _Text(self._place, self._at_top)
        text.word(word, 0 if word == "=" else 1)
        for value in values:
            text.node(value, scope)
        return passages.Statement(
            text=text.text(),
            line=next(line for line in (_line(node), *map(_line, values), owner.line) if line),
            size=text.size,
            owner=owner,
            words=tuple(sorted(text.words)),
            called=frozenset(text.called),
            awaits=text.awaits or isinstance(node, ast.AsyncFor | ast.AsyncWith),
            values=self._values(values, scope) if text.size <= _SPELLED_OUT else frozenset(),
            gives_local=isinstance(node, ast.Return) and text.text() in _NOTHING,
        )

    def _assigned(
        self, node: ast.Assign | ast.AnnAssign, scope: scopes.Scope
    ) -> tuple[str, Sequence[ast.AST]]:
        """A value that gets a name of the function's own is the value alone."""
        value = node.value
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        plain = all(self._is_local(each, scope) for each in targets)
        if value is None or plain:
            return "=", [] if value is None else [value]
        return "set", [*targets, value]

    def _is_local(self, target: ast.expr, scope: scopes.Scope) -> bool:
        if isinstance(target, ast.Tuple | ast.List):
            return all(self._is_local(each, scope) for each in target.elts)
        if isinstance(target, ast.Starred):
            return self._is_local(target.value, scope)
        text = _Text(self._place, self._at_top)
        return isinstance(target, ast.Name) and text.means(target.id, scope, assigned=True) == _LOCAL

    def _values(self, nodes: Iterable[ast.AST], scope: scopes.Scope) -> frozenset[str]:
        """Each value that a statement makes on its way, as the statement that would give it back."""
        found: set[str] = set()
        stack = [(each, scope) for each in nodes]
        while stack:
            node, here = stack.pop()
            if isinstance(node, _VALUES):
                text = _Text(self._place, self._at_top)
                text.word("=", 0)
                text.node(node, here)
                found.add(text.text())
            inner = scopes.nested(node, here) if isinstance(node, ast.Lambda) else here
            stack.extend((each, inner) for each in ast.iter_child_nodes(node))
        return frozenset(found)


_BELOW = ("body", "handlers", "orelse", "finalbody", "cases")
_INNER = (ast.stmt, ast.ExceptHandler, ast.match_case)


_NOTHING = ("= $0", "= None")
"""What a last `return` may leave out: where the body is written out, the name is there already."""


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def _parts(node: ast.AST) -> tuple[str, Sequence[ast.AST]] | None:
    """The word of a statement and what it says itself, without what stands below; None for none."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.AnnAssign(value=None):
            return None
        case ast.Try() | ast.TryStar():
            return "try", ()
        case ast.Expr(value=value):
            return "do", (value,)
        case ast.Return(value=value):
            return "=", (ast.Constant(None) if value is None else value,)
        case ast.FunctionDef(decorator_list=given) | ast.AsyncFunctionDef(decorator_list=given):
            return "def" if isinstance(node, ast.FunctionDef) else "async def", given
        case ast.ClassDef(bases=bases, decorator_list=given):
            return "class", (*bases, *given)
        case ast.If(test=test) | ast.While(test=test):
            return type(node).__name__, (test,)
        case ast.For(target=target, iter=given) | ast.AsyncFor(target=target, iter=given):
            return type(node).__name__, (target, given)
        case ast.With(items=items) | ast.AsyncWith(items=items):
            return type(node).__name__, items
        case ast.ExceptHandler(type=given):
            return "except", () if given is None else (given,)
        case ast.Match(subject=subject):
            return "match", (subject,)
        case ast.match_case(pattern=pattern, guard=guard):
            return "case", (pattern,) if guard is None else (pattern, guard)
        case _ if isinstance(node, _SKIPPED):
            return None
        case _:
            return type(node).__name__, tuple(ast.iter_child_nodes(node))


class _Text:
    """One statement, or one value of it, while it is written."""

    def __init__(self, place: passages.Place, at_top: bool) -> None:
        self._place = place
        self._at_top = at_top
        self._parts: list[str] = []
        self._numbers: dict[str, int] = {}
        self.size = 0
        self.words: set[str] = set()
        self.called: set[str] = set()
        self.awaits = False

    def text(self) -> str:
        return " ".join(self._parts)

    def word(self, word: str, size: int = 1) -> None:
        self._parts.append(word)
        self.size += size

    def node(self, node: ast.AST, scope: scopes.Scope) -> None:
        """One node and all below it."""
        match node:
            case ast.Name(id=name) | ast.arg(arg=name):
                self._chain(name, (), scope)
            case ast.Attribute():
                self._attribute(node, scope)
            case ast.Call():
                self._call(node, scope)
            case ast.Constant(value=value):
                self.word(repr(value))
            case ast.keyword(arg=name, value=value):
                self._named(f"{name or '**'}=", name)
                self.node(value, scope)
            case ast.Lambda():
                self.word("lambda")
                self._below(node, scopes.nested(node, scope))
            case ast.BinOp():
                self._sum(node, scope)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                self._chain(name, (), scope)
                self._below(node, scope)
            case ast.MatchClass(kwd_attrs=fields):
                for each in fields:
                    self._named(each, each)
                self._below(node, scope)
            case ast.expr_context():
                pass
            case ast.operator() | ast.cmpop() | ast.unaryop() | ast.boolop():
                self.word(type(node).__name__)
            case _:
                waits = isinstance(node, ast.Await) or bool(getattr(node, "is_async", 0))
                self.awaits |= waits
                self.word(f"<{'await ' if waits else ''}{type(node).__name__}", 0)
                self._below(node, scope)
                self.word(">", 0)

    def _below(self, node: ast.AST, scope: scopes.Scope) -> None:
        for each in ast.iter_child_nodes(node):
            self.node(each, scope)

    def _sum(self, node: ast.BinOp, scope: scopes.Scope) -> None:
        """A sum of thousands of terms leans to the left; it is walked without recursion."""
        terms: list[tuple[ast.operator, ast.expr]] = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp):
            terms.append((left.op, left.right))
            left = left.left
        self.word(f"({len(terms)}", 0)
        self.node(left, scope)
        for operator, right in reversed(terms):
            self.word(type(operator).__name__)
            self.node(right, scope)

    def _named(self, text: str, word: str | None) -> None:
        self.word(text)
        self.words.update([word] if word else [])

    def _call(self, node: ast.Call, scope: scopes.Scope) -> None:
        match node:
            case ast.Call(func=ast.Name(id="getattr"), args=[held, ast.Constant(value=str(word))]):
                self._attribute(ast.Attribute(held, word, ast.Load()), scope)
                return
            case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=word)):
                self.called.add(f"super.{word}")
            case ast.Call(func=ast.Attribute(attr=word)):
                self.called.add(f"?.{word}")
            case _:
                pass
        before = len(self._parts)
        self.node(node.func, scope)
        self.called.add(self._parts[before])
        self.word("(")
        for each in node.args:
            self.node(each, scope)
        for keyword in sorted(node.keywords, key=lambda each: each.arg or ""):
            self.node(keyword, scope)
        self.word(")", 0)

    def _attribute(self, node: ast.Attribute, scope: scopes.Scope) -> None:
        attributes: list[str] = []
        held: ast.expr = node
        while isinstance(held, ast.Attribute):
            attributes.append(held.attr)
            held = held.value
        attributes.reverse()
        if isinstance(held, ast.Name):
            self._chain(held.id, attributes, scope)
            return
        self.node(held, scope)
        for each in attributes:
            self._named(f".{each}", each)

    def _chain(self, name: str, attributes: Sequence[str], scope: scopes.Scope) -> None:
        """A name with its attributes: numbered where only the function knows it, else by its origin."""
        meant = self.means(name, scope)
        if meant == _LOCAL:
            meant = f"${self._numbers.setdefault(name, len(self._numbers))}"
        elif not meant.startswith(_PLAIN):
            whole = self._place.ours(names.canonical(".".join([meant, *attributes])))
            meant, attributes = self._valued(whole)
            self.words.update([whole.rpartition(".")[2]] if "." in meant else [])
        self.word(meant, 1 + ("." in meant.strip(".")))
        for each in attributes:
            self._named(f".{each}", each)

    def _valued(self, whole: str) -> tuple[str, Sequence[str]]:
        """A dotted name, or the plain value that a name of ours stands for and the attributes of that."""
        _, dot, rest = whole.partition(".")
        head, *attributes = rest.split(".")
        value = self._place.constants.get(f".{head}") if dot and whole.startswith(".") else None
        return (whole, ()) if value is None else (value, attributes)

    def means(self, name: str, scope: scopes.Scope, *, assigned: bool = False, steps: int = _STEPS) -> str:
        """What a name stands for: a dotted name, a plain value, or nothing beyond the function.

        Args:
            assigned: the name is a target, and it is asked whether only the function knows it.
            steps: how many second names are followed.
        """
        found = scopes.lookup(scope, name)
        if found is None:
            builtin = names.bound(ast.Name(name), scope)
            return name if builtin else next(iter(scopes.starred(scope, name)), name)
        home, values = found
        if home.kind != "module":
            return _LOCAL if assigned or home.kind == "class" else self._inside(home, values, steps)
        brought = next((each for each in values if isinstance(each, str)), "")
        if brought or (assigned and self._at_top):
            return brought
        fixed = _fixed(home, name)
        if fixed is not None:
            return _dumped(fixed)
        other = _LOCAL if self._at_top else f"{home.prefix}.{name}"
        return self._followed(home, values, steps) or other

    def _inside(self, home: scopes.Scope, values: Sequence[scopes.Binding], steps: int) -> str:
        """A name of a function: what it brought in from elsewhere is known by its origin."""
        holder = home.parent.prefix if home.parent is not None and home.parent.kind == "class" else None
        for each in values:
            own = not isinstance(each, str) or each.endswith("()") or each == holder
            if isinstance(each, str) and not own and not each.startswith(f"{home.prefix}."):
                return each
        return self._followed(home, values, steps)

    def _followed(self, home: scopes.Scope, values: Sequence[scopes.Binding], steps: int) -> str:
        """A second name for something that was brought in: `digest = hashlib.sha256`."""
        node = values[0] if len(values) == 1 else None
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        if not (steps and attributes and isinstance(node, ast.Name)):
            return _LOCAL
        found = scopes.lookup(home, node.id)
        texts = [each for each in found[1] if isinstance(each, str)] if found is not None else []
        if not texts or texts[0].endswith("()"):
            return _LOCAL
        base = self.means(node.id, home, steps=steps - 1)
        return ".".join([base, *reversed(attributes)]) if base else _LOCAL
