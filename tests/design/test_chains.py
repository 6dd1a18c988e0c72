"""Deadlines along a chain of calls: sums that do not come out, and silence where a number is not clear."""

import time

import pytest

from parti.design import chains, hindrances
from parti.records import vocabulary as facts
from tests.design import conversations

KINDS = {
    "api": "http-endpoint",
    "orders": "http-client",
    "billing": "http-client",
    "PostgreSQL": "relational-database",
}
A, B = "retry-policy", "http-deadlines"


def said(*answers: str) -> list[str]:
    """The messages for a design in which these answers were given."""
    new = [
        facts.Answered(question=name, text=text, how="own")
        for name, text in zip((A, B, "server-limits"), answers, strict=False)
    ]
    state = conversations.folded(conversations.said(*conversations.opened(dict(KINDS)), *new))
    found = chains.findings(state)
    assert all(one.fix and one.level == "error" for one in found)
    assert set(found) <= set(hindrances.contradictions(state)), "a lock is refused for it"
    return [one.message for one in found]


OVER = [
    (
        "api calls orders with a time-out of 5 s. orders calls billing: 3 attempts, 2 s each, 1 s apart.",
        "3 × 2 s and 2 s of pauses = 8 s",
    ),
    ("`api` → `orders`: times out after 3 s. `orders` → `billing`: 2 attempts, 2 s per attempt.", "= 4 s"),
    ("The api calls the orders service, deadline 10 s; orders asks billing, 20 s in total.", "20 s"),
    (
        "api calls orders (time-out 3 s), which calls billing with 4 attempts, 1 s per call.",
        "4 × 1 s = 4 s",
    ),
    (
        "browser → api: gives up after 10 s. api → orders: 3 attempts. "
        "orders → billing: 2 attempts, 2 s each.",
        "3 × 4 s = 12 s, as orders → billing may take 2 × 2 s = 4 s",
    ),
    (
        "api calls orders with a time-out of 4 s. orders calls billing, timeout 3 s, "
        "and then calls stock, timeout 2 s.",
        "5 s together",
    ),
    (
        "api calls orders: time-out 5 s. orders calls billing: 3 attempts, 1 s each, "
        "with back-off of 1 s, 2 s.",
        "3 × 1 s and 3 s of pauses = 6 s",
    ),
]


@pytest.mark.parametrize(("text", "told"), OVER)
def test_what_is_behind_a_call_is_summed_against_what_it_waits(text: str, told: str) -> None:
    messages = said(text)
    assert any(told in message for message in messages), messages


def test_the_chain_may_be_told_over_several_answers_and_names_them() -> None:
    (message,) = said(
        "orders calls billing with 3 attempts, 2 s per attempt.", "api calls orders with a time-out of 5 s."
    )
    assert message == (
        "api → orders waits 5 s (Q-http-deadlines), and behind it orders → billing may take "
        "3 × 2 s = 6 s (Q-retry-policy)."
    )


FITS = [
    "api calls orders with a time-out of 9 s. orders calls billing with 3 attempts, 2 s each, 1 s apart.",
    "api calls orders, deadline 20 s; orders asks billing, 20 s in total.",
    "api calls orders with a time-out of 4 s. orders calls billing, timeout 3 s, and orders calls stock, "
    "timeout 2 s.",
    "api calls orders, time-out 5 s. orders calls billing in the background, 3 attempts, 9 s each.",
]
UNCLEAR = [
    "api calls orders with a time-out of 5 s.",
    "api calls orders with a time-out of 5 s. orders calls billing with 3 to 5 attempts, 1-4 s each.",
    "api calls orders with a time-out of 5 s. orders calls billing, which never answers.",
    "api calls orders with a time-out of 5 s. It calls billing with 9 attempts, 9 s each.",
    "api calls orders with a time-out of 5 s. orders calls billing, time-out 9 s for reads, "
    "time-out 2 s for writes.",
    "api calls orders, time-out 5 s. orders calls billing with 3 attempts. The caller gives up after 60 s.",
    "An order goes pending → paid with a time-out of 5 s; paid → shipped with 3 attempts, 9 days each.",
    "api calls orders, time-out 5 s; orders calls api, time-out 9 s.",
    "It was: api calls orders, time-out 5 s. orders calls billing: the time-out was 20 s before.",
    "5 attempts, 10 s each, 1 s apart.",
]


@pytest.mark.parametrize("text", [*FITS, *UNCLEAR])
def test_a_chain_that_fits_or_is_not_clear_is_passed_over(text: str) -> None:
    assert said(text) == []


def test_one_call_told_with_two_numbers_is_told_with_none() -> None:
    assert (
        said(
            "api calls orders with a time-out of 5 s. orders calls billing with a time-out of 9 s.",
            "orders calls billing with a time-out of 2 s.",
        )
        == []
    )


def test_a_call_that_leads_back_ends_the_chain() -> None:
    assert said("api calls orders, 3 attempts. orders calls billing, 3 attempts. billing calls api.") == []


def dense(count: int) -> str:
    names = [f"svc{number}" for number in range(count)]
    calls = [f"{one} calls {other}" for one in names for other in names if one < other]
    return ". ".join([*calls, f"{names[-1]} calls zed, time-out 9 s", "edge calls svc0, time-out 2 s"])


def long(count: int) -> str:
    rows = [f"svc{number} calls svc{number + 1}" for number in range(count)]
    return ". ".join([*rows, f"svc{count} calls zed, time-out 9 s", "edge calls svc0, time-out 2 s"])


@pytest.mark.parametrize(
    "text", [dense(30), long(400)], ids=["every thing calls every other", "a long row"]
)
def test_a_web_of_calls_is_looked_at_once(text: str) -> None:
    """Paths through it are far more than calls; of a chain that nobody can read nothing is said."""
    assert said(text) == []


def test_many_paths_to_one_call_are_one_sum() -> None:
    (message,) = said(dense(5))
    assert message.startswith("edge → svc0 waits 2 s")
    assert "9 s" in message


def test_a_long_answer_is_read_in_no_time() -> None:
    start = time.perf_counter()
    said("api calls orders with a time-out of 5 s. " * 400)
    assert time.perf_counter() - start < 2
