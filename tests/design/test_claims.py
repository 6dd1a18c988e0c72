"""What can be challenged, and which two positions it stands between."""

import pytest

from parti.design import claims, state
from parti.records import debate, refusal
from parti.records import vocabulary as facts
from tests.design import conversations

SAID = (
    facts.Decided(
        "D-1", "Order", "commit first", "no loss", (facts.Rejected("acknowledge first", "loss"),)
    ),
    facts.Decided("D-2", "Store", "a table", "it is there"),
    facts.InvariantStated("INV-1", "one row for each order", "billing"),
    facts.FailureModeNamed("FM-1", "broker", "twice", "unique key", "unit: x"),
    facts.DataNamed("DATA-1", "order", "id", "writer"),
)


def proposal(key: str, option: str) -> debate.ProposalReceived:
    card = debate.Card("queue", claims=(debate.Claim("write_path", option, "reasoned"),))
    return debate.ProposalReceived(key, "lens", "oak-1", "oak", f"proposal/{key}", card)


STATE = conversations.folded(
    conversations.said(*SAID, proposal("p-1", "direct"), proposal("p-2", "relay"), proposal("p-3", "relay"))
)


@pytest.mark.parametrize(
    ("key", "choice", "rival"),
    [
        ("D-1", "commit first", "acknowledge first"),
        ("INV-1", "one row for each order", "It need not always hold."),
        ("p-1:write_path", "direct", "relay"),
        ("p-2:write_path", "relay", "direct"),
    ],
)
def test_a_claim_stands_between_its_choice_and_the_first_rival(key: str, choice: str, rival: str) -> None:
    found = claims.claim(STATE, key)
    assert (found.choice, found.rival) == (choice, rival)


def test_a_person_may_name_the_rival() -> None:
    assert claims.claim(STATE, "FM-1", "a  lock").rival == "a lock"
    assert claims.claim(STATE, "D-1", "no acknowledgement").rival == "no acknowledgement"


@pytest.mark.parametrize(("key", "rival"), [("D-2", ""), ("FM-1", ""), ("D-1", "Commit first")])
def test_a_claim_without_a_rival_asks_for_one(key: str, rival: str) -> None:
    with pytest.raises(refusal.Misused, match="no other position") as caught:
        claims.claim(STATE, key, rival)
    assert "--rival" in caught.value.next_step


@pytest.mark.parametrize("key", ["D-9", "DATA-1", "p-1", "p-1:shape", "p-9:write_path", "", "D-1:x"])
def test_what_is_no_claim_is_refused_with_those_that_are(key: str) -> None:
    with pytest.raises(refusal.Misused, match="D-1, D-2"):
        claims.claim(STATE, key)


def test_no_position_has_more_room_than_the_other() -> None:
    long = conversations.folded(
        conversations.said(facts.Decided("D-1", "t", "x" * 9000, "b", (facts.Rejected("y" * 9000, "w"),)))
    )
    found = claims.claim(long, "D-1")
    assert len(found.choice) == len(found.rival) == 600


def test_a_feature_without_claims_says_so() -> None:
    with pytest.raises(refusal.Misused, match="none yet"):
        claims.claim(state.DesignState(), "D-1")
