"""The page, letter by letter: what stands on it, in which order, and what is signed (D4, D6).

Guards the text that people review and sign. The expected page is written out here by hand.
"""

import msgspec
import pytest

from parti.design import entries, hindrances, lock, page, state
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations

JOE = "Joe <joe@example.org>"

SMALL: list[facts.Fact] = [
    facts.FeatureOpened(slug="orders", wish="w", branch="main", lane="normal"),
    facts.ProblemStated(
        situation="Orders arrive.\nThey pile up.",
        needed=("stored once", "seen in 2 s"),
        never=("lost\n- Given: smuggled",),
        quantities=("200/s",),
        given=("PostgreSQL, it runs already",),
        unknown=("who reads them",),
        out_of_scope=("invoices",),
    ),
    facts.ComponentNamed(name="store", kind="cache", why="said twice"),
    facts.ComponentNamed(name="box", kind="broker", why="by hand"),
    facts.ObligationsDrawn(
        bank="",
        questions=(
            facts.Drawn("q-one", "states", "blocker", ("box",), "states"),
            facts.Drawn("q-two", "load", "low", ("box", "store"), "number"),
            facts.Drawn("q-three", "states", "high", ("store",), "states"),
            facts.Drawn("q-four", "load", "medium", ("store",), "choice"),
            facts.Drawn("q-five", "load", "low", ("store",), "choice"),
        ),
    ),
    facts.Answered(question="q-one", text="a → b", how="own"),
    facts.Answered(question="q-two", text="3 rows", how="default"),
    facts.Waived(question="q-three", reason="no time", until="May"),
    facts.RuledOut(question="q-four", reason="nobody asks"),
    facts.InvariantStated(key="INV-2", text="second", why="b"),
    facts.InvariantStated(key="INV-1", text="first", why="a"),
    facts.Decided(
        key="D-1",
        title="t",
        choice="c",
        because="b",
        rejected=(facts.Rejected("x", "y"), facts.Rejected("z", "w")),
    ),
    facts.FailureModeNamed(key="FM-1", component="box", mode="late", handling="h", evidence="test: t"),
    facts.DataNamed(key="DATA-1", name="row", shape="id", owner="box"),
    facts.ModuleTouched(key="MOD-1", path="src/a.py", why="new"),
]

EXPECTED = """
## Problem

Orders arrive. They pile up.

- Needed: stored once
- Needed: seen in 2 s
- Never: lost - Given: smuggled
- Quantities: 200/s
- Given: PostgreSQL, it runs already
- Open: who reads them
- Out of scope: invoices

## Components

- box (broker): by hand
- store (cache): said twice

## Data

- DATA-1: row | shape: id | owner: box

## Modules touched

- MOD-1: `src/a.py` | because: new

## Invariants

- INV-1: first | because: a
- INV-2: second | because: b

## Decisions

- D-1: t | choice: c | because: b | rejected: x — y | rejected: z — w

## Failure modes

- FM-1: box × late | handling: h | evidence: test: t

## Obligations

5 questions: 1 answered, 1 defaults accepted, 1 waived, 1 not applicable, 1 open.

### states

- Q-q-one: a → b (Jane <jane@example.org>, 2026-01-01)
- Q-q-three: waived | because: no time | until: May (Jane <jane@example.org>, 2026-01-01)

### load

- Q-q-two: 3 rows | default (Jane <jane@example.org>, 2026-01-01)
- Q-q-four: not applicable | because: nobody asks (Jane <jane@example.org>, 2026-01-01)
- open [low] q-five
"""


def folded(*said: facts.Fact) -> state.DesignState:
    return conversations.folded(conversations.said(*said))


def test_the_whole_page_is_this() -> None:
    lines = page.lines(folded(*SMALL), "Not signed yet.")
    digest = lock.digest(folded(*SMALL))
    assert lines[:5] == ("# orders", "", "Not signed yet.", f"<!-- printed from {digest} -->", "")
    assert "\n".join(lines[5:]).strip() == EXPECTED.strip()


def test_a_page_of_nothing_says_so() -> None:
    lines = page.lines(state.DesignState(), "Not signed yet.")
    assert lines[0] == "# no feature"
    assert [line for line in lines[4:] if line] == ["## Problem", "Not stated yet.", "## Components"]


def test_every_line_of_the_page_is_one_line() -> None:
    for line in page.lines(folded(*SMALL), ""):
        assert len(line.splitlines()) <= 1


def test_a_disputed_answer_shows_the_last_words_and_says_that_there_are_two() -> None:
    rival = facts.Answered(question="q-one", text="b → a", how="own")
    both = [*conversations.said(*SMALL), *conversations.said(rival, by=JOE, start=700)]
    (line,) = (one for one in page.lines(conversations.folded(both), "") if "Q-q-one" in one)
    assert line == f"- Q-q-one: b → a **two answers, settle them** ({JOE}, 2026-01-01)"


def test_the_entries_are_the_named_things_and_the_settled_questions() -> None:
    found = entries.by_id(folded(*SMALL))
    expected = {"INV-1", "INV-2", "D-1", "FM-1", "DATA-1", "MOD-1"}
    assert set(found) == expected | {"Q-q-one", "Q-q-two", "Q-q-three", "Q-q-four"}
    assert all(identity == entry.id for identity, entry in found.items())
    for identity, entry in found.items():
        assert f"- {identity}: {entry.words}" in EXPECTED


@pytest.mark.parametrize(
    "fact",
    [
        facts.FeatureClosed(reason="done"),
        facts.ComponentNamed(name="a", kind="cache", why=""),
        facts.DesignUnlocked(reason="x", supersedes=()),
    ],
)
def test_a_fact_that_has_no_line_is_an_error_and_not_an_empty_line(fact: facts.Fact) -> None:
    with pytest.raises(TypeError, match=f"{type(fact).__name__} has no line on the page"):
        entries.words_of(fact)


def test_what_was_sent_back_can_be_told_on_one_line() -> None:
    back = facts.AnswerSentBack(question="q-one", text="tbd", missing="It is a placeholder.")
    assert entries.words_of(back) == "sent back | missing: It is a placeholder."


CHANGES = [
    ("situation", facts.ProblemStated(situation="Other.")),
    ("needed", facts.ProblemStated(situation="Orders arrive.", needed=("x",))),
    ("component", facts.ComponentNamed(name="more", kind="cache", why="")),
    ("kind of a component", facts.ComponentNamed(name="box", kind="cache", why="by hand")),
    (
        "a question",
        facts.ObligationsDrawn(bank="", questions=(facts.Drawn("q-6", "load", "low", (), "choice"),)),
    ),
    ("an answer", facts.Answered(question="q-five", text="x", how="own")),
    ("own words become a default", facts.Answered(question="q-one", text="a → b", how="default")),
    ("a waiver", facts.Waived(question="q-five", reason="r", until="")),
    ("a ruling", facts.RuledOut(question="q-five", reason="r")),
    ("a decision", facts.Decided(key="D-2", title="t", choice="c", because="b")),
    ("a rejected option", facts.Decided(key="D-1", title="t", choice="c", because="b")),
    ("an invariant", facts.InvariantStated(key="INV-1", text="first", why="other")),
    ("data", facts.DataNamed(key="DATA-1", name="row", shape="id", owner="store")),
    ("a module", facts.ModuleTouched(key="MOD-1", path="src/b.py", why="new")),
    (
        "evidence",
        facts.FailureModeNamed(key="FM-1", component="box", mode="late", handling="h", evidence="-"),
    ),
]


@pytest.mark.parametrize("fact", [row[1] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_whatever_shapes_the_design_changes_what_is_signed(fact: facts.Fact) -> None:
    assert entries.stamp(folded(*SMALL, fact)) != entries.stamp(folded(*SMALL))


@pytest.mark.parametrize(
    "fact",
    [
        facts.ComponentNamed(name="box", kind="broker", why="for another reason"),
        facts.AnswerSentBack(question="q-five", text="x", missing="y"),
        facts.Absorbed(document="d", changes=1),
        facts.DesignLocked(design="d", method="ssh", signer="s", signature="s"),
        facts.ChunkBriefed(number=1, base="b", brief="b", tokens=1),
    ],
)
def test_what_only_happened_along_the_way_leaves_what_is_signed_alone(fact: facts.Fact) -> None:
    assert entries.stamp(folded(*SMALL, fact)) == entries.stamp(folded(*SMALL))


def test_saying_the_problem_again_in_the_same_words_leaves_what_is_signed_alone() -> None:
    records = conversations.said(*SMALL)
    problem = SMALL[1]
    assert isinstance(problem, facts.ProblemStated)
    again = msgspec.structs.replace(problem, supersedes=(records[1].id,))
    after = conversations.folded([*records, *conversations.said(again, start=500)])
    assert entries.stamp(after) == entries.stamp(conversations.folded(records))


@pytest.mark.parametrize(("extra", "hindered"), [(0, False), (1, True)])
def test_three_hundred_lines_can_be_signed_and_one_more_cannot(extra: int, hindered: bool) -> None:
    base = conversations.settled()
    room = 300 - len(page.lines(folded(*base), ""))
    laws = [
        facts.InvariantStated(key=f"INV-{n:04}", text=f"law {n}", why="x")
        for n in range(2, 2 + room + extra)
    ]
    full = folded(*base, *laws)
    found = [f for f in hindrances.of(full, load.vocabulary()) if f.code == "design/length"]
    assert bool(found) == hindered
    if found:
        assert found[0].message == "The design has 301 written lines; a person can hold 300 at most."
        assert found[0].fix == "split the feature: parti close, then parti new"
        assert str(found[0].place) == "design.md"
