"""The facts of the design conversation with models: seal, calls, proposals, comparison, challenge.

Read by `vocabulary`, which lists them, and by `design.debate`, which folds them. Every outside call is
one `ModelCalled`; what was understood of its reply is a fact of its own, so that a state can be folded
where the transcripts, which stay private, are not at hand. Counts and money are whole numbers.
"""

import msgspec

from parti.records.fact import Fact


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A component of a card, and the data that it owns."""

    name: str
    kind: str
    does: str
    owns: tuple[str, ...] = ()


class Edge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who calls or feeds whom; `waits` when the caller waits for the answer."""

    source: str
    target: str
    kind: str
    waits: bool
    deadline: str = ""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    state: str
    event: str
    target: str


class Handling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A failure, how it is seen, and what then happens."""

    failure: str
    detect: str
    respond: str


class Assumption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    if_false: str


class Dismissed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    option: str
    why: str


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a card asserts about a slot; `basis` is given, measured, documented or reasoned."""

    slot: str
    option: str
    basis: str
    ref: str = ""


class Undecided(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slot: str
    question: str


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A design in the one form that proposers and the human fill alike."""

    shape: str
    components: tuple[Part, ...] = ()
    edges: tuple[Edge, ...] = ()
    write_path: str = ""
    read_path: str = ""
    concurrency: str = ""
    states: tuple[Step, ...] = ()
    failure_policy: tuple[Handling, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    rejected: tuple[Dismissed, ...] = ()
    falsifiers: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    undecided: tuple[Undecided, ...] = ()


class LeakSettled(Fact, frozen=True):
    """What words of the problem that look like a solution are: `given`, `preference`, `example` or
    `requirement` in disguise. `late` when it was said after the seal.
    """

    words: str
    rule: str
    how: str
    because: str
    late: bool
    supersedes: tuple[str, ...] = ()


class NeutralConfirmed(Fact, frozen=True):
    """A model's wording of the problem that a person confirmed: what is sent in place of the form by rules.

    The problem stays as it was stated; `of` is its digest, and another problem voids the wording.
    """

    of: str
    call: str
    situation: str
    needed: tuple[str, ...]
    never: tuple[str, ...]
    quantities: tuple[str, ...]
    supersedes: tuple[str, ...] = ()


class DesignSealed(Fact, frozen=True):
    """The commitment to the human's own design. `tag` is `before`, `after` (proposals were there) or
    `none` (no design of one's own; `commit` is empty).
    """

    seal: str
    commit: str
    size: int
    problem: str
    tag: str
    supersedes: tuple[str, ...] = ()


class SealOpened(Fact, frozen=True):
    """The sealed text as a card; `verified` is false when the text is not the one that was committed to."""

    seal: str
    card: Card
    verified: bool


class SpendingAllowed(Fact, frozen=True):
    """A person's consent to calls of models; money in millionths of a dollar."""

    limit: int
    estimate: int
    calls: int


class ModelCalled(Fact, frozen=True):
    """One outside call.

    Args:
        key: what it was for, unique in the feature: `proposal/2`, `cell/red/1`.
        prompt, reply: digests of the very bytes, which are kept privately.
        template: the digest of the prompt in the library.
        outcome: `ok`, `repaired`, `unparsable`, `failed` or `refused` (stopped by the guard).
        cost: millionths of a dollar; -1 when the price is not known.
        session: conversations that share it saw one another's words; a fresh one for each key otherwise.
    """

    key: str
    template: str
    model: str
    family: str
    prompt: str
    reply: str
    outcome: str
    tokens_in: int
    tokens_out: int
    cost: int
    tries: int
    session: str
    note: str


class ProposalReceived(Fact, frozen=True):
    """A design by a fresh session; `key` is `p-1`, `p-2`, …, `call` the key of its `ModelCalled`."""

    key: str
    lens: str
    model: str
    family: str
    call: str
    card: Card
    supersedes: tuple[str, ...] = ()


class ProposalDropped(Fact, frozen=True):
    key: str
    call: str
    why: str


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    text: str


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One verdict of one judge in one order: `meets`, `meets_if`, `fails` or `unknown`; empty when the
    reply held none that counts.
    """

    card: str
    criterion: str
    verdict: str
    judge: str
    family: str
    order: int
    at: int
    condition: str = ""
    quote: str = ""
    reason: str = ""
    basis: str = ""


class ComparisonMade(Fact, frozen=True):
    """Every cell as judged. `cards` maps a proposal's key (`own` for the human's) to its label."""

    criteria: tuple[Criterion, ...]
    labels: dict[str, str]
    cells: tuple[Cell, ...]
    calls: tuple[str, ...]
    not_run: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()


class DefeaterJudged(Fact, frozen=True):
    """A way in which a card breaks a need or a prohibition: `confirmed`, `refuted` or `open`."""

    key: str
    card: str
    criterion: str
    trace: str
    basis: str
    verdict: str
    confirmations: int
    sessions: int
    answer: str
    supersedes: tuple[str, ...] = ()


class Borrowed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row that the choice takes over from another proposal."""

    proposal: str
    slot: str
    text: str


class Overridden(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    defeater: str
    reason: str


class DesignChosen(Fact, frozen=True):
    """A person's choice; defeaters that stand against it are overridden one by one, with reasons."""

    proposal: str
    because: str
    borrowed: tuple[Borrowed, ...] = ()
    overridden: tuple[Overridden, ...] = ()
    supersedes: tuple[str, ...] = ()


class EvidenceFiled(Fact, frozen=True):
    """`kind` is fact, constraint, measurement, document, trace, reasoning or preference; `status` is
    `claimed`, `verified` (something is attached) or `vouched` (a person stands for it).
    """

    key: str
    text: str
    kind: str
    status: str
    ref: str
    bears_on: tuple[str, ...]
    supersedes: tuple[str, ...] = ()


class ObjectionRaised(Fact, frozen=True):
    """`kind` is conviction, preference, constraint, evidence or argument; `relayed` is `no` (one neutral
    re-ask instead), `conditional` (as a statement beside both positions) or `weight` (a preference).
    """

    key: str
    claim: str
    text: str
    kind: str
    relayed: str
    evidence: str


class PositionTaken(Fact, frozen=True):
    """What one session holds about a claim. `probe` is fresh, opposed, supportive, mirror, sham, valid or
    conditional; `option` is empty when the reply held no position that counts.
    """

    claim: str
    option: str
    session: str
    family: str
    probe: str
    call: str
    changed: bool
    because: str
    reasons: str
    cites: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


class PositionHeld(Fact, frozen=True):
    """The outcome of a challenge: the position stands. Counts are raw; `label` is held, contested or
    fragile.
    """

    claim: str
    objection: str
    option: str
    fresh: int
    fresh_of: int
    turned: int
    turned_of: int
    label: str


class PositionMoved(Fact, frozen=True):
    """A position moved, and the verified or vouched evidence that moved it."""

    claim: str
    objection: str
    before: str
    after: str
    evidence: str


class AgreementMeasured(Fact, frozen=True):
    """Builder agreement: fresh sessions answered from the design alone. `agreed` is per thousand."""

    design: str
    sessions: int
    questions: tuple[str, ...]
    agreed: int
    differ: tuple[str, ...]
    calls: tuple[str, ...]


FACTS: tuple[type[Fact], ...] = (
    LeakSettled,
    NeutralConfirmed,
    DesignSealed,
    SealOpened,
    SpendingAllowed,
    ModelCalled,
    ProposalReceived,
    ProposalDropped,
    ComparisonMade,
    DefeaterJudged,
    DesignChosen,
    EvidenceFiled,
    ObjectionRaised,
    PositionTaken,
    PositionHeld,
    PositionMoved,
    AgreementMeasured,
)
