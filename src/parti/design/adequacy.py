"""Whether an answer says anything: typed slots before lexical rules.

Called by `answer`. A question says what its answer must hold (a number with a unit, a mechanism, an
owner, states, one choice); words such as "should be fine" never fill a slot. The rules and the
thresholds follow the field's measured lists (research on vague requirements: lexical rules alone reach 59 %
precision, slots first do far better), and an answer is sent back at most once, naming what is missing.
"""

import re

import msgspec

REQUIRED = {"blocker": 3, "high": 3, "medium": 2, "low": 1}

_PLACEHOLDER = re.compile(
    r"^\W*(tbd|tbc|todo|fixme|later|eventually|n/?a|none|nothing|unknown|no idea|don'?t know|"
    r"to be (decided|defined|discussed|confirmed)|\?+)?\W*$",
    re.IGNORECASE,
)
_ASSENT = re.compile(
    r"^\W*(yes|no|ok(ay)?|sure|fine|agreed?|sounds good|as recommended|recommended|the default|"
    r"whatever you recommend|you decide|same as (before|usual))\W*$",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(should be (fine|ok|okay|enough|good)|probably|maybe|perhaps|hopefully|not sure|"
    r"i (guess|think|suppose|assume)|in theory|ideally|normally|usually|it depends|we'?ll see|"
    r"best effort|as needed|if necessary|where appropriate|reasonabl[ey]|appropriate(ly)?|"
    r"properly|gracefully|robust(ly)?|handle (it|errors?)|"
    r"the (framework|library|database|platform|cloud) (will )?(handles?|does|takes care))\b",
    re.IGNORECASE,
)
_UNIT = (
    r"(%|x\b|ms\b|s\b|sec|second|min|h\b|hour|day|week|month|year|kb\b|mb\b|gb\b|tb\b|kib\b|mib\b|"
    r"gib\b|byte|rps\b|/\s?(s|min|h|day)|per\b|line|row|item|record|message|event|file|request|attempt|"
    r"retr|tr(y|ies)|time|user|connection|worker|process|run|entr|action|copy|copies|version|job|call|"
    r"token|write|read|key|page|instance|replica|thread|people|person|cent|eur|usd|\$|€)"
)
_NUMBER = re.compile(
    rf"\d[\d.,_]*\s*{_UNIT}|\b(one|two|three|four|five|six|seven|eight|nine|ten|zero|no)\s+{_UNIT}",
    re.IGNORECASE,
)
_MECHANISM = re.compile(
    r"\b(lock\w*|retr(y|ies|ied)|backoff|jitter|unique|constraint|transaction\w*|commit\w*|ack\w*|nack\w*|"
    r"reject\w*|refus\w*|rename\w*|fsync\w*|atomic\w*|append\w*|temporary|queue\w*|dead.?letter\w*|"
    r"time.?out\w*|deadline\w*|heartbeat\w*|drop\w*|skip\w*|log\w*|alert\w*|metric\w*|exit\w*|raise\w*|"
    r"restart\w*|replay\w*|rebuild\w*|re.?read\w*|compare\w*|version\w*|key\w*|idempot\w*|lease\w*|"
    r"single|only one|one writer|pool\w*|prefetch|limit\w*|cap\w*|check\w*|valid\w*|pars\w*|escap\w*|"
    r"hash\w*|digest\w*|sort\w*|order\w*|writes?|reads?|kept|keeps?|stor\w*|moved?|copie[sd]|copy|delet\w*|"
    r"superse\w*|test\w*|backup\w*|restor\w*|migrat\w*|tolerat\w*|ignor\w*|serv\w*|return\w*|wait\w*|"
    r"cach\w*|batch\w*|stream\w*|rotat\w*|report\w*|print\w*|names?|says?|stops?|fails?|shows?)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"`[^`]+`|\b(only|owns?|owner|owned|alone|team|maintainers?|we|whoever)\b", re.IGNORECASE
)
_STATES = re.compile(
    r"\w\s*(→|->|=>)\s*\w|\bfrom\b.+\bto\b|\bbecomes?\b|\bno (other )?states?\b", re.IGNORECASE
)
_RISK = re.compile(r"\brisk is recorded\b|\baccept(ed)? (the |a )?(loss|risk)\b", re.IGNORECASE)

_MISSING = {
    "number": "a number with its unit (for example 200 messages/s, 3 tries, 2 s)",
    "mechanism": "the mechanism: what does it, and what someone would see",
    "owner": "a name: which component, file, team or person",
    "states": "the states and the moves between them (a → b)",
    "choice": "one committed choice, and what follows from it",
}


class Judgement(msgspec.Struct, frozen=True):
    """How much an answer says (0 placeholder, 1 assent or hedge, 2 partly, 3 complete)."""

    level: int
    missing: str


def judge(text: str, slot: str) -> Judgement:
    """The level of an answer for a slot."""
    stripped = " ".join(text.split())
    if _PLACEHOLDER.match(stripped):
        return Judgement(0, f"It is a placeholder; the answer needs {_MISSING[slot]}.")
    if _ASSENT.match(stripped):
        return Judgement(1, f"It only agrees; the answer needs {_MISSING[slot]}.")
    if _RISK.search(stripped):
        return Judgement(3, "")
    hedge = _HEDGE.search(stripped)
    filled = _filled(stripped, slot)
    if filled and not hedge:
        return Judgement(3, "")
    if hedge and not filled:
        return Judgement(1, f"“{hedge.group(0)}” leaves it open; the answer needs {_MISSING[slot]}.")
    if hedge:
        return Judgement(2, f"“{hedge.group(0)}” takes back what the rest says; say what holds.")
    return Judgement(2 if len(stripped.split()) >= 3 else 1, f"The answer needs {_MISSING[slot]}.")


def enough(judgement: Judgement, severity: str) -> bool:
    """Whether the level closes an obligation of this severity."""
    return judgement.level >= REQUIRED[severity]


def _filled(text: str, slot: str) -> bool:
    words = len(text.split())
    if slot == "number":
        return bool(_NUMBER.search(text))
    if slot == "owner":
        return bool(_OWNER.search(text)) or any(w[:1].isupper() for w in text.split()[1:])
    if slot == "states":
        return bool(_STATES.search(text))
    if slot == "choice":
        return words >= 3
    return words >= 5 and bool(_MECHANISM.search(text))
