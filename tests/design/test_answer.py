"""Who may close what, and what happens to a vague answer (D3, D10)."""

import pytest

from parti.design import answer, coverage, settlement
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.design.conversations import JANE

BANK = load.bank().by_id()
GOOD = "The message is acknowledged after the commit, so a crash repeats it."


def given(question: str, text: str = "", option: int = 0, by: str = JANE) -> answer.Given:
    return answer.Given(question=question, text=text, option=option, by=by)


def state_after(*more: facts.Fact) -> answer.states.DesignState:
    return conversations.folded(conversations.said(*conversations.opened(), *more))


def test_an_adequate_answer_is_recorded_in_the_persons_words() -> None:
    settled = answer.answer(state_after(), given("ack-strategy", f"  {GOOD}\n"), BANK["ack-strategy"])
    assert settled.findings == ()
    assert settled.facts == (facts.Answered(question="ack-strategy", text=GOOD, how="own"),)


def test_a_second_answer_supersedes_the_first_and_keeps_it() -> None:
    records = conversations.said(
        *conversations.opened(), facts.Answered(question="ack-strategy", text=GOOD, how="own")
    )
    settled = answer.answer(
        conversations.folded(records), given("ack-strategy", GOOD + " Now."), BANK["ack-strategy"]
    )
    assert settled.facts[0].supersedes == (records[-1].id,)


def test_a_vague_answer_is_sent_back_once_naming_the_slot() -> None:
    state = state_after()
    first = answer.answer(state, given("ack-strategy", "should be fine"), BANK["ack-strategy"])
    assert [type(f) for f in first.facts] == [facts.AnswerSentBack]
    assert "should be fine" in first.findings[0].message
    second = answer.answer(
        state_after(*first.facts), given("ack-strategy", "probably"), BANK["ack-strategy"]
    )
    assert second.facts == ()
    assert "--option" in second.findings[0].fix


def test_a_listed_option_is_an_answer() -> None:
    settled = answer.answer(state_after(), given("ack-strategy", option=1), BANK["ack-strategy"])
    fact = settled.facts[0]
    assert isinstance(fact, facts.Answered)
    assert fact.how == "option"
    assert fact.text == " ".join(BANK["ack-strategy"].options[0].split())


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("loader", True),
        ("The loader.", True),
        ("the `loader`", True),
        ("load", False),
        ("perhaps the loader", False),
        ("", False),
    ],
)
def test_the_bare_name_of_a_component_is_an_owner(text: str, stands: bool) -> None:
    records = conversations.said(*conversations.opened({"Loader": "relational-database"}))
    state = conversations.folded(records)
    made = answer.answer(state, given("record-owner", text), BANK["record-owner"])
    assert (not made.findings) is stands
    named = answer.answer(state, given("retention", text), BANK["retention"])
    assert named.findings, "it is no number"


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("A lock.", True),
        ("serializable transaction", True),
        ("A lock, perhaps", False),
        ("Lock, transaction", False),
        ("Last.", True),
        ("the risk", False),
        ("Version lock", False),
        ("yes", False),
        ("no", False),
        ("n", False),
    ],
)
def test_few_words_that_stand_in_one_option_alone_choose_it(text: str, stands: bool) -> None:
    made = answer.answer(
        state_after(), given("two-writers-one-record", text), BANK["two-writers-one-record"]
    )
    assert (not made.findings) is stands
    if stands:
        assert made.facts == (facts.Answered(question="two-writers-one-record", text=text, how="own"),)


def test_an_option_does_not_stand_for_this_projects_numbers() -> None:
    rate = BANK["expected-rate"]
    assert rate.slot == "number"
    settled = answer.answer(state_after(), given("expected-rate", option=1), rate)
    assert settled.findings or any(c.isdigit() for c in rate.options[0])
    detailed = answer.answer(state_after(), given("expected-rate", "200 messages/s", 1), rate)
    assert detailed.findings == ()


@pytest.mark.parametrize(
    ("question", "option"), [("retention", 1), ("stuck-processing", 1), ("expected-rate", 1)]
)
def test_an_option_without_a_number_is_sent_back_once_and_then_stands(question: str, option: int) -> None:
    asked = BANK[question]
    assert asked.slot == "number"
    first = answer.answer(state_after(), given(question, option=option), asked)
    assert [type(f) for f in first.facts] == [facts.AnswerSentBack]
    assert f"--option {option}" in first.findings[0].fix
    assert "again" in first.findings[0].message
    second = answer.answer(state_after(*first.facts), given(question, option=option), asked)
    assert second.findings == ()
    assert isinstance(second.facts[0], facts.Answered)
    assert second.facts[0].how == "option"


def test_nothing_is_deleted_says_how_long_it_is_kept() -> None:
    taken = answer.answer(state_after(), given("retention", option=2), BANK["retention"])
    assert taken.findings == ()


def test_every_way_out_that_is_printed_is_open() -> None:
    back = facts.AnswerSentBack(question="retention", text="should be fine", missing="a number")
    refused = answer.answer(state_after(back), given("retention", "hopefully"), BANK["retention"])
    assert refused.facts == ()
    assert "option" in refused.findings[0].message
    assert "waive" in refused.findings[0].message
    for option in range(1, len(BANK["retention"].options) + 1):
        taken = answer.answer(state_after(back), given("retention", option=option), BANK["retention"])
        assert taken.findings == ()
    assert settlement.waive(state_after(back), "retention", "no data is kept yet", "1 March", JANE).facts


def test_a_second_answer_in_words_counts_when_it_says_enough() -> None:
    back = facts.AnswerSentBack(question="retention", text="should be fine", missing="a number")
    settled = answer.answer(
        state_after(back), given("retention", "90 days, then purged"), BANK["retention"]
    )
    assert settled.findings == ()
    assert settled.facts == (facts.Answered(question="retention", text="90 days, then purged", how="own"),)


def test_a_vague_second_thought_leaves_the_earlier_answer_as_it_was() -> None:
    earlier = facts.Answered(question="ack-strategy", text=GOOD, how="own")
    for before in (
        (earlier,),
        (facts.AnswerSentBack(question="ack-strategy", text="x", missing="y"), earlier),
    ):
        refused = answer.answer(
            state_after(*before), given("ack-strategy", "probably"), BANK["ack-strategy"]
        )
        after = state_after(*before, *refused.facts)
        assert after.settlement("ack-strategy") == earlier


def test_every_listed_option_is_enough_where_no_number_is_asked() -> None:
    short = {name: q for name, q in BANK.items() if q.slot != "number"}
    for name, question in short.items():
        drawn = facts.Drawn(
            question=name, concern="", severity=question.severity, components=(), slot=question.slot
        )
        draw = facts.ObligationsDrawn(bank="", questions=(drawn,))
        state = conversations.folded(conversations.said(draw))
        for number in range(1, len(question.options) + 1):
            assert answer.answer(state, given(name, option=number), question).findings == (), (name, number)


@pytest.mark.parametrize("option", [-1, 9])
def test_an_option_that_is_not_listed_is_refused(option: int) -> None:
    with pytest.raises(refusal.Misused, match="options 1 to"):
        answer.answer(state_after(), given("ack-strategy", option=option), BANK["ack-strategy"])


def test_an_agent_cannot_answer_a_blocker() -> None:
    with pytest.raises(refusal.NotAllowed, match="a person answers"):
        answer.answer(state_after(), given("ack-strategy", GOOD, by="agent:codex"), BANK["ack-strategy"])


def test_an_agent_cannot_waive_or_rule_out() -> None:
    with pytest.raises(refusal.NotAllowed):
        settlement.waive(state_after(), "ack-strategy", "we have no time for it", "May", "agent:codex")
    with pytest.raises(refusal.NotAllowed):
        settlement.rule_out(state_after(), "ack-strategy", "there is no broker", "agent:codex")


def test_a_serious_waiver_needs_an_end() -> None:
    with pytest.raises(refusal.Misused, match="until when"):
        settlement.waive(state_after(), "ack-strategy", "the pilot has one user", "", JANE)
    settled = settlement.waive(state_after(), "ack-strategy", "the pilot has one user", "1 March", JANE)
    assert isinstance(settled.facts[0], facts.Waived)


@pytest.mark.parametrize("reason", ["", "later", "yes", "n/a"])
def test_a_waiver_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(refusal.Misused, match="no reason"):
        settlement.waive(state_after(), "ack-strategy", reason, "May", JANE)


def test_a_question_of_another_design_is_refused() -> None:
    with pytest.raises(refusal.Misused, match="not a question of this design"):
        answer.answer(state_after(), given("ui-offline", GOOD), BANK["ack-strategy"])


def test_defaults_close_medium_and_low_questions_and_nothing_serious() -> None:
    state = state_after()
    settled = settlement.defaults(state, dict(BANK))
    closed = {f.question for f in settled.facts if isinstance(f, facts.Answered)}
    assert closed
    assert all(state.questions()[q].severity in ("medium", "low") for q in closed)
    left = coverage.tally(state_after(*settled.facts)).open
    assert left["blocker"] > 0
    assert left["medium"] == left["low"] == 0
