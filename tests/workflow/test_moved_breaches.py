"""A breach that was accepted stays accepted when its file gets another name, on changes and in the gate."""

import json
from pathlib import Path

from parti.workflow import constraining
from parti.workflow.house import House
from tests.workflow import open_houses


def entries(house: House) -> dict[str, int]:
    """path → count of every entry of the baseline on disk."""
    known = json.loads((house.root / ".parti/baseline.json").read_text())
    return {entry["path"]: entry["count"] for entry in known["findings"].values()}


def test_a_breach_that_moved_with_its_file_stays_accepted_and_shrinking_writes_where(
    tmp_path: Path,
) -> None:
    house = open_houses.ready(tmp_path)
    repository = open_houses.repository(house)
    repository.write("CONSTRAINTS.md", open_houses.RULE)
    repository.write("a.py", "eval('1')\n")
    constraining.baseline(house, accept=True, shrink=False)
    repository.remove("a.py")
    repository.write("b.py", 'if True:\n    eval( "1" )  # as before\n')
    for changed in (None, ["a.py", "b.py"]):
        seen = constraining.look(house, changed)
        assert (seen.new, len(seen.accepted), seen.stale) == ((), 1, ())
    assert entries(house) == {"a.py": 1}, "a look writes nothing"
    constraining.baseline(house, accept=False, shrink=True)
    assert entries(house) == {"b.py": 1}
    repository.write("b.py", "x = 1\n")
    repository.write("c.py", "eval( '1' )\n")
    assert [f.place.path for f in constraining.look(house).new] == ["c.py"], "b.py is still there"
