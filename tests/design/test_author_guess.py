"""What docs/sessions.md says of guesses at the person's card follows from the guesses that are kept."""

import tomllib
from collections.abc import Sequence
from typing import Any

from tests.law.source import ROOT

READERS = tomllib.loads((ROOT / "docs" / "evaluations" / "authors.toml").read_text("utf-8"))["reader"]
PAGE = " ".join((ROOT / "docs" / "sessions.md").read_text("utf-8").split())
CARDS_A_SHEET = 4


def sentence(readers: Sequence[dict[str, Any]], cards: str) -> str:
    """The words of the page for the readers of one kind of sheet."""
    ours = [one for one in readers if one["cards"] == cards]
    guesses = [pair for one in ours for pair in zip(one["person"], one["named"], strict=True)]
    right = sum(person == named for person, named in guesses)
    by_chance = len(guesses) // CARDS_A_SHEET
    return f"named the person's card {right} of {len(guesses)} times, where chance names {by_chance}"


def test_the_page_counts_the_guesses_that_are_kept() -> None:
    assert sentence(READERS, "as_judged") in PAGE
    assert sentence(READERS, "refilled") in PAGE


def test_one_wrong_guess_would_make_the_page_wrong() -> None:
    first = {**READERS[0], "named": ["clover", *READERS[0]["named"][1:]]}
    assert sentence([first, *READERS[1:]], "as_judged") not in PAGE
