"""`parti constraints mine` and `adopt`: shown with counts, adopted by a person, once (E5, G5)."""

import json
from pathlib import Path
from typing import Any

import pytest

from parti.constraints import baseline, document
from parti.records import refusal
from parti.workflow import constraining, mining, start
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.constraints.mining.grown import floors, go_floors, rust_floors, writers
from tests.fakes.repository import FakeRepository
from tests.workflow import open_houses

KEY = "through-save-json"


def ready(folder: Path, files: dict[str, str], page: str = open_houses.RULE) -> House:
    """A house with settings, a document and this code."""
    house = open_houses.ready(folder)
    for path, text in {"CONSTRAINTS.md": page, **files}.items():
        if text or path != "CONSTRAINTS.md":
            open_houses.repository(house).write(path, text)
    return house


def shop() -> dict[str, str]:
    """The floors under another name."""
    return {path.replace("app", "shop"): text.replace("app", "shop") for path, text in floors().items()}


def state(house: House) -> dict[str, bytes]:
    files = (path for path in house.root.rglob("*") if path.is_file())
    return {path.relative_to(house.root).as_posix(): path.read_bytes() for path in files}


def proposals(house: House, top: int = 20) -> list[dict[str, Any]]:
    return json.loads(json.dumps(mining.mine(house, top).data))["proposals"]  # type: ignore[no-any-return]


def test_mining_shows_each_proposal_with_number_counts_and_exceptions(tmp_path: Path) -> None:
    house = ready(tmp_path, writers())
    before = state(house)
    outcome = mining.mine(house)
    assert outcome.lines[:2] == (
        "  1  `open-for-write` is used only through `app.state.save_json`",
        f"     {KEY} · only-through · 88 % of 9 uses · except app/raw0.py:2",
    )
    assert outcome.next == f"parti constraints adopt {KEY}"
    (row,) = proposals(house)
    assert (row["number"], row["key"], row["kept"], row["total"], row["said"]) == (1, KEY, 8, 9, "")
    assert [(e["path"], e["line"]) for e in row["exceptions"]] == [("app/raw0.py", 2)]
    assert state(house) == before


def test_many_exceptions_are_counted_not_listed(tmp_path: Path) -> None:
    lines = mining.mine(ready(tmp_path, writers(calls=6, raw=5))).lines
    assert lines[1].endswith("except app/raw0.py:2, app/raw1.py:2, app/raw2.py:2 and 2 more")


def test_only_the_top_is_shown_and_the_rest_is_told(tmp_path: Path) -> None:
    house = ready(tmp_path, {**writers(), **shop()})
    every = len(proposals(house))
    assert every > 1
    outcome = mining.mine(house, 1)
    assert outcome.lines[-1] == f"{every - 1} more with --top {every}"
    assert outcome.data["found"] == every
    with pytest.raises(refusal.Misused):
        mining.mine(house, 0)


def test_code_that_obeys_nothing_says_so(tmp_path: Path) -> None:
    outcome = mining.mine(ready(tmp_path, {"a.py": "x = 1\n"}))
    assert (len(outcome.lines), outcome.data, outcome.next) == (
        1,
        {"proposals": [], "found": 0},
        "parti gate",
    )


@pytest.mark.parametrize("name", ["1", KEY])
def test_adopting_appends_the_section_that_was_shown_and_accepts_its_exceptions(
    tmp_path: Path, name: str
) -> None:
    house = ready(tmp_path, writers())
    (row,) = proposals(house)
    outcome = mining.adopt(house, [name])
    page = (house.root / "CONSTRAINTS.md").read_text()
    assert page == f"{open_houses.RULE}\n{row['section']}"
    known = baseline.load((house.root / baseline.PATH).read_text())
    assert [(e.code, e.path, e.count) for e in known.entries.values()] == [(KEY, "app/raw0.py", 1)]
    assert f"+## `open-for-write` is used only through `app.state.save_json` {{#{KEY}}}" in outcome.lines
    assert f"adopted   {KEY}: 1 exception accepted" in outcome.lines
    seen = constraining.look(house)
    assert (seen.new, seen.stale, len(seen.accepted)) == ((), (), 1)


def test_the_next_bypass_after_adopting_is_new(tmp_path: Path) -> None:
    house = ready(tmp_path, writers())
    mining.adopt(house, [KEY])
    open_houses.repository(house).write("app/late.py", "def f():\n    open('x', 'w').write('')\n")
    assert [(f.code, str(f.place)) for f in constraining.look(house).new] == [(KEY, "app/late.py:2")]


@pytest.mark.parametrize("name", ["1", KEY])
def test_a_second_run_changes_nothing(tmp_path: Path, name: str) -> None:
    house = ready(tmp_path, writers())
    mining.adopt(house, [name])
    before = state(house)
    outcome = mining.adopt(house, [name])
    assert state(house) == before
    assert outcome.lines == (f"nothing   was changed: CONSTRAINTS.md says {KEY} already",)
    (row,) = proposals(house)
    assert (row["number"], row["said"]) == (1, KEY)


def test_what_was_accepted_before_stays_accepted(tmp_path: Path) -> None:
    house = ready(tmp_path, {**writers(), "b.py": "eval('1')\n"})
    constraining.accept_today(house)
    mining.adopt(house, [KEY])
    known = baseline.load((house.root / baseline.PATH).read_text())
    assert sorted(entry.code for entry in known.entries.values()) == ["no-eval", KEY]


def test_a_stop_between_the_two_files_is_mended_by_adopting_again(tmp_path: Path) -> None:
    house = ready(tmp_path, writers())
    page = (house.root / "CONSTRAINTS.md").read_bytes()
    mining.adopt(house, [KEY])
    whole = state(house)
    open_houses.repository(house).write("CONSTRAINTS.md", page.decode())
    mining.adopt(house, [KEY])
    assert state(house) == whole


def test_what_a_rule_says_under_another_id_is_not_adopted_again(tmp_path: Path) -> None:
    house = ready(tmp_path, writers())
    (row,) = proposals(house)
    house = ready(tmp_path, {}, page=row["section"].replace(KEY, "our-own"))
    before = state(house)
    assert [each["said"] for each in proposals(house)] == ["our-own"]
    assert mining.adopt(house, ["1"]).data == {"adopted": [], "accepted": 0}
    assert state(house) == before


def test_a_document_that_is_not_there_is_begun(tmp_path: Path) -> None:
    house = ready(tmp_path, writers(), page="")
    assert not (house.root / "CONSTRAINTS.md").exists()
    mining.adopt(house, [KEY])
    assert (house.root / "CONSTRAINTS.md").read_text().startswith("# Constraints\n\n## ")
    assert constraining.look(house).new == ()


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    house = ready(tmp_path, writers())
    path = house.root / "CONSTRAINTS.md"
    path.write_bytes(open_houses.RULE.replace("\n", "\r\n").encode())
    mining.adopt(house, [KEY])
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert len(document.parse(data.decode()).constraints) == 2


def test_an_agent_cannot_adopt(tmp_path: Path) -> None:
    house = ready(tmp_path, writers())
    before = state(house)
    repository = house.world.repository
    assert isinstance(repository, FakeRepository)
    repository.name = "agent:claude"
    with pytest.raises(refusal.NotAllowed):
        mining.adopt(house, [KEY])
    assert state(house) == before


@pytest.mark.parametrize("names", [["9"], ["0"], ["-1"], ["no-such"], [KEY, "no-such"]])
def test_an_unknown_proposal_is_refused_and_nothing_is_written(tmp_path: Path, names: list[str]) -> None:
    house = ready(tmp_path, writers())
    before = state(house)
    with pytest.raises(refusal.Misused):
        mining.adopt(house, names)
    assert state(house) == before


def test_adopting_needs_a_repository_that_is_set_up(tmp_path: Path) -> None:
    house = open_houses.bare(tmp_path)
    with pytest.raises(refusal.NotAllowed):
        mining.adopt(house, ["1"])


def test_the_first_init_says_what_was_found_and_writes_nothing_of_it(tmp_path: Path) -> None:
    house = open_houses.bare(tmp_path)
    for path, text in writers().items():
        open_houses.repository(house).write(path, text)
    outcome = start.init(houses.open_house(house.world))
    assert outcome.data["mined"] == 1
    assert outcome.lines[-2:] == (
        "obeyed    1 rule that nobody wrote down: see parti constraints mine,",
        "          make it a constraint with parti constraints adopt <number>",
    )
    assert KEY not in (house.root / "CONSTRAINTS.md").read_text()
    again = start.init(houses.open_house(house.world))
    assert "mined" not in again.data


def test_a_large_tree_is_not_mined_by_init(tmp_path: Path) -> None:
    house = open_houses.bare(tmp_path)
    for number in range(mining.QUICK + 1):
        open_houses.repository(house).write(f"m{number}.py", "")
    assert mining.count(house) is None


@pytest.mark.parametrize(
    ("files", "key", "path", "planted"),
    [
        (
            go_floors(),
            "nothing-imports-internal-web",
            "internal/store/bad.go",
            'package store\n\nimport "example.com/shop/internal/web"\n\nvar Y = web.X\n',
        ),
        (rust_floors(), "nothing-imports-web", "src/store/bad.rs", "\n\nuse crate::web::page1;\n"),
    ],
)
def test_an_adopted_direction_of_go_or_rust_finds_the_next_import_against_it(
    tmp_path: Path, files: dict[str, str], key: str, path: str, planted: str
) -> None:
    house = ready(tmp_path, files, "# Constraints\n")
    assert mining.adopt(house, [key]).data == {"adopted": [key], "accepted": 0}
    assert constraining.tested(house, ()).ok
    assert constraining.look(house).new == ()
    open_houses.repository(house).write(path, planted)
    (each,) = constraining.look(house).new
    assert (each.code, each.place.path, each.place.line, each.level) == (key, path, 3, "error")
