"""The flow that a clause on acknowledging speaks of, and when two such clauses speak of one.

Called by `acknowledging`. Two statements speak of one flow when nothing tells them apart: neither the
component that takes the messages nor the things that are taken. Where a statement may speak of several, and
does not say *all*, it is compared with none, because what only other words could remove is no finding.
"""

import itertools
import re
from collections.abc import Iterable

import msgspec

from parti.design import elements, telling
from parti.design import state as states
from parti.design.contradictions import Said

_TAKES = ("consumer", "http-endpoint")
"""Kinds that acknowledge what others send; a statement that names none is about those of the first kind."""

_ALL = re.compile(r"\b(?:nothing|no|none|never|always|every|each|all|any)\b", re.IGNORECASE)


class Flow(msgspec.Struct, frozen=True):
    """Whose messages, which of them in telling words, and whether all of them are meant."""

    homes: frozenset[str]
    things: frozenset[str]
    every: bool


class Flows:
    """The flows of one design: what binds two clauses is looked up once."""

    def __init__(self, state: states.DesignState) -> None:
        kinds = {component.name: component.kind for component in state.component_bodies()}
        self._names = tuple(kinds)
        self._takers = frozenset(name for name, kind in kinds.items() if kind in _TAKES)
        first = (frozenset(name for name, kind in kinds.items() if kind == wanted) for wanted in _TAKES)
        self._usual = next((found for found in first if found), frozenset(("",)))
        self._owners = elements.owners(state)
        self._known = _told(state)

    def of(self, one: Said, clause: str) -> Flow:
        """The flow that a clause of a statement speaks of."""
        said = elements.named(one.text, self._names) & self._takers
        own = self._owners.get(one.key, frozenset()) & self._takers
        return Flow(said or own or self._usual, telling.things(one, clause), bool(_ALL.search(clause)))

    def are_one(self, one: Flow, other: Flow, several: bool) -> bool:
        """Whether two clauses certainly speak of one flow; `several`: there is more than one by name."""
        if one.homes.isdisjoint(other.homes) or not (_is_told(one) and _is_told(other)):
            return False
        if one.things and other.things:
            return not one.things.isdisjoint(other.things)
        things = one.things | other.things
        if several:
            return False
        home = {elements.plain(word) for name in one.homes | other.homes for word in name.split()}
        return not things or not things.isdisjoint(self._known | home)


def _is_told(flow: Flow) -> bool:
    return len(flow.homes) == 1 or flow.every


def told_apart(every: Iterable[Flow]) -> bool:
    """Whether things are named that share no word: then there is more than one flow."""
    named = {flow.things for flow in every if flow.things}
    return any(one.isdisjoint(other) for one, other in itertools.combinations(named, 2))


def _told(state: states.DesignState) -> frozenset[str]:
    """The words of the problem, by which a thing is known as one that this design is about."""
    problem = state.problem
    texts = (problem.situation, *problem.needed, *problem.never) if problem else ()
    return frozenset(word for text in texts for word in telling.words(text))
