"""Settling a question without an answer of one's own: its default, a waiver, or that it does not apply.

Called by `answer --defaults` and `waive`, and by `answer` for what all of them share (D3): whoever speaks
last supersedes what they saw, by record id, so an earlier answer stays in the log, and two that did not see
each other both stay live.
"""

import msgspec

from parti.constraints.finding import Finding
from parti.design import adequacy, entries, waiver_end
from parti.design import state as states
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts

SERIOUS = ("blocker", "high")


class Settled(msgspec.Struct, frozen=True):
    """The facts to record, and why an answer was sent back if it was."""

    facts: tuple[facts.Fact, ...]
    findings: tuple[Finding, ...] = ()


def defaults(state: states.DesignState, bank: dict[str, load.Question]) -> Settled:
    """Accepts the recommended answer for every open question of medium or low severity."""
    return Settled(
        tuple(
            facts.Answered(
                question=name,
                text=" ".join(bank[name].recommended.split()),
                how="default",
                supersedes=seen(state, drawn),
            )
            for name, drawn in state.questions().items()
            if drawn.severity not in SERIOUS and not state.settled.get(name)
            if name in bank and bank[name].recommended
        )
    )


def waive(
    state: states.DesignState, question: str, reason: str, until: str, by: str, today: str = ""
) -> Settled:
    """Leaves a question open on purpose: with a reason and until when.

    Args:
        today: the day as `2026-03-01`; a date that is not after it is no end. Empty when nobody can tell.

    Raises:
        refusal.NotAllowed: an agent tries to waive.
        refusal.Misused: the reason is a placeholder, a serious waiver has no end, or the end never comes.
    """
    drawn = drawn_question(state, question)
    _by_person(by, "waive")
    reason, until = entries.field(reason), entries.field(until)
    _reasoned(question, reason)
    if drawn.severity in SERIOUS and not until:
        raise refusal.Misused(
            f"Q-{question} is a {drawn.severity} question; a waiver of it must say until when.",
            next_step=f'parti waive Q-{question} "<reason>" --until "<date or event>"',
        )
    if until and (wrong := waiver_end.wrong(until, today)):
        raise refusal.Misused(
            f"“{until}” is no end of a waiver: {wrong}.",
            next_step=f'parti waive Q-{question} "<reason>" --until "<date or event>"',
        )
    return Settled(
        (facts.Waived(question=question, reason=reason, until=until, supersedes=seen(state, drawn)),)
    )


def rule_out(state: states.DesignState, question: str, reason: str, by: str) -> Settled:
    """Says that a question does not apply here, and why."""
    drawn = drawn_question(state, question)
    _by_person(by, "rule out")
    reason = entries.field(reason)
    _reasoned(question, reason)
    return Settled((facts.RuledOut(question=question, reason=reason, supersedes=seen(state, drawn)),))


def drawn_question(state: states.DesignState, question: str) -> facts.Drawn:
    found = state.questions().get(question)
    if found is None:
        raise refusal.Misused(
            f"Q-{question} is not a question of this design.",
            next_step="parti ask --all lists the questions with their ids",
        )
    return found


def seen(state: states.DesignState, drawn: facts.Drawn) -> tuple[str, ...]:
    return tuple(record.id for record in state.settled.get(drawn.question, ()))


def _by_person(by: str, verb: str) -> None:
    if by.startswith("agent:"):
        raise refusal.NotAllowed(
            f"An agent cannot {verb} a question.", next_step="a person runs the same command"
        )


def _reasoned(question: str, reason: str) -> None:
    if not adequacy.is_reason(reason):
        raise refusal.Misused(
            f"“{reason}” is no reason to leave Q-{question}.",
            next_step="say in one sentence why it can be left",
        )
