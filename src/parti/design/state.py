"""The folded state of the design conversation, and how each fact changes it.

Read by every stage of phases 1 to 3; made by `workflow` from the live records. Frozen: a stage gets
this value and returns facts. Things that two people may say at once are kept as tuples of records,
so that a contradiction is a value one can look at and not a lost update.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parti.design import debate as debates
from parti.records import debate as debate_facts
from parti.records import vocabulary as facts
from parti.records.vocabulary import Record

LANES = ("small", "normal", "deep")
"""How much ceremony, the least first."""

Settlement = facts.Answered | facts.Waived | facts.RuledOut
Named = (
    facts.Decided
    | facts.InvariantStated
    | facts.FailureModeNamed
    | facts.DataNamed
    | facts.ModuleTouched
    | facts.StateMachineNamed
    | facts.DataModelled
)


class DesignState(msgspec.Struct, frozen=True, kw_only=True):
    """What phase 1 knows.

    Args:
        openings: who wished what, on which branch; two where two branches opened one feature.
        closed: why the feature ended; empty while it is open.
        problems: live statements of the problem; two mean a conflict.
        elsewhere: live records that were given for a problem which no longer stands and that nobody saw
            beside the one that does, by question (`Q-…`) or key; `elsewhere` finds them.
        components: live components by name. told_apart: live records of a name that two branches gave
            two kinds.
        drawn: live draws of the question bank.
        settled: live answers, waivers and rulings by question.
        sent_back: how often an answer to a question was too vague.
        added: questions that a model or a disagreement added, by id.
        doubted: what a model missed in the answer to a question, by id.
        looked: the second looks at changed answers that missed nothing.
        named: live decisions, invariants, failure modes, data, modules, state machines by key.
        locks: live signatures, newest last.
        debate: what was said with models.
    """

    openings: tuple[Record, ...] = ()
    closed: str = ""
    problems: tuple[Record, ...] = ()
    elsewhere: Mapping[str, facts.ProblemStated] = {}
    components: Mapping[str, Record] = {}
    told_apart: Mapping[str, tuple[Record, ...]] = {}
    drawn: tuple[Record, ...] = ()
    settled: Mapping[str, tuple[Record, ...]] = {}
    sent_back: Mapping[str, int] = {}
    added: Mapping[str, facts.QuestionAdded] = {}
    doubted: Mapping[str, tuple[facts.AnswerDoubted, ...]] = {}
    looked: tuple[facts.AnswerLookedAt, ...] = ()
    named: Mapping[str, tuple[Record, ...]] = {}
    locks: tuple[Record, ...] = ()
    debate: debates.Debate = debates.Debate()

    @property
    def feature(self) -> facts.FeatureOpened | None:
        """How the feature was opened; of two openings the stricter lane counts until they are settled."""
        bodies = [r.body for r in self.openings if isinstance(r.body, facts.FeatureOpened)]
        return max(reversed(bodies), key=lambda one: _rank(one.lane), default=None)

    @property
    def problem(self) -> facts.ProblemStated | None:
        body = self.problems[-1].body if self.problems else None
        return body if isinstance(body, facts.ProblemStated) else None

    def questions(self) -> Mapping[str, facts.Drawn]:
        """The questions that apply, by id: those of the bank in the order of the draw, then added ones."""
        found: dict[str, facts.Drawn] = {}
        for record in self.drawn:
            if isinstance(record.body, facts.ObligationsDrawn):
                for item in record.body.questions:
                    found.setdefault(item.question, item)
        for name, added in self.added.items():
            found.setdefault(
                name,
                facts.Drawn(name, added.concern, added.severity, added.components, added.slot),
            )
        return found

    def is_open(self, question: str) -> bool:
        """Whether a question waits for an answer: it has none, what a model missed in it stands, or it was
        given for another problem.
        """
        return (
            not self.settled.get(question)
            or bool(self.doubts(question))
            or f"Q-{question}" in self.elsewhere
        )

    def doubts(self, question: str) -> tuple[facts.AnswerDoubted, ...]:
        """What was missed in the answer as it is now; an answer that came later stands by itself."""
        live = {record.id for record in self.settled.get(question, ())}
        said = self.doubted.get(question, ())
        return tuple(doubt for doubt in said if not live.isdisjoint(doubt.answers))

    def component_bodies(self) -> Iterator[facts.ComponentNamed]:
        for record in self.components.values():
            if isinstance(record.body, facts.ComponentNamed):
                yield record.body

    def settlement(self, question: str) -> Settlement | None:
        """The last settlement of a question; None while it is open."""
        found = self.settled.get(question, ())
        body = found[-1].body if found else None
        return body if isinstance(body, (facts.Answered, facts.Waived, facts.RuledOut)) else None


def evolve(state: DesignState, record: Record) -> DesignState:
    """The state after one live record; facts of other phases leave it as it was."""
    body = record.body
    if isinstance(body, facts.FeatureOpened):
        return _with(state, openings=(*state.openings, record))
    if isinstance(body, facts.FeatureClosed):
        return _with(state, closed=body.reason)
    if isinstance(body, facts.ProblemStated):
        return _with(state, problems=(*state.problems, record))
    if isinstance(body, facts.ComponentNamed):
        return _confirmed(state, body, record)
    if isinstance(body, facts.ObligationsDrawn):
        return _with(state, drawn=(*state.drawn, record))
    if isinstance(body, facts.AnswerSentBack):
        count = state.sent_back.get(body.question, 0) + 1
        return _with(state, sent_back={**state.sent_back, body.question: count})
    if isinstance(body, (facts.Answered, facts.Waived, facts.RuledOut)):
        return _with(state, settled=_added(state.settled, body.question, record))
    if isinstance(body, facts.QuestionAdded):
        return _with(state, added={**state.added, body.question: body})
    if isinstance(body, facts.AnswerDoubted):
        said = (*state.doubted.get(body.question, ()), body)
        return _with(state, doubted={**state.doubted, body.question: said})
    if isinstance(body, facts.AnswerLookedAt):
        return _with(state, looked=(*state.looked, body))
    if isinstance(body, Named):
        return _with(state, named=_added(state.named, body.key, record))
    if isinstance(body, facts.DesignLocked):
        return _with(state, locks=(*state.locks, record))
    if isinstance(body, debate_facts.FACTS):
        return _with(state, debate=debates.evolve(state.debate, record))
    return state


def conflicts(state: DesignState) -> Mapping[str, tuple[Record, ...]]:
    """What two people said without knowing of each other, by question or key; equal words agree."""
    found: dict[str, tuple[Record, ...]] = {}
    whole = {
        "feature": state.openings,
        "problem": state.problems,
        "seal": state.debate.seals,
        "neutral": state.debate.neutrals,
        "choice": state.debate.chosen,
    }
    found |= {name: records for name, records in whole.items() if different(records) > 1}
    found |= {f"component {name}": records for name, records in state.told_apart.items()}
    for records in state.debate.leaked.values():
        if len({getattr(r.body, "how", "") for r in records}) > 1:
            found[f"leak {getattr(records[0].body, 'words', '')}"] = records
    found |= {f"evidence {key}": records for key, records in state.debate.told_apart().items()}
    compared = [state.debate.comparisons, *state.debate.judged.values()]
    for records in compared:
        if different(records) > 1:
            found.setdefault("comparison", records)
    for prefix, table in (("Q-", state.settled), ("", state.named)):
        for key, records in table.items():
            if different(records) > 1:
                found[prefix + key] = records
    return found


def different(records: Sequence[Record]) -> int:
    """How many different things these records say."""
    if len(records) < 2:  # as nearly always, and a look at the words is dear
        return len(records)
    return len({msgspec.json.encode(_words(record)) for record in records})


def drawn_apart(state: DesignState) -> tuple[Record, ...]:
    """Draws that did not know each other: what is asked of the components of both is in none of them."""
    bodies = (record.body for record in state.drawn)
    every = {one.questions for one in bodies if isinstance(one, facts.ObligationsDrawn)}
    return state.drawn if len(every) > 1 else ()


def _confirmed(state: DesignState, body: facts.ComponentNamed, record: Record) -> DesignState:
    """The component, and both records where two branches gave its name two kinds."""
    before = state.components.get(body.name)
    every = {**state.components, body.name: record}
    if before is None or getattr(before.body, "kind", "") == body.kind:
        return _with(state, components=every)
    both = (*state.told_apart.get(body.name, (before,)), record)
    return _with(state, components=every, told_apart={**state.told_apart, body.name: both})


def _words(record: Record) -> object:
    plain = msgspec.to_builtins(record.body)
    plain.pop("supersedes", None)
    if isinstance(record.body, facts.FeatureOpened):
        plain.pop("branch")  # one feature may be open on two branches
    return record.kind, plain


def _rank(lane: str) -> int:
    return LANES.index(lane) if lane in LANES else -1


def _added(
    table: Mapping[str, tuple[Record, ...]], key: str, record: Record
) -> Mapping[str, tuple[Record, ...]]:
    return {**table, key: (*table.get(key, ()), record)}


def _with(state: DesignState, **changes: object) -> DesignState:
    return msgspec.structs.replace(state, **changes)
