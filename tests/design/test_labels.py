"""Which words beside a number say what it means: each label by itself, in phrases that people write.

The sums of `contradictions` are held elsewhere with whole designs. A label that no longer matches makes its
sum silent, which no sum notices, and one that matches too much makes two values of one, so each stands here
with phrases that it reads and with a neighbour that it must leave alone.
"""

import pytest

from parti.design import labels
from parti.design import quantities as q


def time(text: str, label: str) -> float | None:
    return q.labelled((text,), label, q.duration, labels.NOT_NOW)


def count(text: str, label: str) -> float | None:
    return q.labelled((text,), label, q.number, labels.NOT_NOW)


@pytest.mark.parametrize(
    "text",
    [
        "5 attempts",
        "5 tries",
        "attempts: 5",
        "tries = 5",
        "attempts are 5",
        "attempts at most 5",
        "tries max 5",
    ],
)
def test_attempts_are_counted(text: str) -> None:
    assert count(text, labels.ATTEMPTS) == 5.0


@pytest.mark.parametrize(
    "text", ["5 retries", "retry 5 times", "retried up to 5 times", "retries at most 5 x"]
)
def test_retries_are_counted(text: str) -> None:
    assert count(text, labels.RETRIES) == 5.0


def test_attempts_and_retries_are_not_each_other() -> None:
    assert count("5 retries", labels.ATTEMPTS) is None
    assert count("5 attempts", labels.RETRIES) is None


@pytest.mark.parametrize(
    "text",
    [
        "10 s apart",
        "10 s between tries",
        "10 s of spacing",
        "a pause of 10 s",
        "the delay between tries is 10 s",
    ],
)
def test_pauses_between_attempts_are_read(text: str) -> None:
    assert time(text, labels.APART) == 10.0


@pytest.mark.parametrize(
    "text",
    [
        "30 s altogether",
        "30 s in total",
        "30 s overall",
        "total: 30 s",
        "in total at most 30 s",
        "total limit 30 s",
    ],
)
def test_a_total_is_read(text: str) -> None:
    assert time(text, labels.TOTAL) == 30.0


@pytest.mark.parametrize(
    "text",
    [
        "platform kills it after 30 s",
        "a grace period of 30 s",
        "SIGKILL after 30 s",
        "it is killed after 30 s",
    ],
)
def test_the_time_to_be_killed_is_read(text: str) -> None:
    assert time(text, labels.KILLS) == 30.0


@pytest.mark.parametrize(
    "text",
    [
        "the worker stops within 30 s",
        "it drains for 30 s and exits",
        "on SIGTERM it waits 30 s",
        "the service exits after 30 s",
    ],
)
def test_the_time_to_stop_is_read(text: str) -> None:
    assert time(text, labels.STOPS) == 30.0


def test_stopping_and_being_killed_are_not_each_other() -> None:
    assert time("the worker stops within 30 s", labels.KILLS) is None
    assert time("it is killed after 30 s", labels.STOPS) is None


@pytest.mark.parametrize(
    "text",
    [
        "the broker's limit is 30 s",
        "the ack timeout is 30 s",
        "the acknowledgement limit of 30 s",
        "visibility timeout = 30 s",
        "consumer_timeout: 30 s",
        "the broker redelivers after 30 s",
        "the broker gives it to another one after 30 s",
    ],
)
def test_the_limit_of_an_acknowledgement_is_read(text: str) -> None:
    assert time(text, labels.ACK_LIMIT) == 30.0


@pytest.mark.parametrize(
    "text", ["the broker limit is 30 s for heartbeats", "the broker limit is 30 s of keep-alive"]
)
def test_another_limit_of_the_broker_is_left_alone(text: str) -> None:
    assert time(text, labels.ACK_LIMIT) is None


@pytest.mark.parametrize(
    "text",
    [
        "a pool of 20",
        "pool size is 20",
        "pool = 20",
        "20 connections per process",
        "20 connections in each pod",
    ],
)
def test_the_size_of_a_pool_is_read(text: str) -> None:
    assert count(text, labels.POOL) == 20.0


@pytest.mark.parametrize(
    "text", ["the pool is 20 % full", "pool: 20 ms", "the pool has 20 sec", "20 connections"]
)
def test_another_number_beside_a_pool_is_left_alone(text: str) -> None:
    assert count(text, labels.POOL) is None


@pytest.mark.parametrize(
    "text",
    [
        "max_connections = 100",
        "the server takes 100",
        "PostgreSQL allows at most 100",
        "the database limit is 100",
    ],
)
def test_what_the_server_takes_is_read(text: str) -> None:
    assert count(text, labels.SERVER) == 100.0


@pytest.mark.parametrize(
    "text", ["an outage of 1 hour", "1 hour of downtime", "enough for 1 hour of traffic"]
)
def test_an_outage_is_read(text: str) -> None:
    assert time(text, labels.OUTAGE) == 3_600.0


@pytest.mark.parametrize(
    "text", ["the audit log is kept for 2 years", "audit records are deleted after 2 years"]
)
def test_how_long_an_audit_is_kept_is_read(text: str) -> None:
    assert time(text, labels.KEPT) == 63_072_000.0


@pytest.mark.parametrize("text", ["auditors ask for 2 years", "the law requires 2 years"])
def test_how_far_back_auditors_ask_is_read(text: str) -> None:
    assert time(text, labels.AUDITED) == 63_072_000.0


@pytest.mark.parametrize(
    "word",
    ["was", "were", "used to", "instead of", "not", "rather than", "before", "formerly", "alarm", "warns"],
)
def test_a_clause_about_another_time_or_an_alarm_says_no_value_of_now(word: str) -> None:
    assert time(f"total: 30 s, {word.upper()} so", labels.TOTAL) is None


@pytest.mark.parametrize(
    "word", ["prefetch", "unacked", "in flight", "in hand", "not yet acknowledged", "consumer holds"]
)
def test_what_a_consumer_has_in_hand_is_no_limit_of_the_queue(word: str) -> None:
    clause = f"limit of 50 messages, {word}"
    assert q.labelled((clause,), labels.LIMIT, q.number) == 50.0
    assert q.labelled((clause,), labels.LIMIT, q.number, labels.IN_HAND) is None
