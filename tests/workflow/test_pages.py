"""What the verbs of phase 1 share: whether a signature holds, how many designs are due, and the way on.

Every verb prints the way on, so a wrong one sends a person round in a circle; and a signature that is taken
for good when it is not opens phase 2 on a design that nobody signed.
"""

from pathlib import Path

import msgspec
import pytest

from parti.design import lock as locks
from parti.records import vocabulary as facts
from parti.workflow import pages
from parti.workflow.house import House
from tests.fakes.signer import FakeSigner
from tests.workflow import blind_houses, open_houses

ADA = "ada@example.org"


def with_key(folder: Path, *, allowed: str | None = ADA, signer: str = ADA) -> House:
    """A design that was signed by an SSH key, and who is allowed to sign; None for no such file."""
    key = folder / "key"
    key.write_text("k")
    hand = FakeSigner(signer=signer)
    house = open_houses.opened(folder, signer=hand)
    if allowed is not None:
        open_houses.repository(house).write(pages.ALLOWED, f"{allowed}\n")
    who, signature = hand.sign(locks.statement(house.design), key)
    return house.append(
        (
            facts.DesignLocked(
                design=locks.digest(house.design), method="ssh", signer=who, signature=signature
            ),
        )
    )


def test_a_design_that_nobody_signed_has_no_signature(tmp_path: Path) -> None:
    assert pages.signed(open_houses.opened(tmp_path)) is None


def test_a_name_that_was_typed_at_a_terminal_holds(tmp_path: Path) -> None:
    house = open_houses.signed(open_houses.opened(tmp_path))
    found = pages.signed(house)
    assert found is not None
    assert (found.method, found.signature) == ("terminal", "orders")


def test_a_signature_holds_no_longer_when_the_design_says_something_else(tmp_path: Path) -> None:
    house = open_houses.signed(open_houses.opened(tmp_path))
    more = facts.InvariantStated(key="INV-0001", text="One row an order", why="invoices")
    assert pages.signed(house.append((more,))) is None


def test_a_key_that_is_allowed_holds(tmp_path: Path) -> None:
    found = pages.signed(with_key(tmp_path))
    assert found is not None
    assert (found.method, found.signer) == ("ssh", ADA)


@pytest.mark.parametrize("allowed", [None, "", "bob@example.org"], ids=["no file", "nobody", "another"])
def test_a_key_that_nobody_allowed_holds_nothing(tmp_path: Path, allowed: str | None) -> None:
    assert pages.signed(with_key(tmp_path, allowed=allowed)) is None


def test_a_signature_over_other_words_holds_nothing(tmp_path: Path) -> None:
    house = open_houses.opened(tmp_path)
    open_houses.repository(house).write(pages.ALLOWED, f"{ADA}\n")
    forged = facts.DesignLocked(
        design=locks.digest(house.design), method="ssh", signer=ADA, signature="signed 00\n"
    )
    assert pages.signed(house.append((forged,))) is None


@pytest.mark.parametrize(
    ("lane", "more", "count", "wanted"),
    [
        ("normal", "", 0, 2),
        ("deep", "", 0, 3),
        ("deep", "[conversation]\nproposals = 5", 0, 5),
        ("normal", "[conversation]\nproposals = 5", 4, 4),
        ("normal", "", 1, 1),
    ],
    ids=["the lane", "the deep lane", "the settings", "what was said", "less than the lane"],
)
def test_what_was_said_goes_before_the_settings_and_those_before_the_lane(
    tmp_path: Path, lane: str, more: str, count: int, wanted: int
) -> None:
    house = blind_houses.stated(tmp_path, lane=lane, more=more)
    assert pages.proposals_wanted(house, count) == wanted


def test_the_blind_part_is_led_to_where_a_model_is_set_up(tmp_path: Path) -> None:
    assert pages.onward(blind_houses.stated(tmp_path)) == "parti propose"


BY_HAND = 'parti kind confirm "<name>=<kind>"'


@pytest.mark.parametrize(
    ("lane", "families", "way"),
    [
        ("normal", (), BY_HAND),
        ("small", ("oak",), BY_HAND),
        ("small", (), BY_HAND),
        ("deep", (), BY_HAND),
        ("deep", ("oak",), "parti propose"),
    ],
)
def test_who_works_on_paper_is_led_past_the_blind_part(
    tmp_path: Path, lane: str, families: tuple[str, ...], way: str
) -> None:
    assert pages.onward(blind_houses.stated(tmp_path, lane=lane, families=families)) == way


def test_a_problem_with_gaps_comes_before_any_proposal(tmp_path: Path) -> None:
    house = blind_houses.stated(tmp_path)
    bare = msgspec.structs.replace(blind_houses.PROBLEM, never=(), quantities=())
    old = [r.id for r in house.reading.records if isinstance(r.body, facts.ProblemStated)]
    gapped = house.append((msgspec.structs.replace(bare, supersedes=tuple(old)),))
    assert pages.onward(gapped) == 'parti problem --never "…"'


@pytest.mark.parametrize(
    ("lane", "families", "left"),
    [("deep", ("oak",), "parti propose"), ("deep", (), ""), ("normal", ("oak",), ""), ("small", (), "")],
)
def test_a_blind_part_that_never_began_is_left_out_only_in_the_deep_lane_with_a_model(
    tmp_path: Path, lane: str, families: tuple[str, ...], left: str
) -> None:
    assert pages.blind_left(blind_houses.stated(tmp_path, lane=lane, families=families)) == left


def test_designs_that_were_proposed_are_compared_before_the_blind_part_is_over(tmp_path: Path) -> None:
    house = blind_houses.proposed(tmp_path)
    assert pages.onward(house) == "parti compare"
    assert pages.blind_left(house) == "parti compare"


def test_designs_that_were_compared_wait_for_a_choice(tmp_path: Path) -> None:
    house, _ = blind_houses.compared(tmp_path)
    choose = 'parti choose <design> --because "<why>"'
    assert (pages.onward(house), pages.blind_left(house)) == (choose, choose)


def test_a_component_ends_the_blind_part(tmp_path: Path) -> None:
    named = facts.ComponentNamed(name="intake", kind="broker", why="orders come in")
    assert pages.onward(blind_houses.stated(tmp_path).append((named,))) == "parti lock"
