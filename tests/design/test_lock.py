"""What stands between a design and a signature, and what opens it again (D6, D10)."""

import pytest

from parti.design import hindrances, lock, state
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations


def hindered(*facts_said: facts.Fact) -> set[str]:
    folded = conversations.folded(conversations.said(*facts_said))
    return {finding.code for finding in hindrances.of(folded, load.vocabulary())}


def signed(records: list[facts.Record], by: str = conversations.JANE) -> list[facts.Record]:
    digest = lock.digest(conversations.folded(records))
    fact = facts.DesignLocked(design=digest, method="terminal", signer=by, signature="orders")
    return [*records, *conversations.said(fact, start=600)]


def test_a_whole_design_is_not_hindered() -> None:
    assert hindered(*conversations.settled()) == set()


@pytest.mark.parametrize(
    ("drop", "code"),
    [
        (facts.ProblemStated, "design/problem"),
        (facts.Decided, "design/decisions"),
    ],
)
def test_a_missing_part_is_named(drop: type, code: str) -> None:
    rest = [fact for fact in conversations.settled() if not isinstance(fact, drop)]
    assert code in hindered(*rest)


def test_no_component_is_named() -> None:
    rest = [fact for fact in conversations.settled() if not isinstance(fact, facts.ComponentNamed)]
    assert "design/components" in hindered(*rest)


def test_each_open_question_hinders_whatever_its_severity() -> None:
    draw = conversations.opened()[-1]
    assert isinstance(draw, facts.ObligationsDrawn)
    for severity in ("blocker", "high", "medium"):
        gone = next(q.question for q in draw.questions if q.severity == severity)
        rest = [
            fact
            for fact in conversations.settled()
            if not (isinstance(fact, facts.Answered) and fact.question == gone)
        ]
        assert hindered(*rest) == {"design/open"}


def test_a_failure_mode_without_a_known_kind_of_evidence_hinders() -> None:
    vague = facts.FailureModeNamed(
        key="FM-0002", component="RabbitMQ", mode="duplicate", handling="key", evidence="we will see"
    )
    assert hindered(*conversations.settled(), vague) == {"design/evidence"}


def test_two_answers_that_do_not_know_each_other_hinder_until_one_is_said_again() -> None:
    base = conversations.said(*conversations.settled())
    rival = facts.Answered(question="ack-strategy", text="In groups of 50.", how="own")
    fork = conversations.said(rival, by="Joe <joe@example.org>", start=700)
    folded = conversations.folded([*base, *fork])
    assert set(state.conflicts(folded)) == {"Q-ack-strategy"}
    codes = {finding.code for finding in hindrances.of(folded, load.vocabulary())}
    assert codes == {"design/contradiction"}
    seen = tuple(record.id for record in folded.settled["ack-strategy"])
    last = facts.Answered(question="ack-strategy", text="After commit.", how="own", supersedes=seen)
    settled = conversations.folded([*base, *fork, *conversations.said(last, start=800)])
    assert state.conflicts(settled) == {}


def test_two_people_who_say_the_same_agree() -> None:
    base = conversations.said(*conversations.settled())
    same = facts.Answered(question="ack-strategy", text="Answer to ack-strategy.", how="own")
    folded = conversations.folded([*base, *conversations.said(same, by="Joe <j@x>", start=700)])
    assert state.conflicts(folded) == {}


def test_a_signature_holds_for_the_design_that_it_was_made_over() -> None:
    records = signed(conversations.said(*conversations.settled()))
    assert lock.signature(conversations.folded(records)) is not None


@pytest.mark.parametrize(
    "change",
    [
        facts.InvariantStated(key="INV-0009", text="new law", why="x"),
        facts.Answered(question="ack-strategy", text="Another answer.", how="own"),
        facts.ProblemStated(situation="Another situation."),
        facts.ComponentNamed(name="cache", kind="cache", why="new"),
    ],
)
def test_any_change_of_a_signed_design_unlocks_it(change: facts.Fact) -> None:
    records = signed(conversations.said(*conversations.settled()))
    after = conversations.folded([*records, *conversations.said(change, start=900)])
    assert lock.signature(after) is None
    assert lock.status(after).startswith("Changed since it was signed.")


def test_unlocking_lifts_the_signature_and_keeps_the_record() -> None:
    records = signed(conversations.said(*conversations.settled()))
    lift = facts.DesignUnlocked(reason="new tenant rule", supersedes=(records[-1].id,))
    after = conversations.folded([*records, *conversations.said(lift, start=900)])
    assert lock.signature(after) is None


def test_the_digest_ignores_who_said_it_when_and_in_which_order() -> None:
    facts_said = conversations.settled()
    head, tail = facts_said[:5], facts_said[5:]
    one = conversations.folded(conversations.said(*facts_said))
    other = conversations.folded(
        conversations.said(*head) + conversations.said(*reversed(tail), by="Joe <j@x>", start=100)
    )
    assert lock.digest(one) == lock.digest(other)


def test_a_demonstration_signature_says_so() -> None:
    records = signed(conversations.said(*conversations.settled()), "demonstration@parti.invalid")
    assert "nobody reviewed" in lock.status(conversations.folded(records))


def test_a_signature_by_the_author_says_self_review_and_another_does_not() -> None:
    base = conversations.said(*conversations.settled())
    assert "Self-review" in lock.status(conversations.folded(signed(base)))
    assert "Self-review" not in lock.status(conversations.folded(signed(base, "Joe <joe@x>")))
