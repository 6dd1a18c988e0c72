"""“The framework handles it” in many words: refused in each slot, and what names who and where passes."""

import time

import pytest

from parti.design import adequacy, delegation
from parti.library import load

SENT = [
    "The framework handles it.",
    "The library takes care of it.",
    "The library takes care.",
    "Our ORM already deals with that.",
    "The web framework will handle everything, as in all our projects.",
    "This is handled upstream.",
    "Handled by default.",
    "It is taken care of by the platform.",
    "That is managed by the cloud for all our services.",
    "The database handles it.",
    "Kafka handles it.",
    "RabbitMQ takes care of this for us, we never had to look at it.",
    "It works out of the box.",
    "It comes for free with what we use today.",
    "The client library does it automatically, nothing has to be built here.",
    "The runtime guarantees it.",
    "The load balancer covers that.",
    "Upstream handles it.",
    "the operating system looks after it, like everywhere",
]
NAMED = [
    "The framework handles it: `ATOMIC_REQUESTS` is on in settings.py.",
    "PostgreSQL handles it with a unique constraint on the order's number.",
    "The database handles it: a unique index refuses the second row.",
    "Kafka handles it: a partition is read in order by one consumer of a group.",
    "It is handled upstream: the `gateway` rejects bodies above 1 MB.",
    "SQLAlchemy's pool takes care of it, `pool_pre_ping` is set in db.py.",
    "Handled by the broker: it redelivers what was not acknowledged.",
    "The library takes care of it: tenacity retries 3 times, set in `http.py`.",
    "It is done by the database with a transaction around both rows.",
    "The platform handles it: Kubernetes restarts the pod after 30 s.",
    "The load balancer covers that: it stops sending after 3 failed checks.",
]
NO_DELEGATION = [
    "The worker handles each message in one transaction.",
    "The handler takes it from the queue and retries 3 times.",
    "The time-out is by default 30 s.",
    "The consumer manages the offsets itself and commits after the write.",
    "The framework's router rejects a body above 1 MB with 413.",
    "The broker redelivers the message; the store refuses the second row.",
    "No retries: the caller gets an error and decides.",
    "An unknown field is refused, and the message goes to the dead-letter queue.",
]


@pytest.mark.parametrize("slot", ["mechanism", "choice", "owner", "states", "number"])
@pytest.mark.parametrize("text", SENT)
def test_whoever_only_sends_it_elsewhere_is_asked_who_and_where(text: str, slot: str) -> None:
    judgement = adequacy.judge(text, slot)
    assert judgement.level == 1, judgement
    assert not adequacy.enough(judgement, "medium")
    assert "sends it elsewhere; say what handles it by its name" in judgement.missing


@pytest.mark.parametrize("text", [*NAMED, *NO_DELEGATION])
def test_a_choice_that_names_who_and_where_is_one(text: str) -> None:
    assert delegation.delegated(text) == ""
    assert adequacy.enough(adequacy.judge(text, "choice"), "high"), adequacy.judge(text, "choice")


def test_a_name_alone_is_not_enough_and_neither_is_a_promise_alone() -> None:
    assert delegation.delegated("The library handles it; that is `tenacity`.")
    assert delegation.delegated("The framework handles it, with retries.")
    assert not delegation.delegated("The library handles it; `tenacity` retries 3 times.")


def test_no_option_of_the_bank_sends_a_question_elsewhere() -> None:
    every = [text for one in load.bank().questions for text in (*one.options, one.recommended)]
    assert len(every) > 500
    assert [text for text in every if delegation.delegated(text)] == []


def test_a_long_answer_is_read_in_no_time() -> None:
    start = time.perf_counter()
    for text in ("The framework " * 2000, "A" * 20_000, "handled by the " * 2000, "Aa. " * 5000):
        delegation.delegated(text)
    assert time.perf_counter() - start < 1
