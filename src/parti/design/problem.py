"""The problem: what is needed, what must never happen, quantities and givens; free of solutions.

Called by `new`, `problem` and `lock`. The neutral form is what is kept; whether its words are already a
solution is told by `hygiene`.
"""

from parti.constraints.finding import Finding, Place
from parti.design import state as states
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
