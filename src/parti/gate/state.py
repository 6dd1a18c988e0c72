"""The folded state of the gate: the last verdict, and the tree that it speaks of.

Made by `workflow` from the live records; read by `status` and `next`, which must not call a verdict
good when the tree has moved since.
"""

import msgspec

from parti.records import vocabulary as facts
from parti.records.vocabulary import Record


class GateState(msgspec.Struct, frozen=True, kw_only=True):
    """What phase 3 knows; `judged` is None before the first gate."""

    judged: Record | None = None

    @property
    def verdict(self) -> facts.GateJudged | None:
        body = self.judged.body if self.judged else None
        return body if isinstance(body, facts.GateJudged) else None

    def passed_on(self, tree: str) -> bool:
        """Whether exactly this tree has passed; a verdict on another tree says nothing about it."""
        found = self.verdict
        return found is not None and found.verdict == "pass" and found.tree == tree


def evolve(state: GateState, record: Record) -> GateState:
    """The state after one live record; facts of other phases leave it as it was."""
    if isinstance(record.body, facts.GateJudged):
        return msgspec.structs.replace(state, judged=record)
    return state
