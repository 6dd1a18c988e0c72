"""What in a problem is already a solution: hygiene by rules (D7).

Called by `new` and `problem`. The deterministic rules give warnings that a person resolves, never
a wall.
"""

import re
from collections.abc import Iterable

from parti.constraints.finding import Finding, Place
from parti.library import load
from parti.records import vocabulary as facts

_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "proposal",
        re.compile(
            r"\b(i|we) ?(am|are|'m|'re)? ?(thinking of|plan(ning)? to|propos\w+|decided|leaning|will use|"
            r"would use|intend to|want to (use|build|add|store|split))\b",
            re.IGNORECASE,
        ),
        "this is a design of yours; keep it for the seal and say what must be true instead",
    ),
    (
        "own-design",
        re.compile(r"\b(my|our) \w* ?(design|architecture|approach|solution|plan)\b", re.IGNORECASE),
        "this names your own design; keep it for the seal",
    ),
    (
        "validation",
        re.compile(r"\b(does this make sense|am i (right|missing)|sanity check|what do you think)\b", re.I),
        "this asks for agreement; ask what must hold",
    ),
    (
        "mechanism",
        re.compile(
            r"\b(using|via|by means of|backed by|on top of|based on) (an? |the )?\w+", re.IGNORECASE
        ),
        "this says how; say what an outside observer must see, or move it to given with its reason",
    ),
    (
        "code",
        re.compile(r"```|\b(class|def|function|select|create table)\s+\w+\s*[({]", re.IGNORECASE),
        "this is code; describe the behaviour",
    ),
)


def findings(problem: facts.ProblemStated, technologies: Iterable[load.Technology]) -> tuple[Finding, ...]:
    """What in the problem is already a solution: notes and warnings, never a wall.

    A line of `given` may name technology: that is what it is for.
    """
    every = (problem.situation, *problem.needed, *problem.never, *problem.quantities)
    names = tuple(name for technology in technologies for name in technology.names)
    found: list[Finding] = []
    for text in every:
        for rule, pattern, fix in _RULES:
            if match := pattern.search(text):
                found.append(_finding(rule, match.group(0), fix))
        for name in names:
            if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE):
                fix = f"if {name} is fixed, say so under given with its reason; if not, leave it out"
                found.append(_finding("technology", name, fix))
    return tuple(dict.fromkeys(found))


def _finding(rule: str, words: str, fix: str) -> Finding:
    return Finding(
        code=f"problem/{rule}",
        level="warning",
        message=f"“{words}” is already part of a solution.",
        place=Place(path="problem"),
        fix=fix,
        snippet=words,
    )
