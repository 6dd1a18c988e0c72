"""The check of a change alone: without a feature, and in the small lane, which has its end."""

from pathlib import Path

import pytest

from parti.records import refusal
from parti.workflow import house as houses
from parti.workflow import working
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.workflow import open_houses

GREEN = "import a\n\n\ndef test_a():\n    assert a.x == 1\n"


def ready(folder: Path, *, lane: str = "small", **texts: str) -> House:
    """A committed tree with a constraint, and a feature of this lane; none when it is empty."""
    house = open_houses.opened(folder, lane=lane) if lane else open_houses.ready(folder)
    for path, text in {"CONSTRAINTS.md": open_houses.RULE, "a.py": "x = 1\n", **texts}.items():
        open_houses.repository(house).write(path, text)
    open_houses.repository(house).commit()
    return house


def write(house: House, path: str, text: str) -> None:
    open_houses.repository(house).write(path, text)


def check(house: House, number: int = 0, base: str = "") -> Outcome:
    return working.check(houses.open_house(house.world), number, base)


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings]


@pytest.mark.parametrize("lane", ["", "small"])
def test_no_signature_is_needed_and_nothing_is_recorded(tmp_path: Path, lane: str) -> None:
    house = ready(tmp_path, lane=lane)
    write(house, "a.py", "x = 2\n")
    before = open_houses.kinds(houses.open_house(house.world)) if lane else []
    outcome = check(house)
    head = house.world.repository.head()
    assert outcome.lines[0] == f"change    1 files since {head[:12]}"
    assert (outcome.data, outcome.next, outcome.ok) == ({"files": ["a.py"]}, "parti gate", True)
    assert open_houses.runner(house).calls == []
    assert (open_houses.kinds(houses.open_house(house.world)) if lane else []) == before


def test_the_shape_of_the_change_is_told(tmp_path: Path) -> None:
    house = ready(tmp_path)
    write(house, "a.py", "x = 1\n\n\ndef fresh():\n    return x\n")
    assert "+ fresh()" in "\n".join(check(house).lines)


def test_no_change_is_fine(tmp_path: Path) -> None:
    outcome = check(ready(tmp_path))
    assert outcome.data == {"files": []}
    assert len(outcome.lines) == 1
    assert outcome.ok


@pytest.mark.parametrize("lane", ["", "small"])
@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("a.py", "eval('1')\n", "no-eval"),
        ("test_new.py", "def test_nothing():\n    pass\n", "chunk/weak-test"),
        ("test_a.py", GREEN.replace("    assert a.x == 1\n", "    a.x\n"), "chunk/weakened-test"),
    ],
)
def test_constraints_and_weak_tests_count_here_too(
    tmp_path: Path, lane: str, path: str, text: str, code: str
) -> None:
    house = ready(tmp_path, lane=lane, **{"test_a.py": GREEN})
    write(house, path, text)
    outcome = check(house)
    assert code in codes(outcome)
    assert not outcome.ok
    assert outcome.next == "mend the first finding, then parti check"


@pytest.mark.parametrize(("lane", "level"), [("", "warning"), ("small", "error")])
def test_a_test_that_changes_with_its_code_blocks_only_within_a_feature(
    tmp_path: Path, lane: str, level: str
) -> None:
    tests = "import a\n\n\ndef test_run():\n    assert a.run(1) == 1\n    assert a.run(2) == 2\n"
    code = "def run(x):\n    return x\n"
    house = ready(tmp_path, lane=lane, **{"a.py": code, "test_a.py": tests})
    write(house, "a.py", code.replace("return x", "return x + 1"))
    write(house, "test_a.py", tests.replace("    assert a.run(2) == 2\n", ""))
    found = [f.level for f in check(house).findings if f.code == "chunk/weakened-test"]
    assert found == [level]


def test_constraints_of_kind_command_wait_for_the_gate(tmp_path: Path) -> None:
    section = "\n## The names of `make check` stay {#make}\n\nOthers call them.\n\nScope: `**/*.py`. "
    block = "Owner: everybody.\n\n```check command\nrun: make check\n```\n"
    house = ready(tmp_path, **{"CONSTRAINTS.md": open_houses.RULE + section + block})
    write(house, "a.py", "x = 2\n")
    assert check(house).ok
    assert open_houses.runner(house).calls == []


def test_without_a_feature_too_a_constraint_that_got_weaker_is_named(tmp_path: Path) -> None:
    house = ready(tmp_path, lane="")
    write(house, "CONSTRAINTS.md", open_houses.RULE.replace("Scope: `**/*.py`", "Scope: `b.py`"))
    write(house, "b.py", "x = 1\n")
    assert "chunk/constraint-changed" in codes(check(house))


def test_a_breach_outside_the_change_is_not_the_changes(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"old.py": "eval('1')\n"})
    write(house, "a.py", "x = 2\n")
    assert codes(check(house)) == []


def test_a_warning_does_not_send_anybody_back(tmp_path: Path) -> None:
    house = ready(
        tmp_path,
        **{
            "CONSTRAINTS.md": open_houses.RULE.replace(
                "Nothing is evaluated by `eval`", "`eval` and friends"
            )
        },
    )
    write(house, "a.py", "x = 2\n")
    outcome = check(house)
    assert {finding.level for finding in outcome.findings} == {"warning"}
    assert (outcome.next, outcome.ok) == ("parti gate", True)


@pytest.mark.parametrize(
    ("base", "files"),
    [("", ["b.py"]), ("HEAD", ["b.py"]), ("main", ["b.py"]), ("first", ["a.py", "b.py"])],
)
def test_the_change_begins_at_head_or_at_the_base_given(
    tmp_path: Path, base: str, files: list[str]
) -> None:
    house = ready(tmp_path)
    first = house.world.repository.head()
    write(house, "a.py", "x = 2\n")
    open_houses.repository(house).commit()
    write(house, "b.py", "y = 1\n")
    outcome = check(house, base=first if base == "first" else base)
    assert outcome.data == {"files": files}


def test_before_the_first_commit_everything_is_the_change(tmp_path: Path) -> None:
    house = open_houses.bare(tmp_path)
    write(house, "a.py", "x = 1\n")
    outcome = check(house)
    assert outcome.lines[0] == "change    1 files since the beginning"
    assert outcome.data == {"files": ["a.py"]}


@pytest.mark.parametrize(("lines", "ends"), [(79, False), (80, False), (81, True), (400, True)])
def test_the_small_lane_ends_at_eighty_lines(tmp_path: Path, lines: int, ends: bool) -> None:
    house = ready(tmp_path)
    write(house, "b.py", "".join(f"x{n} = {n}\n" for n in range(lines)))
    outcome = check(house)
    assert codes(outcome) == (["chunk/small-lane"] if ends else [])
    if ends:
        (finding,) = outcome.findings
        assert finding.message == f"The change has {lines} lines; the small lane ends at 80."
        assert finding.place.path == "the change"
        assert finding.fix == "parti close, then parti new with the normal lane: the design comes first"


def test_lines_that_are_taken_out_count_as_much_as_lines_that_come(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"long.py": "".join(f"x{n} = {n}\n" for n in range(81))})
    open_houses.repository(house).remove("long.py")
    assert codes(check(house)) == ["chunk/small-lane"]


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("pyproject.toml", True),
        ("setup.py", True),
        ("setup.cfg", True),
        ("package.json", True),
        ("go.mod", True),
        ("Cargo.toml", True),
        ("pom.xml", True),
        ("uv.lock", False),
        ("README.md", False),
        ("docs/go.mod.md", False),
    ],
)
def test_the_small_lane_brings_no_dependency(tmp_path: Path, path: str, ends: bool) -> None:
    house = ready(tmp_path)
    write(house, path, "# x\n")
    found = [f for f in check(house).findings if f.code == "chunk/small-lane"]
    assert [f.place.path for f in found] == ([path] if ends else [])
    assert [f.message for f in found] == (
        ["The small lane may not touch dependencies or constraints."] if ends else []
    )


def test_the_small_lane_changes_no_constraint(tmp_path: Path) -> None:
    house = ready(tmp_path)
    write(house, "CONSTRAINTS.md", open_houses.RULE + "\nMore words.\n")
    assert "chunk/small-lane" in codes(check(house))


def test_everything_that_is_too_much_is_told_at_once(tmp_path: Path) -> None:
    house = ready(tmp_path)
    write(house, "b.py", "".join(f"x{n} = {n}\n" for n in range(90)))
    write(house, "pyproject.toml", "[project]\n")
    write(house, "go.mod", "module m\n")
    assert codes(check(house)).count("chunk/small-lane") == 3


def test_without_a_feature_a_change_may_be_large(tmp_path: Path) -> None:
    house = ready(tmp_path, lane="")
    write(house, "b.py", "".join(f"x{n} = {n}\n" for n in range(400)))
    write(house, "pyproject.toml", "[project]\n")
    assert codes(check(house)) == []


@pytest.mark.parametrize("lane", ["normal", "deep"])
def test_the_other_lanes_want_the_signature_first(tmp_path: Path, lane: str) -> None:
    from parti.records import refusal

    with pytest.raises(refusal.NotAllowed, match="No code before"):
        check(ready(tmp_path, lane=lane))


def test_a_number_means_nothing_where_no_chunk_is(tmp_path: Path) -> None:
    with pytest.raises(refusal.NotAllowed) as none:
        check(open_houses.ready(tmp_path / "none"), 5)
    assert none.value.sentence == "There is no chunk 5: no feature is open here."
    with pytest.raises(refusal.NotAllowed) as small:
        check(open_houses.opened(tmp_path / "small", lane="small"), 5)
    assert small.value.sentence == "There is no chunk 5: the small lane has none."
