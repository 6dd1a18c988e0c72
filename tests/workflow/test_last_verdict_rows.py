"""The last verdict asked directly: its words, what leaves the design as it was, and when it holds."""

from pathlib import Path

import pytest

from parti.design import lock as locks
from parti.records import log
from parti.records import vocabulary as facts
from parti.workflow import gating, last_verdict, looking
from parti.workflow import house as houses
from tests.fakes import features
from tests.fakes.features import DECISION, Site

RULE = facts.InvariantStated(key="INV-1", text="One row an order", why="invoices")


def judged(tmp_path: Path, lane: str = "normal") -> Site:
    """A feature whose gate passed, with one chunk where its lane has any."""
    site = Site(tmp_path)
    if lane == "small":
        site.open(lane=lane)
    else:
        site.open(DECISION, RULE, lane=lane)
        site.sign()
        head = site.repository.head()
        site.record(features.planned(1), features.briefed(1, head), features.checked(1))
    assert gating.gate(site.house()).ok
    return site


def lock_of(site: Site) -> facts.Record:
    return next(r for r in site.house().reading.records if isinstance(r.body, facts.DesignLocked))


def told(site: Site) -> tuple[bool, bool, str]:
    """Whether it is of this design, whether it holds, and what its row ends with."""
    house = site.house()
    return (
        last_verdict.of_this_design(house),
        last_verdict.standing(house).holds,
        last_verdict.standing(house).told.partition("Z")[2],
    )


def test_before_the_first_verdict_there_is_no_row_and_nothing_holds(tmp_path: Path) -> None:
    site = Site(tmp_path)
    assert told(site) == (True, False, ""), "no feature at all"
    site.open(DECISION)
    assert told(site) == (True, False, "")
    assert last_verdict.standing(site.house()).told == ""


@pytest.mark.parametrize("lane", ["normal", "deep", "small"])
def test_a_pass_holds_until_the_tree_is_another_and_again_when_it_is_as_it_was(
    tmp_path: Path, lane: str
) -> None:
    site = judged(tmp_path, lane)
    assert told(site) == (True, True, "")
    site.repository.write("notes.md", "x\n")
    assert told(site) == (True, False, ", of an earlier tree")
    site.repository.commit()
    assert told(site) == (True, False, ", of an earlier tree")
    site.repository.remove("notes.md")
    assert told(site) == (True, True, "")


def test_the_row_tells_the_second_and_the_verdict(tmp_path: Path) -> None:
    site = judged(tmp_path)
    house = site.house()
    assert house.gate.judged is not None
    assert last_verdict.standing(house).told == f"pass at {house.gate.judged.at[:19]}Z"


def test_of_a_failure_the_tree_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look at the tree is dear, and a failure closes nothing anyway."""
    site = Site(tmp_path)
    site.open(DECISION)
    assert not gating.gate(site.house()).ok
    site.repository.write("notes.md", "x\n")
    monkeypatch.setattr(type(site.repository), "tree_digest", lambda _: pytest.fail("looked at"))
    assert told(site) == (True, False, "")
    site.record(RULE)
    assert told(site) == (False, False, ", of an earlier design")


LATER: dict[str, tuple[facts.Fact, bool]] = {
    "another chunk": (features.planned(2), True),
    "a brief": (features.briefed(1, "b"), True),
    "a check": (features.checked(1), True),
    "a failed check": (features.checked(1, "fail"), True),
    "an invariant": (facts.InvariantStated(key="INV-2", text="One table", why="w"), False),
    "a decision": (facts.Decided(key="D-9", title="Retry", choice="twice", because="b"), False),
    "a problem": (facts.ProblemStated(situation="s", needed=("n",), never=()), False),
}


@pytest.mark.parametrize(("fact", "same"), LATER.values(), ids=LATER.keys())
def test_what_is_recorded_after_a_pass_leaves_its_design_or_does_not(
    tmp_path: Path, fact: facts.Fact, same: bool
) -> None:
    site = judged(tmp_path)
    site.record(fact)
    assert told(site) == ((True, True, "") if same else (False, False, ", of an earlier design"))


@pytest.mark.parametrize("kind", last_verdict._QUIET, ids=lambda kind: kind.__name__)
def test_what_is_passed_over_in_silence_changes_no_digest_of_a_design(
    tmp_path: Path, kind: type[facts.Fact]
) -> None:
    """Otherwise a verdict would be shown for a design that it never saw."""
    site = judged(tmp_path)
    before = locks.digest(site.house().design)
    made: dict[type[facts.Fact], facts.Fact] = {
        facts.DesignLocked: lock_of(site).body,
        facts.DesignUnlocked: facts.DesignUnlocked(reason="a thought", supersedes=(lock_of(site).id,)),
        facts.ChunkPlanned: features.planned(2),
        facts.ChunkBriefed: features.briefed(1, "b"),
        facts.ChunkChecked: features.checked(1),
        facts.GateJudged: site.house().reading.records[-1].body,
    }
    site.record(made[kind])
    assert type(site.house().reading.records[-1].body) is kind
    assert locks.digest(site.house().design) == before


def test_a_design_that_went_away_and_came_back_is_the_one_that_was_judged(tmp_path: Path) -> None:
    """What counts is what it says, not how often it was said."""
    site = judged(tmp_path)
    late = facts.InvariantStated(key="INV-2", text="One table", why="w")
    site.record(late)
    assert told(site)[0] is False
    said = site.house().reading.records[-1]
    site.record(facts.Withdrawn(reason="a slip", supersedes=(said.id,)))
    assert last_verdict.of_this_design(site.house())


def test_a_pass_does_not_hold_while_the_design_is_open(tmp_path: Path) -> None:
    site = judged(tmp_path)
    site.record(facts.DesignUnlocked(reason="a thought", supersedes=(lock_of(site).id,)))
    assert told(site) == (True, False, "")
    site.sign()
    assert told(site) == (True, True, "")


def test_the_newest_verdict_counts_in_both_directions(tmp_path: Path) -> None:
    site = judged(tmp_path, "small")
    site.repository.write("src/orders.py", "eval('1')\n")
    assert not gating.gate(site.house()).ok
    assert last_verdict.standing(site.house()).told.startswith("fail at ")
    assert not last_verdict.standing(site.house()).holds
    site.repository.write("src/orders.py", "x = 1\n")
    assert gating.gate(site.house()).ok
    assert told(site) == (True, True, "")


def other_branch(site: Site, *new: facts.Fact, parents: tuple[str, ...]) -> list[facts.Record]:
    """Records of another branch's log, as a merge brings them."""
    records: list[facts.Record] = []
    for fact in new:
        before = (records[-1].id,) if records else parents
        records.append(log.make(fact, at="2025-01-01T00:00:00.000000Z", by=features.ADA, parents=before))
    lines = b"".join(map(log.line_of, records))
    site.log_file().with_name("other.jsonl").write_bytes(lines)
    return records


@pytest.mark.parametrize("quiet", [True, False])
def test_what_a_merge_brought_counts_by_what_it_says_of_the_design(tmp_path: Path, quiet: bool) -> None:
    site = judged(tmp_path)
    first = site.house().reading.records[0]
    late = facts.InvariantStated(key="INV-2", text="One table", why="w")
    other_branch(site, features.planned(2) if quiet else late, parents=(first.id,))
    house = houses.at(site.world, "orders")
    assert last_verdict.of_this_design(house) is quiet


def test_a_verdict_given_after_the_merge_knows_both_branches(tmp_path: Path) -> None:
    site = judged(tmp_path)
    first = site.house().reading.records[0]
    late = facts.InvariantStated(key="INV-2", text="One table", why="w")
    other_branch(site, late, parents=(first.id,))
    site.sign()
    assert gating.gate(site.house()).ok
    assert told(site) == (True, True, "")


def test_status_looks_at_the_tree_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For what the pass is worth, and for what comes next."""
    site = judged(tmp_path, "small")
    asked: list[str] = []
    digest = site.repository.tree_digest
    monkeypatch.setattr(site.repository, "tree_digest", lambda: asked.append("tree") or digest())
    assert looking.status(site.house(), False).next == 'parti close "shipped"'
    assert asked == ["tree"]
