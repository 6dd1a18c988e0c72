"""Answering a question: an adequate answer is recorded, a vague one is sent back once (D3).

Called by `answer` and the script reader. Stages return facts. An agent may fill in an answer; it may not
close a serious question.
"""

import re

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import adequacy, elements, settlement
from parti.design import state as states
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts

_WORD = re.compile(r"\w+")
_EMPTY = frozenset(("it", "the", "a", "an", "is", "we", "that", "this", "one", "risk", "recorded"))
_TELLING = 4
"""Letters of a word that says something by itself."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said: free text, or the number of a listed option with an optional detail."""

    question: str
    text: str = ""
    option: int = 0
    by: str


def answer(state: states.DesignState, given: Given, question: load.Question) -> settlement.Settled:
    """Records an adequate answer; sends a vague one back once, naming what is missing.

    Raises:
        refusal.NotAllowed: an agent tries to close a blocker or high question.
        refusal.Misused: the question does not apply here, or there is no such option.
    """
    drawn = settlement.drawn_question(state, given.question)
    if given.by.startswith("agent:") and drawn.severity in settlement.SERIOUS:
        raise refusal.NotAllowed(
            f"Q-{drawn.question} is a {drawn.severity} question; a person answers it.",
            next_step=f"ask the person to run: parti answer Q-{drawn.question}",
        )
    text, how = _words(given, question)
    if not _stands(state, given, drawn) and not _is_an_owner(state, drawn, text):
        slot = "choice" if how == "option" and not _counts(drawn) else drawn.slot
        judgement = adequacy.judge(text, slot)
        if not (adequacy.enough(judgement, drawn.severity) or _is_an_option(question, drawn, text)):
            return _sent_back(state, drawn, given.option, text, judgement)
    return settlement.Settled(
        (
            facts.Answered(
                question=drawn.question, text=text, how=how, supersedes=settlement.seen(state, drawn)
            ),
        )
    )


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


def _is_an_owner(state: states.DesignState, drawn: facts.Drawn, text: str) -> bool:
    """The bare name of a component is an owner, which no rule on words alone can know."""
    names = {name.casefold() for name in state.components}
    plain = text.casefold().strip(" .`").removeprefix("the ").strip(" `")
    return drawn.slot == "owner" and plain in names


def _is_an_option(question: load.Question, drawn: facts.Drawn, text: str) -> bool:
    """Few words that stand in one listed option and in no other say which it is: `read committed`."""
    if drawn.slot != "choice" or adequacy.judge(text, "choice").missing != adequacy.lacks("choice"):
        return False
    said = _words_of(text)
    options = [words for words in map(_words_of, question.options) if said <= words]
    return len(options) == 1 and any(len(word) >= _TELLING for word in said)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(map(elements.plain, _WORD.findall(text))) - _EMPTY


def _sent_back(
    state: states.DesignState, drawn: facts.Drawn, option: int, text: str, judgement: adequacy.Judgement
) -> settlement.Settled:
    name = f"Q-{drawn.question}"
    place = Place(path=name)
    if state.sent_back.get(drawn.question):
        fix = f'parti answer {name} --option N, or parti waive {name} "<reason>" --until "<when>"'
        message = f"{judgement.missing} Else take a listed option, which now stands as it is, or waive it."
        finding = Finding(code="design/vague", level="error", message=message, place=place, fix=fix)
        return settlement.Settled((), (finding,))
    message, fix = judgement.missing, f'parti answer {name} "<the answer, with that>"'
    if option:
        message += " If there is none to give, choose the option again, and it stands as it is."
        fix = (
            f'parti answer {name} --option {option} "<with that>", or parti answer {name} --option {option}'
        )
    finding = Finding(code="design/vague", level="error", message=message, place=place, fix=fix)
    back = facts.AnswerSentBack(question=drawn.question, text=text, missing=judgement.missing)
    return settlement.Settled((back,), (finding,))
