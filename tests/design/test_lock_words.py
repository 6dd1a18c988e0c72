"""What the lock says, and what it tells a person to do about each hindrance (D6, D10).

Guards the sentences of `lock`: each names one thing and one command that is legal now.
"""

import pytest

from parti.constraints.finding import Finding
from parti.design import hindrances as hindering
from parti.design import lock, state
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.design.conversations import JANE

JOE = "Joe <joe@example.org>"


def hindrances(folded: state.DesignState) -> list[Finding]:
    return list(hindering.of(folded, load.vocabulary()))


def without(*kinds: type) -> list[facts.Fact]:
    return [fact for fact in conversations.settled() if not isinstance(fact, kinds)]


def signed(said: list[facts.Fact], signer: str, method: str = "terminal") -> list[facts.Record]:
    records = conversations.said(*said)
    digest = lock.digest(conversations.folded(records))
    fact = facts.DesignLocked(design=digest, method=method, signer=signer, signature="orders")
    return [*records, *conversations.said(fact, start=900)]


LACKING = [
    (
        facts.ProblemStated,
        [
            ("design/problem", "The problem does not say what must be true for an outside observer.",
             'parti problem --needed "…"', "problem.needed"),
            ("design/problem", "The problem does not say what must never happen, even once.",
             'parti problem --never "…"', "problem.never"),
        ],
    ),
    (
        facts.ComponentNamed,
        [("design/components", "No component is confirmed.", "parti kind list", "design")],
    ),
    (
        facts.Decided,
        [("design/decisions", "The design decides nothing yet.",
          'parti decide "<title>" --choice "…" --because "…" --reject "<option>: <why>"', "design")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "expected"), LACKING, ids=[row[0].__name__ for row in LACKING])
def test_what_is_lacking_is_said_with_the_command_that_gives_it(
    kind: type, expected: list[tuple[str, str, str, str]]
) -> None:
    found = hindrances(conversations.folded(conversations.said(*without(kind))))
    assert [(f.code, f.message, f.fix, str(f.place)) for f in found] == expected
    assert {f.level for f in found} == {"error"}


OPEN = [
    ("blocker", "parti ask Q-one"),
    ("high", "parti ask Q-one"),
    ("medium", "parti answer --defaults"),
    ("low", "parti answer --defaults"),
]


@pytest.mark.parametrize(("severity", "fix"), OPEN)
def test_an_open_question_says_how_it_is_closed(severity: str, fix: str) -> None:
    draw = facts.ObligationsDrawn(
        bank="", questions=(facts.Drawn("one", "states", severity, ("RabbitMQ",), "states"),)
    )
    base = without(facts.ObligationsDrawn, facts.Answered)
    (finding,) = hindrances(conversations.folded(conversations.said(*base, draw)))
    assert finding.code == "design/open"
    assert finding.message == f"A {severity} question on states is open."
    assert (finding.fix, str(finding.place)) == (fix, "Q-one")


RIVALS: list[tuple[str, facts.Fact, str]] = [
    ("problem", facts.ProblemStated(situation="Other.", needed=("a",), never=("b",)), 'parti problem "…"'),
    (
        "Q-ack-strategy",
        facts.Answered(question="ack-strategy", text="In groups of 50.", how="own"),
        'parti answer Q-ack-strategy "…"',
    ),
    (
        "D-0001",
        facts.Decided(key="D-0001", title="t", choice="c", because="b"),
        "parti decide … --key D-0001",
    ),
    (
        "INV-0001",
        facts.InvariantStated(key="INV-0001", text="t", why="w"),
        "parti invariant … --key INV-0001",
    ),
    (
        "FM-0001",
        facts.FailureModeNamed(key="FM-0001", component="a", mode="b", handling="c", evidence="fault: d"),
        "parti failure … --key FM-0001",
    ),
    (
        "DATA-0001",
        facts.DataNamed(key="DATA-0001", name="a", shape="b", owner="c"),
        "parti data … --key DATA-0001",
    ),
    ("MOD-0001", facts.ModuleTouched(key="MOD-0001", path="a", why="b"), "parti module … --key MOD-0001"),
]


@pytest.mark.parametrize(("key", "rival", "again"), RIVALS, ids=[row[0] for row in RIVALS])
def test_a_contradiction_names_both_people_and_how_to_say_it_once_more(
    key: str, rival: facts.Fact, again: str
) -> None:
    records = conversations.said(*conversations.settled())
    fork = conversations.said(rival, by=JOE, start=700)
    (finding,) = hindrances(conversations.folded([*records, *fork]))
    assert finding.code == "design/contradiction"
    assert str(finding.place) == key
    assert finding.message.startswith(f"{key} was given 2 different values by ")
    assert JANE in finding.message
    assert JOE in finding.message
    assert finding.fix == f"say it once more: {again}"


def test_one_person_on_two_branches_is_named_once() -> None:
    records = conversations.said(*conversations.settled())
    fork = conversations.said(RIVALS[1][1], start=700)
    (finding,) = hindrances(conversations.folded([*records, *fork]))
    assert finding.message.count(JANE) == 1


def test_a_signed_design_says_who_how_and_over_what() -> None:
    after = conversations.folded(signed(conversations.settled(), JOE, "ssh"))
    assert lock.status(after) == f"Signed by {JOE} (ssh) over {lock.digest(after)[:19]}…."


def test_a_design_that_nobody_signed_says_so() -> None:
    assert lock.status(state.DesignState()) == "Not signed yet."
    assert lock.signature(state.DesignState()) is None


def test_a_demonstration_says_so_and_nothing_of_a_review() -> None:
    after = conversations.folded(signed(conversations.settled(), "demonstration@parti.invalid"))
    assert lock.status(after).endswith("…. A demonstration signature: nobody reviewed this.")
    found = lock.signature(after)
    assert found is not None
    assert lock.is_demonstration(found)


@pytest.mark.parametrize("signer", ["demonstrations@x", "Demo <demonstration@x>", "a@demonstration", JANE])
def test_only_the_demonstrations_own_name_is_a_demonstration(signer: str) -> None:
    fact = facts.DesignLocked(design="", method="ssh", signer=signer, signature="")
    assert not lock.is_demonstration(fact)


REVIEWS = [
    (JANE, True, "the same name"),
    ("jane@example.org", True, "the bare mail of a key"),
    ("J. D. <Jane@Example.org>", True, "the same mail under another name"),
    (JOE, False, "another person"),
    ("ane@example.org", False, "the end of the author's mail"),
    ("example.org", False, "a part of the author's mail"),
    ("", False, "nobody"),
]


@pytest.mark.parametrize(("signer", "alone", "why"), REVIEWS, ids=[row[2] for row in REVIEWS])
def test_a_review_by_the_author_is_called_one(signer: str, alone: bool, why: str) -> None:
    status = lock.status(conversations.folded(signed(conversations.settled(), signer)))
    assert status.endswith(" Self-review: author and signer are one person.") == alone, why


@pytest.mark.parametrize(
    "theirs",
    [
        facts.Answered(question="extra", text="x", how="own"),
        facts.InvariantStated(key="INV-0009", text="law", why="x"),
    ],
)
def test_a_design_that_two_people_made_is_no_self_review(theirs: facts.Fact) -> None:
    records = [
        *conversations.said(*conversations.settled()),
        *conversations.said(theirs, by=JOE, start=700),
    ]
    digest = lock.digest(conversations.folded(records))
    fact = facts.DesignLocked(design=digest, method="terminal", signer=JANE, signature="orders")
    after = conversations.folded([*records, *conversations.said(fact, start=900)])
    assert "Self-review" not in lock.status(after)


def test_an_older_signature_over_the_very_same_design_still_holds() -> None:
    records = signed(conversations.settled(), JANE)
    other = facts.DesignLocked(design="design:other", method="ssh", signer=JOE, signature="x")
    after = conversations.folded([*records, *conversations.said(other, start=950)])
    found = lock.signature(after)
    assert found is not None
    assert found.signer == JANE


def test_of_two_signatures_over_one_design_the_newer_is_shown() -> None:
    records = signed(conversations.settled(), JANE)
    digest = lock.digest(conversations.folded(records))
    other = facts.DesignLocked(design=digest, method="ssh", signer=JOE, signature="x")
    found = lock.signature(conversations.folded([*records, *conversations.said(other, start=950)]))
    assert found is not None
    assert found.signer == JOE


def test_the_bytes_that_a_key_signs_name_the_lock_and_the_digest() -> None:
    folded = conversations.folded(conversations.said(*conversations.settled()))
    assert lock.statement(folded) == b"parti lock\n" + lock.digest(folded).encode() + b"\n"
