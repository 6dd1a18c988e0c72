"""The words that tell which messages a clause on acknowledging speaks of.

Called by `flows`. They are looked for where people put them: before the verb (`the order is acknowledged`),
behind it, in a scope (`on the refunds queue`) or in a label; words that fit any flow tell nothing.
"""

import re
from collections.abc import Iterable

from parti.design import elements
from parti.design.contradictions import Said

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
_IS = re.compile(r"is|are|was|were|be|been|must|may|can|will|comes?|happens?|goes", re.IGNORECASE)
_GENERAL = re.compile(
    r"an?|the|this|that|these|those|each|every|all|any|no|nothing|none|nobody|it|its|they|them|their|we|you|our|"
    r"one|everything|message|delivery|event|item|record|row|entry|batch|job|task|work|thing|tag|offset|both|such|"
    r"new|first|last|next|same|single|never|not|always|also|just|of|from|for|has|have|had|do|does|will|must|may|"
    r"can|consumer|worker|handler|broker|queue|topic|stream|client|process|component|service|manual|explicit|auto|"
    r"receipt|arrival|delivered|arrived|received|processed|handled|done|failed|\w+ly",
    re.IGNORECASE,
)
_STORING = re.compile(r"ack|acknowledg|commit|stor|writ|insert|sav|persist|durabl|transaction")


def words(text: str) -> frozenset[str]:
    """Every word of a text as things are compared by."""
    return frozenset(elements.plain(word) for word in re.findall(_WORD, text))


def things(one: Said, clause: str) -> frozenset[str]:
    """The telling words of what is acknowledged; a decision's title is no label."""
    found = [match[1] for match in _PASSIVE.finditer(clause)]
    found += [match[1] for match in _ACTIVE.finditer(clause)]
    for match in _SCOPE.finditer(clause):
        found += [_begun(part) for part in match.groups() if part]
    if not one.key.startswith("D-") and (label := _LABEL.match(clause)):
        found.append(label[1])
    return frozenset(word for text in found for word in _telling(text))


def _begun(text: str) -> str:
    """The words of a scope up to the verb behind it: `parcels` of `parcels is late`."""
    words = text.split()
    end = next((at for at, word in enumerate(words) if at and _IS.fullmatch(word)), len(words))
    return " ".join(words[:end])


def _telling(text: str) -> Iterable[str]:
    """The last words of a text that belong together, without those that say nothing."""
    for word in reversed(text.split()):
        if _ENDS.fullmatch(word):
            return
        found = elements.plain(word)
        general = _GENERAL.fullmatch(word) or _GENERAL.fullmatch(found) or _STORING.match(found)
        if len(found) > 1 and not general:
            yield found
