"""When a message is acknowledged: before what it causes is stored, or after.

Called by `clashes`, which reports two statements on different sides. A clause speaks only when it names
both steps and their order; one about a crash between the two, about another way that was not taken, or
about somebody else's confirmation says nothing of the order. Where one statement holds both sides it tells
two kinds of message apart, and then nothing is compared.
"""

import re
from collections.abc import Iterable

from parti.design import quantities as q
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
    r"between|publish\w*|producers?|confirms?|telemetry|http)\b",
    re.IGNORECASE,
)


def pair(every: Iterable[Said]) -> tuple[Said, Said] | None:
    """The first that acknowledges before storing and the first that does so after; None without both."""
    early: list[Said] = []
    late: list[Said] = []
    for one in every:
        sides = _sides(one)
        if len(sides) > 1:
            return None
        early += [one] if sides == {"early"} else []
        late += [one] if sides == {"late"} else []
    return (early[0], late[0]) if early and late else None


def _sides(one: Said) -> set[str]:
    """On which side of the store a statement puts the acknowledgement."""
    text = f"We acknowledge {one.text}" if one.key == _ASKS else one.text
    joined = re.sub(r"[.;]\s+then\b", ", then", text, flags=re.IGNORECASE)
    clauses = (clause for clause in q.clauses(joined) if not _ELSE.search(clause))
    return {side for clause in clauses if (side := _side(clause))}


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
