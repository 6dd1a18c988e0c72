"""Answers that count with less than the problem asks for: the same things, at the peak or ordinarily.

Called by `hindrances` beside `contradictions`. The problem tells a rate with its noun, an answer tells the
same with the same noun: whoever builds for fewer builds for another problem. Of more nothing is said, since
it is a margin. A share of a rate, a limit, a measurement or a wish is no count of what arrives.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import contradictions as sums
from parti.design import measures
from parti.design import quantities as q
from parti.design import state as states
from parti.records import vocabulary as facts

_LABELS: Mapping[str, re.Pattern[str]] = {
    "at the peak": re.compile(r"\b(?:peaks?|busiest|worst|rush|bursts?)\b", re.IGNORECASE),
    "ordinarily": re.compile(
        r"\b(?:ordinar(?:y|ily)|normal(?:ly)?|usual(?:ly)?|average|typical(?:ly)?|otherwise)\b",
        re.IGNORECASE,
    ),
}
_ARRIVE = re.compile(r"\b(?:arrives?|comes? in|are received|incoming|are sent to us)\b", re.IGNORECASE)
_UNIT = r"(?:seconds?|secs?|s|minutes?|mins?|min|hours?|h|days?|d)\b"
_SHARE = re.compile(
    rf"\beach\b|\b(?:per|every)\s+(?!{_UNIT})|/\s*(?!{_UNIT})[a-z]|"
    r"\b(?:half|third|quarter|share|shares|part|accept\w*|serv\w*|handl\w*|process\w*|takes?|carr\w*|writes?|"
    r"refus\w*|reject\w*|drop\w*|shed\w*|limit\w*|caps?|capped|at most|up to|was|were|used to|instead|not|"
    r"never|if|would|could|until|without|tests?|tested|measur\w*|staging|today|now|still|left|only|retr\w*|fail\w*|"
    r"lost|more|further|extra|beside|spare|room|of them|new|other|percent|from|one|single|any|some)\b|%|×",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:per|on|in|for|from|of|at|to|each|every)\b", re.IGNORECASE)
"""How a part begins that narrows down what stands before its comma."""

_PARTS = re.compile(r"(?<!\d)[,;](?!\d{3})|,\s+|\.\s+")
_PLACES: Mapping[str, str] = {
    "at the peak": r"\bpeaks?(?:\s+(?:rate|load|traffic))?\s*(?:is|of|are|=|:|at|,)?\s*(?:about\s+)?\Z"
    r"|\A\s*(?:,\s*)?(?:arrive\s+|come in\s+)?(?:at|in|on)\s+(?:the|its|our|a)\s+(?:daily\s+)?"
    r"(?:peak|rush|busiest|worst)\b",
    "ordinarily": r"\b(?:ordinar(?:y|ily)|normal(?:ly)?|usual(?:ly)?|average|typical)"
    r"(?:\s+(?:rate|load|traffic|day|days))?\s*(?:is|of|are|=|:|,)?\s*(?:about\s+)?\Z"
    r"|\A\s*(?:,\s*)?(?:arrive\s+|come in\s+)?(?:on\s+(?:an?\s+)?(?:ordinary|normal|usual|average)\b|"
    r"normally\b|ordinarily\b)",
    "": r"\A\s*(?:that\s+)?(?:arrive|come in|are received|are sent to us)\b",
}


class Demand(msgspec.Struct, frozen=True):
    """What the problem says arrives: things a second, and its words."""

    amount: float
    shown: str


def findings(state: states.DesignState) -> tuple[Finding, ...]:
    """Each statement that counts with fewer than the problem says arrive."""
    asked = demands(state.problem) if state.problem else {}
    return tuple(found for one in sums.said(state) for found in _less(one, asked)) if asked else ()


def demands(problem: facts.ProblemStated) -> Mapping[tuple[str, str], Demand]:
    """What the problem's quantities say, by when it holds and what arrives; not what has two amounts."""
    found: dict[tuple[str, str], set[Demand]] = {}
    for row in problem.quantities:
        noun = ""
        for part in _PARTS.split(row[:2_000]):
            rates = tuple(re.finditer(q.RATE, part, re.IGNORECASE))
            named = [one.noun for one in measures.of(part) if one.sort == "rate"]
            noun = named[0] if named else noun
            when = _when(part)
            if len(rates) == 1 and noun and len(named) < 2 and when is not None:
                amount = round(measures.a_second(rates[0][0]), 6)
                found.setdefault((when, noun), set()).add(
                    Demand(amount, " ".join(part.split()).rstrip("."))
                )
    return {
        place: min(said, key=lambda one: one.shown)
        for place, said in found.items()
        if len({one.amount for one in said}) == 1
    }


def _when(text: str) -> str | None:
    """At the peak, ordinarily, or always; None where the words hold both."""
    found = [name for name, label in _LABELS.items() if label.search(text)]
    return None if len(found) > 1 else (found or [""])[0]


def _less(one: sums.Said, asked: Mapping[tuple[str, str], Demand]) -> Iterator[Finding]:
    for clause in q.clauses(one.text):
        for found in measures.of(clause):
            when = _told(clause, found)
            demand = asked.get((when, found.noun)) if when is not None else None
            same = demand and found.which <= set(demand.shown.casefold().split())
            if demand and same and found.sort == "rate" and found.amount < demand.amount:
                yield _finding(one.key, when or "", found, demand)


def _told(clause: str, found: measures.Measure) -> str | None:
    """When the rate holds, by the words right beside it; None where that is not plain."""
    before, after = clause[: found.at], clause[found.at + len(found.shown) :]
    near, *parts = _PARTS.split(after)
    onward = parts[0] if parts and _GOES_ON.match(parts[0]) else ""
    when = _when(clause)
    if when is None or _SHARE.search(f"{before} . {near} {onward}"):
        return None
    beside = re.compile(_PLACES[when], re.IGNORECASE)
    return when if beside.search(before) or beside.search(after) else None


def _finding(key: str, when: str, found: measures.Measure, demand: Demand) -> Finding:
    counts = " ".join(f"{found.shown} {when}".split())
    return Finding(
        code="design/less-than-asked",
        level="error",
        message=f"{key} counts with {counts}, and the problem says: {demand.shown}.",
        place=Place(path=key),
        fix=f"{sums.again(key)}, or parti problem, which states it anew",
    )
