"""The functions and classes of a tree as patterns see them: by the ends of their names, and by their bases.

Filled by `registries`. A pattern is looked for among names in their order, so that a tree with a thousand
registries is not gone through once for each of them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

_LAST = "\U0010ffff"


class Member(msgspec.Struct, frozen=True):
    """A function or class of a module, as far as patterns look at it."""

    full: str
    name: str
    kind: str
    path: str
    bases: tuple[str, ...]
    decorators: tuple[str, ...]


class Fits(msgspec.Struct, frozen=True):
    """Whether a member has the name and base of a pattern: `handle_*`, `*Job`, or `*` with a base."""

    kind: str
    glob: str
    base: str = ""

    def __call__(self, member: Member) -> bool:
        before, _, behind = self.glob.partition("*")
        if member.kind != self.kind or not (
            member.name.startswith(before) and member.name.endswith(behind)
        ):
            return False
        return not self.base or (member.name != self.base and self.base in _ends(member))


class Members:
    """All members of one tree, once they are known."""

    def __init__(self, members: Iterable[Member]) -> None:
        every = tuple(members)
        self._forward = sorted(((each.name, each) for each in every), key=_by_name)
        self._backward = sorted(((each.name[::-1], each) for each in every), key=_by_name)
        self._based: defaultdict[str, list[Member]] = defaultdict(list)
        self.named: defaultdict[str, list[Member]] = defaultdict(list)
        for each in every:
            self.named[each.full].append(each)
            for base in _ends(each):
                self._based[base].append(each)
        self._paths: dict[Fits, list[str]] = {}

    def within(self, fits: Fits, include: Sequence[str]) -> int:
        """How many members of a pattern lie within these globs: files, and folders with all below."""
        if fits not in self._paths:
            self._paths[fits] = sorted(each.path for each in self._near(fits) if fits(each))
        paths = self._paths[fits]
        return sum(_counted(paths, glob) for glob in include)

    def _near(self, fits: Fits) -> Sequence[Member]:
        """All that may have a pattern's name or base, and few others."""
        if fits.base:
            return self._based.get(fits.base, ())
        before, _, behind = fits.glob.partition("*")
        rows = self._forward if before else self._backward
        start = before or behind[::-1]
        return [each for _, each in _beginning(rows, start)]


def covers(path: str, include: Sequence[str]) -> bool:
    """Whether a path lies within globs of files and of folders."""
    return any(_counted([path], glob) for glob in include)


def _counted(paths: Sequence[str], glob: str) -> int:
    if glob.endswith("**"):
        return bisect_left(paths, glob[:-2] + _LAST) - bisect_left(paths, glob[:-2])
    return bisect_left(paths, glob + "\0") - bisect_left(paths, glob)


def _beginning(rows: Sequence[tuple[str, Member]], start: str) -> Sequence[tuple[str, Member]]:
    low = bisect_left(rows, start, key=_by_name)
    return rows[low : bisect_left(rows, start + _LAST, key=_by_name)]


def _by_name(row: tuple[str, Member]) -> str:
    return row[0]


def _ends(member: Member) -> frozenset[str]:
    """The last words of what a class derives from."""
    return frozenset(base.rpartition(".")[2] for base in member.bases)
