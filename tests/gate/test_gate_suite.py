"""The suite: everything runs, nothing may be missing, and a failure has a place."""

import gate_samples as samples
import pytest

from parti.gate import part, suite


def run(**answers: tuple[int, str]) -> part.Part:
    """A suite of commands named after the keywords."""
    return suite.run(tuple(answers), samples.Scripted(answers), samples.ROOT, 60)


def codes(found: part.Part) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_suite_that_passes_says_how_many_tests_ran() -> None:
    found = run(build=(0, "built\n"), pytest=(0, "31 passed in 2.10s\n"))

    assert (found.outcome, found.sentence) == ("ok", "31 tests in 2 commands")
    assert found.held == ("build", "pytest")
    assert found.seconds_ms == 3000
    assert found.findings == found.details == ()


def test_a_suite_of_unknown_runners_makes_no_claim_about_tests() -> None:
    assert run(make=(0, "done\n")).sentence == "1 command ended well"


def test_no_command_is_an_error_and_not_a_pass() -> None:
    found = run()

    assert found.outcome == "not-run"
    assert [(f.code, f.level, f.fix) for f in found.findings] == [
        ("gate/no-suite", "error", "set [suite] commands in .parti/config.toml")
    ]


def test_a_failing_command_is_an_error_at_the_first_failing_test() -> None:
    output = "tests/test_a.py:5: AssertionError\nFAILED tests/test_a.py::test_b - boom\n1 failed in 0.1s\n"
    found = run(pytest=(1, output))

    assert found.outcome == "fail"
    [finding] = found.findings
    assert (finding.code, finding.level, str(finding.place)) == ("gate/suite", "error", "tests/test_a.py:5")
    assert finding.message == "`pytest` fails: tests/test_a.py::test_b: boom"
    assert found.details[0] == "$ pytest"
    assert found.details[-1] == "1 failed in 0.1s"


def test_a_failure_without_a_known_place_points_at_the_setting() -> None:
    [finding] = run(make=(2, "no rule\n")).findings

    assert str(finding.place) == ".parti/config.toml"
    assert finding.message == "`make` ends with code 2."


def test_all_commands_run_even_after_a_failure() -> None:
    runner = samples.Scripted({"a": (1, ""), "b": (0, ""), "c": (1, "")})
    found = suite.run(("a", "b", "c"), runner, samples.ROOT, 7)

    assert runner.ran == [("a", samples.ROOT, 7), ("b", samples.ROOT, 7), ("c", samples.ROOT, 7)]
    assert (found.sentence, found.held) == ("2 of 3 commands failed", ("b",))


@pytest.mark.parametrize(
    ("code", "output"),
    [
        (5, "no tests ran in 0.01s\n"),
        (0, "Ran 0 tests in 0.000s\n\nOK\n"),
        (0, "# tests 0\n# pass 0\n# fail 0\n"),
        (0, "7 skipped in 0.02s\n"),
    ],
)
def test_a_command_that_ran_no_test_is_an_error_whatever_its_code(code: int, output: str) -> None:
    found = run(tests=(code, output))

    assert (found.outcome, codes(found)) == ("fail", ["gate/no-tests"])


def test_an_empty_package_beside_a_full_one_is_no_error() -> None:
    output = "test result: ok. 4 passed; 0 failed;\ntest result: ok. 0 passed; 0 failed;\n"

    assert run(cargo=(0, output)).outcome == "ok"


@pytest.mark.parametrize(
    ("code", "message"),
    [(124, "`slow` did not end in time."), (127, "`slow` could not be started.")],
)
def test_a_command_that_did_not_end_or_start_says_so(code: int, message: str) -> None:
    found = run(slow=(code, "3 passed in 0.1s\n"))

    assert [finding.message for finding in found.findings] == [message]
    assert ".parti/config.toml" in found.findings[0].fix


def test_only_the_last_lines_of_a_long_output_are_kept() -> None:
    output = "".join(f"line {number} {'x' * 1000}\n\n" for number in range(500))
    found = run(make=(1, output))

    assert len(found.details) == 21
    assert found.details[-1].startswith("line 499")
    assert max(map(len, found.details)) == 400


def test_a_failure_keeps_its_fingerprint_when_the_words_of_the_error_change() -> None:
    first, second = (
        run(pytest=(1, f"FAILED tests/test_a.py::test_b - took {seconds} s\n")).findings[0]
        for seconds in (1, 2)
    )

    assert first.message != second.message
    assert first.fingerprint() == second.fingerprint()
