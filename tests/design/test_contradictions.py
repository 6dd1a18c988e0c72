"""Sums over answers: each rule in many phrasings, and the silence where a number's meaning is not clear."""

import time
from collections.abc import Mapping

import pytest

from parti.design import contradictions, hindrances, quantities
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations

WAITED = {"api": "http-endpoint", "payments": "http-client", "PostgreSQL": "relational-database"}
QUEUED = {**conversations.ORDERS, "api": "http-endpoint", "payments": "http-client"}

A, B, C = "Q-retry-policy", "Q-http-deadlines", "Q-server-limits"


def said(answers: Mapping[str, str], components: Mapping[str, str] = QUEUED) -> list[str]:
    """The messages for a design in which these answers were given."""
    new = [
        facts.Answered(question=name.removeprefix("Q-"), text=text, how="own")
        for name, text in answers.items()
    ]
    state = conversations.folded(conversations.said(*conversations.opened(dict(components)), *new))
    assert set(state.settled) <= set(state.questions()), "the question is asked in this design"
    found = contradictions.findings(state)
    assert all(one.fix and one.level == "error" for one in found)
    return [one.message for one in found]


# --- attempts × time-out + spacing ≤ the caller's deadline ------------

OVER = [
    (
        "5 attempts with delays of 1, 2, 4 and 8 s.",
        "Each attempt is given 10 s.",
        "The caller gives up after 30 s.",
    ),
    ("At most 4 tries, 2 s apart.", "Each call times out after 10 s.", "The caller's deadline is 30 s."),
    (
        "Three attempts, no pause.",
        "A timeout of 20 s for each attempt.",
        "Our callers time out after 45 seconds; the proxy matches.",
    ),
    ("Retried up to 5 times on 503.", "10 s per attempt, from the p99.", "The caller waits 30 s."),
    ("5 tries.", "The deadline for each request is 10000 ms.", "The browser gives up after half a minute."),
    ("5 attempts; never on 4xx.", "10 s for each attempt.", "The load balancer cuts it off after 30 s."),
    ("tries: 5", "Each try may take 10 s.", "30 s is the deadline of the caller."),
    (
        "5 attempts, each after 1 s, 2 s, 4 s, 8 s.",
        "each attempt: 10 s",
        "The caller's own time-out is 30 s.",
    ),
    ("5 attempts, together 90 s in total.", "10 s per call.", "The caller gives up after 1 min."),
    ("Max 10 attempts, 30 minutes altogether.", "2 s per attempt.", "The caller hangs up after 60 s."),
]


@pytest.mark.parametrize(("retry", "each", "caller"), OVER)
def test_a_retry_budget_above_the_callers_deadline_names_the_answers(
    retry: str, each: str, caller: str
) -> None:
    (message,) = said({A: retry, B: each, C: caller}, WAITED)
    assert A in message
    assert C in message


@pytest.mark.parametrize(("retry", "found"), [("3 retries.", 1), ("3 attempts.", 0), ("2 retries.", 0)])
def test_retries_come_after_the_first_attempt(retry: str, found: int) -> None:
    told = said({A: retry, B: "10 s per attempt.", C: "The caller gives up after 35 s."}, WAITED)
    assert len(told) == found
    assert all("with 3 retries 4 × 10 s = 40 s" in one for one in told)


def test_what_was_found_once_is_found_again_in_another_design() -> None:
    """The sums remember texts: what they remember hangs on the text and on names of components."""
    answers = {A: "3 retries.", B: "10 s per attempt.", C: "The caller gives up after 35 s."}
    assert said(answers, WAITED) == said(answers, WAITED)
    assert said(answers, QUEUED) == []


FITS = [
    ("3 tries, 1 s apart.", "Each call times out after 2 s.", "The caller's deadline is 10 s."),
    ("2 attempts.", "10 s for each attempt.", "The caller gives up after 30 s."),
    ("3 attempts with delays of 1 and 2 s.", "Each attempt gets 9 s.", "The caller gives up after 30 s."),
    ("5 attempts, 20 s in total.", "10 s for each attempt.", "The caller gives up after 30 s."),
]
UNCLEAR = [
    ("3 to 5 attempts.", "10 to 20 s for each attempt.", "The caller gives up after 15 s."),
    ("5 attempts.", "10 s for each attempt.", "A handler may run for 30 s."),
    (
        "5 attempts for payments. 2 attempts for the rest.",
        "10 s per attempt.",
        "The caller gives up after 30 s.",
    ),
    (
        "5 attempts.",
        "10 s each attempt for payments; 1 s each attempt for the cache.",
        "The caller gives up after 30 s.",
    ),
    ("A breaker opens after 5 failures.", "10 s per attempt.", "The caller gives up after 30 s."),
    ("5 attempts.", "The connection idles 10 s.", "The caller gives up after 30 s."),
    ("5 attempts.", "It was 10 s per attempt before.", "The caller gives up after 30 s."),
    ("5 attempts.", "10 s per attempt.", "An alarm rings when the caller waits 30 s."),
    ("Try again, tomorrow.", "A few seconds per attempt.", "The caller gives up soon."),
]


@pytest.mark.parametrize(("retry", "each", "caller"), [*FITS, *UNCLEAR])
def test_a_budget_that_fits_or_is_not_clear_is_passed_over(retry: str, each: str, caller: str) -> None:
    assert said({A: retry, B: each, C: caller}, WAITED) == []


@pytest.mark.parametrize(("retry", "each", "caller"), OVER)
def test_beside_a_queue_the_caller_may_be_somebody_elses(retry: str, each: str, caller: str) -> None:
    """A consumer may try for longer than a request's caller waits, unless one answer speaks of both."""
    assert said({A: retry, B: each, C: caller}, QUEUED) == []
    together = said({A: f"{retry} {caller}", B: each}, QUEUED)
    assert len(together) == 1


# --- parts of a whole, limits of the broker and the platform ------------


@pytest.mark.parametrize(
    "text",
    [
        "connect 2 s, read 10 s, 5 s altogether",
        "2 s to connect, 10 s to read, 5 s in total",
        "Connecting takes at most 8 s; total 5 s.",
        "A read of 10 s. In total: 5 s.",
    ],
)
def test_a_part_of_a_call_that_may_take_longer_than_the_call_is_found(text: str) -> None:
    (message,) = said({B: text})
    assert message.startswith(f"{B} allows")


@pytest.mark.parametrize(
    "text", ["connect 2 s, read 4 s, 5 s altogether", "connect 2 s, read 10 s", "5 s altogether"]
)
def test_parts_that_fit_are_fine(text: str) -> None:
    assert said({B: text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "Work on one message may take 60 s; the broker's limit is 30 s.",
        "Work on a message is stopped after 10 minutes. The visibility timeout is 5 minutes.",
        "One message takes at most 45 s; consumer_timeout = 30 s.",
        "It takes 40 min at most; the broker's own limit is 30 min.",
    ],
)
def test_work_that_outlasts_the_brokers_patience_is_found(text: str) -> None:
    (message,) = said({"Q-processing-limit": text})
    assert "gives it to another one" in message


@pytest.mark.parametrize(
    "text",
    [
        "Work on one message may take 20 s; the broker's limit is 30 min.",
        "Work on one message may take 60 s, then it is stopped.",
        "The broker's limit is 30 s.",
    ],
)
def test_work_within_the_brokers_patience_is_fine(text: str) -> None:
    assert said({"Q-processing-limit": text}) == []


def test_a_heartbeat_is_no_limit_of_acknowledgement() -> None:
    work = "Work on a message may take 19 s; the broker's limit for an acknowledgement is 30 min."
    assert said({"Q-processing-limit": work, "Q-broker-blip": "Broker: heartbeat of 10 s."}) == []
    assert said({"Q-processing-limit": "Work on a message may take 19 s. Broker: heartbeat of 10 s."}) == []


def test_one_answer_is_held_against_itself_whatever_others_say() -> None:
    over = "Work on one message takes 40 min at most; the broker's own limit is 30 min."
    elsewhere = {"Q-broker-blip": "The broker's limit is 10 s.", "Q-retry-policy": "A message takes 5 s."}
    (message,) = said({"Q-processing-limit": over, **elsewhere})
    assert message.count("Q-processing-limit") == 2
    killed = {"Q-graceful-stop": "It stops within 40 s; the platform kills after 30 s."}
    assert len(said({**killed, "Q-kill-switch": "systemd kills after 60 s."})) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We join for 5 s, then exit; the platform kills after 2 s.", 1),
        ("On SIGTERM the worker drains for at most 60 s; Kubernetes allows 30 s.", 1),
        ("It finishes the message in hand, 40 s at most, and exits. The grace period is 30 s.", 1),
        ("We join for 5 s, then exit; the platform kills after 10 s.", 0),
        ("Others wait 10 s for the lock, then fail and end; the platform kills after 2 s.", 0),
        ("The process stops after 40 s; Kubernetes kills after 30 s.", 1),
        ("We stop taking work and it exits within 1 min. The grace period is 30 s.", 1),
        ("The process stops after 20 s; Kubernetes kills after 30 s.", 0),
        ("The process stops after 20 s.", 0),
    ],
)
def test_what_is_killed_before_it_stops_is_found(text: str, count: int) -> None:
    assert len(said({"Q-graceful-stop": text})) == count


# --- pools, queues, drains ------------


@pytest.mark.parametrize(
    ("pool", "copies", "count"),
    [
        ("Each process has a pool of 20; max_connections = 100.", "8 replicas at most", 1),
        ("20 connections per process, and the server takes 100.", "At most 8 copies run at once.", 1),
        ("pool size 20; PostgreSQL allows 100 connections", "8 instances, also in a deploy", 1),
        ("Each pool holds at most 20; the database's limit is 100.", "Up to 8 pods.", 1),
        ("Each process has a pool of 10; max_connections = 100.", "8 replicas at most", 0),
        ("Each process has a pool of 20; max_connections = 100.", "2 to 8 replicas", 0),
        ("Each process has a pool of 20; a pooler stands in front.", "8 replicas at most", 0),
        ("A pool of 20 for the API, a pool of 5 for the jobs; max_connections = 100.", "8 replicas", 0),
        ("The pool is 80 % full; max_connections = 100.", "8 replicas", 0),
        ("A caller waits 2 s for the pool; max_connections = 100.", "80 replicas", 0),
    ],
)
def test_pools_times_copies_against_the_server(pool: str, copies: str, count: int) -> None:
    found = said({"Q-pool-size": pool, "Q-replica-count": copies})
    assert len(found) == count
    assert all("Q-pool-size" in message and "Q-replica-count" in message for message in found)


@pytest.mark.parametrize(
    ("rate", "queue", "count"),
    [
        (
            "Ordinary day: 50 orders/s.",
            "The queue holds 100,000 messages, enough for an outage of 2 hours.",
            1,
        ),
        (
            "On an ordinary day 50 orders per second, at worst 500.",
            "Limit 100k messages; survives 1 hour of outage.",
            1,
        ),
        (
            "Normal: 3,000 orders a minute.",
            "The limit is 100,000 messages. That covers 60 minutes of traffic.",
            1,
        ),
        ("50 msgs/s on average.", "It holds 100 000 messages, for 2 h of downtime.", 1),
        (
            "Ordinary day: 50 orders/s.",
            "The queue holds 1 million messages, enough for an outage of 2 hours.",
            0,
        ),
        ("At worst 500 orders/s.", "The queue holds 100,000 messages, enough for an outage of 2 hours.", 0),
        (
            "Ordinary day: 50 orders/s.",
            "The queue holds 100,000 messages; above it publishers are refused.",
            0,
        ),
        (
            "Ordinary day: 10 to 50 orders/s.",
            "The queue holds 1,000 messages, for an outage of 2 hours.",
            0,
        ),
        ("Ordinary day: 50 orders/s.", "The queue holds 2 GB, for an outage of 2 hours.", 0),
    ],
)
def test_rate_times_outage_against_the_queue(rate: str, queue: str, count: int) -> None:
    found = said({"Q-expected-rate": rate, "Q-queue-full": queue})
    assert len(found) == count
    assert all("Q-expected-rate" in message and "Q-queue-full" in message for message in found)


WINDOWS = (
    "Hold and back off: it keeps its 400 messages unacknowledged and takes no more.",
    "It holds at most 400 messages in flight.",
    "The prefetch limit is 400 messages.",
    "Each consumer holds 400 messages at most.",
    "A worker keeps up to 400 messages until they are stored.",
    "What it has in hand is capped at 400 messages.",
)


@pytest.mark.parametrize("window", WINDOWS)
def test_what_a_consumer_holds_is_no_limit_of_the_queue(window: str) -> None:
    told = {"Q-expected-rate": "Ordinary day: 3 orders/s.", "Q-consumer-db-away": "An outage of 10 min."}
    assert said({**told, "Q-queue-full": window}) == []
    (found,) = said({**told, "Q-queue-full": "The queue holds 400 messages."})
    assert "1,800 in 10 min, and the queue holds 400" in found
    (found,) = said({**told, "Q-queue-full": f"The queue holds 500 messages. {window}"})
    assert "the queue holds 500" in found, "the window silences no limit that stands beside it"


@pytest.mark.parametrize(
    ("recovery", "count"),
    [
        ("After an outage of 1 hour we catch up within 10 minutes; the consumer handles 100 orders/s.", 1),
        ("The consumer handles 40 orders/s.", 1),
        ("1 h of outage is caught up in 2 hours; we process 100 orders/s.", 0),
        ("The consumer handles 100 orders/s.", 0),
        ("After an outage of 1 hour we catch up within 10 minutes.", 0),
    ],
)
def test_what_is_worked_off_against_what_arrives(recovery: str, count: int) -> None:
    assert (
        len(said({"Q-expected-rate": "Ordinary: 50 orders per second.", "Q-recovery-load": recovery}))
        == count
    )


def test_a_connection_that_is_thrown_away_is_no_pool_of_one() -> None:
    text = "Throw a connection away on an error. A pool of 20 in each process; max_connections = 100."
    assert len(said({"Q-pool-size": text, "Q-replica-count": "8 replicas"})) == 1


# --- restores and audits ------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nightly backup, restored on 3 May; a restore may leave out 1 hour.", 1),
        ("A dump every 6 hours. RPO 15 min, tried in March.", 1),
        ("Backup once a day; we lose at most 2 hours of orders.", 1),
        ("Nightly base backup plus WAL archiving; a restore may lose at most 1 minute.", 0),
        ("Hourly snapshot; a restore may leave out 1 hour.", 0),
        ("Nightly backup, and a restore may leave out 1 day.", 0),
        ("Nightly backup, restored in 40 minutes.", 0),
        ("A nightly and an hourly backup; we lose at most 10 minutes.", 0),
    ],
)
def test_what_a_restore_leaves_out_against_the_time_between_backups(text: str, count: int) -> None:
    assert len(said({"Q-restore-proved": text})) == count


@pytest.mark.parametrize(
    ("kept", "asked", "count"),
    [
        ("Audit log entries are kept for 90 days.", "Auditors may ask for 7 years.", 1),
        ("The audit trail is deleted after 1 year.", "The law requires 10 years.", 1),
        ("Audit log entries are kept for 10 years.", "Auditors may ask for 7 years.", 0),
        ("Orders are kept for 90 days.", "Auditors may ask for 7 years.", 0),
    ],
)
def test_how_long_is_kept_against_how_far_an_audit_goes_back(kept: str, asked: str, count: int) -> None:
    assert len(said({"Q-retention": kept, "Q-existing-hooks": asked})) == count


# --- what holds for all of them ------------


def test_a_contradiction_stands_between_the_design_and_its_lock() -> None:
    settled = conversations.settled()
    broken = [
        facts.Answered(question=name, text=text, how="own")
        for name, text in (
            ("pool-size", "A pool of 20; max_connections = 100."),
            ("replica-count", "8 replicas"),
        )
    ]
    state = conversations.folded(conversations.said(*settled))
    assert hindrances.of(state, load.vocabulary()) == ()
    records = conversations.said(
        *[one for one in settled if getattr(one, "question", "") not in ("pool-size", "replica-count")],
        *broken,
    )
    (found,) = hindrances.of(conversations.folded(records), load.vocabulary())
    assert found.code == "design/arithmetic"
    assert found.fix.startswith("parti answer Q-pool-size")


def test_the_banks_own_words_contradict_nobody() -> None:
    """A default speaks of no system in particular, and an option names no number."""
    for kinds in (
        QUEUED,
        WAITED,
        {"cli": "command-line", "state": "file-store"},
        {"bot": "model-call", "cron": "scheduler"},
    ):
        drawn = conversations.opened(dict(kinds))
        bank = load.bank().by_id()
        for pick in ("recommended", *range(5)):
            answers = []
            for name in conversations.folded(conversations.said(*drawn)).questions():
                options = bank[name].options
                text = (
                    bank[name].recommended if pick == "recommended" else options[int(pick) % len(options)]
                )
                answers.append(facts.Answered(question=name, text=" ".join(text.split()), how="own"))
            state = conversations.folded(conversations.said(*drawn, *answers))
            assert [one.message for one in contradictions.findings(state)] == [], (kinds, pick)


@pytest.mark.parametrize(
    "text",
    [
        "5 attempts " * 20_000,
        "a " * 100_000,
        "1" * 200_000,
        "after 1, " * 25_000,
        "caller " * 30_000,
        "9 s " * 50_000,
    ],
)
def test_a_huge_answer_takes_no_time_worth_telling(text: str) -> None:
    started = time.monotonic()
    said({A: text, B: text, C: text})
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10 s", 10),
        ("1.5 min", 90),
        ("two hours", 7200),
        ("half an hour", 1800),
        ("500 ms", 0.5),
        ("1 day", 86400),
        ("20-second", 20),
    ],
)
def test_a_duration_is_read_in_its_unit(text: str, seconds: float) -> None:
    assert quantities.duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50/s", 50),
        ("50 orders/s", 50),
        ("3,000 orders a minute", 50),
        ("10k requests per second", 10_000),
        ("7 rps", 7),
        ("one per hour", 1 / 3600),
    ],
)
def test_a_rate_is_read_per_second(text: str, value: float) -> None:
    assert quantities.rate(text) == pytest.approx(value)


def test_an_answer_with_two_values_silences_one_elsewhere() -> None:
    clear = {A: "5 attempts.", B: "10 s per attempt.", C: "The caller gives up after 30 s."}
    assert len(said(clear, WAITED)) == 1
    assert said({**clear, "Q-breaker": "4 attempts for payments. 2 attempts for the rest."}, WAITED) == []


def test_a_number_before_an_endless_word_is_read_in_no_time() -> None:
    """The pattern of a rate took minutes for it."""
    started = time.process_time()
    assert said({A: "1 " + "a-" * 2_000}) == []
    assert time.process_time() - started < 5


def test_a_long_answer_is_cut_between_two_words() -> None:
    """A number that is cut in two is another number."""
    assert contradictions.cut("a" * 10 + " " + "b" * 10) == "a" * 10 + " " + "b" * 10
    assert contradictions.cut("x " * 998 + "x 4000 orders/s").split()[-1] == "x"
    assert contradictions.cut("x " * 998 + "4000 orders").split()[-1] == "4000"
    assert contradictions.cut("x" * 200_000) == ""
