"""“We'll decide in the sprint”: an answer that names a later day, or nobody, instead of what holds.

Called by `adequacy`. A number beside such words does not save them: “to be defined by the team, about 3
days” is still to be defined. What *happens* later is another thing (“rows are written later by the
compactor”), and so is what a part of the system decides (“decided by the lock”): the rules ask for a
decision that people still owe, or for somebody without a name who is to act.
"""

import re

_PEOPLE = (
    r"(?:us|me|them|somebody|someone|whoever|(?:(?:the|our|a|each|every|some|whichever)\s)?(?:[\w-]+\s)?"
    r"(?:team|teams|developers?|engineers?|programmers?|implementers?|architects?|management|"
    r"product owner|stakeholders?))"
)
_PHASE = (
    r"(?:sprint(?:s| planning)?|backlog|(?:implementation|implementing|coding|development|planning|"
    r"refinement|build|design|test|review|rollout) (?:phase|stage|time|meeting)|"
    r"implementation|refinement|kick-?off)"
)
_IN_A_PHASE = (
    rf"(?:in|during|within|at|until|before|after)\s(?:(?:the|our|this|that)\s)?"
    rf"(?:(?:next|coming|first|later|following|upcoming|actual)\s)?{_PHASE}\b"
)
_SOME_DAY = (
    r"(?:later(?: on|(?! than\b))|soon|at some point|some ?day|in due (?:course|time)|"
    r"next (?:week|month|time)|another time|when (?:we|they|you|i) (?:get|come|are) (?:there|to it)|"
    r"(?:once|when|as soon as|after) (?:we|they|i) (?:know|have|see|implement|build|code|write|start)\b)"
)
_OPEN_END = r"(?=\s*(?:[.,;:!)–—-]|$))"
_OWED = rf"(?:{_OPEN_END}|\s(?:{_SOME_DAY}|{_IN_A_PHASE}|(?:by|with|among|between)\s{_PEOPLE}\b))"
"""What follows a decision that is still owed: nothing, a later day, a phase of the work, or people."""

_SETTLED = (
    r"(?:decided|defined|determined|discussed|agreed(?: (?:on|upon))?|clarified|specified|chosen|"
    r"(?:figured|worked|sorted|found) out|decided (?:on|upon)|looked (?:at|into)|thought about)"
)
_LATER_TOO = (
    rf"(?:{_SETTLED}|set|settled|confirmed|fixed|picked|named|tuned|documented|added|filled in|provided)"
)
_DEFERRED = re.compile(
    rf"\b(?:yet |still )?to be (?:still )?{_SETTLED}{_OWED}"
    rf"|\b(?:to|will|must|should|shall|can|may|has to|have to|needs? to|is going to) (?:still )?"
    rf"(?:be|get) (?:{_LATER_TOO}\s(?:{_SOME_DAY}|{_IN_A_PHASE})|{_SETTLED}\s(?:by|with)\s{_PEOPLE}\b)"
    rf"|\b(?:is|are)(?: still)? (?:left|postponed|deferred|put off)\s(?:(?:to|for|until|till)\s)?"
    rf"(?:{_SOME_DAY}|{_IN_A_PHASE}|(?:the |our )?(?:next )?{_PHASE}\b|{_PEOPLE}\b)"
    rf"|\b(?:we|i|they|(?:the|our) (?:team|developers|engineers))"
    r"(?:['’]ll| will| shall| can| could| may| have to| need to| must| want to|(?: a|['’])re going to)"
    r"(?: (?:still|then|just|first))?"
    rf" (?:decide(?: (?:on )?(?:it|this|that))?{_OWED}|decide (?:what|how|which|whether|when|where|who)\b"
    r"|figure\b|(?:work|sort|find) (?:(?:it|this|that) )?out\b|think about\b|discuss\b|look into\b|"
    r"revisit\b|clarify\b|come back to\b|know more\b"
    rf"|(?:define|determine|choose|pick|set|specify|agree on|settle)(?: (?:it|this|that|one))?\s"
    rf"(?:{_SOME_DAY}|{_IN_A_PHASE}))"
    r"|\b(?:in|during|until|for)\s(?:the|our|a|this)\s(?:(?:next|coming|first|later|following)\ssprint\b|"
    r"(?:implementation|coding|development|planning|refinement)\sphase\b)|(?<!`)\btb[dc]\b",
    re.IGNORECASE,
)
_AWAITED = re.compile(
    r"\b(?:for|lets?|allows?|causes?|expects?|until|before)\s(?:[\w`.-]+\s){1,4}$", re.IGNORECASE
)
"""“waits for the winner to be decided” tells what happens and owes nothing."""

_NOBODYS = re.compile(
    r"(?:^|[.;:,]\s*)(?:(?:and|or|but|then|later|(?:on|in|at|after|by|within|about|from)\s[\w:-]+(?:\s\w+){0,2})"
    r"\s){0,2}(?P<who>some ?(?:one|body))\s(?!else\b|from\b|who|in\b|on\b|of\b|with\b|at\b)\w+[^.;]*"
    r"|(?P<by>\bby some ?(?:one|body))\b(?!['’]| (?:else|from|who|in|on|of|with|at)\b)",
    re.IGNORECASE,
)
"""Somebody acts, and nobody knows who; a colon behind it may still say it."""

_CONDITION = re.compile(
    r"\b(?:if|when(?:ever)?|unless|until|while|once|after|before|because|since|that|which|who|held|taken)\b",
    re.IGNORECASE,
)


def deferred(text: str) -> str:
    """The words that leave the answer to a later day; empty otherwise.

    Args:
        text: an answer with single blanks between its words.
    """
    found = (one for one in _DEFERRED.finditer(text) if not _AWAITED.search(text[: one.start()]))
    return next((one[0].strip() for one in found), "")


def nobodys(text: str) -> str:
    """The words for somebody without a name who is to act; empty otherwise.

    Args:
        text: an answer with single blanks between its words.
    """
    for found in _NOBODYS.finditer(text):
        before = re.split(r"[.;]", text[: found.start() + 1])[
            -1
        ]  # what is found may begin with the full stop
        if _CONDITION.search(before) or (found["who"] and ":" in found[0].lstrip(" ,.;:")):
            continue
        return str(found["who"] or found["by"])
    return ""
