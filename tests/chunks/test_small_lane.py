"""The bounds of the small lane on plain values: which lines count, and which files are closed to it."""

import pytest

from parti.chunks import small_lane
from parti.ports import Change
from tests.chunks.planned import change

TOO_MANY = "The change has {} lines; the small lane ends at 80."
CLOSED = "The small lane may not touch dependencies or constraints."


def told(*changes: Change) -> list[tuple[str, str]]:
    return [(each.place.path, each.message) for each in small_lane.findings(changes)]


COUNTED = [
    ([change("a.py", 80, 0)], 0, "the last line that is still small"),
    ([change("a.py", 81, 0)], 81, "one more"),
    ([change("a.py", 40, 41)], 81, "what is taken out counts as much"),
    ([change("a.py", 0, 81, "deleted")], 81, "a file that is gone counts whole"),
    ([change("a.py", 41), change("b.py", 40)], 81, "all files together"),
    ([change("uv.lock", 4000, 3000)], 0, "no person wrote a lock file"),
    ([change("web/yarn.lock", 4000)], 0, "nor one in a folder"),
    ([change("uv.lock", 4000), change("a.py", 81)], 81, "a lock file does not hide the rest"),
    ([change("uv.lock.py", 81)], 81, "a name that only begins like a lock file's"),
    ([change("README.md", 81)], 81, "words for readers are lines too"),
    ([], 0, "no change at all"),
]


@pytest.mark.parametrize(("changes", "count", "why"), COUNTED, ids=[row[2] for row in COUNTED])
def test_lines_count_where_a_person_wrote_them(changes: list[Change], count: int, why: str) -> None:
    assert told(*changes) == ([("the change", TOO_MANY.format(count))] if count else []), why


@pytest.mark.parametrize("status", ["added", "modified", "deleted"])
@pytest.mark.parametrize("path", [*sorted(small_lane.MANIFESTS), "CONSTRAINTS.md"])
def test_a_closed_file_is_closed_however_it_changed(path: str, status: str) -> None:
    assert told(change(path, 1, 0, status)) == [(path, CLOSED)]


@pytest.mark.parametrize(
    "path", ["docs/CONSTRAINTS.md", "constraints.md", "pyproject.toml.bak", "cargo.toml", "setup.pyc"]
)
def test_a_file_that_only_looks_like_one_is_open(path: str) -> None:
    assert told(change(path)) == []


def test_size_comes_first_and_then_each_closed_file_in_the_order_of_the_change() -> None:
    found = told(change("pom.xml", 50), change("a.py", 30), change("go.mod", 1), change("CONSTRAINTS.md"))
    assert found == [
        ("the change", TOO_MANY.format(82)),
        ("pom.xml", CLOSED),
        ("go.mod", CLOSED),
        ("CONSTRAINTS.md", CLOSED),
    ]


def test_every_bound_stops_and_leads_to_the_normal_lane() -> None:
    found = list(small_lane.findings((change("a.py", 81), change("go.mod"))))
    assert {(each.code, each.level) for each in found} == {("chunk/small-lane", "error")}
    assert {each.fix for each in found} == {
        "parti close, then parti new with the normal lane: the design comes first"
    }
