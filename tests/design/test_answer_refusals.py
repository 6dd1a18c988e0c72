"""How an answer is refused, in which words, and which command is legal instead (D3, D10).

Guards the sentences of `answer`: whoever is sent away must be told why and what to type next.
"""

import pytest

from parti.design import answer, coverage, settlement, state
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.design.conversations import JANE

BANK = load.bank().by_id()
AGENT = "agent:codex"
REASON = "the pilot has one user"


def state_after(*more: facts.Fact) -> state.DesignState:
    return conversations.folded(conversations.said(*conversations.opened(), *more))


def asked(severity: str, slot: str = "choice", name: str = "ack-strategy") -> state.DesignState:
    """A design with one question, as serious as the test wants it."""
    drawn = facts.Drawn(name, "resilience", severity, ("RabbitMQ",), slot)
    return conversations.folded(conversations.said(facts.ObligationsDrawn(bank="", questions=(drawn,))))


def given(text: str = "", option: int = 0, by: str = JANE, question: str = "ack-strategy") -> answer.Given:
    return answer.Given(question=question, text=text, option=option, by=by)


REFUSALS = [
    (
        lambda: answer.answer(
            asked("blocker"), given("one choice made here", by=AGENT), BANK["ack-strategy"]
        ),
        refusal.NotAllowed,
        "Q-ack-strategy is a blocker question; a person answers it.",
        "ask the person to run: parti answer Q-ack-strategy",
    ),
    (
        lambda: answer.answer(asked("high"), given("one choice made here", by=AGENT), BANK["ack-strategy"]),
        refusal.NotAllowed,
        "Q-ack-strategy is a high question; a person answers it.",
        "ask the person to run: parti answer Q-ack-strategy",
    ),
    (
        lambda: answer.answer(asked("low", name="other"), given("x"), BANK["ack-strategy"]),
        refusal.Misused,
        "Q-ack-strategy is not a question of this design.",
        "parti ask --all lists the questions with their ids",
    ),
    (
        lambda: answer.answer(asked("low"), given(option=77), BANK["ack-strategy"]),
        refusal.Misused,
        f"Q-ack-strategy has options 1 to {len(BANK['ack-strategy'].options)}, not 77.",
        "parti ask Q-ack-strategy",
    ),
    (
        lambda: settlement.waive(asked("low"), "ack-strategy", REASON, "", AGENT),
        refusal.NotAllowed,
        "An agent cannot waive a question.",
        "a person runs the same command",
    ),
    (
        lambda: settlement.rule_out(asked("low"), "ack-strategy", REASON, AGENT),
        refusal.NotAllowed,
        "An agent cannot rule out a question.",
        "a person runs the same command",
    ),
    (
        lambda: settlement.waive(asked("low"), "ack-strategy", "later", "", JANE),
        refusal.Misused,
        "“later” is no reason to leave Q-ack-strategy.",
        "say in one sentence why it can be left",
    ),
    (
        lambda: settlement.rule_out(asked("low"), "ack-strategy", "yes", JANE),
        refusal.Misused,
        "“yes” is no reason to leave Q-ack-strategy.",
        "say in one sentence why it can be left",
    ),
    (
        lambda: settlement.waive(asked("high"), "ack-strategy", REASON, " \n", JANE),
        refusal.Misused,
        "Q-ack-strategy is a high question; a waiver of it must say until when.",
        'parti waive Q-ack-strategy "<reason>" --until "<date or event>"',
    ),
    (
        lambda: settlement.waive(asked("low"), "no-such", REASON, "", JANE),
        refusal.Misused,
        "Q-no-such is not a question of this design.",
        "parti ask --all lists the questions with their ids",
    ),
    (
        lambda: settlement.rule_out(asked("low"), "no-such", REASON, JANE),
        refusal.Misused,
        "Q-no-such is not a question of this design.",
        "parti ask --all lists the questions with their ids",
    ),
]


@pytest.mark.parametrize(("act", "kind", "sentence", "step"), REFUSALS, ids=[row[2] for row in REFUSALS])
def test_each_refusal_says_why_and_what_is_legal(act, kind, sentence, step) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(kind) as caught:
        act()
    assert (caught.value.sentence, caught.value.next_step) == (sentence, step)


@pytest.mark.parametrize("severity", ["medium", "low"])
def test_an_agent_may_answer_what_is_not_serious(severity: str) -> None:
    settled = answer.answer(asked(severity), given("one choice made here", by=AGENT), BANK["ack-strategy"])
    assert settled.findings == ()


@pytest.mark.parametrize("severity", ["medium", "low"])
def test_a_waiver_of_what_is_not_serious_needs_no_end(severity: str) -> None:
    settled = settlement.waive(asked(severity), "ack-strategy", REASON, "", JANE)
    assert settled.facts == (facts.Waived(question="ack-strategy", reason=REASON, until=""),)


@pytest.mark.parametrize("earlier", [0, 1, 2])
def test_whoever_speaks_last_supersedes_all_that_they_saw(earlier: int) -> None:
    records = conversations.said(*conversations.opened())
    for number in range(earlier):
        said = facts.Answered(question="retention", text=f"{number} days", how="own")
        records += conversations.said(said, start=100 + number)
    folded = conversations.folded(records)
    seen = tuple(record.id for record in folded.settled.get("retention", ()))
    assert len(seen) == earlier
    for settled in (
        answer.answer(folded, given("3 days", question="retention"), BANK["retention"]),
        settlement.waive(folded, "retention", REASON, "May", JANE),
        settlement.rule_out(folded, "retention", REASON, JANE),
    ):
        (fact,) = settled.facts
        assert isinstance(fact, facts.Answered | facts.Waived | facts.RuledOut)
        assert fact.question == "retention"
        assert fact.supersedes == seen


def test_a_reason_and_an_end_are_kept_on_one_line_without_a_bar() -> None:
    waived = settlement.waive(asked("high"), "ack-strategy", " one\nuser | only ", "May\n| June", JANE)
    assert waived.facts == (
        facts.Waived(question="ack-strategy", reason="one user / only", until="May / June"),
    )
    ruled = settlement.rule_out(asked("high"), "ack-strategy", " one\nuser | only ", JANE)
    assert ruled.facts == (facts.RuledOut(question="ack-strategy", reason="one user / only"),)


def test_the_last_listed_option_can_be_chosen_and_carries_its_detail() -> None:
    listed = BANK["ack-strategy"].options
    chosen = " ".join(listed[-1].split())
    (fact,) = answer.answer(asked("low"), given(" by\nhand ", len(listed)), BANK["ack-strategy"]).facts
    assert fact == facts.Answered(question="ack-strategy", text=f"{chosen}: by hand", how="option")


def test_an_option_with_a_detail_is_judged_as_a_choice_and_not_by_the_slot() -> None:
    settled = answer.answer(asked("blocker", "mechanism"), given("for us", 1), BANK["ack-strategy"])
    assert settled.findings == ()
    own = answer.answer(asked("blocker", "mechanism"), given("for us alone"), BANK["ack-strategy"])
    assert [finding.code for finding in own.findings] == ["design/vague"]


def test_an_option_with_a_vague_detail_is_sent_back() -> None:
    settled = answer.answer(asked("blocker", "mechanism"), given("probably", 1), BANK["ack-strategy"])
    assert [type(fact) for fact in settled.facts] == [facts.AnswerSentBack]
    assert settled.findings[0].fix == (
        'parti answer Q-ack-strategy --option 1 "<with that>", or parti answer Q-ack-strategy --option 1'
    )
    assert settled.findings[0].message.endswith(
        " If there is none to give, choose the option again, and it stands as it is."
    )


def test_what_was_sent_back_is_kept_with_the_words_and_what_was_missing() -> None:
    settled = answer.answer(asked("high", "owner"), given(" it\ndepends "), BANK["ack-strategy"])
    (back,) = settled.facts
    (finding,) = settled.findings
    assert isinstance(back, facts.AnswerSentBack)
    assert (back.question, back.text, back.missing) == ("ack-strategy", "it depends", finding.message)
    assert (finding.code, finding.level, str(finding.place)) == ("design/vague", "error", "Q-ack-strategy")
    assert finding.fix == 'parti answer Q-ack-strategy "<the answer, with that>"'


def test_the_second_refusal_names_both_ways_that_are_left() -> None:
    back = facts.AnswerSentBack(question="ack-strategy", text="x", missing="y")
    (finding,) = answer.answer(state_after(back), given("probably"), BANK["ack-strategy"]).findings
    assert (finding.code, finding.level, str(finding.place)) == ("design/vague", "error", "Q-ack-strategy")
    assert finding.message.endswith(" Else take a listed option, which now stands as it is, or waive it.")
    assert finding.fix == (
        'parti answer Q-ack-strategy --option N, or parti waive Q-ack-strategy "<reason>" --until "<when>"'
    )


def test_a_question_that_was_sent_back_leaves_the_others_their_first_time() -> None:
    back = facts.AnswerSentBack(question="retention", text="x", missing="y")
    settled = answer.answer(state_after(back), given("probably"), BANK["ack-strategy"])
    assert [type(fact) for fact in settled.facts] == [facts.AnswerSentBack]


def test_defaults_are_the_recommended_words_and_are_marked_as_such() -> None:
    folded = state_after()
    expected = {
        name: facts.Answered(question=name, text=" ".join(BANK[name].recommended.split()), how="default")
        for name, drawn in folded.questions().items()
        if drawn.severity in ("medium", "low")
    }
    assert len(expected) > 5
    assert settlement.defaults(folded, dict(BANK)) == settlement.Settled(tuple(expected.values()))


def test_defaults_leave_alone_what_is_settled_and_what_the_bank_no_longer_knows() -> None:
    names = [q.question for q in state_after().questions().values() if q.severity == "medium"]
    said = facts.Waived(question=names[0], reason=REASON, until="")
    smaller = {name: question for name, question in BANK.items() if name != names[1]}
    closed = {
        getattr(fact, "question", "") for fact in settlement.defaults(state_after(said), smaller).facts
    }
    assert names[0] not in closed
    assert names[1] not in closed
    assert set(names[2:]) <= closed


def test_once_accepted_defaults_leave_nothing_to_accept() -> None:
    once = settlement.defaults(state_after(), dict(BANK))
    assert settlement.defaults(state_after(*once.facts), dict(BANK)) == settlement.Settled(())
    assert coverage.tally(state_after(*once.facts)).defaults == len(once.facts)
