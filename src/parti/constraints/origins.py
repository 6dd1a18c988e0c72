"""Where a name that came through our own modules really comes from.

Called by the kinds that name primitives. `from app.serializer import pickle` makes `pickle.dumps` look like
a function of ours; here it becomes `pickle.dumps` again. A receiver that turns out to be a variable of
ours is unknown, since what a variable holds is not told by its name.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from parti.constraints import constraint, inherited
from parti.constraints import tree as trees
from parti.source import facts, imports, languages, names

_STEPS = 8
_RENAMED = re.compile(r"\bas\b(?:\s|\\|#[^\n]*\n)*(\w+)")

_Found = tuple[tuple[str, bool], ...]
_Asked = dict[tuple[str, int], _Found]


class Origins:
    """The origins of names in one tree; remembers what it found."""

    def __init__(self, tree: constraint.Tree) -> None:
        self._tree = tree
        self._modules = {**_elsewhere(tree), **imports.by_module(tree.paths())}
        self._ours = imports.first_party(tree.paths()) | {name.split(".", 1)[0] for name in self._modules}
        self._tails: dict[str, list[str]] = {}
        for name in self._modules:
            self._tails.setdefault(name.rpartition(".")[2], []).append(name)
        self._classes: inherited.Classes | None = None
        self._known: dict[str, _Found] = {}
        self._bound: dict[str, frozenset[str]] = {}
        self._handed: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def of(self, call: facts.Call) -> tuple[facts.Call, ...]:
        """The call under each name that it may truly have; itself when it is not ours."""
        if "." not in call.name or call.name.split(".", 1)[0] not in self._ours:
            return (call,)
        if call.name not in self._known:
            self._known[call.name] = self._origins(call.name, _STEPS, {})
        return tuple(
            msgspec.structs.replace(call, name=name, certain=call.certain and sure)
            for name, sure in self._known[call.name]
        )

    def handed(self, module: str, words: Iterable[str]) -> tuple[str, ...]:
        """The new names under which a module of ours takes in any of the words; told without a parse."""
        key = (module, tuple(words))
        if key not in self._handed:
            renamed = re.compile(rf"\b(?:{'|'.join(map(re.escape, key[1]))})[ \t]+as[ \t]+(\w+)")
            paths = self.paths(module)
            found = renamed.findall(self._tree.text(paths[0])) if paths else ()
            self._handed[key] = tuple(dict.fromkeys(found))
        return self._handed[key]

    def methods(self, name: str, known: facts.Facts) -> Iterator[str]:
        """A method under the names of the classes that hand it down; see `inherited`."""
        return self._inherited().methods(name, known)

    def above(self, name: str, path: str) -> frozenset[str]:
        """Every class that a class of this file derives from; see `inherited`."""
        return self._inherited().above(name, path)

    def _inherited(self) -> inherited.Classes:
        if self._classes is None:
            self._classes = inherited.Classes(self._tree, self._places)
        return self._classes

    def _places(self, name: str) -> Iterator[tuple[str, str]]:
        """The files of ours that a name may be defined in, with its name inside, after every alias."""
        for each in self.of(facts.Call(name=name, method="", line=0, column=0, how="reference")):
            parts = each.name.split(".")
            ends = range(len(parts) - 1, 0, -1) if parts[0] in self._ours else ()
            for at in ends:
                paths = self.paths(".".join(parts[:at]))
                yield from ((path, ".".join(parts[at:])) for path in paths)
                if paths:
                    break

    def may_hand(self, name: str) -> bool:
        """Whether a name may be one that its module of ours only imports: told without a parse."""
        parts = name.split(".")
        for at in range(len(parts) - 1, 0, -1):
            paths = self.paths(".".join(parts[:at]))
            if paths:
                path = paths[0]
                if path not in self._bound:
                    self._bound[path] = _bound(self._tree, path)
                return parts[at] in self._bound[path]
        return False

    def exact(self, module: str) -> str:
        """The Python file that is a module by its whole name; empty where there is none."""
        path = self._modules.get(module, "")
        return path if path.endswith(".py") else ""

    def paths(self, module: str) -> tuple[str, ...]:
        """The files that a module may be, looked for among those that end in the same word."""
        exact = self._modules.get(module)
        if exact is not None:
            return (exact,)
        near = {name: self._modules[name] for name in self._tails.get(module.rpartition(".")[2], ())}
        return imports.paths_of(module, near)

    def _origins(self, name: str, steps: int, asked: _Asked) -> _Found:
        """(name, whether its receiver is known) after every alias on the way is undone, each once.

        Modules that hand one name to one another in a ring would else be gone through on every way.
        """
        if (name, steps) not in asked:
            asked[name, steps] = self._undone(name, steps, asked)
        return asked[name, steps]

    def _undone(self, name: str, steps: int, asked: _Asked) -> _Found:
        parts = name.split(".")
        for at in range(len(parts) - 1, 0, -1):
            paths = self.paths(".".join(parts[:at]))
            if paths:
                known = trees.facts(self._tree, paths[0])
                targets = known.aliases.get(parts[at], ()) if steps else ()
                rest = parts[at + 1 :]
                through = [names.canonical(".".join([target, *rest])) for target in targets]
                if through and through != [name]:
                    ways = (self._origins(each, steps - 1, asked) for each in through)
                    return tuple(dict.fromkeys(found for way in ways for found in way))
                defined = any(each.name == parts[at] for each in known.definitions)
                return ((name, defined or not rest),)
        return ((name, True),)


def _bound(tree: constraint.Tree, path: str) -> frozenset[str]:
    """Every name that the imports of a Python file may bind, and some more."""
    words = set(_RENAMED.findall(tree.text(path)))
    for each in trees.told(tree, path):
        words.update(each.names or (each.module.split(".", 1)[0],))
    return frozenset(words)


def _elsewhere(tree: constraint.Tree) -> dict[str, str]:
    """The files of other languages that are modules of their own, by their dotted place."""
    found: dict[str, str] = {}
    for path in tree.paths():
        if languages.language(path) in {"javascript", "typescript", "tsx", "rust"}:
            found.setdefault(imports.placed(path), path)
    return found
