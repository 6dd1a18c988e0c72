"""What the gate asks of a feature as a whole: plan, checks and lane, whatever base was chosen."""

from pathlib import Path
from typing import Any

import pytest

from parti.constraints.finding import Finding
from parti.records import vocabulary as facts
from parti.workflow import gating, planning, working
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.chunks import outputs
from tests.fakes.repository import FakeRepository
from tests.fakes.runner import FakeRunner
from tests.workflow import open_houses
from tests.workflow.open_houses import chunk

CODE = "def write(order):\n    return {'id': order}\n"
LATER = "9999-01-01T00:00:00.000000Z"


def passing() -> FakeRunner:
    """Every check is red, then green."""
    runner = FakeRunner()
    for _ in range(8):
        runner.answers("pytest", code=1, output=outputs.MISSING).answers("pytest", output=outputs.PASSED)
    return runner


def repository(house: House) -> FakeRepository:
    return open_houses.repository(house)


def fresh(house: House) -> House:
    return houses.open_house(house.world)


def write(house: House, path: str, text: str) -> None:
    repository(house).write(path, text)


def commit(house: House, path: str, text: str, at: str = "") -> str:
    write(house, path, text)
    return repository(house).commit(at)


def begun(folder: Path, *chunks: facts.ChunkPlanned, count: int = 1, branch: str = "main") -> House:
    """A feature of some chunks, `count` of which were briefed, written, checked and committed."""
    house = open_houses.planned(folder, *chunks, runner=passing(), branch=branch)
    for number in range(1, count + 1):
        done(house, number)
    return fresh(house)


def done(house: House, number: int) -> None:
    """One chunk from its brief to its commit."""
    planning.brief(fresh(house), number)
    write(house, f"writer{number}.py", CODE)
    name = f"writer{number}"
    write(house, f"test_{name}.py", f"import {name}\n\n\ndef test_a():\n    assert {name}.write(7)\n")
    outcome = working.check(fresh(house), number, "")
    assert outcome.data["verdict"] == "pass", outcome.findings
    repository(house).commit()


def found(house: House, code: str) -> list[Finding]:
    return [finding for finding in gating.gate(fresh(house)).findings if finding.code == code]


def paths(house: House, code: str) -> list[str]:
    return [finding.place.path for finding in found(house, code)]


# What nobody planned.


def test_a_feature_that_keeps_to_its_plan_has_nothing_to_say(tmp_path: Path) -> None:
    house = begun(tmp_path, chunk(1), chunk(2), count=2)
    codes = {finding.code for finding in gating.gate(house).findings if finding.level == "error"}
    assert codes == {"gate/no-suite", "gate/no-constraints"}


@pytest.mark.parametrize("way", ["a base of one's own", "a second brief", "the brief of the next chunk"])
def test_a_file_that_no_chunk_planned_is_found_behind_every_base(tmp_path: Path, way: str) -> None:
    house = begun(tmp_path, chunk(1), chunk(2), chunk(3), count=2)
    first = house.chunks.briefed[1].body
    assert isinstance(first, facts.ChunkBriefed)
    commit(house, "lib/errors.js", "evil\n")
    if way != "a base of one's own":
        planning.brief(fresh(house), 2 if way == "a second brief" else 3)
    write(house, "writer3.py", CODE)
    write(house, "test_writer3.py", "import writer3\n\n\ndef test_a():\n    assert writer3.write(7)\n")
    assert working.check(fresh(house), 3, "HEAD").data["verdict"] == "pass"

    (finding,) = found(house, "gate/unplanned")
    assert (finding.level, finding.place.path) == ("error", "lib/errors.js")
    assert finding.fix == "take lib/errors.js out; or plan it in a chunk: parti plan <file>"
    assert not gating.gate(fresh(house)).ok


@pytest.mark.parametrize("kind", ["changed", "deleted"])
def test_what_was_there_is_brought_back_from_before_the_first_chunk(tmp_path: Path, kind: str) -> None:
    house = open_houses.planned(tmp_path, runner=passing())
    base = commit(house, "lib/old file.py", "x = 1\n")
    done(house, 1)
    if kind == "changed":
        commit(house, "lib/old file.py", "x = 2\n")
    else:
        repository(house).remove("lib/old file.py")
    (finding,) = found(house, "gate/unplanned")
    assert (
        finding.fix == f"take it out: git checkout {base[:12]} -- 'lib/old file.py'; "
        "or plan it in a chunk: parti plan <file>"
    )


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("uv.lock", True),
        (".parti/kinds.txt", True),
        ("CONSTRAINTS.md", False),
        (".parti/dismissed.toml", False),
        (".parti/config.toml", False),
        (".parti/kinds/desk.toml", False),
        ("writer2.py", False),
    ],
)
def test_the_bounds_are_those_of_a_check_and_judges_are_told_as_judges(
    tmp_path: Path, path: str, named: bool
) -> None:
    house = begun(tmp_path, chunk(1), chunk(2))
    write(house, path, "suite = {commands = []}\n" if "config" in path else "# x\n")
    assert paths(house, "gate/unplanned") == ([path] if named else [])


def test_another_kind_of_component_is_shown_as_a_judge_that_changed(tmp_path: Path) -> None:
    house = begun(tmp_path)
    write(house, ".parti/kinds/desk.toml", "# x\n")
    assert paths(house, "gate/judge-changed") == [".parti/kinds/desk.toml"]


def test_a_plan_that_names_the_file_is_the_way_out(tmp_path: Path) -> None:
    house = begun(tmp_path)
    commit(house, "lib/errors.py", "x = 1\n")
    assert paths(house, "gate/unplanned") == ["lib/errors.py"]
    fresh(house).append((chunk(2, files=("lib/*.py", "tests/test_errors.py")),))
    assert paths(house, "gate/unplanned") == []


def test_without_a_plan_the_plan_is_what_is_missing(tmp_path: Path) -> None:
    house = open_houses.locked(tmp_path)
    write(house, "lib/errors.py", "x = 1\n")
    assert found(house, "gate/unplanned") == []


def test_what_a_merge_of_the_main_branch_brought_is_no_finding(tmp_path: Path) -> None:
    house = begun(tmp_path, branch="work")
    tree = repository(house)
    write(house, "lib/theirs.py", "x = 1\n")
    tree.current = "main"
    tree.commit()
    tree.current = "work"
    merged = tree.commit()
    assert tree.forked() not in ("", merged)
    assert paths(house, "gate/unplanned") == []
    commit(house, "lib/ours.py", "x = 1\n")
    assert paths(house, "gate/unplanned") == ["lib/ours.py"]


def test_where_nobody_was_briefed_the_plan_tells_the_time(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path, runner=passing())
    commit(house, "lib/errors.py", "x = 1\n", at=LATER)
    assert paths(house, "gate/unplanned") == ["lib/errors.py"]


def test_a_report_that_the_gate_writes_is_not_the_features(tmp_path: Path) -> None:
    house = begun(tmp_path)
    codes = []
    for _ in range(2):
        outcome = gating.gate(fresh(house), ["json=verdict.json"])
        codes.append([f.code for f in outcome.findings if f.code == "gate/unplanned"])
    assert codes == [[], []]
    assert paths(house, "gate/unplanned") == ["verdict.json"]


def test_a_file_that_was_there_is_no_report(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path, runner=passing())
    commit(house, "lib/errors.js", "x\n")
    done(house, 1)
    commit(house, "lib/errors.js", "evil\n")
    outcome = gating.gate(fresh(house), ["json=lib/errors.js"])
    assert [f.place.path for f in outcome.findings if f.code == "gate/unplanned"] == ["lib/errors.js"]


# What was checked, and is no more as it was.


def test_code_that_changed_after_its_pass_is_checked_again(tmp_path: Path) -> None:
    house = begun(tmp_path, chunk(1), chunk(2), count=2)
    commit(house, "writer1.py", CODE + "evil = 1\n")

    (finding,) = found(house, "gate/chunk-stale")
    assert (finding.level, finding.place.path, finding.fix) == ("error", "writer1.py", "parti check 1")
    assert finding.message == "Chunk 1 passed its check, and writer1.py has changed since."
    outcome = working.check(fresh(house), 1, "")
    assert outcome.data["verdict"] == "pass", outcome.findings
    assert found(house, "gate/chunk-stale") == []


def test_a_later_chunk_may_go_on_in_a_file_of_an_earlier_one(tmp_path: Path) -> None:
    both = ("writer1.py", "writer2.py", "test_writer2.py")
    house = begun(tmp_path, chunk(1), chunk(2, files=both))
    planning.brief(fresh(house), 2)
    write(house, "writer1.py", CODE + "\n\ndef read():\n    return 1\n")
    done_again = fresh(house)
    write(
        done_again, "test_writer2.py", "import writer1\n\n\ndef test_a():\n    assert writer1.read() == 1\n"
    )
    assert working.check(fresh(house), 2, "").data["verdict"] == "pass"
    assert found(house, "gate/chunk-stale") == []
    write(house, "writer1.py", CODE)
    assert [f.fix for f in found(house, "gate/chunk-stale")] == ["parti check 2"]


def test_a_planned_file_that_changed_and_that_no_check_saw_is_named(tmp_path: Path) -> None:
    house = begun(tmp_path, chunk(1, files=("writer1.py", "test_writer1.py", "more/*.py")))
    base = house.chunks.briefed[1].body
    assert isinstance(base, facts.ChunkBriefed)
    commit(house, "more/evil.py", "x = 1\n")
    planning.brief(fresh(house), 1)

    (finding,) = found(house, "gate/chunk-stale")
    assert (finding.place.path, finding.fix) == ("more/evil.py", f"parti check 1 --base {base.base[:12]}")
    assert working.check(fresh(house), 1, base.base).data["verdict"] == "pass"
    assert found(house, "gate/chunk-stale") == []


def test_a_pass_that_does_not_say_what_it_saw_says_nothing_of_later_changes(tmp_path: Path) -> None:
    """As an older Parti recorded it."""
    house = open_houses.planned(tmp_path, chunk(1))
    planning.brief(house, 1)
    house = open_houses.checked(fresh(house), 1)
    write(house, "writer1.py", CODE)
    assert found(house, "gate/chunk-stale") == []


# The design that is signed now.


def test_a_decision_that_came_after_the_plan_must_be_served(tmp_path: Path) -> None:
    house = begun(tmp_path)
    late = facts.Decided(key="D-9", title="Retry twice", choice="two", because="three are too many")
    house = open_houses.signed(house.append((late,)))

    (finding,) = found(house, "plan/unserved")
    assert finding.message == "No chunk serves D-9 (Retry twice)."
    assert (finding.level, finding.place.path) == ("error", "orders")
    fresh(house).append((chunk(2, serves=("D-9",)),))
    assert found(house, "plan/unserved") == []


def test_before_it_is_signed_again_the_signature_is_what_is_missing(tmp_path: Path) -> None:
    house = begun(tmp_path)
    late = facts.Decided(key="D-9", title="Retry twice", choice="two", because="three are too many")
    house = house.append((late,))
    assert found(house, "plan/unserved") == []
    assert len(found(house, "gate/not-locked")) == 1


def test_a_decision_that_was_said_anew_after_the_check_is_shown_until_it_is_checked_again(
    tmp_path: Path,
) -> None:
    house = begun(tmp_path)
    assert found(house, "gate/design-moved") == []
    (before,) = house.design.named["D-0001"]
    other = facts.Decided(
        key="D-0001",
        title="Acknowledge after commit",
        choice="before the commit",
        because="faster",
        supersedes=(before.id,),
    )
    open_houses.signed(fresh(house).append((other,)))

    (finding,) = found(house, "gate/design-moved")
    assert (finding.level, finding.place.path) == ("warning", "C-1")
    assert finding.message == "Chunk 1 passed its check before D-0001 was said anew."
    assert working.check(fresh(house), 1, "").data["verdict"] == "pass"
    assert found(house, "gate/design-moved") == []


def test_a_chunk_that_is_open_is_not_older_than_the_design(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path)
    house = open_houses.checked(house, 1, "fail")
    assert found(open_houses.signed(house.append((open_houses.FAILURE,))), "gate/design-moved") == []


# The constraints that were there before.


def ruled(folder: Path, **given: Any) -> House:
    house = open_houses.planned(folder, runner=passing(), **given)
    commit(house, "CONSTRAINTS.md", open_houses.RULE)
    done(house, 1)
    return fresh(house)


NARROW = open_houses.RULE.replace("Scope: `**/*.py`", "Scope: `b.py`")
MORE = open_houses.RULE + open_houses.RULE.removeprefix("# Constraints\n").replace("no-eval", "no-more")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (NARROW, "and its scope changed."),
        ("# Constraints\n", "and it was removed."),
        (MORE, ""),
        (open_houses.RULE + "\nMore words.\n", ""),
    ],
)
def test_a_constraint_that_changed_since_the_first_chunk_is_named(
    tmp_path: Path, text: str, told: str
) -> None:
    house = ruled(tmp_path)
    commit(house, "CONSTRAINTS.md", text)
    planning.brief(fresh(house), 1)

    findings = found(house, "gate/judge-changed")
    sentence = f"The constraint no-eval was there before the feature's first chunk, {told}"
    assert [f.message for f in findings] == ([sentence] if told else [])
    assert {(f.level, f.place.path) for f in findings} <= {("warning", "CONSTRAINTS.md")}


def test_settings_that_a_merge_of_the_main_branch_brought_are_no_news(tmp_path: Path) -> None:
    house = begun(tmp_path, branch="work")
    tree = repository(house)
    write(house, ".parti/config.toml", open_houses.CONFIG + "timeout = 9\n")
    tree.current = "main"
    tree.commit()
    tree.current = "work"
    tree.commit()
    assert found(house, "gate/judge-changed") == []
    write(house, ".parti/config.toml", open_houses.CONFIG + "timeout = 8\n")
    assert paths(house, "gate/judge-changed") == [".parti/config.toml"]


def test_a_constraint_that_the_main_branch_changed_too_is_no_news(tmp_path: Path) -> None:
    house = ruled(tmp_path, branch="work")
    tree = repository(house)
    write(house, "CONSTRAINTS.md", NARROW)
    tree.current = "main"
    tree.commit()
    tree.current = "work"
    tree.commit()
    assert found(house, "gate/judge-changed") == []
    commit(house, "CONSTRAINTS.md", "# Constraints\n")
    assert [f.message.split(", ")[1] for f in found(house, "gate/judge-changed")] == ["and it was removed."]


# The small lane.


def small(folder: Path, *, branch: str = "") -> House:
    """A feature of the small lane, opened after one commit, on a branch of its own where one is named."""
    house = open_houses.ready(folder)
    if branch:
        repository(house).switch(branch)
    return opened_small(house, "orders")


def opened_small(house: House, slug: str) -> House:
    branch = repository(house).branch()
    opened = facts.FeatureOpened(slug=slug, wish="save orders", branch=branch, lane="small")
    return houses.at(house.world, slug).append((opened,))


def rows(count: int) -> str:
    return "".join(f"x{number} = {number}\n" for number in range(count))


@pytest.mark.parametrize("branch", ["", "work"])
def test_the_small_lane_ends_at_its_lines_however_many_commits_they_are_in(
    tmp_path: Path, branch: str
) -> None:
    house = small(tmp_path, branch=branch)
    commit(house, "a.py", rows(40), at=LATER)
    commit(house, "b.py", rows(40), at=LATER)
    assert found(house, "chunk/small-lane") == []
    commit(house, "c.py", rows(1), at=LATER)
    (finding,) = found(house, "chunk/small-lane")
    assert finding.message == "The change has 81 lines; the small lane ends at 80."
    assert not gating.gate(fresh(house)).ok


@pytest.mark.parametrize("path", ["pyproject.toml", "CONSTRAINTS.md"])
def test_the_small_lane_brings_neither_dependency_nor_constraint_in_any_commit(
    tmp_path: Path, path: str
) -> None:
    house = small(tmp_path, branch="work")
    commit(house, path, "# x\n")
    repository(house).commit()
    assert paths(house, "chunk/small-lane") == [path]


def test_what_was_on_the_main_branch_before_is_not_counted(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path)
    commit(house, "a.py", rows(200), at="2025-01-01T00:00:00.000000Z")
    house = opened_small(house, "orders")
    assert found(house, "chunk/small-lane") == []


def test_an_earlier_feature_of_the_branch_is_not_counted(tmp_path: Path) -> None:
    house = small(tmp_path, branch="work")
    commit(house, "a.py", rows(200), at="2025-01-01T00:00:00.000000Z")
    assert len(found(house, "chunk/small-lane")) == 1
    fresh(house).append((facts.FeatureClosed(reason="given up"),))
    house = opened_small(house, "letters")
    assert found(house, "chunk/small-lane") == []
    repository(house).detach()
    assert found(house, "chunk/small-lane") == [], "CI checks out without a branch"


def test_to_set_parti_up_on_the_branch_is_not_counted(tmp_path: Path) -> None:
    house = open_houses.bare(tmp_path)
    commit(house, "a.py", "x = 1\n")
    repository(house).switch("work")
    write(house, ".parti/config.toml", open_houses.CONFIG)
    commit(house, "CONSTRAINTS.md", open_houses.RULE)
    house = opened_small(house, "orders")
    assert found(house, "chunk/small-lane") == []


def test_lines_that_a_merge_of_the_main_branch_brought_are_not_counted(tmp_path: Path) -> None:
    house = small(tmp_path, branch="work")
    house.append((facts.FeatureClosed(reason="given up"),))
    house = opened_small(house, "letters")
    commit(house, "a.py", "x = 1\n", at=LATER)
    write(house, "a.py", rows(200))
    repository(house).current = "main"
    repository(house).commit(LATER)
    repository(house).current = "work"
    commit(house, "a.py", rows(201), at=LATER)
    assert found(house, "chunk/small-lane") == []


@pytest.mark.parametrize("verb", [planning.brief, planning.plan])
def test_the_small_lane_says_what_to_do_in_place_of_a_chunk(tmp_path: Path, verb: Any) -> None:
    from parti.records import refusal

    house = small(tmp_path)
    with pytest.raises(refusal.NotAllowed, match="The small lane has no chunks") as caught:
        verb(house, 1 if verb is planning.brief else "plan.toml")
    assert caught.value.next_step == "make the change, then parti check, then parti gate"
