"""A page that was edited by hand is told before it is absorbed; one that only looks otherwise is not."""

from pathlib import Path

import pytest

from parti.records import vocabulary as facts
from parti.workflow import edited, gating, looking, opening, pages, signing, working
from parti.workflow.outcome import Outcome
from tests.fakes.features import DECISION, Site

PAGE = ".parti/features/orders/design.md"
RULE = facts.InvariantStated(key="INV-1", text="One row", why="money")
PROBLEM = facts.ProblemStated(situation="orders come", needed=("kept",), never=("lost",))


def printed(tmp_path: Path, *more: facts.Fact) -> Site:
    """A signed feature with its page, committed."""
    site = Site(tmp_path)
    site.open(PROBLEM, DECISION, RULE, *more)
    pages.print_page(site.sign())
    site.repository.commit()
    return site


def change(site: Site, old: str, new: str) -> None:
    path = site.root / PAGE
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def told(outcome: Outcome) -> list[tuple[str, str]]:
    return [(each.code, each.level) for each in outcome.findings if each.code.startswith("design/")]


EDITS = {
    "another choice": ("choice: after the commit", "choice: before the commit"),
    "a need that is gone": ("- Needed: kept\n", ""),
    "an invariant that is gone": ("- INV-1: One row | because: money\n", ""),
    "a line that nobody can read": ("- Needed: kept\n", "- Needed: kept\n\nThe second phase is dropped.\n"),
    "a heading that tells something": ("## Invariants", "## Invariants: none of them is tested, says Kim"),
}


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS.keys())
def test_an_edit_shows_in_status_and_stops_check_gate_and_lock(tmp_path: Path, old: str, new: str) -> None:
    site = printed(tmp_path)
    change(site, old, new)
    text = (site.root / PAGE).read_text("utf-8")

    status = looking.status(site.house(), every=False)
    assert (told(status), status.next, status.ok) == ([("design/edited", "warning")], "parti absorb", True)
    check = working.check(site.house(), 0, "")
    assert (told(check), check.next, check.ok) == ([("design/edited", "error")], "parti absorb", False)
    assert site.runner.calls == []
    gate = gating.gate(site.house())
    assert told(gate) == [("design/edited", "error")]
    assert gate.findings[0].fix == "parti absorb; parti design --write drops the edit"
    assert "; what was signed is the log." in gate.findings[0].message
    lock = signing.lock(site.house(), "")
    assert (told(lock)[0], lock.next) == (("design/edited", "error"), edited.FIX)
    assert (site.root / PAGE).read_text("utf-8") == text


def test_what_was_absorbed_or_dropped_is_told_no_more(tmp_path: Path) -> None:
    site = printed(tmp_path)
    change(site, "choice: after the commit", "choice: before the commit")
    signing.design(site.house(), write=True)
    assert edited.findings(site.house()) == ()
    change(site, "choice: after the commit", "choice: before the commit")
    signing.absorb(site.house(), apply=True)
    assert edited.findings(site.house()) == ()
    assert gating.gate(site.house()).findings[0].code == "gate/not-locked"


LOOKS = {
    "blanks at the end of a line": ("- Needed: kept", "- Needed: kept  "),
    "a blank line more": ("## Invariants", "\n## Invariants"),
    "a heading in other words": ("## Invariants", "### What always holds"),
    "another sentence on the signature": ("Signed by", "Locked by"),
    "a diagram drawn otherwise": (
        "- Needed: kept\n",
        "- Needed: kept\n\nDrawn from the lines above; edit those.\n\n```mermaid\nflow\n  a --> b\n```\n",
    ),
}


@pytest.mark.parametrize(("old", "new"), LOOKS.values(), ids=LOOKS.keys())
def test_a_page_that_is_only_laid_out_otherwise_is_no_edit(tmp_path: Path, old: str, new: str) -> None:
    site = printed(tmp_path)
    change(site, old, new)
    assert edited.findings(site.house()) == ()


def test_a_diagram_hides_only_itself(tmp_path: Path) -> None:
    site = printed(tmp_path)
    change(site, "- Needed: kept\n", "- Needed: kept\n\n```mermaid\nx\n```\n\nThe rest is dropped.\n")
    assert [each.code for each in edited.findings(site.house())] == ["design/edited"]
    change(site, "```mermaid", "```")
    assert "4 changes" in edited.findings(site.house())[0].message


def test_a_page_that_is_gone_or_of_an_earlier_design_is_no_edit(tmp_path: Path) -> None:
    site = printed(tmp_path)
    old = (site.root / PAGE).read_bytes()
    opening.problem(site.house(), needed=["kept twice"])
    assert edited.findings(site.house()) == ()
    pages.print_page(site.sign())
    (site.root / PAGE).write_bytes(old)
    assert edited.findings(site.house()) == ()
    (site.root / PAGE).unlink()
    assert edited.findings(site.house()) == ()
    assert told(looking.status(site.house(), every=False)) == told(gating.gate(site.house())) == []


@pytest.mark.parametrize("signed", [True, False])
def test_a_page_of_an_unknown_design_is_told_once_the_design_is_signed(
    tmp_path: Path, signed: bool
) -> None:
    site = printed(tmp_path)
    change(site, "<!-- printed from design:", "<!-- printed from design:0")
    if not signed:
        site.record(facts.InvariantStated(key="INV-2", text="Two", why="w"))
    found = edited.findings(site.house())
    assert [each.code for each in found] == (["design/edited"] if signed else [])
    assert all("does not say which design it was printed from" in each.message for each in found)


def test_a_page_that_is_no_text_is_told(tmp_path: Path) -> None:
    site = printed(tmp_path)
    (site.root / PAGE).write_bytes(b"\xff\xfe")
    (found,) = edited.findings(site.house())
    assert found.fix == "save it as UTF-8"


def test_status_reads_a_page_through_once_and_then_knows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = printed(tmp_path)
    assert pages.is_known(site.house()), "this machine printed it"
    change(site, "- Needed: kept", "- Needed: kept ")
    assert not pages.is_known(site.house())
    assert looking.status(site.house(), every=False).findings == ()
    assert pages.is_known(site.house())
    monkeypatch.setattr(edited, "findings", lambda _: pytest.fail("read again"))
    assert looking.status(site.house(), every=False).findings == ()


def test_an_edited_page_is_never_taken_for_known(tmp_path: Path) -> None:
    site = printed(tmp_path)
    change(site, "choice: after the commit", "choice: before the commit")
    for _ in range(2):
        assert told(looking.status(site.house(), every=False)) == [("design/edited", "warning")]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    site = printed(tmp_path)
    change(site, "- Needed: kept", "- Needed: kept ")
    kept = site.world.cache / "pages"
    for path in kept.iterdir():
        path.unlink()
    kept.rmdir()
    kept.write_text("no folder")
    assert looking.status(site.house(), every=False).findings == ()
    pages.print_page(site.house())


def test_a_closed_feature_may_be_edited(tmp_path: Path) -> None:
    site = printed(tmp_path)
    change(site, "choice: after the commit", "choice: before the commit")
    site.record(facts.FeatureClosed(reason="shipped"))
    assert edited.findings(site.house("orders")) == ()
