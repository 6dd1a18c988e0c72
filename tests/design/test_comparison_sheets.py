"""Who sees which cards, and which of a judge's words count.

Nothing on a sheet tells who made a card, and a verdict that rests on words which the card does not hold is
none. `test_debate_blind` walks whole comparisons; here each rule stands alone.
"""

import pytest

from parti.design import comparison
from parti.design.comparison import Design, Sheet
from parti.design.verdicts import CellReply, CellsReply
from parti.library import load
from parti.records import debate
from parti.records import vocabulary as facts
from tests.fakes import panel

LANE = load.Lane(proposals=2, judges=2, orders=2, defeaters=1, confirmations=2, families=1, calls=40)
ASKED = tuple(debate.Criterion(key, f"text of {key}") for key in ("N1", "V1", "load"))
WORDS = "the worker writes to the line"


def design(number: int, family: str = "oak", key: str = "") -> Design:
    return comparison.design(key or f"p-{number}", family, panel.card(number), ())


def sheets(*designs: Design, families: str = "oak pine", lane: load.Lane = LANE) -> tuple[Sheet, ...]:
    return comparison.sheets(designs, ASKED, families.split(), lane)


SHEET = Sheet(
    key="cells/judge-1/1", judge="judge-1", family="pine", order=1,
    cards=(("amber", design(1)), ("slate", design(2, "", "own"))), criteria=ASKED,
)  # fmt: skip


def said(**more: str) -> debate.Cell:
    """What counts of one reply on the first card and the first criterion."""
    fields = {"card": "amber", "criterion": "N1", "verdict": "meets", "quote": WORDS, **more}
    return comparison.cells(SHEET, CellsReply((CellReply(**fields),)))[0]


EMPTY = debate.Cell(card="p-1", criterion="N1", verdict="", judge="judge-1", family="pine", order=1, at=1)


# --- what counts -------------------------------------------------------------------


def test_a_verdict_with_words_of_the_card_counts_with_its_reason_and_basis() -> None:
    one = said(reason="it says so", basis="documented")
    assert one == debate.Cell(
        card="p-1", criterion="N1", verdict="meets", judge="judge-1", family="pine", order=1, at=1,
        quote=WORDS, reason="it says so", basis="documented",
    )  # fmt: skip


@pytest.mark.parametrize("verdict", ["meets", "fails"])
@pytest.mark.parametrize("quote", ["", "line", "the worker never writes", "not on the card at all"])
def test_a_verdict_without_words_of_the_card_is_none(verdict: str, quote: str) -> None:
    assert said(verdict=verdict, quote=quote) == EMPTY


def test_unknown_needs_no_words_and_keeps_none_that_the_card_does_not_hold() -> None:
    one = said(verdict="unknown", quote="not on the card", reason="nothing is said of it")
    assert (one.verdict, one.quote, one.reason) == ("unknown", "", "nothing is said of it")


@pytest.mark.parametrize("verdict", ["", "yes", "MEETS", "meets if", "best"])
def test_a_word_that_is_none_of_the_four_verdicts_is_none(verdict: str) -> None:
    assert said(verdict=verdict) == EMPTY


def test_meets_if_needs_its_condition() -> None:
    assert said(verdict="meets_if") == EMPTY
    assert said(verdict="meets_if", condition=" \n ") == EMPTY
    assert said(verdict="meets_if", condition="the queue is durable").condition == "the queue is durable"


def test_a_basis_of_its_own_is_dropped_and_costs_no_verdict() -> None:
    one = said(basis="intuition")
    assert (one.verdict, one.basis) == ("meets", "")


@pytest.mark.parametrize(("card", "criterion"), [(" Amber ", "n1"), ("`amber`", '"N1"'), ("AMBER", "'N1'")])
def test_marks_and_capitals_around_a_name_are_overlooked(card: str, criterion: str) -> None:
    assert said(card=card, criterion=criterion).verdict == "meets"


@pytest.mark.parametrize(("card", "criterion"), [("p-1", "N1"), ("azure", "N1"), ("amber", "N2"), ("", "")])
def test_a_verdict_on_something_else_is_no_verdict_on_this(card: str, criterion: str) -> None:
    assert said(card=card, criterion=criterion) == EMPTY


def reply(*verdicts: str) -> CellsReply:
    return CellsReply(
        tuple(CellReply(card="amber", criterion="N1", verdict=verdict, quote=WORDS) for verdict in verdicts)
    )


def test_two_verdicts_that_differ_are_none_and_two_that_agree_are_one() -> None:
    assert comparison.cells(SHEET, reply("meets", "fails"))[0] == EMPTY
    assert comparison.cells(SHEET, reply("meets", "meets"))[0].verdict == "meets"


def test_there_is_a_cell_for_each_card_and_criterion_whatever_was_said() -> None:
    for one in (None, CellsReply(()), reply("meets")):
        made = comparison.cells(SHEET, one)
        assert [(c.card, c.criterion, c.at) for c in made] == [
            ("p-1", "N1", 1), ("p-1", "V1", 1), ("p-1", "load", 1),
            ("own", "N1", 2), ("own", "V1", 2), ("own", "load", 2),
        ]  # fmt: skip


def test_whoever_turns_out_to_be_of_the_card_s_own_family_says_nothing_of_it() -> None:
    both = CellsReply((
        CellReply(card="amber", criterion="N1", verdict="meets", quote=WORDS),
        CellReply(card="slate", criterion="N1", verdict="meets", quote="the worker writes to the door"),
    ))  # fmt: skip
    assert [c.verdict for c in comparison.cells(SHEET, both, "oak") if c.criterion == "N1"] == ["", "meets"]
    assert [c.verdict for c in comparison.cells(SHEET, both, "pine") if c.criterion == "N1"] == [
        "meets"
    ] * 2
    assert [c.verdict for c in comparison.cells(SHEET, both) if c.criterion == "N1"] == ["meets"] * 2


def test_escapes_and_length_of_a_reply_end_before_the_page() -> None:
    one = said(reason="\x1b[2Jred\n\n  and " + "long " * 900, condition="a\u202eb")
    assert one.reason.startswith("red and long")
    assert len(one.reason) == comparison.MOST_WORDS
    assert one.condition == "ab"


# --- criteria ----------------------------------------------------------------------


def test_each_need_prohibition_and_quantity_is_a_criterion_before_those_of_the_library() -> None:
    problem = facts.ProblemStated(
        situation="s", needed=("kept", "seen"), never=("lost",), quantities=("9 a day",), given=("a shop",)
    )
    made = comparison.criteria(problem)
    assert [(one.key, one.text) for one in made[:4]] == [
        ("N1", "needed: kept"),
        ("N2", "needed: seen"),
        ("V1", "never: lost"),
        ("Q1", "quantity: 9 a day"),
    ]
    assert [one.key for one in made[4:]] == [row.key for row in load.blind().criterion]


def test_a_criterion_tells_neither_a_person_nor_a_model() -> None:
    problem = facts.ProblemStated(situation="s", needed=("we keep what oak-1 sends us",))
    (first, *_) = comparison.criteria(problem, ("oak-1",))
    assert first.text == "needed: the team keep what a model sends the team"


# --- who sees what -------------------------------------------------------------------


def test_every_judge_has_a_sheet_in_each_order_and_the_first_orders_come_first() -> None:
    made = sheets(design(1, "elm"), design(2, "elm"))
    assert [one.key for one in made] == [
        "cells/judge-1/1", "cells/judge-2/1", "cells/judge-1/2", "cells/judge-2/2",
    ]  # fmt: skip
    assert [(one.judge, one.family, one.order) for one in made[:2]] == [
        ("judge-1", "oak", 1),
        ("judge-2", "pine", 1),
    ]


def test_no_judge_sees_a_card_of_its_family_and_everyone_sees_a_person_s() -> None:
    made = sheets(design(1, "oak"), design(2, "pine"), design(3, "", "own"))
    seen = {one.judge: {shown.key for _, shown in one.cards} for one in made}
    assert seen == {"judge-1": {"p-2", "own"}, "judge-2": {"p-1", "own"}}


def test_one_family_alone_judges_its_own_cards() -> None:
    made = sheets(design(1, "oak"), design(2, "oak"), families="oak oak")
    assert [len(one.cards) for one in made] == [2, 2]
    assert {one.judge for one in made} == {"judge-1"}


def test_a_judge_that_would_see_no_card_has_no_sheet() -> None:
    made = sheets(design(1, "oak"), design(2, "oak"))
    assert {one.family for one in made} == {"pine"}


def test_no_more_families_judge_than_the_lane_pays_for() -> None:
    made = sheets(design(1, "elm"), design(2, "elm"), families="oak pine larch")
    assert {one.family for one in made} == {"oak", "pine"}


def test_there_are_two_orders_even_where_the_lane_asks_for_one() -> None:
    once = load.Lane(2, 1, 1, 1, 1, 1, 40)
    assert [one.order for one in sheets(design(1, "elm"), design(2, "elm"), lane=once)] == [1, 2]


def test_no_card_and_no_criterion_keeps_its_place_in_the_second_order() -> None:
    first, second = sheets(*(design(n, "elm") for n in range(4)), families="oak")
    assert {one for one in zip(first.cards, second.cards, strict=True) if one[0] == one[1]} == set()
    assert [one for one in zip(first.criteria, second.criteria, strict=True) if one[0] == one[1]] == []
    assert sorted(key for key, _ in first.cards) == sorted(key for key, _ in second.cards)


def test_a_sheet_holds_no_more_cells_than_fit_and_together_they_hold_all() -> None:
    asked = tuple(debate.Criterion(f"N{n}", "text") for n in range(1, 51))
    designs = [design(n, "elm") for n in range(3)]
    made = comparison.sheets(designs, asked, ("oak",), LANE)
    assert [one.key for one in made] == ["cells/judge-1/1/1", "cells/judge-1/1/2", "cells/judge-1/2/1",
                                         "cells/judge-1/2/2"]  # fmt: skip
    assert all(len(one.cards) * len(one.criteria) <= comparison.MOST_CELLS for one in made)
    first = [row.key for one in made[:2] for row in one.criteria]
    assert sorted(first) == sorted(row.key for row in asked)


def test_labels_are_one_word_each_and_follow_the_words_of_the_cards_alone() -> None:
    designs = [design(1), design(2, "pine"), design(3, "", "own")]
    seats = (("own", ""), ("p-7", "elm"), ("p-1", "oak"))
    swapped = [
        comparison.design(key, family, panel.card(number), ())
        for number, (key, family) in enumerate(seats, 1)
    ]
    one = comparison.labels(designs, comparison.seed(designs, ASKED))
    other = comparison.labels(swapped, comparison.seed(swapped, ASKED))
    by_words = [{made[d.key]: d.shown for d in which} for made, which in ((one, designs), (other, swapped))]
    assert by_words[0] == by_words[1]
    assert len(set(one.values())) == 3


def test_another_word_of_a_card_or_another_criterion_is_another_seed() -> None:
    designs = [design(1), design(2)]
    before = comparison.seed(designs, ASKED)
    assert comparison.seed(designs[::-1], ASKED) == before
    assert comparison.seed([design(1), design(3)], ASKED) != before
    assert comparison.seed(designs, ASKED[:2]) != before


def test_a_sheet_is_told_as_cards_under_their_labels_and_criteria_by_key() -> None:
    told = comparison.words(SHEET)
    first, second = SHEET.cards
    assert told["cards"] == f"## amber\n\n{first[1].shown}\n\n## slate\n\n{second[1].shown}"
    assert told["criteria"] == "- N1: text of N1\n- V1: text of V1\n- load: text of load"
