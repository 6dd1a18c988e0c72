"""A constraint: a sentence about the code base with a check, and the tree that it is checked on.

Made by `document` from CONSTRAINTS.md, read by every check. Values only: a check gets the sources
as data, so the same code runs on the work tree, on a commit, on an example in the document.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, runtime_checkable

import msgspec

from parti.constraints import apart, globs
from parti.constraints.finding import Finding, Level, Place
from parti.source import adjacent, lines

_SNIPPET = 500
"""Characters of the line that a finding keeps: thousands of findings may lie on one line."""


class Example(msgspec.Struct, frozen=True):
    """A *kept* or *broken* example: its code, language and the path that it pretends to have."""

    verdict: str
    language: str
    code: str
    path: str
    line: int


class Scope(msgspec.Struct, frozen=True):
    """Which files a constraint speaks of: globs with `**`, and the exceptions."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        inside = not self.include or globs.any_of(self.include)(path)
        return inside and not (self.exclude and globs.any_of(self.exclude)(path))


class Constraint(msgspec.Struct, frozen=True, kw_only=True):
    """One section of CONSTRAINTS.md.

    Args:
        id: the stable id from `{#id}`.
        title: the closed-door sentence.
        reason: the prose below it.
        kind: the kind of check, or `judged` for advice that no machine checks.
        options: the check block, parsed.
        line: where the section starts in the document.
    """

    id: str
    title: str
    reason: str
    scope: Scope
    owner: str
    kind: str
    options: Mapping[str, object]
    examples: tuple[Example, ...]
    line: int


class Source(msgspec.Struct, frozen=True):
    """One file's text by its path relative to the root, with `/`."""

    path: str
    text: str


class Tree(Protocol):
    """What a check may look at: paths, and texts on demand."""

    def paths(self) -> Sequence[str]:
        """Every path in the tree, sorted."""
        ...

    def text(self, path: str) -> str:
        """A file's text; undecodable bytes are replaced, never a reason to skip."""
        ...

    def changed(self) -> frozenset[str] | None:
        """The paths that this run is about; None for the whole tree."""
        ...


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a kind that judges file by file looks at one file under one constraint.

    Args:
        languages: the languages that it reads.
        words: groups of words; a file in which no group occurs whole is never looked at. `((),)` asks
            for every file. Words stand for themselves, in the spelling of the file.
        phrases: groups of phrases of tokens, asked where the words occur; a file without any is not
            looked at either.
        at: the findings in one source.
    """

    languages: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    phrases: adjacent.Groups = ((),)
    at: Callable[[Source], Iterable[Finding]]


class Check(Protocol):
    """What a module in `checks/` offers: its manual is the docstring.

    A kind offers one of two ways to judge: `look(constraint, tree) -> Look` when each file can be judged by
    itself, so that one pass over the tree serves all constraints; or `findings(constraint, tree)` when it
    compares files with one another. A kind that names things which may disappear also offers
    `rot(constraint, tree)`; one that does not read every language that has facts offers `reads(raw)`, the
    languages that it reads with such a block. `EXAMPLE` holds the options under which `KEPT` and `BROKEN`
    are run.
    """

    KIND: str
    EXAMPLE: Mapping[str, object]
    KEPT: Sequence[tuple[str, str]]
    BROKEN: Sequence[tuple[str, str]]

    def options(self, raw: Mapping[str, object]) -> Sequence[str]:
        """Sentences about what is wrong in a check block; empty when it can run."""
        ...


@runtime_checkable
class FileCheck(Check, Protocol):
    """A kind that judges each file by itself."""

    def look(self, constraint: Constraint, tree: Tree) -> Look:
        """How to look at one file under this constraint."""
        ...


@runtime_checkable
class TreeCheck(Check, Protocol):
    """A kind that compares files with one another."""

    def findings(self, constraint: Constraint, tree: Tree) -> Iterable[Finding]:
        """The places in the tree where the constraint is broken."""
        ...


def broken(
    constraint: Constraint, source: Source, line: int, column: int, message: str, fix: str
) -> Finding:
    """A finding of this constraint at a place in a source; without a column it is about the whole file."""
    level: Level = "error"
    return Finding(
        code=constraint.id,
        level=level,
        message=message,
        place=Place(path=source.path, line=line, column=column),
        fix=fix,
        snippet=lines.at(source.text, line).strip()[:_SNIPPET],
        around=apart.around(source.text, line) if column else "",
    )


def rotten(constraint: Constraint, message: str, fix: str, level: Level = "warning") -> Finding:
    """A finding about the constraint itself: what it speaks of is no longer there."""
    place = Place(path="CONSTRAINTS.md", line=constraint.line)
    return Finding(
        code="constraints/rot", level=level, message=message, place=place, fix=fix, snippet=message
    )
