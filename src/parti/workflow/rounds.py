"""A round: questions that do not depend on one another, so that none waits for the reply to another.

Called by every verb that asks more than one session. Where a person carries the prompts, all prompts of a
round lie ready at once; the replies that are there are read and recorded, and one refusal names those
that are missing. Whatever a model answered at once is kept as well, so the next run asks only the rest.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import TypeVar

import msgspec

from parti.records import refusal
from parti.workflow import asking
from parti.workflow.house import House

Thing = TypeVar("Thing")
Step = Callable[[House, Thing], House]
"""Does what one question is asked for, and asks once: it may wait before it has recorded anything."""


class Missing(msgspec.Struct, frozen=True):
    """What a round still waits for, and of how many questions."""

    waits: tuple[refusal.Waiting, ...] = ()
    of: int = 0


class Asked(msgspec.Struct, frozen=True):
    """An answer to each question of a round, None where a person is waited for."""

    answers: tuple[asking.Answer | None, ...]
    missing: Missing


def gather(house: House, things: Iterable[Thing], step: Step[Thing]) -> tuple[House, Missing]:
    """Takes a step for each thing; one that waits for a person does not hold up the others."""
    waits: list[refusal.Waiting] = []
    count = 0
    for thing in things:
        count += 1
        try:
            house = step(house, thing)
        except refusal.Waiting as wait:
            waits.append(wait)
    return house, Missing(tuple(waits), count)


def ask(house: House, questions: Sequence[asking.Question]) -> tuple[House, Asked]:
    """Asks each question once, as `asking.ask` does, and goes on past those that wait."""
    answers: dict[str, asking.Answer] = {}

    def one(house: House, question: asking.Question) -> House:
        house, answers[question.key] = asking.ask(house, question)
        return house

    house, missing = gather(house, questions, one)
    return house, Asked(tuple(answers.get(question.key) for question in questions), missing)


def whole(house: House, questions: Sequence[asking.Question]) -> tuple[House, tuple[asking.Answer, ...]]:
    """The answers to all questions.

    Raises:
        refusal.Waiting: some are missing; the others are recorded.
    """
    house, asked = ask(house, questions)
    complete(asked.missing)
    return house, tuple(answer for answer in asked.answers if answer is not None)


def complete(*rounds: Missing) -> None:
    """Passes when nothing is missing.

    Raises:
        refusal.Waiting: one refusal for all that is missing in these rounds.
    """
    waits = [wait for one in rounds for wait in one.waits]
    if not waits:
        return
    total = sum(one.of for one in rounds)
    if total == 1:
        raise waits[0]
    folders: dict[PurePath, list[str]] = {}
    for wait in waits:
        path = PurePath(wait.prompt)
        folders.setdefault(path.parent, []).append(path.name)
    copied = next((wait.prompt for wait in reversed(waits) if wait.copied), "")
    listed = "; ".join(f"in {folder}: {', '.join(names)}" for folder, names in folders.items())
    board = f" {PurePath(copied).name} is on the clipboard." if copied else ""
    first = PurePath(waits[0].place).name
    raise refusal.Waiting(
        f"{total - len(waits)} of {total} replies are here; {_prompts(len(waits))} {listed}.{board}",
        next_step=f"put each reply beside its prompt, as {first}, then run the same command again",
        place=str(PurePath(waits[0].prompt).parent),
    )


def _prompts(count: int) -> str:
    return "1 prompt waits" if count == 1 else f"{count} prompts wait"
