"""The last verdict speaks of one tree and one design: what is shown of it, and what it may close."""

from pathlib import Path

import pytest

from parti.records import log, refusal
from parti.records import vocabulary as facts
from parti.workflow import gating, looking, opening
from tests.fakes import features
from tests.fakes.features import DECISION, Site

LATE = facts.InvariantStated(key="INV-1", text="One row an order", why="invoices")


def passed(tmp_path: Path) -> Site:
    """A feature whose gate passed."""
    site = Site(tmp_path)
    site.open(DECISION)
    site.sign()
    head = site.repository.head()
    site.record(features.planned(1), features.briefed(1, head), features.checked(1))
    assert gating.gate(site.house()).ok
    return site


def shown(site: Site) -> str:
    """What `status` says of the gate, without the time."""
    rows = [line for line in looking.status(site.house(), False).lines if line.startswith("gate ")]
    return rows[0].split("Z", 1)[1] if rows else "no row"


def close(site: Site, reason: str = "shipped") -> facts.Fact:
    opening.close(site.house(), reason)
    return site.house("orders").reading.records[-1].body


def refused(site: Site) -> refusal.NotAllowed:
    with pytest.raises(refusal.NotAllowed, match="Nothing shows that it can ship") as caught:
        opening.close(site.house(), "shipped")
    assert (caught.value.exit_code, site.house().slug) == (3, "orders")
    return caught.value


def test_a_pass_for_this_tree_and_this_design_is_shown_as_it_is_and_closes(tmp_path: Path) -> None:
    site = passed(tmp_path)
    assert shown(site) == ""
    assert close(site) == facts.FeatureClosed(reason="shipped")


def test_a_pass_of_an_earlier_design_is_called_so_and_closes_nothing(tmp_path: Path) -> None:
    site = passed(tmp_path)
    site.record(LATE)
    assert shown(site) == ", of an earlier design"
    site.sign()
    assert shown(site) == ", of an earlier design"
    assert "of an earlier design" in str(refused(site))


def test_the_same_verdict_on_a_new_design_is_given_and_recorded_anew(tmp_path: Path) -> None:
    site = passed(tmp_path)
    site.record(LATE)
    site.sign()
    for _ in range(2):
        assert gating.gate(site.house()).ok
    judged = [r for r in site.house().reading.records if isinstance(r.body, facts.GateJudged)]
    assert len(judged) == 2
    assert judged[0].body == judged[1].body
    assert shown(site) == ""
    close(site)


def test_a_design_that_was_opened_and_signed_again_as_it_was_keeps_its_verdict(tmp_path: Path) -> None:
    site = passed(tmp_path)
    lock = next(r for r in site.house().reading.records if isinstance(r.body, facts.DesignLocked))
    site.record(facts.DesignUnlocked(reason="a thought", supersedes=(lock.id,)))
    assert shown(site) == ""
    assert refused(site).next_step == "parti gate"
    site.sign()
    close(site)


def test_a_failure_of_an_earlier_design_is_called_so_too(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    assert not gating.gate(site.house()).ok
    assert shown(site) == ""
    site.record(LATE)
    assert shown(site) == ", of an earlier design"


def test_what_a_merge_brought_later_was_not_judged_although_it_is_older(tmp_path: Path) -> None:
    site = passed(tmp_path)
    judged = site.house().reading.records[-1]
    early = log.make(LATE, at="2025-01-01T00:00:00.000000Z", by=features.ADA, parents=())
    site.log_file().with_name("other.jsonl").write_bytes(log.line_of(early))
    every = site.house().reading.records
    assert every.index(early) < every.index(judged)
    assert shown(site) == ", of an earlier design"


def test_a_pass_of_an_earlier_tree_closes_nothing(tmp_path: Path) -> None:
    site = passed(tmp_path)
    site.repository.write("src/orders.py", "x = 1\n")
    assert shown(site) == ", of an earlier tree"
    assert str(refused(site)).count("of an earlier tree") == 1


def test_before_the_gate_nothing_is_shipped(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    assert "(never judged)" in str(refused(site))
    gating.gate(site.house())
    close(site)


def test_a_failure_ships_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    site.repository.write("src/orders.py", "eval('1')\n")
    assert not gating.gate(site.house()).ok
    assert "(fail at " in str(refused(site))


def test_on_a_detached_head_the_way_leads_over_the_branch(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    site.repository.detach()
    assert refused(site).next_step == "git switch main, then parti gate"


@pytest.mark.parametrize("word", sorted(opening.SHIPPED))
def test_each_word_for_a_good_end_wants_a_pass(tmp_path: Path, word: str) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    with pytest.raises(refusal.NotAllowed):
        opening.close(site.house(), f"{word.title()}: on Monday")


@pytest.mark.parametrize("reason", ["abandoned", "not shipped", "nobody wants it, done with it"])
def test_every_other_end_is_free_and_tells_what_the_gate_said(tmp_path: Path, reason: str) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    outcome = opening.close(site.house(), reason)
    assert outcome.lines == (f"closed    orders: {reason}", "gate      never judged")


# What a passed chunk has become.


def seen(site: Site, text: str) -> tuple[facts.FileChecked, ...]:
    from parti.chunks import content

    site.repository.write("src/orders.py", text)
    return (facts.FileChecked("src/orders.py", content.now(site.root, "src/orders.py")),)


def test_status_and_plan_say_which_chunks_changed_since_they_passed(tmp_path: Path) -> None:
    from parti.workflow import planning

    site = Site(tmp_path)
    site.open(DECISION)
    site.sign()
    site.record(features.planned(1), features.planned(2), features.checked(2))
    site.record(features.checked(1, files=seen(site, "x = 1\n")))
    status = looking.status(site.house(), False)
    assert ("chunks    2 of 2 passed" in status.lines, status.next) == (True, "parti gate")

    site.repository.write("src/orders.py", "x = 2\n")
    status = looking.status(site.house(), False)
    assert "chunks    1 of 2 passed, 1 changed since" in status.lines
    assert status.next == "parti check 1"
    plan = planning.plan(site.house(), "")
    assert [line.split()[1] for line in plan.lines] == ["changed", "passed"]
    assert plan.next == "parti check 1"


def test_an_open_chunk_comes_before_one_that_changed(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    site.sign()
    site.record(features.planned(1), features.planned(2))
    site.record(features.checked(1, files=seen(site, "x = 1\n")))
    site.repository.write("src/orders.py", "x = 2\n")
    assert looking.status(site.house(), False).next == "parti brief 2, then parti check 2"
