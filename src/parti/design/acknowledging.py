"""When a message is acknowledged: before what it causes is stored, or after.

Called by `clashes`, which reports two statements on different sides. A clause speaks only when it names
both steps and their order; one about a crash between the two, about another way that was not taken, or
about somebody else's confirmation says nothing of the order. Two are compared when they speak of one flow
(`flows`), because one system may well acknowledge orders late and telemetry early.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from parti.design import flows
from parti.design import quantities as q
from parti.design import state as states
from parti.design.contradictions import Said

_ASKS = "Q-ack-strategy"
"""Its answers speak of acknowledging without the word."""

_ACK = r"\b(?:ack(?:s|ed|ing)?|acknowledg\w*)\b"
_STORE = (
    r"\b(?:commit\w*|stor(?:ed?|es|ing)|writ(?:es?|ten|ing)|insert\w*|sav(?:ed?|es|ing)|persist\w*|"
    r"durabl[ey]|transaction)\b"
)
_FEW = r"[^.;]{0,40}?"
_NEXT = r"(?:(?!next\b|another\b)[\w'`-]+\s+){0,4}?"
_THEN = rf"(?:,\s*(?:and\s+)?|\s+and\s+)then\s+{_NEXT}"
_EARLY = re.compile(
    rf"{_ACK}{_FEW}\bbefore\s+{_NEXT}{_STORE}"
    rf"|{_ACK}(?:\s+[\w'`-]+){{0,4}}?{_THEN}{_STORE}"
    rf"|\b(?:commit\w*|stor(?:ed?|es)|insert\w*)\s+(?:[\w'`-]+\s+){{0,3}}?after\s+(?:[\w'`-]+\s+){{0,3}}?{_ACK}"
    r"|\bauto[-_]?ack\w*\b(?!\s*(?:=|:|is)?\s*(?:false|off|no)\b)"
    rf"|\bautomatic(?:ally)?\s+ack\w*|{_ACK}{_FEW}\b(?:automatically|on (?:receipt|delivery|arrival)|"
    r"as soon as (?:it|they|the message) (?:arrives?|comes?|is received|is delivered))\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    rf"{_ACK}{_FEW}\b(?:after|once|when|as soon as)\s+(?!that\b|wards\b)[^.;]{{0,60}}?{_STORE}"
    rf"|\b(?:after|once|when)\s+{_NEXT}{_STORE}{_FEW}{_ACK}"
    rf"|{_STORE}(?:\s+[\w'`-]+){{0,6}}?(?:{_THEN}|\s+before\s+{_NEXT}){_ACK}",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    rf"\b(?:never|not|no|nothing|none|nobody|cannot|\w+n't)\b{_FEW}{_ACK}{_FEW}\b(?:before|until)\b[^.;]{{0,40}}?{_STORE}"
    rf"|{_ACK}{_FEW}\b(?:never|not|nothing|none)\b{_FEW}\b(?:before|until)\b[^.;]{{0,40}}?{_STORE}",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:never|not|no|nothing|none|nobody|without|cannot|off|false|\w+n't)\b", re.IGNORECASE
)
_ELSE = re.compile(
    r"\b(?:if|would|could|might|instead of|rather than|unlike|used to|formerly|crash\w*|kill\w*|dies|"
    r"between|publish\w*|producers?|confirms?|http)\b",
    re.IGNORECASE,
)


class _Clause(msgspec.Struct, frozen=True):
    """A clause that puts the acknowledgement on one side of the store, and the flow that it speaks of."""

    said: Said
    side: str
    flow: flows.Flow


def pair(every: Iterable[Said], state: states.DesignState) -> tuple[Said, Said] | None:
    """The first two that put it on different sides in one flow, the early one first; None without both."""
    known = flows.Flows(state)
    found: list[_Clause] = []
    unclear: set[str] = set()
    for one in every:
        clauses = tuple(_sided(one, known))
        if _is_unclear(clauses):
            unclear |= {home for clause in clauses for home in clause.flow.homes}
        else:
            found += clauses
    several = flows.told_apart(clause.flow for clause in found)
    once = {(clause.side, clause.flow): clause for clause in reversed(found)}
    sides = ([once[place] for place in reversed(once) if place[0] == side] for side in ("early", "late"))
    for early, late in itertools.product(*sides):
        shared = early.flow.homes & late.flow.homes
        if shared.isdisjoint(unclear) and known.are_one(early.flow, late.flow, several):
            return early.said, late.said
    return None


def _is_unclear(clauses: Sequence[_Clause]) -> bool:
    """Both sides in one statement tell two kinds of message apart; without names nobody knows which."""
    early, late = ([one.flow.things for one in clauses if one.side == side] for side in ("early", "late"))
    return any(not one or not other or one & other for one, other in itertools.product(early, late))


def _sided(one: Said, known: flows.Flows) -> Iterator[_Clause]:
    """The clauses that put the acknowledgement on a side of the store."""
    joined = re.sub(r"[.;]\s+then\b", ", then", one.text, flags=re.IGNORECASE)
    for number, clause in enumerate(q.clauses(joined)):
        full = f"We acknowledge {clause}" if one.key == _ASKS and not number else clause
        if "ack" in full.casefold() and not _ELSE.search(full) and (side := _side(full)):
            yield _Clause(one, side, known.of(one, clause))


def _side(clause: str) -> str:
    """A denial counts up to where the order has been told; what comes after it speaks of something else."""
    if _NOT_BEFORE.search(clause):
        return "late"
    found = [
        side
        for side, pattern in (("early", _EARLY), ("late", _LATE))
        if (match := pattern.search(clause)) and not _DENIED.search(clause[: match.end()])
    ]
    return found[0] if len(found) == 1 else ""
