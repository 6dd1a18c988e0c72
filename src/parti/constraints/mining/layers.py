"""Mines the direction of imports: packages that nobody below knows, packages that know nobody above.

Called by `mine`. Among the children of one package, an import from A to B that happens often while hardly
any comes back is a law that nobody wrote. All pairs that one sentence can say become one proposal: a top
that the others never import, a ground that never imports the others, and only then chains of layers.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from parti.constraints.mining import proposal
from parti.constraints.mining.proposal import Sample

OFTEN = 12
"""Imports of one package by another below which nothing is concluded."""

BACK = 0.08
"""The share of imports in the other direction that a law survives."""

_DEPTH = 4
_OTHERS = 3
_CHAIN = 6

Edges = Counter[tuple[str, str]]


class Land(Protocol):
    """Where names lie: `ground.Ground` for Python, `lands.Land` for each other language."""

    @property
    def include(self) -> tuple[str, ...]:
        """Globs of all that is mined."""
        ...

    def module(self, target: str) -> str:
        """The module of ours that an imported name is or lies in; empty when it is not ours."""
        ...

    def globs(self, module: str) -> tuple[str, ...]:
        """The globs of a module; none for an unknown one."""
        ...

    def aside(self, include: tuple[str, ...]) -> tuple[str, ...]:
        """What a scope must leave out to speak of mined files only."""
        ...

    def written(self, name: str) -> str:
        """A name as people write it in this language."""
        ...

    def samples(self, inside: str, allowed: str, forbidden: str) -> tuple[Sample, Sample] | None:
        """Code in a module that imports what it may, and what it may not; None where there is no form."""
        ...


class Family(msgspec.Struct, frozen=True):
    """The children of one package and the imports among them, from each and to each."""

    parent: str
    out: Mapping[str, Mapping[str, int]]
    back: Mapping[str, Mapping[str, int]]

    def members(self) -> list[str]:
        return sorted(self.out.keys() | self.back.keys())

    def between(self, one: str, other: str) -> int:
        return self.out.get(one, {}).get(other, 0)


class Layers:
    """Gathers imports between packages; `proposals` makes sentences of them."""

    def __init__(self, land: Land) -> None:
        self._land = land
        self._edges: Edges = Counter()

    def see(self, module: str, imported: Iterable[Iterable[str]]) -> None:
        """One file's imports of other packages, no deeper than a few steps."""
        here = _cut(module)
        for targets in imported:
            there = {_cut(self._land.module(target)) for target in targets}
            for name in there:
                if name and name != here:
                    self._edges[here, name] += 1

    def proposals(self) -> Iterator[proposal.Proposal]:
        """A few sentences a family of packages."""
        for family in _families(self._edges):
            tops = [name for name in family.members() if _is_top(name, family)]
            placed = frozenset(tops)
            grounds = [n for n in family.members() if n not in placed and _is_ground(n, family)]
            beneath = frozenset(grounds)
            yield from self._tops(tops, family)
            for name in grounds:
                yield from self._base(name, family, beneath)
            chain = _chain(family, {*tops, *grounds}, self._is_package)
            if chain:
                yield from self._layers(chain, family)

    def _tops(self, tops: Sequence[str], family: Family) -> Iterator[proposal.Proposal]:
        """Code outside never imports them; one sentence for all that stand side by side."""
        held = tuple(name for name in tops if self._land.globs(name))
        if not held:
            return
        first = _largest("", held, family)[0]
        below = [each for each in sorted(family.out.get(first, ())) if each not in held]
        include = self._land.globs(family.parent) or self._land.include
        pair = self._land.samples(below[0], below[-1], first) if below else None
        if pair is None:
            return
        flows = [_flows(name, family) for name in held]
        written = tuple(map(self._land.written, held))
        shown, alone = proposal.named(written, 5), self._land.written(first)
        title = f"Code outside `{alone}` never imports `{alone}`"
        if len(held) > 1:
            title = f"{shown} are imported by nothing outside them"
        yield proposal.Proposal(
            key=proposal.key("nothing-imports", first),
            miner="layers",
            title=title,
            reason=f"{shown} stand{'s' * (len(held) == 1)} on "
            f"{proposal.named(self._written(_largest(first, below, family)))}; an import back ties a knot.",
            check="forbidden-import",
            options={"modules": written},
            include=include,
            exclude=(*self._globs(held), *self._land.aside(include)),
            kept=sum(out for out, _ in flows),
            unit="imports between them",
            obeying=pair[0],
            breaking=pair[1],
            weight=_depth_weight(family) * (1.0 if any(back for _, back in flows) else 0.9),
        )

    def _base(self, name: str, family: Family, grounds: frozenset[str]) -> Iterator[proposal.Proposal]:
        """It never imports those that stand on it."""
        above = [
            each
            for each in sorted(family.back.get(name, ()))
            if each not in grounds
            and family.between(name, each) <= BACK * max(OFTEN, family.between(each, name))
        ]
        kept = sum(family.between(each, name) for each in above)
        if len(above) < _OTHERS or kept < OFTEN or not self._land.globs(name):
            return
        include = self._land.globs(name)
        ranked = _largest(name, above, family)
        pair = self._land.samples(name, "", ranked[0])
        if pair is None:
            return
        shown, ours = proposal.named(self._written(ranked), 3), self._land.written(name)
        yield proposal.Proposal(
            key=proposal.key("ground", name),
            miner="layers",
            title=f"`{ours}` never imports what stands on it: {shown}",
            reason=f"{len(above)} packages beside it use `{ours}`; once it knows one of them, none can be "
            "understood or tested alone.",
            check="forbidden-import",
            options={"modules": self._written(sorted(above))},
            include=include,
            exclude=self._land.aside(include),
            kept=kept,
            unit="imports between them",
            obeying=pair[0],
            breaking=pair[1],
            weight=0.9 * _depth_weight(family),
        )

    def _is_package(self, name: str) -> bool:
        return any(glob.endswith("/**") for glob in self._land.globs(name))

    def _globs(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(glob for name in names for glob in self._land.globs(name)))

    def _written(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self._land.written, names))

    def _layers(self, chain: Sequence[str], family: Family) -> Iterator[proposal.Proposal]:
        pairs = [(a, b) for at, a in enumerate(chain) for b in chain[at + 1 :]]
        top, low = chain[0], chain[-1]
        pair = self._land.samples(low, "", top)
        if pair is None:
            return
        include, written = self._globs(chain), self._written(chain)
        yield proposal.Proposal(
            key=proposal.key("layers", family.parent or "roots", top.rpartition(".")[2]),
            miner="layers",
            title=f"Imports go only downwards: {' → '.join(f'`{name}`' for name in written)}",
            reason="Each imports those after it and hardly ever one before it.",
            check="layers",
            options={"layers": written},
            include=include,
            exclude=self._land.aside(include),
            kept=sum(family.between(a, b) for a, b in pairs),
            unit="imports between them",
            obeying=pair[0],
            breaking=pair[1],
            weight=0.8 * _depth_weight(family),
        )


def _cut(module: str) -> str:
    return ".".join(module.split(".")[:_DEPTH])


def _families(edges: Edges) -> list[Family]:
    """The imports between siblings, by their parent; a parent's own modules count as its children."""
    by_parent: defaultdict[str, Edges] = defaultdict(Counter)
    for (one, other), count in edges.items():
        left, right = one.split("."), other.split(".")
        shared = 0
        while shared < min(len(left), len(right)) and left[shared] == right[shared]:
            shared += 1
        if shared < min(len(left), len(right)):
            parent = ".".join(left[:shared])
            pair = ".".join(left[: shared + 1]), ".".join(right[: shared + 1])
            by_parent[parent][pair] += count
    return [_family(parent, by_parent[parent]) for parent in sorted(by_parent)]


def _family(parent: str, edges: Edges) -> Family:
    out: defaultdict[str, dict[str, int]] = defaultdict(dict)
    back: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), count in edges.items():
        out[one][other] = back[other][one] = count
    return Family(parent, out, back)


def _flows(name: str, family: Family) -> tuple[int, int]:
    """Imports by a package of its siblings, and by them of it."""
    return sum(family.out.get(name, {}).values()), sum(family.back.get(name, {}).values())


def _is_top(name: str, family: Family) -> bool:
    out, back = _flows(name, family)
    others = [count for count in family.out.get(name, {}).values() if count >= 2]
    return out >= 2 * OFTEN and back <= BACK * out and len(others) >= _OTHERS


def _is_ground(name: str, family: Family) -> bool:
    out, back = _flows(name, family)
    users = [count for count in family.back.get(name, {}).values() if count >= 2]
    return back >= 2 * OFTEN and out <= BACK * back and len(users) >= _OTHERS


def _largest(name: str, others: Sequence[str], family: Family) -> list[str]:
    """Packages by their imports from and to one, or from and to all others."""

    def size(other: str) -> int:
        return (
            family.between(name, other) + family.between(other, name)
            if name
            else sum(_flows(other, family))
        )

    return sorted(others, key=lambda other: (-size(other), other))


def _depth_weight(family: Family) -> float:
    """A law of the whole house is worth more than one of a cupboard."""
    return 0.8 ** max(0, family.parent.count(".") + bool(family.parent) - 1)


def _chain(family: Family, told: set[str], whole: Callable[[str], bool]) -> list[str]:
    """The chain of one-way pairs with the most imports, of packages that no sentence speaks of yet.

    Args:
        whole: whether a name is a package; a single file on top, as one of routes, says nothing.
    """

    def above(one: str, other: str) -> bool:
        return family.between(one, other) >= OFTEN and _back(one, other) <= BACK

    def _back(one: str, other: str) -> float:
        return family.between(other, one) / max(1, family.between(one, other))

    free = [name for name in family.members() if name not in told]
    places = frozenset(free)
    best: tuple[int, list[str]] = (0, [])
    for start in free:
        if not whole(start):
            continue
        chain = [start]
        while len(chain) < _CHAIN:
            near = sorted(places.intersection(family.out.get(start, ())))
            below = [n for n in near if n not in chain and all(above(c, n) for c in chain)]
            if not below:
                break
            chain.append(max(below, key=lambda n: (sum(above(n, other) for other in below), n)))
        weight = sum(family.between(a, b) for at, a in enumerate(chain) for b in chain[at + 1 :])
        if len(chain) > 1 and weight > best[0]:
            best = (weight, chain)
    return best[1]
