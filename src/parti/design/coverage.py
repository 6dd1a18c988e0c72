"""Coverage: which obligations are open, and therefore whether the conversation may stop (D1).

Called by `ask`, `status`, the printed page and the lock. Pure: everything follows from the folded
state. An obligation is one cell component × concern; it is as open as its most serious question.
"""

from collections.abc import Iterable, Mapping

import msgspec

from parti.design import state as states
from parti.library import load
from parti.records import vocabulary as facts

RANK: Mapping[str, int] = {severity: rank for rank, severity in enumerate(load.SEVERITIES)}


class Cell(msgspec.Struct, frozen=True):
    """One obligation: how many of its questions are settled, and the worst that is open."""

    component: str
    concern: str
    questions: int
    settled: int
    open: str


class Tally(msgspec.Struct, frozen=True):
    """Questions by outcome, and open ones by severity."""

    asked: int
    answered: int
    defaults: int
    waived: int
    ruled_out: int
    open: Mapping[str, int]

    @property
    def left(self) -> int:
        return sum(self.open.values())


def open_questions(state: states.DesignState) -> tuple[facts.Drawn, ...]:
    """Questions without a settlement that stands, in the order of the draw."""
    return tuple(q for q in state.questions().values() if state.is_open(q.question))


def tally(state: states.DesignState) -> Tally:
    questions = state.questions()
    found = [state.settlement(question) for question in questions if not state.is_open(question)]
    open_by: dict[str, int] = dict.fromkeys(load.SEVERITIES, 0)
    for question in open_questions(state):
        open_by[question.severity] += 1
    answers = [body for body in found if isinstance(body, facts.Answered)]
    return Tally(
        asked=len(questions),
        answered=sum(body.how != "default" for body in answers),
        defaults=sum(body.how == "default" for body in answers),
        waived=sum(isinstance(body, facts.Waived) for body in found),
        ruled_out=sum(isinstance(body, facts.RuledOut) for body in found),
        open=open_by,
    )


def matrix(state: states.DesignState) -> tuple[Cell, ...]:
    """Every obligation, by component and concern."""
    cells: dict[tuple[str, str], list[facts.Drawn]] = {}
    for question in state.questions().values():
        for component in question.components:
            cells.setdefault((component, question.concern), []).append(question)
    return tuple(_cell(state, *key, questions) for key, questions in sorted(cells.items()))


def _cell(
    state: states.DesignState, component: str, concern: str, questions: Iterable[facts.Drawn]
) -> Cell:
    every = tuple(questions)
    left = [q for q in every if state.is_open(q.question)]
    worst = min((q.severity for q in left), key=RANK.__getitem__, default="")
    return Cell(component, concern, len(every), len(every) - len(left), worst)
