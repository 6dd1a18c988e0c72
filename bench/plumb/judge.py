"""Parti's eyes on a mutant, in process: what is new against the clean tree, and where.

Called by the command for each mutant and by the quiet set for each commit. Constraints judge the changed
files as `parti check` does; classes that are no constraint's business go to the judge whose it is.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from bench.plumb.mutant import Mutant
from parti.chunks import oracle, scope
from parti.constraints import baseline, candidates, conformance, document, finding, moves
from parti.constraints import tree as trees
from parti.records.vocabulary import ChunkPlanned
from parti.source import facts, reading
from parti.source.shape import FileChange


@lru_cache(maxsize=20_000)
def extract(text: str, path: str) -> facts.Facts:
    """The facts of a text, kept: thousands of mutants share nearly all their files."""
    return reading.extract(text, path)


def tree(texts: Mapping[str, str], changed: Iterable[str] | None) -> trees.Lazy:
    """A tree over texts."""
    return trees.Lazy(texts, texts.__getitem__, changed, extract)


class Parti:
    """A project's constraints over its clean tree, ready for mutants."""

    def __init__(self, rules: str, texts: Mapping[str, str]) -> None:
        self.read = document.parse(rules)
        if self.read.findings:
            raise SystemExit(f"a constraint document is not in order: {self.read.findings[0].message}")
        self.texts = dict(texts)
        self._clean: dict[frozenset[str], Sequence[finding.Finding]] = {}

    def __call__(self, mutant: Mutant) -> tuple[finding.Finding, ...]:
        """What is new in a mutant."""
        special = _JUDGES.get(mutant.defect)
        return special(self, mutant) if special else self.constraints(mutant)

    def constraints(self, mutant: Mutant) -> tuple[finding.Finding, ...]:
        """What the project's constraints find anew in a mutant's files."""
        changed = frozenset(mutant.texts)
        before = self._clean.get(changed)
        if before is None:
            before = self._clean[changed] = self.judge(self.texts, changed)
        after = {**self.texts, **mutant.texts}

        def went(paths: Collection[str]) -> Sequence[moves.Moved]:
            return moves.find(self.changes(mutant), paths)

        changes = {each.path: each for each in self.changes(mutant)}
        return new(self.judge(after, changed), before, after.keys(), went, changes)

    def judge(self, texts: Mapping[str, str], changed: Iterable[str] | None) -> Sequence[finding.Finding]:
        """What the constraints find in the changed files."""
        return tuple(conformance.judge(self.read.constraints, tree(texts, changed)))

    def changes(self, mutant: Mutant) -> tuple[FileChange, ...]:
        """The mutant as a change: each file before and after."""
        return tuple(FileChange(path, self.texts.get(path), text) for path, text in mutant.texts.items())


def new(
    found: Iterable[finding.Finding],
    before: Iterable[finding.Finding],
    there: Collection[str],
    went: baseline.Went,
    changes: Mapping[str, FileChange],
) -> tuple[finding.Finding, ...]:
    """What a baseline of the findings before would not accept in a run on the changed files of a tree.

    A baseline takes errors of constraints alone; of the others, those that were there are told apart here.
    """
    old = tuple(before)
    left = Counter(each.fingerprint() for each in old)
    fresh = []

    def came(path: str) -> Collection[int]:
        return moves.came(changes[path]) if path in changes else ()

    for each in baseline.apply(baseline.accept(old), found, frozenset(changes), there, went, came).new:
        if baseline.acceptable(each) or left[each.fingerprint()] < 1:
            fresh.append(each)
        else:
            left[each.fingerprint()] -= 1
    return tuple(fresh)


def _oracle(parti: Parti, mutant: Mutant) -> tuple[finding.Finding, ...]:
    """Weak and weakened tests, as `parti check` judges them; notes do not count."""
    return tuple(
        each for each in oracle.findings(parti.changes(mutant), whole=True) if each.level != "note"
    )


def _candidates(parti: Parti, mutant: Mutant) -> tuple[finding.Finding, ...]:
    """What ought to stand in the document and does not (warnings of `parti check`), and what breaks it."""
    after = tree({**parti.texts, **mutant.texts}, None)
    found = candidates.find(parti.changes(mutant), after, parti.read, extract)
    return (*candidates.findings(found), *parti.constraints(mutant))


class _Change:
    """A changed file with the count of its lines, as the scope asks for it."""

    def __init__(self, path: str, status: str, added: int) -> None:
        self.path = path
        self.status = status
        self.added = added
        self.removed = 0


def _scope(parti: Parti, mutant: Mutant) -> tuple[finding.Finding, ...]:
    """A change against a chunk whose only file is the mutant's first."""
    chunk = ChunkPlanned(
        number=1, intent="one line", files=(next(iter(mutant.texts)),), test="true", serves=(), size=400
    )
    changes = [_Change(path, "modified" if path in parti.texts else "added", 1) for path in mutant.texts]
    return scope.findings(chunk, changes)


_JUDGES: Mapping[str, Callable[[Parti, Mutant], tuple[finding.Finding, ...]]] = {
    "D05": _oracle,
    "D06": _oracle,
    "D07": _candidates,
    "D09": _scope,
}
