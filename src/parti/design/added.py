"""Questions that the bank does not hold: added by a model, or by builders who read the design differently.

Called by the verbs that ask and answer, which treat them like the bank's. An added question has no listed
options and no recommended answer: whoever added it does not also answer it.
"""

from collections.abc import Mapping

from parti.design import state as states
from parti.library import load
from parti.records import canonical
from parti.records import vocabulary as facts

MODEL = "model"
DISAGREEMENT = "disagreement"

_NO_DRILL = load.Drill("drill.manual", (), "", ())


def name_of(element: str, text: str) -> str:
    """The id of an added question, the same for the same words on every branch."""
    return f"added-{canonical.digest_of('key', {'element': element, 'text': text})[4:12]}"


def questions(state: states.DesignState) -> Mapping[str, load.Question]:
    """The added questions in the form of the bank's."""
    return {name: _question(fact) for name, fact in state.added.items()}


def _question(fact: facts.QuestionAdded) -> load.Question:
    return load.Question(
        id=fact.question,
        concern=fact.concern,
        kinds=(),
        severity=_severity(fact.severity),
        slot=_slot(fact.slot),
        modes=(),
        ask=fact.text,
        why=fact.why,
        recommended="",
        options=(),
        evidence=(),
        drill=_NO_DRILL,
    )


def _severity(word: str) -> load.Severity:
    return next((known for known in load.SEVERITIES if known == word), "high")


def _slot(word: str) -> load.Slot:
    return next((known for known in load.SLOTS if known == word), "mechanism")
