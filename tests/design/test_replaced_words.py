"""Replaced values in each kind of statement: what is told, and which words say the old one.

`test_replaced` holds that stale values are found and when they are certain. Here stand the whole findings,
every sort of statement that can be left behind or leave something behind, and what ends the search: a value
that was withdrawn, said by two, or taken over by defaults. A note too many is read past for ever after.
"""

from collections.abc import Sequence

import msgspec
import pytest

from parti.constraints.finding import Finding, Place
from parti.design import replaced
from parti.records import log
from parti.records import vocabulary as facts
from tests.design import conversations

OLD, NEW, STILL = "400 orders/s.", "40 orders/s.", "At 400 orders per second we need 20 connections."
SENTENCE = "Q-pool-size counts with 400 orders/s; Q-expected-rate said so before, and says 40 orders/s now."


def answered(question: str, text: str, how: str = "own") -> facts.Answered:
    return facts.Answered(question=question, text=text, how=how)


def rate(text: str) -> facts.Answered:
    return answered("expected-rate", text)


def pool(text: str) -> facts.Answered:
    return answered("pool-size", text)


def decided(choice: str, title: str = "Pool") -> facts.Decided:
    return facts.Decided(key="D-0001", title=title, choice=choice, because="measured")


def held(text: str) -> facts.InvariantStated:
    return facts.InvariantStated(key="INV-0001", text=text, why="it must")


def handled(text: str) -> facts.FailureModeNamed:
    return facts.FailureModeNamed("FM-0001", "RabbitMQ", "lost-message", text, "fault: kill")


def problem(
    quantity: str = "many orders", situation: str = "It runs.", **more: tuple[str, ...]
) -> facts.ProblemStated:
    return facts.ProblemStated(situation=situation, quantities=(quantity,), **more)


def findings(first: facts.Fact, again: facts.Fact | None, *others: facts.Fact) -> tuple[Finding, ...]:
    """What is found when `first` and the others were said, and then `again` in the place of `first`."""
    start = conversations.said(*conversations.opened(), first, *others)
    gone = next(record.id for record in start if record.body == first)
    put = facts.Withdrawn(reason="it was a guess", supersedes=(gone,))
    last = put if again is None else msgspec.structs.replace(again, supersedes=_all_of(first, start, gone))
    end = log.make(last, at="2026-01-01T01:00:00.000000Z", by="Joe", parents=[start[-1].id])
    records = [*start, end]
    return replaced.findings(conversations.folded(records), records)


def _all_of(first: facts.Fact, start: Sequence[facts.Record], gone: str) -> tuple[str, ...]:
    """Of a problem every one that stands; of anything else the one that is replaced."""
    if not isinstance(first, facts.ProblemStated):
        return (gone,)
    return tuple(record.id for record in start if isinstance(record.body, facts.ProblemStated))


def told(first: facts.Fact, again: facts.Fact | None, *others: facts.Fact) -> list[str]:
    return [f"{one.level} {one.place.path}" for one in findings(first, again, *others)]


# --- what is told ------------


def test_a_note_tells_the_old_value_the_new_one_and_that_it_may_be_meant() -> None:
    assert findings(rate(OLD), rate(NEW), pool(STILL)) == (
        Finding(
            code="design/stale-value",
            level="note",
            message=SENTENCE,
            place=Place(path="Q-pool-size"),
            fix='parti answer Q-pool-size "…", unless it means something else',
        ),
    )


def test_an_error_tells_the_same_and_leaves_no_way_out() -> None:
    assert findings(rate(OLD), rate(NEW), pool("20 connections for 400 orders/s (Q-expected-rate).")) == (
        Finding(
            code="design/stale-value",
            level="error",
            message=SENTENCE,
            place=Place(path="Q-pool-size"),
            fix='parti answer Q-pool-size "…"',
        ),
    )


def test_the_problem_is_told_by_its_name_and_as_it_wrote_the_value() -> None:
    (found,) = findings(problem("24,000  orders a minute"), problem("40 orders/s"), pool(STILL))
    assert found.message == (
        "Q-pool-size counts with 24,000 orders a minute; "
        "the problem said so before, and says 40 orders/s now."
    )


@pytest.mark.parametrize(
    "other", [decided(STILL), held(STILL), handled(STILL)], ids=["decision", "invariant", "mode"]
)
def test_what_is_no_answer_is_taken_back_and_said_again(other: facts.Fact) -> None:
    (found,) = findings(rate(OLD), rate(NEW), other)
    key = found.place.path
    assert key == getattr(other, "key", "")
    assert found.fix == f"parti withdraw {key} …, then say it again, unless it means something else"


def test_a_time_is_told_in_its_largest_unit_however_it_was_written() -> None:
    old, new = (
        answered("retry-policy", "Each attempt: 120 s."),
        answered("retry-policy", "Each attempt: 0.5 s."),
    )
    components = facts.QuestionAdded(
        "retry-policy", "?", "load", "high", "what", ("RabbitMQ",), "x", "model"
    )
    found = findings(old, new, components, handled("A slot is held for 2 min (Q-retry-policy)."))
    assert [one.message for one in found] == [
        "FM-0001 counts with 2 min; Q-retry-policy said so before, and says 500 ms now."
    ]


# --- who can leave a value, and who can be left with one ------------


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (rate(OLD), rate(NEW)),
        (decided(OLD), decided(NEW)),
        (decided("as measured", "Sized for 400 orders/s"), decided("as measured", "Sized for 40 orders/s")),
        (held(OLD), held(NEW)),
        (handled(OLD), handled(NEW)),
        (problem(OLD), problem(NEW)),
        (problem(situation=OLD), problem(situation=NEW)),
        (problem(needed=(OLD,)), problem(needed=(NEW,))),
        (problem(never=(OLD,)), problem(never=(NEW,))),
    ],
    ids=["answer", "choice", "title", "invariant", "mode", "quantity", "situation", "needed", "never"],
)
def test_a_value_is_left_wherever_people_say_one(first: facts.Fact, again: facts.Fact) -> None:
    assert told(first, again, pool(STILL)) == ["note Q-pool-size"]


def test_a_decisions_reason_tells_no_value() -> None:
    old = msgspec.structs.replace(decided("ten"), because=OLD)
    assert told(old, decided("ten"), pool(STILL)) == []


def test_the_givens_of_a_problem_are_no_values_of_the_design() -> None:
    assert told(problem(given=(OLD,)), problem(given=(NEW,)), pool(STILL)) == []


def test_the_problem_itself_is_never_left_with_an_old_value() -> None:
    assert told(rate(OLD), rate(NEW), problem(OLD)) == []


def test_a_default_is_the_banks_words_on_both_sides() -> None:
    assert told(answered("expected-rate", OLD, "default"), rate(NEW), pool(STILL)) == []
    assert told(rate(OLD), answered("expected-rate", NEW, "default"), pool(STILL)) == []
    assert told(rate(OLD), rate(NEW), answered("pool-size", STILL, "default")) == []


@pytest.mark.parametrize("how", ["own", "option", "repository"])
def test_every_answer_that_somebody_gave_counts(how: str) -> None:
    assert told(rate(OLD), rate(NEW), answered("pool-size", STILL, how)) == ["note Q-pool-size"]


def test_an_answer_to_what_is_not_asked_counts_for_nothing() -> None:
    assert told(rate(OLD), rate(NEW), answered("no-such-question", STILL)) == []


def test_a_statement_does_not_contradict_its_own_past() -> None:
    now = "Each attempt: 2 s, where it waited for 10 s (FM-0001)."
    assert told(handled("Each attempt: 10 s."), handled(now)) == []


def test_a_value_that_was_only_withdrawn_has_nothing_in_its_place() -> None:
    assert told(rate(OLD), None, pool(STILL)) == []


def test_a_statement_that_two_say_differently_has_no_value_yet() -> None:
    assert told(rate(OLD), rate(NEW), pool(STILL), rate("50 orders/s.")) == []


def test_what_was_replaced_itself_is_not_told() -> None:
    first, again = pool(STILL), pool("20 connections.")
    assert told(first, again, rate(NEW)) == []


def test_nothing_is_looked_for_without_a_history() -> None:
    records = conversations.said(*conversations.opened(), rate(NEW), pool(STILL))
    state = conversations.folded(records)
    assert replaced.findings(state, ()) == ()
    assert replaced.findings(state, records) == ()


def test_every_statement_that_was_left_behind_is_told_in_the_order_of_the_log() -> None:
    assert told(rate(OLD), rate(NEW), held(STILL), pool(STILL), decided(STILL)) == [
        "note INV-0001",
        "note Q-pool-size",
        "note D-0001",
    ]


def test_of_two_old_values_in_one_statement_the_first_is_told() -> None:
    old, new = rate("400 orders/s, 30 mails/s."), rate("40 orders/s, 3 mails/s.")
    found = findings(old, new, pool("For 400 orders/s and 30 mails/s."))
    assert [one.message for one in found] == [SENTENCE]


def test_one_old_value_of_two_statements_is_told_for_each() -> None:
    found = findings(rate(OLD), rate(NEW), held(STILL), pool(STILL))
    assert len({one.message for one in found}) == len(found) == 2


# --- which words cite ------------


@pytest.mark.parametrize(
    "text",
    [
        "It takes 400 orders/s (Q-expected-rate).",
        "It takes 400 orders/s (q-expected-rate).",
        "It takes 400 orders/s (see Q-expected-rate).",
        "It takes 400 orders/s (by Q-expected-rate).",
        "It takes 400 orders/s (Q-expected-rate's).",
        "Q-expected-rate says 400 orders/s.",
        "Q-expected-rate gives 400 orders/s.",
        "Q-expected-rate has 400 orders/s.",
        "Q-expected-rate names 400 orders/s.",
    ],
)
def test_a_value_right_beside_its_source_is_cited(text: str) -> None:
    assert told(rate(OLD), rate(NEW), pool(text)) == ["error Q-pool-size"]


@pytest.mark.parametrize(
    "text",
    [
        "It takes 400 orders/s, as Q-expected-rate.",
        "It takes 400 orders/s (Q-expected-rate-2).",
        "Q-expected-rates says 400 orders/s.",
        "XQ-expected-rate says 400 orders/s.",
        "Q-expected-rate wants 400 orders/s.",
        "The problem says 400 orders/s.",
    ],
)
def test_a_value_that_only_stands_near_a_source_is_not_certain(text: str) -> None:
    assert told(rate(OLD), rate(NEW), pool(text)) == ["note Q-pool-size"]


@pytest.mark.parametrize(
    "text", ["It takes 40 orders/s (Q-expected-rate).", "Q-expected-rate says 40 orders/s."]
)
def test_a_citation_of_the_new_value_holds(text: str) -> None:
    assert told(rate(OLD), rate(NEW), pool(text)) == []


@pytest.mark.parametrize(
    "text",
    ["400 orders/s (the problem).", "400 orders/s (by the problem's).", "The Problem gives 400 orders/s."],
)
def test_the_problem_is_cited_in_any_case(text: str) -> None:
    assert told(problem(OLD), problem(NEW), pool(text)) == ["error Q-pool-size"]


# --- which values are one ------------


def test_a_count_and_a_rate_of_one_noun_are_two_values() -> None:
    assert told(rate("400 orders wait."), rate("300 orders wait."), pool("400 orders/s.")) == []


def test_a_value_that_a_statement_gives_twice_in_two_ways_is_one() -> None:
    assert told(rate("400 orders/s, 24,000 orders a minute."), rate(NEW), pool(STILL)) == [
        "note Q-pool-size"
    ]


def test_a_statement_with_both_values_has_none_that_is_stale() -> None:
    assert told(rate(OLD), rate(NEW), pool("400 orders/s at most, 40 orders/s as a rule.")) == []


def test_what_stands_behind_two_thousand_signs_is_not_read() -> None:
    far = "x " * 1_000
    assert told(rate(OLD), rate(NEW), pool(f"{far} {STILL}")) == []
    assert told(rate(OLD), rate(NEW), pool(f"{far[:1_900]} {STILL}")) == ["note Q-pool-size"]
