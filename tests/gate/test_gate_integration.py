"""The integration: shown when it did not run, and each failure mode with its evidence."""

import gate_samples as samples
import pytest

from parti.gate import evidence, integration, part

PATHS = ("src/orders.py", "tests/faults/test_redeliver.py", "drills/slow_reader.toml", "src/a.test.js")


def run(commands: tuple[str, ...], *evidences: str, code: int = 0) -> part.Part:
    runner = samples.Scripted(dict.fromkeys(commands, (code, "")))
    modes = tuple(samples.failure_mode(text, f"FM-{number}") for number, text in enumerate(evidences))
    return integration.run(commands, runner, samples.ROOT, 60, modes, PATHS)


def test_no_command_is_a_warning_and_the_part_has_not_run() -> None:
    found = run(())

    assert (found.outcome, found.sentence) == ("not-run", "no command is set")
    assert [(f.code, f.level) for f in found.findings] == [("gate/no-integration", "warning")]


def test_end_to_end_commands_run() -> None:
    found = run(("make e2e",))

    assert (found.outcome, found.held, found.findings) == ("ok", ("make e2e",), ())


def test_a_failing_command_is_an_error_of_the_integration() -> None:
    found = run(("make e2e",), code=1)

    assert found.outcome == "fail"
    assert [(f.code, f.level) for f in found.findings] == [("gate/integration", "error")]


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("fault: tests/faults/test_redeliver.py", "tests/faults/test_redeliver.py"),
        ("fault: `./tests/faults/test_redeliver.py::test_twice`.", "tests/faults/test_redeliver.py"),
        ("fault: one row (see test_redeliver.py)", "tests/faults/test_redeliver.py"),
        ("load: drills/slow_reader.toml", "drills/slow_reader.toml"),
        ("unit: a.test.js", "src/a.test.js"),
    ],
)
def test_evidence_that_names_a_test_in_the_tree_is_named(text: str, test: str) -> None:
    [light] = run((), text).lights

    assert (light.state, light.test) == ("named", test)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "drill: Jane pulls the plug",
        "fault: tests/faults/test_gone.py",
        "static: src/orders.py",
        "fault: deliver.py",
        "fault: tests/",
        "etc. ... / .",
    ],
)
def test_evidence_that_names_no_test_in_the_tree_is_missing(text: str) -> None:
    [light] = run((), text).lights

    assert (light.state, light.test) == ("missing", "")


def test_the_part_says_how_many_failure_modes_are_shown() -> None:
    found = run(("e2e",), "fault: tests/faults/test_redeliver.py", "fault: none yet")

    assert found.sentence == "1 command ended well; 1 of 2 failure modes with a test that exists"
    assert [(light.key, light.state) for light in found.lights] == [("FM-0", "named"), ("FM-1", "missing")]


def test_a_missing_light_is_shown_and_does_not_fail_the_part() -> None:
    assert run(("e2e",), "fault: none yet").outcome == "ok"


@pytest.mark.parametrize(
    "path", ["tests/x.py", "a/__tests__/b.js", "src/orders_test.go", "src/a.spec.ts", "src/OrderTest.java"]
)
def test_tests_are_known_by_folder_or_name(path: str) -> None:
    assert evidence.is_test(path)


@pytest.mark.parametrize("path", ["src/latest.py", "src/contest/a.py", "attestation.md", "src/testing.py"])
def test_words_that_only_sound_like_tests_are_none(path: str) -> None:
    assert not evidence.is_test(path)
