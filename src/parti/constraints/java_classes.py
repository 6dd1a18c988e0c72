"""What a method of Java may also be called: the same method of a class that its own class derives from.

Called by `uses` for calls whose method a constraint names. A class of the tree is looked for in the file
that calls it and in the file that has its name, and only there, so that nothing else is parsed.
"""

from collections.abc import Iterator

from parti.constraints import constraint
from parti.constraints import tree as trees
from parti.source import facts
from parti.source.foreign import java_bases

_STEPS = 20
_TOP = "java.lang.Object"


class Classes:
    """The Java classes of one tree."""

    def __init__(self, tree: constraint.Tree) -> None:
        self._tree = tree
        self._files: dict[str, list[str]] | None = None

    def inherited(self, name: str, known: facts.Facts) -> Iterator[str]:
        """A method under the name of each class that hands it down to the one it is called on.

        Args:
            name: the dotted name of the method with its class.
            known: the facts of the file that calls it.
        """
        owner, _, method = name.rpartition(".")
        seen, waiting = {owner}, [owner]
        while waiting and len(seen) < _STEPS:
            each = waiting.pop()
            for base in self._bases(each, method, known):
                if base and base not in seen:
                    seen.add(base)
                    waiting.append(base)
                    yield f"{base}.{method}"

    def _bases(self, name: str, method: str, known: facts.Facts) -> tuple[str, ...]:
        """What a class derives from; nothing when it has a method of that name itself."""
        if name in java_bases.BASES:
            return java_bases.BASES[name]
        for told in (known, *self._told(name)):
            rows = {f"{told.module}.{each.name}".lstrip("."): each for each in told.definitions}
            found = rows.get(name)
            if found is not None and found.kind == "class":
                return () if f"{name}.{method}" in rows else (*found.bases, _TOP)
        return ()

    def _told(self, name: str) -> Iterator[facts.Facts]:
        """The facts of the files that may hold a class, which for an inner one is that of the outer."""
        if self._files is None:
            self._files = {}
            for path in self._tree.paths():
                if path.endswith(".java"):
                    self._files.setdefault(path.rpartition("/")[2].removesuffix(".java"), []).append(path)
        parts = name.split(".")
        for at in range(len(parts), 0, -1):
            wanted = f"/{'/'.join(parts[:at])}.java"
            for path in self._files.get(parts[at - 1], ()):
                if f"/{path}".endswith(wanted):
                    yield trees.facts(self._tree, path)
