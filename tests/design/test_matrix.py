"""What judges agree on: no average, no verdict where one is missing, and no winner by a single cell.

A person reads this table to choose a design, so a cell that claims agreement must have all of it.
"""

import pytest

from parti.design import matrix
from parti.records import debate
from tests.design.judged import cell, made, twice

ONE, TWO = "judge-1", "judge-2"


def standing(*cells: debate.Cell) -> tuple[str, str]:
    """How the one cell of the table stands, and its verdict."""
    (field,) = matrix.fields(made(*cells))
    return field.standing, field.verdict


def test_judges_that_say_the_same_in_both_orders_agree() -> None:
    assert standing(*twice("meets", ONE), *twice("meets", TWO)) == ("agreed", "meets")


def test_one_judge_alone_agrees_with_itself() -> None:
    assert standing(*twice("fails")) == ("agreed", "fails")


def test_unknown_can_be_agreed_on() -> None:
    assert standing(*twice("unknown", ONE), *twice("unknown", TWO)) == ("agreed", "unknown")


def test_a_judge_that_changes_with_the_order_makes_the_cell_order_sensitive() -> None:
    assert standing(cell("meets", order=1), cell("fails", order=2)) == ("order-sensitive", "")


def test_a_change_of_one_judge_is_told_before_a_difference_between_two() -> None:
    cells = (cell("meets", ONE, 1), cell("fails", ONE, 2), *twice("meets", TWO))
    assert standing(*cells) == ("order-sensitive", "")


def test_judges_that_differ_split_the_cell() -> None:
    assert standing(*twice("meets", ONE), *twice("meets_if", TWO)) == ("split", "")


def test_a_verdict_and_unknown_are_two_verdicts() -> None:
    assert standing(*twice("meets", ONE), *twice("unknown", TWO)) == ("split", "")


def test_one_order_alone_is_no_agreement() -> None:
    assert standing(cell("meets", ONE, 1)) == ("incomplete", "")
    assert standing(*twice("meets", ONE), cell("meets", TWO, 1)) == ("incomplete", "")


def test_a_missing_verdict_is_no_agreement_and_no_disagreement() -> None:
    assert standing(cell("meets", ONE, 1), cell("", ONE, 2)) == ("incomplete", "")
    assert standing(*twice("meets", ONE), *twice("", TWO)) == ("incomplete", "")


def test_a_missing_verdict_hides_no_disagreement() -> None:
    assert standing(cell("meets", ONE, 1), cell("", ONE, 2), *twice("fails", TWO)) == ("split", "")
    three = (cell("meets", ONE, 1), cell("", ONE, 2), cell("fails", ONE, 3))
    assert standing(*three) == ("order-sensitive", "")


def test_a_cell_that_nobody_judged_is_incomplete_and_holds_nothing() -> None:
    assert matrix.fields(made()) == (matrix.Field("p-1", "N1", "", "incomplete", ()),)


def test_the_table_goes_by_criteria_as_asked_and_by_cards_as_named() -> None:
    table = matrix.fields(made(criteria="V1 N1", cards="p-2 own p-1"))
    assert [(one.criterion, one.card) for one in table] == [
        ("V1", "own"), ("V1", "p-1"), ("V1", "p-2"), ("N1", "own"), ("N1", "p-1"), ("N1", "p-2"),
    ]  # fmt: skip


def test_each_field_keeps_every_cell_behind_it_and_no_other() -> None:
    mine, other = twice("meets"), twice("fails", card="p-2")
    table = matrix.fields(made(*mine, *other, cards="p-1 p-2"))
    assert [one.cells for one in table] == [mine, other]


def test_disagreement_comes_before_agreement() -> None:
    assert matrix.STANDINGS == ("order-sensitive", "split", "incomplete", "agreed")


# --- pairs -----------------------------------------------------------------------


def field(card: str, criterion: str, verdict: str, standing: str = "agreed") -> matrix.Field:
    return matrix.Field(card, criterion, verdict, standing, ())  # type: ignore[arg-type]  # a literal


def ranked(**said: str) -> dict[str, tuple[int, int, int]]:
    """Won, lost and tied of each card, whose verdicts are given criterion by criterion."""
    table = [
        field(card, f"N{number}", verdict)
        for card, verdicts in said.items()
        for number, verdict in enumerate(verdicts.split(), 1)
    ]
    return {rank.card: (rank.won, rank.lost, rank.tied) for rank in matrix.ranking(table)}


def test_a_lead_of_two_cells_wins_a_pair() -> None:
    assert ranked(a="meets meets", b="fails fails") == {"a": (1, 0, 0), "b": (0, 1, 0)}
    assert ranked(a="fails fails", b="meets meets") == {"b": (1, 0, 0), "a": (0, 1, 0)}


def test_a_lead_of_one_cell_is_a_tie() -> None:
    assert ranked(a="meets meets", b="fails meets") == {"a": (0, 0, 1), "b": (0, 0, 1)}


def test_how_far_a_verdict_is_ahead_does_not_count_only_that_it_is() -> None:
    """Two small leads win over one large one."""
    assert ranked(a="meets_if meets_if meets_if fails", b="fails fails fails meets") == {
        "a": (1, 0, 0),
        "b": (0, 1, 0),
    }


def test_meets_is_worth_more_than_meets_if_and_that_more_than_fails() -> None:
    assert ranked(a="meets meets", b="meets_if meets_if", c="fails fails") == {
        "a": (2, 0, 0),
        "b": (1, 1, 0),
        "c": (0, 2, 0),
    }


def test_unknown_is_no_verdict_to_compare() -> None:
    assert ranked(a="unknown unknown", b="fails fails") == {"a": (0, 0, 1), "b": (0, 0, 1)}


def test_only_criteria_that_both_cards_have_are_compared() -> None:
    assert ranked(a="meets meets unknown", b="unknown unknown meets") == {"a": (0, 0, 1), "b": (0, 0, 1)}


@pytest.mark.parametrize("standing", ["split", "order-sensitive", "incomplete"])
def test_cells_that_are_not_agreed_on_decide_nothing(standing: str) -> None:
    table = [field("a", f"N{n}", "meets", standing) for n in range(4)]
    table += [field("b", f"N{n}", "fails") for n in range(4)]
    assert {(rank.won, rank.lost, rank.tied) for rank in matrix.ranking(table)} == {(0, 0, 1)}


def test_cards_stand_by_their_balance_and_then_by_name() -> None:
    table = [field(card, f"N{n}", "meets") for card in ("b", "a") for n in range(2)]
    table += [field("c", f"N{n}", "fails") for n in range(2)]
    assert [rank.card for rank in matrix.ranking(table)] == ["a", "b", "c"]


def test_one_card_has_nobody_to_win_against() -> None:
    assert ranked(a="meets meets") == {"a": (0, 0, 0)}
    assert matrix.ranking(()) == ()


# --- verdicts that follow the place ------------------------------------------------


def test_a_judge_that_likes_what_stands_first_is_measured() -> None:
    cells = (cell("meets", order=1, at=1), cell("fails", order=2, at=3))
    assert matrix.place_correlation(cells) == -1000


def test_a_judge_that_likes_what_stands_last_is_measured_the_other_way() -> None:
    cells = (cell("fails", order=1, at=1), cell("meets", order=2, at=3))
    assert matrix.place_correlation(cells) == 1000


def test_a_good_card_that_stood_first_is_no_bias() -> None:
    good = (cell("meets", order=1, at=1), cell("meets", order=2, at=2))
    bad = (cell("fails", order=1, at=3, card="p-2"), cell("fails", order=2, at=4, card="p-2"))
    assert matrix.place_correlation((*good, *bad)) == 0


def test_biases_of_two_judges_that_go_against_one_another_weigh_each_other_out() -> None:
    one = (cell("meets", ONE, 1, at=1), cell("fails", ONE, 2, at=2))
    other = (cell("fails", TWO, 1, at=1), cell("meets", TWO, 2, at=2))
    assert matrix.place_correlation((*one, *other)) == 0


def test_half_a_bias_is_half_the_figure() -> None:
    """One card goes by its place, another stays: the figure is the root of a half of the spread."""
    goes = (cell("meets", order=1, at=1), cell("fails", order=2, at=3))
    stays = (cell("meets", order=1, at=1, card="p-2"), cell("meets", order=2, at=3, card="p-2"))
    assert matrix.place_correlation((*goes, *stays)) == -707


@pytest.mark.parametrize("verdict", ["unknown", ""])
def test_what_is_no_verdict_on_a_design_has_no_place(verdict: str) -> None:
    assert matrix.place_correlation(twice(verdict)) == 0


def test_nothing_said_follows_no_place() -> None:
    assert matrix.place_correlation(()) == 0
