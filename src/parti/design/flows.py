"""What a clause says is acknowledged, and when two such clauses speak of one flow.

Called by `acknowledging`. Two statements speak of one flow when nothing tells them apart: neither the
component that takes the messages nor the things that are taken. Where a statement may speak of several, and
does not say *all*, it is compared with none, because what only other words could remove is no finding.
"""

import itertools
import re
from collections.abc import Iterable

import msgspec

from parti.design import elements
from parti.design import state as states
from parti.design.contradictions import Said

_TAKES = ("consumer", "http-endpoint")
"""Kinds that acknowledge what others send; a statement that names none is about those of the first kind."""

_WORD = r"[\w'’`-]+"
_PASSIVE = re.compile(
    rf"(?<![\w'’`-])((?:{_WORD}\s+){{1,6}})(?:is|are|was|were|gets?|be|being|been)\s+(?:{_WORD}\s+){{0,2}}?ack\w*\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"\b(?:acknowledg(?:es?|ing)|acks|acking|(?:we|to|then|and|must|it)\s+ack)\s+((?:{_WORD}\s+){{0,3}}{_WORD})"
    r"(?=\s*,|\s+(?:before|after|once|when|then|until|on|as|only|and)\b)",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    rf"\b(?:for|on|from|in|of)\s+((?:{_WORD}\s+){{1,3}}?)(?:queue|topic|stream|message|event|channel|subscription)s?\b"
    rf"|\back\w*\s+(?:for|of)\s+((?:{_WORD}\s+){{0,2}}{_WORD})|^\s*(?:for|on|with)\s+((?:{_WORD}\s+){{0,3}}{_WORD}),",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"^\W*((?:{_WORD}\s+){{0,2}}{_WORD}):\s")
_ENDS = re.compile(
    r"is|are|was|were|be|been|and|or|but|once|when|while|after|before|until|then|that|which|who|what|so|as|"
    r"because|if|than|only|by|with|to|in|on|at",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"an?|the|this|that|these|those|each|every|all|any|no|nothing|none|nobody|it|its|they|them|their|we|you|our|"
    r"one|everything|message|delivery|event|item|record|row|entry|batch|job|task|work|thing|tag|offset|both|such|"
    r"new|first|last|next|same|single|never|not|always|also|just|of|from|for|has|have|had|do|does|will|must|may|"
    r"can|consumer|worker|handler|broker|queue|topic|stream|client|process|component|service|manual|explicit|auto|"
    r"receipt|arrival|delivered|arrived|received|processed|handled|done|failed|\w+ly",
    re.IGNORECASE,
)
_STORING = re.compile(r"ack|acknowledg|commit|stor|writ|insert|sav|persist|durabl|transaction")
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
        return Flow(said or own or self._usual, _things(one, clause), bool(_ALL.search(clause)))

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
    return frozenset(elements.plain(word) for text in texts for word in re.findall(_WORD, text))


def _things(one: Said, clause: str) -> frozenset[str]:
    """The telling words of what is acknowledged; a decision's title is no label."""
    found = [match[1] for match in _PASSIVE.finditer(clause)]
    found += [match[1] for match in _ACTIVE.finditer(clause)]
    found += [part for match in _SCOPE.finditer(clause) for part in match.groups() if part]
    if not one.key.startswith("D-") and (label := _LABEL.match(clause)):
        found.append(label[1])
    return frozenset(word for text in found for word in _telling(text))


def _telling(text: str) -> Iterable[str]:
    """The last words of a text that belong together, without those that say nothing."""
    for word in reversed(text.split()):
        if _ENDS.fullmatch(word):
            return
        found = elements.plain(word)
        general = _GENERAL.fullmatch(word) or _GENERAL.fullmatch(found) or _STORING.match(found)
        if len(found) > 1 and not general:
            yield found
