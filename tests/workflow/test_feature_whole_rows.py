"""Where a feature began, what of its change is its own, and what is said when its beginning is gone."""

from pathlib import Path

import pytest

from parti import ports
from parti.records import vocabulary as facts
from parti.workflow import feature_whole
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.fakes.repository import EMPTY, FakeRepository
from tests.workflow import open_houses
from tests.workflow.open_houses import chunk

AWAY = "a" * 40


def repository(house: House) -> FakeRepository:
    return open_houses.repository(house)


def fresh(house: House) -> House:
    return houses.open_house(house.world)


def commit(house: House, path: str, text: str, at: str = "") -> str:
    repository(house).write(path, text)
    return repository(house).commit(at)


def briefed(house: House, *bases: str, number: int = 1) -> House:
    """A brief for each of these bases, one after the other."""
    for base in bases:
        fact = facts.ChunkBriefed(number=number, base=base, brief="brief:1", tokens=10)
        house = fresh(house).append((fact,))
    return house


def on_main(house: House) -> None:
    """The work tree as it is becomes a commit of the main branch, and then of the branch at hand."""
    tree = repository(house)
    mine, tree.current = tree.current, "main"
    tree.commit()
    tree.current = mine
    tree.commit()


def whole(house: House) -> feature_whole.Whole:
    return feature_whole.of(fresh(house))


def codes(house: House) -> list[str]:
    seen = whole(house)
    return [each.code for each in feature_whole.findings(fresh(house), seen)]


# The base.


def test_without_a_feature_or_a_plan_nothing_is_known_and_nothing_is_said(tmp_path: Path) -> None:
    for house in (open_houses.ready(tmp_path / "none"), open_houses.locked(tmp_path / "locked")):
        commit(house, "lib/a.py", "x = 1\n")
        seen = whole(house)
        assert seen == feature_whole.Whole()
        assert list(feature_whole.findings(fresh(house), seen)) == []
        assert list(feature_whole.judges_changed(fresh(house), seen)) == []


def test_the_first_brief_counts_and_not_the_last_one_nor_one_without_a_base(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path, chunk(1), chunk(2))
    first = repository(house).head()
    second = commit(house, "lib/a.py", "x = 1\n")
    briefed(house, "", first, second)
    seen = whole(house)
    assert (seen.base, [each.path for each in seen.every], seen.gone) == (first, ["lib/a.py"], ())


def test_the_brief_of_a_chunk_that_was_planned_anew_still_counts(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path, chunk(1))
    first = repository(house).head()
    briefed(house, first)
    before = fresh(house).chunks.planned[1][-1]
    fresh(house).append((chunk(1, intent="Write it otherwise", supersedes=(before.id,)),))
    second = commit(house, "lib/a.py", "x = 1\n")
    briefed(house, second)
    assert sorted(fresh(house).chunks.briefed) == [1]
    assert whole(house).base == first


@pytest.mark.parametrize("left", [True, False])
def test_a_base_that_is_gone_is_told_by_its_first_signs_and_the_next_one_is_taken(
    tmp_path: Path, left: bool
) -> None:
    """Where none is left, the plan tells the time, as where nobody was briefed."""
    house = open_houses.planned(tmp_path)
    there = repository(house).head()
    briefed(house, AWAY, "b" * 40, *((there,) if left else ()))
    seen = whole(house)
    assert seen.base == there
    (gone,) = seen.gone
    assert (gone.code, gone.level, gone.place.path) == ("gate/base-gone", "warning", "HEAD")
    assert gone.message == (
        f"The commit {AWAY[:12]} before the first chunk is gone; a later one is compared with."
    )


def test_a_later_base_that_is_gone_is_nobody_s_business(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path)
    briefed(house, repository(house).head(), AWAY)
    assert whole(house).gone == ()


def test_a_feature_that_began_before_the_first_commit_is_all_that_is_there(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path)
    briefed(house, EMPTY)
    assert ".parti/config.toml" in [each.path for each in whole(house).every]


# What is its own.


def test_on_the_main_branch_every_change_is_its_own(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path)
    briefed(house, repository(house).head())
    commit(house, "lib/a.py", "x = 1\n")
    seen = whole(house)
    assert (seen.main, seen.own) == ("", seen.every)
    assert len(seen.every) == 1


def test_a_file_that_the_main_branch_has_just_so_is_not_its_own(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path, branch="work")
    briefed(house, repository(house).head())
    commit(house, "lib/theirs.py", "x = 1\n")
    on_main(house)
    commit(house, "lib/ours.py", "x = 1\n")
    seen = whole(house)
    assert [each.path for each in seen.every] == ["lib/ours.py", "lib/theirs.py"]
    assert [each.path for each in seen.own] == ["lib/ours.py"]
    assert seen.main == repository(house).forked()


def test_what_came_before_the_feature_on_its_branch_is_not_its_own_either(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path, branch="work")
    commit(house, "lib/before.py", "x = 1\n")
    briefed(house, repository(house).head())
    commit(house, "lib/since.py", "x = 1\n")
    assert [each.path for each in whole(house).own] == ["lib/since.py"]


@pytest.mark.parametrize(("mine", "lines"), [(1, 1), (30, 30)])
def test_of_a_file_that_both_changed_the_smaller_change_counts(
    tmp_path: Path, mine: int, lines: int
) -> None:
    """Measured from the base it holds what a merge brought; measured from main only what is new."""
    house = open_houses.planned(tmp_path, branch="work")
    commit(house, "lib/a.py", "x = 1\n")
    briefed(house, repository(house).head())
    theirs = "".join(f"t{number} = 1\n" for number in range(50))
    repository(house).write("lib/a.py", f"x = 1\n{theirs}")
    on_main(house)
    ours = "".join(f"o{number} = 1\n" for number in range(mine))
    commit(house, "lib/a.py", f"x = 1\n{theirs}{ours}")
    seen = whole(house)
    assert seen.every == (ports.Change("lib/a.py", 50 + mine, 0, "modified"),)
    assert seen.own == (ports.Change("lib/a.py", lines, 0, "modified"),)


# What is said.


def test_reports_that_the_gate_writes_are_left_out_only_where_they_are_new(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path)
    commit(house, "old.json", "1\n")
    briefed(house, repository(house).head())
    for path in ("old.json", "new.json", "other.json"):
        commit(house, path, "2\n")
    seen = whole(house)
    found = feature_whole.findings(fresh(house), seen, ("old.json", "new.json"))
    told = [each.place.path for each in found if each.code == "gate/unplanned"]
    assert told == ["old.json", "other.json"]


@pytest.mark.parametrize("lane", ["normal", "deep"])
def test_without_a_plan_the_other_lanes_have_no_bounds_here(tmp_path: Path, lane: str) -> None:
    house = open_houses.locked(tmp_path, lane=lane)
    commit(house, "pyproject.toml", "x\n" * 200)
    assert codes(house) == []


def test_a_chunk_that_serves_what_the_design_does_not_name_is_not_older_than_it(tmp_path: Path) -> None:
    """The plan's own check tells that; here there is nothing to compare."""
    house = open_houses.planned(tmp_path, chunk(1, serves=("D-0001", "FM-0001", "D-none")))
    open_houses.checked(fresh(house), 1)
    assert codes(house) == []


@pytest.mark.parametrize(("check", "told"), [("pass", ["gate/design-moved"]), ("fail", []), ("", [])])
def test_only_a_chunk_that_passed_can_be_older_than_what_it_serves(
    tmp_path: Path, check: str, told: list[str]
) -> None:
    house = open_houses.planned(tmp_path, chunk(1), chunk(2, serves=("FM-0001",)))
    if check:
        open_houses.checked(fresh(house), 1, check)
    open_houses.checked(fresh(house), 2)
    (before,) = fresh(house).design.named["D-0001"]
    anew = facts.Decided(key="D-0001", title="Ack", choice="never", because="b", supersedes=(before.id,))
    fresh(house).append((anew,))
    seen = list(feature_whole.findings(fresh(house), whole(house)))
    assert [(each.code, each.place.path) for each in seen] == [(code, "C-1") for code in told]


# What judges.


ONE, TWO = open_houses.CONFIG, f"{open_houses.CONFIG}timeout = 9\n"
"""Texts that settings may have too; a house without its settings has no verbs, so these are never gone."""

ROWS = [
    (path, before, now)
    for path in feature_whole.JUDGES
    for before, now in ((ONE, TWO), (ONE, None), (None, TWO))
    if path != ".parti/config.toml" or None not in (before, now)
]


@pytest.mark.parametrize(("path", "before", "now"), ROWS)
def test_a_judge_that_is_not_as_it_was_is_shown_to_a_person(
    tmp_path: Path, path: str, before: str | None, now: str | None
) -> None:
    house = open_houses.planned(tmp_path)
    if before is not None:
        commit(house, path, before)
    briefed(house, repository(house).head())
    assert list(feature_whole.judges_changed(fresh(house), whole(house))) == []
    if now is None:
        repository(house).remove(path)
    else:
        repository(house).write(path, now)
    seen = whole(house)
    (found,) = feature_whole.judges_changed(fresh(house), seen)
    assert (found.code, found.level, found.place.path) == ("gate/judge-changed", "warning", path)
    assert found.fix.startswith(f"git diff {seen.base[:12]} -- {path}, ")


@pytest.mark.parametrize("there", [True, False])
def test_a_document_that_was_taken_away_has_lost_what_it_held(tmp_path: Path, there: bool) -> None:
    house = open_houses.planned(tmp_path)
    if there:
        commit(house, "CONSTRAINTS.md", open_houses.RULE)
    briefed(house, repository(house).head())
    if there:
        repository(house).remove("CONSTRAINTS.md")
    found = list(feature_whole.judges_changed(fresh(house), whole(house)))
    assert [each.snippet for each in found] == (["no-eval it was removed"] if there else [])
