"""The closed vocabulary: every kind of fact that Parti can record, one frozen struct each.

Read by the log (decoding) and by every phase's `evolve`. Names are in the past tense, stored tags
are these plain words and never Python paths, and unknown fields are refused, so an old Parti
cannot silently misread a newer log. Facts that replace others name them in `supersedes`: what is
live is what nobody superseded, which gives the same answer in whatever order two branches
are merged (an observed-remove set: Shapiro et al., "Conflict-free replicated data types", 2011).
"""

import msgspec

from parti.records import debate
from parti.records.fact import Fact as Fact


class FeatureOpened(Fact, frozen=True):
    slug: str
    wish: str
    branch: str
    lane: str


class FeatureClosed(Fact, frozen=True):
    reason: str


class ProblemStated(Fact, frozen=True):
    situation: str
    needed: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()


class ComponentNamed(Fact, frozen=True):
    name: str
    kind: str
    why: str
    supersedes: tuple[str, ...] = ()


class Drawn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question that applies: where it comes from and how much hangs on it."""

    question: str
    concern: str
    severity: str
    components: tuple[str, ...]
    slot: str
    first: bool = False


class ObligationsDrawn(Fact, frozen=True):
    bank: str
    questions: tuple[Drawn, ...]
    supersedes: tuple[str, ...] = ()


class Answered(Fact, frozen=True):
    """`how` is `own` (in the person's words), `option` (a listed one), `default` (accepted) or `repository`
    (read out of the code; the text cites the place).
    """

    question: str
    text: str
    how: str
    supersedes: tuple[str, ...] = ()


class AnswerSentBack(Fact, frozen=True):
    question: str
    text: str
    missing: str


class Waived(Fact, frozen=True):
    question: str
    reason: str
    until: str
    supersedes: tuple[str, ...] = ()


class RuledOut(Fact, frozen=True):
    """A question that does not apply here, and why."""

    question: str
    reason: str
    supersedes: tuple[str, ...] = ()


class Rejected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    option: str
    why: str


class Decided(Fact, frozen=True):
    key: str
    title: str
    choice: str
    because: str
    rejected: tuple[Rejected, ...] = ()
    answers: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()


class InvariantStated(Fact, frozen=True):
    key: str
    text: str
    why: str
    supersedes: tuple[str, ...] = ()


class FailureModeNamed(Fact, frozen=True):
    key: str
    component: str
    mode: str
    handling: str
    evidence: str
    supersedes: tuple[str, ...] = ()


class DataNamed(Fact, frozen=True):
    key: str
    name: str
    shape: str
    owner: str
    supersedes: tuple[str, ...] = ()


class ModuleTouched(Fact, frozen=True):
    key: str
    path: str
    why: str
    supersedes: tuple[str, ...] = ()


class Transition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In a state, on an event: the next state; the state itself when it stays, empty when it is refused."""

    state: str
    event: str
    target: str
    effect: str = ""


class StateMachineNamed(Fact, frozen=True):
    """A life that something leads: from `initial` on, until one of `final`."""

    key: str
    name: str
    initial: str
    final: tuple[str, ...]
    transitions: tuple[Transition, ...]
    supersedes: tuple[str, ...] = ()


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One attribute: `key` is `primary`, `unique`, `foreign` (to the data in `refers`) or empty."""

    name: str
    type: str
    key: str = ""
    refers: str = ""


class DataModelled(Fact, frozen=True):
    """The attributes of named data, by the key of its `DataNamed`."""

    key: str
    data: str
    fields: tuple[Field, ...]
    supersedes: tuple[str, ...] = ()


class QuestionAdded(Fact, frozen=True):
    """A question that a model or a disagreement added to the bank's; it is answered like any other."""

    question: str
    text: str
    concern: str
    severity: str
    slot: str
    components: tuple[str, ...]
    why: str
    origin: str


class AnswerDoubted(Fact, frozen=True):
    """What a model missed in an answer; it lowers, never closes. `answers` are the records it looked at."""

    question: str
    missing: str
    call: str
    answers: tuple[str, ...] = ()


class AnswerLookedAt(Fact, frozen=True):
    """A model missed nothing in answers that were changed after a doubt; it closes nothing either."""

    question: str
    call: str
    answers: tuple[str, ...] = ()


class Withdrawn(Fact, frozen=True):
    """Takes back earlier facts without putting others in their place; they stay in the log."""

    reason: str
    supersedes: tuple[str, ...]


class Absorbed(Fact, frozen=True):
    """A hand edit of the printed design was read as amendments."""

    document: str
    changes: int


class DesignLocked(Fact, frozen=True):
    """`method` is `terminal` or `ssh`; `signature` is the typed name or the armoured signature."""

    design: str
    method: str
    signer: str
    signature: str


class DesignUnlocked(Fact, frozen=True):
    reason: str
    supersedes: tuple[str, ...]


class ChunkPlanned(Fact, frozen=True):
    number: int
    intent: str
    files: tuple[str, ...]
    test: str
    size: int
    serves: tuple[str, ...]
    supersedes: tuple[str, ...] = ()


class ChunkBriefed(Fact, frozen=True):
    number: int
    base: str
    brief: str
    tokens: int


class FileChecked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A changed file as a check saw it; the digest is empty where the file was taken away."""

    path: str
    digest: str


class ChunkChecked(Fact, frozen=True):
    """`files` are what a pass speaks of: the chunk's changed files, sorted by path."""

    number: int
    base: str
    tree: str
    verdict: str
    red: str
    green: str
    findings: tuple[str, ...]
    files: tuple[FileChecked, ...] = ()


class GateJudged(Fact, frozen=True):
    tree: str
    verdict: str
    suite: str
    architecture: str
    integration: str
    findings: tuple[str, ...]


_FACTS: tuple[type[Fact], ...] = (
    FeatureOpened,
    FeatureClosed,
    ProblemStated,
    ComponentNamed,
    ObligationsDrawn,
    Answered,
    AnswerSentBack,
    Waived,
    RuledOut,
    Decided,
    InvariantStated,
    FailureModeNamed,
    DataNamed,
    ModuleTouched,
    StateMachineNamed,
    DataModelled,
    QuestionAdded,
    AnswerDoubted,
    AnswerLookedAt,
    Withdrawn,
    Absorbed,
    DesignLocked,
    DesignUnlocked,
    ChunkPlanned,
    ChunkBriefed,
    ChunkChecked,
    GateJudged,
    *debate.FACTS,
)

KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in _FACTS}


class Record(msgspec.Struct, frozen=True):
    """One appended fact: who, when, after what.

    Args:
        id: tagged digest of the other fields, `r:<hex>`.
        at: UTC time, ISO 8601 with microseconds and `Z`.
        by: who gave it, `Name <mail>` for a person or `agent:<name>`.
        parents: ids of the heads that the writer saw, sorted.
    """

    id: str
    at: str
    by: str
    kind: str
    parents: tuple[str, ...]
    body: Fact
