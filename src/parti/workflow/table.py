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
        records="FeatureOpened ProblemStated",
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
    Step("ask", "design", "conversation:ask", "show the next questions", guard="a feature is open"),
    Step(
        "answer",
        "design",
        "answering:answer",
        "answer a question, or many from a file",
        guard="vague answers are sent back once; no default for blocker and high",
        records="Answered AnswerSentBack Waived RuledOut ProblemStated ComponentNamed ObligationsDrawn "
        "Decided InvariantStated FailureModeNamed DataNamed ModuleTouched",
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
        "conversation:data",
        "record a data structure and its owner",
        guard="a feature is open",
        records="DataNamed",
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
        records="Withdrawn ObligationsDrawn",
    ),
    Step("design", "design", "signing:design", "print the design page"),
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
        "FailureModeNamed DataNamed ModuleTouched Withdrawn",
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
        guard="a feature is open",
        records="FeatureClosed",
    ),
    Step("look", "look", "glancing:look", "whether single files are fine, as a hook asks after an edit"),
    Step("status", "look", "looking:status", "where you are and the one next command"),
    Step("log", "look", "looking:log", "the records in order"),
    Step("why", "look", "looking:why", "everything about one id: who, when, why, what came before"),
    Step("graph", "look", "graphing:graph", "which folders import which, as the code stands"),
    Step("doctor", "look", "looking:doctor", "look for damage and say how to mend it"),
)


def step(verb: str) -> Step:
    """The step of a verb."""
    return next(s for s in METHOD if s.verb == verb)
