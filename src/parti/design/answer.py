"""Settling a question: an answer, a waiver, or the ruling that it does not apply (D3).

Called by `answer`, `waive` and the script reader. Stages return facts. Whoever speaks last supersedes
what they saw, by record id, so an earlier answer stays in the log and two answers that did not
see each other both stay live. An agent may fill in an answer; it may not close a serious question.
"""

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import adequacy, page
from parti.design import state as states
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts

SERIOUS = ("blocker", "high")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said: free text, or the number of a listed option with an optional detail."""

    question: str
    text: str = ""
    option: int = 0
    by: str


class Settled(msgspec.Struct, frozen=True):
    """The facts to record, and why an answer was sent back if it was."""

    facts: tuple[facts.Fact, ...]
    findings: tuple[Finding, ...] = ()


def answer(state: states.DesignState, given: Given, question: load.Question) -> Settled:
    """Records an adequate answer; sends a vague one back once, naming what is missing.

    Raises:
        refusal.NotAllowed: an agent tries to close a blocker or high question.
        refusal.Misused: the question does not apply here, or there is no such option.
    """
    drawn = _drawn(state, given.question)
    if given.by.startswith("agent:") and drawn.severity in SERIOUS:
        raise refusal.NotAllowed(
            f"Q-{drawn.question} is a {drawn.severity} question; a person answers it.",
            next_step=f"ask the person to run: parti answer Q-{drawn.question}",
        )
    text, how = _words(given, question)
    if not _stands(state, given, drawn):
        slot = "choice" if how == "option" and not _counts(drawn) else drawn.slot
        judgement = adequacy.judge(text, slot)
        if not adequacy.enough(judgement, drawn.severity):
            return _sent_back(state, drawn, given.option, text, judgement)
    return Settled(
        (facts.Answered(question=drawn.question, text=text, how=how, supersedes=_seen(state, drawn)),)
    )


def defaults(state: states.DesignState, bank: dict[str, load.Question]) -> Settled:
    """Accepts the recommended answer for every open question of medium or low severity."""
    return Settled(
        tuple(
            facts.Answered(
                question=name,
                text=" ".join(bank[name].recommended.split()),
                how="default",
                supersedes=_seen(state, drawn),
            )
            for name, drawn in state.questions().items()
            if drawn.severity not in SERIOUS and not state.settled.get(name) and name in bank
        )
    )


def waive(state: states.DesignState, question: str, reason: str, until: str, by: str) -> Settled:
    """Leaves a question open on purpose: with a reason and until when.

    Raises:
        refusal.NotAllowed: an agent tries to waive.
        refusal.Misused: the reason is a placeholder, or a serious waiver has no end.
    """
    drawn = _drawn(state, question)
    _by_person(by, "waive")
    reason, until = page.field(reason), page.field(until)
    _reasoned(question, reason)
    if drawn.severity in SERIOUS and not until:
        raise refusal.Misused(
            f"Q-{question} is a {drawn.severity} question; a waiver of it must say until when.",
            next_step=f'parti waive Q-{question} "<reason>" --until "<date or event>"',
        )
    return Settled(
        (facts.Waived(question=question, reason=reason, until=until, supersedes=_seen(state, drawn)),)
    )


def rule_out(state: states.DesignState, question: str, reason: str, by: str) -> Settled:
    """Says that a question does not apply here, and why."""
    drawn = _drawn(state, question)
    _by_person(by, "rule out")
    reason = page.field(reason)
    _reasoned(question, reason)
    return Settled((facts.RuledOut(question=question, reason=reason, supersedes=_seen(state, drawn)),))


def _drawn(state: states.DesignState, question: str) -> facts.Drawn:
    found = state.questions().get(question)
    if found is None:
        raise refusal.Misused(
            f"Q-{question} is not a question of this design.",
            next_step="parti ask --all lists the questions with their ids",
        )
    return found


def _words(given: Given, question: load.Question) -> tuple[str, str]:
    if not given.option:
        return " ".join(given.text.split()), "own"
    if not 1 <= given.option <= len(question.options):
        raise refusal.Misused(
            f"Q-{given.question} has options 1 to {len(question.options)}, not {given.option}.",
            next_step=f"parti ask Q-{given.question}",
        )
    chosen = " ".join(question.options[given.option - 1].split())
    detail = " ".join(given.text.split())
    return (f"{chosen}: {detail}" if detail else chosen), "option"


def _counts(drawn: facts.Drawn) -> bool:
    """A listed option cannot know this project's numbers."""
    return drawn.slot == "number"


def _stands(state: states.DesignState, given: Given, drawn: facts.Drawn) -> bool:
    """An option is a commitment as it is; one that may want a number is asked for it once, not twice."""
    if not given.option:
        return False
    plain = not given.text.strip() and not _counts(drawn)
    return plain or state.sent_back.get(drawn.question, 0) > 0


def _sent_back(
    state: states.DesignState, drawn: facts.Drawn, option: int, text: str, judgement: adequacy.Judgement
) -> Settled:
    name = f"Q-{drawn.question}"
    place = Place(path=name)
    if state.sent_back.get(drawn.question):
        fix = f'parti answer {name} --option N, or parti waive {name} "<reason>" --until "<when>"'
        message = f"{judgement.missing} Else take a listed option, which now stands as it is, or waive it."
        finding = Finding(code="design/vague", level="error", message=message, place=place, fix=fix)
        return Settled((), (finding,))
    message, fix = judgement.missing, f'parti answer {name} "<the answer, with that>"'
    if option:
        message += " If there is none to give, choose the option again, and it stands as it is."
        fix = (
            f'parti answer {name} --option {option} "<with that>", or parti answer {name} --option {option}'
        )
    finding = Finding(code="design/vague", level="error", message=message, place=place, fix=fix)
    back = facts.AnswerSentBack(question=drawn.question, text=text, missing=judgement.missing)
    return Settled((back,), (finding,))


def _seen(state: states.DesignState, drawn: facts.Drawn) -> tuple[str, ...]:
    return tuple(record.id for record in state.settled.get(drawn.question, ()))


def _by_person(by: str, verb: str) -> None:
    if by.startswith("agent:"):
        raise refusal.NotAllowed(
            f"An agent cannot {verb} a question.", next_step="a person runs the same command"
        )


def _reasoned(question: str, reason: str) -> None:
    if adequacy.judge(reason, "choice").level < 2:
        raise refusal.Misused(
            f"“{reason}” is no reason to leave Q-{question}.",
            next_step="say in one sentence why it can be left",
        )
