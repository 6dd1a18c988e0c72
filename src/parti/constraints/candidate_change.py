"""A change as the rot from code to document sees it: facts before and after, and the rest of the tree.

Made by `candidates`. Tests, generated and vendored code are left out by the same globs as in mining. The
rest of the tree is asked through one literal scan for all questions together: each says which words
it waits for, and takes a word off when it has its answer, so the scan ends as soon as nobody waits.
"""

import builtins
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

import msgspec

from parti.constraints import constraint, outside, sweep, unmined
from parti.constraints import tree as trees
from parti.constraints.mining import subjects
from parti.source import effects, facts, imports, languages, manifests, shape, standard

MOST_READ = 400
"""Files of the rest whose facts are read; what is not answered by then is not called new."""

Extract = Callable[[str, str], facts.Facts]


class Changed(msgspec.Struct, frozen=True):
    """One changed file of code: what it said, what it says, and whether it was there."""

    path: str
    was: facts.Facts
    now: facts.Facts
    existed: bool


class Question(Protocol):
    """What somebody wants to know of the rest of the tree."""

    waiting: set[str]

    def see(self, path: str, known: facts.Facts, words: frozenset[str]) -> None:
        """A file of the rest in which some of the words occur."""
        ...


class Change:
    """What changed, and where to ask about the rest.

    Args:
        texts: the changed files with their texts before and after.
        tree: the tree after the change.
        extract: makes the facts of a text; a store of kept facts, where there is one.
    """

    def __init__(self, texts: Iterable[shape.FileChange], tree: constraint.Tree, extract: Extract) -> None:
        self.tree = tree
        every = tuple(texts)
        self.paths = frozenset(each.path for each in every)
        counted = subjects.mined(sorted(self.paths))
        self.manifests = tuple(each for each in every if is_manifest(each.path))
        self.files = tuple(
            Changed(each.path, was, now, each.base is not None)
            for each in every
            if each.path in counted and not subjects.is_generated(each.new or "")
            for was in [extract(each.base or "", each.path)]
            for now in [extract(each.new or "", each.path)]
            if not was.problem and not now.problem
        )
        self._outside = outside.Outside(tree, lambda name, language: False)

    @cached_property
    def rest(self) -> tuple[str, ...]:
        """The code that did not change."""
        return tuple(p for p in subjects.mined(self.tree.paths()) if p not in self.paths)

    @cached_property
    def _python(self) -> frozenset[str]:
        return imports.first_party(self.tree.paths())

    def ask(self, questions: Sequence[Question]) -> None:
        """Shows each question the files of the rest that hold a word it waits for.

        What a question still waits for when too many files would have to be read is dropped.
        """
        present = sweep.scanner((w for q in questions for w in sorted(q.waiting)), len(self.rest))
        reads = 0
        for path in self.rest:
            waiting = frozenset[str]().union(*(question.waiting for question in questions))
            here = present(self.tree.text(path)) & waiting if waiting else waiting
            if not waiting:
                return
            if here:
                reads += 1
                known = trees.facts(self.tree, path)
                for question in questions:
                    question.see(path, known, here & question.waiting)
            if reads > MOST_READ:
                for question in questions:
                    question.waiting.clear()
                return

    def dependency(self, target: str, path: str) -> str:
        """The dependency that an imported name belongs to; empty for ours and for the standard library."""
        language = languages.language(path)
        return standard.package(target, language) if self._outside.foreign(target, language) else ""

    def primitive(self, call: facts.Call, path: str) -> str:
        """What a call does to the world, under the name that a check would give it; empty for nothing."""
        if effects.writes(call) == "yes":
            return WRITE
        top, dot, _ = call.name.partition(".")
        if not call.certain or not dot or top in _BUILT_IN or call.name.endswith(_ERRORS):
            return ""
        if effects.effect(call):
            return call.name
        python = languages.language(path) == "python" and call.how == "call"
        ours = top in self._python
        return call.name if python and not ours and self.dependency(call.name, path) else ""


WRITE = "open-for-write"
_ASIDE = constraint.Scope(unmined.ASIDE)
_BUILT_IN = frozenset(dir(builtins))
_ERRORS = ("Error", "Exception", "Warning")


def is_manifest(path: str) -> bool:
    """Whether a path declares what the project itself depends on, its documentation and tests left out."""
    return bool(manifests.kind(path)) and not _ASIDE.covers(path)


def place(known: facts.Facts, path: str) -> str:
    """The dotted name of a file's module."""
    return known.module or imports.placed(path)


def calls(known: facts.Facts) -> Iterator[facts.Call]:
    """The calls of a file whose name is sure, mentions left out."""
    return (call for call in known.calls if call.certain and call.how in ("call", "argument"))


def last(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def glob(path: str) -> str:
    """The files of a path's language in its top folder: `src/**/*.py`."""
    extension = path.rsplit(".", 1)[-1]
    top, slash, _ = path.partition("/")
    return f"{top}/**/*.{extension}" if slash else f"**/*.{extension}"


def owners(known: facts.Facts) -> Mapping[str, facts.Definition]:
    """The functions of a file by their names."""
    return {each.name: each for each in known.definitions if each.kind == "function"}
