"""An answer typed into the page is held to what `parti answer` and `parti waive` hold it to (D3).

Guards the way an edited line of an answer takes: sent back once and recorded, an option chosen by its
words or its number, a waiver with its reason, and a refusal that names the question and the way on.
"""

import pytest

from parti.design import absorb, page
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.design.conversations import JANE

BANK = load.bank().by_id()
OPTIONS = [" ".join(text.split()) for text in BANK["retention"].options]


def typed(question: str, words: str, *before: facts.Fact) -> absorb.Edit:
    """What is made of these words in the place of an open question."""
    state = conversations.folded(conversations.said(*conversations.opened(), *before))
    text = "\n".join(page.lines(state, ""))
    drawn = state.questions()[question]
    line = f"- open [{drawn.severity}] {question}"
    assert line in text.splitlines()
    edited = "\n".join(f"- Q-{question}: {words}" if one == line else one for one in text.splitlines())
    return absorb.read(state, edited, absorb.Asked(JANE, "design.md", BANK))


def test_a_vague_answer_is_sent_back_and_that_is_recorded() -> None:
    edit = typed("ack-strategy", "should be fine")
    (back,) = edit.facts
    assert isinstance(back, facts.AnswerSentBack)
    assert (back.question, back.text) == ("ack-strategy", "should be fine")
    assert "should be fine" in back.missing
    (finding,) = edit.findings
    assert finding.message == back.missing
    assert finding.fix == 'parti answer Q-ack-strategy "<the answer, with that>"'
    assert str(finding.place) == "Q-ack-strategy"


def test_a_second_vague_answer_is_refused_with_the_ways_that_are_left() -> None:
    first = typed("ack-strategy", "should be fine")
    second = typed("ack-strategy", "should be fine", *first.facts)
    assert second.facts == ()
    (finding,) = second.findings
    assert "take a listed option, which now stands as it is, or waive it" in finding.message
    assert finding.fix.startswith("parti answer Q-ack-strategy --option N, or parti waive Q-ack-strategy")


@pytest.mark.parametrize("number", range(1, len(OPTIONS) + 1))
def test_an_option_of_a_number_question_is_asked_for_its_number_once_and_then_taken(number: int) -> None:
    assert BANK["retention"].slot == "number"
    words = OPTIONS[number - 1]
    first = typed("retention", words)
    if first.findings:
        assert [type(fact) for fact in first.facts] == [facts.AnswerSentBack]
        assert "choose the option again" in first.findings[0].message
        assert f"--option {number}" in first.findings[0].fix
        first = typed("retention", words, *first.facts)
    assert first == absorb.Edit((facts.Answered(question="retention", text=words, how="option"),), ())


def test_some_option_of_that_question_has_no_number_so_the_second_asking_is_met() -> None:
    assert any(typed("retention", words).findings for words in OPTIONS)


@pytest.mark.parametrize("words", ["option 1", "Option 1", "option  1"])
def test_an_option_may_be_typed_by_its_number(words: str) -> None:
    listed = " ".join(BANK["ack-strategy"].options[0].split())
    edit = typed("ack-strategy", words)
    assert edit.facts == (facts.Answered(question="ack-strategy", text=listed, how="option"),)


@pytest.mark.parametrize("words", ["option 1: 90 days, then purged", f"{OPTIONS[0]}: 90 days, then purged"])
def test_an_option_with_its_number_behind_it_is_taken_at_once(words: str) -> None:
    edit = typed("retention", words)
    answered = facts.Answered(
        question="retention", text=f"{OPTIONS[0]}: 90 days, then purged", how="option"
    )
    assert edit == absorb.Edit((answered,), ())


def test_an_option_that_is_not_listed_is_refused_with_the_options_that_are() -> None:
    edit = typed("ack-strategy", "option 99")
    assert edit.facts == ()
    (finding,) = edit.findings
    assert finding.code == "design/answer"
    count = len(BANK["ack-strategy"].options)
    assert finding.message == f"Q-ack-strategy has options 1 to {count}, not 99."
    assert finding.fix == "parti ask Q-ack-strategy"


@pytest.mark.parametrize("words", ["option 0", "option one", "option 100"])
def test_words_that_name_no_option_are_judged_as_words(words: str) -> None:
    assert [finding.code for finding in typed("retention", words).findings] == ["design/vague"]


def test_a_default_with_other_words_is_an_answer_of_ones_own() -> None:
    edit = typed("retention", "90 days, then purged | default")
    answered = facts.Answered(question="retention", text="90 days, then purged", how="own")
    assert edit == absorb.Edit((answered,), ())


@pytest.mark.parametrize("verb", ["waived", "Waived"])
def test_a_waiver_is_typed_with_its_reason_and_its_end(verb: str) -> None:
    edit = typed("retention", f"{verb} | because: no data is kept yet | until: 1 March")
    waived = facts.Waived(question="retention", reason="no data is kept yet", until="1 March")
    assert edit == absorb.Edit((waived,), ())


def test_a_ruling_is_typed_with_its_reason() -> None:
    edit = typed("retention", "not applicable | because: nothing is ever stored")
    assert edit == absorb.Edit((facts.RuledOut(question="retention", reason="nothing is ever stored"),), ())


REFUSED = [
    ("waived", "no reason to leave Q-ack-strategy", "say in one sentence why it can be left"),
    ("waived | because: the pilot has one user", "must say until when", "parti waive Q-ack-strategy"),
    ("waived | because: later | until: May", "no reason to leave Q-ack-strategy", "say in one sentence"),
    ("not applicable", "no reason to leave Q-ack-strategy", "say in one sentence"),
    ("not applicable | because: n/a", "no reason to leave Q-ack-strategy", "say in one sentence"),
]


@pytest.mark.parametrize(("words", "said", "fix"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_waiver_that_lacks_something_is_refused_in_its_own_words(words: str, said: str, fix: str) -> None:
    edit = typed("ack-strategy", words)
    assert edit.facts == ()
    (finding,) = edit.findings
    assert finding.code == "design/answer"
    assert said in finding.message
    assert fix in finding.fix
    assert str(finding.place) == "Q-ack-strategy"


@pytest.mark.parametrize(
    "words",
    [
        "waived | because: a good long reason | and another | until: May",
        "waived | becuase: a good long reason | until: May",
        "waived | because: one good reason | because: two good reasons | until: May",
        "not applicable | because: there is no broker | see: the plan",
    ],
)
def test_a_waiver_with_a_part_that_nobody_knows_is_not_half_read(words: str) -> None:
    edit = typed("ack-strategy", words)
    assert edit.facts == ()
    assert [finding.code for finding in edit.findings] == ["design/unreadable"]


def test_an_answer_to_a_question_that_the_bank_has_lost_is_named() -> None:
    gone = facts.ObligationsDrawn(
        bank="", questions=(facts.Drawn("gone", "states", "high", ("x",), "states"),)
    )
    state = conversations.folded(conversations.said(*conversations.opened(), gone))
    text = "\n".join(page.lines(state, "")).replace("- open [high] gone", "- Q-gone: a → b")
    edit = absorb.read(state, text, absorb.Asked(JANE, "design.md", BANK))
    assert edit.facts == ()
    assert [finding.code for finding in edit.findings] == ["design/unreadable"]
