"""Trees: sources by path, with each text and each file's facts read once where memory allows.

`Texts` holds examples and tests, `Lazy` reads a repository or a commit through a function that
`workflow` gives it. Checks ask `subjects` for their files and `facts` for what a file says, so that
caching and the limit to changed files are decided here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from parti.constraints import constraint, script_leads
from parti.source import facts as kinds
from parti.source import import_scan, languages, nesting, on_disk, reading


@runtime_checkable
class Factual(Protocol):
    """A tree that remembers facts."""

    def facts(self, path: str) -> kinds.Facts: ...

    def imports(self, path: str) -> tuple[kinds.Import, ...] | None: ...

    def problems(self) -> Mapping[str, kinds.Problem]: ...


TEXTS_HELD = 8_000_000
"""Characters of text that a tree remembers; it forgets the oldest, so a large tree needs no more memory."""

FACTS_HELD = 400
"""Files whose facts a tree remembers."""


class Lazy:
    """A tree whose texts are read when asked for, and remembered for a while.

    Args:
        paths: every path, relative to the root with `/`.
        read: a file's text; undecodable bytes already replaced; may raise `OSError`, and with a reason
            that people should read `on_disk.Unread`.
        changed: the paths that this run is about; None for all.
        extract: the facts of `(text, path)`; a store of kept facts, where there is one.
        imported: the imports of `(text, path)` alone; without it, those among the facts.
    """

    def __init__(
        self,
        paths: Iterable[str],
        read: Callable[[str], str],
        changed: Iterable[str] | None = None,
        extract: Callable[[str, str], kinds.Facts] = reading.extract,
        imported: Callable[[str, str], kinds.Imported] | None = None,
    ) -> None:
        self._paths = tuple(sorted(paths))
        self._read = read
        self._changed = None if changed is None else frozenset(changed)
        self._extract = extract
        self._imported = reading.imported if extract is reading.extract else imported
        self._texts: dict[str, str] = {}
        self._held = 0
        self._facts: dict[str, kinds.Facts] = {}
        self._problems: dict[str, kinds.Problem] = {}
        self._imports: tuple[str, tuple[kinds.Import, ...] | None] = ("", None)
        self._brought: dict[str, tuple[kinds.Import, ...]] = {}
        self.leads = script_leads.Leads(self._paths, read)

    def paths(self) -> Sequence[str]:
        return self._paths

    def changed(self) -> frozenset[str] | None:
        return self._changed

    def text(self, path: str) -> str:
        """A file's text; empty for one that has gone, and for one that is left out, which is a problem."""
        text = self._texts.get(path)
        if text is None:
            text = self._texts[path] = self._readable(path)
            self._held += len(text)
            while self._held > TEXTS_HELD and len(self._texts) > 1:
                self._held -= len(self._texts.pop(next(iter(self._texts))))
        return text

    def _readable(self, path: str) -> str:
        """What may be shown to the eyes; anything else is noted and is empty."""
        why = ""
        try:
            text = self._read(path)
        except on_disk.Unread as error:
            why = str(error)
        except OSError:
            return ""
        else:
            if len(text) > on_disk.LARGEST:
                why = on_disk.oversize(len(text))
            elif reason := nesting.why(text, languages.language(path)):
                why = f"it {reason}"
        if why:
            self.leave_out(path, why)
        return "" if why else text

    def leave_out(self, path: str, why: str) -> None:
        """Notes that nothing more is said about a file, with the end of the sentence that says so."""
        self._problems[path] = kinds.Problem(0, why)

    def facts(self, path: str) -> kinds.Facts:
        found = self._facts.get(path)
        if found is None:
            found = self._extract(self.text(path), path)
            if languages.language(path) in languages.SCRIPTS:
                found = self.leads.facts(path, found)
            self._facts[path] = found
            if found.problem:
                self._problems[path] = found.problem
            if len(self._facts) > FACTS_HELD:
                del self._facts[next(iter(self._facts))]
        return found

    def imports(self, path: str) -> tuple[kinds.Import, ...] | None:
        """What a scan without a parse finds imported; None when only a parse can tell."""
        if self._imports[0] != path:
            self._imports = (path, import_scan.scan(self.text(path), path))
        return self._imports[1]

    def imported(self, path: str) -> tuple[kinds.Import, ...]:
        """What a file imports, exactly; its other facts are left alone until they are asked for."""
        if self._imported is None or path in self._facts:
            return self.facts(path).imports
        if path not in self._brought:
            found = self._imported(self.text(path), path)
            script = languages.language(path) in languages.SCRIPTS
            self._brought[path] = self.leads.imports(path, found.imports) if script else found.imports
            if found.problem:
                self._problems[path] = found.problem
            if len(self._brought) > FACTS_HELD:
                del self._brought[next(iter(self._brought))]
        return self._brought[path]

    def problems(self) -> Mapping[str, kinds.Problem]:
        """The files that were wanted and do not parse, or at line 0 were left out."""
        return self._problems


class Texts(Lazy):
    """A tree over a mapping from path to text."""

    def __init__(self, texts: Mapping[str, str], changed: Iterable[str] | None = None) -> None:
        super().__init__(texts, texts.__getitem__, changed)


def remembering(tree: constraint.Tree) -> constraint.Tree:
    """The tree itself when it remembers facts, else one around it that does."""
    return tree if isinstance(tree, Factual) else Lazy(tree.paths(), tree.text, tree.changed())


def is_left_out(tree: constraint.Tree, path: str) -> bool:
    """Whether a file is there and is not looked at, so that nothing may be said about what it lacks."""
    problem = tree.problems().get(path) if isinstance(tree, Factual) else None
    return problem is not None and not problem.line


def leads(tree: constraint.Tree) -> script_leads.Leads:
    """Where the imports of scripts lead by the settings of the tree."""
    return tree.leads if isinstance(tree, Lazy) else script_leads.Leads(tree.paths(), tree.text)


def facts(tree: constraint.Tree, path: str) -> kinds.Facts:
    """What a file says about itself, in any language; its names as the settings of its tree lead them."""
    if isinstance(tree, Factual):
        return tree.facts(path)
    return reading.extract(tree.text(path), path)


def imported(tree: constraint.Tree, path: str) -> Sequence[kinds.Import]:
    """The imports of a file, exactly, read alone where the tree can do so."""
    return tree.imported(path) if isinstance(tree, Lazy) else facts(tree, path).imports


def imports(
    tree: constraint.Tree, source: constraint.Source, wanted: Callable[[str], bool]
) -> Iterator[tuple[kinds.Import, str]]:
    """The imports of a file with the first target that is wanted; a parse only where a scan finds one."""
    rough = tree.imports(source.path) if isinstance(tree, Lazy) else None
    if rough is not None and not any(wanted(name) for each in rough for name in each.targets()):
        return
    for each in imported(tree, source.path):
        name = next((name for name in each.targets() if wanted(name)), "")
        if name:
            yield each, name


def told(tree: constraint.Tree, path: str) -> Sequence[kinds.Import]:
    """The imports of a Python file, by a scan where one can tell: an import in a text may be among them."""
    rough = tree.imports(path) if isinstance(tree, Lazy) else None
    return imported(tree, path) if rough is None else rough


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
