"""Refusals: a sentence, a place, a next step, and an exit code by family."""

import pytest

from parti.records import refusal

FAMILIES = [
    (refusal.Misused, 2, "the words of the call are off"),
    (refusal.NotAllowed, 3, "not allowed in this step"),
    (refusal.Unready, 4, "the surroundings must put it right first"),
    (refusal.Refusal, 3, "any other no is a no of the method"),
]


@pytest.mark.parametrize(("family", "code", "why"), FAMILIES, ids=[row[2] for row in FAMILIES])
def test_a_family_has_its_exit_code(family: type[refusal.Refusal], code: int, why: str) -> None:
    assert family("It is so.", next_step="parti").exit_code == code, why


@pytest.mark.parametrize("family", [row[0] for row in FAMILIES])
def test_a_refusal_holds_its_words(family: type[refusal.Refusal]) -> None:
    error = family("The file a is gone.", next_step="git restore a", place="a:3")
    assert (str(error), error.sentence) == ("The file a is gone.", "The file a is gone.")
    assert (error.next_step, error.place) == ("git restore a", "a:3")
    assert family("It is so.", next_step="parti").place == ""


def test_one_net_catches_every_family_and_nothing_else() -> None:
    assert all(issubclass(family, refusal.Refusal) for family, *_ in FAMILIES)
    others = [family for family, *_ in FAMILIES[:3]]
    assert not any(issubclass(a, b) for a in others for b in others if a is not b)
    assert not issubclass(refusal.Refusal, (ValueError, OSError, LookupError))


def test_no_refusal_comes_without_a_next_step() -> None:
    with pytest.raises(TypeError):
        refusal.Misused("It is so.")  # type: ignore[call-arg]
