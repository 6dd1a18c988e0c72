"""The problem: what is needed, what must never happen, quantities and givens; free of solutions.

Called by `new`, `problem` and `lock`. The neutral form is what is kept; whether its words are already a
solution is told by `hygiene`.
"""

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import state as states
from parti.records import refusal
from parti.records import vocabulary as facts


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
    """The new statement: fields that are given replace, the others stay as they were said.

    Of lists that two branches said differently nothing is left out: who wants less says which rows stand.

    Raises:
        refusal.Misused: two branches describe two situations, and none is given.
    """
    before = _joined(state, fresh.situation)
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


def _joined(state: states.DesignState, situation: str) -> facts.ProblemStated | None:
    """What was stated so far, in the words of all branches."""
    bodies = [record.body for record in state.problems if isinstance(record.body, facts.ProblemStated)]
    if len(bodies) < 2:
        return state.problem
    if not situation and len({body.situation for body in bodies}) > 1:
        raise refusal.Misused(
            "Two branches describe two situations; say which it is.",
            next_step='parti problem "<the situation>"',
        )
    rows = {
        field: tuple(dict.fromkeys(row for body in bodies for row in getattr(body, field)))
        for field in ("needed", "never", "quantities", "given", "unknown", "out_of_scope")
    }
    return msgspec.structs.replace(bodies[-1], **rows)
