"""The check of a chunk: measured from its brief, red then green, always recorded (E1, E3, G3)."""

import os
from pathlib import Path
from typing import Any

import pytest

from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow import planning, working
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.chunks import outputs
from tests.fakes.runner import FakeRunner
from tests.workflow import open_houses
from tests.workflow.open_houses import chunk

RED = (1, outputs.MISSING)
GREEN = (0, outputs.PASSED)

CODE = "def write(order):\n    return {'id': order}\n"
TEST = "import writer1\n\n\ndef test_a():\n    assert writer1.write(7) == {'id': 7}\n"


def runs(*answers: tuple[int, str]) -> FakeRunner:
    runner = FakeRunner()
    for code, output in answers:
        runner.answers("pytest", code=code, output=output)
    return runner


def written(folder: Path, *chunks: facts.ChunkPlanned, **given: Any) -> House:
    """A briefed chunk with its code and its test in the work tree."""
    house = open_houses.planned(folder, *chunks, **{"runner": runs(RED, GREEN), **given})
    planning.brief(house, 1)
    write(house, "writer1.py", CODE)
    write(house, "test_writer1.py", TEST)
    return house


def write(house: House, path: str, text: str) -> None:
    open_houses.repository(house).write(path, text)


def check(house: House, number: int = 1, base: str = "") -> Outcome:
    return working.check(houses.open_house(house.world), number, base)


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings if finding.level == "error"]


def last_check(house: House) -> facts.ChunkChecked:
    record = houses.open_house(house.world).reading.records[-1]
    assert isinstance(record.body, facts.ChunkChecked)
    return record.body


def test_a_good_chunk_passes_and_its_shape_is_told(tmp_path: Path) -> None:
    house = written(tmp_path)
    base = house.world.repository.head()
    outcome = check(house)
    assert outcome.lines[:3] == (
        "chunk     1   ok",
        "red       it failed: a name is missing (exit 1)",
        "green     it passed (exit 0)",
    )
    shape = "\n".join(outcome.lines[3:])
    assert "+ write(order)" in shape
    assert "calls: writer1.write" in shape
    assert outcome.data == {"number": 1, "verdict": "pass", "base": base}
    assert outcome.findings == ()
    fact = last_check(house)
    assert (fact.number, fact.base, fact.verdict) == (1, base, "pass")
    assert fact.tree == house.world.repository.tree_digest()


def test_the_test_is_run_on_the_base_without_and_then_with_the_change(tmp_path: Path) -> None:
    seen: list[set[str]] = []

    def look(folder: Path) -> None:
        seen.append({path.name for path in folder.iterdir() if path.suffix == ".py"})

    runner = FakeRunner().answers("pytest", code=1, output=outputs.MISSING, act=look)
    runner.answers("pytest", output=outputs.PASSED, act=look)
    check(written(tmp_path, runner=runner, config="[suite]\ntimeout = 17\n"))
    assert seen == [{"test_writer1.py"}, {"writer1.py", "test_writer1.py"}]
    assert [call.command for call in runner.calls] == ["python3 -m pytest -q test_writer1.py"] * 2
    assert [call.timeout for call in runner.calls] == [17, 17]


@pytest.mark.parametrize(
    ("answers", "code", "why"),
    [
        ((GREEN, GREEN), "chunk/not-red", "it passes without the change"),
        (((1, outputs.SYNTAX), GREEN), "chunk/not-red", "it fails because it cannot be read"),
        ((RED, (1, outputs.ASSERTED)), "chunk/not-green", "it fails with the change"),
        ((RED, (5, outputs.EMPTY)), "chunk/not-green", "nothing is run"),
        ((RED, (0, outputs.SKIPPED)), "chunk/not-green", "it is skipped"),
        ((RED, (124, "")), "chunk/not-green", "it does not end"),
    ],
)
def test_a_proof_that_proves_nothing_fails_and_is_recorded(
    tmp_path: Path, answers: tuple[tuple[int, str], ...], code: str, why: str
) -> None:
    house = written(tmp_path, runner=runs(*answers))
    outcome = check(house)
    assert code in codes(outcome), why
    assert outcome.lines[0] == "chunk     1   FAIL"
    assert outcome.next == "mend the first finding, then parti check 1"
    fact = last_check(house)
    assert fact.verdict == outcome.data["verdict"] == "fail"
    assert any(row.startswith(f"error {code} ") for row in fact.findings)
    assert fact.files == (), "only a pass speaks of what it saw"


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("other.py", "x = 1\n", "chunk/scope"),
        ("writer1.py", "x = 1\n" * 60, "chunk/size"),
        ("writer1.py", CODE + "eval('1')\n", "no-eval"),
        ("test_writer1.py", "def test_a():\n    pass\n", "chunk/weak-test"),
        (".parti/config.toml", "[suite]\ncommands = ['true']\n", "chunk/judge"),
        ("test_writer1.py", "def test_a(:\n", "chunk/weak-test"),
    ],
)
def test_what_leaves_the_bounds_of_the_chunk_is_named(
    tmp_path: Path, path: str, text: str, code: str
) -> None:
    house = open_houses.planned(tmp_path, runner=runs(RED, GREEN))
    write(house, "CONSTRAINTS.md", open_houses.RULE)
    open_houses.repository(house).commit()
    planning.brief(house, 1)
    write(house, "writer1.py", CODE)
    write(house, "test_writer1.py", TEST)
    write(house, path, text)
    outcome = check(house)
    assert code in codes(outcome)
    assert outcome.data["verdict"] == last_check(house).verdict == "fail"


def test_a_test_that_cannot_be_read_is_told_alone_and_nothing_is_run(tmp_path: Path) -> None:
    house = written(tmp_path)
    write(house, "test_writer1.py", "def test_a(:\n")
    outcome = check(house)
    assert len(outcome.findings) == 1
    assert outcome.lines[1] == "red       not run: test_writer1.py is not valid Python"
    assert open_houses.runner(house).calls == []


def test_a_breach_outside_the_change_is_not_the_chunks(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path, runner=runs(RED, GREEN))
    write(house, "CONSTRAINTS.md", open_houses.RULE)
    write(house, "old.py", "eval('1')\n")
    open_houses.repository(house).commit()
    planning.brief(house, 1)
    write(house, "writer1.py", CODE)
    write(house, "test_writer1.py", TEST)
    assert codes(check(house)) == []


def test_an_accepted_breach_does_not_fail_a_chunk(tmp_path: Path) -> None:
    from parti.workflow import constraining

    house = open_houses.planned(tmp_path, runner=runs(RED, GREEN))
    write(house, "CONSTRAINTS.md", open_houses.RULE)
    write(house, "writer1.py", "eval('1')\n")
    constraining.baseline(house, accept=True, shrink=False)
    open_houses.repository(house).commit()
    planning.brief(house, 1)
    write(house, "writer1.py", "eval('1')\n" + CODE)
    write(house, "test_writer1.py", TEST)
    assert codes(check(house)) == []


def test_constraints_of_kind_command_wait_for_the_gate(tmp_path: Path) -> None:
    text = "\n## The names of `make check` stay as they are {#make}\n\nOthers call them.\n\n"
    block = "Scope: `**/*.py`. Owner: all.\n\n```check command\nrun: make check\n```\n"
    house = open_houses.planned(tmp_path, runner=runs(RED, GREEN))
    write(house, "CONSTRAINTS.md", "# Constraints\n" + text + block)
    open_houses.repository(house).commit()
    planning.brief(house, 1)
    write(house, "writer1.py", CODE)
    write(house, "test_writer1.py", TEST)
    assert check(house).data["verdict"] == "pass"
    assert [call.command.split()[0] for call in open_houses.runner(house).calls] == ["python3", "python3"]


def test_a_chunk_is_measured_from_its_brief_even_after_commits(tmp_path: Path) -> None:
    house = written(tmp_path)
    briefed = house.world.repository.head()
    open_houses.repository(house).commit()
    assert house.world.repository.head() != briefed
    outcome = check(house)
    assert outcome.data["base"] == briefed
    assert outcome.data["verdict"] == "pass"


def test_a_given_base_goes_before_the_brief(tmp_path: Path) -> None:
    house = written(tmp_path)
    write(house, "early.py", "x = 1\n")
    later = open_houses.repository(house).commit()
    outcome = check(house, base="main")
    assert outcome.data["base"] == later, "the revision is resolved to its commit"
    assert last_check(house).base == later


def test_without_a_brief_a_chunk_is_measured_from_head(tmp_path: Path) -> None:
    house = open_houses.planned(tmp_path, runner=runs(RED, GREEN))
    write(house, "writer1.py", CODE)
    write(house, "test_writer1.py", TEST)
    outcome = check(house)
    assert outcome.data == {"number": 1, "verdict": "pass", "base": house.world.repository.head()}


def test_the_brief_of_another_chunk_is_not_this_ones(tmp_path: Path) -> None:
    house = written(tmp_path, chunk(1), chunk(2))
    later = open_houses.repository(house).commit()
    write(house, "writer2.py", CODE)
    write(house, "test_writer2.py", TEST.replace("writer1", "writer2"))
    assert check(house, 2).data["base"] == later


def test_an_unknown_base_is_refused_before_anything_is_run(tmp_path: Path) -> None:
    house = written(tmp_path)
    before = open_houses.kinds(house)
    with pytest.raises(refusal.Misused, match="no revision 'nowhere'"):
        check(house, base="nowhere")
    assert open_houses.runner(house).calls == []
    assert open_houses.kinds(house) == before


@pytest.mark.parametrize(
    ("numbers", "passed", "checked", "next_step", "why"),
    [
        ((1,), (), 1, "git commit, then parti gate", "it was the only one"),
        ((1, 2), (), 1, "git commit, then parti brief 2", "the next one"),
        ((1, 2, 3), (2,), 1, "git commit, then parti brief 3", "the next one that has not passed"),
        ((1, 2), (2,), 1, "git commit, then parti gate", "all have passed"),
        ((1, 2, 3), (1,), 2, "git commit, then parti brief 3", "the one behind it"),
        ((1, 2), (), 2, "git commit, then parti brief 1", "the one before it is still open"),
    ],
)
def test_after_a_pass_the_way_goes_on_to_the_first_chunk_that_is_still_open(
    tmp_path: Path,
    numbers: tuple[int, ...],
    passed: tuple[int, ...],
    checked: int,
    next_step: str,
    why: str,
) -> None:
    house = open_houses.planned(tmp_path, *(chunk(n) for n in numbers), runner=runs(RED, GREEN))
    for number in passed:
        house = open_houses.checked(house, number)
    write(house, f"writer{checked}.py", CODE)
    write(house, f"test_writer{checked}.py", TEST.replace("writer1", f"writer{checked}"))
    outcome = check(house, checked)
    assert outcome.data["verdict"] == "pass", outcome.findings
    assert outcome.next == next_step, why


def test_each_check_is_recorded_and_the_last_one_counts(tmp_path: Path) -> None:
    house = written(tmp_path, runner=runs(RED, GREEN, RED, (1, outputs.ASSERTED), RED, GREEN))
    verdicts = [check(house).data["verdict"] for _ in range(3)]
    assert verdicts == ["pass", "fail", "pass"]
    assert open_houses.kinds(house).count("ChunkChecked") == 3
    assert planning.plan(houses.open_house(house.world), "").lines[0].split()[1] == "passed"


def test_without_a_number_the_first_open_chunk_is_checked(tmp_path: Path) -> None:
    house = open_houses.checked(written(tmp_path, chunk(1), chunk(2)), 1)
    write(house, "writer2.py", CODE)
    assert check(house, 0).data["number"] == 2


@pytest.mark.parametrize("files", [{}, {"README.md": "words\n"}])
def test_a_change_without_code_has_no_shape(tmp_path: Path, files: dict[str, str]) -> None:
    house = open_houses.planned(tmp_path, runner=runs(GREEN))
    planning.brief(house, 1)
    for path, text in files.items():
        write(house, path, text)
    outcome = check(house)
    assert len(outcome.lines) == 3
    assert outcome.data["verdict"] == "fail"


def test_an_agent_may_check_what_it_wrote(tmp_path: Path) -> None:
    house = written(tmp_path)
    open_houses.repository(house).name = "agent:codex"
    check(house)
    assert houses.open_house(house.world).reading.records[-1].by == "agent:codex"


def test_no_verb_of_this_phase_takes_a_result_from_its_caller() -> None:
    """What is red or green is run, never typed (§8)."""
    import inspect

    taken = {
        name
        for verb in (planning.plan, planning.brief, working.check)
        for name in inspect.signature(verb).parameters
    }
    assert taken == {"house", "file", "number", "base"}


@pytest.mark.parametrize("is_ignored", [False, True])
def test_a_declared_file_that_git_ignores_is_told(tmp_path: Path, is_ignored: bool) -> None:
    """It would not be in the commit, and the proof went without it."""
    house = written(tmp_path, chunk(files=("writer1.py", "test_writer1.py", "local.py")))
    write(house, "local.py", "rows = 3\n")
    open_houses.repository(house).ignored.update({"local.py"} if is_ignored else ())
    found = [(each.code, each.level) for each in check(house).findings]
    assert found == ([("chunk/ignored", "warning")] if is_ignored else [])


def test_a_file_whose_name_is_no_unicode_is_recorded_as_it_is_shown(tmp_path: Path) -> None:
    house = written(tmp_path)
    (house.root / os.fsdecode(b"odd\xff.py")).write_text("rows = 3\n")
    assert codes(check(house)) == ["chunk/scope"]
    assert r"odd\udcff.py" in last_check(house).findings[0]
    assert planning.brief(houses.open_house(house.world), 1).lines
