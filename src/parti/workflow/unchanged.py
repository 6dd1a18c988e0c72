"""What was found in a whole tree before, and is said again while nothing has changed that it was found in.

Called by `constraining` for a look at a whole tree. The repository's mark stands for every text in
it; with the document, the code that judges and what else a finding hangs on it makes the key under which
`source.kept` keeps the answer. What hangs on more than that (the disk beside the tree, git's history, how
commands ended now) is never kept here. What judges is loaded where an answer must be found: to load it
takes longer than to say again what was kept.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from parti import ports
from parti.constraints import dismissed, document
from parti.constraints.finding import Finding
from parti.source import kept
from parti.workflow.rot import Since

if TYPE_CHECKING:
    from parti.constraints import conformance
    from parti.constraints.tree import Lazy


class _Found(msgspec.Struct, frozen=True):
    findings: tuple[Finding, ...]


class _Gone(msgspec.Struct, frozen=True):
    """Places among the findings, each with the name that is gone."""

    names: tuple[tuple[int, str], ...]


class _Paths(msgspec.Struct, frozen=True):
    paths: tuple[str, ...]


class Told:
    """The answers about one tree.

    Args:
        repository: where history and the change at hand are asked for.
        store: what this repository keeps.
        read: the document, with the text that it was read from.
        tree: makes the work tree; of one that is limited to changed files nothing is kept.
        mark: the repository's mark of it; empty when it is not known, and then nothing is kept.
    """

    def __init__(
        self,
        repository: ports.Repository,
        store: kept.Kept,
        read: tuple[document.Document, str],
        tree: "Callable[[], Lazy]",
        mark: str,
    ) -> None:
        self._repository = repository
        self._kept = store
        self._read, self._text = read
        self._tree = tree
        self._mark = mark

    def conformance(self, results: "Mapping[str, conformance.Result]") -> tuple[Finding, ...]:
        """What the constraints find, after how the commands ended."""

        def find() -> _Found:
            from parti.constraints import conformance

            return _Found(conformance.run(self._read, self._tree(), results))

        ended = msgspec.json.encode(results, order="sorted").decode()
        return self._value(_Found, "found", self._text + ended, find).findings

    def examples(self) -> tuple[Finding, ...]:
        """Examples that are not as they say; one in Go hangs on the tree beside the document."""

        def find() -> _Found:
            from parti.constraints import examples  # it loads every kind of check

            tree = self._tree() if go else None
            return _Found(examples.run(self._read.constraints, tree=tree))

        every = (each for rule in self._read.constraints for each in rule.examples)
        go = any(each.language == "go" or ".go" in each.path + each.code for each in every)
        if go:
            return self._value(_Found, "examples", self._text, find).findings
        return self._kept.value(_Found, f"examples {kept.code()}", self._text, find).findings

    def gone(self, found: tuple[Finding, ...]) -> Mapping[Finding, str]:
        """Which of the findings say that a name or path is gone, and which name that is."""

        def find() -> _Gone:
            from parti.constraints import rot

            lost = rot.gone(self._read, found, self._tree())
            return _Gone(tuple((at, lost[each]) for at, each in enumerate(found) if each in lost))

        text = self._text + _written(found)
        return {found[at]: name for at, name in self._value(_Gone, "gone", text, find).names}

    def dismissals(self, known: Iterable[str]) -> tuple[Finding, ...]:
        """Dismissed candidates of names that the tree no longer has."""
        keys = tuple(known)

        def find() -> _Found:
            from parti.constraints import rot

            return _Found(tuple(rot.dismissals(keys, self._tree(), dismissed.PATH)))

        return self._value(_Found, "dismissals", "\n".join(keys), find).findings if keys else ()

    def changed(self, since: Since | None) -> Collection[str]:
        """The paths that differ from the last commit, or in a change at hand."""
        if since is not None:
            return {change.path for change in since.changes}
        head = self._repository.head()

        def find() -> _Paths:
            return _Paths(tuple(change.path for change in self._repository.changes(head)))

        return self._value(_Paths, f"changed {head}", "", find).paths

    def _value(
        self, kind: type[kept.Value], what: str, text: str, find: Callable[[], kept.Value]
    ) -> kept.Value:
        if not self._mark:
            return find()
        label = f"{what} {self._mark} {kept.code()}"
        return self._kept.value(kind, label, text, find, self._is_still)

    def _is_still(self) -> bool:
        """Whether nobody wrote in the tree while it was looked through: else the answer fits no tree."""
        return self._repository.seen()[0] == self._mark


def _written(found: tuple[Finding, ...]) -> str:
    """All that findings say; a file's name that is not UTF-8 is no JSON."""
    try:
        return msgspec.json.encode(found).decode()
    except UnicodeEncodeError:
        return repr(found)
