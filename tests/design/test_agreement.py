"""Builder agreement: which questions, what counts as the same, and what a missing reply is worth."""

import pytest

from parti.design import agreement, entries, machines
from parti.design import state as states
from parti.library import load
from parti.records import debate
from parti.records import vocabulary as facts
from tests.design import conversations


def design(*new: facts.Fact) -> states.DesignState:
    return conversations.folded(conversations.said(*conversations.settled(), *new))


def asked(slot: str, *options: str) -> agreement.Asked:
    return agreement.Asked("Q-x", "What?", slot, "load", "high", ("broker",), options)


def reply(answer: str, option: int = 0, question: str = "Q-x") -> agreement.BuilderReply:
    return agreement.BuilderReply(
        (agreement.BuilderAnswer(question=question, answer=answer, option=option),)
    )


def agreed(one: agreement.Asked, *said: agreement.BuilderReply | None) -> int:
    return agreement.measured([one], said).agreed


def test_ten_questions_are_drawn_the_same_for_the_same_design() -> None:
    bank = load.bank().by_id()
    first = agreement.drawn(design(), bank)
    assert len(first) == agreement.ASKED
    assert first == agreement.drawn(design(), bank)
    assert {one.severity for one in first if one.name.startswith("Q-")} == {"blocker"}
    assert any(one.name == "DATA-0001" for one in first)


def test_rows_of_machines_are_asked_too() -> None:
    rows = tuple(machines.transition(row) for row in ("new, pay -> paid", "*, * -> refused"))
    machine = facts.StateMachineNamed("SM-1", "order", "new", ("paid",), rows)
    names = [one.name for one in agreement.drawn(design(machine), load.bank().by_id())]
    assert any(name.startswith("SM-1/") for name in names)


@pytest.mark.parametrize(
    ("slot", "one", "other", "same"),
    [
        ("number", "5 s", "5000 ms", True),
        ("number", "200 messages/s", "12,000 messages per minute", True),
        ("number", "5 s", "6 s", False),
        ("number", "3 tries", "3 attempts", True),
        ("owner", "the orders consumer", "consumer", True),
        ("owner", "billing", "consumer", False),
        ("mechanism", "a unique key on the order number", "unique key over order number refuses it", True),
        ("mechanism", "a lock on the row", "the message is dropped", False),
        ("choice", "paid", "Paid.", True),
        ("owner", "billing service", "order service", False),
        ("mechanism", "3 parrots", "4 parrots", False),
    ],
)
def test_what_counts_as_the_same(slot: str, one: str, other: str, same: bool) -> None:
    assert (agreed(asked(slot), reply(one), reply(other)) == 1000) is same


def test_listed_options_decide_before_words() -> None:
    one = asked("choice", "first", "second")
    assert agreed(one, reply("anything", 1), reply("else", 1)) == 1000
    assert agreed(one, reply("same words", 1), reply("same words", 2)) == 500


@pytest.mark.parametrize("said", ["NOT DECIDED", "not decided.", "", "N/A", "unknown"])
def test_not_decided_agrees_with_nothing_not_even_with_itself(said: str) -> None:
    assert agreed(asked("number"), reply(said), reply(said), reply(said)) == 0
    assert agreed(asked("number"), reply("5 s"), reply("5 s"), reply(said)) == 666


def test_a_missing_reply_and_an_answer_given_twice_agree_with_nothing() -> None:
    twice = agreement.BuilderReply((*reply("5 s").answers, *reply("6 s").answers))
    assert agreed(asked("number"), None, None, None) == 0
    assert agreed(asked("number"), reply("5 s"), None, reply("5 s")) == 666
    assert agreed(asked("number"), reply("5 s"), twice) == 500
    assert agreed(asked("number"), reply("5 s", question="Q-other"), reply("5 s")) == 500


def test_what_is_read_differently_becomes_a_question_that_is_asked() -> None:
    one = asked("number")
    measure = agreement.measured([one], [reply("5 s"), reply("9 s"), reply("NOT DECIDED")])
    (question,) = agreement.questions([one], measure)
    assert (question.origin, question.slot, question.severity) == ("disagreement", "number", "high")
    assert "5 s / 9 s / NOT DECIDED" in question.text
    assert question.question in design(question).questions()
    assert agreement.questions([one], agreement.measured([one], [reply("5 s")] * 3)) == ()


def test_the_page_that_builders_get_names_no_person() -> None:
    spec = agreement.spec(design())
    assert "Jane" not in spec
    assert "jane@" not in spec
    assert "ack after the commit" in spec


@pytest.mark.parametrize(
    ("lane", "models", "agreed", "levels"),
    [
        ("deep", True, None, ["error"]),
        ("deep", True, 849, ["error"]),
        ("deep", True, 850, []),
        ("deep", False, None, ["warning"]),
        ("normal", True, None, []),
    ],
)
def test_the_deep_lane_wants_it_before_the_lock(
    lane: str, models: bool, agreed: int | None, levels: list[str]
) -> None:
    said = [facts.FeatureOpened("o", "w", "main", lane), *conversations.settled()[1:]]
    stamp = entries.stamp(conversations.folded(conversations.said(*said)))
    if agreed is not None:
        said.append(debate.AgreementMeasured(stamp, 3, (), agreed, (), ()))
    found = agreement.hindrances(conversations.folded(conversations.said(*said)), models)
    assert [one.level for one in found] == levels


def test_a_measurement_of_another_design_does_not_count() -> None:
    old = debate.AgreementMeasured("design:old", 3, (), 1000, (), ())
    assert agreement.current(design(old)) is None
