"""Orders from a seed: the same for ever, fair, and each thing once.

A recorded session is replayed by them, so the very orders are pinned: another order would send other
prompts than those that were recorded.
"""

from collections import Counter

import pytest

from parti.design import lenses, shuffle


@pytest.mark.parametrize(("seed", "order"), [("seed", "bacdegf"), ("seed-2", "efbgadc")])
def test_a_seed_gives_the_same_order_for_ever(seed: str, order: str) -> None:
    assert "".join(shuffle.permuted("abcdefg", seed)) == order


def test_the_order_hangs_on_places_and_not_on_what_stands_there() -> None:
    """Else a card would find its place by its words."""
    assert shuffle.permuted("1234567", "seed") == ("2", "1", "3", "4", "5", "7", "6")
    assert shuffle.permuted("aaa", "seed") == ("a", "a", "a")


@pytest.mark.parametrize("items", [(), ("a",), ("a", "b")])
def test_few_or_no_things_are_ordered_too(items: tuple[str, ...]) -> None:
    assert sorted(shuffle.permuted(items, "seed")) == sorted(items)


def test_over_many_seeds_each_thing_stands_at_each_place_about_as_often() -> None:
    firsts = Counter(shuffle.permuted("abc", f"seed {number}")[0] for number in range(600))
    assert set(firsts) == set("abc")
    assert all(150 < count < 250 for count in firsts.values())


def test_each_row_of_the_square_has_each_thing_at_another_place() -> None:
    rows = [shuffle.rotated("abcd", by) for by in range(4)]
    assert ["".join(row) for row in rows] == ["abcd", "bcda", "cdab", "dabc"]
    assert all(len(set(column)) == 4 for column in zip(*rows, strict=True))


@pytest.mark.parametrize(("by", "row"), [(4, "abcd"), (5, "bcda"), (-1, "dabc")])
def test_the_square_goes_round(by: int, row: str) -> None:
    assert "".join(shuffle.rotated("abcd", by)) == row


def test_nothing_is_rotated_into_nothing() -> None:
    assert shuffle.rotated((), 3) == ()


def test_every_lens_is_drawn_once_for_a_problem_and_another_problem_draws_otherwise() -> None:
    one = [row.key for row in lenses.order("Orders arrive.")]
    assert len(one) == len(set(one)) == lenses.most()
    orders = {tuple(row.key for row in lenses.order(f"Problem {number}")) for number in range(5)}
    assert len(orders) == 5
    assert [row.key for row in lenses.order("Orders arrive.")] == one


def test_a_problem_with_half_a_letter_has_a_seed_too() -> None:
    assert lenses.seed("a\ud800b") == lenses.seed("a?b")
