"""An answer that is put off, or left to nobody in particular, closes no question; what happens later does.

The number beside such words is the trap: “to be defined, about 3 days” holds a number with its unit. Each
rule has its twin, a sentence with nearly the same words that says what holds.
"""

import tomllib
from collections.abc import Iterator

import pytest

from parti.design import adequacy, deferral
from parti.library import load
from tests.law.source import ROOT

PUT_OFF = [
    ("number", "A date will be recorded later by somebody, about 3 days."),
    ("number", "We'll decide in the sprint; 5 s."),
    ("owner", "to be decided in the implementation phase by the team"),
    ("number", "On 2020-01-01 somebody did 5 minutes"),
    ("number", "To be defined, about 200 messages/s."),
    ("number", "The limit will be set later, 3 tries for now."),
    ("mechanism", "We will figure it out: a lock for each row, or a queue."),
    ("number", "The team will decide, at most 5 s."),
    ("mechanism", "This is left to the implementation phase: a lock for each row."),
    ("number", "Someone checks the queue every 5 minutes."),
    ("number", "It will be determined during implementation, 3 tries."),
    ("number", "TBD, about 30 days."),
    ("number", "5 s; to be discussed with the team."),
    ("mechanism", "It must be decided by whoever implements it: the lock or the queue."),
    ("number", "We need to think about it; 5 s."),
    ("number", "The number still has to be agreed, with 5 s to be agreed."),
    ("mechanism", "In the next sprint the worker retries and logs it."),
    ("number", "We'll define this later, 30 days."),
    ("number", "They are going to decide how many, perhaps 4 connections."),
]

HOLDS = [
    ("mechanism", "the retry is decided by the header of the reply"),
    ("number", "rows are written later by the compactor, once a night"),
    ("number", "It waits 2 s for someone else's lock."),
    ("mechanism", "It will be decided by the lock: whoever holds it writes."),
    ("number", "The message will be retried later, at most 3 times."),
    ("mechanism", "It waits for the winner to be decided, then commits."),
    ("mechanism", "If somebody edits the file by hand, the digest differs and the load is refused."),
    ("number", "If the lock is held by someone, the caller waits 2 s."),
    ("mechanism", "We will pick the row with the highest version and drop the other."),
    ("mechanism", "The size must be defined in `settings.py`, which is read at the start."),
    ("mechanism", "A publish to be confirmed stays in the table until its ack."),
    ("mechanism", "It waits for the publish to be confirmed, then it commits."),
    ("number", "The order must be confirmed by the customer within 3 days."),
    ("mechanism", "An index must be added then, and the migration commits it."),
    ("number", "The zone will be chosen by the customer, 1 of 5 regions."),
    ("number", "The pager alerts somebody within 5 minutes."),
    ("mechanism", "The rows will be deleted later by the nightly job."),
    ("mechanism", "The order is to be determined from the header, which is read first."),
    ("mechanism", "We will decide by comparing the versions: the higher one wins."),
    ("number", "Once in a sprint, 10 minutes each."),
    (
        "mechanism",
        "A key is not restored by a job: someone restores it with the old one: the storage team.",
    ),
    ("number", "`tbd` is a state of 3 columns."),
]


ENDINGS = (
    "” puts it off; say what holds now, or waive it until then.",
    "” is nobody in particular; say who or what does it.",
)


@pytest.mark.parametrize(("slot", "text"), PUT_OFF)
def test_an_answer_that_is_put_off_closes_nothing(slot: str, text: str) -> None:
    judged = adequacy.judge(text, slot)
    assert judged.level == 1
    assert judged.missing.endswith(ENDINGS)


@pytest.mark.parametrize(("slot", "text"), HOLDS)
def test_what_happens_later_or_is_decided_by_a_part_is_an_answer(slot: str, text: str) -> None:
    assert adequacy.judge(text, slot) == adequacy.Judgement(3, "")


def test_no_answer_of_the_examples_and_no_option_of_the_bank_puts_anything_off() -> None:
    texts = [*_answered(), *_offered()]
    assert len(texts) > 1000
    judged = {text: adequacy.judge(text, "mechanism").missing for text in texts}
    assert [text for text, missing in judged.items() if missing.endswith(ENDINGS)] == []


def test_it_says_the_words_that_put_it_off() -> None:
    assert deferral.deferred("5 s, but we'll decide how many tries") == "we'll decide how"
    assert deferral.nobodys("5 s, written down by somebody") == "by somebody"


def _answered() -> Iterator[str]:
    for path in sorted(ROOT.glob("examples/**/*.toml")):
        for row in tomllib.loads(path.read_text("utf-8")).get("answer", ()):
            yield row.get("text", "")


def _offered() -> Iterator[str]:
    for asked in load.bank().questions:
        yield from (asked.recommended, *asked.options)
