"""The method as one table: each verb, what it is for, what it refuses, what it records.

Read by every door. Plain strings, so that `parti --help` imports nothing else; `at` names the function
that does the work, and a door imports it only when the verb is called. A test holds the doors, the
documentation and the functions to this table.
"""

from collections.abc import Mapping

PHASES: Mapping[str, str] = {
    "start": "start",
    "design": "phase 1, the design conversation",
    "chunks": "phase 2, small chunks",
    "gate": "phase 3, the gate",
    "look": "look, at any time",
}


class Step:
    """One verb.

    Args:
        verb: as typed; two words for a verb with a sub-verb.
        phase: a key of `PHASES`.
        says: one line of help.
        guard: when it refuses.
        records: the kinds of fact that it may append.
        at: `module:function` below `parti.workflow`.
    """

    __slots__ = ("at", "guard", "phase", "records", "says", "verb")

    def __init__(
        self, verb: str, phase: str, at: str, says: str, *, guard: str = "", records: str = ""
    ) -> None:
        self.verb = verb
        self.phase = phase
        self.at = at
        self.says = says
        self.guard = guard
        self.records = tuple(records.split())


METHOD: tuple[Step, ...] = (
    Step("init", "start", "start:init", "set up Parti in a repository, also one that exists"),
    Step(
        "new",
        "design",
        "opening:new",
        "open a feature from one sentence",
        guard="one open feature a branch",
        records="FeatureOpened ProblemStated Withdrawn",
    ),
    Step(
        "problem",
        "design",
        "opening:problem",
        "state what is needed and what must never happen",
        guard="a feature is open",
        records="ProblemStated",
    ),
    Step(
        "leak",
        "design",
        "leaking:leak",
        "say what words of the problem are that look like a solution",
        guard="a person; what is given needs a reason",
        records="LeakSettled",
    ),
    Step(
        "neutral",
        "design",
        "rewording:neutral",
        "let a model word the neutral form, and suspect words of a solution",
        guard="a feature is open; a model is set up; confirming is for people",
        records="SpendingAllowed ModelCalled NeutralConfirmed Withdrawn",
    ),
    Step(
        "seal",
        "design",
        "sealing:seal",
        "commit to your own design before any proposal exists",
        guard="a person; the problem is stated",
        records="DesignSealed",
    ),
    Step(
        "kind list",
        "design",
        "opening:kind_list",
        "show the kinds of component that the words point to",
        guard="a feature is open",
    ),
    Step(
        "kind confirm",
        "design",
        "opening:kind_confirm",
        "confirm the components and draw their questions",
        guard="a person",
        records="ComponentNamed ObligationsDrawn",
    ),
    Step(
        "kind add",
        "design",
        "opening:kind_add",
        "make questions for a kind that the bank does not know",
        guard="parti init has run",
    ),
    Step(
        "propose",
        "design",
        "proposing:propose",
        "let fresh sessions design from the problem alone",
        guard="a feature is open; needed and never are stated; nothing in the problem is a solution",
        records="SpendingAllowed ModelCalled ProposalReceived ProposalDropped",
    ),
    Step(
        "compare",
        "design",
        "comparing:compare",
        "compare all designs cell by cell, open the seal, print the decision page",
        guard="a feature is open; two designs; names hidden, an order of its own for each judge",
        records="SpendingAllowed ModelCalled ComparisonMade DefeaterJudged SealOpened",
    ),
    Step(
        "choose",
        "design",
        "choosing:choose",
        "choose a design, with rows of others",
        guard="a person; a defeater that stands needs a written reason",
        records="DesignChosen Decided",
    ),
    Step("ask", "design", "conversation:ask", "show the next questions", guard="a feature is open"),
    Step(
        "answer",
        "design",
        "answering:answer",
        "answer a question, or many from a file",
        guard="vague answers are sent back once; no default for blocker and high",
        records="Answered AnswerSentBack Waived RuledOut ProblemStated ComponentNamed ObligationsDrawn "
        "Decided InvariantStated FailureModeNamed DataNamed ModuleTouched StateMachineNamed DataModelled "
        "Withdrawn PositionHeld",
    ),
    Step(
        "scout",
        "design",
        "scouting:scout",
        "answer from the code what the code knows",
        guard="a feature is open; a person accepts",
        records="Answered",
    ),
    Step(
        "consult",
        "design",
        "consulting:consult",
        "let a model add questions and say what answers lack",
        guard="a feature is open and a model is set up",
        records="ModelCalled SpendingAllowed QuestionAdded AnswerDoubted AnswerLookedAt",
    ),
    Step(
        "waive",
        "design",
        "conversation:waive",
        "leave a question open on purpose, with a reason",
        guard="a person; a serious question needs an end",
        records="Waived RuledOut",
    ),
    Step(
        "decide",
        "design",
        "conversation:decide",
        "record a decision and what was rejected",
        guard="a feature is open",
        records="Decided",
    ),
    Step(
        "invariant",
        "design",
        "conversation:invariant",
        "record what must always hold",
        guard="a feature is open",
        records="InvariantStated",
    ),
    Step(
        "failure",
        "design",
        "conversation:failure",
        "record a failure mode, its handling and its evidence",
        guard="the component is confirmed",
        records="FailureModeNamed",
    ),
    Step(
        "data",
        "design",
        "modelling:data",
        "record a data structure, its owner and its fields",
        guard="a feature is open",
        records="DataNamed DataModelled",
    ),
    Step(
        "machine",
        "design",
        "modelling:machine",
        "record a state machine and what is missing in it",
        guard="a feature is open",
        records="StateMachineNamed",
    ),
    Step(
        "module",
        "design",
        "conversation:module",
        "record a module that is touched",
        guard="a feature is open",
        records="ModuleTouched",
    ),
    Step(
        "withdraw",
        "design",
        "conversation:withdraw",
        "take something back; it stays in the log",
        guard="a feature is open",
        records="Withdrawn ObligationsDrawn PositionHeld",
    ),
    Step(
        "challenge",
        "design",
        "challenging:challenge",
        "doubt a claim; it moves on verified or vouched evidence alone",
        guard="a feature is open; the problem says what is needed or must never happen",
        records="ObjectionRaised EvidenceFiled ModelCalled PositionTaken PositionHeld PositionMoved "
        "SpendingAllowed",
    ),
    Step(
        "evidence",
        "design",
        "evidencing:evidence",
        "file what is known about a claim, and how it is known",
        guard="a feature is open; vouching is for people",
        records="EvidenceFiled PositionMoved PositionHeld",
    ),
    Step("design", "design", "signing:design", "print the design page"),
    Step(
        "agree",
        "design",
        "agreeing:agree",
        "measure whether builders read the design alike",
        guard="nothing but agreement stands between the design and a signature; a model is set up",
        records="ModelCalled SpendingAllowed AgreementMeasured QuestionAdded",
    ),
    Step(
        "lock",
        "design",
        "signing:lock",
        "sign the design",
        guard="a person; every obligation closed, no contradiction, evidence for each failure mode",
        records="DesignLocked",
    ),
    Step(
        "amend",
        "design",
        "signing:amend",
        "open a signed design again, with the reason",
        guard="a person; the design is locked",
        records="DesignUnlocked",
    ),
    Step(
        "absorb",
        "design",
        "signing:absorb",
        "read a hand edit of the page as amendments",
        guard="a person; the page says which design it was printed from",
        records="Absorbed Answered AnswerSentBack Waived RuledOut ProblemStated Decided InvariantStated "
        "FailureModeNamed DataNamed ModuleTouched StateMachineNamed DataModelled Withdrawn",
    ),
    Step(
        "plan",
        "chunks",
        "planning:plan",
        "plan the chunks, or show the plan",
        guard="the design is locked",
        records="ChunkPlanned Withdrawn",
    ),
    Step(
        "brief",
        "chunks",
        "planning:brief",
        "print what an agent is given for one chunk",
        guard="the design is locked",
        records="ChunkBriefed",
    ),
    Step(
        "check",
        "chunks",
        "working:check",
        "check a chunk: scope, size, constraints, red then green",
        guard="the design is locked (small lane: none needed)",
        records="ChunkChecked",
    ),
    Step(
        "gate", "gate", "gating:gate", "suite, architecture, integration: the verdict", records="GateJudged"
    ),
    Step(
        "constraints list",
        "gate",
        "constraining:listed",
        "list the constraints and what is wrong with them",
    ),
    Step("constraints test", "gate", "constraining:tested", "run every kept and broken example"),
    Step(
        "constraints baseline",
        "gate",
        "constraining:baseline",
        "accept today's findings, or shrink the list to what is left",
        guard="a person accepts; the list never grows by itself",
    ),
    Step(
        "constraints candidates",
        "gate",
        "constraining:candidates",
        "print the sections that a change asks for",
    ),
    Step(
        "constraints dismiss",
        "gate",
        "constraining:dismiss",
        "say why a candidate needs no section",
        guard="a person; the key of a candidate of this change",
    ),
    Step("constraints explain", "gate", "constraining:explain", "print the manual of a kind of check"),
    Step(
        "constraints import",
        "gate",
        "importing:import_",
        "propose sections for what other tools already check here",
        guard="a person takes them",
    ),
    Step("constraints mine", "gate", "mining:mine", "propose what the code already obeys"),
    Step(
        "constraints adopt",
        "gate",
        "mining:adopt",
        "make what `mine` proposes constraints",
        guard="a person; parti init has run",
    ),
    Step("sync", "gate", "syncing:sync", "bring the constraints into the files that agents read"),
    Step(
        "close",
        "design",
        "opening:close",
        "end the feature; its records stay",
        guard="a feature is open; as shipped: the gate passed on this tree and this design",
        records="FeatureClosed",
    ),
    Step("look", "look", "glancing:look", "whether single files are fine, as a hook asks after an edit"),
    Step("status", "look", "looking:status", "where you are and the one next command"),
    Step("log", "look", "looking:log", "the records in order"),
    Step("why", "look", "looking:why", "everything about one id: who, when, why, what came before"),
    Step("ledger", "look", "evidencing:ledger_", "who moved on which claim, and on what evidence"),
    Step("graph", "look", "graphing:graph", "which folders import which, as the code stands"),
    Step("doctor", "look", "looking:doctor", "look for damage and say how to mend it"),
)


def step(verb: str) -> Step:
    """The step of a verb."""
    return next(s for s in METHOD if s.verb == verb)
