"""Values that were replaced and are still counted with elsewhere: certain where cited, else only told."""

from collections.abc import Sequence

import msgspec
import pytest

from parti.design import hindrances, replaced
from parti.records import log
from parti.records import vocabulary as facts
from parti.records.vocabulary import Record
from tests.design import conversations

RATE, POOL, RETRY = "expected-rate", "pool-size", "retry-policy"
COMPONENTS = {**conversations.ORDERS, "payments": "http-client"}


def stated(quantity: str, *seen: str) -> facts.ProblemStated:
    return facts.ProblemStated(
        situation="Orders arrive.",
        needed=("stored",),
        never=("lost",),
        quantities=(quantity,),
        supersedes=seen,
    )


def answered(question: str, text: str, *seen: str) -> facts.Answered:
    return facts.Answered(question=question, text=text, how="own", supersedes=seen)


def found(
    first: facts.Fact, again: facts.Fact, *others: facts.Fact, later: Sequence[facts.Fact] = ()
) -> list[str]:
    """Levels and keys: `first` is said, then the others, `again` in its place, then what came later."""
    before = [one for one in conversations.opened(COMPONENTS) if not isinstance(one, facts.ProblemStated)]
    known = (first,) if isinstance(first, facts.ProblemStated) else (stated("10 orders per second"), first)
    start = conversations.said(*before[:1], known[0], *before[1:], *known[1:], *others)
    gone = next(record.id for record in start if record.body == first)
    new = [_superseding(again, gone), *later]
    records: list[Record] = list(start)
    for number, fact in enumerate(new):
        at = f"2026-01-01T01:00:{number:02}.000000Z"
        records.append(log.make(fact, at=at, by="Joe", parents=[records[-1].id]))
    state = conversations.folded(records)
    every = replaced.findings(state, records)
    wrong = tuple(one for one in every if one.level == "error")
    assert set(wrong) <= set(hindrances.contradictions(state, records)), "a lock is refused for it"
    assert all(one.fix and "Q-" in one.fix for one in every)
    return [f"{one.level} {one.place.path}" for one in every]


def _superseding(fact: facts.Fact, gone: str) -> facts.Fact:
    return msgspec.structs.replace(fact, supersedes=(gone,))


def test_a_rate_of_the_problem_that_was_replaced_is_told_where_it_still_stands() -> None:
    old, new = stated("400 orders per second"), stated("40 orders per second")
    assert found(old, new, answered(POOL, "At 400 orders/s we need 20 connections.")) == [f"note Q-{POOL}"]


def test_what_was_said_by_somebody_who_knew_is_no_stale_value() -> None:
    old, new = stated("400 orders per second"), stated("40 orders per second")
    pool = answered(POOL, "At 400 orders/s we need 20 connections, for a margin.")
    assert found(old, new, later=[pool]) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("400 orders/s.", "40 orders/s.", "At 400 orders per second 20 connections."),
        ("24,000 orders a minute.", "40 orders/s.", "At 400 orders per second 20 connections."),
        ("It keeps 10,000 messages.", "It keeps 5,000 messages.", "Enough for 10,000 messages."),
    ],
)
def test_the_same_value_in_other_words_is_the_same(old: str, new: str, said: str) -> None:
    assert found(answered(RATE, old), answered(RATE, new), answered(POOL, said)) == [f"note Q-{POOL}"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("400 orders/s.", "40 orders/s.", "At 400 mails/s 20 connections."),
        ("400 orders/s.", "40 orders/s.", "At 300 orders/s 20 connections."),
        ("400 orders/s.", "400 orders/s, measured.", "At 400 orders/s 20 connections."),
        ("400 orders/s.", "As many as come.", "At 400 orders/s 20 connections."),
        ("500 orders/s and 300 orders/s.", "40 orders/s.", "At 300 orders/s 20 connections."),
        ("400 orders/s.", "40 orders/s.", "From 300 orders/s to 400 orders/s."),
        ("3 retries.", "5 retries.", "3 retries."),
    ],
)
def test_what_may_be_another_quantity_is_let_be(old: str, new: str, said: str) -> None:
    assert found(answered(RATE, old), answered(RATE, new), answered(POOL, said)) == []


def test_a_time_is_compared_within_one_component_alone() -> None:
    old, new = "Each attempt: 10 s.", "Each attempt: 2 s."
    mine = answered("http-deadlines", "A time-out of 10 s for each attempt.")
    other = answered("queue-full", "A time-out of 10 s for each attempt.")
    assert found(answered(RETRY, old), answered(RETRY, new), mine) == ["note Q-http-deadlines"]
    assert found(answered("queue-full", old), answered("queue-full", new), mine) == []
    assert found(answered(RETRY, old), answered(RETRY, new), other) == []


@pytest.mark.parametrize(
    "text",
    [
        "20 connections carry 400 orders per second (Q-expected-rate).",
        "20 connections, since Q-expected-rate says 400 orders per second.",
        "20 connections carry 24,000 orders per minute (see Q-expected-rate).",
    ],
)
def test_a_citation_that_no_longer_holds_is_an_error_whenever_it_was_said(text: str) -> None:
    old, new = answered(RATE, "400 orders/s."), answered(RATE, "40 orders/s.")
    assert found(old, new, answered(POOL, text)) == [f"error Q-{POOL}"]
    assert found(old, new, later=[answered(POOL, text)]) == [f"error Q-{POOL}"]


def test_a_cited_time_needs_no_label() -> None:
    old, new = answered(RETRY, "Each attempt: 10 s."), answered(RETRY, "Each attempt: 2 s.")
    assert found(old, new, answered(POOL, "A slot is held for 10 s (Q-retry-policy).")) == [
        f"error Q-{POOL}"
    ]
    assert found(old, new, answered(POOL, "A slot is held for 2 s (Q-retry-policy).")) == []
    assert found(old, new, answered(POOL, "A slot is held for 10 s (Q-other).")) == []


def test_the_problem_is_cited_by_its_name() -> None:
    old, new = stated("400 orders per second"), stated("40 orders per second")
    said = answered(POOL, "The problem says 400 orders per second, so 20 connections.")
    assert found(old, new, said) == [f"error Q-{POOL}"]


def test_a_hostile_history_is_read_in_no_time() -> None:
    old, new = answered(RATE, "9 a-" * 50_000), answered(RATE, "400 orders/s " * 20_000)
    assert found(old, new, answered(POOL, "(Q-expected-rate) says 1 a " * 20_000)) == []
