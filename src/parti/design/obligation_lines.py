"""The obligations as the printed design shows them: a tally, then one line a question under its concern.

Called by `page`; `absorb` compares the ends of the lines with those of an edited page.
"""

from collections.abc import Iterator

from parti.design import coverage, entries
from parti.design import state as states
from parti.records import vocabulary as facts

CLASH = " **two answers, settle them**"
DOUBT = " **something is missing, answer again**"
ELSEWHERE = " **given for another problem, answer again**"
MARKS = (CLASH, DOUBT, ELSEWHERE)


def lines(state: states.DesignState) -> Iterator[str]:
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
    return f"- Q-{name}: {entries.words_of(body)}{clash(state, name)}{signed(state, name)}"


def clash(state: states.DesignState, question: str) -> str:
    """The mark on an answer that two people gave without seeing each other, that was given for another
    problem, or that lacks something.
    """
    if len(state.settled.get(question, ())) > 1:
        return CLASH
    if f"Q-{question}" in state.elsewhere:
        return ELSEWHERE
    return DOUBT if state.doubts(question) else ""


def signed(state: states.DesignState, question: str) -> str:
    """Who settled a question, and on which day: the end of its line."""
    last = state.settled[question][-1]
    return f" ({last.by}, {last.at[:10]})"
