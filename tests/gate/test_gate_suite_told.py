"""The suite beside its warning: when it is told, of which commands, and what it leaves as it was."""

from pathlib import Path

import gate_samples as samples
import pytest

from parti.gate import part, suite

NOTHING = "Nothing that the suite printed shows that a test ran: "


def run(**answers: tuple[int, str]) -> part.Part:
    return suite.run(tuple(answers), samples.Scripted(answers), samples.ROOT, 60)


def codes(found: part.Part) -> list[str]:
    return [f"{each.level} {each.code}" for each in found.findings]


def test_every_command_is_named_where_none_showed_a_test() -> None:
    (found,) = run(build=(0, "built\n"), lint=(0, "")).findings
    assert found.message == f"{NOTHING}`build`, `lint`."
    assert str(found.place) == ".parti/config.toml"
    assert found.fix == "have a command that runs the tests in [suite] commands in .parti/config.toml"


@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_command_that_shows_a_test_is_enough_wherever_it_stands(at: int) -> None:
    outputs = ["built\n", "done\n", "ok\n"]
    outputs[at] = "3 passed in 0.10s\n"
    assert codes(run(**{f"c{number}": (0, text) for number, text in enumerate(outputs)})) == []


def test_a_warning_leaves_the_outcome_and_the_sentence_as_they_are() -> None:
    found = run(build=(0, "built\n"))
    assert codes(found) == ["warning gate/no-tests-seen"]
    assert (found.name, found.outcome, found.sentence) == ("suite", "ok", "1 command ended well")
    assert (found.held, found.seconds_ms) == (("build",), 1500)


@pytest.mark.parametrize("code", [1, 2, 124, 127, -9])
def test_beside_a_failure_the_warning_is_not_told(code: int) -> None:
    found = run(build=(code, ""), lint=(0, ""))
    assert found.outcome == "fail"
    assert codes(found) == ["error gate/suite"]


def test_what_a_failing_command_printed_is_no_reason_to_tell_nothing_of_it() -> None:
    found = run(build=(0, "5 passed in 0.10s\n"), tests=(1, ""))
    assert codes(found) == ["error gate/suite"]
    assert found.held == ("build",)


def test_two_failures_are_two_findings() -> None:
    assert codes(run(a=(1, ""), b=(0, ""), c=(3, ""))) == ["error gate/suite"] * 2


def test_a_command_that_ran_no_test_is_told_as_that_alone() -> None:
    assert codes(run(tests=(0, "Ran 0 tests in 0.000s\n\nOK\n"))) == ["error gate/no-tests"]


def test_what_only_says_so_counts_for_nothing_beside_what_says_nothing() -> None:
    answers = {"echo 5 passed": (0, "5 passed\n"), "make": (0, "built\n")}
    (found,) = suite.run(tuple(answers), samples.Scripted(answers), samples.ROOT, 60).findings
    assert found.message == f"{NOTHING}`echo 5 passed`, `make`."


def test_the_time_given_and_the_folder_reach_every_command() -> None:
    runner = samples.Scripted({"a": (0, ""), "b": (0, "")})
    suite.run(("a", "b", "a"), runner, Path("/srv/shop"), 41)
    assert runner.ran == [(each, Path("/srv/shop"), 41) for each in ("a", "b", "a")]


def test_without_a_command_nothing_is_run_and_nothing_is_held() -> None:
    runner = samples.Scripted({})
    found = suite.run((), runner, samples.ROOT, 60)
    assert runner.ran == []
    assert (found.name, found.sentence, found.held) == ("suite", "no command is set", ())
    assert found.findings[0].message == "No command builds and tests this project."
    assert str(found.findings[0].place) == ".parti/config.toml"
