"""What a class has from others: what it derives from, and which of its methods it has from there.

Called through `origins`: by `uses` for calls whose method a constraint names, by `every` for the classes
that derive from one. A class of the tree is looked for in the file that speaks of it, in the module that
its name begins with (in Python and scripts), in the file that has its name (in Java) and in the folder of
its package (in Go), and only there, so that nothing else is parsed.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from parti.constraints import constraint, go_modules
from parti.constraints import tree as trees
from parti.source import facts, imports, languages
from parti.source.foreign import go_methods, java_bases

Where = Callable[[str], Iterable[tuple[str, str]]]
"""The files of ours that a name may be defined in, each with its name inside."""

Row = tuple[tuple[str, ...], str]
"""What a type of Go embeds, and the file that defines it."""

_STEPS = 20
_REMEMBERED = 64
_NAMES = 4096
_TOP = "java.lang.Object"


class Classes:
    """The classes of one tree, and the types of Go in it.

    Args:
        tree: where they stand.
        where: tells what of ours a name of Python or of scripts may be.
        truly: the names that a name of a script may have where it comes from.
    """

    def __init__(self, tree: constraint.Tree, where: Where, truly: Callable[[str], Iterable[str]]) -> None:
        self._tree = tree
        self._where = where
        self._truly = truly
        self._known: dict[str, tuple[str, ...]] = {}
        self._rows = functools.lru_cache(_REMEMBERED)(self._rows_of)
        self._package = functools.lru_cache(_REMEMBERED)(self._package_of)
        self._embedding = functools.lru_cache(_NAMES)(self._embedded_in)
        self._scripts: dict[str, str] = {}
        self._classes: dict[str, dict[str, facts.Definition]] = {}
        self._go = go_modules.Modules(tree)
        self._java_files: dict[str, list[str]] = {}
        self._go_files: dict[str, list[str]] = {}
        for path in tree.paths():
            if languages.language(path) == "java":
                self._java_files.setdefault(path.rpartition("/")[2].split(".", 1)[0], []).append(path)
            elif languages.language(path) == "go":
                self._go_files.setdefault(imports.placed(path), []).append(path)
            elif languages.language(path) in languages.SCRIPTS:
                self._scripts.setdefault(imports.placed(path), path)

    def methods(self, name: str, known: facts.Facts) -> Iterator[str]:
        """A method under the name of each class that hands it down to the one it is called on.

        Args:
            name: the dotted name of the method with its class.
            known: the facts of the file that calls it.
        """
        owner, _, method = name.rpartition(".")
        seen, waiting = {owner}, [owner]
        while waiting and len(seen) < _STEPS:
            for base in self._bases(waiting.pop(), method, known):
                if base and base not in seen:
                    waiting.append(base)
                    # a package may hand its classes on: `app.Store` is `app.store.Store`
                    for each in dict.fromkeys((base, *self._truly(base))):
                        seen.add(each)
                        yield f"{each}.{method}"

    def embedded(self, name: str) -> str:
        """The method of another package that a call on a type of Go surely means; empty for none.

        A type has a method from what it embeds at the least depth. A type of others that `go_methods` does
        not know may have any, so it is taken for the one that has it only where nothing else is embedded.
        """
        owner, _, method = name.rpartition(".")
        level, sole, seen = [owner], True, {owner}
        while level and method[:1].isupper():
            found = [self._embedding(each, method) for each in level]
            if any(each is None for each in found):
                return ""
            level = [base for each in found if each for base in each if base not in seen]
            seen.update(level)
            sole = sole and len(level) == 1
            having = [each for each in level if method in (go_methods.of(each) or ())]
            strange = [each for each in level if go_methods.of(each) is None and self._in_go(each) is None]
            if len(having) == 1 or (sole and strange):
                return f"{(having or strange)[0]}.{method}"
        return ""

    def _embedded_in(self, name: str, method: str) -> tuple[str, ...] | None:
        """What a type of ours embeds; None where it has something of the name itself, or may have it."""
        rows, last = self._in_go(name), name.rpartition(".")[2]
        if rows is None or last not in rows:
            return ()
        bases, path = rows[last]
        if not bases or f"{last}.{method}" in rows:
            return () if not bases else None
        field = rf"(?m)^[ \t]*(?:\w+,[ \t]*)*{method}(?:,[ \t]*\w+)*[ \t]+[\w*\[(]"
        return None if re.search(field, self._tree.text(path)) else bases

    def _in_go(self, name: str) -> "Mapping[str, Row] | None":
        """What the package of a type of ours in Go defines; None for a type of others."""
        return self._package(self._go.short(name.rpartition(".")[0]))

    def _package_of(self, place: str) -> "Mapping[str, Row] | None":
        if place not in self._go_files:
            return None
        told = ((path, trees.facts(self._tree, path)) for path in self._go_files[place])
        return {each.name: (each.bases, path) for path, one in told for each in one.definitions}

    def above(self, name: str, path: str) -> frozenset[str]:
        """Every class that a class derives from, in one step or in several, as far as the tree has them.

        Args:
            name: the name of the class inside its file.
            path: the file that defines it; of Python, of scripts or of Java.
        """
        seen: dict[str, None] = {}
        waiting = list(self._rows(path).get(name, ()))
        while waiting and len(seen) < _STEPS:
            base = waiting.pop(0)
            if base not in seen:
                seen[base] = None
                waiting += self._up(base, path)
        return frozenset(seen)

    def _up(self, name: str, path: str) -> tuple[str, ...]:
        """What a base stands on, looked for in the file that speaks of it, then in its own."""
        module = trees.facts(self._tree, path).module
        if imports.inside(name, module) and name[len(module) :].lstrip(".") in self._rows(path):
            return self._rows(path)[name[len(module) :].lstrip(".")]
        if name not in self._known:
            places = self._java_places(name) if languages.language(path) == "java" else self._where(name)
            rows = (self._rows(place).get(inner) for place, inner in places)
            self._known[name] = next((found for found in rows if found is not None), ())
        return self._known[name]

    def _rows_of(self, path: str) -> Mapping[str, tuple[str, ...]]:
        every = trees.facts(self._tree, path).definitions
        return {each.name: each.bases for each in every if each.kind == "class"}

    def _java_places(self, name: str) -> Iterator[tuple[str, str]]:
        for known, path in self._java(name):
            yield path, name[len(known.module) :].lstrip(".")

    def _bases(self, name: str, method: str, known: facts.Facts) -> tuple[str, ...]:
        """What a class has its methods from; nothing when it has one of that name itself."""
        if name in java_bases.BASES:
            return java_bases.BASES[name]
        package, _, last = name.rpartition(".")
        if package in self._scripts:
            return self._of_script(package, last, method)
        place = self._go.short(package)
        if place in self._go_files:
            name = f"{place}.{last}".lstrip(".")
            told = [trees.facts(self._tree, p) for p in self._go_files[place] if last in self._tree.text(p)]
            top: tuple[str, ...] = ()
        else:
            told, top = [known, *(one for one, _ in self._java(name))], (_TOP,)
        rows = {f"{one.module}.{each.name}".lstrip("."): each for one in told for each in one.definitions}
        found = rows.get(name)
        if found is None:
            return self._in_python(name, method)
        if found.kind != "class" or f"{name}.{method}" in rows:
            return ()
        return (*found.bases, *top)

    def _in_python(self, name: str, method: str) -> tuple[str, ...]:
        """What a class of Python that stands in another file has its methods from."""
        for path, inner in self._where(name):
            if languages.language(path) == "python" and inner in self._rows(path):
                defined = (each.name for each in trees.facts(self._tree, path).definitions)
                return () if f"{inner}.{method}" in defined else self._rows(path)[inner]
        return ()

    def _of_script(self, module: str, name: str, method: str) -> tuple[str, ...]:
        """The bases of a class of a script, by the names that they have where they are made."""
        if module not in self._classes:
            told = trees.facts(self._tree, self._scripts[module])
            self._classes[module] = {each.name: each for each in told.definitions}
        rows = self._classes[module]
        found = rows.get(name)
        if found is None or found.kind != "class" or f"{name}.{method}" in rows:
            return ()
        return tuple(dict.fromkeys(true for base in found.bases for true in self._truly(base)))

    def _java(self, name: str) -> Iterator[tuple[facts.Facts, str]]:
        """The files that may hold a class, each with its facts; for an inner one that of the outer."""
        parts = name.split(".")
        for at in range(len(parts), 0, -1):
            wanted = f"/{'/'.join(parts[:at])}.java"
            for path in self._java_files.get(parts[at - 1], ()):
                if f"/{path}".endswith(wanted):
                    yield trees.facts(self._tree, path), path
