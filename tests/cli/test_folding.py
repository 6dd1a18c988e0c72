"""Rows that are wider than a terminal: under their own column, cell by cell, nothing cut, nothing lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.cli import folding
from tests.cli import calls

MATRIX = (
    "  N1               p-1 meets   p-2 FAILS   p-3 order-sensitive   "
    "p-4 incomplete   own unknown   p-5 meets"
)


def test_what_follows_a_label_goes_on_under_itself() -> None:
    rows = list(folding.folded("claim     D-0001: " + "commit and then acknowledge " * 5, 72))
    assert rows[0].startswith("claim     D-0001:")
    assert {len(row) - len(row.lstrip()) for row in rows[1:]} == {10}


def test_a_cell_is_not_parted_while_it_fits_a_line() -> None:
    rows = list(folding.folded(MATRIX, 72))
    assert rows == [
        "  N1               p-1 meets   p-2 FAILS   p-3 order-sensitive",
        "                   p-4 incomplete   own unknown   p-5 meets",
    ]


def test_a_cell_that_is_longer_than_a_line_is_broken_between_words() -> None:
    rows = list(folding.folded(f"p-1       {'a queue of orders ' * 8}  (lens; oak-1)", 72))
    assert max(map(len, rows)) <= 72
    assert rows[-1].endswith("(lens; oak-1)")
    assert {row[:10] for row in rows[1:]} == {" " * 10}


def test_a_label_that_takes_a_third_of_the_line_is_no_column() -> None:
    rows = list(folding.folded("one label of many words  " + "and so on " * 9, 72))
    assert {len(row) - len(row.lstrip()) for row in rows[1:]} == {4}


@pytest.mark.parametrize("most", [0, 200])
def test_without_a_terminal_and_on_a_wide_one_a_row_is_whole(most: int) -> None:
    assert list(folding.folded(MATRIX, most)) == [MATRIX]


@given(text=st.text(alphabet="ab- :…\u4e2d", max_size=400), most=st.integers(72, 120))
def test_nothing_is_cut_and_only_a_word_is_wider_than_the_terminal(text: str, most: int) -> None:
    rows = list(folding.folded(text, most))
    assert re.sub(r"\s", "", "".join(rows)) == re.sub(r"\s", "", text)
    if len(text) > most:
        assert all(len(row) <= most or " " not in row.strip() for row in rows)


def test_a_refusal_is_broken_at_a_terminal_and_whole_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    from parti.cli import app

    for terminal in (True, False):
        err = calls.Stream(terminal=terminal)
        monkeypatch.setattr("sys.stderr", err)
        monkeypatch.setenv("COLUMNS", "80")
        app._say_error("one prompt and another " * 9, "carry them", False)
        rows = err.getvalue().splitlines()
        assert (len(rows) > 2) is terminal
        assert (max(map(len, rows)) <= 80) is terminal
        assert rows[-1] == "next: carry them"
