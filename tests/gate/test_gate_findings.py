"""Every finding of the gate in full: code, level, sentence, place, next step, and what it is known by."""

import gate_samples as samples
import pytest

from parti import ports
from parti.constraints.finding import Finding, Place
from parti.design import state as states
from parti.gate import architecture, commands, integration, part, suite
from parti.records import vocabulary as facts

CONFIG = ".parti/config.toml"
FAILED = "FAILED tests/test_a.py::test_b - boom\n1 failed in 0.1s\n"


def row(finding: Finding) -> tuple[str, str, str, str, str, str]:
    return (finding.code, finding.level, finding.message, str(finding.place), finding.fix, finding.snippet)


def judge(name: part.Name, code: int, output: str) -> commands.Judged:
    return commands.judge(name, ports.Ran("make test", code, output, 5), str(samples.ROOT))


ENDED = (
    (
        "suite",
        124,
        "31 passed in 0.1s\n",
        (
            "gate/suite",
            "`make test` did not end in time.",
            CONFIG,
            f"make it faster, or raise [suite] timeout in {CONFIG}",
            "make test",
        ),
    ),
    (
        "integration",
        127,
        "",
        (
            "gate/integration",
            "`make test` could not be started.",
            CONFIG,
            f"install the program, or correct [integration] commands in {CONFIG}",
            "make test",
        ),
    ),
    (
        "suite",
        0,
        "no tests ran in 0.01s\n",
        (
            "gate/no-tests",
            "`make test` ran no test.",
            CONFIG,
            f"write a test that it finds and does not skip, or correct [suite] commands in {CONFIG}",
            "make test",
        ),
    ),
    (
        "suite",
        1,
        FAILED,
        (
            "gate/suite",
            "`make test` fails: tests/test_a.py::test_b: boom",
            "tests/test_a.py",
            "run `make test` and correct the code; a test may not be weakened",
            "tests/test_a.py::test_b",
        ),
    ),
    (
        "suite",
        -9,
        "",
        (
            "gate/suite",
            "`make test` ends with code -9.",
            CONFIG,
            "run `make test` and correct the code; a test may not be weakened",
            "make test",
        ),
    ),
    (
        "suite",
        2,
        "src/a.py:7: error: bad\n",
        (
            "gate/suite",
            "`make test` fails: bad",
            "src/a.py:7",
            "run `make test` and correct the code; a test may not be weakened",
            "make test",
        ),
    ),
    (
        "suite",
        1,
        "FAIL: test_u (tests.T.test_u)\n",
        (
            "gate/suite",
            "`make test` fails: test_u (tests.T.test_u)",
            CONFIG,
            "run `make test` and correct the code; a test may not be weakened",
            "test_u (tests.T.test_u)",
        ),
    ),
)


@pytest.mark.parametrize(("name", "code", "output", "wanted"), ENDED)
def test_how_a_command_ended_is_one_finding_with_one_next_step(
    name: part.Name, code: int, output: str, wanted: tuple[str, ...]
) -> None:
    finding = judge(name, code, output).finding

    assert finding is not None
    assert row(finding) == (wanted[0], "error", *wanted[1:])


@pytest.mark.parametrize(
    ("output", "tests"),
    [("", None), ("built\n", None), ("1 passed in 0.1s\n", 1), ("3 passed, 9 skipped in 1s\n", 3)],
)
def test_a_command_that_ended_well_keeps_no_output(output: str, tests: int | None) -> None:
    assert judge("suite", 0, output) == commands.Judged(None, tests)


def test_what_the_failing_test_says_is_cut_at_two_hundred_characters() -> None:
    for length, shown in ((199, 199), (200, 200), (201, 200), (5000, 200)):
        output = f"FAILED tests/test_a.py::test_b - {'y' * length}\n1 failed in 0.1s\n"
        finding = judge("suite", 1, output).finding

        assert finding is not None
        assert finding.message == f"`make test` fails: tests/test_a.py::test_b: {'y' * shown}"


def test_the_details_are_the_command_and_the_last_twenty_lines_that_say_something() -> None:
    output = "".join(f"line {number}  \n\n   \n" for number in range(30))

    assert judge("suite", 1, output).details == ("$ make test", *(f"line {n}" for n in range(10, 30)))
    assert judge("suite", 1, "").details == ("$ make test",)
    assert judge("suite", 1, "only\n").details == ("$ make test", "only")
    assert judge("suite", 1, f"  {'x' * 500}\n").details[1] == f"  {'x' * 398}"


def test_colours_are_taken_out_of_the_details() -> None:
    assert judge("suite", 1, "\x1b[31mred\x1b[0m\r\n").details == ("$ make test", "red")


@pytest.mark.parametrize(
    ("ends", "sentence", "outcome"),
    [
        ([(0, "")], "1 command ended well", "ok"),
        ([(0, ""), (0, "")], "2 commands ended well", "ok"),
        ([(0, "1 passed in 1s\n")], "1 test in 1 command", "ok"),
        ([(0, "1 passed in 1s\n"), (0, "built\n")], "1 test in 2 commands", "ok"),
        ([(0, "1 passed in 1s\n"), (0, "2 passed in 1s\n")], "3 tests in 2 commands", "ok"),
        ([(1, "1 passed in 1s\n")], "1 of 1 command failed", "fail"),
        ([(1, ""), (0, "4 passed in 1s\n"), (2, "")], "2 of 3 commands failed", "fail"),
        ([(0, "0 passed in 1s\n")], "1 of 1 command failed", "fail"),
    ],
)
def test_the_sentence_of_a_part_counts_tests_or_failures(
    ends: list[tuple[int, str]], sentence: str, outcome: str
) -> None:
    runs = [ports.Ran(f"c{number}", *end, 250) for number, end in enumerate(ends)]
    found = commands.part("integration", iter(runs), str(samples.ROOT))

    assert (found.name, found.sentence, found.outcome) == ("integration", sentence, outcome)
    assert found.seconds_ms == 250 * len(ends)
    failing = [number for number, finding in enumerate(ends) if finding[0] or "0 passed" in finding[1]]
    assert found.held == tuple(f"c{number}" for number in range(len(ends)) if number not in failing)
    assert [line for line in found.details if line.startswith("$")] == [
        f"$ c{number}" for number in failing
    ]


def test_parts_without_a_command_in_full() -> None:
    missing = suite.run((), samples.Scripted({}), samples.ROOT, 60)
    unproven = integration.run((), samples.Scripted({}), samples.ROOT, 60, (), ())

    assert [row(finding) for finding in missing.findings] == [
        (
            "gate/no-suite",
            "error",
            "No command builds and tests this project.",
            CONFIG,
            f"set [suite] commands in {CONFIG}",
            "",
        )
    ]
    assert [row(finding) for finding in unproven.findings] == [
        (
            "gate/no-integration",
            "warning",
            "No command runs the whole system, so its integration is not proven.",
            CONFIG,
            f"set [integration] commands in {CONFIG}",
            "",
        )
    ]
    assert (missing.name, unproven.name) == ("suite", "integration")
    assert (missing.outcome, unproven.outcome) == ("not-run", "not-run")
    assert (missing.sentence, unproven.sentence) == ("no command is set", "no command is set")
    assert (missing.seconds_ms, unproven.seconds_ms) == (0, 0)


@pytest.mark.parametrize(
    ("evidences", "sentence"),
    [
        (["unit: tests/a.py"], "no command is set; 1 of 1 failure mode with a test that exists"),
        (["x", "y", "unit: tests/a.py"], "no command is set; 1 of 3 failure modes with a test that exists"),
        (["x"], "no command is set; 0 of 1 failure mode with a test that exists"),
    ],
)
def test_lights_are_counted_also_when_nothing_ran(evidences: list[str], sentence: str) -> None:
    modes = [samples.failure_mode(text, f"FM-{number}") for number, text in enumerate(evidences)]
    found = integration.run((), samples.Scripted({}), samples.ROOT, 60, modes, ("tests/a.py",))

    assert (found.sentence, len(found.lights)) == (sentence, len(evidences))


# The architecture.


def touched(*paths: str) -> states.DesignState:
    result = states.DesignState()
    for number, path in enumerate(paths):
        body = facts.ModuleTouched(key=f"MOD-{number}", path=path, why="w")
        result = states.evolve(result, samples.record(body, f"r:{number}"))
    return result


def test_a_module_that_is_missing_in_full() -> None:
    [finding] = architecture.design_against_code(touched("./src/gone.py "), ("a.py",))

    assert row(finding) == (
        "gate/module-missing",
        "error",
        "The design (MOD-0) touches `./src/gone.py `, which does not exist.",
        "src/gone.py",
        'write it in a chunk, or parti withdraw MOD-0 "<reason>"',
        "MOD-0",
    )


def test_an_unchecked_document_in_full() -> None:
    found = architecture.judge((), (), checked=())

    assert found.sentence == "no constraint is checked"
    assert [row(finding) for finding in found.findings] == [
        (
            "gate/no-constraints",
            "error",
            "Nothing in CONSTRAINTS.md is checked, so the architecture was not judged.",
            "CONSTRAINTS.md",
            "add a constraint with a check to CONSTRAINTS.md; parti constraints explain shows the kinds",
            "",
        )
    ]


def test_other_findings_are_kept_when_nothing_is_checked() -> None:
    other = samples.found("gate/not-locked")
    found = architecture.judge((), (other,), checked=())

    assert [finding.code for finding in found.findings] == ["gate/not-locked", "gate/no-constraints"]
    assert found.outcome == "not-run"


SENTENCES = (
    ((), (), 0, "2 of 2 constraints kept"),
    (("layers",), (), 0, "1 of 2 constraints kept"),
    (("layers", "layers", "layers"), (), 0, "1 of 2 constraints kept"),
    (("layers", "atomic"), (), 0, "0 of 2 constraints kept"),
    ((), ("gate/not-locked",), 0, "2 of 2 constraints kept, 1 other error"),
    ((), ("gate/not-locked", "gate/module-missing"), 0, "2 of 2 constraints kept, 2 other errors"),
    (("layers",), ("gate/no-plan",), 0, "1 of 2 constraints kept, 1 other error"),
    ((), (), 2, "2 of 2 constraints kept, 2 findings accepted by the baseline"),
    (
        (),
        ("gate/no-plan",),
        1,
        "2 of 2 constraints kept, 1 other error, 1 finding accepted by the baseline",
    ),
)


@pytest.mark.parametrize(("broken", "others", "accepted", "sentence"), SENTENCES)
def test_the_architectures_sentence_never_fails_without_a_reason(
    broken: tuple[str, ...], others: tuple[str, ...], accepted: int, sentence: str
) -> None:
    found = architecture.judge(
        tuple(map(samples.found, broken)),
        tuple(map(samples.found, others)),
        checked=("atomic", "layers"),
        accepted=(samples.found(),) * accepted,
    )

    assert (found.name, found.sentence) == ("architecture", sentence)
    assert found.outcome == ("fail" if broken or others else "ok")


def test_warnings_are_no_other_errors() -> None:
    warned = samples.found("gate/judge-changed", level="warning")

    assert architecture.judge((), (), checked=("a",), stale=(warned,)).sentence == "1 of 1 constraint kept"


@pytest.mark.parametrize(
    ("path", "exists"),
    [
        ("src/a?c.py", True),
        ("src/ab?.py", True),
        ("src/?.py", False),
        ("*", False),
        ("**", True),
        ("src/", True),
        ("src//", True),
        ("./src", True),
        ("", True),
        ("./", True),
        ("sr", False),
        ("src/abc", False),
        ("abc.py", False),
        ("/src/abc.py", False),
        ("SRC/abc.py", False),
    ],
)
def test_which_paths_of_a_design_exist(path: str, exists: bool) -> None:
    found = architecture.design_against_code(touched(path), ("src/abc.py",))

    assert (found == ()) == exists


def test_every_module_that_is_missing_is_named_and_in_the_designs_order() -> None:
    found = architecture.design_against_code(touched("b.py", "src", "a.py"), ("src/abc.py",))

    assert [finding.snippet for finding in found] == ["MOD-0", "MOD-2"]


def test_the_fold_of_two_lives_of_one_module_checks_both() -> None:
    design = touched("gone.py")
    again = facts.ModuleTouched(key="MOD-0", path="also-gone.py", why="w")
    design = states.evolve(design, samples.record(again, "r:9"))

    found = architecture.design_against_code(design, ())
    assert [finding.place for finding in found] == [Place(path="gone.py"), Place(path="also-gone.py")]


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors"), (1000, "1000 errors")]
)
def test_nouns_are_counted(number: int, text: str) -> None:
    assert part.counted(number, "error") == text


def test_a_failure_outside_of_the_project_points_at_the_setting_and_at_no_line() -> None:
    finding = judge("suite", 1, "FAILED ../t.py::t - w\n../t.py:7: E\n").finding

    assert finding is not None
    assert (finding.place.path, finding.place.line) == (CONFIG, 0)
