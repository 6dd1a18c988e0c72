"""Plumb's own machinery: operators repeat themselves, mutants are whole, the score sees both ways."""

import random
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from bench.plumb import baselines, judge, mutant, operators, projects, quiet, report, score
from bench.plumb.operators.edit import Draft

from parti.constraints import document, examples

HELPERS = '''"""Small things."""

import json
import datetime


def utcnow():
    """The present moment."""
    moment = datetime.datetime.now()
    return moment.replace(microsecond=0)


def save(path, data, timeout=5):
    text = json.dumps(data)
    with open(path, "w") as out:
        out.write(text)
    return text
'''

STORE = '''"""A store."""

import subprocess

from app.helpers import utcnow


class Handler:
    pass


class FirstHandler(Handler):
    pass


HANDLERS = {
    "first": FirstHandler,
}


class Store:
    def __init__(self):
        self.dirty = False
        self.rows = dict()

    def put(self, task_id, value, limit=3):
        self.rows[task_id] = str(value)
        self.dirty = True
        return self.rows.get(task_id)

    def run(self, command):
        done = subprocess.run(command, timeout=5)
        return done.returncode
'''

TESTS = """import unittest


class Case(unittest.TestCase):
    def test_put(self):
        value = str(1)
        self.assertEqual(value, "1")
        assert value == "1"


def test_plain():
    value = len("ab")
    assert value == 2
"""

SCRIPT = """'use strict'

const path = require('path')

function insert (cache, key, integrity) {
  const bucket = path.join(cache, key)
  return bucket + integrity
}

module.exports.insert = insert
"""

TYPED = """import { join } from 'path';

export class Store {
  read(key: string, integrity: string): string {
    const place = join(key, integrity);
    return place;
  }
}
"""

PYTHON = mutant.Ground(
    project="app",
    language="python",
    package="app",
    texts={"app/helpers.py": HELPERS, "app/store.py": STORE, "app/__init__.py": ""},
    tests={"tests/test_store.py": TESTS},
    habits=mutant.Habits(
        bypass=(mutant.Bypass("serialize", ("app/store.py",)), mutant.Bypass("write", ("app/store.py",))),
        port=(mutant.Bypass("now", ("app/store.py",)), mutant.Bypass("environment", ("app/*.py",))),
        helper=(mutant.Helper("app/helpers.py", "utcnow", ("app/store.py",)),),
        registry=(
            mutant.Registry(
                "app/store.py", ('"first": FirstHandler,',), "class NAMEHandler(Handler):\n    pass"
            ),
        ),
        mark=(mutant.Mark("app/store.py", "self.dirty = True"),),
        layer=(mutant.Layer(("app/helpers.py",), "app.store", "Store"),),
        opaque=(mutant.Opaque("task_id", ("app/*.py",)),),
        outward=("app/*.py",),
    ),
)


def _script(language: str, extension: str, text: str) -> mutant.Ground:
    habits = mutant.Habits(
        bypass=(mutant.Bypass("write", ("lib/a*",)),),
        port=(mutant.Bypass("clock", ("lib/a*",)),),
        layer=(mutant.Layer(("lib/a*",), "lib/b", "insert"),),
        opaque=(mutant.Opaque("integrity", ("lib/a*",)),),
    )
    texts = {f"lib/a.{extension}": text, f"lib/b.{extension}": text}
    return mutant.Ground(
        project=extension,
        language="typescript" if language == "typescript" else "javascript",
        package="lib",
        texts=texts,
        tests={},
        habits=habits,
    )


GROUNDS = {
    "python": PYTHON,
    "javascript": _script("javascript", "js", SCRIPT),
    "typescript": _script("typescript", "ts", TYPED),
}
SCRIPTED = ("D01", "D08", "D10", "D11", "D15", "D16", "D17")


@pytest.mark.parametrize("defect", operators.CLASSES)
def test_a_class_has_three_plain_shapes_and_more_in_disguise(defect: str) -> None:
    names = [shape.name for shape in operators.shapes(defect)]
    assert len(names) == len(set(names))
    assert sum(not shape.disguised for shape in operators.shapes(defect)) >= 3
    assert sum(shape.disguised for shape in operators.shapes(defect)) >= 3


@pytest.mark.parametrize("language", GROUNDS)
@pytest.mark.parametrize("defect", operators.CLASSES)
def test_the_same_seed_makes_the_same_mutants(defect: str, language: str) -> None:
    ground = GROUNDS[language]
    first = list(operators.mutants(ground, defect, 3))
    assert first == list(operators.mutants(ground, defect, 3))
    assert first or (language != "python" and defect not in SCRIPTED)


@pytest.mark.parametrize("language", GROUNDS)
def test_each_mutant_differs_parses_and_says_where(language: str) -> None:
    ground = GROUNDS[language]
    known = {**ground.texts, **ground.tests}
    for defect in operators.CLASSES:
        for made in operators.mutants(ground, defect, 3):
            assert made.places, made.key
            for path, text in made.texts.items():
                assert text != known.get(path), made.key
                assert operators.parses(path, text), made.key
            for path, line in made.places:
                assert 1 <= line <= made.texts[path].count("\n") + 2, made.key


def test_every_python_shape_finds_a_place_in_a_small_project() -> None:
    """A shape that never makes anything would pass every other test here."""
    idle = {
        f"{defect} {shape.name}"
        for defect in operators.CLASSES
        for shape in operators.shapes(defect)
        if not shape.name.startswith("js-")
        and not any(operators.mutant(PYTHON, defect, shape, number) for number in range(8))
    }
    assert idle == {"D03 decorator-without-effect", "D09 another-file-reformatted"} & idle


def test_a_mutant_that_changes_nothing_or_does_not_parse_is_not_one() -> None:
    same = mutant.Shape(
        "same", False, lambda g, r: mutant.Made({"app/store.py": STORE}, (("app/store.py", 1),))
    )
    torn = mutant.Shape(
        "torn", False, lambda g, r: mutant.Made({"app/store.py": "def ("}, (("app/store.py", 1),))
    )
    assert operators.mutant(PYTHON, "D01", same, 0) is None
    assert operators.mutant(PYTHON, "D01", torn, 0) is None


def test_a_return_stands_between_what_is_done_and_its_mark() -> None:
    (shape,) = (each for each in operators.shapes("D04") if each.name == "returned-before")
    text = "class Store:\n    def put(self, key):\n        if self.dirty:\n            return\n        {}\n"

    def made(*lines: str) -> mutant.Made | None:
        texts = {"app/store.py": text.format("\n        ".join(lines))}
        return shape.make(msgspec.structs.replace(PYTHON, texts=texts), random.Random(1))

    assert made("self.dirty = True", "self.rows.add(key)") is None, "a guard alone stands before it"
    assert made("name = key", "self.dirty = True") is None
    for before in ("self.rows.add(key)", "self.rows[key] = 1", "del self.rows[key]"):
        found = made(before, "self.dirty = True")
        assert found is not None
        assert found.places[0][1] == 6, before


def test_edits_keep_their_places_whatever_order_they_are_asked_in() -> None:
    draft = Draft("a.py", "one\ntwo\nthree\n")
    draft.replace(3, 3, ["drei"])
    draft.insert(1, ["zero", "half"])
    text, places = draft.done()
    assert text == "zero\nhalf\none\ntwo\ndrei\n"
    assert places == (("a.py", 1), ("a.py", 2), ("a.py", 5))


def test_a_line_that_goes_leaves_a_place_where_it_stood() -> None:
    draft = Draft("a.py", "one\ntwo\nthree\n")
    draft.replace(2, 2, [])
    assert draft.done() == ("one\nthree\n", (("a.py", 2),))


RULES = """# Constraints

## Data is written by the helper {#one-writer}

The helper syncs.

Scope: `app/**/*.py`, not `app/helpers.py`.

```check only-through
helper: app.helpers.save
instead-of: [pickle.dumps]
```

```python kept path=app/store.py
save(path, data)
```

```python broken path=app/store.py
import pickle

pickle.dumps(data)
```
"""


def planted(path: str, text: str, line: int) -> mutant.Mutant:
    return mutant.Mutant(
        project="app",
        defect="D01",
        shape="planted",
        disguised=False,
        number=0,
        texts={path: text},
        places=((path, line),),
    )


def seen(texts: Mapping[str, str], made: mutant.Mutant) -> score.Row:
    eyes = judge.Parti(RULES, texts)
    said = [score.Seen(each.place.path, each.place.line, True) for each in eyes(made)]
    return score.row(made, "tuning", "parti", said)


def test_a_planted_defect_is_caught_at_its_place() -> None:
    text = STORE + "\nimport pickle\n\nKEPT = pickle.dumps(1)\n"
    row = seen(PYTHON.texts, planted("app/store.py", text, text.count("\n")))
    assert (row.caught, row.at_place) == (True, True)


def test_a_planted_miss_is_a_miss() -> None:
    text = STORE + "\nimport marshal\n\nKEPT = marshal.dumps(1)\n"
    row = seen(PYTHON.texts, planted("app/store.py", text, text.count("\n")))
    assert (row.caught, row.at_place) == (False, False)


def test_what_was_found_before_is_no_catch_and_a_second_one_is() -> None:
    before = STORE + "\nimport pickle\n\nKEPT = pickle.dumps(1)\n"
    texts = {**PYTHON.texts, "app/store.py": before}
    moved = planted("app/store.py", "# moved\n" + before, 1)
    assert not seen(texts, moved).caught
    again = planted("app/store.py", before + "KEPT = pickle.dumps(1)\n", before.count("\n") + 1)
    assert seen(texts, again).caught


def test_a_finding_far_away_is_caught_and_not_at_its_place() -> None:
    made = planted("app/store.py", STORE + "\nX = 1\n", 1)
    row = score.row(made, "tuning", "parti", [score.Seen("app/store.py", 7, True)])
    assert (row.caught, row.at_place, row.right) == (True, False, False)
    row = score.row(made, "tuning", "parti", [score.Seen("app/store.py", 6, False)])
    assert (row.caught, row.at_place, row.right) == (True, True, False)
    row = score.row(made, "tuning", "parti", [score.Seen("app/helpers.py", 1, True)])
    assert not row.caught


def test_the_interval_is_wilsons() -> None:
    low, high = score.Rate(9, 10).interval()
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert score.Rate(0, 0).interval() == (0.0, 1.0)
    assert str(score.Rate(9, 10)) == "90 % [60–98] n=10"


def test_a_weak_test_is_seen_by_the_judge_of_the_change() -> None:
    eyes = judge.Parti(RULES, {**PYTHON.texts, **PYTHON.tests})
    (shape,) = (each for each in operators.shapes("D06") if each.name == "skipped")
    made = operators.mutant(PYTHON, "D06", shape, 0)
    assert made is not None
    assert [each.code for each in eyes(made)] == ["chunk/weakened-test"]


def test_a_tool_is_asked_only_for_what_is_new(tmp_path: object) -> None:
    (tool,) = (each for each in baselines.tools() if each.name == "ruff")
    assert isinstance(tmp_path, Path)
    clean = {"a.py": "import os\n"}
    worse = planted("a.py", "import os\nimport sys\n", 2)
    said, _ = baselines.run(tool, [worse], clean, tmp_path)
    assert said[worse.key] == [score.Seen("a.py", 2, False)]


EVERY = (*projects.load(), *projects.load(third=True))


@pytest.mark.parametrize("project", EVERY, ids=lambda each: each.name)
def test_the_rules_of_a_project_hold_on_their_own_examples(project: projects.Project) -> None:
    read = document.parse(project.rules())
    assert [str(each.place) + " " + each.message for each in read.findings] == []
    assert [each.message for each in examples.run(read.constraints)] == []
    assert 8 <= len(read.constraints) <= 20


def test_the_halves_are_equal_and_cover_both_families_of_languages() -> None:
    every = projects.load()
    halves = {half: [each for each in every if each.half == half] for half in ("tuning", "reporting")}
    assert len(halves["tuning"]) == len(halves["reporting"]) == 4
    assert all({each.language == "python" for each in half} == {True, False} for half in halves.values())


def test_the_third_set_is_for_commits_alone_and_counted_back_from_one_that_is_pinned() -> None:
    third = projects.load(third=True)
    assert len(third) == 4
    assert {each.half for each in third} == {"third"}
    assert not set(third) & set(projects.load())
    for each in third:
        assert len(each.upto) == 40
        assert projects.habits(each) == mutant.Habits()


def test_no_rule_names_what_an_operator_makes_up() -> None:
    made = {"_aside", "freshly_made", "quietly"}
    for project in EVERY:
        assert not [word for word in made if word in project.rules()]


def test_the_goal_is_missed_when_the_alarms_are_many() -> None:
    found = report.Found("2026-01-01")
    made = planted("app/store.py", STORE, 1)
    hit = score.row(made, "reporting", "parti", [score.Seen("app/store.py", 1, True)])
    found.rows = [hit, msgspec.structs.replace(hit, disguised=True)]
    found.commits = {"app": 100}
    assert report.reached(found)
    found.notes = {"app history": "NOT RUN: no history"}
    assert not report.reached(found)
    found.notes = {}
    found.skipped = {"app": "uv is missing"}
    assert not report.reached(found)
    found.skipped = {}
    found.alarms = [{"project": "app", "commit": str(n // 2), "rule": "one-writer"} for n in range(6)]
    assert not report.reached(found)
    said = report.text(found)
    assert "6 blocking alarms on 100 commits, 6.0 per 100 commits; 3 commits with an alarm, 3.0" in said
    assert "an alarm is one finding" in said


def test_a_quiet_set_alone_is_judged_by_its_alarms_and_nothing_at_all_reaches_no_goal() -> None:
    found = report.Found("2026-01-01")
    assert not report.reached(found)
    found.commits = {"app": 100}
    assert report.reached(found)
    found.alarms = [{"project": "app", "commit": str(n), "rule": "one-writer"} for n in range(6)]
    assert not report.reached(found)


def test_alarms_of_rules_that_were_rotten_are_counted_apart_and_stay_in_the_sum() -> None:
    found = report.Found("2026-01-01")
    found.commits = {"app": 100}
    said = ("", "the scope of `one-writer` names `app/new.py`, which matches no file", "")
    found.alarms = [
        {"project": "app", "commit": "a", "rule": "one-writer", "rotten": each} for each in said
    ]
    found.rotten = {"app": (3, 40), "other": (1, 10)}
    lines = report.text(found)
    assert "all alarms               3 blocking alarms" in lines
    assert "without rotten rules     2 blocking alarms" in lines
    assert "in a sample: 4 of 50" in lines
    other = report.Found("2026-01-01")
    other.join(found.kept())
    assert other.rotten == found.rotten


class Past:
    """A history of one commit."""

    def __init__(self, *paths: str) -> None:
        self.paths = paths

    def blobs(self, commit: str) -> Mapping[str, str]:
        return dict.fromkeys(self.paths, commit)

    def text(self, blob: str) -> str:
        return "import pickle\n\n\ndef save(path):\n    pickle.dumps(path)\n"


def commit(number: int, author: str = "Someone <>", path: str = "huey/api.py") -> str:
    return f"\x01id{number}\x02parent{number}\x02{author}\x02said {number}\n\n{path}\n"


def test_a_fresh_set_begins_where_the_last_commits_that_count_end() -> None:
    history = quiet.History(Path("nowhere"))
    rows = [
        commit(1),
        commit(2, "renovate[bot] <>"),
        commit(3, path="docs/x.md"),
        *map(commit, (4, 5, 6, 7)),
    ]
    history.git = lambda *words: "".join(rows)  # type: ignore[method-assign]
    (huey,) = projects.load(["huey"])

    def ids(count: int, skip: int = 0) -> list[str]:
        return [each.id for each in history.commits(huey, count, skip)]

    assert ids(2) == ["id1", "id4"]
    assert ids(2, 2) == ["id5", "id6"], "the next ones by the same selection"
    assert ids(2, 4) == ["id7"], "a history may be short"


def test_a_rule_that_names_what_an_older_day_did_not_have_was_rotten_then() -> None:
    (rule,) = document.parse(RULES).constraints
    listed = msgspec.structs.replace(rule, kind="stdlib-only", options={"allow": ["redis"]})
    there = Past("app/store.py", "app/helpers.py")
    assert quiet.rotten(there, rule, "a") == ""
    assert "app/helpers.py" in quiet.rotten(Past("app/store.py"), rule, "a")
    moved = msgspec.structs.replace(rule, options={**rule.options, "helper": "app.other.keep"})
    assert "app.other.keep" in quiet.rotten(there, moved, "a")
    assert quiet.rotten(Past("app/store.py"), listed, "a") == "", "an allowance that nobody uses yet"
    assert quiet.rotten(there, None, "a") == "", "a judge of tests"


def test_the_table_says_what_one_eye_sees_and_another_does_not() -> None:
    found = report.Found("2026-01-01")
    made = planted("app/store.py", STORE, 1)
    found.rows = [
        score.row(made, "reporting", "parti", [score.Seen("app/store.py", 1, True)]),
        score.row(made, "reporting", "ruff", [score.Seen("app/store.py", 1, False)]),
    ]
    said = report.text(found)
    assert "of 1 mutants: 1 by Parti and not ruff, 0 by ruff and not Parti" in said
    caught, right = (line for line in said.splitlines() if line.startswith("ruff "))
    assert "100 %" in caught
    assert "100 %" not in right


def test_a_run_that_joins_another_counts_both() -> None:
    one, two = report.Found("2026-01-01"), report.Found("2026-01-02")
    row = score.row(planted("app/store.py", STORE, 1), "tuning", "parti", [])
    one.rows, one.commits = [row], {"app": 3}
    one.spent("parti", 2.0, 4, 1.0)
    two.spent("parti", 1.0, 1)
    two.join(one.kept())
    assert (two.rows, two.commits, two.times) == ([row], {"app": 3}, {"parti": (3.0, 5, 1.0)})


def test_seeds_do_not_lean_on_the_order_of_the_calls() -> None:
    random.seed(1)
    one = list(operators.mutants(PYTHON, "D01", 1))
    random.seed(2)
    assert one == list(operators.mutants(PYTHON, "D01", 1))
