"""An accepted breach that the change at hand moved or rewrote: accepted in a check, told by the gate until
the list is written anew."""

import json
from pathlib import Path

from parti.workflow import constraining, rot
from parti.workflow.house import House
from tests.workflow import open_houses

KEPT = "x = 1\n\n\n"
GOES = "def run(text):\n    value = eval(text)\n    return value\n"


def accepted(folder: Path) -> House:
    """A house on its main branch whose one breach is in the baseline, all of it committed."""
    house = open_houses.ready(folder)
    repository = open_houses.repository(house)
    for path, text in {"CONSTRAINTS.md": open_houses.RULE, "a.py": KEPT + GOES, "b.py": KEPT}.items():
        repository.write(path, text)
    constraining.accept_today(house)
    repository.commit()
    return house


def new(house: House, *changed: str) -> list[str]:
    """What a check of these files would not let pass."""
    seen = constraining.look(house, changed or None, since=rot.since(house))
    return [str(each.place) for each in seen.new if each.code == "no-eval"]


def stale(house: House) -> list[str]:
    return [each.place.path for each in constraining.look(house).stale]


def move(house: House, text: str = GOES) -> None:
    repository = open_houses.repository(house)
    repository.write("a.py", KEPT)
    repository.write("b.py", KEPT + text)


def test_a_function_that_moves_takes_its_accepted_breach_along_and_the_list_follows(tmp_path: Path) -> None:
    house = accepted(tmp_path)
    move(house, GOES.replace("def run", "def evaluated"))
    assert new(house, "a.py", "b.py") == []
    assert new(house) == []
    assert stale(house) == ["a.py"]
    constraining.baseline(house, accept=False, shrink=True)
    open_houses.repository(house).commit()
    assert (new(house), stale(house)) == ([], [])
    rows = json.loads((house.root / ".parti/baseline.json").read_text())["findings"].values()
    assert [(row["path"], row["count"]) for row in rows] == [("b.py", 1)]


def test_a_move_that_was_committed_with_the_old_list_is_new(tmp_path: Path) -> None:
    house = accepted(tmp_path)
    move(house)
    open_houses.repository(house).commit()
    assert (new(house), stale(house)) == (["b.py:5"], ["a.py"])


def test_on_a_branch_the_change_begins_where_the_branch_began(tmp_path: Path) -> None:
    house = accepted(tmp_path)
    open_houses.repository(house).switch("work")
    move(house)
    open_houses.repository(house).commit()
    assert new(house) == []


def test_a_breach_that_is_mended_pays_for_no_other(tmp_path: Path) -> None:
    house = accepted(tmp_path)
    move(house, "def run(text):\n    value = eval(text + '1')\n    return value\n")
    assert new(house, "a.py", "b.py") == ["b.py:5"]


def test_a_line_that_is_rewritten_where_it_stands_stays_accepted(tmp_path: Path) -> None:
    house = accepted(tmp_path)
    rewritten = (KEPT + GOES).replace("eval(text)", "eval(text, {}, locals())")
    open_houses.repository(house).write("a.py", rewritten)
    assert new(house, "a.py") == []
    open_houses.repository(house).write("a.py", rewritten + "y = eval('2')\n")
    assert new(house, "a.py") == ["a.py:7"]
