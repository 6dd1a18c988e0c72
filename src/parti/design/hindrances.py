"""What stands between a design and a signature: gaps, open questions, contradictions, a page too long.

Called by `lock`; a design without hindrances may be signed (D6). Each names the one command that removes
it.
"""

from collections.abc import Collection, Iterable, Sequence

from parti.constraints.finding import Finding, Place
from parti.design import chains, clashes, coverage, demanded, elsewhere, naming, page, problem, replaced
from parti.design import contradictions as sums
from parti.design import state as states
from parti.library import load
from parti.records import vocabulary as facts


def of(
    state: states.DesignState, words: load.Vocabulary, records: Sequence[facts.Record] = ()
) -> tuple[Finding, ...]:
    """Everything that stands between this design and a signature.

    Args:
        state: the design as it is now. words: the vocabulary, for kinds of evidence.
        records: the whole log, for what was said before; without it, replaced values are not looked for.
    """
    return (
        *problem.gaps(state),
        *_components(state),
        *drawn_apart(state),
        *_open(state),
        *_elsewhere(state),
        *_conflicts(state),
        *contradictions(state, records),
        *naming.evidence_findings(state, words),
        *_length(state),
    )


def counted(wrong: Collection[Finding]) -> str:
    """How many things there are, as the beginning of a sentence on where they stand."""
    return f"{len(wrong)} thing{' stands' if len(wrong) == 1 else 's stand'}"


def _components(state: states.DesignState) -> Iterable[Finding]:
    if not state.components:
        yield _finding("components", "No component is confirmed.", "design", "parti kind list")
    elif not any(isinstance(r[-1].body, facts.Decided) for r in state.named.values()):
        fix = 'parti decide "<title>" --choice "…" --because "…" --reject "<option>: <why>"'
        yield _finding("decisions", "The design decides nothing yet.", "design", fix)


def drawn_apart(state: states.DesignState) -> Iterable[Finding]:
    """Components of two branches whose questions were not drawn together; a new confirmation draws them."""
    draws = states.drawn_apart(state)
    if not draws or state.told_apart:
        return
    who = " and ".join(dict.fromkeys(record.by for record in draws))
    one = next(state.component_bodies(), None)
    message = f"{who} confirmed components on two branches; what is asked of them together is not drawn."
    if one is not None:
        yield _finding("drawn", message, "components", f'parti kind confirm "{one.name}={one.kind}"')


def _open(state: states.DesignState) -> Iterable[Finding]:
    for question in coverage.open_questions(state):
        serious = question.severity in ("blocker", "high")
        fix = f"parti ask Q-{question.question}" if serious else "parti answer --defaults"
        message = f"A {question.severity} question on {question.concern} is open."
        other = state.elsewhere.get(f"Q-{question.question}")
        if other is not None:
            fix = f"parti ask Q-{question.question}"
            message = f"This was answered for another problem: “{elsewhere.told(other)}”."
        yield _finding("open", message, f"Q-{question.question}", fix)


def _elsewhere(state: states.DesignState) -> Iterable[Finding]:
    """Named things of another problem; the questions of one are among those that are open."""
    for key, other in state.elsewhere.items():
        if not key.startswith("Q-"):
            message = f"{key} was said for another problem: “{elsewhere.told(other)}”."
            fix = f'say it once more: {_again(key, state)}; or parti withdraw {key} "<why>"'
            yield _finding("elsewhere", message, key, fix)


def contradictions(state: states.DesignState, records: Sequence[facts.Record] = ()) -> tuple[Finding, ...]:
    """Statements that cannot both hold, by sums and by logic."""
    stale = replaced.findings(state, records)
    return (
        *(one for one in stale if one.level == "error"),
        *sums.findings(state),
        *demanded.findings(state),
        *chains.findings(state),
        *clashes.findings(state),
    )


def _conflicts(state: states.DesignState) -> Iterable[Finding]:
    for key, records in states.conflicts(state).items():
        who = " and ".join(dict.fromkeys(record.by for record in records))
        count = states.different(records)
        message = f"{key} was given {count} different values by {who}, who did not see each other."
        yield _finding("contradiction", message, key, f"say it once more: {_again(key, state)}")


def first_conflict(state: states.DesignState) -> str:
    """The command that settles what all else hangs on, where two branches differ in it; empty elsewhere."""
    apart = states.conflicts(state)
    return next((_again(key, state) for key in ("feature", "problem") if key in apart), "")


def _again(key: str, state: states.DesignState) -> str:
    known = state.feature
    whole = {
        "feature": f'parti new "<wish>" --name {known.slug} --lane <lane>' if known else "",
        "problem": 'parti problem "…"',
        "choice": 'parti choose <design> --because "…"',
        "comparison": "parti compare",
        "neutral": "parti neutral --confirm, or parti neutral --drop",
        "seal": "parti seal <file>, or parti seal --none",
    }
    if key in whole:
        return whole[key]
    if key.startswith("component "):
        return f'parti kind confirm "{key.removeprefix("component ")}=<kind>"'
    if key.startswith("leak "):
        return f'parti leak "{key.removeprefix("leak ")}" --is <given, preference, example or requirement>'
    if key.startswith("evidence "):
        return f"parti {key} --as <kind>; --verified-by <what shows it>, if it is shown"
    if key.startswith("DM-"):
        return f'parti withdraw {key} "<why>", then parti data … --field "<name>: <type>"'
    verbs = {
        "Q": "answer",
        "D": "decide",
        "INV": "invariant",
        "FM": "failure",
        "DATA": "data",
        "MOD": "module",
        "SM": "machine",
    }
    verb = verbs[key.split("-")[0]]
    return f'parti answer {key} "…"' if verb == "answer" else f"parti {verb} … --key {key}"


def _length(state: states.DesignState) -> Iterable[Finding]:
    count = page.written(state)
    if count > page.MOST_LINES:
        message = f"The design has {count} written lines; a person can hold {page.MOST_LINES} at most."
        yield _finding("length", message, "design.md", "split the feature: parti close, then parti new")


def _finding(rule: str, message: str, place: str, fix: str) -> Finding:
    return Finding(code=f"design/{rule}", level="error", message=message, place=Place(path=place), fix=fix)
