"""Answers that a person changed after a model's doubt, and at which nobody has looked since.

Called by `consult`, which looks, and by `status` and the lock, which say how many there are. Any new words
close a doubted answer, also words that say no more; the same words once more are a person's last word.
"""

from collections.abc import Iterable, Iterator

from parti.constraints.finding import Finding, Place
from parti.design import state as states
from parti.records import vocabulary as facts


def names(state: states.DesignState, records: Iterable[facts.Record]) -> tuple[str, ...]:
    """The questions, in the order of the draw.

    Args:
        state: the design as it is now.
        records: the whole log, for what the doubted answers said.
    """
    if not state.doubted:
        return ()
    texts = {record.id: record.body.text for record in records if isinstance(record.body, facts.Answered)}
    return tuple(name for name in state.questions() if _is_changed(state, name, texts))


def _is_changed(state: states.DesignState, name: str, texts: dict[str, str]) -> bool:
    live, body = state.settled.get(name, ()), state.settlement(name)
    doubted = {seen for doubt in state.doubted.get(name, ()) for seen in doubt.answers}
    if not doubted or len(live) != 1 or not isinstance(body, facts.Answered) or body.how != "own":
        return False
    looked = {seen for look in state.looked if look.question == name for seen in look.answers}
    return live[0].id not in doubted | looked and body.text not in {texts.get(seen) for seen in doubted}


def sentence(found: tuple[str, ...]) -> str:
    """How many there are, in words; empty when there are none."""
    if not found:
        return ""
    were = "1 answer was" if len(found) == 1 else f"{len(found)} answers were"
    return f"{were} changed after a model's doubt, and nobody has looked since"


def findings(found: tuple[str, ...]) -> Iterator[Finding]:
    """A note for who signs: it stops nobody."""
    if found:
        ids = ", ".join(f"Q-{name}" for name in found)
        yield Finding(
            code="design/unlooked",
            level="note",
            message=f"{sentence(found)}: {ids}.",
            place=Place(path=f"Q-{found[0]}"),
            fix="parti consult",
        )
