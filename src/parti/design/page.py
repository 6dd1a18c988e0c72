"""The printed design: `design.md`, a projection of the state with stable ids (at most 300 lines).

Called by `design`, `lock` and `amend`; read back by `absorb`. One thing a line, so that a reviewer
can point at it and git can show who changed it. The lines are built from `entries`, which is also
what `absorb` compares with, so printing and reading back cannot drift apart.
"""

from collections.abc import Iterator, Mapping

import msgspec

from parti.design import coverage
from parti.design import state as states
from parti.records import canonical
from parti.records import vocabulary as facts

MOST_LINES = 300
MARK = "<!-- printed from "
NOT_STATED = "Not stated yet."
CLASH = " **two answers, settle them**"

PROBLEM_LISTS = (
    ("needed", "Needed"),
    ("never", "Never"),
    ("quantities", "Quantities"),
    ("given", "Given"),
    ("unknown", "Open"),
    ("out_of_scope", "Out of scope"),
)


class Entry(msgspec.Struct, frozen=True):
    """One line of the page that stands for one live fact: its id and its words."""

    id: str
    words: str


def field(text: str) -> str:
    """Words that fit between two bars of a line: on one line, and without a bar of their own."""
    return " ".join("/" if word == "|" else word for word in text.split())


def entries(state: states.DesignState) -> Mapping[str, Entry]:
    """Every editable line by id."""
    found: dict[str, Entry] = {}
    for key, records in state.named.items():
        found[key] = Entry(key, words_of(records[-1].body))
    for question in state.questions():
        body = state.settlement(question)
        if body is not None:
            found[f"Q-{question}"] = Entry(f"Q-{question}", words_of(body))
    return found


def words_of(body: facts.Fact) -> str:
    """A fact as one line, without its id."""
    if isinstance(body, facts.Decided):
        rejected = "".join(f" | rejected: {r.option} — {r.why}" for r in body.rejected)
        return f"{body.title} | choice: {body.choice} | because: {body.because}{rejected}"
    if isinstance(body, facts.InvariantStated):
        return f"{body.text} | because: {body.why}"
    if isinstance(body, facts.FailureModeNamed):
        return f"{body.component} × {body.mode} | handling: {body.handling} | evidence: {body.evidence}"
    if isinstance(body, facts.DataNamed):
        return f"{body.name} | shape: {body.shape} | owner: {body.owner}"
    if isinstance(body, facts.ModuleTouched):
        return f"`{body.path}` | because: {body.why}"
    if isinstance(body, facts.Answered):
        return f"{body.text} | default" if body.how == "default" else body.text
    if isinstance(body, facts.Waived):
        return f"waived | because: {body.reason} | until: {body.until}"
    if isinstance(body, facts.RuledOut):
        return f"not applicable | because: {body.reason}"
    if isinstance(body, facts.AnswerSentBack):
        return f"sent back | missing: {body.missing}"
    raise TypeError(f"{type(body).__name__} has no line on the page")


def canonical_value(state: states.DesignState) -> Mapping[str, object]:
    """The design as a value: what is signed. Times, names and record ids are left out on purpose, so that
    the same design has the same digest whoever said it and in whatever order it was merged."""
    problem = state.problem
    words = msgspec.to_builtins(problem) if problem else {}
    words.pop("supersedes", None)
    return {
        "problem": words,
        "components": {c.name: c.kind for c in state.component_bodies()},
        "questions": sorted(state.questions()),
        "entries": {entry.id: entry.words for entry in entries(state).values()},
    }


def stamp(state: states.DesignState) -> str:
    """The digest of the design that a page was printed from; `absorb` reads it back."""
    return canonical.digest_of("design", canonical_value(state))


def lines(state: states.DesignState, status: str) -> tuple[str, ...]:
    """The page, line by line.

    Args:
        state: the folded design.
        status: one sentence on whether and by whom it is signed.
    """
    feature = state.feature
    title = feature.slug if feature else "no feature"
    return tuple(
        line
        for part in (
            (f"# {title}", "", status, f"{MARK}{stamp(state)} -->", ""),
            _problem(state),
            _components(state),
            _named(state, facts.DataNamed, "Data"),
            _named(state, facts.ModuleTouched, "Modules touched"),
            _named(state, facts.InvariantStated, "Invariants"),
            _named(state, facts.Decided, "Decisions"),
            _named(state, facts.FailureModeNamed, "Failure modes"),
            _answers(state),
        )
        for line in part
    )


def _problem(state: states.DesignState) -> Iterator[str]:
    yield "## Problem"
    yield ""
    problem = state.problem
    if problem is None:
        yield NOT_STATED
        yield ""
        return
    yield _one_line(problem.situation)
    yield ""
    for field, label in PROBLEM_LISTS:
        for text in getattr(problem, field):
            yield f"- {label}: {_one_line(text)}"
    yield ""


def _components(state: states.DesignState) -> Iterator[str]:
    yield "## Components"
    yield ""
    for component in sorted(state.component_bodies(), key=lambda c: c.name):
        yield _one_line(f"- {component.name} ({component.kind}): {component.why}")
    yield ""


def _named(state: states.DesignState, kind: type[facts.Fact], title: str) -> Iterator[str]:
    found = [(k, r[-1]) for k, r in sorted(state.named.items()) if isinstance(r[-1].body, kind)]
    if not found:
        return
    yield f"## {title}"
    yield ""
    for key, record in found:
        yield f"- {key}: {words_of(record.body)}"
    yield ""


def _answers(state: states.DesignState) -> Iterator[str]:
    questions = state.questions()
    if not questions:
        return
    yield "## Obligations"
    yield ""
    tally = coverage.tally(state)
    yield (
        f"{tally.asked} questions: {tally.answered} answered, {tally.defaults} defaults accepted, "
        f"{tally.waived} waived, {tally.ruled_out} not applicable, {tally.left} open."
    )
    for concern in dict.fromkeys(q.concern for q in questions.values()):
        yield ""
        yield f"### {concern}"
        yield ""
        for question in questions.values():
            if question.concern == concern:
                yield _answer(state, question)
    yield ""


def _answer(state: states.DesignState, question: facts.Drawn) -> str:
    name = question.question
    body = state.settlement(name)
    if body is None:
        return f"- open [{question.severity}] {name}"
    return f"- Q-{name}: {words_of(body)}{clash(state, name)}{signed(state, name)}"


def clash(state: states.DesignState, question: str) -> str:
    """The mark on an answer that two people gave without seeing each other; empty on any other."""
    return CLASH if len(state.settled.get(question, ())) > 1 else ""


def signed(state: states.DesignState, question: str) -> str:
    """Who settled a question, and on which day: the end of its line."""
    last = state.settled[question][-1]
    return f" ({last.by}, {last.at[:10]})"


def _one_line(text: str) -> str:
    return " ".join(text.split())
