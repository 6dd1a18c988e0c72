"""Trees: sources by path, with each text and each file's facts read once.

`Texts` holds examples and tests, `Lazy` reads a repository or a commit through a function that
`workflow` gives it. Checks ask `subjects` for their files and `facts` for what a file says, so that
caching and the limit to changed files are decided here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from parti.constraints import constraint
from parti.source import facts as kinds
from parti.source import import_scan, languages, python_facts


@runtime_checkable
class Factual(Protocol):
    """A tree that remembers facts."""

    def facts(self, path: str) -> kinds.Facts: ...

    def problems(self) -> Mapping[str, kinds.Problem]: ...


class Lazy:
    """A tree whose texts are read when asked for, and remembered.

    Args:
        paths: every path, relative to the root with `/`.
        read: a file's text; undecodable bytes already replaced; may raise `OSError`.
        changed: the paths that this run is about; None for all.
    """

    def __init__(
        self, paths: Iterable[str], read: Callable[[str], str], changed: Iterable[str] | None = None
    ) -> None:
        self._paths = tuple(sorted(paths))
        self._read = read
        self._changed = None if changed is None else frozenset(changed)
        self._texts: dict[str, str] = {}
        self._facts: dict[str, kinds.Facts] = {}

    def paths(self) -> Sequence[str]:
        return self._paths

    def changed(self) -> frozenset[str] | None:
        return self._changed

    def text(self, path: str) -> str:
        """A file's text; empty for one that has gone or cannot be read, such as a broken link."""
        if path not in self._texts:
            try:
                self._texts[path] = self._read(path)
            except OSError:
                self._texts[path] = ""
        return self._texts[path]

    def facts(self, path: str) -> kinds.Facts:
        if path not in self._facts:
            self._facts[path] = python_facts.extract(self.text(path), path)
        return self._facts[path]

    def problems(self) -> Mapping[str, kinds.Problem]:
        """The files that were wanted and could not be parsed."""
        return {path: each.problem for path, each in self._facts.items() if each.problem}


class Texts(Lazy):
    """A tree over a mapping from path to text."""

    def __init__(self, texts: Mapping[str, str], changed: Iterable[str] | None = None) -> None:
        super().__init__(texts, texts.__getitem__, changed)


def remembering(tree: constraint.Tree) -> constraint.Tree:
    """The tree itself when it remembers facts, else one around it that does."""
    return tree if isinstance(tree, Factual) else Lazy(tree.paths(), tree.text, tree.changed())


def facts(tree: constraint.Tree, path: str) -> kinds.Facts:
    """What a Python file says about itself."""
    if isinstance(tree, Factual):
        return tree.facts(path)
    return python_facts.extract(tree.text(path), path)


def imports(
    tree: constraint.Tree, source: constraint.Source, wanted: Callable[[str], bool]
) -> Iterator[tuple[kinds.Import, str]]:
    """The imports of a file with the first target that is wanted; a parse only where a scan finds one."""
    rough = import_scan.scan(source.text, source.path)
    if rough is not None and not any(wanted(name) for each in rough for name in each.targets()):
        return
    for each in facts(tree, source.path).imports:
        name = next((name for name in each.targets() if wanted(name)), "")
        if name:
            yield each, name


def subjects(
    rule: constraint.Constraint, tree: constraint.Tree, language: str = "python"
) -> Iterator[constraint.Source]:
    """The files that a per-file check looks at: in scope, of the language, and changed."""
    changed = tree.changed()
    for path in tree.paths() if changed is None else sorted(changed.intersection(tree.paths())):
        if languages.language(path) == language and rule.scope.covers(path):
            yield constraint.Source(path, tree.text(path))


def holding(
    tree: constraint.Tree, words: Iterable[str], language: str = "python"
) -> Iterator[constraint.Source]:
    """Every file of the tree in which one of the words occurs: the scan before any parse."""
    wanted = tuple(words)
    for path in tree.paths():
        if languages.language(path) == language:
            text = tree.text(path)
            if any(word in text for word in wanted):
                yield constraint.Source(path, text)
