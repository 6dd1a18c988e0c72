"""What Plumb left behind: figures and verdicts on alarms agree, and each verdict is whole."""

import json
import tomllib
from pathlib import Path

from bench.plumb import projects

VERDICTS = Path(__file__).parents[2] / "docs/evaluations/plumb-alarms.toml"


def test_every_alarm_has_one_verdict_in_words_about_a_commit_of_a_project() -> None:
    alarms = tomllib.loads(VERDICTS.read_text("utf-8"))["alarm"]
    histories = tuple(f"{each.history}/commit/" for each in projects.load())
    for each in alarms:
        assert set(each) == {"commit", "rule", "count", "verdict", "why"}
        assert each["commit"].startswith(histories)
        assert len(each["commit"].rpartition("/")[2]) == 40
        assert each["verdict"] in {"smell", "meant", "early", "false"}
        assert each["count"] > 0
        assert len(each["why"].split()) > 4
    keys = [(each["commit"], each["rule"], each["verdict"]) for each in alarms]
    assert len(keys) == len(set(keys))


def test_the_kept_figures_count_as_many_alarms_as_there_are_verdicts() -> None:
    kept = sorted((Path(projects.__file__).parent / "results").glob("*.json"))[-1]
    figures = json.loads(kept.read_text("utf-8"))
    alarms = tomllib.loads(VERDICTS.read_text("utf-8"))["alarm"]
    assert sum(each["count"] for each in alarms) == figures["alarms"]["all alarms"]["alarms"]
    assert sum(figures["commits"].values()) >= 300
