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
