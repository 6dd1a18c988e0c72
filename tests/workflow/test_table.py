"""The table keeps its word: guards refuse, and a verb records the kinds of its row and no others."""

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from parti.constraints.finding import Finding, Level, Place
from parti.records import refusal
from parti.workflow import table
from parti.workflow.outcome import Outcome
from tests.fakes.panel import Panel
from tests.workflow import blind_houses, talks
from tests.workflow.talks import NO_FEATURE, Talk
from tests.workflow.test_script import MODELLED, WHOLE
from tests.workflow.test_script_keys import gone

LEDGER = "D-a4a9"
"""The key of the decision that `talks.settled` makes."""

Words = tuple[tuple[object, ...], Mapping[str, object]]

WORDS: Mapping[str, Words] = {
    "problem": ((), {"never": ["a parcel is wet"]}),
    "leak": (("parcels", "given", "the depot brings them"), {}),
    "neutral": ((), {}),
    "seal": (("", True), {}),
    "kind list": ((), {}),
    "kind confirm": ((["counter=desk"],), {}),
    "propose": ((), {}),
    "compare": ((), {}),
    "choose": (("p-1", "it is smaller"), {}),
    "ask": ((), {}),
    "scout": (("", False, ["Q-desk-owner"]), {}),
    "consult": ((), {}),
    "agree": ((), {}),
    "answer": (("Q-desk-owner", talks.GOOD["desk-owner"], 0, False, ""), {}),
    "waive": (("Q-desk-owner", "Nothing is live yet.", "May"), {}),
    "decide": (("Colour", "blue", "it is seen"), {}),
    "invariant": (("One line a parcel", "the count"), {}),
    "failure": (("counter", "torn page", "a copy", "fault: tear it"), {}),
    "data": (("parcel", "id, weight", "the clerk"), {}),
    "machine": (("parcel", "in", ["out"], ["in, fetch -> out", "*, * -> refused"]), {}),
    "module": (("src/desk.py", "the counter"), {}),
    "withdraw": (("counter", "there is none"), {}),
    "lock": (("",), {}),
    "amend": (("letters come too",), {}),
    "absorb": ((True,), {}),
    "challenge": ((LEDGER, "I'd rather have two.", "", "two ledgers"), {}),
    "evidence": (("The clerk counts twice.", [LEDGER]), {}),
    "close": (("given up",), {}),
}
"""Words with which each verb of phase 1 does its work once everything is settled."""

FREE = {"new", "kind add", "design"}
"""Verbs of phase 1 that have guards of their own in place of an open feature."""

ELSEWHERE = {"scout", "consult", "agree", "neutral"}
"""Verbs that need code or a model to record anything: `test_interview_verbs` does the same for them, and
`test_rewording` for the last."""

PAGE = ".parti/features/parcels/design.md"


def work(verb: str) -> Callable[..., Outcome]:
    module, _, name = table.step(verb).at.partition(":")
    found: Callable[..., Outcome] = getattr(importlib.import_module(f"parti.workflow.{module}"), name)
    return found


def call(talk: Talk, verb: str) -> list[str]:
    """Runs a verb; the kinds that it recorded."""
    count = len(talk.kinds())
    words, more = WORDS[verb]
    talk.do(work(verb), *words, **more)
    return talk.kinds()[count:]


def test_every_verb_of_the_conversation_is_called_here() -> None:
    assert {step.verb for step in table.METHOD if step.phase == "design"} == {*WORDS, *FREE}


@pytest.mark.parametrize("verb", WORDS)
def test_a_verb_without_a_feature_refuses_and_its_row_says_so(tmp_path: Path, verb: str) -> None:
    words, more = WORDS[verb]
    Talk(tmp_path).refuses(NO_FEATURE, work(verb), *words, **more)
    assert table.step(verb).guard


@pytest.mark.parametrize("verb", [step.verb for step in table.METHOD if "a person" in step.guard])
def test_what_only_a_person_may_do_an_agent_may_not(tmp_path: Path, verb: str) -> None:
    dismissal = (("helper:x",), {"because": "It is local."})
    words = {
        **WORDS,
        "constraints baseline": ((True, False), {}),
        "constraints dismiss": dismissal,
        "constraints import": (((), True), {}),
        "constraints adopt": ((["1"],), {}),
    }[verb]
    talk = talks.settled(tmp_path, "parcels").by(talks.AGENT)
    before = talk.files()
    with pytest.raises(refusal.NotAllowed, match=r"[Aa]n agent|a person") as caught:
        talk.do(work(verb), *words[0], **words[1])
    assert caught.value.exit_code == 3
    assert talk.files() == before


@pytest.mark.parametrize(
    "verb",
    [v for v in WORDS if "a person" not in table.step(v).guard and v not in {"answer", *ELSEWHERE}],
)
def test_an_agent_may_do_the_rest_under_its_own_name(tmp_path: Path, verb: str) -> None:
    talk = prepared(tmp_path, verb).by(talks.AGENT)
    made = call(talk, verb)
    assert {record.by for record in talk.records()[len(talk.records()) - len(made) :]} <= {talks.AGENT}


def prepared(tmp_path: Path, verb: str) -> Talk:
    """A settled feature in which the verb has something to do."""
    talk = talks.settled(tmp_path, "parcels")
    blind = ("propose", "compare", "choose")
    if verb in blind:
        talk.repository.write(".parti/config.toml", blind_houses.config("oak", "pine"))
        talk.world = msgspec.structs.replace(talk.world, models=Panel().models)
        for before in blind[: blind.index(verb)]:
            call(talk, before)
    if verb == "amend":
        call(talk, "lock")
    if verb == "absorb":
        talk.do(work("design"), True)
        text = (talk.root / PAGE).read_text("utf-8")
        (talk.root / PAGE).write_text(text.replace("one ledger", "two ledgers"), "utf-8")
    return talk


@pytest.mark.parametrize("verb", sorted(WORDS.keys() - ELSEWHERE))
def test_a_verb_records_no_kind_that_its_row_does_not_name(tmp_path: Path, verb: str) -> None:
    made = call(prepared(tmp_path, verb), verb)
    assert set(made) <= set(table.step(verb).records)
    assert bool(made) is bool(table.step(verb).records)


def test_a_row_names_no_kind_that_its_verb_never_records(tmp_path: Path) -> None:
    """`waive` has two forms, and `answer` reads a whole file; the others show all in one call. Positions
    are held anew when it is evidence that is taken back."""
    talk = talks.opened(tmp_path / "answer")
    path = talk.root.parent / "answers.toml"
    vague = '[[answer]]\nquestion = "desk-owner"\ntext = "somebody"\n'
    path.write_text(WHOLE.replace("is lost", "is wet") + MODELLED + vague, "utf-8")
    count = len(talk.kinds())
    talk.do(work("answer"), "", "", 0, False, str(path))
    path.write_text(gone(next(iter(talk.house.design.named))), "utf-8")
    talk.do(work("answer"), "", "", 0, False, str(path))
    assert set(talk.kinds()[count:]) == set(table.step("answer").records) - {"PositionHeld"}
    for verb in ("problem", "kind confirm", "decide", "lock", "amend", "withdraw", "close"):
        made = call(prepared(tmp_path / verb, verb), verb)
        moved = {"PositionHeld"} if verb == "withdraw" else set()  # as above: when evidence is taken back
        assert set(made) == set(table.step(verb).records) - moved
    waived = talks.settled(tmp_path / "waive")
    count = len(waived.kinds())
    waived.do(work("waive"), "desk-owner", "Nothing is live yet.", "May")
    waived.do(work("waive"), "desk-owner", "There is no ledger.", not_applicable=True)
    assert set(waived.kinds()[count:]) == set(table.step("waive").records)


@pytest.mark.parametrize("verb", [step.verb for step in table.METHOD])
def test_a_step_is_found_by_its_verb_and_leads_to_a_function(verb: str) -> None:
    step = table.step(verb)
    assert step.verb == verb
    assert callable(work(verb))
    assert (work(verb).__doc__ or "").strip()


def test_a_verb_that_is_not_there_has_no_step() -> None:
    with pytest.raises(StopIteration):
        table.step("sign")


def test_the_phases_stand_in_the_order_of_the_method() -> None:
    assert list(table.PHASES) == ["start", "design", "chunks", "gate", "look"]
    order = [
        verb for verb in (step.verb for step in table.METHOD) if verb in ("new", "lock", "plan", "gate")
    ]
    assert order == ["new", "lock", "plan", "gate"]


# --- what a verb returns -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "ok"),
    [
        ((), True),
        (("note",), True),
        (("warning", "note"), True),
        (("error",), False),
        (("note", "error", "warning"), False),
    ],
)
def test_errors_alone_make_an_outcome_not_ok(levels: tuple[Level, ...], ok: bool) -> None:
    findings = tuple(
        Finding(code="x/y", level=level, message="m", place=Place(path="p"), fix="f") for level in levels
    )
    assert Outcome(findings=findings).ok is ok
    assert Outcome(findings=findings[::-1]).ok is ok
