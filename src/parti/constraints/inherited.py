"""What a method may also be called: the same method of a class that its own class has it from.

Called by `origins` for calls whose method a constraint names: a Java class derives from another, a Go type
embeds one. A class of the tree is looked for in the file that calls it, in the file that has its name (in
Java), in the folder of its package (in Go) and in its module (in scripts), and only there, so that
nothing else is parsed.
"""

from collections.abc import Callable, Iterable, Iterator

from parti.constraints import constraint, go_modules
from parti.constraints import tree as trees
from parti.source import facts, imports, languages
from parti.source.foreign import java_bases

_STEPS = 20
_TOP = "java.lang.Object"


class Classes:
    """The classes of Java and of scripts, and the types of Go, in one tree.

    Args:
        truly: the names that a name of a script may have where it comes from.
    """

    def __init__(self, tree: constraint.Tree, truly: Callable[[str], Iterable[str]]) -> None:
        self._tree = tree
        self._truly = truly
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
                    seen.add(base)
                    waiting.append(base)
                    yield f"{base}.{method}"

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
            told, top = [known, *self._java(name)], (_TOP,)
        rows = {f"{one.module}.{each.name}".lstrip("."): each for one in told for each in one.definitions}
        found = rows.get(name)
        if found is None or found.kind != "class" or f"{name}.{method}" in rows:
            return ()
        return (*found.bases, *top)

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

    def _java(self, name: str) -> Iterator[facts.Facts]:
        """The facts of the files that may hold a class, which for an inner one is that of the outer."""
        parts = name.split(".")
        for at in range(len(parts), 0, -1):
            wanted = f"/{'/'.join(parts[:at])}.java"
            for path in self._java_files.get(parts[at - 1], ()):
                if f"/{path}".endswith(wanted):
                    yield trees.facts(self._tree, path)
