"""The tables of the simulation stay where they are, and a rule that is taken away is seen."""

import pytest
from bench.debate import __main__ as tables
from bench.debate import decisions, probes


def test_the_tables_lie_in_their_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    assert tables.main(["--many", "8000"])
    said = capsys.readouterr().out
    assert "no measurement of either" in said
    assert all(name in said for name in (*tables.PLAIN, *tables.PROBES))


def test_a_council_that_can_be_pushed_is_outside(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(decisions, "blind_council", decisions.named_council)
    assert not tables.main(["--many", "4000"])
    assert "outside   blind council: endorsed" in capsys.readouterr().out


def test_a_label_that_is_given_too_easily_is_outside(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(probes.stability, "label", lambda counts: "held")
    assert not tables.main(["--many", "2000"])
    assert "labels" in capsys.readouterr().out


def test_the_seed_fixes_every_draw() -> None:
    model = decisions.MODELS["plain"]
    one, again = (decisions.shares("blind council", model, 500) for _ in range(2))
    assert one == again
    assert one != decisions.shares("blind council", model, 500, seed=1)


def test_the_area_is_the_chance_that_one_stands_above_the_other() -> None:
    assert probes.area([2.0, 3.0], [0.0, 1.0]) == 1.0
    assert probes.area([1.0], [1.0]) == 0.5
    assert probes.area([0.0, 2.0], [1.0]) == 0.5


def test_the_last_two_ways_hang_on_facts_that_are_found() -> None:
    """What docs/debate-simulation.md says carries the result."""
    chance = decisions.random.Random(1)
    model, person, blind = (
        decisions.MODELS["plain"],
        decisions.Person(),
        decisions.World(fact=0, defeater_bad=0),
    )

    def right(world: decisions.World, displaces: bool) -> float:
        talks = (decisions.Talk(chance, model, person, world) for _ in range(8000))
        return (
            sum(decisions.examined(at, displaces=displaces).built == decisions.RIGHT for at in talks) / 8000
        )

    assert right(decisions.World(), True) - right(blind, True) > 0.06
