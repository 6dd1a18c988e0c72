"""Refuses vague constraints (C1): a sentence must close a door, name a thing, and say must or never.

Called by `parti constraints list` and by the gate. Each finding rewrites nothing but says how to. A
word that sounds good and forbids nothing costs every reader a moment and every agent a guess.
"""

import re
from collections.abc import Iterable, Iterator

from parti.constraints import constraint, document, finding

_VAGUE = frozenset((
    "robust", "clean", "cleanly", "proper", "properly", "appropriate", "appropriately", "good", "nice",
    "reasonable", "reasonably", "sensible", "elegant", "simple", "simply", "readable", "maintainable",
    "efficient", "efficiently", "performant", "fast", "scalable", "flexible", "modern", "idiomatic",
    "careful", "carefully", "correctly", "correct", "quality", "sane", "well-structured",
    "well-designed", "high-quality", "consistent", "consistently", "intuitive", "user-friendly",
    "production-ready", "best-practice", "best-practices", "graceful", "gracefully", "safe", "safely",
    "secure", "securely", "adequate", "adequately", "suitable", "suitably", "sufficient",
    "sufficiently", "meaningful", "relevant", "necessary", "unnecessary", "thorough", "solid",
))  # fmt: skip
_HEDGE = frozenset((
    "should", "try", "generally", "usually", "often", "prefer", "preferably", "ideally", "maybe",
    "avoid", "consider",
))  # fmt: skip
_DOOR = re.compile(
    r"\b(only|never|must|through|may not|may only|cannot|can not|every|each|all|no|none|nothing|not|"
    r"exactly|at most|at least|always|forbidden|required|without|before|after|is refused|are refused|"
    r"live in|lives in|go through|goes through|come from|comes from|accepts?|registered)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"`[^`]+`|\b\d+\b|\w+/\w+|\b\w+\.\w+|\b\w+_\w+|\b[A-Z]{2,}\w*\b|\b[a-z]+[A-Z]\w*|\w+\(\)"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")


def findings(
    rules: Iterable[constraint.Constraint], path: str = document.PATH
) -> tuple[finding.Finding, ...]:
    """What is vague in these constraints."""
    return tuple(_finding(rule, path, *each) for rule in rules for each in sentences(rule))


def sentences(rule: constraint.Constraint) -> Iterator[tuple[str, str]]:
    """(what is vague, how to rewrite it) for one constraint."""
    words = [word.lower() for word in _WORD.findall(re.sub(r"`[^`]*`", " ", rule.title))]
    vague = sorted(set(words) & _VAGUE)
    hedge = sorted(set(words) & _HEDGE)
    named = bool(_NAMED.search(f"{rule.title}\n{rule.reason}")) or bool(rule.options)
    if vague:
        quoted = ", ".join(f"“{word}”" for word in vague)
        yield f"{quoted} forbids nothing that a reader could point to", _hint(rule)
    if hedge and not _strict(rule.title):
        quoted = ", ".join(f"“{word}”" for word in hedge)
        yield f"{quoted} leaves the door open", "say must, never or only; put exceptions into Scope"
    elif not _DOOR.search(rule.title):
        yield "no word forbids or requires anything", "say only, never, must, through, every or may not"
    if not named:
        yield "nothing is named: no `name`, path or number", _hint(rule)
    if not rule.reason.strip():
        yield "no reason is given", "write one sentence below the heading: what breaks when it is broken?"


def _strict(title: str) -> bool:
    return bool(re.search(r"\b(never|must|only|may not|cannot)\b", title, re.IGNORECASE))


def _hint(rule: constraint.Constraint) -> str:
    helper = rule.options.get("helper")
    if isinstance(helper, str):
        return f"name the thing, for example: “Writes go only through `{helper}`”"
    return "name the function, path or number and close the door: “Every `X` goes only through `Y`”"


def _finding(rule: constraint.Constraint, path: str, message: str, fix: str) -> finding.Finding:
    return finding.Finding(
        code="constraints/vague",
        level="warning",
        message=f"`{rule.id}`: {message}",
        place=finding.Place(path=path, line=rule.line),
        fix=fix,
        snippet=f"{rule.id}: {message}",
    )
