"""The architecture: constraints over the whole tree, and the design against the code."""

import gate_samples as samples
import pytest

from parti.design import state as states
from parti.gate import architecture
from parti.records import vocabulary as facts

PATHS = ("src/orders/store.py", "src/orders/consumer.py", "README.md")


def design(*paths: str) -> states.DesignState:
    result = states.DesignState()
    for number, path in enumerate(paths):
        body = facts.ModuleTouched(key=f"MOD-{number}", path=path, why="it stores")
        result = states.evolve(result, samples.record(body, f"r:{number}"))
    return result


def test_kept_constraints_make_the_part_ok() -> None:
    found = architecture.judge((), (), checked=("atomic-write", "layers"))

    assert (found.outcome, found.sentence) == ("ok", "2 of 2 constraints kept")
    assert found.held == ("atomic-write", "layers")


def test_a_broken_constraint_fails_the_part_and_is_not_held() -> None:
    broken = samples.found("layers")
    found = architecture.judge((broken,), (), checked=("atomic-write", "layers"))

    assert (found.outcome, found.sentence) == ("fail", "1 of 2 constraints kept")
    assert (found.held, found.findings) == (("atomic-write",), (broken,))


@pytest.mark.parametrize("where", ["design", "stale"])
def test_errors_of_design_and_of_rot_fail_it_too(where: str) -> None:
    error = samples.found("design/moved")
    moved = (error,) if where == "design" else ()
    stale = (error,) if where == "stale" else ()

    assert architecture.judge((), moved, checked=("layers",), stale=stale).outcome == "fail"


def test_warnings_and_accepted_findings_do_not_fail_it() -> None:
    stale, accepted = samples.found("rot/name", level="warning"), samples.found("layers")
    found = architecture.judge((), (), checked=("layers",), stale=(stale,), accepted=(accepted,))

    assert (found.outcome, found.findings, found.accepted) == ("ok", (stale,), (accepted,))
    assert found.sentence == "1 of 1 constraint kept, 1 finding accepted by the baseline"


def test_a_document_without_checks_is_an_error_and_not_a_pass() -> None:
    found = architecture.judge((), (), checked=())

    assert found.outcome == "not-run"
    assert [(f.code, f.level, f.place.path) for f in found.findings] == [
        ("gate/no-constraints", "error", "CONSTRAINTS.md")
    ]


def test_a_document_that_is_gone_is_told_as_gone() -> None:
    (empty,) = architecture.judge((), (), checked=()).findings
    (gone,) = architecture.judge((), (), checked=(), is_there=False).findings
    assert "Nothing in CONSTRAINTS.md is checked" in empty.message
    assert "There is no CONSTRAINTS.md" in gone.message
    assert (gone.code, gone.level) == (empty.code, empty.level)
    assert "git checkout HEAD -- CONSTRAINTS.md" in gone.fix


@pytest.mark.parametrize(
    "path",
    [
        "src/orders/store.py",
        "./src/orders/store.py",
        " src/orders/ ",
        "src",
        "src/**/*.py",
        "src/*/store.py",
        "README.*",
        ".",
    ],
)
def test_a_file_a_folder_or_a_glob_that_meets_something_exists(path: str) -> None:
    assert architecture.design_against_code(design(path), PATHS) == ()


@pytest.mark.parametrize("path", ["src/orders/gone.py", "src/ord", "store.py", "docs/", "src/**/*.js"])
def test_a_module_of_the_design_that_does_not_exist_is_an_error(path: str) -> None:
    [finding] = architecture.design_against_code(design(path, "src"), PATHS)

    assert (finding.code, finding.level, finding.place.path) == ("gate/module-missing", "error", path)
    assert "MOD-0" in finding.message
    assert "parti withdraw MOD-0" in finding.fix


def test_a_design_without_modules_has_nothing_to_miss() -> None:
    other = facts.InvariantStated(key="INV-1", text="An order is stored once.", why="money")
    state = states.evolve(states.DesignState(), samples.record(other))

    assert architecture.design_against_code(state, ()) == ()
