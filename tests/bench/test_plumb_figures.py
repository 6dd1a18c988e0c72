"""What Plumb left behind: figures, verdicts on alarms and the page agree, and each verdict is whole."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from bench.plumb import projects

ROOT = Path(__file__).parents[2]
VERDICTS = ROOT / "docs/evaluations/plumb-alarms.toml"
PAGE = ROOT / "docs/plumb.md"
SETS = {"alarm": "2026-11-21.json", "fresh": "2026-11-21-fresh.json", "third": "2026-11-21-third.json"}
"""Each array of verdicts with the figures of the commits that it is about."""


def verdicts(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(VERDICTS.read_text("utf-8"))[name]
    return found


def figures(name: str) -> dict[str, Any]:
    path = Path(projects.__file__).parent / "results" / SETS[name]
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


@pytest.mark.parametrize("name", SETS)
def test_every_alarm_has_one_verdict_in_words_about_a_commit_of_a_project(name: str) -> None:
    every = (*projects.load(), *projects.load(third=True))
    histories = tuple(f"{each.history}/commit/" for each in every)
    alarms = verdicts(name)
    for each in alarms:
        assert set(each) == {"commit", "rule", "count", "verdict", "why"}
        assert each["commit"].startswith(histories)
        assert len(each["commit"].rpartition("/")[2]) == 40
        assert each["verdict"] in {"smell", "meant", "early", "false"}
        assert each["count"] > 0
        assert len(each["why"].split()) > 4
    keys = [(each["commit"], each["rule"], each["verdict"]) for each in alarms]
    assert len(keys) == len(set(keys))


def test_no_commit_stands_in_two_sets() -> None:
    sets = [{each["commit"] for each in verdicts(name)} for name in SETS]
    assert len(set().union(*sets)) == sum(map(len, sets))


@pytest.mark.parametrize("name", SETS)
def test_the_kept_figures_count_as_many_alarms_as_there_are_verdicts(name: str) -> None:
    kept = figures(name)
    assert sum(each["count"] for each in verdicts(name)) == kept["alarms"]["all alarms"]["alarms"]
    assert sum(kept["commits"].values()) >= 300


@pytest.mark.parametrize("name", SETS)
def test_the_page_tells_the_alarms_of_each_set_as_they_were_counted(name: str) -> None:
    kept, page = figures(name), PAGE.read_text("utf-8")
    commits = sum(kept["commits"].values())
    for title, said in (
        ("all alarms", "all alarms"),
        ("without rotten rules", "without rules that were rotten"),
    ):
        count = kept["alarms"][title]["alarms"]
        stopped = kept["alarms"][title]["commits stopped"]
        row = f"| {said} | {count} | {100 * count / commits:.1f} | {stopped} |"
        assert row in page, row


@pytest.mark.parametrize("name", SETS)
def test_the_page_tells_each_verdict_as_often_as_it_was_given(name: str) -> None:
    page = PAGE.read_text("utf-8")
    for verdict in ("smell", "meant", "early", "false"):
        given = [each for each in verdicts(name) if each["verdict"] == verdict]
        tests = sum(each["count"] for each in given if each["rule"].startswith("chunk/"))
        row = f"| {verdict} | {sum(each['count'] for each in given) - tests} | {tests} |"
        assert row in page, row
