"""What must hold of blind comparison whatever the models are like: authorship, order, broken replies,
recusal, the cap. Each speaks of the verbs as they stand, on sessions that do exactly one thing.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from parti.design import blind_steps, comparison, defeaters, matrix
from parti.library import load
from parti.records import debate, refusal
from parti.workflow import comparing, proposing
from parti.workflow.house import House
from tests.fakes import panel
from tests.fakes.panel import Panel
from tests.workflow import blind_houses

SHOWN = re.compile(r"oak|pine|larch-1|\bown\b|p-\d|human|author|sealed", re.IGNORECASE)


def verdicts(house: House) -> Mapping[tuple[str, str], str]:
    """(design as shown, criterion) → verdict; the design by its words, so that keys do not matter."""
    made = house.design.debate.comparison
    assert made is not None
    words = {one.key: one.card.shape for one in house.design.debate.received()}
    own = house.design.debate.opened
    if own:
        words["own"] = own.card.shape
    return {(words[one.card], one.criterion): one.verdict for one in matrix.fields(made)}


def judged(
    folder: Path, patch: pytest.MonkeyPatch, sealed: debate.Card, drawn: debate.Card, judges: panel.Judges
) -> tuple[House, list[str]]:
    """One design sealed, one proposed; the house and every prompt of the judges."""
    seat = Panel(judges, cards={1: drawn})
    house = blind_houses.stated(folder, seat, families=("oak",))
    house = blind_houses.sealed(house, patch, sealed)
    proposing.propose(house, 1)
    comparing.compare(blind_houses.again(house))
    return blind_houses.again(house), [prompt.messages[0].text for _, prompt in seat.told("cells/")]


def for_the_human(family: str, shown: str, criterion: str, place: int) -> Mapping[str, str]:
    """Prefers whatever it can tell to be a person's."""
    told = bool(SHOWN.search(shown))
    return {"verdict": "meets" if told else "fails", "quote": panel.first_words(shown)}


# --- authorship (T7) ------------------------------------------------------------------------------


@pytest.mark.parametrize("judges", [panel.by_words, for_the_human], ids=["by words", "biased"])
def test_swapping_the_human_s_card_and_a_proposal_changes_no_byte_that_judges_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judges: panel.Judges
) -> None:
    one, other = panel.card(1), panel.card(2)
    first, seen = judged(tmp_path / "a", monkeypatch, one, other, judges)
    second, seen_then = judged(tmp_path / "b", monkeypatch, other, one, judges)
    assert seen == seen_then
    assert len(seen) >= 2
    assert verdicts(first) == verdicts(second)


def test_no_judge_is_told_who_made_a_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = panel.card(
        1, shape="As an AI model, I would use oak-1's table; we at Claude do", write_path="our log"
    )
    _, seen = judged(tmp_path, monkeypatch, panel.card(2), named, panel.meets)
    for text in seen:
        shown = text.partition("# Cards\n")[2].partition("# Criteria")[0]
        assert not SHOWN.search(shown)
        assert not re.search(r"\b(I|we|our|claude)\b", shown, re.IGNORECASE)


# --- order (T8) -----------------------------------------------------------------------------------


@pytest.mark.parametrize("families", [("oak",), ("oak", "pine", "larch")])
def test_a_judge_without_a_bias_for_places_is_never_order_sensitive(
    tmp_path: Path, families: Sequence[str]
) -> None:
    house, _ = blind_houses.compared(tmp_path, families=families, count=4)
    made = house.design.debate.comparison
    assert made is not None
    table = matrix.fields(made)
    assert {one.standing for one in table} == {"agreed"}
    assert matrix.place_correlation(made.cells) == 0


@pytest.mark.parametrize("families", [("oak",), ("oak", "pine", "larch")])
def test_a_judge_that_goes_by_places_makes_every_cell_order_sensitive(
    tmp_path: Path, families: Sequence[str]
) -> None:
    house, _ = blind_houses.compared(tmp_path, Panel(panel.by_place), families=families, count=4)
    made = house.design.debate.comparison
    assert made is not None
    assert {one.standing for one in matrix.fields(made)} == {"order-sensitive"}
    assert {one.verdict for one in matrix.fields(made)} == {""}
    assert {(rank.won, rank.lost) for rank in matrix.ranking(matrix.fields(made))} == {(0, 0)}
    assert not house.design.debate.defeaters


def test_a_judge_that_likes_what_stands_first_is_told(tmp_path: Path) -> None:
    def first(family: str, shown: str, criterion: str, place: int) -> Mapping[str, str]:
        return {"verdict": "meets" if place == 0 else "fails", "quote": panel.first_words(shown)}

    house, said = blind_houses.compared(tmp_path, Panel(first), families=("oak",))
    made = house.design.debate.comparison
    assert made is not None
    assert matrix.place_correlation(made.cells) < -matrix.SUSPECT
    assert any("follow the place" in line for line in said.lines)


@pytest.mark.parametrize("seed", range(20))
def test_other_labels_and_orders_change_no_verdict(seed: int) -> None:
    """The words of a criterion are changed in nothing but the seed that they give."""
    lane = load.blind().lanes["deep"]
    designs = [comparison.design(f"p-{n}", f"f{n % 3}", panel.card(n), ()) for n in range(4)]
    asked = tuple(debate.Criterion(key, key) for key in ("N1", "V1", "V2", f"seed-{seed}"))
    sheets = comparison.sheets(designs, asked, ("f0", "f1", "f2"), lane)
    cells = [
        debate.Cell(
            card=one.key, criterion=row.key, verdict=panel.by_words("", one.shown, row.key, 0)["verdict"],
            judge=sheet.judge, family=sheet.family, order=sheet.order, at=at,
        )
        for sheet in sheets
        for at, (_, one) in enumerate(sheet.cards, 1)
        for row in sheet.criteria
    ]  # fmt: skip
    made = debate.ComparisonMade(
        criteria=asked, labels={one.key: one.key for one in designs}, cells=tuple(cells), calls=()
    )
    for field in matrix.fields(made):
        shown = next(one.shown for one in designs if one.key == field.card)
        assert field.verdict == panel.by_words("", shown, field.criterion, 0)["verdict"]


# --- replies that cannot be read (T9) -------------------------------------------------------------


def test_proposers_that_cannot_be_read_leave_the_feature_degraded(tmp_path: Path) -> None:
    house = blind_houses.stated(tmp_path, Panel(broken="proposal"))
    said = proposing.propose(house)
    house = blind_houses.again(house)
    assert any(line.startswith("DEGRADED") for line in said.lines)
    assert said.data["degraded"] is True
    assert [one.key for one in blind_houses.bodies(house, debate.ProposalDropped)] == ["p-1", "p-2"]
    with pytest.raises(refusal.NotAllowed, match="needs two"):
        comparing.compare(house)


def test_judges_that_cannot_be_read_agree_on_nothing_and_defeat_nothing(tmp_path: Path) -> None:
    house, said = blind_houses.compared(tmp_path, Panel(broken="cells defeater"))
    made = house.design.debate.comparison
    assert made is not None
    assert {cell.verdict for cell in made.cells} == {""}
    assert {one.standing for one in matrix.fields(made)} == {"incomplete"}
    assert defeaters.candidates(made) == ()
    assert any(line.startswith("DEGRADED") for line in said.lines)


def test_examiners_that_cannot_be_read_confirm_nothing(tmp_path: Path) -> None:
    house, _ = blind_houses.compared(tmp_path, Panel(breaks("V1"), broken="defeater"))
    found = list(house.design.debate.defeaters.values())
    assert found
    assert {(one.verdict, one.confirmations) for one in found} == {("open", 0)}


# --- recusal (T10) --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("families", "lane"), [(("oak", "pine"), "normal"), (("oak", "pine", "larch"), "deep")]
)
def test_no_judge_sees_a_card_of_its_own_family_while_there_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, families: Sequence[str], lane: str
) -> None:
    seat = Panel()
    house = blind_houses.stated(tmp_path, seat, families=families, lane=lane)
    house = blind_houses.sealed(house, monkeypatch, panel.card(5))
    proposing.propose(house, 4)
    comparing.compare(blind_houses.again(house))
    house = blind_houses.again(house)
    by = {one.card.shape: one.family for one in house.design.debate.received()}
    seen = [
        (name, by.get(shown.splitlines()[0].removeprefix("shape: "), "own"))
        for name, prompt in seat.told("cells/")
        for shown in panel.cards_in(prompt.messages[0].text).values()
    ]
    assert {name for name, _ in seen} == set(families)
    assert [pair for pair in seen if pair[0] == pair[1]] == []
    assert {author for _, author in seen} == {*families, "own"}


def test_one_family_judges_itself_and_the_page_says_what_that_is_worth(tmp_path: Path) -> None:
    house, said = blind_houses.compared(tmp_path, families=("oak",))
    assert {cell.family for cell in house.design.debate.comparison.cells} == {"oak"}  # type: ignore[union-attr]
    assert any("one family (oak): agreement counts once" in line for line in said.lines)


# --- the cap (T18) --------------------------------------------------------------------------------


def breaks(*keys: str) -> panel.Judges:
    """Says that every design breaks these, step by step."""

    def judge(family: str, shown: str, criterion: str, place: int) -> Mapping[str, str]:
        failed = criterion in keys
        return {
            "verdict": "fails" if failed else "meets",
            "quote": panel.first_words(shown),
            "reason": "1. it writes at 10:00 2. it dies at 10:01 3. nothing is left" if failed else "",
            "basis": "trace" if failed else "reasoned",
        }

    return judge


@pytest.mark.parametrize("lane", ["normal", "deep"])
@pytest.mark.parametrize("count", [2, 5, 7])
def test_calls_stay_below_the_cap_and_what_was_not_run_is_named_exactly(
    tmp_path: Path, lane: str, count: int
) -> None:
    seat = Panel(breaks("N1", "N2", "V1", "V2"))
    house, _ = blind_houses.compared(
        tmp_path, seat, lane=lane, count=count, families=("oak", "pine", "elm")
    )
    plan = load.blind().lanes[lane]
    made = house.design.debate.comparison
    assert made is not None
    calls = len(seat.told("cells/")) + len(seat.told("defeater/"))
    assert calls <= plan.calls
    claims = defeaters.candidates(made)
    judged = set(house.design.debate.defeaters)
    left = {text.split()[0] for text in made.not_run if text.startswith("df-")}
    assert judged | left == {one.key for one in claims}
    assert not judged & left
    assert len(judged) <= plan.defeaters
    sheets = {key for key in made.not_run if key.startswith("cells/")}
    assert not sheets & set(made.calls)
    assert blind_steps.is_compared(house.design, house.reading.records)


def test_sheets_beyond_the_cap_are_named_and_their_cells_agree_on_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lanes = load.blind().lanes
    monkeypatch.setitem(lanes, "normal", load.Lane(2, 2, 2, 3, 2, 1, calls=3))
    seat = Panel(panel.meets)
    house, said = blind_houses.compared(tmp_path, seat)
    made = house.design.debate.comparison
    assert made is not None
    assert len(seat.told("cells/")) == 3
    assert made.not_run == ("cells/judge-2/2",)
    assert {one.standing for one in matrix.fields(made)} == {"agreed", "incomplete"}
    assert any(line == "NOT RUN   cells/judge-2/2" for line in said.lines)
