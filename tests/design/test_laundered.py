"""Givens that determine the design are named, and others are left in peace (D7)."""

import msgspec
import pytest

from parti.design import laundered
from parti.records import debate

GIVENS = ("the broker is RabbitMQ", "one table", "Ada likes it")
CARD = debate.Card(
    shape="A consumer writes rows.",
    components=(
        debate.Part("writer", "consumer", "writes", ("orders",)),
        debate.Part("broker", "broker", "keeps", ("messages",)),
    ),
    edges=(debate.Edge("broker", "writer", "message", False),),
    concurrency="one writer",
    failure_policy=(debate.Handling("crash", "no heartbeat", "redelivery and a unique key"),),
    claims=(debate.Claim("store", "rows", "given", "G2"),),
)
OTHER = debate.Card(
    shape="A file.",
    components=(debate.Part("clerk", "file-store", "appends", ("orders",)),),
    concurrency="a lock",
)


def test_givens_that_leave_one_design_are_named_by_who_rests_on_them() -> None:
    """The statement decides; the mind had no choice."""
    same = msgspec.structs.replace(CARD, shape="Other words for it.", write_path="as they come")
    (finding,) = laundered.findings(CARD, {"p-1": same, "p-2": CARD}, GIVENS)
    assert (
        finding.message == "Your givens leave one design: all 2 proposals agree with yours. G2 “one table”"
    )
    assert (finding.code, finding.level) == ("problem/one-design", "warning")


def test_without_a_claim_that_cites_them_the_first_givens_are_named() -> None:
    bare = msgspec.structs.replace(CARD, claims=(debate.Claim("store", "rows", "reasoned", "G2"),))
    (finding,) = laundered.findings(CARD, {"p-1": bare, "p-2": bare}, GIVENS)
    assert "G1 “the broker is RabbitMQ”; G2 “one table”; G3" in finding.message


@pytest.mark.parametrize(
    ("proposals", "givens"),
    [
        ({"p-1": CARD, "p-2": OTHER}, GIVENS),
        ({"p-1": CARD}, GIVENS),
        ({}, GIVENS),
        ({"p-1": CARD, "p-2": CARD}, ()),
    ],
    ids=["one differs", "one proposal", "none", "no givens"],
)
def test_what_is_no_sign_of_it_is_left_in_peace(
    proposals: dict[str, debate.Card], givens: tuple[str, ...]
) -> None:
    assert laundered.findings(CARD, proposals, givens) == ()


def test_agreement_is_about_what_is_decided_and_not_about_words() -> None:
    renamed = msgspec.structs.replace(
        CARD,
        components=(
            debate.Part("Keeper", "Consumer", "does it", ("order",)),
            debate.Part("Post", "broker", "keeps", ("Messages",)),
        ),
        edges=(debate.Edge("post", "keeper", "letter", False, "5 s"),),
        concurrency="There is a single writer.",
    )
    assert laundered.agreement(CARD, renamed) == 100
    assert laundered.agreement(CARD, OTHER) == laundered.agreement(OTHER, CARD) < 30
    assert laundered.agreement(debate.Card(shape="a"), debate.Card(shape="a")) == 0


@pytest.mark.parametrize("changed", ["components", "edges", "concurrency", "failure_policy"])
def test_each_slot_counts(changed: str) -> None:
    empty = "" if changed == "concurrency" else ()
    assert laundered.agreement(CARD, msgspec.structs.replace(CARD, **{changed: empty})) < 100


def policies(concurrency: str = "", respond: str = "") -> tuple[set[str], set[str]]:
    """What a card decides on concurrency and on failures."""
    rows = (debate.Handling("crash", "", respond),) if respond else ()
    found = laundered.slots(debate.Card(shape="x", concurrency=concurrency, failure_policy=rows))
    return set(found["concurrency"]), set(found["failure"])


@pytest.mark.parametrize(
    ("words", "policy"),
    [
        ("One writer a file", "one writer"),
        ("writes are serialised", "one writer"),
        ("a Lock on each row", "locks"),
        ("row-locks", "locks"),
        ("an optimistic version", "optimistic"),
        ("an idempotency key", "keys"),
        ("sharded by customer", "partitions"),
        ("retries with a pause", "retries"),
        ("it is tried again.", "retries"),
        ("back-off", "retries"),
        ("redelivery", "replay"),
        ("the request is refused", "refusal"),
        ("a dead letter queue", "set aside"),
    ],
)
def test_a_policy_is_known_by_the_beginning_of_a_word(words: str, policy: str) -> None:
    assert policies(words) == ({policy}, set())
    assert policies("", words) == (set(), {policy})


@pytest.mark.parametrize(
    "words",
    [
        "it blocks",
        "by the clock",
        "a deadlock",
        "against the limit",
        "it retrieves rows",
        "a spark",
        "hashards",
        "",
    ],
)
def test_a_word_that_only_holds_such_letters_is_no_policy(words: str) -> None:
    """Two designs would seem to agree on locks because both speak of a clock."""
    assert policies(words) == (set(), set())


def test_eighty_in_a_hundred_are_enough_and_one_less_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    for share, count in ((79, 0), (80, 1)):
        monkeypatch.setattr(laundered, "agreement", lambda one, other, share=share: share)
        assert len(laundered.findings(CARD, {"p-1": CARD, "p-2": CARD}, GIVENS)) == count


def test_one_proposal_that_differs_is_enough_to_see_that_there_was_a_choice() -> None:
    assert laundered.findings(CARD, {"p-1": CARD, "p-2": CARD, "p-3": OTHER}, GIVENS) == ()


def test_the_three_givens_that_are_cited_most_are_named_most_cited_first() -> None:
    cited = [debate.Claim("s", "o", "given", ref) for ref in ("G4", "G4, G2", "Ada likes", "g2", "G9", "")]
    card = msgspec.structs.replace(CARD, claims=tuple(cited))
    (finding,) = laundered.findings(CARD, {"p-1": card, "p-2": CARD}, (*GIVENS, "the shop is closed"))
    named = finding.message.partition("with yours. ")[2]
    assert named == "G2 “one table”; G4 “the shop is closed”; G3 “Ada likes it”"


def test_an_edge_counts_by_the_kinds_at_its_ends_and_whether_it_waits() -> None:
    waits = msgspec.structs.replace(CARD, edges=(debate.Edge("broker", "writer", "message", True),))
    assert laundered.slots(CARD)["edges"] == {"broker tells consumer"}
    assert laundered.slots(waits)["edges"] == {"broker waits for consumer"}
    stray = msgspec.structs.replace(CARD, edges=(debate.Edge("nobody", "writer", "message", False),))
    assert laundered.slots(stray)["edges"] == {"? tells consumer"}
