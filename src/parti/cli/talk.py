"""The interview at a terminal: one question after the other, each answer kept as soon as it is given.

Called by `app` for `parti ask` and for `parti answer Q-…` without words, when a person sits at a terminal.
It only loops over the verbs; leaving at any prompt loses nothing.
"""

from collections.abc import Callable

from parti.cli import keyboard, screen
from parti.records import refusal
from parti.workflow import conversation
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

KEYS = "a number takes that option, words are your answer, s skips, q leaves"


def interview(open_house: Callable[[], House]) -> int:
    """Asks page after page until all is closed or the person leaves; the number still open."""
    skipped: set[str] = set()
    while True:
        house = open_house()
        page = conversation.page(house, skipped)
        screen.show(conversation.shown(house, page), as_json=False)
        if page.form == "done":
            return 0
        if page.form == "defaults":
            if not keyboard.yes(f"Accept these {len(page.questions)} defaults? [y/N] "):
                return len(page.questions)
            screen.show(conversation.answer_defaults(house), as_json=False)
            continue
        for question in page.questions:
            if not _one(open_house, question.question, skipped):
                return len(page.questions)


def answer(open_house: Callable[[], House], question: str) -> Outcome:
    """Asks for the words of one answer."""
    house = open_house()
    screen.show(conversation.ask(house, question), as_json=False)
    while (words := keyboard.line("> ")) is None:
        pass
    return _given(house, question, words.strip())


def _one(open_house: Callable[[], House], question: str, skipped: set[str]) -> bool:
    """One prompt; False when the person leaves."""
    while True:
        typed = keyboard.line(f"Q-{question} > ")
        if typed is None:
            continue
        words = typed.strip()
        if words in ("q", "quit"):
            return False
        if words in ("", "?"):
            print(KEYS)
            continue
        if words in ("s", "skip"):
            skipped.add(question)
            return True
        if _is_kept(open_house(), question, words):
            return True


def _is_kept(house: House, question: str, words: str) -> bool:
    """Whether the answer stands; a slip of the hand is told, and nobody has to begin anew for it."""
    try:
        outcome = _given(house, question, words)
    except refusal.Misused as wrong:
        outcome = Outcome(lines=(wrong.sentence, KEYS))
        screen.show(outcome, as_json=False)
        return False
    screen.show(outcome, as_json=False)
    return outcome.ok


def _given(house: House, question: str, words: str) -> Outcome:
    option, _, rest = words.partition(" ")
    if option.isdigit():
        return conversation.answer(house, question, rest, int(option))
    return conversation.answer(house, question, words)
