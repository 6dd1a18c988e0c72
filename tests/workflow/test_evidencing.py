"""What is known about a claim, how it is known, and the ledger."""

from pathlib import Path

import pytest

from parti.records import debate, refusal
from parti.workflow import conversation, evidencing
from tests.workflow import debates, open_houses
from tests.workflow.debates import CLAIM, CONVICTION, DECISIVE, PREFERENCE, challenge, evidence
from tests.workflow.talks import AGENT


def filed(at: object) -> debate.EvidenceFiled:
    assert isinstance(at, debates.House)
    (one,) = at.design.debate.evidence.values()
    return one


def test_a_statement_is_claimed_until_somebody_shows_it(tmp_path: Path) -> None:
    at, outcome = evidence(debates.house(tmp_path), "The broker keeps 900 messages for a day.")
    assert (filed(at).status, filed(at).kind, filed(at).bears_on) == ("claimed", "measurement", (CLAIM,))
    assert outcome.next == f"parti challenge {CLAIM} {filed(at).key}"


def test_it_keeps_its_key_when_it_is_filed_again_with_a_better_status(tmp_path: Path) -> None:
    at, _ = evidence(debates.house(tmp_path), "The broker redelivers.")
    first = filed(at)
    at, _ = evidence(at, " The broker   redelivers. ", verified_by="https://example.org/manual#redelivery")
    assert (filed(at).key, filed(at).status) == (first.key, "verified")
    at, _ = evidence(at, first.key, bears=[], vouch=True)
    assert (filed(at).key, filed(at).status, filed(at).bears_on) == (first.key, "vouched", (CLAIM,))


def test_what_was_shown_once_is_not_unshown_by_saying_it_again(tmp_path: Path) -> None:
    at, _ = evidence(debates.house(tmp_path), "The broker redelivers.", vouch=True)
    with pytest.raises(refusal.Misused, match="already says exactly this"):
        evidence(at, "The broker redelivers.")


@pytest.mark.parametrize(
    "ref", ["tests/test_a.py", "tests/test_a.py::test_b", "tests/test_a.py:3", "RFC 3339", "ABC-12", "#7"]
)
def test_what_verifies_can_be_looked_up(tmp_path: Path, ref: str) -> None:
    at = debates.house(tmp_path)
    open_houses.repository(at).write("tests/test_a.py", "x = 1\n")
    at, _ = evidence(at, "The broker redelivers.", verified_by=ref)
    assert (filed(at).status, filed(at).ref) == ("verified", ref)


@pytest.mark.parametrize("ref", ["trust me", "tests/gone.py", "/etc/passwd", "../x", "https://"])
def test_what_cannot_be_looked_up_verifies_nothing(tmp_path: Path, ref: str) -> None:
    with pytest.raises(refusal.Misused, match="no file of this repository"):
        evidence(debates.house(tmp_path), "The broker redelivers.", verified_by=ref)


def test_an_agent_may_file_and_may_not_vouch(tmp_path: Path) -> None:
    at = debates.house(tmp_path)
    debates.by(at, AGENT)
    at, _ = evidence(at, "The broker redelivers.")
    with pytest.raises(refusal.NotAllowed, match="agent"):
        evidence(at, filed(at).key, vouch=True)
    assert filed(at).status == "claimed"


BAD: list[tuple[str, dict[str, object], str]] = [
    ("", {}, "empty"),
    (" \n", {}, "empty"),
    ("x" * 20_001, {}, "20,000"),
    ("so", {"bears": []}, "What is it evidence for"),
    ("so", {"bears": ["D-9"]}, "no claim of this design"),
    ("so", {"kind": "rumour"}, "no kind of evidence"),
]


@pytest.mark.parametrize(("text", "more", "sentence"), BAD, ids=range(len(BAD)))
def test_bad_words_are_refused_and_change_nothing(
    tmp_path: Path, text: str, more: dict[str, object], sentence: str
) -> None:
    at = debates.house(tmp_path)
    with pytest.raises(refusal.Misused, match=sentence):
        evidence(at, text, **more)
    assert debates.again(at).design.debate.evidence == {}


def test_two_statements_never_share_a_key(tmp_path: Path) -> None:
    at = debates.house(tmp_path)
    for number in range(40):
        at, _ = evidence(at, f"Statement {number} of many.")
    assert len({one.text for one in at.design.debate.evidence.values()}) == 40


def test_it_is_taken_back_by_its_key(tmp_path: Path) -> None:
    at, _ = evidence(debates.house(tmp_path), "The broker redelivers.")
    conversation.withdraw(at, filed(at).key, "it does not")
    assert debates.again(at).design.debate.evidence == {}


def test_the_ledger_of_nothing_is_a_line_of_noughts(tmp_path: Path) -> None:
    outcome = evidencing.ledger_(debates.house(tmp_path))
    assert outcome.lines == (
        "positions 0 · supported changes 0 · unsupported 0 (restored) · not relayed push-backs 0",
    )


def test_the_ledger_tells_one_claim_on_request(tmp_path: Path) -> None:
    at, _ = challenge(debates.house(tmp_path), CONVICTION)
    at, _ = challenge(at, PREFERENCE)
    at, _ = challenge(at, DECISIVE)
    every, one = evidencing.ledger_(at), evidencing.ledger_(at, CLAIM)
    assert every.lines == one.lines
    assert one.data["not_relayed"] == 2
    with pytest.raises(refusal.Misused, match="Nobody was asked"):
        evidencing.ledger_(at, "INV-1")
