"""What lets a sequence of Python grow: whether it is a map, which keys it is declared with, what adds one.

Called by `append_only`, and only where a file puts something at a place of the sequence. A list has places
and a map has keys: `x["new"] = f` is how a map grows, and says nothing of what is there. A key that is not
known is taken for new, since every registry that takes names as they come would be told otherwise.
"""

import ast
import re

import msgspec

from parti.constraints import constraint, origins
from parti.source import facts, python_facts

_MAPS = (
    r"(?:[Dd]ict|OrderedDict|[Dd]efault[Dd]ict|(?:Mutable)?Mapping|ChainMap|Counter"
    r"|Weak(?:Key|Value)Dictionary)"
)
_ANNOTATED = re.compile(rf"""["']?(?:(?:\w+\.)*(?:ClassVar|Final)\[["']?)?(?:\w+\.)*{_MAPS}\b""")
_MADE = re.compile(rf"(?:\w+\.)*{_MAPS}\Z")


class Declared(msgspec.Struct, frozen=True):
    """How a sequence is declared: as a map or as something else, with these literal keys."""

    is_map: bool
    keys: frozenset[object] = frozenset()


class Growing:
    """The declarations of sequences in one tree, each looked for once."""

    def __init__(self, origin: origins.Origins, tree: constraint.Tree) -> None:
        self._origin, self._tree = origin, tree
        self._known: dict[str, Declared | None] = {}

    def adds(self, full: str, key: ast.expr) -> bool:
        """Whether a value at this key is new there, as far as the declaration tells."""
        known = self._declared(full)
        if not isinstance(key, ast.Constant):
            return known is not None and known.is_map
        if known is None:
            return isinstance(key.value, str | bytes)
        return known.is_map and _key(key) not in known.keys

    def overwritten(self, full: str, value: ast.expr) -> str:
        """A literal key of a merged map that the declaration has, as it is written; empty where none is."""
        known = self._declared(full)
        if known is None:
            return ""
        match value:
            case ast.Dict(keys=keys):
                given = [_key(each) for each in keys if isinstance(each, ast.Constant)]
            case ast.Call(func=ast.Name(id="dict"), args=[], keywords=words):
                given = [(str, word.arg) for word in words if word.arg]
            case _:
                given = []
        return next((repr(each[1]) for each in given if each in known.keys), "")

    def _declared(self, full: str) -> Declared | None:
        if full not in self._known:
            self._known[full] = self._looked_for(full)
        return self._known[full]

    def _looked_for(self, full: str) -> Declared | None:
        parts = full.split(".")
        for at in range(len(parts) - 1, 0, -1):
            path = self._origin.exact(".".join(parts[:at]))
            if path:
                parsed = python_facts.parse(self._tree.text(path))
                return None if isinstance(parsed, facts.Problem) else _found(parsed, parts[at:])
        return None


def _found(parsed: ast.Module, names: list[str]) -> Declared | None:
    """The declaration of `NAME`, or of `Class.NAME`, in a module."""
    body = parsed.body
    for name in names[:-1]:
        classes = (each for each in body if isinstance(each, ast.ClassDef) and each.name == name)
        body = next((each.body for each in classes), [])
    for each in body:
        match each:
            case ast.Assign(targets=targets, value=value) if any(_is(one, names[-1]) for one in targets):
                return _read(None, value)
            case ast.AnnAssign(target=target, annotation=annotation, value=value) if _is(target, names[-1]):
                return _read(annotation, value)
            case _:
                pass
    return None


def _read(annotation: ast.expr | None, value: ast.expr | None) -> Declared | None:
    if isinstance(value, ast.Dict):
        literals = (_key(key) for key in value.keys if isinstance(key, ast.Constant))
        return Declared(is_map=True, keys=frozenset(literals))
    if isinstance(value, ast.Call) and _MADE.match(ast.unparse(value.func)):
        return Declared(is_map=True, keys=frozenset((str, word.arg) for word in value.keywords if word.arg))
    if isinstance(value, ast.DictComp):
        return Declared(is_map=True)
    if annotation is not None:
        return Declared(is_map=bool(_ANNOTATED.match(ast.unparse(annotation))))
    return (
        Declared(is_map=False) if isinstance(value, ast.List | ast.ListComp | ast.Set | ast.Tuple) else None
    )


def _key(node: ast.Constant) -> tuple[type, object]:
    """A literal key; `1` and `"1"` are two, and so are `1` and `True` for those who write them."""
    return type(node.value), node.value


def _is(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name
