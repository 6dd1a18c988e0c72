"""What was found in a whole tree before, and is said again while nothing has changed that it was found in.

Called by `constraining` for a look at a whole tree. Git's digest of the work tree stands for every text in
it; with the document, the code that judges and what else a finding hangs on it makes the key under which
`source.kept` keeps the answer. What hangs on more than that (the disk beside the tree, git's history, how
commands ended now) is never kept here.
"""

from collections.abc import Collection, Mapping

import msgspec

from parti.constraints import conformance, document, rot
from parti.constraints.finding import Finding
from parti.constraints.tree import Lazy
from parti.source import kept
from parti.workflow import trees
from parti.workflow.house import House
from parti.workflow.rot import Since


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
        house: the open house.
        read: the document.
        text: the text of the document.
        tree: the work tree; of one that is limited to changed files nothing is kept.
        digest: git's digest of the work tree; empty when it is not known, and then nothing is kept.
    """

    def __init__(self, house: House, read: document.Document, text: str, tree: Lazy, digest: str) -> None:
        self._repository = house.world.repository
        self._kept = trees.remembered(house.world)
        self._read = read
        self._text = text
        self._tree = tree
        self._digest = digest

    def conformance(self, results: Mapping[str, conformance.Result]) -> tuple[Finding, ...]:
        """What the constraints find, after how the commands ended."""
        if not self._digest:
            return conformance.run(self._read, self._tree, results)
        ended = msgspec.json.encode(results, order="sorted").decode()

        def find() -> _Found:
            return _Found(conformance.run(self._read, self._tree, results))

        return self._kept.value(_Found, self._label("found"), self._text + ended, find).findings

    def examples(self) -> tuple[Finding, ...]:
        """Examples that are not as they say, which hangs on the document alone."""

        def find() -> _Found:
            from parti.constraints import examples  # it loads every kind of check; a kept answer needs none

            return _Found(examples.run(self._read.constraints))

        return self._kept.value(_Found, f"examples {kept.code()}", self._text, find).findings

    def gone(self, found: tuple[Finding, ...]) -> Mapping[Finding, str]:
        """Which of the findings say that a name or path is gone, and which name that is."""

        def find() -> _Gone:
            lost = rot.gone(self._read, found, self._tree)
            return _Gone(tuple((at, lost[each]) for at, each in enumerate(found) if each in lost))

        text = self._text + msgspec.json.encode(found).decode()
        names = (
            self._kept.value(_Gone, self._label("gone"), text, find).names if self._digest else find().names
        )
        return {found[at]: name for at, name in names}

    def changed(self, since: Since | None) -> Collection[str]:
        """The paths that differ from the last commit, or in a change at hand."""
        if since is not None:
            return {change.path for change in since.changes}
        head = self._repository.head()

        def find() -> _Paths:
            return _Paths(tuple(change.path for change in self._repository.changes(head)))

        if not self._digest:
            return find().paths
        return self._kept.value(_Paths, f"changed {head} {self._digest}", "", find).paths

    def _label(self, what: str) -> str:
        return f"{what} {self._digest} {kept.code()}"
