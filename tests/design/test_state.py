"""How each fact changes the folded design, and when two facts contradict one another (S2, D3).

Guards `state`: what is live, what is disputed, and what leaves the design as it was.
"""

import pytest

from parti.design import state
from parti.records import debate
from parti.records import vocabulary as facts
from tests.design import conversations

JOE = "Joe <joe@example.org>"
EMPTY = state.DesignState()


def after(*said: facts.Fact) -> state.DesignState:
    return conversations.folded(conversations.said(*said))


def forked(one: facts.Fact, other: facts.Fact) -> state.DesignState:
    """Two facts by two people who did not see each other."""
    return conversations.folded([*conversations.said(one), *conversations.said(other, by=JOE, start=9)])


@pytest.mark.parametrize(
    "fact",
    [
        facts.Absorbed(document="d", changes=1),
        facts.ChunkPlanned(number=1, intent="i", files=(), test="t", size=1, serves=()),
        facts.ChunkBriefed(number=1, base="b", brief="b", tokens=1),
        facts.ChunkChecked(number=1, base="b", tree="t", verdict="v", red="r", green="g", findings=()),
        facts.GateJudged(tree="t", verdict="v", suite="s", architecture="a", integration="i", findings=()),
        facts.Withdrawn(reason="r", supersedes=()),
        facts.DesignUnlocked(reason="r", supersedes=()),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_facts_of_other_phases_leave_the_design_as_it_was(fact: facts.Fact) -> None:
    assert after(fact) == EMPTY


def test_a_feature_is_open_until_it_is_closed_with_a_reason() -> None:
    opened = facts.FeatureOpened(slug="s", wish="w", branch="b", lane="deep")
    assert after(opened).feature == opened
    assert after(opened).closed == ""
    assert after(opened, facts.FeatureClosed(reason="done")).closed == "done"
    assert EMPTY.feature is None


def test_the_problem_is_the_last_one_said() -> None:
    assert EMPTY.problem is None
    one, two = facts.ProblemStated(situation="one"), facts.ProblemStated(situation="two")
    assert after(one, two).problem == two
    assert len(after(one, two).problems) == 2


def test_a_component_that_is_named_again_has_the_later_kind() -> None:
    folded = after(
        facts.ComponentNamed(name="a", kind="cache", why=""),
        facts.ComponentNamed(name="b", kind="cache", why=""),
        facts.ComponentNamed(name="a", kind="broker", why=""),
    )
    assert {c.name: c.kind for c in folded.component_bodies()} == {"a": "broker", "b": "cache"}


def test_two_draws_are_one_list_in_which_the_first_word_on_a_question_counts() -> None:
    first = facts.Drawn("a", "states", "low", ("x",), "states")
    again = facts.Drawn("a", "states", "blocker", ("x", "y"), "states")
    more = facts.Drawn("b", "load", "high", ("y",), "number")
    folded = after(
        facts.ObligationsDrawn(bank="1", questions=(first,)),
        facts.ObligationsDrawn(bank="2", questions=(more, again)),
    )
    assert list(folded.questions().items()) == [("a", first), ("b", more)]


SETTLEMENTS = [
    facts.Answered(question="q", text="x", how="own"),
    facts.Waived(question="q", reason="x", until=""),
    facts.RuledOut(question="q", reason="x"),
]


@pytest.mark.parametrize("fact", SETTLEMENTS, ids=lambda fact: type(fact).__name__)
def test_a_question_is_settled_by_an_answer_a_waiver_or_a_ruling(fact: facts.Fact) -> None:
    assert EMPTY.settlement("q") is None
    assert after(fact).settlement("q") == fact
    assert after(fact).settlement("other") is None


def test_the_last_settlement_is_the_one_that_is_shown() -> None:
    assert after(*SETTLEMENTS).settlement("q") == SETTLEMENTS[-1]
    assert len(after(*SETTLEMENTS).settled["q"]) == 3


def test_how_often_an_answer_was_sent_back_is_counted_by_question() -> None:
    back = facts.AnswerSentBack(question="q", text="x", missing="y")
    other = facts.AnswerSentBack(question="r", text="x", missing="y")
    assert after(back, other, back).sent_back == {"q": 2, "r": 1}
    assert after(back).settlement("q") is None


def test_signatures_are_kept_in_their_order() -> None:
    one, two = (
        facts.DesignLocked(design=name, method="ssh", signer="s", signature="x") for name in ("1", "2")
    )
    assert [record.body for record in after(one, two).locks] == [one, two]


def own(text: str, how: str = "own", question: str = "q") -> facts.Answered:
    return facts.Answered(question=question, text=text, how=how)


def filed(kind: str = "fact", status: str = "claimed", ref: str = "", bears: str = "D-1") -> facts.Fact:
    return debate.EvidenceFiled(
        key="E-1", text="it is so", kind=kind, status=status, ref=ref, bears_on=(bears,)
    )


PAIRS: list[tuple[str, facts.Fact, facts.Fact, set[str]]] = [
    ("other words", own("a"), own("b"), {"Q-q"}),
    ("the same words", own("a"), own("a"), set()),
    ("the same words that replaced different ones", own("a"), facts.Answered(
        question="q", text="a", how="own", supersedes=("r:elsewhere",)), set()),
    ("an answer and a waiver", own("a"), facts.Waived(question="q", reason="a", until=""), {"Q-q"}),
    ("a waiver and a ruling", facts.Waived(question="q", reason="a", until=""),
     facts.RuledOut(question="q", reason="a"), {"Q-q"}),
    ("two questions", own("a"), own("b", question="r"), set()),
    ("two problems", facts.ProblemStated(situation="a"), facts.ProblemStated(situation="b"), {"problem"}),
    ("one problem twice", facts.ProblemStated(situation="a"), facts.ProblemStated(situation="a"), set()),
    ("two decisions of one key", facts.Decided(key="D-1", title="t", choice="a", because="b"),
     facts.Decided(key="D-1", title="t", choice="c", because="b"), {"D-1"}),
    ("two laws of two keys", facts.InvariantStated(key="INV-1", text="a", why=""),
     facts.InvariantStated(key="INV-2", text="a", why=""), set()),
    ("one statement of two kinds", filed("fact"), filed("document"), {"evidence E-1"}),
    ("one statement shown by two things", filed(status="verified", ref="a.py"),
     filed(status="verified", ref="b.py"), {"evidence E-1"}),
    ("one statement from two places", filed(ref="a.py"), filed(ref="b.py"), {"evidence E-1"}),
    ("one statement, claimed and shown", filed(ref="a.py"), filed(status="verified", ref="b.py"), set()),
    ("one statement about two claims", filed(bears="D-1"), filed(bears="D-2"), set()),
    ("two sorts under one key", facts.InvariantStated(key="K", text="a", why="b"),
     facts.ModuleTouched(key="K", path="a", why="b"), {"K"}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "other", "expected"), PAIRS, ids=[row[0] for row in PAIRS])
def test_a_contradiction_is_two_different_words_on_one_thing(
    why: str, one: facts.Fact, other: facts.Fact, expected: set[str]
) -> None:
    for folded in (forked(one, other), forked(other, one)):
        found = state.conflicts(folded)
        assert set(found) == expected, why
        assert all(len(records) == 2 for records in found.values())


def test_of_a_statement_filed_on_two_branches_nothing_is_lost() -> None:
    """What was shown stays shown, and it bears on what either branch said, whichever is read first."""
    one, other = filed(status="verified", ref="a.py", bears="D-1"), filed(ref="b.py", bears="D-2")
    for folded in (forked(one, other), forked(other, one)):
        (known,) = folded.debate.evidence.values()
        assert (known.status, known.ref) == ("verified", "a.py")
        assert set(known.bears_on) == {"D-1", "D-2"}
