"""The folded state of the conversation with models, and how each of its facts changes it.

Part of `state.DesignState`; read by the stages that propose, compare, choose and challenge. Order matters
in two places only, and both are kept as told: the calls, and the positions that sessions took.
"""

from collections.abc import Iterator, Mapping

import msgspec

from parti.records import debate as facts
from parti.records.vocabulary import Record


class Debate(msgspec.Struct, frozen=True, kw_only=True):
    """What was said with models.

    Args:
        leaks: what the words of the problem that look like a solution are, by the words in small letters.
        seals: live seals; two mean a conflict.
        opened: the opened seal; None before the comparison.
        allowed: the consents to spend, oldest first.
        calls: every outside call by its key; a key that was tried again holds the last.
        proposals, dropped: by key.
        comparisons, chosen: live ones, newest last.
        defeaters, evidence: live ones by key.
        objections: as raised.
        positions: as taken; outcomes: how each challenge ended.
        agreements: builder agreements as measured.
    """

    leaks: Mapping[str, facts.LeakSettled] = {}
    seals: tuple[Record, ...] = ()
    opened: facts.SealOpened | None = None
    allowed: tuple[facts.SpendingAllowed, ...] = ()
    calls: Mapping[str, Record] = {}
    proposals: Mapping[str, Record] = {}
    dropped: Mapping[str, facts.ProposalDropped] = {}
    comparisons: tuple[Record, ...] = ()
    chosen: tuple[Record, ...] = ()
    defeaters: Mapping[str, facts.DefeaterJudged] = {}
    evidence: Mapping[str, facts.EvidenceFiled] = {}
    objections: tuple[facts.ObjectionRaised, ...] = ()
    positions: tuple[facts.PositionTaken, ...] = ()
    outcomes: tuple[facts.PositionHeld | facts.PositionMoved, ...] = ()
    agreements: tuple[facts.AgreementMeasured, ...] = ()

    @property
    def seal(self) -> facts.DesignSealed | None:
        body = self.seals[-1].body if self.seals else None
        return body if isinstance(body, facts.DesignSealed) else None

    @property
    def comparison(self) -> facts.ComparisonMade | None:
        body = self.comparisons[-1].body if self.comparisons else None
        return body if isinstance(body, facts.ComparisonMade) else None

    @property
    def choice(self) -> facts.DesignChosen | None:
        body = self.chosen[-1].body if self.chosen else None
        return body if isinstance(body, facts.DesignChosen) else None

    def received(self) -> Iterator[facts.ProposalReceived]:
        """The proposals that count, in the order of their keys."""
        for key in sorted(self.proposals, key=lambda key: (len(key), key)):
            body = self.proposals[key].body
            if isinstance(body, facts.ProposalReceived):
                yield body

    def spent(self) -> int:
        """Millionths of a dollar so far; calls without a known price count as nothing."""
        bodies = (record.body for record in self.calls.values())
        return sum(body.cost for body in bodies if isinstance(body, facts.ModelCalled) and body.cost > 0)


def evolve(state: Debate, record: Record) -> Debate:
    """The state after one live record; facts of other kinds leave it as it was."""
    match record.body:
        case facts.LeakSettled() as body:
            return _with(state, leaks={**state.leaks, body.words.casefold(): body})
        case facts.DesignSealed():
            return _with(state, seals=(*state.seals, record))
        case facts.SealOpened() as body:
            return _with(state, opened=body)
        case facts.SpendingAllowed() as body:
            return _with(state, allowed=(*state.allowed, body))
        case facts.ModelCalled() as body:
            return _with(state, calls={**state.calls, body.key: record})
        case facts.ProposalReceived() as body:
            return _with(state, proposals={**state.proposals, body.key: record})
        case facts.ProposalDropped() as body:
            return _with(state, dropped={**state.dropped, body.key: body})
        case facts.ComparisonMade():
            return _with(state, comparisons=(*state.comparisons, record))
        case facts.DesignChosen():
            return _with(state, chosen=(*state.chosen, record))
        case facts.DefeaterJudged() as body:
            return _with(state, defeaters={**state.defeaters, body.key: body})
        case facts.EvidenceFiled() as body:
            return _with(state, evidence={**state.evidence, body.key: body})
        case facts.ObjectionRaised() as body:
            return _with(state, objections=(*state.objections, body))
        case facts.PositionTaken() as body:
            return _with(state, positions=(*state.positions, body))
        case facts.PositionHeld() | facts.PositionMoved() as body:
            return _with(state, outcomes=(*state.outcomes, body))
        case facts.AgreementMeasured() as body:
            return _with(state, agreements=(*state.agreements, body))
    return state


def _with(state: Debate, **changes: object) -> Debate:
    return msgspec.structs.replace(state, **changes)
