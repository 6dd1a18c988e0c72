"""The problem: what is needed, what must never happen, quantities and givens; free of solutions.

Called by `new` and `problem`. First cut of problem hygiene (D7): the deterministic rules name what in the
text is already a solution, as warnings that a person resolves; the neutral form is what is kept.
"""

import re
from collections.abc import Iterable

from parti.constraints.finding import Finding, Place
from parti.design import state as states
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


def gaps(state: states.DesignState) -> tuple[Finding, ...]:
    """What the neutral form still lacks before a design can be signed."""
    problem = state.problem
    missing = []
    if problem is None or not problem.needed:
        missing.append(("needed", "what must be true for an outside observer", "--needed"))
    if problem is None or not problem.never:
        missing.append(("never", "what must never happen, even once", "--never"))
    return tuple(
        Finding(
            code="design/problem",
            level="error",
            message=f"The problem does not say {what}.",
            place=Place(path=f"problem.{field}"),
            fix=f'parti problem {flag} "…"',
        )
        for field, what, flag in missing
    )


def restated(state: states.DesignState, fresh: facts.ProblemStated) -> facts.ProblemStated:
    """The new statement: fields that are given replace, the others stay as they were said."""
    before = state.problem
    seen = tuple(record.id for record in state.problems)
    if before is None:
        return facts.ProblemStated(
            situation=fresh.situation,
            needed=fresh.needed,
            never=fresh.never,
            quantities=fresh.quantities,
            given=fresh.given,
            unknown=fresh.unknown,
            out_of_scope=fresh.out_of_scope,
            supersedes=seen,
        )
    return facts.ProblemStated(
        situation=fresh.situation or before.situation,
        needed=fresh.needed or before.needed,
        never=fresh.never or before.never,
        quantities=fresh.quantities or before.quantities,
        given=fresh.given or before.given,
        unknown=fresh.unknown or before.unknown,
        out_of_scope=fresh.out_of_scope or before.out_of_scope,
        supersedes=seen,
    )


def _finding(rule: str, words: str, fix: str) -> Finding:
    return Finding(
        code=f"problem/{rule}",
        level="warning",
        message=f"“{words}” is already part of a solution.",
        place=Place(path="problem"),
        fix=fix,
        snippet=words,
    )
