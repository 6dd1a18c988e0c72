"""Which step of the blind part comes next: propose, compare, choose, or none.

Called by `pages` for the one next command, and by the verbs to see what is done. A comparison counts for
the proposals that it saw, and a choice for the comparison that it saw; later ones ask for the step again.
"""

from collections.abc import Sequence
from typing import Literal

from parti.design import comparison, defeaters, proposal
from parti.design import state as states
from parti.library import load
from parti.records import vocabulary as facts

Stage = Literal["propose", "compare", "choose", "done"]


def next_one(state: states.DesignState, records: Sequence[facts.Record], wanted: int) -> Stage:
    """The step that is missing.

    Args:
        state: the folded design.
        records: every record of the feature.
        wanted: how many proposals are asked for.
    """
    made = proposal.current(state, records)
    if drawn(state, records) < wanted or len(made) + is_sealed(state) < 2:
        return "propose"
    if not is_compared(state, records):
        return "compare"
    return "done" if is_chosen(state, records) else "choose"


def drawn(state: states.DesignState, records: Sequence[facts.Record]) -> int:
    """How many draws have an outcome: a proposal, or a reply that was dropped."""
    made = {one.key for one in proposal.current(state, records)}
    return len(made | state.debate.dropped.keys())


def is_sealed(state: states.DesignState) -> bool:
    """Whether a design of a person's own waits in a seal, or came out of it."""
    seal = state.debate.seal
    return seal is not None and seal.tag != "none"


def saw_all(state: states.DesignState, records: Sequence[facts.Record]) -> bool:
    """Whether the comparison at hand was made of the proposals that there are now."""
    said = state.debate
    if said.comparison is None:
        return False
    keys = {one.key for one in proposal.current(state, records)}
    wanted = {said.proposals[key].id for key in keys}
    same = set(said.comparison.labels) - {comparison.OWN} == keys
    return same and proposal.seen(said.comparisons[-1].id, records, wanted) == wanted


def is_compared(state: states.DesignState, records: Sequence[facts.Record]) -> bool:
    """Whether the comparison is whole: cells, every claim that is to be examined, and the seal."""
    made = state.debate.comparison
    if made is None or state.feature is None or not saw_all(state, records):
        return False
    if "comparison" in states.conflicts(state):
        return False
    lane = load.blind().lanes.get(state.feature.lane)
    claims = defeaters.candidates(made)
    count = defeaters.examined(claims, lane, len(made.calls)) if lane else 0
    examined = {one.key for one in claims[:count]} <= set(state.debate.defeaters)
    return examined and not (is_sealed(state) and state.debate.opened is None)


def is_chosen(state: states.DesignState, records: Sequence[facts.Record]) -> bool:
    """Whether one choice stands, made of this comparison."""
    said = state.debate
    if not said.chosen or not said.comparisons or "choice" in states.conflicts(state):
        return False
    wanted = {said.comparisons[-1].id}
    return proposal.seen(said.chosen[-1].id, records, wanted) == wanted
