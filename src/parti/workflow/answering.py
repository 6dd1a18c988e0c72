"""The verb `answer` in its three forms: one question, the defaults, a conversation from a file.

Called through `table`; it stands above both `conversation` and `script`, which calls back into the former.
"""

from pathlib import Path

from parti.records import refusal
from parti.workflow import conversation, script
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def answer(house: House, question: str, text: str, option: int, defaults: bool, from_file: str) -> Outcome:
    """Answers in whichever form was asked for."""
    if from_file:
        return script.run(house, Path(from_file))
    if defaults:
        return conversation.answer_defaults(house)
    if not question:
        raise refusal.Misused("Which question?", next_step="parti ask")
    if not text and not option:
        raise refusal.Misused("What is the answer?", next_step=f'parti answer {question} "<answer>"')
    return conversation.answer(house, question, text, option)
