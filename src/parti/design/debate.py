"""The folded state of the conversation with models, and how each of its facts changes it.

Part of `state.DesignState`; read by the stages that propose, compare, choose and challenge. Order matters
in two places only, and both are kept as told: the calls, and the positions that sessions took.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from parti.records import debate as facts
from parti.records.vocabulary import Record

_SHORT = 4
"""Hex digits of its record's id in the name of a proposal that has a twin."""

_SHOWN = frozenset(("verified", "vouched"))
"""Statuses of a statement that somebody showed or stands for; the others say no more than the statement."""


class Debate(msgspec.Struct, frozen=True, kw_only=True):
    """What was said with models.

    Args:
        leaked: live records of what words of the problem that look like a solution are, by the words in
            small letters; two that differ mean a conflict.
        neutrals: live wordings of the problem that a person confirmed; two mean a conflict.
        seals: live seals; two mean a conflict.
        opened: the opened seal; None before the comparison.
        allowed: the consents to spend, oldest first.
        calls: every outside call by its key; a key that was tried again holds the last.
        proposals: by name, which is the key unless two branches gave one key to two designs.
        dropped: by key.
        comparisons, chosen: live ones, newest last; two comparisons mean a conflict.
        judged: live records of defeaters by key. filed: live records of evidence by key; two that say
            differently what a statement is or what shows it mean a conflict.
        objections: as raised.
        positions: as taken; outcomes: how each challenge ended.
        agreements: builder agreements as measured.
    """

    leaked: Mapping[str, tuple[Record, ...]] = {}
    neutrals: tuple[Record, ...] = ()
    seals: tuple[Record, ...] = ()
    opened: facts.SealOpened | None = None
    allowed: tuple[facts.SpendingAllowed, ...] = ()
    calls: Mapping[str, Record] = {}
    proposals: Mapping[str, Record] = {}
    dropped: Mapping[str, facts.ProposalDropped] = {}
    comparisons: tuple[Record, ...] = ()
    chosen: tuple[Record, ...] = ()
    judged: Mapping[str, tuple[Record, ...]] = {}
    filed: Mapping[str, tuple[Record, ...]] = {}
    objections: tuple[facts.ObjectionRaised, ...] = ()
    positions: tuple[facts.PositionTaken, ...] = ()
    outcomes: tuple[facts.PositionHeld | facts.PositionMoved, ...] = ()
    agreements: tuple[facts.AgreementMeasured, ...] = ()

    @property
    def seal(self) -> facts.DesignSealed | None:
        body = self.seals[-1].body if self.seals else None
        return body if isinstance(body, facts.DesignSealed) else None

    @property
    def neutral(self) -> facts.NeutralConfirmed | None:
        """The wording that a person confirmed, whichever problem it words."""
        body = self.neutrals[-1].body if self.neutrals else None
        return body if isinstance(body, facts.NeutralConfirmed) else None

    @property
    def comparison(self) -> facts.ComparisonMade | None:
        body = self.comparisons[-1].body if self.comparisons else None
        return body if isinstance(body, facts.ComparisonMade) else None

    @property
    def choice(self) -> facts.DesignChosen | None:
        body = self.chosen[-1].body if self.chosen else None
        return body if isinstance(body, facts.DesignChosen) else None

    @property
    def leaks(self) -> Mapping[str, facts.LeakSettled]:
        """What words of the problem are; words that two people settle differently count as not settled."""
        found: dict[str, facts.LeakSettled] = {}
        for words, records in self.leaked.items():
            bodies = [record.body for record in records if isinstance(record.body, facts.LeakSettled)]
            if len({body.how for body in bodies}) == 1:
                found[words] = bodies[-1]
        return found

    @property
    def defeaters(self) -> Mapping[str, facts.DefeaterJudged]:
        """The defeaters by key; where two branches judged one, the later until they are settled."""
        bodies = {key: records[-1].body for key, records in self.judged.items()}
        return {key: body for key, body in bodies.items() if isinstance(body, facts.DefeaterJudged)}

    @property
    def evidence(self) -> Mapping[str, facts.EvidenceFiled]:
        """What is known, by key; of a statement that two branches filed, what says most of it.

        It bears on whatever either of them said, and what was shown on one branch is not unshown by the
        other. Where both showed it differently, the later counts until they are settled.
        """
        return {key: _as_filed(records) for key, records in self.filed.items()}

    def told_apart(self) -> Mapping[str, tuple[Record, ...]]:
        """Statements that were filed as different things, or shown by different ones, by key."""
        return {key: records for key, records in self.filed.items() if _differ(records)}

    def received(self) -> Iterator[facts.ProposalReceived]:
        """The proposals that count under the names that they go by here, in the order of the names."""
        for name in sorted(self.proposals, key=lambda name: (len(name), name)):
            body = self.proposals[name].body
            if isinstance(body, facts.ProposalReceived):
                yield body if body.key == name else msgspec.structs.replace(body, key=name)

    def twins(self) -> Mapping[str, tuple[str, ...]]:
        """The names of designs that two branches gave one key, by that key."""
        found: dict[str, tuple[str, ...]] = {}
        for name, record in sorted(self.proposals.items()):
            key = _key(record)
            if key != name:
                found[key] = (*found.get(key, ()), name)
        return found

    def spent(self) -> int:
        """Millionths of a dollar so far; calls without a known price count as nothing."""
        bodies = (record.body for record in self.calls.values())
        return sum(body.cost for body in bodies if isinstance(body, facts.ModelCalled) and body.cost > 0)


def evolve(state: Debate, record: Record) -> Debate:
    """The state after one live record; facts of other kinds leave it as it was."""
    match record.body:
        case facts.LeakSettled() as body:
            return _with(state, leaked=_added(state.leaked, body.words.casefold(), record))
        case facts.NeutralConfirmed():
            return _with(state, neutrals=(*state.neutrals, record))
        case facts.DesignSealed():
            return _with(state, seals=(*state.seals, record))
        case facts.SealOpened() as body:
            return _with(state, opened=body)
        case facts.SpendingAllowed() as body:
            return _with(state, allowed=(*state.allowed, body))
        case facts.ModelCalled() as body:
            return _with(state, calls={**state.calls, body.key: record})
        case facts.ProposalReceived():
            return _with(state, proposals=_proposed(state.proposals, record))
        case facts.ProposalDropped() as body:
            return _with(state, dropped={**state.dropped, body.key: body})
        case facts.ComparisonMade():
            return _with(state, comparisons=(*state.comparisons, record))
        case facts.DesignChosen():
            return _with(state, chosen=(*state.chosen, record))
        case facts.DefeaterJudged() as body:
            return _with(state, judged=_added(state.judged, body.key, record))
        case facts.EvidenceFiled() as body:
            return _with(state, filed=_added(state.filed, body.key, record))
        case facts.ObjectionRaised() as body:
            return _with(state, objections=(*state.objections, body))
        case facts.PositionTaken() as body:
            return _with(state, positions=(*state.positions, body))
        case facts.PositionHeld() | facts.PositionMoved() as body:
            return _with(state, outcomes=(*state.outcomes, body))
        case facts.AgreementMeasured() as body:
            return _with(state, agreements=(*state.agreements, body))
    return state


def _bodies(records: Iterable[Record]) -> tuple[facts.EvidenceFiled, ...]:
    return tuple(record.body for record in records if isinstance(record.body, facts.EvidenceFiled))


def _as_filed(records: Iterable[Record]) -> facts.EvidenceFiled:
    bodies = _bodies(records)
    best = ([one for one in bodies if one.status in _SHOWN] or bodies)[-1]
    bears = tuple(dict.fromkeys(claim for one in bodies for claim in one.bears_on))
    return msgspec.structs.replace(best, bears_on=bears)


def _differ(records: Iterable[Record]) -> bool:
    """A statement that one branch showed and the other only claimed is no conflict."""
    bodies = _bodies(records)
    shown = {(one.status, one.ref) for one in bodies if one.status in _SHOWN}
    refs = shown or {(one.status, one.ref) for one in bodies}
    return len(refs) > 1 or len({(one.text, one.kind) for one in bodies}) > 1


def _proposed(known: Mapping[str, Record], record: Record) -> Mapping[str, Record]:
    """The proposals with one more, each under a name of its own.

    Two branches may give one key to two designs. Then neither goes by the key alone: each adds the
    beginning of its record's id, which is the same in whatever order the branches are merged.
    """
    same = [one for one in known.values() if _key(one) == _key(record)]
    if any(_words(one) == _words(record) for one in same):
        return known
    rest = {name: one for name, one in known.items() if one not in same}
    every = (*same, record)
    size = next(n for n in range(_SHORT, 65) if len({_digits(one)[:n] for one in every}) == len(every))
    named = {f"{_key(one)}-{_digits(one)[:size]}": one for one in every} if same else {_key(record): record}
    return {**rest, **named}


def _key(record: Record) -> str:
    return getattr(record.body, "key", "")


def _digits(record: Record) -> str:
    return record.id.rpartition(":")[2]


def _words(record: Record) -> facts.ProposalReceived | None:
    """What a proposal says, whichever it takes the place of."""
    body = record.body
    return (
        msgspec.structs.replace(body, supersedes=()) if isinstance(body, facts.ProposalReceived) else None
    )


def _added(
    table: Mapping[str, tuple[Record, ...]], key: str, record: Record
) -> Mapping[str, tuple[Record, ...]]:
    return {**table, key: (*table.get(key, ()), record)}


def _with(state: Debate, **changes: object) -> Debate:
    return msgspec.structs.replace(state, **changes)
