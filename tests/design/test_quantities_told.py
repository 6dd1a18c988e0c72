"""How a number of a contradiction is told: a person checks the sum by these words alone."""

import pytest

from parti.design import quantities


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0005, "0.5 ms"),
        (0.25, "250 ms"),
        (1, "1 s"),
        (1.5, "1.5 s"),
        (59, "59 s"),
        (60, "1 min"),
        (90, "90 s"),
        (3600, "1 h"),
        (5400, "90 min"),
        (86_400, "day"),
        (172_800, "2 days"),
        (604_800, "7 days"),
        (1_234.5, "1,234.5 s"),
    ],
)
def test_a_duration_is_told_in_the_largest_unit_of_which_it_is_a_whole_number(
    seconds: float, words: str
) -> None:
    assert quantities.told(seconds) == words


@pytest.mark.parametrize(("seconds", "words"), [(5.001, "5,001 ms"), (59.999, "59,999 ms")])
def test_a_duration_that_is_a_little_more_than_whole_is_not_told_as_if_it_were(
    seconds: float, words: str
) -> None:
    assert quantities.told(seconds) == words


def test_a_duration_without_end_is_cut_at_two_places() -> None:
    assert quantities.told(100 / 3) == "33.33 s"


@pytest.mark.parametrize(
    ("value", "words"),
    [(3, "3"), (2.5, "2.5"), (0.25, "0.25"), (7.001, "7"), (12_000, "12,000"), (100, "100")],
)
def test_a_number_has_neither_needless_zeros_nor_a_point_at_its_end(value: float, words: str) -> None:
    assert quantities.counted(value) == words


@pytest.mark.parametrize("seconds", [0.25, 1, 1.5, 5.001, 60, 90, 3600, 172_800, 604_800])
def test_what_is_told_is_read_back_as_the_same_duration(seconds: float) -> None:
    assert quantities.duration(quantities.told(seconds)) == pytest.approx(seconds)
