"""The lock: a person's signature over the digest of the design (D6, D10).

Called by `lock`, and by every later step that needs a signed design. Whether a design is locked is derived,
never stored: a live signature over the very digest that the state has now. So an edit unlocks by
itself, and a merge that changes the design unlocks it too.
"""

from collections.abc import Iterable

from parti.constraints.finding import Finding, Place
from parti.design import coverage, naming, page, problem
from parti.design import state as states
from parti.library import load
from parti.records import vocabulary as facts

DEMONSTRATION = "demonstration"


def digest(state: states.DesignState) -> str:
    """The tagged digest of the canonical design."""
    return page.stamp(state)


def signature(state: states.DesignState) -> facts.DesignLocked | None:
    """The live signature over the design as it is now; None when it is not locked."""
    now = digest(state)
    for record in reversed(state.locks):
        body = record.body
        if isinstance(body, facts.DesignLocked) and body.design == now:
            return body
    return None


def status(state: states.DesignState) -> str:
    """One sentence for the page and the screens."""
    signed = signature(state)
    if signed is None:
        return "Changed since it was signed." if state.locks else "Not signed yet."
    note = " A demonstration signature: nobody reviewed this." if is_demonstration(signed) else ""
    alone = "" if note else _self_review(state, signed)
    return f"Signed by {signed.signer} ({signed.method}) over {signed.design[:19]}….{note}{alone}"


def is_demonstration(signed: facts.DesignLocked) -> bool:
    return signed.signer.split("@")[0] == DEMONSTRATION


def statement(state: states.DesignState) -> bytes:
    """The bytes that an SSH key signs."""
    return f"parti lock\n{digest(state)}\n".encode()


def hindrances(state: states.DesignState, words: load.Vocabulary) -> tuple[Finding, ...]:
    """Everything that stands between this design and a signature."""
    return (
        *problem.gaps(state),
        *_components(state),
        *_open(state),
        *_contradictions(state),
        *naming.evidence_findings(state, words),
        *_length(state),
    )


def _components(state: states.DesignState) -> Iterable[Finding]:
    if not state.components:
        yield _finding("components", "No component is confirmed.", "design", "parti kind confirm")
    elif not any(isinstance(r[-1].body, facts.Decided) for r in state.named.values()):
        fix = 'parti decide "<title>" --choice "…" --because "…" --reject "<option>: <why>"'
        yield _finding("decisions", "The design decides nothing yet.", "design", fix)


def _open(state: states.DesignState) -> Iterable[Finding]:
    for question in coverage.open_questions(state):
        serious = question.severity in ("blocker", "high")
        fix = f"parti ask Q-{question.question}" if serious else "parti answer --defaults"
        message = f"A {question.severity} question on {question.concern} is open."
        yield _finding("open", message, f"Q-{question.question}", fix)


def _contradictions(state: states.DesignState) -> Iterable[Finding]:
    for key, records in states.conflicts(state).items():
        who = " and ".join(dict.fromkeys(record.by for record in records))
        message = f"{key} was given {len(records)} different values by {who}, who did not see each other."
        yield _finding("contradiction", message, key, f"say it once more: {_again(key)}")


def _again(key: str) -> str:
    if key == "problem":
        return 'parti problem "…"'
    verbs = {
        "Q": "answer",
        "D": "decide",
        "INV": "invariant",
        "FM": "failure",
        "DATA": "data",
        "MOD": "module",
    }
    verb = verbs[key.split("-")[0]]
    return f'parti answer {key} "…"' if verb == "answer" else f"parti {verb} … --key {key}"


def _length(state: states.DesignState) -> Iterable[Finding]:
    count = len(page.lines(state, ""))
    if count > page.MOST_LINES:
        message = f"The design has {count} lines; a person can hold {page.MOST_LINES} at most."
        yield _finding("length", message, "design.md", "split the feature: parti close, then parti new")


def _finding(rule: str, message: str, place: str, fix: str) -> Finding:
    return Finding(code=f"design/{rule}", level="error", message=message, place=Place(path=place), fix=fix)


def _self_review(state: states.DesignState, signed: facts.DesignLocked) -> str:
    said = (*state.settled.values(), *state.named.values())
    authors = {_mail(record.by) for records in said for record in records}
    return " Self-review: author and signer are one person." if authors == {_mail(signed.signer)} else ""


def _mail(name: str) -> str:
    """What `Name <mail>` and the bare mail of an SSH key have in common."""
    return name.rsplit("<", 1)[-1].rstrip(">").casefold()
