"""Where a name that came through our own modules really comes from.

Called by the kinds that name primitives. `from app.serializer import pickle` makes `pickle.dumps` look like
a function of ours; here it becomes `pickle.dumps` again. A receiver that turns out to be a variable of
ours is unknown, since what a variable holds is not told by its name.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import constraint, crates, inherited
from parti.constraints import tree as trees
from parti.source import facts, imports, languages, names

DEFAULT = "default"
_STEPS = 8
_RENAMED = re.compile(r"\bas\b(?:\s|\\|#[^\n]*\n)*(\w+)")

_Found = tuple[tuple[str, bool], ...]
_Asked = dict[tuple[str, int], _Found]


class Starred(msgspec.Struct, frozen=True):
    """What a file takes in by `*`.

    Args:
        owners: the modules of ours that have a name.
        beyond: the modules that are not ours, whose names nobody tells.
    """

    owners: Mapping[str, Sequence[str]]
    beyond: tuple[str, ...]


class Origins:
    """The origins of names in one tree; remembers what it found."""

    def __init__(self, tree: constraint.Tree) -> None:
        self._tree = tree
        self._crates = crates.modules(tree.paths(), tree.text)
        self._alone = len({name.split(".", 1)[0] for name in self._crates}) == 1
        self._modules = {**self._crates, **_elsewhere(tree), **imports.by_module(tree.paths())}
        self._ours = imports.first_party(tree.paths()) | {name.split(".", 1)[0] for name in self._modules}
        self._tails: dict[str, list[str]] = {}
        for name in self._modules:
            self._tails.setdefault(name.rpartition(".")[2], []).append(name)
        self._classes: inherited.Classes | None = None
        self._known: dict[str, _Found] = {}
        self._bound: dict[str, frozenset[str]] = {}
        self._starred: dict[tuple[str, str], Starred] = {}
        self._inner: dict[str, frozenset[str]] = {}
        self._defined: dict[str, frozenset[str]] = {}
        self._handed: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def of(self, call: facts.Call) -> tuple[facts.Call, ...]:
        """The call under each name that it may truly have; itself when it is not ours."""
        if call.name.split(".", 1)[0] not in self._ours or (
            "." not in call.name and not self._is_script(call.name)
        ):
            return (call,)
        if call.name not in self._known:
            self._known[call.name] = self._origins(call.name, _STEPS, {})
        return tuple(
            msgspec.structs.replace(call, name=name, certain=call.certain and sure)
            for given, sure in self._known[call.name]
            for name in self._called(given)
        )

    def _called(self, name: str) -> tuple[str, ...]:
        """A name, and what the only crate of a tree calls it itself, where it begins with that crate."""
        crate, _, rest = name.partition(".")
        return (name, rest) if self._alone and rest and crate in self._crates else (name,)

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
        truly = dict.fromkeys([name, *self._truly(name)])
        return (base for each in truly for base in self._inherited().methods(each, known))

    def embedded(self, call: facts.Call) -> facts.Call | None:
        """A call of Go under the name that its method has where its type has it from; see `inherited`."""
        known = call.certain and call.how == "call" and "." in call.name
        name = self._inherited().embedded(call.name) if known else ""
        return msgspec.structs.replace(call, name=name) if name else None

    def _truly(self, name: str) -> Iterator[str]:
        """The names that a name may have where it comes from."""
        mention = facts.Call(name=name, method=name.rpartition(".")[2], line=0, column=0)
        return (each.name for each in self.of(mention))

    def above(self, name: str, path: str) -> frozenset[str]:
        """Every class that a class of this file derives from; see `inherited`."""
        return self._inherited().above(name, path)

    def _inherited(self) -> inherited.Classes:
        if self._classes is None:
            self._classes = inherited.Classes(self._tree, self._places, self._truly)
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

    def brought(self, module: str, wanted: Callable[[str], bool]) -> frozenset[str]:
        """The names that a module of ours may have from what is wanted, and some more; without a parse."""
        words: set[str] = set()
        for path in self.paths(module):
            words.update(_RENAMED.findall(self._tree.text(path)))
            for each in trees.told(self._tree, path):
                if any(map(wanted, each.targets())):
                    words.update(each.names or (each.module.split(".", 1)[0],))
        return frozenset(words - {"*"})

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
        if self._is_script(name):
            found = (
                *self._default(name, name, (), steps, asked),
                *self._from_folder(name, steps, asked),
            )
            return tuple(dict.fromkeys(found)) or ((name, True),)
        parts = name.split(".")
        for at in range(len(parts) - 1, 0, -1):
            module = ".".join(parts[:at])
            paths = self.paths(module)
            if paths:
                known = trees.facts(self._tree, paths[0])
                crate = self._crate(module, paths[0])
                spelled = (parts[at:end] for end in range(at + 1, len(parts) + 1))
                words = next(
                    (each for each in spelled if ".".join(each) in known.aliases), parts[at : at + 1]
                )
                rest = parts[at + len(words) :]
                targets = self._targets(".".join(words), paths[0], crate) if steps else ()
                through = [names.canonical(".".join([target, *rest])) for target in targets]
                if through and through != [name]:
                    ways = (self._origins(each, steps - 1, asked) for each in through)
                    truly = tuple(dict.fromkeys(found for way in ways for found in way))
                    # What a crate hands on goes by the name of that crate, too.
                    return (*truly, *(_also([name], truly) if crate else ()))
                here = self._definitions(paths[0])
                defined = parts[at] in here or ".".join(parts[at:]) in here  # `o.close` of an object
                if defined or parts[at] in known.names:
                    inside = () if defined else self._in_module(paths[0], crate, parts[at:], steps, asked)
                    return (*inside, (name, defined or not rest))
                found = self._by_star((paths[0], crate), parts[at], rest, steps, asked)
                found = (*found, *_also([name], found))
                if self._is_script(module):
                    found = (*found, *self._default(module, name, parts[at:], steps, asked))
                return tuple(dict.fromkeys(found)) or ((name, not rest or _is_type(paths[0], parts[-2])),)
        return ((name, True),)

    def _crate(self, module: str, path: str) -> str:
        """The crate by whose name a module of Rust is reached; empty where it is reached from inside."""
        return module.split(".", 1)[0] if self._crates.get(module) == path else ""

    def _targets(self, name: str, path: str, crate: str) -> tuple[str, ...]:
        """What a name stands for in a file; what begins in its own crate is named from outside of that."""
        known = trees.facts(self._tree, path)
        if crate and path not in self._inner:
            own = (each for each in known.imports if each.level)
            self._inner[path] = frozenset(target for each in own for target in each.targets())
        inner = self._inner[path] if crate else ()
        return tuple(f"{crate}.{each}" if each in inner else each for each in known.aliases.get(name, ()))

    def _in_module(self, path: str, crate: str, parts: Sequence[str], steps: int, asked: _Asked) -> _Found:
        """What a module that stands in a file of Rust may have by a star, as in `mod prelude { … }`."""
        if not path.endswith(".rs") or len(parts) == 1 or not parts[0][:1].islower():
            return ()
        if ".".join(parts[:2]) in self._definitions(path):
            return ()
        return self._by_star((path, crate), parts[1], parts[2:], steps, asked)

    def _definitions(self, path: str) -> frozenset[str]:
        """The names that a file defines, asked for each of them."""
        if path not in self._defined:
            known = trees.facts(self._tree, path)
            self._defined[path] = frozenset(each.name for each in known.definitions)
        return self._defined[path]

    def _is_script(self, module: str) -> bool:
        """Whether a name is that of a script, which may export one thing by default."""
        return languages.language(self._modules.get(module, "")) in languages.SCRIPTS

    def _from_folder(self, name: str, steps: int, asked: _Asked) -> _Found:
        """What the `index` of a folder hands on under the name that a file of the folder has."""
        folder, _, word = name.rpartition(".")
        if not steps or not self._is_script(folder):
            return ()
        targets = trees.facts(self._tree, self._modules[folder]).aliases.get(word, ())
        ways = (self._origins(each, steps - 1, asked) for each in targets if each != name)
        found = tuple(each for way in ways for each in way)
        return (*found, *_also([name], found))

    def _default(self, module: str, name: str, rest: Sequence[str], steps: int, asked: _Asked) -> _Found:
        """What a script exports by default, or a part of it, which goes by the name of the module too."""
        known = trees.facts(self._tree, self._modules[module])
        targets = known.aliases.get(DEFAULT, ()) if steps else ()
        rest = rest[1:] if rest[:1] == [DEFAULT] else rest
        found = [
            each
            for target in targets
            if target != module
            for each in self._origins(".".join([target, *rest]), steps - 1, asked)
        ]
        plain = [".".join([module, *rest]), ".".join([module, DEFAULT, *rest]), name]
        return (*found, *_also(plain, found))

    def _by_star(
        self, home: tuple[str, str], word: str, rest: Sequence[str], steps: int, asked: _Asked
    ) -> _Found:
        """A name that a file takes in by a star: from one of ours that has it, else from beyond.

        Args:
            home: the file, and the crate by whose name it was reached.
        """
        if word.startswith("_") or word == DEFAULT or not steps:
            return ()
        starred = self._stars(*home)
        owners = starred.owners.get(word, ())
        if owners:
            through = [".".join([owner, word, *rest]) for owner in owners]
            return tuple(found for each in through for found in self._origins(each, steps - 1, asked))
        sure = len(starred.beyond) == 1
        return tuple((".".join([module, word, *rest]), sure and not rest) for module in starred.beyond)

    def _stars(self, path: str, crate: str) -> "Starred":
        """What a file has by its stars, and by the stars of what these name."""
        if (path, crate) not in self._starred:
            seen, waiting = {path}, deque([(path, "", crate)])
            owners: dict[str, list[str]] = {}
            beyond: dict[str, None] = {}
            while waiting:
                here, called, inside = waiting.popleft()
                known = trees.facts(self._tree, here)
                if here != path:
                    for word in known.names | known.aliases.keys():
                        owners.setdefault(word, []).extend(
                            dict.fromkeys([known.module, called or known.module])
                        )
                for each in known.imports:
                    if "*" not in each.names or each.typing:
                        continue
                    module = f"{inside}.{each.module}" if inside and each.level else each.module
                    there = self.paths(module)[:1]
                    beyond.update({} if there else {module: None})
                    by_crate = self._crate(module, there[0]) if there else ""
                    waiting += [
                        (found, module if by_crate else "", by_crate)
                        for found in there
                        if found not in seen
                    ]
                    seen.update(there)
            self._starred[path, crate] = Starred(owners, tuple(beyond))
        return self._starred[path, crate]


def _is_type(path: str, word: str) -> bool:
    """Whether a word of Rust is written as a type is, so that it holds no value whose class is unknown."""
    return path.endswith(".rs") and word[:1].isupper() and not word.isupper()


def _also(written: Iterable[str], found: Sequence[tuple[str, bool]]) -> _Found:
    """The names under which a thing is taken, beside those that it was found to have; none of nothing."""
    sure = all(certain for _, certain in found)
    return tuple((name, sure) for name in dict.fromkeys(written)) if found else ()


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
