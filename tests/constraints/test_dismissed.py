"""Dismissed candidates on disk: what is written is read back, and what is damaged is never nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.constraints import dismissed
from parti.constraints.dismissed import Dismissal
from parti.records import refusal

ADA = Dismissal(because="It is local.", by="Ada <ada@example.org>", on="2026-11-21")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_an_entry_is_a_table_that_a_review_can_read() -> None:
    text = dismissed.dump({"helper:b": ADA, "error:a": ADA})
    assert text.partition("\n\n")[2] == (
        '["error:a"]\nbecause = "It is local."\nby = "Ada <ada@example.org>"\non = "2026-11-21"\n'
        '\n["helper:b"]\nbecause = "It is local."\nby = "Ada <ada@example.org>"\non = "2026-11-21"\n'
    )
    assert text.startswith("# Candidates for CONSTRAINTS.md")


@given(st.dictionaries(TEXTS.map(lambda text: f"k:{text}"), TEXTS, max_size=3))
def test_whatever_was_said_is_read_back(said: dict[str, str]) -> None:
    every = {key: Dismissal(because=why, by="Ada", on="2026-11-21") for key, why in said.items()}
    once = dismissed.load(dismissed.dump(every))
    assert dismissed.load(dismissed.dump(once)) == once
    assert len(once) <= len(every)
    if all(text.isascii() for pair in said.items() for text in pair):
        assert once == every


def test_an_empty_file_holds_none() -> None:
    assert dismissed.load("") == dismissed.load("\n") == dismissed.load("# nothing yet\n") == {}


@pytest.mark.parametrize(
    "text",
    [
        "[helper",
        'helper = "no"',
        '["a"]\nbecause = "x"\n',
        '["a"]\nbecause = "x"\nby = "y"\non = "z"\nmore = 1\n',
        '["a"]\nbecause = 1\nby = "y"\non = "z"\n',
    ],
)
def test_a_damaged_file_is_refused_and_never_taken_for_nothing(text: str) -> None:
    with pytest.raises(refusal.Unready) as caught:
        dismissed.load(text)
    assert caught.value.place == ".parti/dismissed.toml"
    assert caught.value.next_step == "restore .parti/dismissed.toml from git"
