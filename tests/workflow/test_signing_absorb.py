"""A hand edit of the printed page: read as its author's amendments, shown first, recorded on request."""

from pathlib import Path

import pytest

from parti.design import state as design_states
from parti.records import vocabulary as facts
from parti.workflow import conversation, modelling, opening, signing
from parti.workflow.outcome import Outcome
from tests.workflow import talks
from tests.workflow.talks import NO_FEATURE, No, Talk

PAGE = ".parti/features/parcels/design.md"
NOBODY_KNOWS = No(
    3,
    "The page does not say which design it was printed from, so nobody can tell what was edited.",
    "keep your edit aside, parti design --write, edit again, parti absorb",
)


def printed(tmp_path: Path, *typed: str) -> Talk:
    """A settled feature with one of each named thing, and its page written."""
    talk = talks.settled(tmp_path, *typed)
    talk.do(conversation.invariant, "One line a parcel", "the count")
    talk.do(conversation.failure, "counter", "torn page", "a copy", "fault: tear it")
    talk.do(modelling.data, "parcel", "id, weight", "the clerk")
    talk.do(conversation.module, "src/desk.py", "the counter")
    talk.do(conversation.waive, "desk-colour", "It is all the same.", "May")
    talk.do(signing.design, True)
    return talk


def edit(talk: Talk, old: str, new: str) -> None:
    path = talk.root / PAGE
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def drop(talk: Talk, words: str) -> None:
    path = talk.root / PAGE
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if words not in line]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), "utf-8")


def absorb(talk: Talk, yes: bool = True) -> Outcome:
    return talk.do(signing.absorb, yes)


@pytest.mark.parametrize(
    ("old", "new", "told", "made"),
    [
        ("choice: one ledger", "choice: two ledgers", "Ledger | choice: two ledgers", facts.Decided),
        ("One line a parcel", "Two lines a parcel", "Two lines a parcel | because", facts.InvariantStated),
        ("handling: a copy", "handling: none", "torn page | handling: none", facts.FailureModeNamed),
        ("owner: the clerk", "owner: Kim", "parcel | shape: id, weight | owner: Kim", facts.DataNamed),
        ("`src/desk.py`", "`src/shop.py`", "`src/shop.py` | because", facts.ModuleTouched),
        ("Only the clerk writes", "Only Kim writes", "Q-desk-owner: Only Kim writes", facts.Answered),
        ("It is all the same.", "Nobody will look.", "Q-desk-colour: waived", facts.Waived),
        ("waived | because: It is all the same. | until: May", "not applicable | because: There is none.",
         "Q-desk-colour: not applicable | because: There is none.", facts.RuledOut),
        ("Never: a parcel is lost", "Never: a parcel is wet", "the problem", facts.ProblemStated),
        ("people hand in parcels", "people bring parcels", "the problem", facts.ProblemStated),
    ],
)  # fmt: skip
def test_a_changed_line_supersedes_what_it_said(
    tmp_path: Path, old: str, new: str, told: str, made: type[facts.Fact]
) -> None:
    talk = printed(tmp_path)
    edit(talk, old, new)
    before = talk.files()
    shown = absorb(talk, yes=False)
    assert len(shown.lines) == 1
    assert shown.lines[0].startswith("amends    ")
    assert told in shown.lines[0]
    assert shown.next == "parti absorb --yes"
    assert talk.files() == before
    said = absorb(talk)
    assert said.lines == shown.lines
    assert said.next == "parti lock"
    change, done = (record.body for record in talk.records()[-2:])
    assert isinstance(change, made)
    assert len(getattr(change, "supersedes", ())) == 1
    assert isinstance(done, facts.Absorbed)
    assert done.changes == 1
    assert done.document.startswith("page:")
    assert absorb(talk).lines == ("The page says nothing new.",)


@pytest.mark.parametrize("words", ["- D-", "- INV-", "- FM-", "- DATA-", "- MOD-"])
def test_a_line_that_is_gone_is_withdrawn(tmp_path: Path, words: str) -> None:
    talk = printed(tmp_path)
    drop(talk, words)
    said = absorb(talk)
    assert said.lines == ("amends    withdraws 1 record(s): taken out of the page by hand",)
    assert talk.kinds()[-2:] == ["Withdrawn", "Absorbed"]
    assert len(talk.house.design.named) == 4


def test_an_answer_that_is_gone_is_named_and_stays(tmp_path: Path) -> None:
    talk = printed(tmp_path)
    drop(talk, "- Q-desk-rate")
    before = talk.files()
    said = absorb(talk)
    assert [(f.code, f.fix) for f in said.findings] == [
        ("design/answer-gone", 'parti answer Q-desk-rate "…", then parti design --write')
    ]
    assert said.lines == ("The page says nothing new.",)
    assert talk.files() == before


def test_what_can_be_read_is_recorded_beside_what_cannot(tmp_path: Path) -> None:
    talk = printed(tmp_path)
    edit(talk, "owner: the clerk", "owner: Kim")
    edit(talk, "## Invariants\n", "## Invariants\n\n- something new that has no key\n")
    said = absorb(talk)
    assert [f.code for f in said.findings] == ["design/unreadable"]
    assert not said.ok
    assert talk.kinds()[-2:] == ["DataNamed", "Absorbed"]


def test_an_edited_answer_is_held_to_what_the_verb_holds_it_to(tmp_path: Path) -> None:
    talk = printed(tmp_path)
    edit(talk, talks.GOOD["desk-rate"], "a lot")
    said = absorb(talk)
    assert [f.code for f in said.findings] == ["design/vague"]
    assert not said.ok
    known = talk.house.design.settlement("desk-rate")
    assert getattr(known, "text", "") == talks.GOOD["desk-rate"]


def test_many_edits_are_one_step(tmp_path: Path) -> None:
    talk = printed(tmp_path)
    edit(talk, "owner: the clerk", "owner: Kim")
    edit(talk, "Only the clerk writes", "Only Kim writes")
    drop(talk, "- MOD-")
    assert len(absorb(talk).lines) == 3
    done = talk.last()
    assert isinstance(done, facts.Absorbed)
    assert done.changes == 3
    assert {record.by for record in talk.records()[-4:]} == {talks.JANE}


def test_an_untouched_page_says_nothing_new(tmp_path: Path) -> None:
    talk = printed(tmp_path)
    before = talk.files()
    for yes in (False, True):
        said = absorb(talk, yes=yes)
        assert said.lines == ("The page says nothing new.",)
        assert said.findings == ()
        assert said.next == "parti lock"
    assert talk.files() == before


def test_what_was_recorded_since_the_page_was_printed_stays(tmp_path: Path) -> None:
    talk = printed(tmp_path)
    key = talk.do(conversation.invariant, "A parcel has one weight", "the scale").data["key"]
    edit(talk, "owner: the clerk", "owner: Kim")
    absorb(talk)
    assert key in talk.house.design.named
    assert "A parcel has one weight" in (talk.root / PAGE).read_text("utf-8")


def test_one_thing_changed_here_and_there_is_a_conflict(tmp_path: Path) -> None:
    talk = printed(tmp_path)
    talks.answer(talk, "desk-owner", "Only Joe writes the ledger.")
    edit(talk, "Only the clerk writes", "Only Kim writes")
    absorb(talk)
    assert set(design_states.conflicts(talk.house.design)) == {"Q-desk-owner"}


def test_an_edit_of_a_signed_design_takes_the_signature_off_aloud(tmp_path: Path) -> None:
    talk = printed(tmp_path, "parcels", "parcels")
    assert talk.do(signing.lock, "").ok
    edit(talk, "owner: the clerk", "owner: Kim")
    said = absorb(talk)
    assert said.lines[-1] == "UNLOCKED  this changed a signed design; it must be signed again"
    assert "Changed since it was signed." in (talk.root / PAGE).read_text("utf-8")
    assert talk.do(signing.lock, "").lines[0] == "locked    parcels"


def test_an_edit_of_what_was_never_signed_unlocks_nothing(tmp_path: Path) -> None:
    talk = printed(tmp_path)
    edit(talk, "owner: the clerk", "owner: Kim")
    assert [line for line in absorb(talk).lines if "UNLOCKED" in line] == []


@pytest.mark.parametrize("mark", ["", "<!-- printed from design:0000 -->", "<!-- printed from -->"])
def test_a_page_of_an_unknown_design_is_not_read(tmp_path: Path, mark: str) -> None:
    talk = printed(tmp_path)
    path = talk.root / PAGE
    lines = path.read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("<!-- printed from"))
    lines[at] = mark
    path.write_text("\n".join(lines))
    assert talk.refuses(NOBODY_KNOWS, signing.absorb, True).place == PAGE


def test_a_page_that_is_not_there_or_not_utf_8_is_not_read(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path)
    no = No(3, "There is no page yet.", "parti design --write")
    talk.refuses(no, signing.absorb, True)
    (talk.root / PAGE).write_bytes("# für".encode("latin-1"))
    bad = No(2, f"{PAGE} is not UTF-8.", "save it as UTF-8")
    assert talk.refuses(bad, signing.absorb, True).place == PAGE


def test_absorbing_is_for_a_person_with_a_feature(tmp_path: Path) -> None:
    Talk(tmp_path / "none").refuses(NO_FEATURE, signing.absorb, True)
    talk = printed(tmp_path).by(talks.AGENT)
    no = No(3, "An agent cannot amend a design by hand.", "a person runs the same command")
    talk.refuses(no, signing.absorb, True)
    talk.refuses(no, signing.absorb, False)
    talk.by(talks.JANE).do(opening.close, "given up")
    talk.refuses(NO_FEATURE, signing.absorb, True)
