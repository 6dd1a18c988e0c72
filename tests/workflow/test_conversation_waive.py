"""Questions closed without an answer of one's own: defaults, waivers, rulings, and who may give them."""

from pathlib import Path

import pytest

from parti.records import vocabulary as facts
from parti.workflow import conversation
from tests.workflow import talks
from tests.workflow.talks import NO_FEATURE, No, Talk, answer

PERSON = "a person runs the same command"


def test_defaults_close_what_is_medium_and_low_and_nothing_else(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    said = talk.do(conversation.answer_defaults)
    assert [record.body for record in talk.records()[-2:]] == [
        facts.Answered(question="desk-signal", text="The default of desk-signal.", how="default"),
        facts.Answered(question="desk-colour", text="The default of desk-colour.", how="default"),
    ]
    assert said.lines == ("recorded  2 defaults; 3 open",)
    assert said.next == "parti ask"


def test_a_default_never_takes_the_place_of_what_was_said(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    answer(talk, "desk-colour", talks.GOOD["desk-colour"])
    talk.do(conversation.waive, "desk-signal", "The clerk is never away.")
    before = talk.files()
    assert talk.do(conversation.answer_defaults).lines == ("recorded  0 defaults; 3 open",)
    assert talk.files() == before


def test_defaults_need_a_feature(tmp_path: Path) -> None:
    Talk(tmp_path).refuses(NO_FEATURE, conversation.answer_defaults)


# --- waive ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["desk-crash", "Q-desk-crash"])
def test_a_waiver_keeps_its_reason_and_its_end(tmp_path: Path, name: str) -> None:
    talk = talks.confirmed(tmp_path)
    said = talk.do(conversation.waive, name, "Nothing is live yet.", "the first real parcel")
    assert talk.last() == facts.Waived(
        question="desk-crash", reason="Nothing is live yet.", until="the first real parcel"
    )
    assert said.lines == ("recorded  Q-desk-crash; 4 open",)


def test_what_does_not_apply_needs_no_end(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    talk.do(conversation.waive, "desk-owner", "There is no ledger at all.", not_applicable=True)
    assert talk.last() == facts.RuledOut(question="desk-owner", reason="There is no ledger at all.")


@pytest.mark.parametrize(("identity", "severity"), [("desk-owner", "blocker"), ("desk-crash", "high")])
@pytest.mark.parametrize("until", ["", "  "])
def test_a_serious_waiver_says_until_when(tmp_path: Path, identity: str, severity: str, until: str) -> None:
    no = No(
        2,
        f"Q-{identity} is a {severity} question; a waiver of it must say until when.",
        f'parti waive Q-{identity} "<reason>" --until "<date or event>"',
    )
    talks.confirmed(tmp_path).refuses(no, conversation.waive, identity, "Nothing is live yet.", until)


@pytest.mark.parametrize("reason", ["", "tbd", "later", "n/a", "yes", "?"])
@pytest.mark.parametrize("not_applicable", [False, True])
def test_a_placeholder_is_no_reason(tmp_path: Path, reason: str, not_applicable: bool) -> None:
    no = No(
        2,
        f"“{reason}” is no reason to leave Q-desk-signal.",
        "say in one sentence why it can be left",
    )
    talk = talks.confirmed(tmp_path)
    talk.refuses(no, conversation.waive, "desk-signal", reason, "tomorrow", not_applicable=not_applicable)


@pytest.mark.parametrize(("not_applicable", "act"), [(False, "waive"), (True, "rule out")])
def test_an_agent_leaves_no_question(tmp_path: Path, not_applicable: bool, act: str) -> None:
    talk = talks.confirmed(tmp_path).by(talks.AGENT)
    no = No(3, f"An agent cannot {act} a question.", PERSON)
    talk.refuses(
        no, conversation.waive, "desk-colour", "It is all the same.", not_applicable=not_applicable
    )


@pytest.mark.parametrize("not_applicable", [False, True])
def test_only_a_question_of_this_design_is_left(tmp_path: Path, not_applicable: bool) -> None:
    no = No(
        2,
        "Q-record-owner is not a question of this design.",
        "parti ask --all lists the questions with their ids",
    )
    talk = talks.confirmed(tmp_path)
    talk.refuses(no, conversation.waive, "Q-record-owner", "No rows.", not_applicable=not_applicable)


def test_waiving_needs_a_feature(tmp_path: Path) -> None:
    Talk(tmp_path).refuses(NO_FEATURE, conversation.waive, "desk-owner", "It is all the same.")


def test_a_waived_question_can_still_be_answered(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    talk.do(conversation.waive, "desk-rate", "Nothing is live yet.", "the first real parcel")
    waiver = talk.records()[-1].id
    answer(talk, "desk-rate", talks.GOOD["desk-rate"])
    assert getattr(talk.last(), "supersedes", ()) == (waiver,)
