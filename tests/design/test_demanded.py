"""Answers that count with less than the problem asks for, and the many numbers that do not."""

import pytest

from parti.design import demanded, hindrances, measures
from parti.records import vocabulary as facts
from tests.design import conversations

ASKED = (
    "400 orders per second at the daily peak of 20 minutes, 40 per second on an ordinary day, 30 KB each.",
    "5 refunds a day.",
)


def less(text: str, *quantities: str) -> list[str]:
    problem = facts.ProblemStated(
        situation="Orders arrive.", needed=("stored once",), never=("lost",), quantities=quantities or ASKED
    )
    before = [one for one in conversations.opened() if not isinstance(one, facts.ProblemStated)]
    said = facts.Answered(question="expected-rate", text=text, how="own")
    state = conversations.folded(conversations.said(problem, *before, said))
    found = demanded.findings(state)
    assert set(found) <= set(hindrances.contradictions(state)), "a lock is refused for it"
    assert all(one.place.path == "Q-expected-rate" and one.fix for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("At the peak of 40 orders/s the queue grows.", "400 orders per second at the daily peak"),
        (
            "At the peak of 40 orders/s, 24,000 in ten minutes, 30 KB each.",
            "400 orders per second at the daily peak",
        ),
        ("A peak of 240 orders a minute.", "400 orders per second at the daily peak"),
        ("The busiest hour: 40 orders/s at the peak.", "400 orders per second at the daily peak"),
        ("4 orders/s on an ordinary day.", "40 per second on an ordinary day"),
        ("Ordinary load is 4 orders per second.", "40 per second on an ordinary day"),
        ("3 refunds a day arrive.", "5 refunds a day"),
    ],
)
def test_fewer_than_the_problem_says_arrive_are_found(text: str, said: str) -> None:
    (message,) = less(text)
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        "At the peak of 400 orders/s the queue grows.",
        "A peak of 24,000 orders per minute.",
        "We are sized for a peak of 600 orders/s.",
        "We process 40 orders/s at the peak.",
        "Each worker sees a peak of 40 orders/s.",
        "A peak of 40 orders/s per machine.",
        "At the peak of 40 orders/s from one shop nothing waits.",
        "At the peak of 40 orders/s, for each worker, nothing waits.",
        "A peak of 40 orders/s, per machine.",
        "40 returned orders/s at the peak.",
        "40 mails/s at the peak.",
        "40 orders/s.",
        "At the peak 10-40 orders/s.",
        "The peak was 40 orders/s.",
        "In staging the peak is 40 orders/s.",
        "At the peak of the day and on an ordinary one, 40 orders/s.",
        "3 refunds a day are refused.",
    ],
)
def test_what_is_no_count_of_what_arrives_is_let_be(text: str) -> None:
    assert less(text) == []


@pytest.mark.parametrize(
    "quantities",
    [
        ("400 orders per second at the peak.", "500 orders per second at the peak on sale days."),
        ("100-400 orders per second at the peak.",),
        ("Many orders per second at the peak.",),
    ],
)
def test_a_problem_that_says_two_things_or_none_asks_for_nothing(quantities: tuple[str, ...]) -> None:
    assert less("At the peak of 4 orders/s.", *quantities) == []


def test_a_rate_is_read_in_any_unit() -> None:
    found = [one.amount for one in measures.of("10k orders/min, 60 orders per hour, 2 orders a second")]
    assert found == [166.666667, 0.016667, 2.0]


def test_a_hostile_text_is_looked_at_in_no_time() -> None:
    assert less("1 " + "a-" * 100_000, "9 " + "b " * 100_000, *["1 a 1 b " * 100] * 200) == []
