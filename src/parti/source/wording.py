"""How one statement of Python is written so that a copy of it reads the same.

Called by `statements`, which says what the statements are and in which order they stand.
"""

import ast
from collections.abc import Sequence

from parti.source import names, passages, scopes, written

LOCAL = ""
"""What a name means that only the function knows."""

_PLAIN = "#"
"""What a plain value begins with, where a name stands for it."""

_STEPS = 5
_FIXED = (ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.Tuple, ast.expr_context)


def fixed(home: scopes.Scope, name: str) -> ast.expr | None:
    """The value of a name that is bound once, to numbers and texts alone."""
    values = home.bindings[name]
    value = values[0] if len(values) == 1 else None
    if not isinstance(value, ast.expr):
        return None
    return value if all(map(_is_fixed, ast.walk(value))) else None


def _is_fixed(node: ast.AST) -> bool:
    """Nothing and truth stand for what changes later, mostly."""
    if isinstance(node, ast.Constant):
        return node.value is not None and not isinstance(node.value, bool)
    return isinstance(node, _FIXED)


def plain(value: ast.expr) -> str:
    """A plain value, as it is written wherever a name stands for it."""
    return f"{_PLAIN}{ast.dump(value)}"


class Text(written.Written):
    """One statement, or one value of it, while it is written."""

    def __init__(self, place: passages.Place, at_top: bool) -> None:
        super().__init__(place)
        self._at_top = at_top

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
        if meant == LOCAL:
            meant = self.number(name)
        elif not meant.startswith(_PLAIN):
            said = ".".join([meant, *attributes])
            whole = self._place.ours(names.canonical(said))
            meant, attributes = self._valued(whole)
            last = said.rpartition(".")[2]
            self.words.update([last] if whole.endswith(last) else [])
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
            return LOCAL if assigned or home.kind == "class" else self._inside(home, values, steps)
        brought = next((each for each in values if isinstance(each, str)), "")
        if brought or (assigned and self._at_top):
            return brought
        value = fixed(home, name)
        if value is not None:
            return plain(value)
        other = LOCAL if self._at_top else f"{home.prefix}.{name}"
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
            return LOCAL
        found = scopes.lookup(home, node.id)
        texts = [each for each in found[1] if isinstance(each, str)] if found is not None else []
        if not texts or texts[0].endswith("()"):
            return LOCAL
        base = self.means(node.id, home, steps=steps - 1)
        return ".".join([base, *reversed(attributes)]) if base else LOCAL
