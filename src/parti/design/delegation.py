"""“The framework handles it”: an answer that sends the question to somebody else, and says no more.

Called by `adequacy`. Such words are an answer when they name what handles it, and where that is configured
or what it guarantees; without both they say nothing that a reviewer could check, in any slot.
"""

import re

_SOMEBODY = (
    r"(?:frameworks?|librar(?:y|ies)|lib|orm|sdk|drivers?|clients?|platform|cloud|runtime|language|"
    r"infra(?:structure)?|middleware|vendor|provider|service mesh|mesh|operating system|os|stack|tooling|"
    r"standard library|other (?:side|team|service)|upstream|downstream)"
)
"""Words for somebody who has a name that is not said."""

_PART = (
    r"(?:databases?|db|broker|load balancer|gateway|proxy|kernel|queue|server|scheduler|orchestrator|cache|"
    r"file system)"
)
"""Words that name a part of a system well enough; what it does about it is still to be said."""

_ADVERB = r"(?:already|automatically|simply|just|always|usually|normally|will|should|can|does|also)"
_TAKES = (
    r"(?:handles?|takes? care(?: of)?|deals? with|looks? after|covers?|manages?|solves?|sorts?(?: out)?|"
    r"does|guarantees?|ensures?)"
)
_ITS_NAME = (
    r"\b(?!(?:It|This|That|These|They|We|I|You|So|He|She|One|Nobody|Nothing|Who|What|Each)\b)"
    r"[A-Z][\w.-]{1,40}(?:'s\s[\w-]{1,40})?"
)
_ALL_OF_IT = (
    r"(?:it|this|that|these|those|them|everything|the rest|all(?: of (?:it|this|that|them))?|"
    r"such (?:things|cases))"
    r"(?!\s+(?:is|are|has|have|was|were|message|row|request|order|case|way)\b)(?!\w)"
)
_HANDLED = r"(?:handled|taken care of|dealt with|looked after|managed|covered|solved|sorted out|done)"
_ELSEWHERE = (
    r"(?:upstream|downstream|elsewhere|internally|automatically|by default|out of the box|for us|for free|"
    r"under the hood|behind the scenes|transparently|somewhere else)"
)
_WHO = (
    r"(?:(?:the|our|its|their|a|an|that|this|every)\s(?:[\w-]{1,40}\s)?"
    rf"(?:{_SOMEBODY}|{_PART})|upstream|downstream)"
)
_DELEGATES = re.compile(
    rf"(?P<who>\b(?i:{_WHO})|{_ITS_NAME})(?:\s(?i:{_ADVERB})){{0,3}}\s(?i:{_TAKES})"
    rf"(?:\s(?i:{_ALL_OF_IT})|(?=\s?(?:[.,;!]|$)))"
    rf"|\b(?i:{_HANDLED}\sby)\s(?P<by>(?i:{_WHO})\b)"
    rf"|\b(?i:{_HANDLED}\s{_ELSEWHERE})\b"
    r"|\b(?i:(?:comes?|works?)\s(?:for free|out of the box|by default|built[- ]in))\b"
)
_IS_PART = re.compile(rf"\b{_PART}\b", re.IGNORECASE)
_IS_SOMEBODY = re.compile(rf"\b{_SOMEBODY}\b", re.IGNORECASE)
_NAMED = re.compile(
    r"`[^`]+`|\b\w+\(\)|\b[a-zA-Z]\w{0,80}_\w+|\b[\w-]{1,80}\.[a-z]{1,5}\b|\b[\w.-]{1,80}/[\w./-]+|"
    r"(?<![.!?] )(?<!^)\b(?!(?:I|OK|TBD|We|It|The|This|That|They|Our)\b)[A-Z]\w+"
)
_PROMISES = re.compile(
    r"\d|\b(?:unique|constraint|transaction\w*|commits?|rolls? back|roll(?:ed)? back|retr(?:y|ies|ied)\w*|"
    r"re-?deliver\w*|re-?sends?|reject\w*|refus\w*|drop\w*|discard\w*|acknowledg\w*|acks?|nacks?|"
    r"time.?outs?|deadline|"
    r"locks?|fsync\w*|renam\w*|atomic\w*|idempoten\w*|dead.?letter\w*|encrypt\w*|escap\w*|parameter\w*|"
    r"at (?:most|least) once|exactly once|in order|serialis\w*|serializ\w*|isolat\w*|encod\w*|decod\w*|"
    r"clos(?:es?|ed)|raises?|returns?|restarts?|replay\w*|reconnect\w*|replicat\w*|quorum|index(?:es)?|"
    r"validat\w*|pars(?:es?|ed)|check(?:s|ed)?|stops?|waits?|queue[sd]|stor(?:es?|ed)|keeps?|kept|"
    r"expir\w*|delet\w*)\b",
    re.IGNORECASE,
)


def delegated(text: str) -> str:
    """The words that send the question elsewhere without saying to whom and to what; empty otherwise."""
    found = _DELEGATES.search(text)
    if found is None or _accounted(text, found):
        return ""
    return found[0].strip()


def without(text: str) -> str:
    """The text without words that send the question elsewhere, for one that says to whom and to what."""
    return _DELEGATES.sub(" ", text)


def _accounted(text: str, found: re.Match[str]) -> bool:
    """Whether it names what handles it, and where that is configured or what is guaranteed."""
    who = found["who"] or found["by"] or ""
    rest = _DELEGATES.sub(" ", text)
    names = {match[0].casefold() for match in _NAMED.finditer(f" {rest}")}
    by_name = bool(who) and (_IS_PART.search(who) is not None or _IS_SOMEBODY.search(who) is None)
    said = len(names) + by_name
    plain = _NAMED.sub(" ", rest)
    return said > 1 or (said == 1 and _PROMISES.search(plain) is not None)
